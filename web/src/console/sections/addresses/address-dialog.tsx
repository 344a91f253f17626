import { useMemo } from "react";
import { useWatch } from "react-hook-form";
import { FormComboBox } from "../../form/combo-box";
import { FormRadioGroup, FormSelect, FormText } from "../../form/fields";
import type { AddressPurpose, AddressRank } from "../../graphql/types.generated";
import { useFormat } from "../../i18n/format";
import { useLanguages, useText } from "../../i18n/texts";
import { FieldRow } from "../../kit/field";
import { FormDialog } from "../../saving/section-form";
import { useSettingsForm } from "../../saving/use-settings-form";
import { useSettings } from "../../session/account";
import { streetLine } from "./address-format";
import { useAddressPlan } from "./address-plan";
import type { Address } from "./addresses";
import { countryOptions } from "./countries";
import { postalCodesOf } from "./postal-codes";

const PURPOSES: readonly AddressPurpose[] = ["BILLING", "DELIVERY", "COMMERCIAL", "RESIDENTIAL", "OTHER"];
const RANKS: readonly AddressRank[] = ["PRIMARY", "SECONDARY"];

type Props = {
  /** Null: a new one. */
  readonly address: Address | null;
  readonly onClose: () => void;
};

/** An address: what it is for, its rank, and its parts. */
export function AddressDialog({ address, onClose }: Props) {
  const text = useText();
  const format = useFormat();
  const { locale } = useLanguages();
  const settingsForm = useSettingsForm(useAddressPlan(address, onClose));
  const { control } = settingsForm.form;
  const country = useWatch({ control, name: "country" });
  const postalCodes = postalCodesOf(country);
  const countries = useMemo(() => countryOptions(format.country, locale), [format, locale]);
  return (
    <FormDialog
      settingsForm={settingsForm}
      title={text(address === null ? "addresses-add" : "addresses-edit")}
      onClose={onClose}
    >
      <FormSelect
        name="purpose"
        label={text("field-addresses-purpose")}
        options={PURPOSES.map((purpose) => ({ value: purpose, label: text(`value-purpose-${purpose}`) }))}
      />
      <FormRadioGroup name="rank" label={text("field-addresses-rank")} options={useRankOptions(address)} />
      <FormText name="street" label={text("field-addresses-street")} isRequired />
      <FieldRow>
        <FormText name="number" label={text("field-addresses-number")} description={text("addresses-number-description")} />
        <FormText
          name="complement"
          label={text("field-addresses-complement")}
          description={text("addresses-complement-description")}
        />
      </FieldRow>
      <FormText
        name="reference"
        label={text("field-addresses-reference")}
        description={text("addresses-reference-description")}
      />
      <FieldRow>
        <FormText name="district" label={text("field-addresses-district")} />
        <FormText name="city" label={text("field-addresses-city")} isRequired />
      </FieldRow>
      <FormText name="state" label={text("field-addresses-state")} />
      <FieldRow>
        <FormText
          name="postalCode"
          label={text("field-addresses-postalCode")}
          description={
            postalCodes === null
              ? text("addresses-postal-code-text")
              : text(postalCodes.hasHyphen ? "addresses-postal-code-form" : "addresses-postal-code-digits", {
                  example: format.oneOf(postalCodes.examples),
                })
          }
        />
        <FormComboBox name="country" label={text("field-addresses-country")} options={countries} isRequired />
      </FieldRow>
    </FormDialog>
  );
}

/** The ranks, each with what it means and from which address it would be taken. */
function useRankOptions(address: Address | null) {
  const text = useText();
  const { addresses } = useSettings();
  const ranks = RANKS.map((rank) => {
    const holder = addresses.find((other) => other.rank === rank && other.id !== address?.id);
    const meaning = rank === "PRIMARY" ? [text("addresses-primary-description")] : [];
    const loss =
      holder === undefined
        ? []
        : [text("addresses-rank-taken", { address: `${streetLine(holder)}, ${holder.city}` })];
    const description = [...meaning, ...loss].join(" ");
    return { value: rank, label: text(`value-rank-${rank}`), ...(description !== "" && { description }) };
  });
  return [{ value: "NONE" as const, label: text("addresses-rank-none") }, ...ranks];
}
