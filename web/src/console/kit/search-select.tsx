import { type ReactNode, type Ref, useState } from "react";
import { Button, ComboBox, Input, ListBox, ListBoxItem, Popover } from "react-aria-components";
import { type FieldProps, FieldLabel, FieldNotes } from "./field";
import { Icon } from "./icon";
import "./overlay.css";
import "./search-select.css";

type Props = FieldProps & {
  /** The texts to choose from. */
  readonly options: readonly string[];
  /** What else is told of an option, once it is seen. */
  readonly describe?: (option: string) => ReactNode;
  /** What is chosen or typed: it need not be one of the options. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onBlur?: () => void;
  /** What is said where nothing is found. */
  readonly whenEmpty: string;
  readonly name?: string;
  readonly id?: string;
  readonly isReadOnly?: boolean;
  readonly inputRef?: Ref<HTMLInputElement>;
};

type Option = { readonly id: string };

/** A text that is chosen among many, which are narrowed by typing a part of it; accents and the like do not count. */
export function SearchSelect({
  label,
  description,
  error,
  isRequired = false,
  options,
  describe,
  value,
  onChange,
  whenEmpty,
  inputRef,
  ...props
}: Props) {
  // Until something is typed all is shown: what is chosen already is no search.
  const [isSearching, setSearching] = useState(false);
  const wanted = plain(value);
  const found = isSearching ? options.filter((option) => plain(option).includes(wanted)) : options;
  return (
    <ComboBox<Option>
      {...props}
      className="field"
      items={found.map((id) => ({ id }))}
      inputValue={value}
      onInputChange={(typed) => {
        if (typed !== value) {
          setSearching(true);
          onChange(typed);
        }
      }}
      selectedKey={options.includes(value) ? value : null}
      onSelectionChange={(key) => {
        if (key !== null) {
          setSearching(false);
          onChange(String(key));
        }
      }}
      onOpenChange={(isOpen) => !isOpen && setSearching(false)}
      allowsCustomValue
      allowsEmptyCollection
      isRequired={isRequired}
      isInvalid={error !== undefined}
      validationBehavior="aria"
    >
      <FieldLabel label={label} isRequired={isRequired} />
      <div className="search-select">
        <Input ref={inputRef ?? null} className="field-input" autoComplete="off" />
        <Button className="search-select-button">
          <Icon name="chevron" />
        </Button>
      </div>
      <FieldNotes description={description} error={error} />
      <Popover className="popover popover-as-wide search-select-list">
        <ListBox<Option> className="list-box" renderEmptyState={() => <p className="list-box-item">{whenEmpty}</p>}>
          {({ id }) => (
            <ListBoxItem id={id} textValue={id} className="list-box-item">
              {id}
              {describe && <span className="list-box-description">{describe(id)}</span>}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}

/** A text without what does not count in a search. */
function plain(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replaceAll("_", " ")
    .toLowerCase()
    .trim();
}
