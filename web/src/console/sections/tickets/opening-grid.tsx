import { FormCheckbox } from "../../form/fields";
import { useText } from "../../i18n/texts";
import { AUDIENCES, TICKET_FIELDS } from "./tickets-plan";

/** For whom each field is mandatory when a ticket is opened. */
export function OpeningGrid() {
  const text = useText();
  return (
    <table className="opening-grid">
      <caption className="visually-hidden">{text("tickets-opening-description")}</caption>
      <thead>
        <tr>
          <th scope="col">{text("tickets-field")}</th>
          {AUDIENCES.map((audience) => (
            <th key={audience} scope="col">
              {text(`value-requiredFor-${audience}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {TICKET_FIELDS.map((field) => (
          <tr key={field}>
            <th scope="row">{text(`value-field-${field}`)}</th>
            {AUDIENCES.map((audience) => (
              <td key={audience}>
                <FormCheckbox
                  name={`opening_${field}.${audience}`}
                  label={text("tickets-opening-cell", {
                    field: text(`value-field-${field}`),
                    audience: text(`value-requiredFor-${audience}`),
                  })}
                  isLabelHidden
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
