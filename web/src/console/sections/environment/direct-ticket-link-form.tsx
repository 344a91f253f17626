import { FormSwitch } from "../../form/fields";
import { useText } from "../../i18n/texts";
import { Subsection } from "../../kit/section";
import { SectionForm } from "../../saving/section-form";
import { useSettingsForm } from "../../saving/use-settings-form";
import { WarningsAt } from "../../settings/warnings";

type DirectTicketLinkValues = { customers: boolean; agents: boolean };

/** Who opens a ticket by its link without signing in. */
export function DirectTicketLinkForm({ canChange }: { readonly canChange: boolean }) {
  const text = useText();
  const label = (audience: keyof DirectTicketLinkValues) =>
    text(`field-parameters-environment-directTicketLink-${audience}`);
  const show = (isOn: boolean) => text(isOn ? "value-yes" : "value-no");
  const settingsForm = useSettingsForm<DirectTicketLinkValues>({
    select: ({ parameters: { environment } }) => {
      const { customers, agents } = environment.directTicketLink;
      return { customers, agents };
    },
    edits: (changed) => [{ updateDirectTicketLink: changed }],
    describe: {
      customers: { label: label("customers"), show },
      agents: { label: label("agents"), show },
    },
  });
  return (
    <Subsection title={text("environment-access-title")} description={text("environment-access-description")}>
      <SectionForm
        settingsForm={settingsForm}
        canChange={canChange}
        path="parameters.environment.directTicketLink"
      >
        <FormSwitch
          name="customers"
          label={label("customers")}
          description={text("environment-access-customers-description")}
        />
        <WarningsAt paths={[["parameters", "environment", "directTicketLink", "customers"]]} />
        <FormSwitch name="agents" label={label("agents")} description={text("environment-access-agents-description")} />
        <WarningsAt paths={[["parameters", "environment", "directTicketLink", "agents"]]} />
      </SectionForm>
    </Subsection>
  );
}
