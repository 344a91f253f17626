import type { ReactNode } from "react";
import { useText } from "../i18n/texts";
import { Icon } from "./icon";
import "./external-link.css";

/** A link to another site, which opens beside the console and is not told where the reader comes from. */
export function ExternalLink({ href, children }: { readonly href: string; readonly children: ReactNode }) {
  const text = useText();
  return (
    <a href={href} target="_blank" rel="noreferrer" className="external-link">
      {children}
      <span className="visually-hidden"> ({text("opens-new-tab")})</span>
      <Icon name="external" />
    </a>
  );
}
