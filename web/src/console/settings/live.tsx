import { useEffect, useRef } from "react";
import { useClient, useSubscription } from "urql";
import { NewRevisionsDocument, SettingsPageDocument } from "../graphql/settings.generated";
import { useText } from "../i18n/texts";
import { useAnnounce } from "../kit/announce";
import { isOwnRevision } from "../saving/own-revisions";
import { useAccount, usePermission } from "../session/account";

/** What this page saved itself is told by the answer to its change, which comes about as soon as the news of it. */
const OWN_CHANGE_MS = 400;

/** How long it waits at most before it tries once more to read what is new. */
const LONGEST_WAIT_MS = 30_000;

/** Reads the settings again when somebody else has changed them, and says who. */
export function LiveSettings() {
  const text = useText();
  const announce = useAnnounce();
  const client = useClient();
  const { settings } = useAccount();
  const mayFollow = usePermission("READ_HISTORY") && settings !== null;
  const shown = useRef(settings?.revision ?? 0);
  shown.current = settings?.revision ?? 0;
  // Whoever is cut off asks for what came after the last revision that they saw at first; older ones are passed over.
  const first = useRef(shown.current);

  const [{ data }] = useSubscription({
    query: NewRevisionsDocument,
    variables: { after: first.current },
    pause: !mayFollow,
  });
  const newest = data?.revisions ?? null;

  useEffect(() => {
    if (newest === null) {
      return;
    }
    let wait = OWN_CHANGE_MS;
    let timer = setTimeout(() => void read(), wait);

    async function read() {
      if (newest === null || newest.number <= shown.current) {
        return;
      }
      if (wait === OWN_CHANGE_MS && !isOwnRevision(newest.number)) {
        announce(text("live-changed", { name: newest.actor.name ?? newest.actor.subject, revision: newest.number }));
      }
      const { error } = await client.query(SettingsPageDocument, {}, { requestPolicy: "network-only" }).toPromise();
      if (error !== undefined && !isOver) {
        // News that came is not told again: what it is about is read once the network is back.
        wait = Math.min(2 * wait, LONGEST_WAIT_MS);
        timer = setTimeout(() => void read(), wait);
      }
    }

    let isOver = false;
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [newest, client, announce, text]);

  return null;
}
