import type { Address } from "./addresses";

type Part = string | null;
type Write = (address: Address) => readonly Part[];

/** An address as its country writes it, line by line, without the country. Nothing that is known is left out. */
export function addressLines(address: Address): readonly string[] {
  const { complement, country } = address;
  const town = TOWNS[country] ?? postalCodeFirst;
  return [streetLine(address), complement, ...town(address)].filter((line) => line !== null && line !== "") as string[];
}

/** The street with the number in its place. */
export function streetLine({ street, number, country }: Address): string {
  // A text such as "S/N" stands behind the street everywhere.
  if (number !== null && /^\d/.test(number)) {
    if (country === "CO") {
      return `${street} # ${number}`;
    }
    if (NUMBER_FIRST.has(country)) {
      return `${number} ${street}`;
    }
  }
  return join(WITH_COMMA.has(country) ? ", " : " ", street, number);
}

/** Where the number comes before the street. */
const NUMBER_FIRST = new Set(["AU", "CA", "FR", "GB", "IE", "IL", "IN", "LU", "NZ", "PH", "SG", "US", "ZA"]);

/** Where a comma stands between street and number. */
const WITH_COMMA = new Set(["AO", "BR", "ES", "IT", "MZ"]);

const postalCodeFirst: Write = ({ district, city, state, postalCode }) => [district, join(" ", postalCode, city), state];

const stateAndPostalCode: Write = ({ district, city, state, postalCode }) => [
  district,
  join(", ", city, join(" ", state, postalCode)),
];

const postalCodeLast: Write = ({ district, city, state, postalCode }) => [district, city, state, postalCode];

/** The lines below the street, where they are others than postal code and city. */
const TOWNS: Readonly<Record<string, Write>> = {
  AU: stateAndPostalCode,
  BR: ({ district, city, state, postalCode }) => [district, join(" - ", city, state), postalCode],
  CA: stateAndPostalCode,
  CO: ({ district, city, state, postalCode }) => [district, join(", ", city, state, postalCode)],
  GB: postalCodeLast,
  IE: postalCodeLast,
  IN: postalCodeLast,
  MX: ({ district, city, state, postalCode }) => [district, join(", ", join(" ", postalCode, city), state)],
  NZ: ({ district, city, state, postalCode }) => [district, join(" ", city, postalCode), state],
  PE: ({ district, city, state, postalCode }) => [district, join(" ", city, postalCode), state],
  US: stateAndPostalCode,
  ZA: postalCodeLast,
};

function join(separator: string, ...parts: readonly Part[]): string {
  return parts.filter((part) => part !== null && part !== "").join(separator);
}
