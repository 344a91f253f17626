import { type PointerEvent, useRef, useState } from "react";
import { clamp, DAY, distance, inWeek, roomAround, type Shift, shiftOf, type Span, spanOf, STEP } from "./week";

/** What a pointer does: a new shift, or one that moves, or an edge of one. */
type Drag = {
  readonly kind: "draw" | "move" | "start" | "end";
  /** Where the pointer went down: a minute of the week. */
  readonly from: number;
  /** Which shift, and what it covered; of a new one none. */
  readonly index: number | null;
  readonly span: Span;
};

/** A shift as it would be if the pointer were let go now; `index` is null for a new one. */
export type Draft = { readonly index: number | null; readonly shift: Shift };

type WeekDrag = {
  readonly draft: Draft | null;
  readonly cancel: () => void;
  /** For the area of the seven days. */
  readonly handlers: {
    readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void;
    readonly onPointerMove: (event: PointerEvent<HTMLElement>) => void;
    readonly onPointerUp: () => void;
    readonly onPointerCancel: () => void;
  };
};

/**
 * Draws shifts on the week, moves them and their edges. Touch is left to scrolling: there the times are typed.
 * What is drawn or drawn longer ends where the next shift begins.
 */
export function useWeekDrag(shifts: readonly Shift[], onDrop: (draft: Draft) => void, canAdd: boolean): WeekDrag {
  const [draft, setDraft] = useState<Draft | null>(null);
  const drag = useRef<Drag | null>(null);

  const cancel = () => {
    drag.current = null;
    setDraft(null);
  };

  return {
    draft,
    cancel,
    handlers: {
      onPointerDown: (event) => {
        if (event.pointerType === "touch" || event.button !== 0) {
          return;
        }
        const begun = begin(event, shifts);
        if (begun !== null && (begun.kind !== "draw" || canAdd)) {
          drag.current = begun;
        }
      },
      onPointerMove: (event) => {
        if (event.buttons === 0) {
          cancel();
        } else if (drag.current !== null) {
          // Not before it moves: a press that does not is a click on the block itself.
          event.currentTarget.setPointerCapture(event.pointerId);
          const span = spanAt(drag.current, minuteAt(event), shifts);
          setDraft(span === null ? null : { index: drag.current.index, shift: shiftOf(span) });
        }
      },
      onPointerUp: () => {
        if (draft !== null) {
          onDrop(draft);
        }
        cancel();
      },
      onPointerCancel: cancel,
    },
  };
}

function begin(event: PointerEvent<HTMLElement>, shifts: readonly Shift[]): Drag | null {
  const from = minuteAt(event);
  const target = event.target instanceof Element ? event.target : null;
  const block = target?.closest<HTMLElement>("[data-shift]") ?? null;
  if (block === null) {
    const start = Math.floor(from / STEP) * STEP;
    return { kind: "draw", from, index: null, span: { start, length: STEP } };
  }
  const index = Number(block.dataset.shift);
  const shift = shifts[index];
  const span = shift === undefined ? null : spanOf(shift);
  const edge = target?.closest<HTMLElement>("[data-edge]")?.dataset.edge;
  return span && { kind: edge === "start" || edge === "end" ? edge : "move", from, index, span };
}

/** What would be covered with the pointer at this minute of the week; null where nothing has been done yet. */
function spanAt({ kind, from, index, span }: Drag, minute: number, shifts: readonly Shift[]): Span | null {
  const way = Math.round(distance(from, minute) / STEP) * STEP;
  const end = span.start + span.length;
  switch (kind) {
    case "draw": {
      // A new shift stays on the day on which it was begun.
      const day = Math.floor(from / DAY) * DAY;
      const { before, after } = roomAround(from, shifts, null);
      const to = clamp(minute, Math.max(day, from - before), Math.min(day + DAY, from + after));
      const start = Math.max(Math.floor(Math.min(from, to) / STEP) * STEP, from - before);
      const stop = Math.min(Math.ceil(Math.max(from, to) / STEP) * STEP, from + after);
      return Math.abs(minute - from) < STEP / 2 ? null : { start, length: stop - start };
    }
    case "move":
      return way === 0 ? null : { start: inWeek(span.start + way), length: span.length };
    case "start": {
      const length = clamp(span.length - way, STEP, DAY);
      const longest = Math.max(span.length, roomAround(inWeek(span.start), shifts, index).before + span.length);
      return fromEnd(end, Math.min(length, longest));
    }
    case "end": {
      const longest = Math.max(span.length, roomAround(inWeek(end), shifts, index).after + span.length);
      return { start: span.start, length: Math.min(clamp(span.length + way, STEP, DAY), longest) };
    }
  }
}

function fromEnd(end: number, length: number): Span {
  return { start: inWeek(end - length), length };
}

/** The minute of the week under the pointer; beside the area it is the nearest one. */
function minuteAt({ currentTarget, clientX, clientY }: PointerEvent<HTMLElement>): number {
  const { left, top, width, height } = currentTarget.getBoundingClientRect();
  const day = clamp(Math.floor(((clientX - left) / width) * 7), 0, 6);
  return day * DAY + clamp(Math.round(((clientY - top) / height) * DAY), 0, DAY - 1);
}
