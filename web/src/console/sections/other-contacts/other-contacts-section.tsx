import { useText } from "../../i18n/texts";
import { Section, Values } from "../../kit/section";
import { EmptyState } from "../../kit/states";
import { useSettings } from "../../session/account";

/** Telephones and social networks. */
export function OtherContactsSection() {
  const text = useText();
  const { otherContacts } = useSettings();
  return (
    <Section id="other-contacts" title={text("other-contacts-title")} description={text("other-contacts-description")}>
      {otherContacts.length === 0 ? (
        <EmptyState icon="person" title={text("other-contacts-empty")} />
      ) : (
        <Values
          entries={otherContacts.map(({ kind, label, value }) => ({ label: label ?? text(`value-kind-${kind}`), value }))}
        />
      )}
    </Section>
  );
}
