import { useEffect, useMemo, useRef, useState } from "react";
import { useClient } from "urql";
import type { ChangeFragment, ElementNamesQuery } from "../graphql/types.generated";
import { useAccount } from "../session/account";
import { liveId, mentionsIn, type Names, namesIn } from "./names";
import { ElementNamesDocument } from "./names.generated";

/** Changes, and the revisions between which they lie. */
export type ChangesBetween = {
  readonly changes: readonly ChangeFragment[];
  readonly before: number;
  readonly after: number;
};

/** The most ids that the server looks up at once. */
const IDS_AT_ONCE = 100;

/**
 * The names of all elements that changes speak of: those of now, and of what is not there any more as it was called
 * then. The latter are looked up once, and come a moment later.
 */
export function useNames(all: readonly ChangesBetween[]): Names {
  const client = useClient();
  const { settings } = useAccount();
  const [earlier, setEarlier] = useState<Names>(new Map());
  const asked = useRef(new Set<string>());
  const now = useMemo<Names>(() => (settings === null ? new Map() : namesIn(settings)), [settings]);

  const missing = useMemo(
    () =>
      all.flatMap(({ changes, before, after }) =>
        mentionsIn(changes)
          .filter(({ id }) => !now.has(id))
          .map(({ id, side }) => (isVersioned(id) ? `${id}@${side === "before" ? before : after}` : id)),
      ),
    [all, now],
  );

  useEffect(() => {
    // One moment of an element tells its name as well as another.
    const wanted = missing.filter((id) => {
      const isNew = !asked.current.has(liveId(id));
      asked.current.add(liveId(id));
      return isNew;
    });
    for (let start = 0; start < wanted.length; start += IDS_AT_ONCE) {
      const ids = wanted.slice(start, start + IDS_AT_ONCE);
      void client
        .query(ElementNamesDocument, { ids })
        .toPromise()
        .then(({ data }) => {
          // Without an answer the sentences go without the names: the changes themselves are there.
          const found = data?.nodes.flatMap(nameOfNode) ?? [];
          if (found.length > 0) {
            setEarlier((known) => new Map([...known, ...found]));
          }
        });
    }
  }, [client, missing]);

  return useMemo(() => new Map([...earlier, ...now]), [earlier, now]);
}

/** Keys and webhooks are not part of the settings, so there is only one of each. */
function isVersioned(id: string): boolean {
  return !/^(key|whe)_/.test(id);
}

function nameOfNode(node: ElementNamesQuery["nodes"][number]): [string, string][] {
  if (node === null || !("id" in node)) {
    return [];
  }
  const { id, ...fields } = node;
  const { email, value, street, number, name, url } = fields as Readonly<Record<string, string | null | undefined>>;
  const told = email ?? value ?? (street && number ? `${street}, ${number}` : street) ?? name ?? url;
  return told ? [[liveId(id), told]] : [];
}
