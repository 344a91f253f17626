const HOUR_MS = 3_600_000;

/** The day of the calendar in a time zone, as ISO 8601 writes it. */
export function dayIn(timeZone: string, moment: Date): string {
  const parts = new Intl.DateTimeFormat("en", {
    timeZone,
    calendar: "iso8601",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  }).formatToParts(moment);
  const part = (wanted: string) => parts.find(({ type }) => type === wanted)?.value ?? "";
  return `${part("year")}-${part("month")}-${part("day")}`;
}

/** The day after a day. */
export function nextDay(day: string): string {
  return new Date(Date.parse(day) + 24 * HOUR_MS).toISOString().slice(0, 10);
}

/** A moment, as RFC 3339 writes it, at which it is that day in a time zone. */
export function momentOn(day: string, timeZone: string): string {
  // Zones are up to 14 hours ahead of UTC and 12 behind it: one of these is within the day.
  const noon = Date.parse(`${day}T12:00:00Z`);
  const moments = [0, -12, 12].map((hours) => new Date(noon + hours * HOUR_MS));
  return (moments.find((moment) => dayIn(timeZone, moment) === day) ?? new Date(noon)).toISOString();
}
