import { useState } from "react";
import { Link } from "react-aria-components";
import { useQuery } from "urql";
import { ChangeList } from "../../changes/change-list";
import { useNames } from "../../changes/use-names";
import { refusalOf } from "../../graphql/client";
import type { RevisionPageQuery } from "../../graphql/types.generated";
import { useFormat } from "../../i18n/format";
import { useRelativeTime } from "../../i18n/relative-time";
import { useText } from "../../i18n/texts";
import { Button, LinkButton } from "../../kit/button";
import { Notice } from "../../kit/notice";
import { Problem } from "../../kit/problem";
import { Section } from "../../kit/section";
import { EmptyState, Skeleton } from "../../kit/states";
import { usePermission, useSettings } from "../../session/account";
import type { ViewProps } from "../../shell/routes";
import { View } from "../../shell/view";
import { nameOfActor, standingOf } from "./actor";
import { addressOf } from "./filter";
import { RevisionPageDocument } from "./history.generated";
import { PageThen } from "./page-then";
import { RestoreDialog } from "./restore-dialog";
import "./history.css";

type Account = NonNullable<RevisionPageQuery["account"]>;

/** One revision: who made it, why, what it changed, and the page as it left it. */
export default function RevisionView({ parameters }: ViewProps) {
  const number = /^[1-9]\d{0,8}$/.test(parameters.number ?? "") ? Number(parameters.number) : null;
  return number === null ? <UnknownRevision shown={parameters.number ?? ""} /> : <KnownRevision key={number} number={number} />;
}

function KnownRevision({ number }: { readonly number: number }) {
  const text = useText();
  const format = useFormat();
  const { revision: now } = useSettings();
  const [{ data, error, fetching }, read] = useQuery({ query: RevisionPageDocument, variables: { number, now } });
  // What is shown stays while it is read anew because somebody has changed the account.
  const [shown, setShown] = useState<Account | null>(null);
  const account = data?.account ?? shown;
  if (data?.account && data.account !== shown) {
    setShown(data.account);
  }

  if (account?.revision) {
    return (
      <Shown
        account={account}
        revision={account.revision}
        now={now}
        problem={error && <Problem error={error} onRetry={() => read({ requestPolicy: "network-only" })} />}
      />
    );
  }
  if (!fetching && (!error || refusalOf(error, "NOT_FOUND") !== null)) {
    return <UnknownRevision shown={format.number(number)} />;
  }
  return (
    <View title={text("history-revision", { number: format.number(number) })}>
      {error && !fetching ? (
        <Problem error={error} onRetry={() => read({ requestPolicy: "network-only" })} />
      ) : (
        <Skeleton lines={6} />
      )}
    </View>
  );
}

function UnknownRevision({ shown }: { readonly shown: string }) {
  const text = useText();
  return (
    <View title={text("history-revision", { number: shown })}>
      <EmptyState
        icon="history"
        title={text("history-unknown")}
        action={<LinkButton href="/history">{text("history-title")}</LinkButton>}
      />
    </View>
  );
}

type ShownProps = {
  readonly account: Account;
  readonly revision: NonNullable<Account["revision"]>;
  readonly now: number;
  readonly problem: React.ReactNode;
};

function Shown({ account, revision, now, problem }: ShownProps) {
  const text = useText();
  const format = useFormat();
  const relative = useRelativeTime();
  const mayRestore = usePermission("RESTORE_REVISION");
  const [isRestoring, setRestoring] = useState(false);
  const [restored, setRestored] = useState<number | null>(null);
  const { number, at, action, actor, reason, changes, settings } = revision;
  const [between] = useState(() => [{ changes, before: number - 1, after: number }]);
  const names = useNames(between);
  const name = nameOfActor(actor, text);
  const standing = standingOf(actor, text);
  const isLatest = number >= now;
  return (
    <View
      title={text("history-revision-title", { number: format.number(number), action: text(`value-action-${action}`) })}
      description={
        <>
          {standing === null ? name : text("history-actor", { name, standing })} ·{" "}
          <time dateTime={at}>
            {format.moment(at)} ({relative(at)})
          </time>
        </>
      }
      actions={
        !isLatest && (
          <div className="revision-actions">
            <LinkButton href={`/history/compare?from=${number}`}>{text("history-compare-now")}</LinkButton>
            {mayRestore && (
              <Button icon="history" onPress={() => setRestoring(true)}>
                {text("restore")}
              </Button>
            )}
          </div>
        )
      }
    >
      <nav className="revision-ways" aria-label={text("history-ways")}>
        <Link href="/history">{text("history-all")}</Link>
        {number > 1 && <Link href={`/history/${number - 1}`}>{text("history-previous")}</Link>}
        {!isLatest && <Link href={`/history/${number + 1}`}>{text("history-next")}</Link>}
        <Link href={addressOf({ who: actor.subject })}>{text("history-same-actor", { name })}</Link>
      </nav>
      {restored !== null && (
        <Notice
          tone="success"
          actions={<LinkButton href={`/history/${restored}`}>{text("history-revision", { number: format.number(restored) })}</LinkButton>}
        >
          <p>{text("restore-done", { number: format.number(number), revision: format.number(restored) })}</p>
        </Notice>
      )}
      {problem}
      {isLatest && (
        <Notice tone="info">
          <p>{text("history-latest")}</p>
        </Notice>
      )}
      {reason !== null && <blockquote className="revision-reason">{reason}</blockquote>}
      <Section id="revision-changes" title={text("history-changes-title")}>
        {changes.length === 0 ? <p className="page-then-nothing">{text("history-no-changes")}</p> : <ChangeList changes={changes} names={names} />}
      </Section>
      {settings && <PageThen settings={settings} changesSince={account.changes ?? []} />}
      {isRestoring && (
        <RestoreDialog
          number={number}
          onClose={() => setRestoring(false)}
          onRestored={(revision) => {
            setRestoring(false);
            setRestored(revision);
          }}
        />
      )}
    </View>
  );
}
