import { type RefObject, useEffect } from "react";

/** Scrolls a row that is wider than its room to what is chosen in it, whenever that is another one. The page stays where it is. */
export function useKeptInSight(row: RefObject<HTMLElement | null>, selector: string, chosen: string): void {
  useEffect(() => {
    // A list of tabs puts its scroll position back when it takes the focus, which comes after the choice.
    const frame = requestAnimationFrame(() => {
      const item = row.current?.querySelector<HTMLElement>(selector);
      if (row.current && item) {
        const room = row.current.getBoundingClientRect();
        const { left, right } = item.getBoundingClientRect();
        row.current.scrollLeft += Math.min(left - room.left, 0) + Math.max(right - room.right, 0);
      }
    });
    return () => cancelAnimationFrame(frame);
  }, [row, selector, chosen]);
}
