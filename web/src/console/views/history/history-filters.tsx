import { useState } from "react";
import { useQuery } from "urql";
import { ACTIONS } from "../../changes/actions";
import { PARTS } from "../../changes/parts";
import type { ActorFragment, RevisionFragment } from "../../graphql/types.generated";
import { useText } from "../../i18n/texts";
import { Button } from "../../kit/button";
import { DateField } from "../../kit/date-field";
import { Icon } from "../../kit/icon";
import { Select } from "../../kit/select";
import { nameOfActor, standingOf } from "./actor";
import { countOf, EVERYTHING, type HistoryFilter } from "./filter";
import { ActorsDocument } from "./history.generated";

/** A select needs a value for "no filter" too. */
const ALL = "*";

/** Where there is room, the filters are open at first. */
const ROOMY = "(width >= 48rem)";

type Props = {
  readonly filter: HistoryFilter;
  /** What is shown, of which the actors can be chosen. */
  readonly revisions: readonly RevisionFragment[];
  readonly onChange: (filter: HistoryFilter) => void;
};

/** Which revisions are shown: of a section, by somebody, of one kind, of some days. */
export function HistoryFilters({ filter, revisions, onChange }: Props) {
  const text = useText();
  const people = useActors(revisions, filter.who);
  const count = countOf(filter);
  const [isOpen] = useState(() => count > 0 || matchMedia(ROOMY).matches);
  const select = (name: "section" | "who" | "action", options: readonly { value: string; label: string }[]) => (
    <Select
      label={text(`history-filter-${name}`)}
      options={[{ value: ALL, label: text(`history-filter-${name}-all`) }, ...options]}
      value={filter[name] || ALL}
      onChange={(value) => onChange({ ...filter, [name]: value === ALL ? "" : value })}
    />
  );
  const day = (name: "from" | "to") => (
    <DateField
      label={text(`history-filter-${name}`)}
      value={filter[name] || null}
      onChange={(day) => onChange({ ...filter, [name]: day ?? "" })}
      isClearable
      error={name === "to" && filter.from !== "" && filter.to !== "" && filter.to < filter.from ? text("history-filter-order") : undefined}
    />
  );
  return (
    <details className="history-filters" open={isOpen}>
      <summary>
        <Icon name="chevron" />
        {text("history-filters", { count })}
      </summary>
      <search className="history-filter-fields">
        {select(
          "section",
          PARTS.map(({ id, title }) => ({ value: id, label: text(title) })),
        )}
        {select("who", people)}
        {select(
          "action",
          ACTIONS.map((action) => ({ value: action, label: text(`value-action-${action}`) })),
        )}
        {day("from")}
        {day("to")}
        <Button look="quiet" isDisabled={count === 0} onPress={() => onChange(EVERYTHING)}>
          {text("history-filters-clear")}
        </Button>
      </search>
    </details>
  );
}

/** Who made the newest changes and those that are shown; whom the address names is among them in any case. */
function useActors(revisions: readonly RevisionFragment[], asked: string): readonly { value: string; label: string }[] {
  const text = useText();
  const [{ data }] = useQuery({ query: ActorsDocument, requestPolicy: "cache-and-network" });
  const actors = new Map<string, ActorFragment>();
  for (const { actor } of [...(data?.account?.revisions?.nodes ?? []), ...revisions]) {
    actors.set(actor.subject, actor);
  }
  const known = [...actors.values()].map((actor) => {
    const name = nameOfActor(actor, text);
    const standing = standingOf(actor, text);
    return { value: actor.subject, label: standing === null ? name : text("history-actor", { name, standing }) };
  });
  return asked === "" || actors.has(asked) ? known : [...known, { value: asked, label: asked }];
}
