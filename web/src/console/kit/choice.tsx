import type { Ref } from "react";
import {
  CheckboxButton,
  CheckboxField,
  type CheckboxFieldProps,
  RadioButton,
  RadioField,
  RadioGroup as AriaRadioGroup,
  SwitchButton,
  SwitchField,
  type SwitchFieldProps,
  Text as AriaText,
} from "react-aria-components";
import { type FieldProps, FieldLabel, FieldNotes } from "./field";
import { Icon } from "./icon";

type CheckboxProps = FieldProps &
  Omit<CheckboxFieldProps, "children" | "className" | "isInvalid" | "isRequired"> & {
    readonly inputRef?: Ref<HTMLInputElement>;
    /** The label is heard only: what surrounds the box, such as a table's headers, shows it already. */
    readonly isLabelHidden?: boolean;
  };

/** Something that is so or not, and takes effect when the form is saved. */
export function Checkbox({ label, isLabelHidden = false, description, error, ...props }: CheckboxProps) {
  return (
    <CheckboxField {...props} className="choice" isInvalid={error !== undefined} validationBehavior="aria">
      <CheckboxButton className="choice-button">
        <span className="choice-mark">
          <Icon name="check" />
        </span>
        {isLabelHidden ? <span className="visually-hidden">{label}</span> : label}
      </CheckboxButton>
      <FieldNotes description={description} error={error} />
    </CheckboxField>
  );
}

type SwitchProps = FieldProps &
  Omit<SwitchFieldProps, "children" | "className" | "isInvalid" | "isRequired"> & { readonly inputRef?: Ref<HTMLInputElement> };

/** Something that is on or off. */
export function Switch({ label, description, error, ...props }: SwitchProps) {
  return (
    <SwitchField {...props} className="choice choice-switch" isInvalid={error !== undefined} validationBehavior="aria">
      <SwitchButton className="choice-button">
        <span className="choice-track" />
        {label}
      </SwitchButton>
      <FieldNotes description={description} error={error} />
    </SwitchField>
  );
}

/** One of the values among which a reader chooses. */
export type Option<V extends string> = { readonly value: V; readonly label: string; readonly description?: string };

type RadioGroupProps<V extends string> = FieldProps & {
  readonly options: readonly Option<V>[];
  readonly value: V;
  readonly onChange: (value: V) => void;
  readonly onBlur?: () => void;
  readonly name?: string;
  readonly id?: string;
  readonly orientation?: "horizontal" | "vertical";
  readonly isReadOnly?: boolean;
  readonly isDisabled?: boolean;
  /** The control that is focused first. */
  readonly inputRef?: Ref<HTMLInputElement>;
};

/** One of a few values, all in sight. */
export function RadioGroup<V extends string>({
  label,
  description,
  error,
  isRequired,
  options,
  value,
  onChange,
  orientation = "vertical",
  inputRef,
  onBlur,
  ...props
}: RadioGroupProps<V>) {
  const focused = options.some((option) => option.value === value) ? value : options[0]?.value;
  return (
    <AriaRadioGroup
      {...props}
      className="field"
      orientation={orientation}
      value={value}
      onChange={(chosen) => {
        const option = options.find((option) => option.value === chosen);
        if (option !== undefined) {
          onChange(option.value);
        }
      }}
      {...(onBlur && { onBlur })}
      isInvalid={error !== undefined}
      validationBehavior="aria"
    >
      <FieldLabel label={label} isRequired={isRequired ?? false} />
      <div className="radio-options">
        {options.map((option) => (
          <RadioField
            key={option.value}
            value={option.value}
            className="choice"
            {...(inputRef && option.value === focused && { inputRef })}
          >
            <RadioButton className="choice-button">
              <span className="choice-mark choice-radio" />
              {option.label}
            </RadioButton>
            {option.description !== undefined && (
              <AriaText slot="description" className="field-description">
                {option.description}
              </AriaText>
            )}
          </RadioField>
        ))}
      </div>
      <FieldNotes description={description} error={error} />
    </AriaRadioGroup>
  );
}
