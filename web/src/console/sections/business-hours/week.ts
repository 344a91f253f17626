import type { Weekday } from "../../graphql/types.generated";

/** The week, which begins on Monday as it does for the server. */
export const DAYS: readonly Weekday[] = [
  "MONDAY",
  "TUESDAY",
  "WEDNESDAY",
  "THURSDAY",
  "FRIDAY",
  "SATURDAY",
  "SUNDAY",
];
/** The minutes of a day. */
export const DAY = 24 * 60;
/** The minutes to which what is drawn or moved keeps. */
export const STEP = 15;
/** The most shifts that a week has. */
export const SHIFTS_MAX = 70;

const WEEK = DAYS.length * DAY;

/** A shift as it is typed: what is no time yet is kept as it is. */
export type Shift = { day: Weekday; opens: string; closes: string };

/** What a shift covers: minutes since Monday 00:00, and how many of them; it may reach into the next day or week. */
export type Span = { readonly start: number; readonly length: number };

/** The part of a shift that lies on one day: minutes of that day. */
export type Segment = { readonly day: number; readonly from: number; readonly to: number };

/**
 * The minute of the day that a text means, such as `8`, `08:30`, `8h30`, `830` or `8:30 pm`; null where it means none.
 * A shift may close at `24:00`, which is midnight.
 */
export function readTime(text: string, isEnd: boolean): number | null {
  const found = /^(\d{1,2})\s*(?:[:.h]?\s*(\d{2})|h)?\s*([ap])?\.?\s*m?\.?$/i.exec(text.trim());
  if (found === null) {
    return null;
  }
  const [, hours = "", minutes = "0", half] = found;
  const minute = Number(minutes);
  let hour = Number(hours);
  if (half !== undefined) {
    if (hour < 1 || hour > 12) {
      return null;
    }
    hour = (hour % 12) + (half.toLowerCase() === "p" ? 12 : 0);
  }
  if (isEnd && hour === 24 && minute === 0) {
    return 0;
  }
  return hour < 24 && minute < 60 ? hour * 60 + minute : null;
}

/** A minute of the day as the server writes it. */
export function writeTime(minute: number): string {
  const part = (value: number) => String(value).padStart(2, "0");
  return `${part(Math.floor(minute / 60) % 24)}:${part(minute % 60)}`;
}

/** What a shift covers; null while one of its times is none. */
export function spanOf({ day, opens, closes }: Shift): Span | null {
  const from = readTime(opens, false);
  const to = readTime(closes, true);
  if (from === null || to === null) {
    return null;
  }
  return { start: DAYS.indexOf(day) * DAY + from, length: to > from ? to - from : to + DAY - from };
}

/** The shift that covers this. */
export function shiftOf({ start, length }: Span): Shift {
  const begin = inWeek(start);
  return {
    day: DAYS[Math.floor(begin / DAY)] ?? "MONDAY",
    opens: writeTime(begin % DAY),
    closes: writeTime((begin + length) % DAY),
  };
}

/** The parts of a shift, one a day. */
export function segmentsOf({ start, length }: Span): readonly Segment[] {
  const segments: Segment[] = [];
  for (let at = start; at < start + length; ) {
    const midnight = (Math.floor(at / DAY) + 1) * DAY;
    const to = Math.min(start + length, midnight);
    segments.push({ day: Math.floor(inWeek(at) / DAY), from: at % DAY, to: to === midnight ? DAY : to % DAY });
    at = to;
  }
  return segments;
}

/** For each shift, the others that cover some of its time. */
export function overlapsOf(shifts: readonly Shift[]): readonly (readonly number[])[] {
  const spans = shifts.map(spanOf);
  return spans.map((one, index) =>
    one === null
      ? []
      : spans.flatMap((other, position) => (other !== null && position !== index && overlap(one, other) ? [position] : [])),
  );
}

/** The free minutes before and after a minute of the week, up to a day, as far as no other of the shifts covers them. */
export function roomAround(minute: number, shifts: readonly Shift[], except: number | null): { before: number; after: number } {
  let before = DAY;
  let after = DAY;
  for (const [index, shift] of shifts.entries()) {
    const span = spanOf(shift);
    if (span !== null && index !== except) {
      before = Math.min(before, inWeek(minute - span.start - span.length));
      after = Math.min(after, inWeek(span.start - minute));
    }
  }
  return { before, after };
}

/** A shift that begins so many minutes later, or earlier where that is negative. */
export function moved(span: Span, minutes: number): Span {
  return { ...span, start: inWeek(span.start + minutes) };
}

/** A shift that ends so many minutes later; it keeps its beginning and at least a step. */
export function endMoved(span: Span, minutes: number): Span {
  return { ...span, length: clamp(span.length + minutes, STEP, DAY) };
}

/** A shift that begins so many minutes later; it keeps its end and at least a step. */
export function startMoved(span: Span, minutes: number): Span {
  const length = clamp(span.length - minutes, STEP, DAY);
  return { start: inWeek(span.start + span.length - length), length };
}

/** A minute of the week, wherever it was counted from. */
export function inWeek(minute: number): number {
  return ((minute % WEEK) + WEEK) % WEEK;
}

/** The way from one minute of the week to another by the shorter side: negative is back. */
export function distance(from: number, to: number): number {
  return inWeek(to - from + WEEK / 2) - WEEK / 2;
}

/** The nearest value within bounds. */
export function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}

function overlap(one: Span, other: Span): boolean {
  return inWeek(other.start - one.start) < one.length || inWeek(one.start - other.start) < other.length;
}
