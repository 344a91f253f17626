import { useRef } from "react";
import { flushSync } from "react-dom";
import { useController, useFormContext } from "react-hook-form";
import { useFormMode } from "../../form/mode";
import { useText } from "../../i18n/texts";
import { Button } from "../../kit/button";
import { TextField } from "../../kit/field";

/** What a pattern is made of beside literals. The sequence comes with a width that is then selected, to be typed over. */
const PARTS = [
  { part: "{YYYY}", says: "tickets-part-year" },
  { part: "{YY}", says: "tickets-part-short-year" },
  { part: "{MM}", says: "tickets-part-month" },
  { part: "{DD}", says: "tickets-part-day" },
  { part: "{SEQ:6}", says: "tickets-part-sequence" },
] as const;

/** The pattern of protocols, with buttons that put its parts where the cursor is. */
export function PatternField() {
  const text = useText();
  const { control } = useFormContext();
  const { isReadOnly, path } = useFormMode();
  const { field, fieldState } = useController({ name: "numbering.pattern", control });
  const input = useRef<HTMLInputElement & HTMLTextAreaElement>(null);

  function insert(part: string) {
    const element = input.current;
    if (element === null) {
      return;
    }
    const typed = String(field.value);
    const start = element.selectionStart ?? typed.length;
    const end = element.selectionEnd ?? start;
    // Drawn at once: a cursor that moved a frame later would leave what is typed meanwhile behind itself.
    flushSync(() => field.onChange(typed.slice(0, start) + part + typed.slice(end)));
    element.focus();
    const digits = /\d+/.exec(part);
    const from = start + (digits?.index ?? part.length);
    element.setSelectionRange(from, from + (digits?.[0].length ?? 0));
  }

  return (
    <div className="pattern">
      <TextField
        name="numbering.pattern"
        id={`${path}.numbering.pattern`}
        label={text("field-parameters-tickets-numbering-pattern")}
        description={text("tickets-pattern-description")}
        autoComplete="off"
        spellCheck="false"
        value={field.value}
        onChange={field.onChange}
        onBlur={field.onBlur}
        inputRef={(element) => {
          input.current = element;
          field.ref(element);
        }}
        isReadOnly={isReadOnly}
        error={fieldState.error?.message}
      />
      {!isReadOnly && (
        <div className="pattern-parts" role="group" aria-label={text("tickets-parts")}>
          {PARTS.map(({ part, says }) => (
            <Button key={part} aria-label={`${part} ${text(says)}`} onPress={() => insert(part)}>
              {part}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}
