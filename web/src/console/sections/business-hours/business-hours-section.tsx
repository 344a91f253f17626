import { useFormat } from "../../i18n/format";
import { useText } from "../../i18n/texts";
import { Section, Values } from "../../kit/section";
import { useSettings } from "../../session/account";
import { WarningsAt } from "../../settings/warnings";

/** When the company works: time zone, week and holidays. */
export function BusinessHoursSection() {
  const text = useText();
  const format = useFormat();
  const { timeZone, shifts, holidays } = useSettings().businessHours;
  const week = shifts.map(({ day, opens, closes }) =>
    text("value-shift", { day: text(`value-day-${day}`), opens, closes }),
  );
  const days = holidays.map(({ date, name }) =>
    name === null ? format.day(date) : text("value-holiday", { date: format.day(date), name }),
  );
  return (
    <Section id="business-hours" title={text("business-hours-title")} description={text("business-hours-description")}>
      <WarningsAt paths={[["businessHours"]]} />
      <Values
        entries={[
          { label: text("field-businessHours-timeZone"), value: timeZone },
          { label: text("field-businessHours-shifts"), value: shifts.length === 0 ? text("value-none") : format.list(week) },
          {
            label: text("field-businessHours-holidays"),
            value: holidays.length === 0 ? text("value-none") : format.list(days),
          },
        ]}
      />
    </Section>
  );
}
