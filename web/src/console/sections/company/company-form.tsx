import { useWatch } from "react-hook-form";
import { FormSelect, FormText } from "../../form/fields";
import type { SettingsFragment, TaxIdKind } from "../../graphql/types.generated";
import { type Text, useText } from "../../i18n/texts";
import { FieldRow } from "../../kit/field";
import { SectionForm } from "../../saving/section-form";
import { type SettingsFormPlan, useSettingsForm } from "../../saving/use-settings-form";
import { orNull, orNullIfPresent } from "../../saving/values";
import { TAX_IDS } from "./tax-ids";

type CompanyValues = {
  tradeName: string;
  legalName: string;
  taxId: { kind: TaxIdKind; value: string };
  website: string;
};

/** The company's names, tax id and website. */
export function CompanyForm({ canChange }: { readonly canChange: boolean }) {
  const text = useText();
  const settingsForm = useSettingsForm(companyPlan(text));
  const { control } = settingsForm.form;
  const kind = useWatch({ control, name: "taxId.kind" });
  return (
    <SectionForm settingsForm={settingsForm} canChange={canChange} path="company">
      <FieldRow>
        <FormText name="tradeName" label={text("field-company-tradeName")} isRequired />
        <FormText name="legalName" label={text("field-company-legalName")} />
      </FieldRow>
      <FieldRow>
        <FormSelect
          name="taxId.kind"
          label={text("field-company-taxId-kind")}
          options={TAX_IDS.map(({ kind }) => ({ value: kind, label: text(`value-kind-${kind}`) }))}
        />
        <FormText
          name="taxId.value"
          label={text("field-company-taxId")}
          description={kind === "OTHER" ? undefined : text("company-taxId-form", { example: exampleOf(kind) })}
        />
      </FieldRow>
      <FormText name="website" type="url" label={text("field-company-website")} placeholder="https://" />
    </SectionForm>
  );
}

function companyPlan(text: Text): SettingsFormPlan<CompanyValues> {
  const show = (value: string) => value || text("value-none");
  return {
    select: valuesOf,
    edits: ({ tradeName, legalName, taxId, website }) => [
      {
        updateCompany: {
          tradeName,
          legalName: orNullIfPresent(legalName),
          // The kind alone is no tax id: without a number there is none.
          taxId: taxId === undefined ? undefined : orNull(taxId.value) === null ? null : taxId,
          website: orNullIfPresent(website),
        },
      },
    ],
    describe: {
      tradeName: { label: text("field-company-tradeName"), show },
      legalName: { label: text("field-company-legalName"), show },
      taxId: {
        label: text("field-company-taxId"),
        show: ({ kind, value }) => (value === "" ? text("value-none") : `${text(`value-kind-${kind}`)} ${value}`),
      },
      website: { label: text("field-company-website"), show },
    },
    fieldOf: (path) => (path[0] === "taxId" && path.length === 1 ? "taxId.value" : null),
  };
}

function valuesOf({ company, addresses }: SettingsFragment): CompanyValues {
  const { tradeName, legalName, taxId, website } = company;
  const country = addresses.find(({ rank }) => rank === "PRIMARY")?.country;
  return {
    tradeName,
    legalName: legalName ?? "",
    taxId: {
      // Whoever has none yet most likely has that of their country.
      kind: taxId?.kind ?? TAX_IDS.find((taxId) => taxId.country === country)?.kind ?? "OTHER",
      value: taxId?.formatted ?? "",
    },
    website: website ?? "",
  };
}

function exampleOf(kind: TaxIdKind): string {
  return TAX_IDS.find((taxId) => taxId.kind === kind)?.example ?? "";
}
