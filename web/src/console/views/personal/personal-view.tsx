import { useQuery } from "urql";
import type { Audience } from "../../graphql/types.generated";
import { useFormat } from "../../i18n/format";
import { useText } from "../../i18n/texts";
import { Notice } from "../../kit/notice";
import { Problem } from "../../kit/problem";
import { Section, Values } from "../../kit/section";
import { Skeleton } from "../../kit/states";
import { useAccount, usePermission } from "../../session/account";
import { View } from "../../shell/view";
import { PendingTerms } from "./pending-terms";
import { PolicyForMeDocument } from "./personal.generated";

/** What agents, customers and platform staff see: whom to ask, and what they may do and know themselves. */
export default function PersonalView() {
  const text = useText();
  const { viewer } = useAccount();
  const mayReadPolicy = usePermission("READ_TICKET_POLICY");
  const isStaff = viewer.role === "PLATFORM";
  const audience: Audience = viewer.role === "CUSTOMER" ? "CUSTOMER" : "AGENT";
  return (
    <View title={text("personal-title")}>
      <Notice tone="info">
        <p>{text(isStaff ? "personal-staff" : "personal-whom-to-ask")}</p>
      </Notice>
      <PendingTerms />
      {mayReadPolicy && viewer.account !== null && <Policy audience={audience} />}
    </View>
  );
}

function Policy({ audience }: { readonly audience: Audience }) {
  const text = useText();
  const format = useFormat();
  const [{ data, error }, read] = useQuery({ query: PolicyForMeDocument, variables: { audience } });
  const policy = data?.ticketPolicy;

  const yesOrNo = (value: boolean) => text(value ? "value-yes" : "value-no");
  const fields = (names: readonly string[]) =>
    names.length === 0 ? text("policy-no-field") : format.list(names.map((name) => text(`value-field-${name}`)));
  return (
    <Section id="policy" title={text("policy-title")} description={text("policy-description")}>
      {error && <Problem error={error} onRetry={() => read({ requestPolicy: "network-only" })} />}
      {!policy && !error && <Skeleton />}
      {policy && (
        <Values
          entries={[
            { label: text("policy-opening"), value: fields(policy.opening) },
            ...(audience === "AGENT" ? [{ label: text("policy-attendance"), value: fields(policy.attendance) }] : []),
            { label: text("policy-direct-link"), value: yesOrNo(policy.opensWithoutAuthentication) },
            { label: text("field-parameters-additionalModules-satisfactionSurvey-enabled"), value: yesOrNo(policy.satisfactionSurvey) },
            { label: text("field-parameters-additionalModules-ticketApproval-enabled"), value: yesOrNo(policy.approvalRequired) },
            { label: text("field-parameters-additionalModules-chat-enabled"), value: yesOrNo(policy.chatOpensTickets) },
            ...(audience === "AGENT"
              ? [
                  {
                    label: text("field-parameters-additionalModules-timeTracking-enabled"),
                    value: policy.timeEntry === null ? text("value-no") : text(`value-entryType-${policy.timeEntry.entryType}`),
                  },
                ]
              : []),
          ]}
        />
      )}
    </Section>
  );
}
