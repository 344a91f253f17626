import { useCallback, useEffect, useState } from "react";
import { type Client, type CombinedError, useClient } from "urql";
import { ApiKeyStatesDocument } from "./environment.generated";

type LiveKeys = {
  /** How many keys are good now; null as long as that is not known. */
  readonly count: number | null;
  readonly error: CombinedError | null;
  readonly retry: () => void;
};

/** Counts the keys that are good now, among all that there ever were. */
export function useLiveKeys(): LiveKeys {
  const client = useClient();
  const [count, setCount] = useState<number | null>(null);
  const [error, setError] = useState<CombinedError | null>(null);
  const [attempt, setAttempt] = useState(1);

  useEffect(() => {
    let isCurrent = true;
    setError(null);
    countLive(client).then(
      (count) => isCurrent && setCount(count),
      (error: CombinedError) => isCurrent && setError(error),
    );
    return () => {
      isCurrent = false;
    };
  }, [client, attempt]);

  return { count, error, retry: useCallback(() => setAttempt((attempt) => attempt + 1), []) };
}

/** Revoked and expired keys stay in the list, so it may have several pages, of which this is the one behind a cursor. */
async function countLive(client: Client, after: string | null = null): Promise<number> {
  const { data, error } = await client
    .query(ApiKeyStatesDocument, { after }, { requestPolicy: "network-only" })
    .toPromise();
  if (error !== undefined) {
    throw error;
  }
  const keys = data?.account?.apiKeys;
  const here = keys?.nodes.filter(({ state }) => state === "ACTIVE").length ?? 0;
  return keys?.pageInfo.hasNextPage === true ? here + (await countLive(client, keys.pageInfo.endCursor)) : here;
}
