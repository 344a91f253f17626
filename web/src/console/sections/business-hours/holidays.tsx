import { useRef, useState } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { useFormMode } from "../../form/mode";
import { useText } from "../../i18n/texts";
import { Button } from "../../kit/button";
import { EmptyState } from "../../kit/states";
import type { BusinessHoursValues, Holiday } from "./business-hours-plan";
import { HolidayRow } from "./holiday-row";
import { ListError } from "./list-error";
import "./holidays.css";

/** The most holidays that an account has. */
const HOLIDAYS_MAX = 400;

/** The days on which no shift opens. One at a time is changed in its place; all are saved with the form. */
export function Holidays() {
  const text = useText();
  const { isReadOnly } = useFormMode();
  const { control, setValue, clearErrors, formState } = useFormContext<BusinessHoursValues>();
  const holidays = useWatch({ control, name: "holidays" });
  const [edited, setEdited] = useState<number | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const { timeZone, shifts, holidays: errors } = formState.errors;

  // The fields of a holiday that is refused are drawn with its error, and take the focus where it is the form's first.
  const isFirst = timeZone === undefined && shifts === undefined;
  const refused = holidays.findIndex((_, index) => errors?.[index] !== undefined);

  function change(next: readonly Holiday[]) {
    // Positions may be others now.
    clearErrors("holidays");
    setValue("holidays", [...next], { shouldDirty: true });
  }

  function focusOn(selector: string) {
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>(selector)?.focus());
  }

  function finish(index: number) {
    const done = holidays[index];
    // A new one takes its place among the others, as it will have it once it is saved.
    const sorted = holidays.toSorted((one, other) => (one.date ?? "9999").localeCompare(other.date ?? "9999"));
    setEdited(null);
    change(sorted);
    focusOn(`[data-holiday="${done === undefined ? 0 : sorted.indexOf(done)}"] button`);
  }

  const add = !isReadOnly && (
    <Button
      icon="add"
      isDisabled={holidays.length >= HOLIDAYS_MAX}
      onPress={() => {
        change([...holidays, { date: null, name: "" }]);
        setEdited(holidays.length);
      }}
    >
      {text("business-hours-holiday-add")}
    </Button>
  );
  return (
    <div className="holidays" id="businessHours.holidays" ref={list}>
      <ListError message={errors?.message} />
      {holidays.length === 0 ? (
        <EmptyState icon="calendar" title={text("business-hours-holidays-empty")} action={add} />
      ) : (
        <>
          <ul className="item-list" aria-label={text("field-businessHours-holidays")}>
            {holidays.map((holiday, index) => (
              <li key={index} className="item" data-holiday={index}>
                <HolidayRow
                  index={index}
                  holiday={holiday}
                  isEdited={index === edited || errors?.[index] !== undefined}
                  takesFocus={index === edited || (isFirst && index === refused)}
                  onEdit={() => setEdited(index)}
                  onDone={() => finish(index)}
                  onRemove={() => {
                    setEdited(null);
                    change(holidays.toSpliced(index, 1));
                    focusOn(".holidays-add button");
                  }}
                />
              </li>
            ))}
          </ul>
          <div className="holidays-add">
            {add}
            {holidays.length >= HOLIDAYS_MAX && <p className="field-description">{text("business-hours-holidays-full")}</p>}
          </div>
        </>
      )}
    </div>
  );
}
