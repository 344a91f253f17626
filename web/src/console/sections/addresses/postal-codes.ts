/** The forms of a country's postal codes, where 9 is a digit and A a letter, and an example of each. */
type PostalCodes = { readonly forms: readonly string[]; readonly examples: readonly string[] };

/** The countries whose postal codes are checked; those of others are texts. */
const POSTAL_CODES: Readonly<Record<string, PostalCodes>> = {
  AR: { forms: ["9999", "A9999AAA"], examples: ["1425", "C1425CLZ"] },
  BR: { forms: ["99999-999"], examples: ["01310-100"] },
  CL: { forms: ["9999999"], examples: ["8320000"] },
  CO: { forms: ["999999"], examples: ["110111"] },
  ES: { forms: ["99999"], examples: ["28001"] },
  MX: { forms: ["99999"], examples: ["06000"] },
  PE: { forms: ["99999"], examples: ["15001"] },
  PT: { forms: ["9999-999"], examples: ["1000-001"] },
  US: { forms: ["99999", "99999-9999"], examples: ["90210", "90210-1234"] },
};

/** How the country writes its postal codes; null where they are texts. */
export function postalCodesOf(country: string): PostalCodes | null {
  return POSTAL_CODES[country] ?? null;
}
