import type { ReactNode } from "react";
import { useText } from "../i18n/texts";
import { Icon, type IconName } from "./icon";
import "./states.css";

type EmptyProps = {
  readonly icon: IconName;
  readonly title: string;
  readonly children?: ReactNode;
  /** What can be done about it. */
  readonly action?: ReactNode;
};

/** Nothing is there, which is a normal thing. */
export function EmptyState({ icon, title, children, action }: EmptyProps) {
  return (
    <div className="empty-state">
      <Icon name={icon} />
      <p className="empty-state-title">{title}</p>
      {children}
      {action}
    </div>
  );
}

/** Room for what is being loaded, about as high as it will be, so that nothing jumps. */
export function Skeleton({ lines = 3 }: { readonly lines?: number }) {
  const text = useText();
  return (
    <div className="skeleton" role="status">
      <span className="visually-hidden">{text("loading")}</span>
      {Array.from({ length: lines }, (_, line) => (
        <div key={line} className="skeleton-line" />
      ))}
    </div>
  );
}

/** A short word about a thing, such as "main" or "revoked". */
export function Badge({ tone = "neutral", children }: { readonly tone?: "neutral" | "accent" | "warning" | "danger" | "success"; readonly children: ReactNode }) {
  return <span className={`badge badge-${tone}`}>{children}</span>;
}
