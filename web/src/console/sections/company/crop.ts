import type { Square } from "./photo-file";

/** The largest square in the middle. */
export function centred(width: number, height: number): Square {
  const side = Math.min(width, height);
  return { left: (width - side) / 2, top: (height - side) / 2, side };
}

/** The square, moved as far as the picture goes. */
export function moved({ left, top, side }: Square, right: number, down: number, width: number, height: number): Square {
  return { left: between(left + right, width - side), top: between(top + down, height - side), side };
}

/** A square of another size with the same middle, as far as the picture goes. */
export function zoomed({ left, top, side }: Square, nextSide: number, width: number, height: number): Square {
  const grown = (side - nextSide) / 2;
  return moved({ left: left + grown, top: top + grown, side: nextSide }, 0, 0, width, height);
}

function between(value: number, most: number): number {
  return Math.min(Math.max(value, 0), most);
}
