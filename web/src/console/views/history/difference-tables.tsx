import { useDescribeChanges } from "../../changes/describe";
import type { Names } from "../../changes/names";
import { byPart } from "../../changes/parts";
import type { ChangeFragment } from "../../graphql/types.generated";
import { useText } from "../../i18n/texts";
import { Section } from "../../kit/section";

type Props = {
  readonly changes: readonly ChangeFragment[];
  readonly names: Names;
  /** What the two sides are called. */
  readonly before: string;
  readonly after: string;
};

/** Changes side by side, section by section. */
export function DifferenceTables({ changes, names, before, after }: Props) {
  const text = useText();
  const describe = useDescribeChanges();
  return byPart(describe(changes, names)).map(({ part, things }) => (
    <Section key={part.id} id={`difference-${part.id}`} title={text(part.title)}>
      {/* On a narrow screen the rows are no rows to the eye; the roles say what they are. */}
      <table className="difference" role="table" aria-labelledby={`difference-${part.id}-title`}>
        <thead role="rowgroup">
          <tr role="row">
            <th scope="col" role="columnheader">
              {text("history-compare-field")}
            </th>
            <th scope="col" role="columnheader">
              {before}
            </th>
            <th scope="col" role="columnheader">
              {after}
            </th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          {things.map(({ path, label, before: was, after: is, photos }) => (
            <tr key={path.join(" ")} role="row">
              <th scope="row" role="rowheader">
                {label}
              </th>
              <Side name={before} value={was} photo={photos?.before ?? null} />
              <Side name={after} value={is} photo={photos?.after ?? null} />
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  ));
}

function Side({ name, value, photo }: { readonly name: string; readonly value: string; readonly photo: string | null }) {
  return (
    <td role="cell">
      <span className="difference-side" aria-hidden="true">
        {name}
      </span>
      {photo === null ? value : <img className="changed-photo" src={photo} width={64} height={64} alt={value} />}
    </td>
  );
}
