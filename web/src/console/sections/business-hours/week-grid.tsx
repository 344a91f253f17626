import { type KeyboardEvent, useId, useRef, useState } from "react";
import { useLanguages, useText } from "../../i18n/texts";
import { useTellShift } from "./tell-shift";
import { useWeekDrag } from "./use-week-drag";
import {
  DAY,
  DAYS,
  endMoved,
  moved,
  overlapsOf,
  segmentsOf,
  type Shift,
  SHIFTS_MAX,
  shiftOf,
  type Span,
  spanOf,
  startMoved,
  STEP,
} from "./week";
import "./week-grid.css";

const HOURS = [0, 3, 6, 9, 12, 15, 18, 21, 24];
/** Any Monday, from which the names of the days are counted. */
const A_MONDAY = Date.UTC(2024, 0, 1);

type Props = {
  readonly shifts: readonly Shift[];
  readonly onChange: (shifts: readonly Shift[]) => void;
  /** Leads to where a shift's times are typed. */
  readonly onType: (index: number) => void;
  readonly isReadOnly: boolean;
};

/** The week as a grid on which shifts are drawn, moved and resized, by pointer or by keyboard. */
export function WeekGrid({ shifts, onChange, onType, isReadOnly }: Props) {
  const text = useText();
  const tell = useTellShift();
  const { locale } = useLanguages();
  const hintId = useId();
  const area = useRef<HTMLDivElement>(null);
  const [said, setSaid] = useState("");
  const { draft, handlers, cancel } = useWeekDrag(
    shifts,
    ({ index, shift }) => {
      onChange(index === null ? [...shifts, shift] : shifts.with(index, shift));
      focusBlock(index ?? shifts.length);
    },
    shifts.length < SHIFTS_MAX,
  );
  const overlaps = overlapsOf(shifts);
  const weekday = new Intl.DateTimeFormat(locale, { weekday: "short", timeZone: "UTC" });

  function focusBlock(index: number) {
    // It is there once React has drawn it.
    requestAnimationFrame(() => area.current?.querySelector<HTMLElement>(`button[data-shift="${index}"]`)?.focus());
  }

  function onKeyDown(event: KeyboardEvent, index: number, span: Span) {
    if (event.key === "Escape" && draft !== null) {
      event.preventDefault();
      cancel();
      return;
    }
    if (event.key === "Delete" || event.key === "Backspace") {
      event.preventDefault();
      onChange(shifts.toSpliced(index, 1));
      setSaid(text("business-hours-removed", { shift: tell(shiftOf(span)) }));
      focusBlock(Math.min(index, shifts.length - 2));
      return;
    }
    const next = spanByKey(event, span);
    if (next !== null) {
      event.preventDefault();
      const shift = shiftOf(next);
      onChange(shifts.with(index, shift));
      setSaid(tell(shift));
    }
  }

  return (
    <div className="week">
      <div className="week-days" aria-hidden="true">
        {DAYS.map((day, position) => (
          <span key={day}>{weekday.format(A_MONDAY + position * DAY * 60_000)}</span>
        ))}
      </div>
      <div className="week-hours" aria-hidden="true">
        {HOURS.map((hour) => (
          <span key={hour} style={{ insetBlockStart: `${(hour / 24) * 100}%` }}>
            {hour}
          </span>
        ))}
      </div>
      <div
        ref={area}
        className="week-area"
        role={isReadOnly ? "group" : "application"}
        aria-label={text("business-hours-week")}
        {...(!isReadOnly && { ...handlers, "aria-describedby": hintId })}
      >
        {shifts.map((shift, index) => {
          const shown = draft?.index === index ? draft.shift : shift;
          const span = spanOf(shown);
          return (
            span && (
              <ShiftBlock
                key={index}
                index={index}
                span={span}
                label={tell(shown)}
                times={text("business-hours-times", shown)}
                isOverlapping={(overlaps[index]?.length ?? 0) > 0}
                isReadOnly={isReadOnly}
                onKeyDown={(event) => onKeyDown(event, index, span)}
                onOpen={() => onType(index)}
              />
            )
          );
        })}
        {draft !== null && draft.index === null && <DrawnBlock shift={draft.shift} />}
      </div>
      {!isReadOnly && (
        <>
          <p className="week-hint" id={hintId}>
            {text("business-hours-week-hint")}
          </p>
          <p className="week-hint week-hint-touch">{text("business-hours-week-hint-touch")}</p>
        </>
      )}
      <span className="visually-hidden" role="status">
        {said}
      </span>
    </div>
  );
}

