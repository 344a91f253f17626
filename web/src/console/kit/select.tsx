import type { Ref } from "react";
import { Button, ListBox, ListBoxItem, Popover, Select as AriaSelect, SelectValue } from "react-aria-components";
import type { Option } from "./choice";
import { type FieldProps, FieldLabel, FieldNotes } from "./field";
import { Icon } from "./icon";
import "./overlay.css";

type Props<V extends string> = FieldProps & {
  readonly options: readonly Option<V>[];
  readonly value: V | null;
  readonly onChange: (value: V) => void;
  readonly onBlur?: () => void;
  readonly name?: string;
  readonly id?: string;
  readonly placeholder?: string;
  readonly isDisabled?: boolean;
  readonly inputRef?: Ref<HTMLButtonElement>;
};

/** One of several values, in a list that opens. */
export function Select<V extends string>({
  label,
  description,
  error,
  isRequired = false,
  options,
  value,
  onChange,
  inputRef,
  ...props
}: Props<V>) {
  return (
    <AriaSelect
      {...props}
      className="field"
      value={value}
      onChange={(key) => {
        const option = options.find((option) => option.value === key);
        if (option !== undefined) {
          onChange(option.value);
        }
      }}
      isRequired={isRequired}
      isInvalid={error !== undefined}
      validationBehavior="aria"
    >
      <FieldLabel label={label} isRequired={isRequired} />
      <Button {...(inputRef && { ref: inputRef })} className="field-input select-button">
        <SelectValue className="select-value" />
        <Icon name="chevron" />
      </Button>
      <FieldNotes description={description} error={error} />
      <Popover className="popover popover-as-wide">
        <ListBox className="list-box" items={options}>
          {(option) => (
            <ListBoxItem id={option.value} textValue={option.label} className="list-box-item">
              {option.label}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
