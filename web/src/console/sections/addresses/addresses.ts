import type { AddressesSectionFragment, AddressPurpose, AddressRank } from "../../graphql/types.generated";

/** A postal address of the company. */
export type Address = AddressesSectionFragment["addresses"][number];

/** What is typed of one; an empty text is none. */
export type AddressValues = {
  purpose: AddressPurpose;
  rank: AddressRank | "NONE";
  street: string;
  number: string;
  complement: string;
  reference: string;
  district: string;
  city: string;
  state: string;
  postalCode: string;
  country: string;
};

/** The country that reads telephones without a country code; null where no address is the primary one. */
export function primaryCountry(addresses: readonly Address[]): string | null {
  return addresses.find(({ rank }) => rank === "PRIMARY")?.country ?? null;
}
