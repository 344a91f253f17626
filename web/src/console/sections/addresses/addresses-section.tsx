import { useFormat } from "../../i18n/format";
import { useText } from "../../i18n/texts";
import { Section, Values } from "../../kit/section";
import { EmptyState } from "../../kit/states";
import { useSettings } from "../../session/account";

/** The company's postal addresses. */
export function AddressesSection() {
  const text = useText();
  const format = useFormat();
  const { addresses } = useSettings();
  return (
    <Section id="addresses" title={text("addresses-title")} description={text("addresses-description")}>
      {addresses.length === 0 ? (
        <EmptyState icon="info" title={text("addresses-empty")} />
      ) : (
        <Values
          entries={addresses.map(({ purpose, street, number, city, postalCode, country }) => ({
            label: text(`value-purpose-${purpose}`),
            value: [street, number, postalCode, city, format.country(country)].filter((part) => part).join(", "),
          }))}
        />
      )}
    </Section>
  );
}
