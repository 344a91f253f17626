import type { ReactNode, Ref } from "react";
import { Button as AriaButton, type ButtonProps, Link as AriaLink, type LinkProps } from "react-aria-components";
import { Icon, type IconName } from "./icon";
import "./button.css";

/** What a button is to the eye: the one thing to do, one among several, or one that takes something away. */
export type ButtonLook = "primary" | "secondary" | "quiet" | "danger";

type Props = Omit<ButtonProps, "children" | "className"> & {
  readonly look?: ButtonLook;
  readonly icon?: IconName;
  /** There is nothing to do with it now. Unlike a disabled one it keeps the focus that it has, such as after a save. */
  readonly isUnavailable?: boolean;
  readonly ref?: Ref<HTMLButtonElement>;
  readonly children: ReactNode;
};

/** A button with a text. While `isPending` it keeps the focus and cannot be pressed again. */
export function Button({ look = "secondary", icon, isUnavailable = false, isPending = false, children, ...props }: Props) {
  return (
    <AriaButton
      {...props}
      {...(isPending && PENDING)}
      {...(isUnavailable && UNAVAILABLE)}
      className={`button button-${look} ${isPending ? "button-pending" : ""}`}
    >
      {icon && <Icon name={icon} />}
      <span className="button-text">{children}</span>
    </AriaButton>
  );
}

/**
 * The library's own state would announce nothing but the button's name, by a reference to the button that hangs in the air for
 * seconds where the button goes away with what it was pressed for, such as a window that closes.
 */
const PENDING = { "aria-disabled": true, type: "button", onPress: () => {} } as const;

const UNAVAILABLE = { "aria-disabled": true, excludeFromTabOrder: true, onPress: () => {} } as const;

type IconButtonProps = Omit<ButtonProps, "children" | "className"> & {
  readonly icon: IconName;
  /** What it does, for those who hear the page; absent where what is around it says so, as a calendar does. */
  readonly label?: string;
  readonly look?: "quiet" | "danger";
};

/** A button that is an icon only. */
export function IconButton({ icon, label, look = "quiet", ...props }: IconButtonProps) {
  return (
    <AriaButton {...props} {...(label !== undefined && { "aria-label": label })} className={`button button-${look} button-icon`}>
      <Icon name={icon} />
    </AriaButton>
  );
}

type LinkButtonProps = Omit<LinkProps, "children" | "className"> & {
  readonly look?: ButtonLook;
  readonly icon?: IconName;
  readonly children: ReactNode;
};

/** A link that looks like a button, for what goes elsewhere. */
export function LinkButton({ look = "secondary", icon, children, ...props }: LinkButtonProps) {
  return (
    <AriaLink {...props} className={`button button-${look}`}>
      {icon && <Icon name={icon} />}
      <span className="button-text">{children}</span>
    </AriaLink>
  );
}
