import { useMemo } from "react";
import { Link } from "react-aria-components";
import { useQuery } from "urql";
import { useNames } from "../../changes/use-names";
import { refusalOf } from "../../graphql/client";
import { useFormat } from "../../i18n/format";
import { useText } from "../../i18n/texts";
import { Problem } from "../../kit/problem";
import { EmptyState, Skeleton } from "../../kit/states";
import { useRouter } from "../../routing/router";
import { useSettings } from "../../session/account";
import { View } from "../../shell/view";
import { CompareForm } from "./compare-form";
import { DifferenceTables } from "./difference-tables";
import { DifferenceDocument } from "./history.generated";
import "./history.css";

/** What differs between the revisions `from` and `to` of the address; without `to`, between `from` and now. */
export default function CompareView() {
  const text = useText();
  const { search, navigate } = useRouter();
  const { revision: now } = useSettings();
  const asked = useMemo(() => new URLSearchParams(search), [search]);
  const from = numberOf(asked.get("from"));
  const to = numberOf(asked.get("to"));
  return (
    <View title={text("history-compare-title")} description={text("history-compare-description")}>
      <nav className="revision-ways" aria-label={text("history-ways")}>
        <Link href="/history">{text("history-all")}</Link>
      </nav>
      <CompareForm
        // A link elsewhere fills it in anew.
        key={search}
        from={from ?? Math.max(1, now - 1)}
        to={to}
        latest={now}
        onCompare={(from, to) => navigate(`/history/compare?from=${from}${to === null ? "" : `&to=${to}`}`, { replace: true })}
      />
      {from === null ? (
        <EmptyState icon="history" title={text("history-compare-choose")} />
      ) : (
        <Difference from={from} to={to} now={now} />
      )}
    </View>
  );
}

function Difference({ from, to, now }: { readonly from: number; readonly to: number | null; readonly now: number }) {
  const text = useText();
  const format = useFormat();
  // The number of now makes the answer one that stays true; a change of the account asks anew.
  const after = to ?? now;
  const [{ data, error, fetching }, read] = useQuery({ query: DifferenceDocument, variables: { from, to: after } });
  const changes = data?.account?.changes ?? null;
  const names = useNames(useMemo(() => (changes === null ? [] : [{ changes, before: from, after }]), [changes, from, after]));
  const sideOf = (number: number) => text("history-revision", { number: format.number(number) });
  const told = (number: number) => text("history-compare-side", { number: format.number(number) });
  const before = sideOf(from);
  const afterwards = to === null ? text("history-now") : sideOf(to);
  const isUnknown = !fetching && refusalOf(error, "NOT_FOUND") !== null;
  const summary =
    changes === null || fetching
      ? ""
      : changes.length === 0
        ? text("history-compare-same")
        : text("history-compare-found", {
            before: told(from),
            after: to === null ? text("history-compare-side-now") : told(to),
          });

  return (
    <>
      <p role="status" className={changes?.length === 0 ? "visually-hidden" : "compare-summary"}>
        {summary}
      </p>
      {isUnknown && <EmptyState icon="history" title={text("history-compare-unknown")} />}
      {error && !fetching && !isUnknown && (
        <Problem error={error} onRetry={() => read({ requestPolicy: "network-only" })} />
      )}
      {changes === null && !error && <Skeleton lines={5} />}
      {changes?.length === 0 && (
        <EmptyState icon="check" title={text("history-compare-same")}>
          <p>{text("history-compare-same-description")}</p>
        </EmptyState>
      )}
      {changes !== null && changes.length > 0 && (
        <DifferenceTables changes={changes} names={names} before={before} after={afterwards} />
      )}
    </>
  );
}

function numberOf(asked: string | null): number | null {
  return asked !== null && /^[1-9]\d{0,8}$/.test(asked) ? Number(asked) : null;
}
