import type { Format } from "../i18n/format";
import type { Text } from "../i18n/texts";

/** A shift of the week, as the API tells it. */
export type Shift = { readonly day: string; readonly opens: string; readonly closes: string };

/** A holiday, as the API tells it. */
export type Holiday = { readonly date: string; readonly name: string | null };

const DAYS = ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"] as const;

/** A week as one says it: days with the same hours together, as in "Monday to Friday 08:00–12:00 and 13:00–17:30". */
export function tellShifts(shifts: readonly Shift[], text: Text, format: Format): string {
  const hoursOf = (day: string) =>
    format.list(shifts.filter((shift) => shift.day === day).map((shift) => tellHours(shift, text)));
  const groups: { hours: string; days: string[] }[] = [];
  for (const day of DAYS) {
    const hours = hoursOf(day);
    const group = groups.find((group) => group.hours === hours);
    if (hours !== "" && group !== undefined) {
      group.days.push(day);
    } else if (hours !== "") {
      groups.push({ hours, days: [day] });
    }
  }
  return groups.map(({ hours, days }) => text("value-hours", { days: tellDays(days, text, format), hours })).join("; ");
}

function tellHours({ opens, closes }: Shift, text: Text): string {
  if (opens === closes) {
    return opens === "00:00" ? text("value-hours-all-day") : text("value-hours-whole-day", { opens });
  }
  // A shift that ends at midnight or after it does so on the next day; of midnight itself that need not be said.
  const endsNextDay = closes < opens && closes !== "00:00";
  return text(endsNextDay ? "value-hours-next-day" : "value-hours-same-day", { opens, closes });
}

/** Three days or more in a row are told as "Monday to Friday". */
function tellDays(days: readonly string[], text: Text, format: Format): string {
  const runs: string[][] = [];
  for (const day of days) {
    const run = runs.at(-1);
    if (run !== undefined && indexOf(run.at(-1)) + 1 === indexOf(day)) {
      run.push(day);
    } else {
      runs.push([day]);
    }
  }
  const name = (day: string | undefined) => text(`value-day-${day}`);
  return format.list(
    runs.flatMap((run) =>
      run.length > 2 ? [text("value-days", { first: name(run[0]), last: name(run.at(-1)) })] : run.map(name),
    ),
  );
}

function indexOf(day: string | undefined): number {
  return DAYS.findIndex((known) => known === day);
}

/** A holiday's date, with what it is called. */
export function tellHoliday({ date, name }: Holiday, text: Text, format: Format): string {
  return name === null || name === "" ? format.day(date) : text("value-holiday", { date: format.day(date), name });
}

/** The holidays that are only in the first list. */
export function holidaysOnlyIn(holidays: readonly Holiday[], others: readonly Holiday[]): readonly Holiday[] {
  return holidays.filter(({ date, name }) => !others.some((other) => other.date === date && other.name === name));
}
