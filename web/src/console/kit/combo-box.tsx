import type { Ref } from "react";
import {
  Button,
  ComboBox as AriaComboBox,
  Group,
  Input,
  ListBox,
  ListBoxItem,
  Popover,
} from "react-aria-components";
import { useText } from "../i18n/texts";
import type { Option } from "./choice";
import { type FieldProps, FieldLabel, FieldNotes } from "./field";
import { Icon } from "./icon";
import "./combo-box.css";
import "./overlay.css";

type Props<V extends string> = FieldProps & {
  readonly options: readonly Option<V>[];
  readonly value: V | null;
  /** Null where the text was emptied. */
  readonly onChange: (value: V | null) => void;
  readonly onBlur?: () => void;
  readonly name?: string;
  readonly id?: string;
  readonly placeholder?: string;
  readonly isReadOnly?: boolean;
  readonly inputRef?: Ref<HTMLInputElement>;
};

/** One of many values, found by typing a part of its label, without regard to case and accents. */
export function ComboBox<V extends string>({
  label,
  description,
  error,
  isRequired = false,
  options,
  value,
  onChange,
  placeholder,
  inputRef,
  ...props
}: Props<V>) {
  const text = useText();
  return (
    <AriaComboBox
      {...props}
      className="field"
      defaultItems={options}
      value={value}
      onChange={(key) => onChange(options.find((option) => option.value === key)?.value ?? null)}
      isRequired={isRequired}
      isInvalid={error !== undefined}
      validationBehavior="aria"
      allowsEmptyCollection
    >
      <FieldLabel label={label} isRequired={isRequired} />
      <Group className="combo-box">
        <Input {...(inputRef && { ref: inputRef })} className="field-input" placeholder={placeholder} />
        <Button className="combo-box-button">
          <Icon name="chevron" />
        </Button>
      </Group>
      <FieldNotes description={description} error={error} />
      <Popover className="popover popover-as-wide">
        <ListBox<Option<V>>
          className="list-box"
          renderEmptyState={() => <div className="combo-box-empty">{text("combo-box-empty")}</div>}
        >
          {(option) => (
            <ListBoxItem id={option.value} textValue={option.label} className="list-box-item">
              {option.label}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaComboBox>
  );
}
