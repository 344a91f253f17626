import { FormCheckbox, FormRadioGroup, FormText } from "../../form/fields";
import type { ContactKind, ContactsSectionFragment } from "../../graphql/types.generated";
import { useText } from "../../i18n/texts";
import { FormDialog } from "../../saving/section-form";
import { useSettingsForm } from "../../saving/use-settings-form";
import { useSettings } from "../../session/account";

type Contact = ContactsSectionFragment["contacts"][number];
type ContactValues = { kind: ContactKind; email: string; isPrimary: boolean };

const KINDS: readonly ContactKind[] = ["PROFESSIONAL", "PERSONAL"];

type Props = {
  /** Null: a new one. */
  readonly contact: Contact | null;
  readonly onClose: () => void;
};

/** A contact's address and kind, and whether it is the main one. */
export function ContactDialog({ contact, onClose }: Props) {
  const text = useText();
  const { contacts } = useSettings();
  // The mark only moves to another contact; the first one has it whatever is said.
  const canMark = contacts.length > 0 && contact?.isPrimary !== true;
  const settingsForm = useSettingsForm<ContactValues>({
    select: ({ contacts }) => {
      if (contact === null) {
        return { kind: "PROFESSIONAL", email: "", isPrimary: contacts.length === 0 };
      }
      const current = contacts.find(({ id }) => id === contact.id);
      return current ? { kind: current.kind, email: current.email, isPrimary: current.isPrimary } : null;
    },
    edits: (changed, values) =>
      contact === null ? [{ addContact: values }] : [{ updateContact: { id: contact.id, ...changed } }],
    describe: {
      kind: { label: text("field-contacts-kind"), show: (kind) => text(`value-kind-${kind}`) },
      email: { label: text("field-contacts-email"), show: (email) => email },
      isPrimary: {
        label: text("field-contacts-isPrimary"),
        show: (isPrimary) => text(isPrimary ? "value-yes" : "value-no"),
      },
    },
    onSaved: onClose,
  });
  return (
    <FormDialog
      settingsForm={settingsForm}
      title={text(contact === null ? "contacts-add" : "contacts-edit")}
      onClose={onClose}
    >
      <FormText name="email" type="email" label={text("field-contacts-email")} isRequired autoFocus />
      <FormRadioGroup
        name="kind"
        label={text("field-contacts-kind")}
        orientation="horizontal"
        options={KINDS.map((kind) => ({ value: kind, label: text(`value-kind-${kind}`) }))}
      />
      {canMark && (
        <FormCheckbox
          name="isPrimary"
          label={text("field-contacts-isPrimary")}
          description={text("contacts-primary-description")}
        />
      )}
    </FormDialog>
  );
}
