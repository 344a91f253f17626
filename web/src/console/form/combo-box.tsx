import type { Option } from "../kit/choice";
import { ComboBox } from "../kit/combo-box";
import { type Bound, useField } from "./fields";

/** One of many values of the form, found by typing; empty is none. */
export function FormComboBox<V extends string>({ name, ...props }: Bound & { readonly options: readonly Option<V>[]; readonly placeholder?: string }) {
  const { field, isReadOnly, error, place } = useField(name);
  return (
    <ComboBox
      {...props}
      {...place}
      name={name}
      value={field.value === "" ? null : field.value}
      onChange={(value) => field.onChange(value ?? "")}
      onBlur={field.onBlur}
      inputRef={field.ref}
      isReadOnly={isReadOnly}
      error={error}
    />
  );
}
