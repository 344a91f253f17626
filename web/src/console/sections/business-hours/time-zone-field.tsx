import { useField } from "../../form/fields";
import { useText } from "../../i18n/texts";
import { FieldLabel } from "../../kit/field";
import { later } from "../../kit/later";
import { Near } from "../../kit/near";
import { describeZone } from "./time-zones";

const TimeZoneSearch = later(() => import("./time-zone-search").then(({ TimeZoneSearch }) => TimeZoneSearch), <Room />);

/** The account's time zone. What searches the many zones is loaded where the reader comes near it. */
export function TimeZoneField() {
  return (
    <Near room={<Room />}>
      <TimeZoneSearch />
    </Near>
  );
}

/** The field as it will look. */
function Room() {
  const text = useText();
  const { field } = useField("timeZone");
  return (
    <div className="field">
      <FieldLabel label={text("field-businessHours-timeZone")} isRequired />
      <span className="field-input">{field.value}</span>
      <span className="field-description">{describeZone(text, field.value)}</span>
    </div>
  );
}
