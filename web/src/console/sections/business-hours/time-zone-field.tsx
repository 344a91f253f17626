import { useField } from "../../form/fields";
import { useText } from "../../i18n/texts";
import { later } from "../../kit/later";
import { Near } from "../../kit/near";

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
      <span className="field-label">{text("field-businessHours-timeZone")}</span>
      <span className="field-input">{field.value}</span>
      <span className="field-description">{text("business-hours-zone-search")}</span>
    </div>
  );
}
