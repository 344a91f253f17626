import { type CalendarDate, parseDate } from "@internationalized/date";
import type { Ref } from "react";
import {
  Button,
  Calendar,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
  DateInput,
  DatePicker,
  DateSegment,
  Dialog,
  Group,
  Heading,
  Popover,
} from "react-aria-components";
import { useText } from "../i18n/texts";
import { IconButton } from "./button";
import { type FieldProps, FieldLabel, FieldNotes } from "./field";
import { Icon } from "./icon";
import "./overlay.css";
import "./date-field.css";

type Props = FieldProps & {
  /** A day as ISO 8601 writes it; null for none. */
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
  readonly onBlur?: () => void;
  readonly name?: string;
  readonly id?: string;
  /** The first and the last day that can be chosen. */
  readonly min?: string;
  readonly max?: string;
  readonly isReadOnly?: boolean;
  readonly autoFocus?: boolean;
  /** Takes the day away again. */
  readonly isClearable?: boolean;
  readonly inputRef?: Ref<HTMLDivElement>;
};

/** A day of the calendar, typed in the order of the reader's country or chosen from a month. */
export function DateField({
  label,
  description,
  error,
  isRequired = false,
  value,
  onChange,
  min,
  max,
  isClearable = false,
  inputRef,
  ...props
}: Props) {
  const text = useText();
  return (
    <DatePicker
      {...props}
      className="field"
      value={dayOf(value)}
      onChange={(day) => onChange(day === null ? null : day.toString())}
      minValue={dayOf(min ?? null)}
      maxValue={dayOf(max ?? null)}
      isRequired={isRequired}
      isInvalid={error !== undefined}
      validationBehavior="aria"
      shouldForceLeadingZeros
    >
      <FieldLabel label={label} isRequired={isRequired} />
      <Group className="field-input date-group">
        <DateInput className="date-input" ref={inputRef ?? null}>
          {(segment) => <DateSegment segment={segment} className="date-segment" />}
        </DateInput>
        {isClearable && value !== null && (
          // The group has one button of its own, which opens the month; this one is beside it.
          <Button slot={null} className="date-button" aria-label={text("date-clear")} onPress={() => onChange(null)}>
            <Icon name="close" />
          </Button>
        )}
        <Button className="date-button">
          <Icon name="calendar" />
        </Button>
      </Group>
      <FieldNotes description={description} error={error} />
      <Popover className="popover">
        <Dialog className="date-dialog">
          <Month />
        </Dialog>
      </Popover>
    </DatePicker>
  );
}

function Month() {
  return (
    <Calendar className="calendar">
      <header className="calendar-head">
        <IconButton slot="previous" icon="back" />
        <Heading className="calendar-title" />
        <IconButton slot="next" icon="forward" />
      </header>
      <CalendarGrid className="calendar-grid" weekdayStyle="short">
        <CalendarGridHeader>{(day) => <CalendarHeaderCell className="calendar-weekday">{day}</CalendarHeaderCell>}</CalendarGridHeader>
        <CalendarGridBody>{(date) => <CalendarCell date={date} className="calendar-day" />}</CalendarGridBody>
      </CalendarGrid>
    </Calendar>
  );
}

/** The day; null where the text is none, as one in an address may not be. */
function dayOf(text: string | null): CalendarDate | null {
  try {
    return text === null ? null : parseDate(text);
  } catch {
    return null;
  }
}
