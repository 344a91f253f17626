import { Button, Menu as AriaMenu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import { Icon, type IconName } from "./icon";
import "./overlay.css";

/** Something in a menu; with `isChosen` it is one of several of which one holds. */
export type MenuEntry = {
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  readonly href?: string;
  readonly onAction?: () => void;
};

type Props = {
  /** What the menu is for. */
  readonly label: string;
  /** What stands on the button; where it is absent only the icon does. */
  readonly children?: string;
  readonly icon?: IconName;
  readonly entries: readonly MenuEntry[];
  /** The entry that holds, where the menu chooses one of several. */
  readonly chosen?: string;
};

/** A button that opens a list of things to do or to choose. */
export function Menu({ label, children, icon, entries, chosen }: Props) {
  return (
    <MenuTrigger>
      <Button className="menu-button" aria-label={children === undefined || label.includes(children) ? label : `${label}: ${children}`}>
        {icon && <Icon name={icon} />}
        {children !== undefined && <span className="menu-button-text">{children}</span>}
        <Icon name="chevron" />
      </Button>
      <Popover className="popover" placement="bottom end">
        <AriaMenu
          className="list-box"
          {...(chosen !== undefined && { selectionMode: "single" as const, selectedKeys: [chosen], disallowEmptySelection: true })}
        >
          {entries.map(({ id, label, description, href, onAction }) => (
            <MenuItem
              key={id}
              id={id}
              textValue={label}
              className="list-box-item"
              {...(href !== undefined && { href })}
              {...(onAction && { onAction })}
            >
              <span>{label}</span>
              {description !== undefined && <span className="list-box-description">{description}</span>}
            </MenuItem>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
