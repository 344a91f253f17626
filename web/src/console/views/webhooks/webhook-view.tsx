import { useQuery } from "urql";
import { useFormat } from "../../i18n/format";
import { useText } from "../../i18n/texts";
import { Problem } from "../../kit/problem";
import { Values } from "../../kit/section";
import { EmptyState, Skeleton } from "../../kit/states";
import type { ViewProps } from "../../shell/routes";
import { View } from "../../shell/view";
import { WebhookDocument } from "./webhooks.generated";

/** One endpoint. */
export default function WebhookView({ parameters }: ViewProps) {
  const text = useText();
  const format = useFormat();
  const [{ data, error, fetching }, read] = useQuery({ query: WebhookDocument, variables: { id: parameters.id ?? "" } });
  const endpoint = data?.node && "url" in data.node ? data.node : null;
  return (
    <View title={endpoint?.url ?? text("webhooks-endpoint")}>
      {error && <Problem error={error} onRetry={() => read({ requestPolicy: "network-only" })} />}
      {fetching && <Skeleton />}
      {!fetching && !error && endpoint === null && <EmptyState icon="external" title={text("webhooks-unknown")} />}
      {endpoint && (
        <Values
          entries={[
            { label: text("webhooks-state"), value: text(`webhooks-state-${endpoint.state}`) },
            { label: text("webhooks-created"), value: format.moment(endpoint.createdAt) },
          ]}
        />
      )}
    </View>
  );
}
