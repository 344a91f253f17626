import type { WebhookEndpointFragment, WebhookState } from "../../graphql/types.generated";
import { useFormat } from "../../i18n/format";
import { useText } from "../../i18n/texts";
import { Values } from "../../kit/section";
import { Badge } from "../../kit/states";

const TONES = { ENABLED: "success", DISABLED: "neutral", FAILED: "danger" } as const satisfies Record<WebhookState, string>;

/** Whether an endpoint is delivered to, in a word. */
export function EndpointState({ state }: { readonly state: WebhookState }) {
  const text = useText();
  return <Badge tone={TONES[state]}>{text(`value-state-${state}`)}</Badge>;
}

/** What an endpoint is for, what it wants, and since when it is there. */
export function EndpointFacts({ endpoint }: { readonly endpoint: WebhookEndpointFragment }) {
  const { description, actions, createdAt, rotatedAt } = endpoint;
  const text = useText();
  const format = useFormat();
  return (
    <Values
      entries={[
        ...(description === null ? [] : [{ label: text("field-webhookEndpoints-description"), value: description }]),
        {
          label: text("field-webhookEndpoints-actions"),
          value:
            actions.length === 0
              ? text("webhooks-scope-all")
              : format.list(actions.map((action) => text(`value-action-${action}`))),
        },
        { label: text("webhooks-created"), value: format.moment(createdAt) },
        ...(rotatedAt === null ? [] : [{ label: text("webhooks-rotated"), value: format.moment(rotatedAt) }]),
      ]}
    />
  );
}
