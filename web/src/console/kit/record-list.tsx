import type { ReactNode } from "react";
import "./record-list.css";

type Props<T> = {
  readonly label: string;
  readonly items: readonly T[];
  readonly idOf: (item: T) => string;
  readonly children: (item: T) => ReactNode;
};

/** Things of which much is known, one below the other. */
export function RecordList<T>({ label, items, idOf, children }: Props<T>) {
  return (
    <ul className="record-list" aria-label={label}>
      {items.map((item) => (
        <li key={idOf(item)} id={idOf(item)} className="record">
          {children(item)}
        </li>
      ))}
    </ul>
  );
}

type RecordProps = {
  readonly title: ReactNode;
  /** Short words about it, beside its title. */
  readonly badges?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
};

/** One of them: its title, what can be done with it, and all that is known of it. */
export function RecordCard({ title, badges, actions, children }: RecordProps) {
  return (
    <>
      <div className="record-head">
        <div className="record-title">
          <strong>{title}</strong>
          {badges}
        </div>
        {actions !== undefined && <div className="record-actions">{actions}</div>}
      </div>
      {children}
    </>
  );
}
