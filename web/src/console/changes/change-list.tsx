import type { ChangeFragment } from "../graphql/types.generated";
import { useText } from "../i18n/texts";
import { Badge } from "../kit/states";
import { type DescribedChange, useDescribeChange } from "./describe";

const TONES = { changed: "neutral", added: "success", removed: "danger" } as const;

/** Changes, one a line: what, and its value before and after. */
export function ChangeList({ changes }: { readonly changes: readonly ChangeFragment[] }) {
  const describe = useDescribeChange();
  return (
    <ul className="change-list">
      {changes.map((change) => (
        <li key={change.path.join(" ")}>
          <DescribedChangeLine change={describe(change)} />
        </li>
      ))}
    </ul>
  );
}

function DescribedChangeLine({ change: { kind, label, before, after } }: { readonly change: DescribedChange }) {
  const text = useText();
  return (
    <>
      <div className="change-label">{label}</div>
      <div className="change-values">
        {kind === "changed" ? (
          <>
            <del>
              <span className="visually-hidden">{text("change-before")} </span>
              {before}
            </del>
            <span aria-hidden="true">→</span>
            <ins>
              <span className="visually-hidden">{text("change-after")} </span>
              {after}
            </ins>
          </>
        ) : (
          <>
            <Badge tone={TONES[kind]}>{text(`change-kind-${kind}`)}</Badge>
            {kind === "added" ? <ins>{after}</ins> : <del>{before}</del>}
          </>
        )}
      </div>
    </>
  );
}
