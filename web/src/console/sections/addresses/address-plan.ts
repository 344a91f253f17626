import type { SettingsFragment } from "../../graphql/types.generated";
import { useFormat } from "../../i18n/format";
import { useText } from "../../i18n/texts";
import type { SettingsFormPlan } from "../../saving/use-settings-form";
import { orNull, orNullIfPresent } from "../../saving/values";
import { type Address, type AddressValues, primaryCountry } from "./addresses";

/** How an address, or a new one, is read and changed. */
export function useAddressPlan(address: Address | null, onSaved: () => void): SettingsFormPlan<AddressValues> {
  const text = useText();
  const format = useFormat();
  const shown = (name: keyof AddressValues) => ({
    label: text(`field-addresses-${name}`),
    show: (value: string) => value || text("value-none"),
  });
  return {
    select: (settings) => {
      if (address === null) {
        return newAddress(settings);
      }
      const current = settings.addresses.find(({ id }) => id === address.id);
      return current ? valuesOf(current) : null;
    },
    edits: (changed, values) =>
      address === null ? [{ addAddress: wholeInput(values) }] : [{ updateAddress: { id: address.id, ...changedInput(changed) } }],
    describe: {
      purpose: { ...shown("purpose"), show: (purpose) => text(`value-purpose-${purpose}`) },
      rank: {
        ...shown("rank"),
        show: (rank) => (rank === "NONE" ? text("addresses-rank-none") : text(`value-rank-${rank}`)),
      },
      street: shown("street"),
      number: shown("number"),
      complement: shown("complement"),
      reference: shown("reference"),
      district: shown("district"),
      city: shown("city"),
      state: shown("state"),
      postalCode: shown("postalCode"),
      country: { ...shown("country"), show: (country) => (country === "" ? text("value-none") : format.country(country)) },
    },
    onSaved,
  };
}

/** Whoever adds one has most likely another one in the same country. */
function newAddress({ addresses }: SettingsFragment): AddressValues {
  return {
    purpose: "BILLING",
    rank: "NONE",
    street: "",
    number: "",
    complement: "",
    reference: "",
    district: "",
    city: "",
    state: "",
    postalCode: "",
    country: primaryCountry(addresses) ?? addresses[0]?.country ?? "",
  };
}

function valuesOf(address: Address): AddressValues {
  const { purpose, rank, street, number, complement, reference, district, city, state, postalCode, country } = address;
  return {
    purpose,
    rank: rank ?? "NONE",
    street,
    number: number ?? "",
    complement: complement ?? "",
    reference: reference ?? "",
    district: district ?? "",
    city,
    state: state ?? "",
    postalCode: postalCode ?? "",
    country,
  };
}

function wholeInput({ rank, number, complement, reference, district, state, postalCode, ...needed }: AddressValues) {
  return {
    ...needed,
    rank: rank === "NONE" ? null : rank,
    number: orNull(number),
    complement: orNull(complement),
    reference: orNull(reference),
    district: orNull(district),
    state: orNull(state),
    postalCode: orNull(postalCode),
  };
}

function changedInput(changed: Partial<AddressValues>) {
  const { rank, number, complement, reference, district, state, postalCode, ...needed } = changed;
  return {
    ...needed,
    rank: rank === "NONE" ? null : rank,
    number: orNullIfPresent(number),
    complement: orNullIfPresent(complement),
    reference: orNullIfPresent(reference),
    district: orNullIfPresent(district),
    state: orNullIfPresent(state),
    postalCode: orNullIfPresent(postalCode),
  };
}
