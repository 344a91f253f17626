import { useQuery } from "urql";
import { ChangeList } from "../../changes/change-list";
import { useFormat } from "../../i18n/format";
import { useText } from "../../i18n/texts";
import { Problem } from "../../kit/problem";
import { EmptyState, Skeleton } from "../../kit/states";
import type { ViewProps } from "../../shell/routes";
import { View } from "../../shell/view";
import { RevisionByNumberDocument } from "./history.generated";

/** One revision: who made it, why, and what it changed. */
export default function RevisionView({ parameters }: ViewProps) {
  const text = useText();
  const format = useFormat();
  const number = Number.parseInt(parameters.number ?? "", 10);
  const [{ data, error, fetching }, read] = useQuery({
    query: RevisionByNumberDocument,
    variables: { number },
    pause: Number.isNaN(number),
  });
  const revision = data?.account?.revision;
  return (
    <View
      title={text("history-revision", { number: parameters.number ?? "" })}
      description={revision && `${format.moment(revision.at)} · ${revision.actor.name ?? revision.actor.subject}`}
    >
      {error && <Problem error={error} onRetry={() => read({ requestPolicy: "network-only" })} />}
      {fetching && <Skeleton />}
      {!fetching && !revision && !error && <EmptyState icon="history" title={text("history-unknown")} />}
      {revision && (
        <>
          {revision.reason !== null && <p>{revision.reason}</p>}
          <ChangeList changes={revision.changes} />
        </>
      )}
    </View>
  );
}
