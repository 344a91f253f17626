import { useText } from "../../i18n/texts";
import { later } from "../../kit/later";
import { Badge } from "../../kit/states";
import { ListSection } from "../../saving/list-section";
import { usePermission, useSettings } from "../../session/account";
import { WarningsAt } from "../../settings/warnings";

const ContactDialog = later(() => import("./contact-dialog").then(({ ContactDialog }) => ContactDialog));

/** The company's e-mail addresses, of which one gets the system's notifications. */
export function ContactsSection() {
  const text = useText();
  const { contacts } = useSettings();
  return (
    <ListSection
      id="contacts"
      title={text("contacts-title")}
      description={text("contacts-description")}
      notices={<WarningsAt paths={[["contacts"]]} />}
      items={contacts}
      idOf={({ id }) => id}
      nameOf={({ email }) => email}
      badges={({ isPrimary }) => isPrimary && <Badge tone="accent">{text("contacts-primary")}</Badge>}
      details={({ kind }) => text(`value-kind-${kind}`)}
      canChange={usePermission("MANAGE_CONTACTS")}
      empty={{ icon: "person", title: text("contacts-empty"), description: text("contacts-empty-description") }}
      addLabel={text("contacts-add")}
      dialog={(contact, onClose) => <ContactDialog contact={contact} onClose={onClose} />}
      removal={({ id }) => ({ removeContact: { id } })}
    />
  );
}
