import type { ReactNode, Ref } from "react";
import {
  FieldError,
  Input,
  Label,
  TextArea,
  Text as AriaText,
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
} from "react-aria-components";
import { useText } from "../i18n/texts";
import "./field.css";

/** What every field has around its control. */
export type FieldProps = {
  readonly label: string;
  readonly description?: ReactNode;
  /** What is wrong with the value. */
  readonly error?: string | undefined;
  readonly isRequired?: boolean;
};

/** The label, and whether a value is needed. */
export function FieldLabel({ label, isRequired = false }: Pick<FieldProps, "label" | "isRequired">) {
  const text = useText();
  return (
    <Label className="field-label">
      {label}
      {isRequired && (
        <span className="field-required" title={text("field-required")} aria-hidden="true">
          *
        </span>
      )}
    </Label>
  );
}

/** What helps to fill the field in, and what is wrong with what was filled in. */
export function FieldNotes({ description, error }: Pick<FieldProps, "description" | "error">) {
  return (
    <>
      {description !== undefined && (
        <AriaText slot="description" className="field-description">
          {description}
        </AriaText>
      )}
      <FieldError className="field-error">{error}</FieldError>
    </>
  );
}

type TextFieldProps = FieldProps &
  Omit<AriaTextFieldProps, "children" | "className" | "isInvalid" | "isRequired"> & {
    readonly inputRef?: Ref<HTMLInputElement & HTMLTextAreaElement>;
    readonly placeholder?: string;
    /** More than one line. */
    readonly rows?: number;
  };

/** A text of one line or of several. */
export function TextField({
  label,
  description,
  error,
  isRequired = false,
  inputRef,
  placeholder,
  rows,
  ...props
}: TextFieldProps) {
  return (
    <AriaTextField
      {...props}
      className="field"
      isRequired={isRequired}
      isInvalid={error !== undefined}
      validationBehavior="aria"
    >
      <FieldLabel label={label} isRequired={isRequired} />
      {rows === undefined ? (
        <Input ref={inputRef} className="field-input" placeholder={placeholder} />
      ) : (
        <TextArea ref={inputRef} className="field-input" rows={rows} placeholder={placeholder} />
      )}
      <FieldNotes description={description} error={error} />
    </AriaTextField>
  );
}

/** Fields side by side where there is room. */
export function FieldRow({ children }: { readonly children: ReactNode }) {
  return <div className="field-row">{children}</div>;
}
