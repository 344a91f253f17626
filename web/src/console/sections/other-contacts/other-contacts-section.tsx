import { useText } from "../../i18n/texts";
import { ExternalLink } from "../../kit/external-link";
import { later } from "../../kit/later";
import { ListSection } from "../../saving/list-section";
import { usePermission, useSettings } from "../../session/account";
import { FORMS, type OtherContact, readableLink } from "./other-contacts";
import { useReadableTelephone } from "./use-readable-telephone";

const OtherContactDialog = later(() => import("./other-contact-dialog").then(({ OtherContactDialog }) => OtherContactDialog));

const ID = "other-contacts";

/** Telephones, social networks, and what else leads to the company. */
export function OtherContactsSection() {
  const text = useText();
  const { otherContacts } = useSettings();
  const hasTelephones = otherContacts.some(({ kind }) => FORMS[kind].kind === "telephone");
  const readableTelephone = useReadableTelephone(ID, hasTelephones);

  function nameOf({ kind, value }: OtherContact): string {
    switch (FORMS[kind].kind) {
      case "telephone":
        return readableTelephone(value);
      case "network":
        return readableLink(value);
      case "text":
        return value;
    }
  }

  function heading(contact: OtherContact) {
    switch (FORMS[contact.kind].kind) {
      case "telephone":
        return <a href={`tel:${contact.value}`}>{nameOf(contact)}</a>;
      case "network":
        return <ExternalLink href={contact.value}>{nameOf(contact)}</ExternalLink>;
      case "text":
        return contact.value;
    }
  }

  return (
    <ListSection
      id={ID}
      title={text("other-contacts-title")}
      description={text("other-contacts-description")}
      items={otherContacts}
      idOf={({ id }) => id}
      nameOf={nameOf}
      heading={heading}
      details={({ kind, label }) => [text(`value-kind-${kind}`), label].filter((part) => part !== null).join(" · ")}
      canChange={usePermission("MANAGE_CONTACTS")}
      empty={{
        icon: "person",
        title: text("other-contacts-empty"),
        description: text("other-contacts-empty-description"),
      }}
      addLabel={text("other-contacts-add")}
      dialog={(contact, onClose) => <OtherContactDialog contact={contact} onClose={onClose} />}
      removal={({ id }) => ({ removeOtherContact: { id } })}
    />
  );
}
