import { useText } from "../../i18n/texts";
import { Values } from "../../kit/section";
import { useSettings } from "../../session/account";

/** Satisfaction survey, time tracking, ticket approval and chat. */
export function AdditionalModulesTab() {
  const text = useText();
  const { satisfactionSurvey, timeTracking, ticketApproval, chat } = useSettings().parameters.additionalModules;
  const { enabled, entryType, activitySuggestion, periodTypeDefinition } = timeTracking;
  const yesOrNo = (value: boolean) => text(value ? "value-yes" : "value-no");
  const field = (name: string) => text(`field-parameters-additionalModules-${name}`);
  return (
    <Values
      entries={[
        { label: field("satisfactionSurvey-enabled"), value: yesOrNo(satisfactionSurvey.enabled) },
        { label: field("timeTracking-enabled"), value: yesOrNo(enabled) },
        { label: field("timeTracking-entryType"), value: text(`value-entryType-${entryType}`) },
        {
          label: field("timeTracking-activitySuggestion"),
          value: text(`value-activitySuggestion-${activitySuggestion}`),
        },
        {
          label: field("timeTracking-periodTypeDefinition"),
          value: text(`value-periodTypeDefinition-${periodTypeDefinition}`),
        },
        { label: field("ticketApproval-enabled"), value: yesOrNo(ticketApproval.enabled) },
        { label: field("chat-enabled"), value: yesOrNo(chat.enabled) },
      ]}
    />
  );
}
