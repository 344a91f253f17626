import { useState } from "react";
import { Link } from "react-aria-components";
import { useQuery } from "urql";
import type { WebhookEndpointFragment } from "../../graphql/types.generated";
import { useText } from "../../i18n/texts";
import { useAnnounce } from "../../kit/announce";
import { Button } from "../../kit/button";
import { Notice } from "../../kit/notice";
import { Problem } from "../../kit/problem";
import { SecretDialog } from "../../kit/secret-dialog";
import { EmptyState, Skeleton } from "../../kit/states";
import { type Submission, type Payload, useSubmit } from "../../saving/submit";
import { useReadOnRevision } from "../../session/read-on-revision";
import type { ViewProps } from "../../shell/routes";
import { View } from "../../shell/view";
import { Deliveries } from "./deliveries";
import { EndpointDialog } from "./endpoint-dialog";
import { EndpointFacts, EndpointState } from "./endpoint-facts";
import { RemoveEndpointDialog } from "./remove-endpoint-dialog";
import { RotateSecretDialog } from "./rotate-secret-dialog";
import { SwitchEndpointDialog } from "./switch-endpoint-dialog";
import { Verification } from "./verification";
import { SendTestWebhookDocument, WebhookDocument } from "./webhooks.generated";
import "./webhook-view.css";

/** One endpoint, what can be done with it, and what was delivered to it. */
export default function WebhookView({ parameters }: ViewProps) {
  const text = useText();
  const [{ data, error, fetching }, read] = useQuery({
    query: WebhookDocument,
    variables: { id: parameters.id ?? "" },
    requestPolicy: "cache-and-network",
  });
  useReadOnRevision(() => read({ requestPolicy: "network-only" }));
  const endpoint = data?.node && "url" in data.node ? data.node : null;
  return (
    <View
      title={endpoint?.url ?? text("webhooks-endpoint")}
      description={<Link href="/webhooks">{text("webhooks-all")}</Link>}
    >
      {error && <Problem error={error} onRetry={() => read({ requestPolicy: "network-only" })} />}
      {fetching && endpoint === null && <Skeleton />}
      {!fetching && !error && endpoint === null && <EmptyState icon="external" title={text("webhooks-unknown")} />}
      {endpoint && <Endpoint endpoint={endpoint} />}
    </View>
  );
}

type Open =
  | { readonly kind: "edit" | "switch" | "rotate" | "remove" }
  | { readonly kind: "secret"; readonly secret: string };

function Endpoint({ endpoint }: { readonly endpoint: WebhookEndpointFragment }) {
  const text = useText();
  const announce = useAnnounce();
  const submit = useSubmit();
  const [open, setOpen] = useState<Open | null>(null);
  const [isTesting, setTesting] = useState(false);
  const [failure, setFailure] = useState<Exclude<Submission<Payload>, { kind: "done" }> | null>(null);
  const [awaited, setAwaited] = useState<readonly string[]>([]);
  const { id, url, state } = endpoint;
  // An answer that comes after its dialog was closed does not close the next one.
  const close = () => setOpen((now) => (now === open ? null : now));

  async function test() {
    setFailure(null);
    setTesting(true);
    const submission = await submit(SendTestWebhookDocument, { input: { id } });
    setTesting(false);
    if (submission.kind === "done") {
      announce(text("webhooks-test-sent"));
      setAwaited(submission.payload.delivery ? [submission.payload.delivery.id] : []);
    } else {
      setFailure(submission);
    }
  }

  const enable = <Button onPress={() => setOpen({ kind: "switch" })}>{text("webhooks-enable")}</Button>;
  return (
    <>
      {state === "FAILED" && (
        <Notice tone="danger" actions={enable}>
          <p>{text("webhooks-failed-explained")}</p>
        </Notice>
      )}
      {state === "DISABLED" && (
        <Notice tone="info" actions={enable}>
          <p>{text("webhooks-disabled-explained")}</p>
        </Notice>
      )}
      {failure?.kind === "failed" && <Problem error={failure.error} />}
      {failure?.kind === "refused" && (
        <Notice tone="danger" isAlert>
          {failure.userErrors.map(({ message }) => (
            <p key={message}>{message}</p>
          ))}
        </Notice>
      )}
      <div className="endpoint">
        <div className="endpoint-state">
          <EndpointState state={state} />
        </div>
        <EndpointFacts endpoint={endpoint} />
        <div className="endpoint-actions">
          <Button icon="edit" onPress={() => setOpen({ kind: "edit" })}>
            {text("webhooks-edit-short")}
          </Button>
          {state === "ENABLED" && (
            <Button onPress={() => setOpen({ kind: "switch" })}>{text("webhooks-disable")}</Button>
          )}
          <Button isPending={isTesting} onPress={() => void test()}>
            {text("webhooks-test")}
          </Button>
          <Button icon="key" onPress={() => setOpen({ kind: "rotate" })}>
            {text("webhooks-rotate")}
          </Button>
          <Button look="danger" icon="remove" onPress={() => setOpen({ kind: "remove" })}>
            {text("remove")}
          </Button>
        </div>
      </div>
      <Deliveries endpointId={id} awaited={awaited} />
      <Verification />

      {open?.kind === "edit" && <EndpointDialog endpoint={endpoint} onClose={close} />}
      {open?.kind === "switch" && <SwitchEndpointDialog endpoint={endpoint} onClose={close} />}
      {open?.kind === "rotate" && (
        <RotateSecretDialog endpoint={endpoint} onClose={close} onRotated={(secret) => setOpen({ kind: "secret", secret })} />
      )}
      {open?.kind === "remove" && <RemoveEndpointDialog endpoint={endpoint} onClose={close} />}
      {open?.kind === "secret" && (
        <SecretDialog
          title={text("webhooks-secret-title", { url })}
          label={text("webhooks-secret")}
          secret={open.secret}
          onClose={close}
        >
          <p>{text("webhooks-verify")}</p>
        </SecretDialog>
      )}
    </>
  );
}
