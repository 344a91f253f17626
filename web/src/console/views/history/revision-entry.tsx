import { Link } from "react-aria-components";
import { ChangeSentences } from "../../changes/change-list";
import type { Names } from "../../changes/names";
import type { RevisionFragment } from "../../graphql/types.generated";
import { useFormat } from "../../i18n/format";
import { useText } from "../../i18n/texts";
import { Badge } from "../../kit/states";
import { nameOfActor, standingOf } from "./actor";

/** More are told on the revision's own page. */
const SENTENCES = 6;

type Props = {
  readonly revision: RevisionFragment;
  readonly names: Names;
  readonly relative: (iso: string) => string;
  /** It came while the history was shown. */
  readonly isNew: boolean;
};

/** A revision in the history: what was done, by whom, when, why, and what changed. */
export function RevisionEntry({ revision, names, relative, isNew }: Props) {
  const text = useText();
  const format = useFormat();
  const { number, at, action, actor, reason, changes } = revision;
  // The one that is left over is told too: a line for it takes as much room.
  const shown = changes.length > SENTENCES + 1 ? changes.slice(0, SENTENCES) : changes;
  return (
    <>
      <div className="revision-head">
        <h2 className="revision-title">
          <Link href={`/history/${number}`} id={`revision-${number}`}>
            {text(`value-action-${action}`)}
          </Link>
        </h2>
        <span className="revision-number">{text("history-revision", { number: format.number(number) })}</span>
        {isNew && <Badge tone="accent">{text("history-new")}</Badge>}
      </div>
      <p className="revision-meta">
        <span>{nameOfActor(actor, text)}</span>
        {standingOf(actor, text) !== null && <span>{standingOf(actor, text)}</span>}
        <time dateTime={at}>
          {format.moment(at)} ({relative(at)})
        </time>
      </p>
      {reason !== null && <blockquote className="revision-reason">{reason}</blockquote>}
      {shown.length > 0 && <ChangeSentences changes={shown} names={names} />}
      {shown.length < changes.length && (
        <Link href={`/history/${number}`}>{text("history-more", { count: changes.length - shown.length })}</Link>
      )}
    </>
  );
}
