import { Fragment, type ReactNode, type Ref } from "react";
import {
  CheckboxButton,
  CheckboxField,
  CheckboxGroup as AriaCheckboxGroup,
  FieldError,
  Text as AriaText,
} from "react-aria-components";
import type { Option } from "./choice";
import { type FieldProps, FieldLabel } from "./field";
import { Icon } from "./icon";
import "./checkbox-group.css";

/** A value that can be chosen, perhaps below the name of those that it belongs with. */
export type GroupedOption<V extends string> = Option<V> & { readonly group?: string };

type Props<V extends string> = FieldProps & {
  readonly options: readonly GroupedOption<V>[];
  readonly value: readonly V[];
  readonly onChange: (value: V[]) => void;
  readonly onBlur?: () => void;
  readonly name?: string;
  readonly id?: string;
  readonly isReadOnly?: boolean;
  /** The control that is focused first. */
  readonly inputRef?: Ref<HTMLInputElement>;
  /** Buttons beside the label, such as one that chooses all. */
  readonly actions?: ReactNode;
};

/** Some of several values, all in sight, in the order in which they are offered. */
export function CheckboxGroup<V extends string>({
  label,
  description,
  error,
  isRequired = false,
  options,
  value,
  onChange,
  inputRef,
  actions,
  ...props
}: Props<V>) {
  const isDescribed = options.some((option) => option.description !== undefined);
  return (
    <AriaCheckboxGroup
      {...props}
      className="field"
      value={[...value]}
      onChange={(chosen) => onChange(options.filter((option) => chosen.includes(option.value)).map(({ value }) => value))}
      isInvalid={error !== undefined}
      validationBehavior="aria"
    >
      <div className="checkbox-group-head">
        <FieldLabel label={label} isRequired={isRequired} />
        {actions}
      </div>
      {/* There may be many options: what helps to choose comes before them, and so does what is wrong. */}
      {description !== undefined && (
        <AriaText slot="description" className="field-description">
          {description}
        </AriaText>
      )}
      <FieldError className="field-error">{error}</FieldError>
      <div className={`checkbox-options ${isDescribed ? "" : "checkbox-options-short"}`}>
        {options.map((option, position) => (
          <Fragment key={option.value}>
            {option.group !== undefined && option.group !== options[position - 1]?.group && (
              <p className="checkbox-group-title">{option.group}</p>
            )}
            <CheckboxField value={option.value} className="choice" {...(inputRef && position === 0 && { inputRef })}>
              <CheckboxButton className="choice-button">
                <span className="choice-mark">
                  <Icon name="check" />
                </span>
                {option.label}
              </CheckboxButton>
              {option.description !== undefined && (
                <AriaText slot="description" className="field-description">
                  {option.description}
                </AriaText>
              )}
            </CheckboxField>
          </Fragment>
        ))}
      </div>
    </AriaCheckboxGroup>
  );
}
