/** The lists of the settings, and what the account has beside them, whose elements have ids. */
const COLLECTIONS = [
  "contacts",
  "otherContacts",
  "addresses",
  "activities",
  "accessProfiles",
  "apiKeys",
  "webhookEndpoints",
] as const;

/** A list whose elements have ids. */
export type Collection = (typeof COLLECTIONS)[number];

/** What the path of a change says. */
export type Place = {
  /** The list, where the path leads into one. */
  readonly collection: Collection | null;
  /** The id of the element in the list. */
  readonly id: string;
  /** The name of the field for its texts, without ids: `contacts-email`. The element itself has none. */
  readonly key: string;
  /** The last field of the path. */
  readonly field: string;
  /** The field of tickets, such as `SERVICE`, whose requirement it is. */
  readonly ticketField: string | null;
};

/** Reads a path such as `contacts, con_1, email` or `parameters, tickets, opening, TAG, requiredFor`. */
export function placeOf(path: readonly string[]): Place {
  const collection = COLLECTIONS.find((name) => name === path[0]) ?? null;
  const fields = collection === null ? path : path.slice(2);
  const ticketField = fields.find(isConstant) ?? null;
  const names = fields.filter((segment) => !isConstant(segment));
  return {
    collection,
    id: collection === null ? "" : (path[1] ?? ""),
    key: (collection === null || names.length === 0 ? names : [collection, ...names]).join("-"),
    field: names.at(-1) ?? "",
    ticketField,
  };
}

/** Whether a text is written as GraphQL writes the values of enums. */
export function isConstant(text: string): boolean {
  return /^[A-Z][A-Z_]*$/.test(text);
}
