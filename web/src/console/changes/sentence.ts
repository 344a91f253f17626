import { type Holiday, holidaysOnlyIn, tellHoliday } from "./hours";
import type { WholeChange } from "./join-leaves";
import { isObject, nameOf } from "./names";
import { type Collection, placeOf } from "./paths";
import { detailsOf, tell, type Teller } from "./tell";

/** The values of the page that may be absent; the others are there from the beginning. */
const OPTIONAL = new Set(["legalName", "taxId", "website", "photo", "portalUrl"]);

/** What a change is of: the field, and of which element where there are several. */
export function labelOf(path: readonly string[], teller: Teller): string {
  const { text, names } = teller;
  const { collection, id, key, ticketField } = placeOf(path);
  if (collection !== null && key === "") {
    return text(`element-${collection}`);
  }
  const field = text(`field-${key}`);
  if (collection !== null) {
    const element = text(`element-${collection}`);
    const name = names.get(id);
    const owner = name === undefined ? element : text("change-of-element", { element, name });
    return text("change-of", { field, owner });
  }
  return ticketField === null ? field : text("change-of", { field, owner: text(`value-field-${ticketField}`) });
}

/** A change as a person would tell it. */
export function sentenceOf(change: WholeChange, teller: Teller): string {
  const { path, before, after, photos } = change;
  const { text } = teller;
  const { collection, id, key, field, ticketField } = placeOf(path);
  if (collection !== null && key === "") {
    return elementSentence(collection, change, teller);
  }
  const told = { before: tell(before, path, teller), after: tell(after, path, teller) };
  const ofTickets = ticketField === null ? "" : text(`value-field-${ticketField}`);
  if (before === null && collection === null && !OPTIONAL.has(path[path.length - 1] ?? "")) {
    // What an account begins with was not another value before.
    return text("change-begins", { label: labelOf(path, teller), after: told.after });
  }
  const owner = collection === null ? "" : ownerOf(collection, id, teller);
  const name = teller.names.get(id) ?? text("value-unnamed");
  if (typeof after === "boolean") {
    return text(`change-flag-${key}`, { state: after ? "on" : "off", name, field: ofTickets });
  }
  if (photos !== null) {
    return text(before === null ? "change-photo-set" : after === null ? "change-photo-cleared" : "change-photo");
  }
  switch (field) {
    case "requiredFor":
      return text(isEmpty(after) ? "change-requiredFor-nobody" : "change-requiredFor", { field: ofTickets, ...told });
    case "rank":
      return text("change-rank", { name, rank: String(after), ...told });
    case "holidays":
      return holidaysSentence(holidaysOf(before), holidaysOf(after), teller);
    default:
  }
  if (key === "apiKeys-state" && after === "REVOKED") {
    return text("change-revoked", { name });
  }
  if (field === "rotatedAt") {
    return text(`change-rotated-${collection}`, { name });
  }
  const what = text(`phrase-${key}`, { owner });
  if (isNothing(before)) {
    return text("change-set", { what, ...told });
  }
  return text(isNothing(after) ? "change-cleared" : "change-changed", { what, ...told });
}

function elementSentence(collection: Collection, { path, before, after }: WholeChange, teller: Teller): string {
  const { text } = teller;
  const element = isObject(after) ? after : isObject(before) ? before : {};
  const name = nameOf(collection, element) ?? text("value-unnamed");
  if (after === null) {
    return text(`change-removed-${collection}`, { name });
  }
  const details = detailsOf(collection, element, path, teller);
  const added = text(`change-added-${collection}`, { name });
  return details === "" ? text("change-element", { added }) : text("change-element-details", { added, details });
}

/** "of the contact ana@example.com", as it stands after the name of a field. */
function ownerOf(collection: Collection, id: string, { text, names }: Teller): string {
  const name = names.get(id);
  return name === undefined ? text(`owner-some-${collection}`) : text(`owner-${collection}`, { name });
}

/** Which came and which went: a whole list twice would leave that to the reader. */
function holidaysSentence(before: readonly Holiday[], after: readonly Holiday[], teller: Teller): string {
  const { text, format } = teller;
  const told = (holidays: readonly Holiday[]) =>
    format.list(holidays.map((holiday) => tellHoliday(holiday, text, format)));
  const added = holidaysOnlyIn(after, before);
  const removed = holidaysOnlyIn(before, after);
  return [
    added.length > 0 ? text("change-holidays-added", { count: added.length, holidays: told(added) }) : null,
    removed.length > 0 ? text("change-holidays-removed", { count: removed.length, holidays: told(removed) }) : null,
  ]
    .filter((sentence) => sentence !== null)
    .join(" ");
}

function holidaysOf(value: unknown): readonly Holiday[] {
  return Array.isArray(value) ? (value as readonly Holiday[]) : [];
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

/** Whether there was, or is, no value. An empty list of actions is one: it stands for all. */
function isNothing(value: unknown): boolean {
  return value === null || value === "";
}
