import { useEffect, useRef } from "react";
import { useClient, useSubscription } from "urql";
import { NewRevisionsDocument, SettingsPageDocument } from "../graphql/settings.generated";
import { useText } from "../i18n/texts";
import { useAnnounce } from "../kit/announce";
import { isOwnRevision } from "../saving/own-revisions";
import { useAccount, usePermission } from "../session/account";

/** What this page saved itself is told by the answer to its change, which comes about as soon as the news of it. */
const OWN_CHANGE_MS = 400;

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
    const timer = setTimeout(() => {
      if (newest.number > shown.current) {
        void client.query(SettingsPageDocument, {}, { requestPolicy: "network-only" }).toPromise();
        if (!isOwnRevision(newest.number)) {
          announce(
            text("live-changed", { name: newest.actor.name ?? newest.actor.subject, revision: newest.number }),
          );
        }
      }
    }, OWN_CHANGE_MS);
    return () => clearTimeout(timer);
  }, [newest, client, announce, text]);

  return null;
}
