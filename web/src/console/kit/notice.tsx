import type { ReactNode, Ref } from "react";
import { Icon, type IconName } from "./icon";
import "./notice.css";

type Tone = "info" | "warning" | "danger" | "success";

const ICONS: { readonly [T in Tone]: IconName } = { info: "info", warning: "warning", danger: "error", success: "check" };

type Props = {
  readonly tone: Tone;
  readonly children: ReactNode;
  /** What the reader can do about it. */
  readonly actions?: ReactNode;
  /** Said at once by what reads the page aloud: for what appears after something was done. */
  readonly isAlert?: boolean;
  /** For what moves the focus here. */
  readonly focusRef?: Ref<HTMLDivElement>;
};

/** Something to know, in its place on the page. */
export function Notice({ tone, children, actions, isAlert = false, focusRef }: Props) {
  return (
    <div className={`notice notice-${tone}`} {...(isAlert && { role: "alert" })} ref={focusRef} tabIndex={-1}>
      <Icon name={ICONS[tone]} />
      <div className="notice-body">{children}</div>
      {actions !== undefined && <div className="notice-actions">{actions}</div>}
    </div>
  );
}
