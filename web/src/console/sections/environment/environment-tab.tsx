import { useText } from "../../i18n/texts";
import { Values } from "../../kit/section";
import { useSettings } from "../../session/account";

/** Language, main address of the site, access and security, and the way to the API's keys. */
export function EnvironmentTab() {
  const text = useText();
  const { language, portalUrl, directTicketLink } = useSettings().parameters.environment;
  const yesOrNo = (value: boolean) => text(value ? "value-yes" : "value-no");
  return (
    <Values
      entries={[
        { label: text("field-parameters-environment-language"), value: text(`value-language-${language}`) },
        { label: text("field-parameters-environment-portalUrl"), value: portalUrl ?? text("value-none") },
        {
          label: text("field-parameters-environment-directTicketLink-customers"),
          value: yesOrNo(directTicketLink.customers),
        },
        { label: text("field-parameters-environment-directTicketLink-agents"), value: yesOrNo(directTicketLink.agents) },
      ]}
    />
  );
}
