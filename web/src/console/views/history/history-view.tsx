import { useMemo } from "react";
import { useNames } from "../../changes/use-names";
import { useFormat } from "../../i18n/format";
import { useRelativeTime } from "../../i18n/relative-time";
import { useText } from "../../i18n/texts";
import { Button, LinkButton } from "../../kit/button";
import { Problem } from "../../kit/problem";
import { EmptyState, Skeleton } from "../../kit/states";
import { useRouter } from "../../routing/router";
import { View } from "../../shell/view";
import { addressOf, countOf, EVERYTHING, filterOf, inputOf } from "./filter";
import { HistoryFilters } from "./history-filters";
import { RevisionEntry } from "./revision-entry";
import { useRevisions } from "./use-revisions";
import "./history.css";

/** Who changed what and when, newest first. */
export default function HistoryView() {
  const text = useText();
  const format = useFormat();
  const relative = useRelativeTime();
  const { search, navigate } = useRouter();
  const filter = useMemo(() => filterOf(search), [search]);
  const input = useMemo(() => inputOf(filter, format.timeZone), [filter, format.timeZone]);
  const { revisions, total, newerThan, hasOlder, isLoading, failure, loadOlder } = useRevisions(input);
  const names = useNames(
    useMemo(
      () => revisions?.map(({ number, changes }) => ({ changes, before: number - 1, after: number })) ?? [],
      [revisions],
    ),
  );

  async function showOlder() {
    const first = await loadOlder();
    if (first !== null) {
      // The button is gone, so the focus goes on to what it brought.
      requestAnimationFrame(() => document.getElementById(`revision-${first.number}`)?.focus());
    }
  }

  return (
    <View
      title={text("history-title")}
      description={text("history-description", { timeZone: format.timeZone })}
      actions={<LinkButton href="/history/compare">{text("history-compare-title")}</LinkButton>}
    >
      <HistoryFilters
        filter={filter}
        revisions={revisions ?? []}
        onChange={(filter) => navigate(addressOf(filter), { replace: true })}
      />
      {failure && <Problem error={failure.error} onRetry={failure.retry} />}
      {revisions === null && !failure && <Skeleton lines={8} />}
      {revisions?.length === 0 && !isLoading && (
        <EmptyState
          icon="history"
          title={text("history-empty")}
          action={
            countOf(filter) > 0 && (
              <Button onPress={() => navigate(addressOf(EVERYTHING), { replace: true })}>
                {text("history-filters-clear")}
              </Button>
            )
          }
        >
          <p>{text("history-empty-description")}</p>
        </EmptyState>
      )}
      {revisions !== null && revisions.length > 0 && (
        <ol className="revisions" aria-label={text("history-title")} aria-busy={isLoading}>
          {revisions.map((revision) => (
            <li key={revision.id} className="revision">
              <RevisionEntry
                revision={revision}
                names={names}
                relative={relative}
                isNew={revision.number > newerThan}
              />
            </li>
          ))}
        </ol>
      )}
      <div className="history-end">
        <p role="status">
          {revisions !== null &&
            revisions.length > 0 &&
            text("history-shown", { count: revisions.length, total: Math.max(total, revisions.length) })}
        </p>
        {hasOlder && (
          <Button isPending={isLoading} onPress={() => void showOlder()}>
            {text("history-older")}
          </Button>
        )}
      </div>
    </View>
  );
}
