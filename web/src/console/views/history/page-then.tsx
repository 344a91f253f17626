import { useMemo, useState } from "react";
import { type DescribedChange, useDescribeChanges } from "../../changes/describe";
import { namesIn } from "../../changes/names";
import { type PageValue, valuesOf } from "../../changes/page";
import { isWithin, PARTS } from "../../changes/parts";
import { labelOf } from "../../changes/sentence";
import { tell, type Teller } from "../../changes/tell";
import type { ChangeFragment, SettingsFragment } from "../../graphql/types.generated";
import { useFormat } from "../../i18n/format";
import { useText } from "../../i18n/texts";
import { Switch } from "../../kit/choice";
import { Section, Subsection } from "../../kit/section";
import { Badge } from "../../kit/states";

type Props = {
  /** The settings as the revision left them. */
  readonly settings: SettingsFragment;
  /** What became of them until now. */
  readonly changesSince: readonly ChangeFragment[];
};

/** The page as it stood at a revision, only to read, with what is different now. */
export function PageThen({ settings, changesSince }: Props) {
  const text = useText();
  const format = useFormat();
  const describe = useDescribeChanges();
  const [onlyDifferent, setOnlyDifferent] = useState(false);
  const names = useMemo(() => namesIn(settings), [settings]);
  const teller = useMemo<Teller>(() => ({ text, format, names }), [text, format, names]);
  const values = useMemo(() => valuesOf(settings, text), [settings, text]);
  const changes = useMemo(() => describe(changesSince, names), [describe, changesSince, names]);

  return (
    <Section
      id="page-then"
      title={text("history-page-title")}
      description={text("history-page-description", { count: changes.length })}
    >
      {changes.length > 0 && (
        <Switch label={text("history-page-only-different")} isSelected={onlyDifferent} onChange={setOnlyDifferent} />
      )}
      {PARTS.map(({ id, title, prefix }) => {
        const since = changes.filter(({ path }) => isWithin(path, prefix));
        const shown = values.filter(
          ({ path }) => isWithin(path, prefix) && (!onlyDifferent || since.some((change) => isWithin(change.path, path))),
        );
        const added = since.filter(({ kind }) => kind === "added");
        // Keys and webhooks are not on the page.
        const isOnPage = !["apiKeys", "webhookEndpoints"].includes(prefix[0] ?? "");
        if (!isOnPage || (onlyDifferent && since.length === 0)) {
          return null;
        }
        return (
          <Subsection key={id} title={text(title)}>
            {shown.length === 0 && added.length === 0 && <p className="page-then-nothing">{text("history-page-nothing")}</p>}
            {shown.length > 0 && (
              <dl className="page-then">
                {shown.map((value) => (
                  <ValueThen key={value.path.join(" ")} value={value} teller={teller} since={since} />
                ))}
              </dl>
            )}
            {added.map(({ path, after }) => (
              <p key={path.join(" ")} className="page-then-now">
                <Badge tone="success">{text("history-page-added", { element: path[0] ?? "" })}</Badge> {after}
              </p>
            ))}
          </Subsection>
        );
      })}
    </Section>
  );
}

type ValueProps = { readonly value: PageValue; readonly teller: Teller; readonly since: readonly DescribedChange[] };

function ValueThen({ value: { path, value }, teller, since }: ValueProps) {
  const { text } = teller;
  // A value differs at its own path, an element also at those of its fields.
  const changes = since.filter((change) => isWithin(change.path, path));
  const [first] = changes;
  return (
    <div className={first === undefined ? undefined : "page-then-different"}>
      <dt>{labelOf(path, teller)}</dt>
      <dd>
        {path[1] === "photo" && typeof value === "string" ? (
          <img className="changed-photo" src={value} width={64} height={64} alt={text("field-company-photo")} />
        ) : (
          tell(value, path, teller)
        )}
        {first?.kind === "removed" && <Badge tone="danger">{text("history-page-removed", { element: path[0] ?? "" })}</Badge>}
        {first?.kind === "changed" && (
          <>
            <Badge tone="warning">{text("history-page-different")}</Badge>
            <ul className="page-then-now">
              {changes.map((change) => (
                <li key={change.path.join(" ")}>
                  {change.path.length > path.length
                    ? text("history-page-now-of", { field: change.label, value: change.after })
                    : text("history-page-now", { value: change.after })}
                </li>
              ))}
            </ul>
          </>
        )}
      </dd>
    </div>
  );
}
