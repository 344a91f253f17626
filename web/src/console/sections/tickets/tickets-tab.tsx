import { FormCheckbox, FormRadioGroup, FormSelect } from "../../form/fields";
import type { NumberingStyle, SequenceReset } from "../../graphql/types.generated";
import { useFormat } from "../../i18n/format";
import { useText } from "../../i18n/texts";
import { FieldRow } from "../../kit/field";
import { Subsection } from "../../kit/section";
import { SectionForm } from "../../saving/section-form";
import { useSettingsForm } from "../../saving/use-settings-form";
import { usePermission } from "../../session/account";
import { NextNumbers } from "./next-numbers";
import { OpeningGrid } from "./opening-grid";
import { PatternField } from "./pattern-field";
import { TICKET_FIELDS, ticketsPlan, type TicketsValues } from "./tickets-plan";
import "./tickets-tab.css";

const STYLES: readonly NumberingStyle[] = ["SIMPLE", "PROTOCOL"];
const RESETS: readonly SequenceReset[] = ["DAILY", "MONTHLY", "YEARLY", "NEVER"];

/** Which fields of tickets are mandatory, and how tickets are numbered. */
export function TicketsTab() {
  const text = useText();
  const format = useFormat();
  const canChange = usePermission("MANAGE_PARAMETERS");
  const settingsForm = useSettingsForm<TicketsValues>(ticketsPlan(text, format));
  return (
    <SectionForm settingsForm={settingsForm} canChange={canChange} path="parameters.tickets">
      <Subsection title={text("tickets-opening")} description={text("tickets-opening-description")}>
        <OpeningGrid />
      </Subsection>
      <Subsection title={text("tickets-numbering")}>
        <FormRadioGroup
          name="numbering.style"
          label={text("tickets-numbering-style")}
          options={STYLES.map((style) => ({
            value: style,
            label: text(`value-style-${style}`),
            description: text(`tickets-style-${style}`),
          }))}
        />
        <FieldRow>
          <PatternField />
          <FormSelect
            name="numbering.reset"
            label={text("field-parameters-tickets-numbering-reset")}
            description={text("tickets-reset-description")}
            options={RESETS.map((reset) => ({ value: reset, label: text(`value-reset-${reset}`) }))}
          />
        </FieldRow>
        <NextNumbers />
      </Subsection>
      <Subsection title={text("tickets-attendance")} description={text("tickets-attendance-description")}>
        <div className="attendance" role="group" aria-label={text("tickets-attendance")}>
          {TICKET_FIELDS.map((field) => (
            <FormCheckbox key={field} name={`attendance_${field}`} label={text(`value-field-${field}`)} />
          ))}
        </div>
      </Subsection>
    </SectionForm>
  );
}
