import { type RefObject, useEffect, useRef, useState } from "react";
import type { FieldValues, Path, UseFormReturn } from "react-hook-form";
import type { UserErrorFragment } from "../graphql/types.generated";
import { useText } from "../i18n/texts";

/** The form's field for a path inside the input, where that is another one than the path itself. */
export type FieldOf = (path: readonly string[]) => string | null;

/** How the form's own bookkeeping calls what the server, or the plan, refuses. */
const REFUSED = "server";

/** What is wrong with a value: where, and in a sentence for the reader. */
export type Refusal = Pick<UserErrorFragment, "path" | "message">;

/** What was refused: at its fields, and beside the form what belongs to none. */
export type FormErrors = {
  /** What is wrong and belongs to no field. */
  readonly messages: readonly string[];
  readonly ref: RefObject<HTMLDivElement | null>;
  readonly show: (refusals: readonly Refusal[]) => void;
  readonly tell: (messages: readonly string[]) => void;
  readonly clear: () => void;
};

/** Puts what the server refused where it belongs, and the focus at the first of it. */
export function useFormErrors<V extends FieldValues>(form: UseFormReturn<V>, fieldOf?: FieldOf): FormErrors {
  const text = useText();
  const [messages, setMessages] = useState<readonly string[]>([]);
  const ref = useRef<HTMLDivElement>(null);

  // What was refused is not what stands in the field any more, once it is changed.
  useEffect(() => {
    const { unsubscribe } = form.watch((_values, { name }) => {
      const refused = name === undefined ? [] : refusedAt(form, name);
      if (refused.length > 0) {
        form.clearErrors([...refused]);
      }
    });
    return unsubscribe;
  }, [form]);

  function tell(next: readonly string[], isFocused = true): void {
    setMessages(next);
    if (isFocused) {
      // It is on the page once React has drawn it.
      requestAnimationFrame(() => ref.current?.focus());
    }
  }

  function show(refusals: readonly Refusal[]): void {
    let isFirst = true;
    const homeless: string[] = [];
    for (const { path, message } of refusals) {
      const name = fieldOf?.(path) ?? fieldAt(form.getValues(), path);
      if (name === null) {
        homeless.push(message);
      } else {
        form.setError(name as Path<V>, { type: REFUSED, message }, { shouldFocus: isFirst });
        isFirst = false;
      }
    }
    if (homeless.length > 0 || refusals.length === 0) {
      tell(homeless.length > 0 ? homeless : [text("problem-unknown")], isFirst);
    }
  }

  function clear(): void {
    setMessages([]);
    form.clearErrors();
  }

  return { messages, ref, show, tell, clear };
}

/** What was refused of a field, with what is in it, and of that which it is a part of, as a whole. */
function refusedAt<V extends FieldValues>(form: UseFormReturn<V>, name: Path<V>): readonly Path<V>[] {
  const segments = name.split(".");
  return segments
    .map((_, position) => segments.slice(0, position + 1).join(".") as Path<V>)
    .filter((field) => {
      const { error } = form.getFieldState(field);
      return field === name ? error !== undefined : error?.type === REFUSED;
    });
}

/** The longest beginning of the path that is a field of the form. */
function fieldAt(values: FieldValues, path: readonly string[]): string | null {
  let found: unknown = values;
  const name: string[] = [];
  for (const segment of path) {
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, segment)) {
      break;
    }
    found = (found as Record<string, unknown>)[segment];
    name.push(segment);
  }
  return name.length === 0 ? null : name.join(".");
}
