import { useQuery } from "urql";
import { ChangeList } from "../../changes/change-list";
import { useText } from "../../i18n/texts";
import { Problem } from "../../kit/problem";
import { EmptyState, Skeleton } from "../../kit/states";
import { useRouter } from "../../routing/router";
import { View } from "../../shell/view";
import { DifferenceDocument } from "./history.generated";

/** What differs between the revisions `from` and `to` of the address. */
export default function CompareView() {
  const text = useText();
  const { search } = useRouter();
  const asked = new URLSearchParams(search);
  const from = Number.parseInt(asked.get("from") ?? "1", 10);
  const to = Number.parseInt(asked.get("to") ?? "", 10);
  const [{ data, error }, read] = useQuery({
    query: DifferenceDocument,
    variables: { from: Number.isNaN(from) ? 1 : from, to: Number.isNaN(to) ? null : to },
  });
  const changes = data?.account?.changes;
  return (
    <View title={text("history-compare-title")}>
      {error && <Problem error={error} onRetry={() => read({ requestPolicy: "network-only" })} />}
      {!changes && !error && <Skeleton />}
      {changes?.length === 0 && <EmptyState icon="history" title={text("history-compare-same")} />}
      {changes && changes.length > 0 && <ChangeList changes={changes} />}
    </View>
  );
}
