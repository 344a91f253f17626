import { now, parseDate, type ZonedDateTime } from "@internationalized/date";

/** How long a new key is good: for ever, for so many days, or through a day. */
export const EXPIRIES = ["NEVER", "30", "90", "365", "DATE"] as const;

export type Expiry = (typeof EXPIRIES)[number];

/** The moment from which on a key is no good; null for never, and where the day is missing. */
export function expiresAt(expiry: Expiry, day: string | null, timeZone: string): string | null {
  switch (expiry) {
    case "NEVER":
      return null;
    case "DATE":
      // It is good through the day, as the account's clocks have it.
      return day === null ? null : parseDate(day).add({ days: 1 }).toDate(timeZone).toISOString();
    default:
      return inDays(Number(expiry), timeZone).toAbsoluteString();
  }
}

/** The day after today, the first that can be chosen. */
export function tomorrow(timeZone: string): string {
  return inDays(1, timeZone).toString().slice(0, 10);
}

function inDays(days: number, timeZone: string): ZonedDateTime {
  return now(timeZone).add({ days });
}
