import type { ReactNode } from "react";
import "./item-list.css";

type Props<T> = {
  readonly label: string;
  readonly items: readonly T[];
  readonly idOf: (item: T) => string;
  readonly children: (item: T) => ReactNode;
};

/** A list of things, each with what can be done with it. */
export function ItemList<T>({ label, items, idOf, children }: Props<T>) {
  return (
    <ul className="item-list" aria-label={label}>
      {items.map((item) => (
        <li key={idOf(item)} id={idOf(item)} className="item">
          {children(item)}
        </li>
      ))}
    </ul>
  );
}

type ItemProps = { readonly title: ReactNode; readonly children?: ReactNode; readonly actions?: ReactNode };

/** What one thing of a list looks like: its name, what else is known of it, and its buttons. */
export function Item({ title, children, actions }: ItemProps) {
  return (
    <>
      <div className="item-words">
        <div className="item-title">{title}</div>
        {children !== undefined && <div className="item-details">{children}</div>}
      </div>
      {actions !== undefined && <div className="item-actions">{actions}</div>}
    </>
  );
}
