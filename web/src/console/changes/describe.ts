import { useMemo } from "react";
import type { ChangeFragment, SettingsFragment } from "../graphql/types.generated";
import { type Format, useFormat } from "../i18n/format";
import { type Text, useText } from "../i18n/texts";
import { useAccount } from "../session/account";

/** A change in the reader's words. */
export type DescribedChange = {
  /** What became of it: a value that is another, or an element that came or went. */
  readonly kind: "changed" | "added" | "removed";
  /** The field, and of which element where there are several: "Contact ana@example.com: e-mail". */
  readonly label: string;
  readonly before: string;
  readonly after: string;
  /** All of it in one sentence. */
  readonly sentence: string;
};

/** The lists of the settings, and what the account has beside them, whose elements have ids. */
const COLLECTIONS = new Set([
  "contacts",
  "otherContacts",
  "addresses",
  "activities",
  "accessProfiles",
  "apiKeys",
  "webhookEndpoints",
]);

type Json = Readonly<Record<string, unknown>>;

/** Tells a change in the reader's language. */
export function useDescribeChange(): (change: ChangeFragment) => DescribedChange {
  const text = useText();
  const format = useFormat();
  const { settings } = useAccount();
  return useMemo(() => (change) => describe(change, text, format, settings), [text, format, settings]);
}

function describe(change: ChangeFragment, text: Text, format: Format, settings: SettingsFragment | null): DescribedChange {
  const [collection = "", id = "", ...rest] = change.path;
  const isElement = COLLECTIONS.has(collection);
  const before = tell(change.before, change.path, text, format, settings);
  const after = tell(change.after, change.path, text, format, settings);

  if (isElement && rest.length === 0) {
    const kind = change.before === null ? "added" : change.after === null ? "removed" : "changed";
    const element = text(`element-${collection}`);
    const name = kind === "removed" ? before : after;
    const sentence =
      kind === "added"
        ? text("change-added", { element, name })
        : kind === "removed"
          ? text("change-removed", { element, name })
          : text("change-touched", { element, name });
    return { kind, label: element, before, after, sentence };
  }

  // A requirement of tickets stands at its field, whose name is no part of the label's.
  const segments = isElement ? [collection, ...rest] : change.path;
  const ticketField = segments.find(isConstant);
  const field = text(`field-${segments.filter((segment) => !isConstant(segment)).join("-")}`);
  const owner = isElement
    ? text("change-of-element", { element: text(`element-${collection}`), name: nameOf(settings, collection, id) })
    : ticketField === undefined
      ? null
      : text(`value-field-${ticketField}`);
  const label = owner === null ? field : text("change-of", { field, owner });
  return { kind: "changed", label, before, after, sentence: text("change-sentence", { label, before, after }) };
}

/** A value in the reader's words. What it is follows from where it stands. */
function tell(value: unknown, path: readonly string[], text: Text, format: Format, settings: SettingsFragment | null): string {
  if (value === null || value === undefined || value === "") {
    return text("value-none");
  }
  if (typeof value === "boolean") {
    return text(value ? "value-yes" : "value-no");
  }
  if (typeof value === "number") {
    return format.number(value);
  }
  const key = path.findLast((segment) => !isConstant(segment)) ?? "";
  if (Array.isArray(value)) {
    return value.length === 0
      ? text("value-none")
      : format.list(value.map((part: unknown) => tell(part, path, text, format, settings)));
  }
  if (typeof value === "object") {
    return tellObject(value as Json, text, format, settings);
  }
  const plain = String(value);
  if (path.includes("photo") && key === "url") {
    // The address of a photo is a digest, of which the beginning tells one from another.
    return text("value-photo", { digest: plain.replace(/^.*\/photos\//, "").slice(0, 6) });
  }
  if (key === "country") {
    return format.country(plain);
  }
  if (/^\d{4}-\d{2}-\d{2}T/.test(plain)) {
    return format.moment(plain);
  }
  return isConstant(plain) && ENUMS.has(key) ? text(`value-${key}-${plain}`) : plain;
}

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
  "state",
]);

function tellObject(value: Json, text: Text, format: Format, settings: SettingsFragment | null): string {
  const { day, opens, closes, date, name, email, street, url, formatted, id } = value;
  if (typeof day === "string") {
    return text("value-shift", { day: text(`value-day-${day}`), opens: String(opens), closes: String(closes) });
  }
  if (typeof date === "string") {
    return typeof name === "string" ? text("value-holiday", { date: format.day(date), name }) : format.day(date);
  }
  if (typeof street === "string") {
    return [street, value.number, value.city].filter((part) => typeof part === "string" && part !== "").join(", ");
  }
  const shown = [name, email, formatted, value.value, url].find((part) => typeof part === "string" && part !== "");
  if (typeof shown === "string") {
    return shown;
  }
  // A reference: what a profile names.
  return typeof id === "string" ? nameOf(settings, "activities", id) : JSON.stringify(value);
}

/** What an element is called now; its id where it is not there any more. */
function nameOf(settings: SettingsFragment | null, collection: string, id: string): string {
  switch (collection) {
    case "contacts":
      return settings?.contacts.find((contact) => contact.id === id)?.email ?? id;
    case "otherContacts":
      return settings?.otherContacts.find((contact) => contact.id === id)?.value ?? id;
    case "addresses":
      return settings?.addresses.find((address) => address.id === id)?.street ?? id;
    case "activities":
      return settings?.activities.find((activity) => activity.id === id)?.name ?? id;
    case "accessProfiles":
      return settings?.accessProfiles.find((profile) => profile.id === id)?.name ?? id;
    default:
      return id;
  }
}

function isConstant(segment: string): boolean {
  return /^[A-Z][A-Z_]*$/.test(segment);
}
