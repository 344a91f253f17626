import { FormSwitch } from "../../form/fields";
import { useText } from "../../i18n/texts";
import { SectionForm } from "../../saving/section-form";
import { useSettingsForm } from "../../saving/use-settings-form";
import { usePermission } from "../../session/account";
import { modulesPlan } from "./modules-plan";
import { TimeTrackingParameters } from "./time-tracking-parameters";

/** Satisfaction survey, time tracking, ticket approval and chat. */
export function AdditionalModulesTab() {
  const text = useText();
  const settingsForm = useSettingsForm(modulesPlan(text));
  return (
    <SectionForm
      settingsForm={settingsForm}
      canChange={usePermission("MANAGE_PARAMETERS")}
      path="parameters.additionalModules"
    >
      <FormSwitch
        name="satisfactionSurvey.enabled"
        label={text("field-parameters-additionalModules-satisfactionSurvey-enabled")}
        description={text("additional-modules-survey")}
      />
      <FormSwitch
        name="timeTracking.enabled"
        label={text("field-parameters-additionalModules-timeTracking-enabled")}
        description={text("additional-modules-time-tracking")}
      />
      <TimeTrackingParameters />
      <FormSwitch
        name="ticketApproval.enabled"
        label={text("field-parameters-additionalModules-ticketApproval-enabled")}
        description={text("additional-modules-approval")}
      />
      <FormSwitch
        name="chat.enabled"
        label={text("field-parameters-additionalModules-chat-enabled")}
        description={text("additional-modules-chat")}
      />
    </SectionForm>
  );
}
