import type { ChangeFragment } from "../graphql/types.generated";
import { useText } from "../i18n/texts";
import { Badge } from "../kit/states";
import { ChangedPhoto } from "./changed-photo";
import { type DescribedChange, useDescribeChanges } from "./describe";
import type { Names } from "./names";
import "./changes.css";

const TONES = { changed: "neutral", added: "success", removed: "danger" } as const;

type Props = {
  readonly changes: readonly ChangeFragment[];
  /** What elements are called that the settings of now do not know. */
  readonly names?: Names;
};

/** Changes, one a line: what, and its value before and after. */
export function ChangeList({ changes, names }: Props) {
  const describe = useDescribeChanges();
  return (
    <ul className="change-list">
      {describe(changes, names).map((change) => (
        <li key={change.path.join(" ")}>
          <DescribedChangeLine change={change} />
        </li>
      ))}
    </ul>
  );
}

/** Changes as sentences, as the history tells them. */
export function ChangeSentences({ changes, names }: Props) {
  const describe = useDescribeChanges();
  return (
    <ul className="change-sentences">
      {describe(changes, names).map(({ path, sentence, photos }) => (
        <li key={path.join(" ")}>
          {sentence}
          {photos && <ChangedPhoto photos={photos} />}
        </li>
      ))}
    </ul>
  );
}

function DescribedChangeLine({ change: { path, kind, label, before, after, photos } }: { readonly change: DescribedChange }) {
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
            <Badge tone={TONES[kind]}>{text(`change-kind-${kind}`, { element: path[0] ?? "" })}</Badge>
            {kind === "added" ? <ins>{after}</ins> : <del>{before}</del>}
          </>
        )}
      </div>
      {photos && <ChangedPhoto photos={photos} />}
    </>
  );
}
