import type { ChangeFragment, SettingsFragment } from "../graphql/types.generated";
import { type Collection, placeOf } from "./paths";

/** What elements are called, by their live ids. */
export type Names = ReadonlyMap<string, string>;

type Json = Readonly<Record<string, unknown>>;

/** The field by which an element is known. */
const NAMING: { readonly [C in Collection]: string } = {
  contacts: "email",
  otherContacts: "value",
  addresses: "street",
  activities: "name",
  accessProfiles: "name",
  apiKeys: "name",
  webhookEndpoints: "url",
};

/** What an element is called: an e-mail, a name, or the street and number. */
export function nameOf(collection: Collection, element: Json): string | null {
  const name = element[NAMING[collection]];
  if (typeof name !== "string") {
    return null;
  }
  return collection === "addresses" && typeof element.number === "string" ? `${name}, ${element.number}` : name;
}

/** The names of what the settings hold. */
export function namesIn(settings: SettingsFragment): Names {
  const collections = ["contacts", "otherContacts", "addresses", "activities", "accessProfiles"] as const;
  return new Map(
    collections.flatMap((collection) =>
      settings[collection].flatMap((element): [string, string][] => {
        const name = nameOf(collection, element);
        // What was read at a revision has the revision in its ids.
        return name === null ? [] : [[liveId(element.id), name]];
      }),
    ),
  );
}

/** The names that changes tell of themselves: of what came or went, and of what has another name since. */
export function namesFrom(changes: readonly ChangeFragment[]): Names {
  const names = new Map<string, string>();
  for (const { path, before, after } of changes) {
    const { collection, id, field } = placeOf(path);
    const told = before ?? after;
    if (collection === null) {
      continue;
    }
    if (field === "" && isObject(told)) {
      const name = nameOf(collection, told);
      if (name !== null) {
        names.set(id, name);
      }
    } else if (field === NAMING[collection] && typeof told === "string") {
      names.set(id, told);
    }
  }
  return names;
}

/** An element that a change speaks of, and the side on which it is there. */
export type Mention = { readonly id: string; readonly side: "before" | "after" };

/** The elements that changes name without telling their names. */
export function mentionsIn(changes: readonly ChangeFragment[]): readonly Mention[] {
  const own = namesFrom(changes);
  const mentions: Mention[] = [];
  for (const { path, before, after } of changes) {
    const { collection, id } = placeOf(path);
    if (collection !== null && path.length > 2) {
      mentions.push({ id, side: "after" });
    }
    if (collection === "accessProfiles") {
      for (const [side, value] of [["before", before], ["after", after]] as const) {
        const activity = isObject(value) && isObject(value.timeTrackingActivity) ? value.timeTrackingActivity.id : value;
        if (typeof activity === "string" && (path.at(-1) === "id" || path.length === 2)) {
          mentions.push({ id: activity, side });
        }
      }
    }
  }
  return mentions.filter(({ id }) => !own.has(id));
}

/** An id as it is now: those of another revision end with its number. */
export function liveId(id: string): string {
  return id.replace(/@.*$/, "");
}

/** Whether a value is an object with fields. */
export function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
