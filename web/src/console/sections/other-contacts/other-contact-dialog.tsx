import { useWatch } from "react-hook-form";
import { FormSelect, FormText } from "../../form/fields";
import type { OtherContactKind } from "../../graphql/types.generated";
import { useFormat } from "../../i18n/format";
import { useText } from "../../i18n/texts";
import { FormDialog } from "../../saving/section-form";
import { useSettingsForm } from "../../saving/use-settings-form";
import { orNull, orNullIfPresent } from "../../saving/values";
import { useSettings } from "../../session/account";
import { primaryCountry } from "../addresses/addresses";
import { FORMS, type OtherContact, type OtherContactValues } from "./other-contacts";
import { useValueCheck } from "./use-value-check";

const KINDS = Object.keys(FORMS) as OtherContactKind[];

type Props = {
  /** Null: a new one. */
  readonly contact: OtherContact | null;
  readonly onClose: () => void;
};

/** A contact's kind, its value in the form of that kind, and what the company calls it. */
export function OtherContactDialog({ contact, onClose }: Props) {
  const text = useText();
  const settingsForm = useSettingsForm<OtherContactValues>({
    select: ({ otherContacts }) => {
      if (contact === null) {
        return { kind: "PHONE", value: "", label: "" };
      }
      const current = otherContacts.find(({ id }) => id === contact.id);
      return current ? { kind: current.kind, value: current.value, label: current.label ?? "" } : null;
    },
    edits: ({ kind, value, label }, values) =>
      contact === null
        ? [{ addOtherContact: { ...values, label: orNull(values.label) } }]
        : [{ updateOtherContact: { id: contact.id, kind, value, label: orNullIfPresent(label) } }],
    describe: {
      kind: { label: text("field-otherContacts-kind"), show: (kind) => text(`value-kind-${kind}`) },
      value: { label: text("field-otherContacts-value"), show: (value) => value || text("value-none") },
      label: { label: text("field-otherContacts-label"), show: (label) => label || text("value-none") },
    },
    onSaved: onClose,
  });
  const { form } = settingsForm;
  const kind = useWatch({ control: form.control, name: "kind" });
  useValueCheck(form, kind, contact?.id ?? null);
  return (
    <FormDialog
      settingsForm={settingsForm}
      title={text(contact === null ? "other-contacts-add" : "other-contacts-edit")}
      onClose={onClose}
    >
      <FormSelect
        name="kind"
        label={text("field-otherContacts-kind")}
        options={KINDS.map((kind) => ({ value: kind, label: text(`value-kind-${kind}`) }))}
      />
      <FormText
        name="value"
        type={FORMS[kind].kind === "telephone" ? "tel" : "text"}
        label={text("field-otherContacts-value")}
        description={useHowToWrite(kind)}
        placeholder={text(`other-contacts-example-${kind}`)}
        isRequired
        autoFocus
      />
      <FormText
        name="label"
        label={text("field-otherContacts-label")}
        description={text("other-contacts-label-description")}
      />
    </FormDialog>
  );
}

/** What a value of this kind is to look like. */
function useHowToWrite(kind: OtherContactKind): string {
  const text = useText();
  const format = useFormat();
  const country = primaryCountry(useSettings().addresses);
  const form = FORMS[kind];
  switch (form.kind) {
    case "telephone":
      return country === null
        ? text("other-contacts-telephone-anywhere")
        : text("other-contacts-telephone", { country: format.country(country) });
    case "network":
      return text("other-contacts-network", { link: `${form.link}…` });
    case "text":
      return text("other-contacts-text");
  }
}
