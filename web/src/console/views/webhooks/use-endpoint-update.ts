import { useRef, useState } from "react";
import { type Client, type CombinedError, useClient } from "urql";
import type { UpdateWebhookEndpointMutation, WebhookEndpointFragment, WriteOptions } from "../../graphql/types.generated";
import { SettingsPageDocument } from "../../graphql/settings.generated";
import { useFormat } from "../../i18n/format";
import { useText } from "../../i18n/texts";
import { type Submission, useSubmit } from "../../saving/submit";
import type { Conflict } from "../../saving/use-settings-form";
import { differing, isSame } from "../../saving/values";
import { useSettings } from "../../session/account";
import { type EndpointInput, type EndpointValues, inputOf, NEW_ENDPOINT, valuesOf } from "./endpoint-values";
import { UpdateWebhookEndpointDocument, WebhookDocument } from "./webhooks.generated";

/** What changing an endpoint answers. */
export type UpdatePayload = NonNullable<UpdateWebhookEndpointMutation["payload"]>;

/**
 * Changes an endpoint on the revision that the reader saw. Where somebody else changed the account first, it is looked
 * at again, and the reader asked where both changed the same; `onChosen` is given the values that are to hold.
 */
export function useEndpointUpdate(endpoint: WebhookEndpointFragment | null, onChosen: (values: EndpointValues) => void) {
  const text = useText();
  const format = useFormat();
  const client = useClient();
  const submit = useSubmit();
  const { revision } = useSettings();
  const base = useRef({ input: inputOf(valuesOf(endpoint ?? NEW_ENDPOINT)), revision });
  const [conflict, setConflict] = useState<Conflict | null>(null);

  async function send(id: string, typed: EndpointInput, options: WriteOptions): Promise<Submission<UpdatePayload> | null> {
    const was = base.current.input;
    const mine = differing(typed, was);
    const changed = Object.fromEntries(mine.map((name) => [name, typed[name]]));
    const submission = await submit(UpdateWebhookEndpointDocument, {
      input: { id, ...changed },
      options: { ...options, expectedRevision: base.current.revision },
    });
    if (submission.kind !== "refused" || !submission.userErrors.some(({ code }) => code === "REVISION_CONFLICT")) {
      return submission;
    }
    const now = await readNow(client, id);
    if (now.kind !== "found") {
      return now.kind === "failed"
        ? now
        : { kind: "refused", userErrors: [{ code: "NOT_FOUND", path: [], message: text("conflict-removed") }] };
    }
    const theirs = now.input;
    base.current = { input: theirs, revision: now.revision };
    const both = mine.filter((name) => !isSame(theirs[name], was[name]) && !isSame(theirs[name], typed[name]));
    const merged = (keep: Readonly<Record<string, "theirs" | "mine">>): EndpointInput => ({
      ...theirs,
      ...Object.fromEntries(mine.filter((name) => keep[name] !== "theirs").map((name) => [name, typed[name]])),
    });
    if (both.length === 0) {
      return send(id, merged({}), options);
    }
    setConflict({
      fields: both.map((name) => ({
        name,
        label: text(`field-webhookEndpoints-${name}`),
        seen: show(was[name]),
        now: show(theirs[name]),
        typed: show(typed[name]),
      })),
      resolve: (keep) => {
        setConflict(null);
        onChosen(valuesOf(merged(keep)));
      },
      cancel: () => setConflict(null),
    });
    return null;
  }

  function show(value: EndpointInput[keyof EndpointInput]): string {
    if (value === null || value === "") {
      return text("value-none");
    }
    if (typeof value === "string") {
      return value;
    }
    return value.length === 0 ? text("webhooks-scope-all") : format.list(value.map((action) => text(`value-action-${action}`)));
  }

  return { send, conflict };
}

type Now =
  | { readonly kind: "found"; readonly input: EndpointInput; readonly revision: number }
  | { readonly kind: "gone" }
  | { readonly kind: "failed"; readonly error: CombinedError };

/** The endpoint as it is. The revision is read first: where more happens in between, that is a conflict again. */
async function readNow(client: Client, id: string): Promise<Now> {
  const context = { requestPolicy: "network-only" } as const;
  const page = await client.query(SettingsPageDocument, {}, context).toPromise();
  const found = await client.query(WebhookDocument, { id }, context).toPromise();
  const error = page.error ?? found.error;
  const revision = page.data?.account?.settings?.revision;
  if (error !== undefined || revision === undefined) {
    return error === undefined ? { kind: "gone" } : { kind: "failed", error };
  }
  const node = found.data?.node;
  return node && "url" in node
    ? { kind: "found", input: { url: node.url, description: node.description, actions: node.actions }, revision }
    : { kind: "gone" };
}
