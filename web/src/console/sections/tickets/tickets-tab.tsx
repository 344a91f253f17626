import { useFormat } from "../../i18n/format";
import { useText } from "../../i18n/texts";
import { Subsection, Values } from "../../kit/section";
import { useSettings } from "../../session/account";

/** Which fields of tickets are mandatory, and how tickets are numbered. */
export function TicketsTab() {
  const text = useText();
  const format = useFormat();
  const { opening, attendance, numbering } = useSettings().parameters.tickets;
  return (
    <>
      <Subsection title={text("field-parameters-tickets-opening-requiredFor")}>
        <Values
          entries={opening.map(({ field, requiredFor }) => ({
            label: text(`value-field-${field}`),
            value:
              requiredFor.length === 0
                ? text("value-none")
                : format.list(requiredFor.map((audience) => text(`value-requiredFor-${audience}`))),
          }))}
        />
      </Subsection>
      <Subsection title={text("tickets-numbering")}>
        <Values
          entries={[
            { label: text("field-parameters-tickets-numbering-style"), value: text(`value-style-${numbering.style}`) },
            { label: text("field-parameters-tickets-numbering-pattern"), value: numbering.pattern },
            { label: text("field-parameters-tickets-numbering-reset"), value: text(`value-reset-${numbering.reset}`) },
          ]}
        />
      </Subsection>
      <Subsection title={text("field-parameters-tickets-attendance-required")}>
        <Values
          entries={attendance.map(({ field, required }) => ({
            label: text(`value-field-${field}`),
            value: text(required ? "value-yes" : "value-no"),
          }))}
        />
      </Subsection>
    </>
  );
}
