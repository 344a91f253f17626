import { useQuery, useSubscription } from "urql";
import type { Audience, PolicyForMeFragment } from "../../graphql/types.generated";
import { useText } from "../../i18n/texts";
import { Problem } from "../../kit/problem";
import { Section, Subsection } from "../../kit/section";
import { Badge, Skeleton } from "../../kit/states";
import { PolicyForMeDocument, PolicyForMeFromNowDocument } from "./personal.generated";
import "./personal.css";

/** What the account's parameters decide for agents or for customers, now and whenever they change. */
export function PolicyForMe({ audience }: { readonly audience: Audience }) {
  const text = useText();
  const [{ data, error }, read] = useQuery({ query: PolicyForMeDocument, variables: { audience } });
  const [{ data: news }] = useSubscription({ query: PolicyForMeFromNowDocument, variables: { audience } });
  const policy = news?.ticketPolicy ?? data?.ticketPolicy;
  return (
    <Section id="policy" title={text("policy-title")} description={text("policy-description")}>
      {error && !policy && <Problem error={error} onRetry={() => read({ requestPolicy: "network-only" })} />}
      {!policy && !error && <Skeleton lines={5} />}
      {policy && (
        <>
          <Subsection title={text("policy-fields-title")}>
            <Fields when={text("policy-opening")} fields={policy.opening} />
            {audience === "AGENT" && <Fields when={text("policy-attendance")} fields={policy.attendance} />}
          </Subsection>
          <Subsection title={text("policy-rules-title")}>
            <ul className="policy-rules">
              {rulesOf(policy, audience).map(([rule, state]) => (
                <li key={rule}>{text(`policy-${rule}`, { state })}</li>
              ))}
              {audience === "AGENT" && (
                <li>
                  {policy.timeEntry === null
                    ? text("policy-time-none")
                    : text(`policy-time-${policy.timeEntry.entryType}`)}
                </li>
              )}
            </ul>
          </Subsection>
        </>
      )}
    </Section>
  );
}

/** What is decided, each as the beginning of a message's name, and whether it is so. */
function rulesOf(policy: PolicyForMeFragment, audience: Audience): readonly (readonly [string, "yes" | "no"])[] {
  const of = audience === "AGENT" ? "agents" : "customers";
  const state = (value: boolean) => (value ? "yes" : "no");
  return [
    ["direct-link", state(policy.opensWithoutAuthentication)],
    [`approval-${of}`, state(policy.approvalRequired)],
    [`survey-${of}`, state(policy.satisfactionSurvey)],
    [`chat-${of}`, state(policy.chatOpensTickets)],
  ];
}

function Fields({ when, fields }: { readonly when: string; readonly fields: readonly string[] }) {
  const text = useText();
  const names = fields.map((field) => text(`value-field-${field}`));
  return (
    <div className="policy-fields">
      <span>{when}</span>
      {names.length === 0 ? (
        <span className="policy-none">{text("policy-no-field")}</span>
      ) : (
        <ul aria-label={when}>
          {names.map((name) => (
            <li key={name}>
              <Badge tone="accent">{name}</Badge>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
