import { parseDate } from "@internationalized/date";
import { useCallback, useMemo } from "react";
import type { TermsAcceptanceFilter, TermsKind } from "../../graphql/types.generated";
import { within } from "../../i18n/days";
import { useRouter } from "../../routing/router";

export const TERMS_KINDS = ["TERMS_OF_USE", "PRIVACY_POLICY"] as const satisfies readonly TermsKind[];

/** Which records the reader asks for, as the address keeps it. */
export type TermsQuestion = {
  readonly search: string;
  readonly kind: TermsKind | null;
  /** The first and the last day. */
  readonly from: string | null;
  readonly to: string | null;
};

/** Which records the address asks for, and how to ask for others; those are shown from their first page on. */
export function useTermsQuestion(): [TermsQuestion, (changed: Partial<TermsQuestion>) => void] {
  const { path, search, navigate } = useRouter();
  const question = useMemo(() => questionOf(new URLSearchParams(search)), [search]);
  const ask = useCallback(
    (changed: Partial<TermsQuestion>) => {
      const asked = new URLSearchParams();
      for (const [name, value] of Object.entries({ ...question, ...changed })) {
        if (value !== null && value !== "") {
          asked.set(name, value);
        }
      }
      navigate(asked.size === 0 ? path : `${path}?${asked}`, { replace: true });
    },
    [question, path, navigate],
  );
  return [question, ask];
}

/** Whether anything narrows the list. */
export function isNarrow({ search, kind, from, to }: TermsQuestion): boolean {
  return search.trim() !== "" || kind !== null || from !== null || to !== null;
}

/** The question as the API takes it; days are those of the account's clocks. */
export function filterOf({ search, kind, from, to }: TermsQuestion, timeZone: string): TermsAcceptanceFilter {
  return {
    search: search.trim() === "" ? null : search.trim(),
    kind,
    from: from === null ? null : parseDate(within(from)).toDate(timeZone).toISOString(),
    to: to === null ? null : parseDate(within(to)).add({ days: 1 }).toDate(timeZone).toISOString(),
  };
}

/** What an address says; what it says wrongly does not narrow. */
function questionOf(asked: URLSearchParams): TermsQuestion {
  const kind = asked.get("kind");
  return {
    search: asked.get("search") ?? "",
    kind: TERMS_KINDS.find((known) => known === kind) ?? null,
    from: dayOf(asked.get("from")),
    to: dayOf(asked.get("to")),
  };
}

function dayOf(text: string | null): string | null {
  try {
    return text === null ? null : parseDate(text).toString();
  } catch {
    return null;
  }
}
