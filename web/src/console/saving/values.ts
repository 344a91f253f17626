/** Whether two values of a form are the same. They are plain data: texts, numbers, lists and objects of them. */
export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** The fields whose values differ. */
export function differing<V extends object>(one: V, other: V): (keyof V & string)[] {
  return (Object.keys(one) as (keyof V & string)[]).filter((name) => !isSame(one[name], other[name]));
}

/** A typed text as the input takes it: empty is null, which clears. */
export function orNull(text: string): string | null {
  return text.trim() === "" ? null : text;
}

/** The same, for a field that may be absent from what changed. */
export function orNullIfPresent(text: string | undefined): string | null | undefined {
  return text === undefined ? undefined : orNull(text);
}
