import type { ReactNode } from "react";
import "./section.css";

type Props = {
  /** The address of the section on its page; a warning or a menu leads there. */
  readonly id: string;
  readonly title: string;
  readonly description?: ReactNode;
  /** Buttons beside the title. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
};

/** A part of a view with a heading of its own. */
export function Section({ id, title, description, actions, children }: Props) {
  return (
    <section className="section" id={id} aria-labelledby={`${id}-title`}>
      <div className="section-head">
        <div className="section-words">
          <h2 className="section-title" id={`${id}-title`} tabIndex={-1}>
            {title}
          </h2>
          {description !== undefined && <p className="section-description">{description}</p>}
        </div>
        {actions}
      </div>
      {children}
    </section>
  );
}

/** A part of a section. */
export function Subsection({ title, description, children }: Omit<Props, "id" | "actions">) {
  return (
    <div className="subsection">
      <h3 className="subsection-title">{title}</h3>
      {description !== undefined && <p className="section-description">{description}</p>}
      {children}
    </div>
  );
}

/** Names and values, for what is only read. */
export function Values({ entries }: { readonly entries: readonly { readonly label: string; readonly value: ReactNode }[] }) {
  return (
    <dl className="values">
      {entries.map(({ label, value }) => (
        <div key={label} className="values-entry">
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
