import type { ReactNode } from "react";
import { CheckboxGroup, type GroupedOption } from "../kit/checkbox-group";
import { type Bound, useField } from "./fields";

type Props<V extends string> = Bound & { readonly options: readonly GroupedOption<V>[]; readonly actions?: ReactNode };

/** Some of several values of the form, all in sight. */
export function FormCheckboxGroup<V extends string>({ name, ...props }: Props<V>) {
  const { field, isReadOnly, error, place } = useField(name);
  return (
    <CheckboxGroup
      {...props}
      {...place}
      name={name}
      value={field.value}
      onChange={field.onChange}
      onBlur={field.onBlur}
      inputRef={field.ref}
      isReadOnly={isReadOnly}
      error={error}
    />
  );
}
