import { useRef } from "react";
import { DateField } from "../kit/date-field";
import { type Bound, useField } from "./fields";

type Props = Bound & { readonly min?: string; readonly max?: string; readonly isClearable?: boolean };

/** A day of the form, as ISO 8601 writes it; null for none. */
export function FormDate({ name, ...props }: Props) {
  const { field, isReadOnly, error, place } = useField(name);
  const input = useRef<HTMLDivElement>(null);
  return (
    <DateField
      {...props}
      {...place}
      name={name}
      value={field.value}
      onChange={field.onChange}
      onBlur={field.onBlur}
      inputRef={(element) => {
        input.current = element;
        // The field is several controls, of which the first is where an error leads.
        field.ref(element && { focus: () => input.current?.querySelector<HTMLElement>("[role=spinbutton]")?.focus() });
      }}
      isReadOnly={isReadOnly}
      error={error}
    />
  );
}
