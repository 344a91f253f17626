import { useMemo } from "react";
import { useQuery } from "urql";
import { useFormat } from "../../i18n/format";
import { useText } from "../../i18n/texts";
import { Button } from "../../kit/button";
import { Problem } from "../../kit/problem";
import { EmptyState, Skeleton } from "../../kit/states";
import { usePageOfList } from "../../routing/page-of-list";
import { Pager, usePageFocus } from "../../shell/pager";
import { View } from "../../shell/view";
import { Acceptances } from "./acceptances";
import { DocumentsInForce } from "./documents-in-force";
import { TermsExport } from "./terms-export";
import { filterOf, isNarrow, useTermsQuestion } from "./terms-filter";
import { TermsFilterFields } from "./terms-filter-fields";
import { TermsAcceptancesDocument } from "./terms.generated";
import "./terms-view.css";

const PAGE_SIZE = 25;

/** Who accepted which terms: searched, filtered, paged, exported. */
export default function TermsView() {
  const text = useText();
  const { timeZone } = useFormat();
  const [question, ask] = useTermsQuestion();
  const filter = useMemo(() => filterOf(question, timeZone), [question, timeZone]);
  const page = usePageOfList(PAGE_SIZE);
  const list = usePageFocus();
  const [{ data, error, stale, fetching }, read] = useQuery({
    query: TermsAcceptancesDocument,
    variables: { ...page, filter },
    requestPolicy: "cache-and-network",
  });
  const found = data?.account?.termsAcceptances;
  const clear = () => ask({ search: "", kind: null, from: null, to: null });
  const isEmpty = found?.nodes.length === 0;
  return (
    <View title={text("terms-title")} description={text("terms-description")}>
      <section className="terms" aria-labelledby="terms-records">
        <h2 className="section-title" id="terms-records">
          {text("terms-records")}
        </h2>
        <TermsFilterFields question={question} ask={ask} />
        <div className="terms-found">
          <p role="status">{found && text("terms-count", { count: found.totalCount })}</p>
          {isNarrow(question) && (
            <Button look="quiet" icon="close" onPress={clear}>
              {text("terms-clear")}
            </Button>
          )}
          <TermsExport filter={filter} total={found?.totalCount ?? 0} />
        </div>
        {error && <Problem error={error} onRetry={() => read({ requestPolicy: "network-only" })} />}
        <div ref={list} tabIndex={-1} aria-busy={fetching || stale}>
          {!found && !error && <Skeleton lines={6} />}
          {isEmpty && !isNarrow(question) && (
            <EmptyState icon="info" title={text("terms-empty")}>
              <p>{text("terms-empty-description")}</p>
            </EmptyState>
          )}
          {isEmpty && isNarrow(question) && (
            <EmptyState
              icon="search"
              title={text("terms-no-hits")}
              action={<Button onPress={clear}>{text("terms-clear")}</Button>}
            >
              <p>{text("terms-no-hits-description")}</p>
            </EmptyState>
          )}
          {found && !isEmpty && <Acceptances acceptances={found.nodes} />}
        </div>
        {found && <Pager pageInfo={found.pageInfo} label={text("terms-title")} />}
      </section>
      <DocumentsInForce />
    </View>
  );
}
