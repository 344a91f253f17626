import type { SettingsFragment } from "../../graphql/types.generated";
import type { Format } from "../../i18n/format";
import type { Text } from "../../i18n/texts";
import type { SettingsFormPlan } from "../../saving/use-settings-form";
import { orNull } from "../../saving/values";
import { readTime, type Shift, writeTime } from "./week";

/** A holiday as it is typed: a new one has no day yet. */
export type Holiday = { date: string | null; name: string };

/** The section's values. Shifts stand in the order in which they were added, as their fields do on the page. */
export type BusinessHoursValues = { timeZone: string; shifts: Shift[]; holidays: Holiday[] };

/** How the section is read out of the settings and changed. */
export function businessHoursPlan(text: Text, format: Format): SettingsFormPlan<BusinessHoursValues> {
  const listed = (values: readonly string[]) => (values.length === 0 ? text("value-none") : format.list(values));
  return {
    select: valuesOf,
    check: ({ shifts, holidays }) => [
      ...shifts.flatMap(({ opens, closes }, index) => [
        ...refusedIf(readTime(opens, false) === null, ["shifts", String(index), "opens"], text("business-hours-no-time")),
        ...refusedIf(readTime(closes, true) === null, ["shifts", String(index), "closes"], text("business-hours-no-time")),
      ]),
      ...holidays.flatMap(({ date }, index) =>
        refusedIf(date === null, ["holidays", String(index), "date"], text("business-hours-no-date")),
      ),
    ],
    // What is no time or no day has been refused by the check, so that none is left out here.
    edits: ({ timeZone, shifts, holidays }) => [
      {
        updateBusinessHours: {
          timeZone,
          shifts: shifts?.flatMap(({ day, opens, closes }) => {
            const from = readTime(opens, false);
            const to = readTime(closes, true);
            return from === null || to === null ? [] : [{ day, opens: writeTime(from), closes: writeTime(to) }];
          }),
          holidays: holidays?.flatMap(({ date, name }) => (date === null ? [] : [{ date, name: orNull(name) }])),
        },
      },
    ],
    describe: {
      timeZone: { label: text("field-businessHours-timeZone"), show: (timeZone) => timeZone },
      shifts: {
        label: text("field-businessHours-shifts"),
        show: (shifts) =>
          listed(
            shifts.map(({ day, opens, closes }) =>
              text("value-shift", { day: text(`value-day-${day}`), opens, closes }),
            ),
          ),
      },
      holidays: {
        label: text("field-businessHours-holidays"),
        show: (holidays) =>
          listed(
            holidays.map(({ date, name }) => {
              const day = date === null ? text("value-none") : format.day(date);
              return name === "" ? day : text("value-holiday", { date: day, name });
            }),
          ),
      },
    },
    // A shift as a whole is where it begins.
    fieldOf: (path) => (path[0] === "shifts" && path.length === 2 ? `shifts.${path[1]}.opens` : null),
  };
}

function valuesOf({ businessHours }: SettingsFragment): BusinessHoursValues {
  const { timeZone, shifts, holidays } = businessHours;
  return {
    timeZone,
    shifts: shifts.map(({ day, opens, closes }) => ({ day, opens, closes })),
    holidays: holidays.map(({ date, name }) => ({ date, name: name ?? "" })),
  };
}

function refusedIf(isWrong: boolean, path: readonly string[], message: string) {
  return isWrong ? [{ path, message }] : [];
}
