import { type ReactNode, type Ref, useState } from "react";
import { ComboBoxField } from "./combo-box";
import type { FieldProps } from "./field";

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

/** A text that is chosen among many, which are narrowed by typing a part of it; accents and the like do not count. */
export function SearchSelect({ options, value, onChange, ...props }: Props) {
  // Until something is typed all is shown: what is chosen already is no search.
  const [isSearching, setSearching] = useState(false);
  const wanted = plain(value);
  const found = isSearching ? options.filter((option) => plain(option).includes(wanted)) : options;
  return (
    <ComboBoxField<string>
      {...props}
      items={found.map((option) => ({ value: option, label: option }))}
      inputValue={value}
      onInputChange={(typed) => {
        if (typed !== value) {
          setSearching(true);
          onChange(typed);
        }
      }}
      value={options.includes(value) ? value : null}
      onChange={(key) => {
        if (key !== null) {
          setSearching(false);
          onChange(String(key));
        }
      }}
      onOpenChange={(isOpen) => !isOpen && setSearching(false)}
      allowsCustomValue
    />
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
