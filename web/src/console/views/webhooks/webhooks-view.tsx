import { Link } from "react-aria-components";
import { useQuery } from "urql";
import { useText } from "../../i18n/texts";
import { Item, ItemList } from "../../kit/item-list";
import { Problem } from "../../kit/problem";
import { EmptyState, Skeleton } from "../../kit/states";
import { View } from "../../shell/view";
import { WebhooksDocument } from "./webhooks.generated";

/** Where the account has its revisions delivered. */
export default function WebhooksView() {
  const text = useText();
  const [{ data, error }, read] = useQuery({ query: WebhooksDocument, variables: {}, requestPolicy: "cache-and-network" });
  const endpoints = data?.account?.webhookEndpoints?.nodes;
  return (
    <View title={text("webhooks-title")} description={text("webhooks-description")}>
      {error && <Problem error={error} onRetry={() => read({ requestPolicy: "network-only" })} />}
      {!endpoints && !error && <Skeleton />}
      {endpoints?.length === 0 && <EmptyState icon="external" title={text("webhooks-empty")} />}
      {endpoints && endpoints.length > 0 && (
        <ItemList label={text("webhooks-title")} items={endpoints} idOf={({ id }) => id}>
          {({ id, url, description, state }) => (
            <Item title={<Link href={`/webhooks/${id}`}>{url}</Link>}>
              {text(`webhooks-state-${state}`)}
              {description !== null && ` · ${description}`}
            </Item>
          )}
        </ItemList>
      )}
    </View>
  );
}
