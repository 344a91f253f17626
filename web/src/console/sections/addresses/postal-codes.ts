/** The countries whose postal codes are checked, with an example of each form; those of others are texts. */
const POSTAL_CODES: Readonly<Record<string, readonly string[]>> = {
  AR: ["1425", "C1425CLZ"],
  BR: ["01310-100"],
  CL: ["8320000"],
  CO: ["110111"],
  ES: ["28001"],
  MX: ["06000"],
  PE: ["15001"],
  PT: ["1000-001"],
  US: ["90210", "90210-1234"],
};

/** What the country's postal codes look like, and whether a hyphen that may be left out is in them; null where they are texts. */
export function postalCodesOf(country: string): { readonly examples: readonly string[]; readonly hasHyphen: boolean } | null {
  const examples = POSTAL_CODES[country];
  return examples === undefined ? null : { examples, hasHyphen: examples.some((example) => example.includes("-")) };
}
