import { useText } from "../../i18n/texts";
import type { Shift } from "./week";

/** Tells a shift in the reader's language. */
export function useTellShift(): (shift: Shift) => string {
  const text = useText();
  return ({ day, opens, closes }) => text("value-shift", { day: text(`value-day-${day}`), opens, closes });
}
