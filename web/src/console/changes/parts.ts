/** A part of what the history tells of: a section of the settings page, or what the account has beside them. */
export type Part = {
  /** Its name in addresses. */
  readonly id: string;
  /** The message of its title. */
  readonly title: string;
  /** What the paths of its changes begin with. */
  readonly prefix: readonly string[];
};

/** The parts in the order of the page, the keys and webhooks after it. */
export const PARTS: readonly Part[] = [
  { id: "company", title: "company-title", prefix: ["company"] },
  { id: "contacts", title: "contacts-title", prefix: ["contacts"] },
  { id: "other-contacts", title: "other-contacts-title", prefix: ["otherContacts"] },
  { id: "addresses", title: "addresses-title", prefix: ["addresses"] },
  { id: "environment", title: "environment-title", prefix: ["parameters", "environment"] },
  { id: "tickets", title: "tickets-title", prefix: ["parameters", "tickets"] },
  { id: "additional-modules", title: "additional-modules-title", prefix: ["parameters", "additionalModules"] },
  { id: "activities", title: "part-activities", prefix: ["activities"] },
  { id: "access-profiles", title: "part-access-profiles", prefix: ["accessProfiles"] },
  { id: "business-hours", title: "business-hours-title", prefix: ["businessHours"] },
  { id: "api-keys", title: "api-keys-title", prefix: ["apiKeys"] },
  { id: "webhooks", title: "webhooks-title", prefix: ["webhookEndpoints"] },
];

/** Whether a path is, or lies below, another one. */
export function isWithin(path: readonly string[], prefix: readonly string[]): boolean {
  return prefix.every((segment, position) => path[position] === segment);
}

/** Things with paths, by the part in which they lie; a part without any is left out. */
export function byPart<T extends { readonly path: readonly string[] }>(
  things: readonly T[],
): readonly { readonly part: Part; readonly things: readonly T[] }[] {
  return PARTS.map((part) => ({ part, things: things.filter(({ path }) => isWithin(path, part.prefix)) })).filter(
    ({ things }) => things.length > 0,
  );
}
