import { useCallback, useEffect, useRef, useState } from "react";
import { type CombinedError, useClient } from "urql";
import type { RevisionFilter, RevisionFragment, RevisionsQuery } from "../../graphql/types.generated";
import { useSettings } from "../../session/account";
import { RevisionsDocument } from "./history.generated";

const PAGE = 20;

/** The most that may come while the page is open; where more came, it begins anew. */
const NEWS = 100;

/** The history as far as it was read, newest first. */
export type Revisions = {
  /** Null until the first page is there. */
  readonly revisions: readonly RevisionFragment[] | null;
  /** How many there are in all. */
  readonly total: number;
  /** The numbers above this one came while the page was open. */
  readonly newerThan: number;
  readonly hasOlder: boolean;
  readonly isLoading: boolean;
  /** Why the last page did not come, and how to ask for it again. */
  readonly failure: { readonly error: CombinedError; readonly retry: () => void } | null;
  /** Reads what is older than what is shown; answers the first one of it, where it was the last page. */
  readonly loadOlder: () => Promise<RevisionFragment | null>;
};

type Read = Pick<Revisions, "revisions" | "total" | "newerThan" | "hasOlder"> & { readonly cursor: string | null };
type Page = NonNullable<NonNullable<RevisionsQuery["account"]>["revisions"]>;

const NOTHING: Read = { revisions: null, total: 0, newerThan: 0, hasOlder: false, cursor: null };

/** Reads the history page by page, and what comes to it while it is shown. The filter has to be the same object while it is the same. */
export function useRevisions(filter: RevisionFilter): Revisions {
  const client = useClient();
  const { revision: latest } = useSettings();
  const [read, setRead] = useState<Read>(NOTHING);
  const [isLoading, setLoading] = useState(true);
  const [failure, setFailure] = useState<{ error: CombinedError; of: "beginning" | "older" } | null>(null);
  const [turn, setTurn] = useState(0);
  // An answer to what is not asked any more is passed over.
  const asked = useRef(filter);
  asked.current = filter;
  const known = useRef(latest);

  const ask = useCallback(
    async (first: number, after: string | null, more: Partial<RevisionFilter>): Promise<Page | null> => {
      const variables = { first, after, filter: { ...filter, ...more }, counted: after === null };
      const { data, error } = await client
        .query(RevisionsDocument, variables, { requestPolicy: "network-only" })
        .toPromise();
      if (asked.current !== filter) {
        return null;
      }
      setFailure(error === undefined ? null : { error, of: after === null ? "beginning" : "older" });
      return data?.account?.revisions ?? null;
    },
    [client, filter],
  );

  const latestNow = useRef(latest);
  latestNow.current = latest;
  useEffect(() => {
    setLoading(true);
    void ask(PAGE, null, {}).then((page) => {
      if (asked.current !== filter) {
        return;
      }
      setLoading(false);
      if (page !== null) {
        known.current = Math.max(latestNow.current, page.nodes[0]?.number ?? 0);
        setRead({ ...after(page), revisions: page.nodes, total: page.totalCount ?? 0, newerThan: known.current });
      }
    });
    // With `turn` it begins anew.
  }, [ask, filter, turn]);

  useEffect(() => {
    if (read.revisions === null || latest <= known.current) {
      return;
    }
    const afterNumber = known.current;
    known.current = latest;
    void ask(NEWS, null, { afterNumber }).then((page) => {
      if (page?.pageInfo.hasNextPage) {
        setTurn((turn) => turn + 1);
      } else if (page !== null) {
        setRead((read) => {
          const shown = new Set(read.revisions?.map(({ number }) => number));
          const news = page.nodes.filter(({ number }) => !shown.has(number));
          return { ...read, revisions: [...news, ...(read.revisions ?? [])], total: read.total + news.length };
        });
      }
    });
  }, [ask, latest, read.revisions]);

  const loadOlder = useCallback(async () => {
    setLoading(true);
    const page = await ask(PAGE, read.cursor, {});
    setLoading(false);
    if (page === null) {
      return null;
    }
    setRead((read) => ({ ...read, ...after(page), revisions: [...(read.revisions ?? []), ...page.nodes] }));
    return page.pageInfo.hasNextPage ? null : (page.nodes[0] ?? null);
  }, [ask, read.cursor]);

  const { cursor: _, ...shown } = read;
  const retry = () => (failure?.of === "older" ? void loadOlder() : setTurn((turn) => turn + 1));
  return { ...shown, isLoading, failure: failure && { error: failure.error, retry }, loadOlder };
}

function after({ pageInfo }: Page): Pick<Read, "hasOlder" | "cursor"> {
  return { hasOlder: pageInfo.hasNextPage, cursor: pageInfo.endCursor };
}
