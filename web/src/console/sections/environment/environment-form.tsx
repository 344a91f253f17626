import { FormRadioGroup, FormText } from "../../form/fields";
import type { Language } from "../../graphql/types.generated";
import { useText } from "../../i18n/texts";
import { SectionForm } from "../../saving/section-form";
import { useSettingsForm } from "../../saving/use-settings-form";
import { orNullIfPresent } from "../../saving/values";
import { WarningsAt } from "../../settings/warnings";

type EnvironmentValues = { language: Language; portalUrl: string };

const LANGUAGES: readonly Language[] = ["PT", "ES", "EN"];

/** The language of the support centre, and the address by which its portal is known. */
export function EnvironmentForm({ canChange }: { readonly canChange: boolean }) {
  const text = useText();
  const settingsForm = useSettingsForm<EnvironmentValues>({
    select: ({ parameters: { environment } }) => ({
      language: environment.language,
      portalUrl: environment.portalUrl ?? "",
    }),
    edits: ({ language, portalUrl }) => [
      { updateEnvironmentParameters: { language, portalUrl: orNullIfPresent(portalUrl) } },
    ],
    describe: {
      language: {
        label: text("field-parameters-environment-language"),
        show: (language) => text(`value-language-${language}`),
      },
      portalUrl: {
        label: text("field-parameters-environment-portalUrl"),
        show: (portalUrl) => portalUrl || text("value-none"),
      },
    },
  });
  return (
    <SectionForm settingsForm={settingsForm} canChange={canChange} path="parameters.environment">
      <FormRadioGroup
        name="language"
        label={text("field-parameters-environment-language")}
        description={text("environment-language-description")}
        orientation="horizontal"
        options={LANGUAGES.map((language) => ({ value: language, label: text(`value-language-${language}`) }))}
      />
      <FormText
        name="portalUrl"
        type="url"
        label={text("field-parameters-environment-portalUrl")}
        description={text("environment-portal-description")}
        placeholder="https://"
      />
      <WarningsAt paths={[["parameters", "environment", "portalUrl"]]} />
    </SectionForm>
  );
}
