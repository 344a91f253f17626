import { useState } from "react";
import { Link } from "react-aria-components";
import { useQuery } from "urql";
import type { WebhookEndpointFragment } from "../../graphql/types.generated";
import { useText } from "../../i18n/texts";
import { Button } from "../../kit/button";
import { Problem } from "../../kit/problem";
import { RecordCard, RecordList } from "../../kit/record-list";
import { SecretDialog } from "../../kit/secret-dialog";
import { EmptyState, Skeleton } from "../../kit/states";
import { usePageOfList } from "../../routing/page-of-list";
import { useReadOnRevision } from "../../session/read-on-revision";
import { Pager, usePageFocus } from "../../shell/pager";
import { View } from "../../shell/view";
import { EndpointDialog } from "./endpoint-dialog";
import { EndpointFacts, EndpointState } from "./endpoint-facts";
import { Verification } from "./verification";
import { WebhooksDocument } from "./webhooks.generated";

const PAGE_SIZE = 20;

type Secret = { readonly url: string; readonly secret: string };

/** Where the account has its revisions delivered. */
export default function WebhooksView() {
  const text = useText();
  const page = usePageOfList(PAGE_SIZE);
  const list = usePageFocus();
  const [{ data, error }, read] = useQuery({ query: WebhooksDocument, variables: page, requestPolicy: "cache-and-network" });
  useReadOnRevision(() => read({ requestPolicy: "network-only" }));
  const [isAdding, setAdding] = useState(false);
  const [secret, setSecret] = useState<Secret | null>(null);
  const endpoints = data?.account?.webhookEndpoints;

  function tellSecret({ url }: WebhookEndpointFragment, secret: string) {
    setAdding(false);
    setSecret({ url, secret });
  }

  return (
    <View
      title={text("webhooks-title")}
      description={text("webhooks-description")}
      actions={
        <Button look="primary" icon="add" onPress={() => setAdding(true)}>
          {text("webhooks-add")}
        </Button>
      }
    >
      {error && <Problem error={error} onRetry={() => read({ requestPolicy: "network-only" })} />}
      <div ref={list} tabIndex={-1}>
        {!endpoints && !error && <Skeleton />}
        {endpoints?.nodes.length === 0 && (
          <EmptyState icon="external" title={text("webhooks-empty")}>
            <p>{text("webhooks-empty-description")}</p>
          </EmptyState>
        )}
        {endpoints && endpoints.nodes.length > 0 && (
          <RecordList label={text("webhooks-title")} items={endpoints.nodes} idOf={({ id }) => id}>
            {(endpoint) => (
              <RecordCard
                title={<Link href={`/webhooks/${endpoint.id}`}>{endpoint.url}</Link>}
                badges={<EndpointState state={endpoint.state} />}
              >
                <EndpointFacts endpoint={endpoint} />
              </RecordCard>
            )}
          </RecordList>
        )}
      </div>
      {endpoints && <Pager pageInfo={endpoints.pageInfo} label={text("webhooks-title")} />}
      <Verification />

      {isAdding && <EndpointDialog endpoint={null} onClose={() => setAdding(false)} onCreated={tellSecret} />}
      {secret !== null && (
        <SecretDialog
          title={text("webhooks-secret-title", { url: secret.url })}
          label={text("webhooks-secret")}
          secret={secret.secret}
          onClose={() => setSecret(null)}
        >
          <p>{text("webhooks-verify")}</p>
        </SecretDialog>
      )}
    </View>
  );
}
