import { useId, useRef } from "react";
import { useFormState } from "react-hook-form";
import { useFormMode } from "../../form/mode";
import type { Weekday } from "../../graphql/types.generated";
import { useText } from "../../i18n/texts";
import { IconButton } from "../../kit/button";
import { Badge } from "../../kit/states";
import type { BusinessHoursValues } from "./business-hours-plan";
import { useTellShift } from "./tell-shift";
import { TimeInput } from "./time-input";
import { readTime, type Shift } from "./week";

type Props = {
  readonly day: Weekday;
  /** Those of all days; what is shown is known by its position among them. */
  readonly shifts: readonly Shift[];
  readonly overlaps: readonly (readonly number[])[];
  readonly canAdd: boolean;
  readonly onAdd: () => void;
  readonly onCopy: () => void;
  readonly onRemove: (index: number) => void;
  readonly onTyped: () => void;
};

/** A day's shifts as times to type. */
export function DayShifts({ day, shifts, overlaps, canAdd, onAdd, onCopy, onRemove, onTyped }: Props) {
  const text = useText();
  const { isReadOnly } = useFormMode();
  const titleId = useId();
  const head = useRef<HTMLDivElement>(null);
  const name = text(`value-day-${day}`);
  const positions = [...shifts.keys()].filter((index) => shifts[index]?.day === day);
  return (
    <div className="day" role="group" aria-labelledby={titleId}>
      <div className="day-head" ref={head}>
        <h4 className="day-name" id={titleId}>
          {name}
        </h4>
        {!isReadOnly && (
          <>
            {positions.length > 0 && (
              <IconButton icon="copy" label={text("business-hours-copy", { day: name })} onPress={onCopy} />
            )}
            <IconButton
              icon="add"
              label={text("business-hours-add", { day: name })}
              isDisabled={!canAdd}
              onPress={onAdd}
            />
          </>
        )}
      </div>
      {positions.length === 0 && <p className="day-closed">{text("business-hours-closed")}</p>}
      {positions.map((index) => (
        <ShiftRow
          key={index}
          index={index}
          shifts={shifts}
          overlaps={overlaps[index] ?? []}
          onTyped={onTyped}
          onRemove={() => {
            onRemove(index);
            // The button that was pressed is gone; the one that adds is there, and can be pressed once this is drawn.
            requestAnimationFrame(() => head.current?.querySelector<HTMLElement>("button:last-of-type")?.focus());
          }}
        />
      ))}
    </div>
  );
}

type RowProps = {
  readonly index: number;
  readonly shifts: readonly Shift[];
  readonly overlaps: readonly number[];
  readonly onTyped: () => void;
  readonly onRemove: () => void;
};

function ShiftRow({ index, shifts, overlaps, onTyped, onRemove }: RowProps) {
  const text = useText();
  const tell = useTellShift();
  const { isReadOnly } = useFormMode();
  const notesId = useId();
  const { errors } = useFormState<BusinessHoursValues>();
  const shift = shifts[index];
  if (shift === undefined) {
    return null;
  }
  const error = errors.shifts?.[index];
  const wrong = [...new Set([error?.opens?.message, error?.closes?.message])].filter((message) => message !== undefined);
  const others = overlaps.flatMap((other) => shifts[other] ?? []);
  const hasNotes = wrong.length > 0 || others.length > 0;
  const notes = hasNotes ? notesId : undefined;
  const common = { notes, onTyped };
  return (
    <div className="shift-row">
      <div className="shift-fields">
        <TimeInput
          {...common}
          name={`shifts.${index}.opens`}
          label={text("business-hours-opens", { day: text(`value-day-${shift.day}`) })}
          isEnd={false}
          isInvalid={error !== undefined || others.length > 0}
        />
        <span aria-hidden="true">–</span>
        <TimeInput
          {...common}
          name={`shifts.${index}.closes`}
          label={text("business-hours-closes", { day: text(`value-day-${shift.day}`) })}
          isEnd
          isInvalid={error !== undefined || others.length > 0}
        />
        <Ending shift={shift} />
        {!isReadOnly && (
          <IconButton icon="remove" look="danger" label={text("list-remove", { name: tell(shift) })} onPress={onRemove} />
        )}
      </div>
      {hasNotes && (
        <div className="shift-notes field-error" id={notesId}>
          {wrong.map((message) => (
            <p key={message}>{message}</p>
          ))}
          {others.map((other, position) => (
            <p key={position}>{text("business-hours-overlaps", { shift: tell(other) })}</p>
          ))}
        </div>
      )}
    </div>
  );
}

/** Says that a shift goes on into the next day, or round the clock. */
function Ending({ shift: { opens, closes } }: { readonly shift: Shift }) {
  const text = useText();
  const from = readTime(opens, false);
  const to = readTime(closes, true);
  if (from === null || to === null || to > from) {
    return null;
  }
  if (from === to) {
    return <Badge>{text("business-hours-24-hours")}</Badge>;
  }
  return to === 0 ? null : <Badge>{text("business-hours-next-day")}</Badge>;
}
