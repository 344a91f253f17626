import { useFormat } from "../../i18n/format";
import { useText } from "../../i18n/texts";
import { Section, Subsection } from "../../kit/section";
import { SectionForm } from "../../saving/section-form";
import { useSettingsForm } from "../../saving/use-settings-form";
import { usePermission } from "../../session/account";
import { WarningsAt } from "../../settings/warnings";
import { businessHoursPlan } from "./business-hours-plan";
import { Holidays } from "./holidays";
import { TimeZoneField } from "./time-zone-field";
import { WeekEditor } from "./week-editor";

/** When the company works: time zone, week and holidays. */
export function BusinessHoursSection() {
  const text = useText();
  const format = useFormat();
  const settingsForm = useSettingsForm(businessHoursPlan(text, format));
  return (
    <Section id="business-hours" title={text("business-hours-title")} description={text("business-hours-description")}>
      <SectionForm settingsForm={settingsForm} canChange={usePermission("MANAGE_BUSINESS_HOURS")} path="businessHours">
        <TimeZoneField />
        <Subsection title={text("field-businessHours-shifts")}>
          <WarningsAt paths={[["businessHours", "shifts"]]} />
          <WeekEditor />
        </Subsection>
        <Subsection
          title={text("field-businessHours-holidays")}
          description={text("business-hours-holidays-description")}
        >
          <Holidays />
        </Subsection>
      </SectionForm>
    </Section>
  );
}
