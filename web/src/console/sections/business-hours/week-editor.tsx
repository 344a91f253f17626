import { useState } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { useFormMode } from "../../form/mode";
import type { Weekday } from "../../graphql/types.generated";
import { useText } from "../../i18n/texts";
import type { BusinessHoursValues } from "./business-hours-plan";
import { CopyDayDialog } from "./copy-day-dialog";
import { DayShifts } from "./day-shifts";
import { ListError } from "./list-error";
import { DAYS, overlapsOf, type Shift, SHIFTS_MAX } from "./week";
import { WeekGrid } from "./week-grid";
import "./week-editor.css";

/** The first shift of a day, until it is changed. */
const USUAL = { opens: "08:00", closes: "17:00" };

/** The week's shifts, drawn on a grid or typed beside it. Both show and change the same. */
export function WeekEditor() {
  const text = useText();
  const { isReadOnly } = useFormMode();
  const { control, setValue, clearErrors, setFocus, formState } = useFormContext<BusinessHoursValues>();
  const shifts = useWatch({ control, name: "shifts" });
  const [copied, setCopied] = useState<Weekday | null>(null);
  const overlaps = overlapsOf(shifts);
  const error = formState.errors.shifts;

  function change(next: readonly Shift[]) {
    // What is wrong with one depends on the others, and positions may be others now.
    clearErrors("shifts");
    setValue("shifts", [...next], { shouldDirty: true });
  }

  function type(index: number) {
    // The field of a new shift is there once React has drawn it.
    requestAnimationFrame(() => setFocus(`shifts.${index}.opens`, { shouldSelect: true }));
  }

  function add(day: Weekday) {
    const isFirst = shifts.every((shift) => shift.day !== day);
    change([...shifts, { day, ...(isFirst ? USUAL : { opens: "", closes: "" }) }]);
    type(shifts.length);
  }

  return (
    <div className="week-editor" id="businessHours.shifts" tabIndex={-1}>
      <ListError message={error?.message} />
      <WeekGrid shifts={shifts} onChange={change} onType={type} isReadOnly={isReadOnly} />
      <div className="week-list">
        {DAYS.map((day) => (
          <DayShifts
            key={day}
            day={day}
            shifts={shifts}
            overlaps={overlaps}
            canAdd={shifts.length < SHIFTS_MAX}
            onAdd={() => add(day)}
            onCopy={() => setCopied(day)}
            onRemove={(index) => change(shifts.toSpliced(index, 1))}
            onTyped={() => clearErrors("shifts")}
          />
        ))}
        {shifts.length >= SHIFTS_MAX && <p className="field-description">{text("business-hours-full")}</p>}
      </div>
      {copied !== null && (
        <CopyDayDialog
          day={copied}
          onClose={() => setCopied(null)}
          onCopy={(days) => {
            const kept = shifts.filter(({ day }) => !days.includes(day));
            const those = shifts.filter(({ day }) => day === copied);
            change([...kept, ...days.flatMap((day) => those.map((shift) => ({ ...shift, day })))]);
            setCopied(null);
          }}
        />
      )}
    </div>
  );
}
