import { useQuery } from "urql";
import { useFormat } from "../../i18n/format";
import { useText } from "../../i18n/texts";
import { Item, ItemList } from "../../kit/item-list";
import { Problem } from "../../kit/problem";
import { EmptyState, Skeleton } from "../../kit/states";
import { View } from "../../shell/view";
import { TermsAcceptancesDocument } from "./terms.generated";

/** Who accepted which terms. */
export default function TermsView() {
  const text = useText();
  const format = useFormat();
  const [{ data, error }, read] = useQuery({
    query: TermsAcceptancesDocument,
    variables: {},
    requestPolicy: "cache-and-network",
  });
  const acceptances = data?.account?.termsAcceptances?.nodes;
  return (
    <View title={text("terms-title")} description={text("terms-description")}>
      {error && <Problem error={error} onRetry={() => read({ requestPolicy: "network-only" })} />}
      {!acceptances && !error && <Skeleton />}
      {acceptances?.length === 0 && <EmptyState icon="info" title={text("terms-empty")} />}
      {acceptances && acceptances.length > 0 && (
        <ItemList label={text("terms-title")} items={acceptances} idOf={({ id }) => id}>
          {({ name, subject, document, acceptedAt }) => (
            <Item title={name ?? subject}>
              {text(`value-kind-${document.kind}`)} · {document.version} · {format.moment(acceptedAt)}
            </Item>
          )}
        </ItemList>
      )}
    </View>
  );
}
