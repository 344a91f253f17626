import { useController, useFormContext } from "react-hook-form";
import { Input, TextField } from "react-aria-components";
import { useFormMode } from "../../form/mode";
import { readTime, writeTime } from "./week";

type Props = {
  /** The field's place among the form's values. */
  readonly name: string;
  readonly label: string;
  /** It is when a shift closes, which 24:00 is a time for. */
  readonly isEnd: boolean;
  readonly isInvalid: boolean;
  /** The id of what is said about the shift. */
  readonly notes: string | undefined;
  readonly onTyped: () => void;
};

/** A time of the day, typed in any customary way, and written as HH:MM once it is left. */
export function TimeInput({ name, label, isEnd, isInvalid, notes, onTyped }: Props) {
  const { control } = useFormContext();
  const { isReadOnly, path } = useFormMode();
  const { field } = useController({ name, control });
  return (
    <TextField
      id={`${path}.${name}`}
      className="time-input"
      aria-label={label}
      {...(notes !== undefined && { "aria-describedby": notes })}
      name={name}
      value={field.value}
      onChange={(typed) => {
        onTyped();
        field.onChange(typed);
      }}
      onBlur={() => {
        const minute = readTime(String(field.value), isEnd);
        if (minute !== null && writeTime(minute) !== field.value) {
          field.onChange(writeTime(minute));
        }
        field.onBlur();
      }}
      isReadOnly={isReadOnly}
      isInvalid={isInvalid}
      validationBehavior="aria"
      autoComplete="off"
    >
      <Input ref={field.ref} className="field-input" placeholder="00:00" inputMode="text" maxLength={12} />
    </TextField>
  );
}
