import type { Text } from "../../i18n/texts";

/** Names that the database has by now, which browsers still know by older ones; and UTC, which they leave out. */
const NEWER_NAMES = [
  "America/Argentina/Buenos_Aires",
  "America/Nuuk",
  "Asia/Ho_Chi_Minh",
  "Asia/Kathmandu",
  "Asia/Kolkata",
  "Asia/Yangon",
  "Europe/Kyiv",
  "UTC",
];

/** The names of time zones that the browser knows, in the order of the alphabet, with the one that holds. */
export function timeZonesWith(current: string): readonly string[] {
  return [...new Set([...Intl.supportedValuesOf("timeZone"), ...NEWER_NAMES, current])].sort();
}

/** How far a zone's clocks are from UTC now, such as `UTC−05:00`; null where the browser does not know the zone. */
export function offsetOf(timeZone: string): string | null {
  try {
    const parts = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" }).formatToParts();
    const offset = parts.find(({ type }) => type === "timeZoneName")?.value.replace("GMT", "UTC").replace("-", "−");
    return offset === "UTC" ? "UTC+00:00" : (offset ?? null);
  } catch {
    return null;
  }
}

/** What is told below the field: how far the zone is from UTC, where that is known, and how to find another one. */
export function describeZone(text: Text, timeZone: string): string {
  const offset = offsetOf(timeZone);
  return offset === null ? text("business-hours-zone-search") : text("business-hours-zone-offset", { offset });
}
