import type { Format } from "../i18n/format";
import type { Text } from "../i18n/texts";
import { type Holiday, type Shift, tellHoliday, tellShifts } from "./hours";
import { isObject, nameOf, type Names } from "./names";
import { type Collection, isConstant, placeOf } from "./paths";

/** What values are told with. */
export type Teller = { readonly text: Text; readonly format: Format; readonly names: Names };

type Json = Readonly<Record<string, unknown>>;

/** The fields whose values are constants with a text for each. */
const ENUMS = new Set([
  "kind",
  "purpose",
  "rank",
  "language",
  "requiredFor",
  "style",
  "reset",
  "entryType",
  "activitySuggestion",
  "periodTypeDefinition",
  "role",
  "permissions",
]);

/** Lists that say something when they are empty. */
const EMPTY_LISTS: Readonly<Record<string, string>> = {
  requiredFor: "value-requiredFor-nobody",
  actions: "value-actions-all",
  shifts: "value-shifts-none",
  holidays: "value-holidays-none",
};

/** A value in the reader's words. What it is follows from where it stands. */
export function tell(value: unknown, path: readonly string[], teller: Teller): string {
  const { text, format, names } = teller;
  const { collection, field } = placeOf(path);
  if (value === null || value === undefined || value === "") {
    return text("value-none");
  }
  if (typeof value === "boolean") {
    return text(value ? "value-yes" : "value-no");
  }
  if (typeof value === "number") {
    return format.number(value);
  }
  if (Array.isArray(value)) {
    return tellList(value, path, teller);
  }
  if (isObject(value)) {
    return collection === null ? JSON.stringify(value) : tellElement(collection, value, path, teller);
  }
  const plain = String(value);
  if (field === "country") {
    return format.country(plain);
  }
  if (field === "actions") {
    return text(`value-action-${plain}`);
  }
  if (field === "id") {
    return names.get(plain) ?? text("value-unnamed");
  }
  if (/^\d{4}-\d{2}-\d{2}T/.test(plain)) {
    return format.moment(plain);
  }
  // The state of an address is one that people live in.
  const isEnum = ENUMS.has(field) || (field === "state" && collection !== "addresses");
  return isEnum && isConstant(plain) ? text(`value-${field}-${plain}`) : plain;
}

function tellList(values: readonly unknown[], path: readonly string[], teller: Teller): string {
  const { text, format } = teller;
  const { field } = placeOf(path);
  if (values.length === 0) {
    return text(EMPTY_LISTS[field] ?? "value-none");
  }
  if (field === "shifts") {
    return tellShifts(values as readonly Shift[], text, format);
  }
  if (field === "holidays") {
    return format.list((values as readonly Holiday[]).map((holiday) => tellHoliday(holiday, text, format)));
  }
  return format.list(values.map((value) => tell(value, path, teller)));
}

/** An element with what is known of it: "ana@example.com (Personal, main e-mail)". */
function tellElement(collection: Collection, element: Json, path: readonly string[], teller: Teller): string {
  const name = nameOf(collection, element) ?? teller.text("value-unnamed");
  const details = detailsOf(collection, element, path, teller);
  return details === "" ? name : teller.text("value-element", { name, details });
}

/** What there is to know of an element beside its name; empty where there is nothing. */
export function detailsOf(collection: Collection, element: Json, path: readonly string[], teller: Teller): string {
  const { text } = teller;
  const at = (field: string) => tell(element[field], [...path, field], teller);
  const given = (...fields: string[]) =>
    fields.flatMap((field) => (element[field] === null || element[field] === undefined ? [] : [at(field)]));
  switch (collection) {
    case "contacts":
      return join([...given("kind"), element.isPrimary === true ? text("value-main-email") : null]);
    case "otherContacts":
      return join(given("kind", "label"));
    case "addresses":
      return join(
        given("purpose", "rank", "complement", "reference", "district", "city", "state", "postalCode", "country"),
      );
    case "activities":
      return element.active === false ? text("value-inactive") : "";
    case "accessProfiles": {
      const activity = isObject(element.timeTrackingActivity) ? element.timeTrackingActivity.id : null;
      return join([
        ...given("role"),
        typeof activity === "string"
          ? text("value-with-activity", { activity: tell(activity, [...path, "id"], teller) })
          : null,
      ]);
    }
    case "apiKeys":
      return join([
        at("permissions"),
        typeof element.expiresAt === "string" ? text("value-until", { moment: at("expiresAt") }) : null,
      ]);
    case "webhookEndpoints":
      return join(given("description", "actions"));
  }
}

function join(parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null).join("; ");
}