type BlockProps = {
  readonly index: number;
  readonly span: Span;
  readonly label: string;
  readonly times: string;
  readonly isOverlapping: boolean;
  readonly isReadOnly: boolean;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onOpen: () => void;
};

/** A shift on the grid. What reaches into the next day goes on there, and belongs to the same shift. */
function ShiftBlock({ index, span, label, times, isOverlapping, isReadOnly, onKeyDown, onOpen }: BlockProps) {
  const text = useText();
  const [first, ...rest] = segmentsOf(span);
  const last = rest.at(-1) ?? first;
  if (first === undefined) {
    return null;
  }
  const common = { "data-shift": index, "data-overlapping": isOverlapping || undefined };
  const edges = (segment: typeof first) =>
    !isReadOnly && (
      <>
        {segment === first && <span className="shift-edge" data-edge="start" />}
        {segment === last && <span className="shift-edge" data-edge="end" />}
      </>
    );
  return (
    <>
      <button
        type="button"
        className="shift-block"
        style={placeOf(first)}
        aria-label={isOverlapping ? text("business-hours-block-overlapping", { shift: label }) : label}
        disabled={isReadOnly}
        onKeyDown={onKeyDown}
        onClick={(event) => {
          // A press by keyboard or finger asks for the times; that of a mouse has moved the block or focused it.
          const { nativeEvent } = event;
          if (event.detail === 0 || (nativeEvent instanceof PointerEvent && nativeEvent.pointerType === "touch")) {
            onOpen();
          }
        }}
        onDoubleClick={onOpen}
        {...common}
      >
        <span className="shift-times">{times}</span>
        {edges(first)}
      </button>
      {rest.map((segment) => (
        <div key={segment.day} className="shift-block" style={placeOf(segment)} aria-hidden="true" {...common}>
          {edges(segment)}
        </div>
      ))}
    </>
  );
}

function DrawnBlock({ shift }: { readonly shift: Shift }) {
  const text = useText();
  const span = spanOf(shift);
  const [segment] = span === null ? [] : segmentsOf(span);
  return (
    segment && (
      <div className="shift-block shift-drawn" style={placeOf(segment)} aria-hidden="true">
        <span className="shift-times">{text("business-hours-times", shift)}</span>
      </div>
    )
  );
}

function placeOf({ day, from, to }: { readonly day: number; readonly from: number; readonly to: number }) {
  return {
    insetInlineStart: `${(day / DAYS.length) * 100}%`,
    insetBlockStart: `${(from / DAY) * 100}%`,
    blockSize: `${((to - from) / DAY) * 100}%`,
  };
}

/** What a key makes of a shift: arrows move it, with Shift its end, with Alt its beginning; null for other keys. */
function spanByKey({ key, shiftKey, altKey }: KeyboardEvent, span: Span): Span | null {
  const way = { ArrowUp: -STEP, ArrowDown: STEP, PageUp: -60, PageDown: 60 }[key];
  if (way !== undefined) {
    return shiftKey ? endMoved(span, way) : altKey ? startMoved(span, way) : moved(span, way);
  }
  const days = { ArrowLeft: -DAY, ArrowRight: DAY }[key];
  return days === undefined || shiftKey || altKey ? null : moved(span, days);
}
