import { useId, useState } from "react";
import { Button as AriaButton, Link } from "react-aria-components";
import type { WebhookDeliveryFragment, WebhookDeliveryState } from "../../graphql/types.generated";
import { useFormat } from "../../i18n/format";
import { useText } from "../../i18n/texts";
import { useAnnounce } from "../../kit/announce";
import { Button } from "../../kit/button";
import { Icon } from "../../kit/icon";
import { Notice } from "../../kit/notice";
import { Problem } from "../../kit/problem";
import { RecordCard } from "../../kit/record-list";
import { Values } from "../../kit/section";
import { Badge } from "../../kit/states";
import { type Payload, type Submission, useSubmit } from "../../saving/submit";
import { RedeliverWebhookDocument } from "./webhooks.generated";

const TONES = {
  PENDING: "accent",
  DELIVERED: "success",
  FAILED: "danger",
} as const satisfies Record<WebhookDeliveryState, string>;

type Props = { readonly delivery: WebhookDeliveryFragment; readonly onRedelivered: () => void };

/** One message to an endpoint: what it told, what became of it, and each attempt. */
export function DeliveryRecord({ delivery, onRedelivered }: Props) {
  const text = useText();
  const format = useFormat();
  const announce = useAnnounce();
  const submit = useSubmit();
  const attemptsId = useId();
  const [isOpen, setOpen] = useState(false);
  const [isPending, setPending] = useState(false);
  const [failure, setFailure] = useState<Exclude<Submission<Payload>, { kind: "done" }> | null>(null);
  const { id, state, revision, createdAt, nextAttemptAt, attempts } = delivery;
  const name =
    revision === null ? text("deliveries-test") : text("history-revision", { number: format.number(revision) });

  async function redeliver() {
    setFailure(null);
    setPending(true);
    const submission = await submit(RedeliverWebhookDocument, { input: { deliveryId: id } });
    setPending(false);
    if (submission.kind === "done") {
      announce(text("deliveries-redelivered"));
      onRedelivered();
    } else {
      setFailure(submission);
    }
  }

  return (
    <RecordCard
      title={revision === null ? name : <Link href={`/history/${revision}`}>{name}</Link>}
      badges={<Badge tone={TONES[state]}>{text(`deliveries-state-${state}`)}</Badge>}
      actions={
        <Button
          isPending={isPending}
          aria-label={text("deliveries-redeliver-name", { name })}
          onPress={() => void redeliver()}
        >
          {text("deliveries-redeliver")}
        </Button>
      }
    >
      {failure?.kind === "failed" && <Problem error={failure.error} />}
      {failure?.kind === "refused" && (
        <Notice tone="danger" isAlert>
          {failure.userErrors.map(({ message }) => (
            <p key={message}>{message}</p>
          ))}
        </Notice>
      )}
      <Values
        entries={[
          { label: text("deliveries-created"), value: format.moment(createdAt) },
          ...(nextAttemptAt === null ? [] : [{ label: text("deliveries-next"), value: format.moment(nextAttemptAt) }]),
          {
            label: text("deliveries-attempts"),
            value:
              attempts.length === 0 ? (
                text("deliveries-attempts-none")
              ) : (
                <AriaButton
                  className="attempts-toggle"
                  aria-expanded={isOpen}
                  aria-controls={attemptsId}
                  onPress={() => setOpen(!isOpen)}
                >
                  {text("deliveries-attempts-count", { count: attempts.length })}
                  <Icon name="chevron" />
                </AriaButton>
              ),
          },
        ]}
      />
      {isOpen && <Attempts id={attemptsId} attempts={attempts} />}
    </RecordCard>
  );
}

type AttemptsProps = { readonly id: string; readonly attempts: WebhookDeliveryFragment["attempts"] };

function Attempts({ id, attempts }: AttemptsProps) {
  const text = useText();
  const format = useFormat();
  return (
    <ol className="attempts" id={id} aria-label={text("deliveries-attempts")}>
      {attempts.map(({ at, durationMs, status, response, error }) => (
        <li key={at}>
          <Values
            entries={[
              { label: text("deliveries-attempt-at"), value: format.moment(at) },
              {
                label: text("deliveries-attempt-status"),
                value: status === null ? text("deliveries-attempt-no-answer") : String(status),
              },
              {
                label: text("deliveries-attempt-duration"),
                value: text("deliveries-attempt-ms", { duration: format.number(durationMs) }),
              },
            ]}
          />
          {error !== null && <p className="field-error">{error}</p>}
          {response !== null && response !== "" && (
            <pre className="attempt-response" tabIndex={0} role="group" aria-label={text("deliveries-attempt-response")}>
              {response}
            </pre>
          )}
        </li>
      ))}
    </ol>
  );
}
