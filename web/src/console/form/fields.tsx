import { useController, useFormContext } from "react-hook-form";
import { Checkbox, type Option, RadioGroup, Switch } from "../kit/choice";
import { type FieldProps, TextField } from "../kit/field";
import { Select } from "../kit/select";
import { useFormMode } from "./mode";

/** A control as the form knows it. */
export type Bound = Omit<FieldProps, "error"> & {
  /** The field's place among the form's values, which is its place in the input too. */
  readonly name: string;
};

/** What binds a control to the form around it. */
export function useField(name: string) {
  const { control } = useFormContext();
  const { isReadOnly, path } = useFormMode();
  const { field, fieldState } = useController({ name, control });
  return { field, isReadOnly, error: fieldState.error?.message, place: path === undefined ? {} : { id: `${path}.${name}` } };
}

type TextProps = Bound & {
  readonly type?: "text" | "email" | "url" | "tel";
  readonly maxLength?: number;
  readonly placeholder?: string;
  readonly autoComplete?: string;
  readonly rows?: number;
  readonly autoFocus?: boolean;
};

/** A text of the form; empty is a value. */
export function FormText({ name, autoComplete = "off", ...props }: TextProps) {
  const { field, isReadOnly, error, place } = useField(name);
  return (
    <TextField
      {...props}
      {...place}
      name={name}
      autoComplete={autoComplete}
      value={field.value}
      onChange={field.onChange}
      onBlur={field.onBlur}
      inputRef={field.ref}
      isReadOnly={isReadOnly}
      error={error}
    />
  );
}

/** One of several values of the form, in a list that opens. */
export function FormSelect<V extends string>({ name, ...props }: Bound & { readonly options: readonly Option<V>[]; readonly placeholder?: string }) {
  const { field, isReadOnly, error, place } = useField(name);
  return (
    <Select
      {...props}
      {...place}
      name={name}
      value={field.value}
      onChange={field.onChange}
      onBlur={field.onBlur}
      inputRef={field.ref}
      isDisabled={isReadOnly}
      error={error}
    />
  );
}

/** One of a few values of the form, all in sight. */
export function FormRadioGroup<V extends string>({
  name,
  ...props
}: Bound & { readonly options: readonly Option<V>[]; readonly orientation?: "horizontal" | "vertical" }) {
  const { field, isReadOnly, error, place } = useField(name);
  return (
    <RadioGroup
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

/** Something of the form that is so or not. */
export function FormCheckbox({ name, ...props }: Bound & { readonly isLabelHidden?: boolean }) {
  const { field, isReadOnly, error, place } = useField(name);
  return (
    <Checkbox
      {...props}
      {...place}
      name={name}
      isSelected={field.value}
      onChange={field.onChange}
      onBlur={field.onBlur}
      inputRef={field.ref}
      isReadOnly={isReadOnly}
      error={error}
    />
  );
}

/** Something of the form that is on or off. */
export function FormSwitch({ name, ...props }: Bound) {
  const { field, isReadOnly, error, place } = useField(name);
  return (
    <Switch
      {...props}
      {...place}
      name={name}
      isSelected={field.value}
      onChange={field.onChange}
      onBlur={field.onBlur}
      inputRef={field.ref}
      isReadOnly={isReadOnly}
      error={error}
    />
  );
}
