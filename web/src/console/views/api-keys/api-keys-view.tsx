import { useQuery } from "urql";
import { useFormat } from "../../i18n/format";
import { useText } from "../../i18n/texts";
import { Item, ItemList } from "../../kit/item-list";
import { Problem } from "../../kit/problem";
import { EmptyState, Skeleton } from "../../kit/states";
import { View } from "../../shell/view";
import { ApiKeysDocument } from "./api-keys.generated";

/** The keys of partners' integrations. */
export default function ApiKeysView() {
  const text = useText();
  const format = useFormat();
  const [{ data, error }, read] = useQuery({ query: ApiKeysDocument, variables: {}, requestPolicy: "cache-and-network" });
  const keys = data?.account?.apiKeys?.nodes;
  return (
    <View title={text("api-keys-title")} description={text("api-keys-description")}>
      {error && <Problem error={error} onRetry={() => read({ requestPolicy: "network-only" })} />}
      {!keys && !error && <Skeleton />}
      {keys?.length === 0 && <EmptyState icon="key" title={text("api-keys-empty")} />}
      {keys && keys.length > 0 && (
        <ItemList label={text("api-keys-title")} items={keys} idOf={({ id }) => id}>
          {({ name, prefix, state, createdAt }) => (
            <Item title={name}>
              {prefix}… · {text(`api-keys-state-${state}`)} · {format.moment(createdAt)}
            </Item>
          )}
        </ItemList>
      )}
    </View>
  );
}
