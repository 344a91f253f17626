import { Link } from "react-aria-components";
import { useQuery } from "urql";
import { useDescribeChange } from "../../changes/describe";
import { useFormat } from "../../i18n/format";
import { useText } from "../../i18n/texts";
import { Item, ItemList } from "../../kit/item-list";
import { Problem } from "../../kit/problem";
import { Skeleton } from "../../kit/states";
import { View } from "../../shell/view";
import { RevisionsDocument } from "./history.generated";

/** Who changed what and when, newest first. */
export default function HistoryView() {
  const text = useText();
  const format = useFormat();
  const describe = useDescribeChange();
  const [{ data, error }, read] = useQuery({
    query: RevisionsDocument,
    variables: {},
    requestPolicy: "cache-and-network",
  });
  const revisions = data?.account?.revisions?.nodes;
  return (
    <View title={text("history-title")} description={text("history-description")}>
      {error && <Problem error={error} onRetry={() => read({ requestPolicy: "network-only" })} />}
      {!revisions && !error && <Skeleton lines={8} />}
      {revisions && (
        <ItemList label={text("history-title")} items={revisions} idOf={({ id }) => id}>
          {({ number, at, actor, changes, reason }) => (
            <Item
              title={<Link href={`/history/${number}`}>{text("history-revision", { number: format.number(number) })}</Link>}
            >
              {format.moment(at)} · {actor.name ?? actor.subject}
              {reason !== null && <p>{reason}</p>}
              <ul>
                {changes.map((change) => (
                  <li key={change.path.join(" ")}>{describe(change).sentence}</li>
                ))}
              </ul>
            </Item>
          )}
        </ItemList>
      )}
    </View>
  );
}
