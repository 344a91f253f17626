import { type ReactNode, useEffect, useRef } from "react";
import { useFormContext } from "react-hook-form";
import { FormDate } from "../../form/date";
import { FormText } from "../../form/fields";
import { useText } from "../../i18n/texts";
import type { BusinessHoursValues } from "./business-hours-plan";

type Props = { readonly index: number; readonly takesFocus: boolean; readonly buttons: ReactNode };

/** The fields of one holiday. */
export default function HolidayFields({ index, takesFocus, buttons }: Props) {
  const text = useText();
  const { setFocus, getFieldState } = useFormContext<BusinessHoursValues>();
  const wantsFocus = useRef(takesFocus);
  useEffect(() => {
    if (wantsFocus.current) {
      const isNameWrong = getFieldState(`holidays.${index}.name`).error !== undefined;
      setFocus(`holidays.${index}.${isNameWrong ? "name" : "date"}`);
    }
    // Once only: later it is the reader who moves the focus.
    wantsFocus.current = false;
  }, [index, setFocus, getFieldState]);
  return (
    <div className="holiday-fields">
      <FormDate name={`holidays.${index}.date`} label={text("business-hours-holiday-date")} isRequired />
      <FormText name={`holidays.${index}.name`} label={text("business-hours-holiday-name")} />
      <div className="holiday-buttons">{buttons}</div>
    </div>
  );
}
