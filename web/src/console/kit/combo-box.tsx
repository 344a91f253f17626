import type { ReactNode, Ref } from "react";
import {
  Button,
  ComboBox as AriaComboBox,
  type ComboBoxProps as AriaComboBoxProps,
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

/** What is told of an option in the list, below its label; it is asked for once the option is seen. */
type Describe<V> = (value: V) => ReactNode;

type ListProps<V extends string> = FieldProps &
  Omit<
    AriaComboBoxProps<Option<V>>,
    "children" | "className" | "isInvalid" | "isRequired" | "validationBehavior" | "allowsEmptyCollection"
  > & {
    readonly describe?: Describe<V>;
    /** What is said where nothing is found. */
    readonly whenEmpty: string;
    readonly placeholder?: string;
    readonly inputRef?: Ref<HTMLInputElement>;
  };

/** A text field with a list of options below it. What is found in the list, and what is chosen by it, is for others to say. */
export function ComboBoxField<V extends string>({
  label,
  description,
  error,
  isRequired = false,
  describe,
  whenEmpty,
  placeholder,
  inputRef,
  ...props
}: ListProps<V>) {
  return (
    <AriaComboBox
      {...props}
      className="field"
      isRequired={isRequired}
      isInvalid={error !== undefined}
      validationBehavior="aria"
      allowsEmptyCollection
    >
      <FieldLabel label={label} isRequired={isRequired} />
      <div className="combo-box">
        <Input ref={inputRef ?? null} className="field-input" placeholder={placeholder} autoComplete="off" />
        <Button className="combo-box-button">
          <Icon name="chevron" />
        </Button>
      </div>
      <FieldNotes description={description} error={error} />
      <Popover className="popover popover-as-wide combo-box-list">
        <ListBox<Option<V>> className="list-box" renderEmptyState={() => <p className="combo-box-empty">{whenEmpty}</p>}>
          {({ value, label }) => (
            <ListBoxItem id={value} textValue={label} className="list-box-item">
              {label}
              {describe && <span className="list-box-description">{describe(value)}</span>}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaComboBox>
  );
}

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
export function ComboBox<V extends string>({ options, onChange, ...props }: Props<V>) {
  const text = useText();
  return (
    <ComboBoxField<V>
      {...props}
      defaultItems={options}
      onChange={(key) => onChange(options.find(({ value }) => value === key)?.value ?? null)}
      whenEmpty={text("combo-box-empty")}
    />
  );
}
