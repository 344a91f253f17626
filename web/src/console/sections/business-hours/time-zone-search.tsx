import { useMemo } from "react";
import { useField } from "../../form/fields";
import { useText } from "../../i18n/texts";
import { SearchSelect } from "../../kit/search-select";
import { useSettings } from "../../session/account";
import { describeZone, offsetOf, timeZonesWith } from "./time-zones";

/** The time zone, found by a part of its name. Names that only the server knows can be typed. */
export function TimeZoneSearch() {
  const text = useText();
  const { timeZone } = useSettings().businessHours;
  const { field, isReadOnly, error, place } = useField("timeZone");
  const options = useMemo(() => timeZonesWith(timeZone), [timeZone]);
  return (
    <SearchSelect
      {...place}
      name="timeZone"
      label={text("field-businessHours-timeZone")}
      description={describeZone(text, field.value)}
      options={options}
      describe={offsetOf}
      value={field.value}
      onChange={field.onChange}
      onBlur={field.onBlur}
      whenEmpty={text("business-hours-zone-unknown")}
      inputRef={field.ref}
      isReadOnly={isReadOnly}
      isRequired
      error={error}
    />
  );
}
