import { PARTS } from "../../changes/parts";
import type { RevisionFilter } from "../../graphql/types.generated";
import { dayAfter, isDay, startOfDay, within } from "../../i18n/days";

/** Which revisions are wanted; what is empty does not narrow. It stands in the address, under these names. */
export type HistoryFilter = {
  readonly section: string;
  readonly who: string;
  readonly action: string;
  /** The first day. */
  readonly from: string;
  /** The last day. */
  readonly to: string;
};

const NAMES = ["section", "who", "action", "from", "to"] as const;

/** No filter. */
export const EVERYTHING: HistoryFilter = { section: "", who: "", action: "", from: "", to: "" };

/** The filter of an address. */
export function filterOf(search: string): HistoryFilter {
  const asked = new URLSearchParams(search);
  const day = (name: string) => (isDay(asked.get(name) ?? "") ? (asked.get(name) ?? "") : "");
  return {
    section: PARTS.some(({ id }) => id === asked.get("section")) ? (asked.get("section") ?? "") : "",
    who: asked.get("who") ?? "",
    action: asked.get("action") ?? "",
    from: day("from"),
    to: day("to"),
  };
}

/** The address of the history with a filter. */
export function addressOf(filter: Partial<HistoryFilter>): string {
  const search = new URLSearchParams(
    NAMES.flatMap((name): [string, string][] => (filter[name] ? [[name, filter[name]]] : [])),
  );
  return search.size === 0 ? "/history" : `/history?${search}`;
}

/** How many of its parts narrow. */
export function countOf(filter: HistoryFilter): number {
  return NAMES.filter((name) => filter[name] !== "").length;
}

/** The filter as the API takes it. Days are those of the account's time zone. */
export function inputOf({ section, who, action, from, to }: HistoryFilter, timeZone: string): RevisionFilter {
  return {
    pathPrefix: PARTS.find(({ id }) => id === section)?.prefix ?? null,
    actor: who || null,
    action: action || null,
    from: from ? startOfDay(within(from), timeZone) : null,
    to: to ? startOfDay(dayAfter(within(to)), timeZone) : null,
  };
}
