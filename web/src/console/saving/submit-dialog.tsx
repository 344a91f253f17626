import type { ReactNode } from "react";
import { type FieldValues, FormProvider } from "react-hook-form";
import { useText } from "../i18n/texts";
import { Button } from "../kit/button";
import { Dialog } from "../kit/dialog";
import { Notice } from "../kit/notice";
import { Problem } from "../kit/problem";
import type { SubmitForm } from "./use-submit-form";
import "./section-form.css";

type Props<V extends FieldValues> = {
  readonly submitForm: SubmitForm<V>;
  readonly title: string;
  readonly submitLabel: string;
  readonly isDestructive?: boolean;
  readonly isWide?: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

/** A form that goes by one mutation, in a window over the page. */
export function SubmitDialog<V extends FieldValues>(props: Props<V>) {
  const { submitForm, title, submitLabel, isDestructive = false, isWide = false, onClose, children } = props;
  const text = useText();
  const { form, isPending, errors, problem, submit } = submitForm;
  return (
    <Dialog isOpen onClose={onClose} title={title} isWide={isWide} role={isDestructive ? "alertdialog" : "dialog"}>
      <FormProvider {...form}>
        <form
          className="section-form"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (!isPending) {
              submit();
            }
          }}
        >
          {problem !== null && <Problem error={problem} onRetry={submit} />}
          {errors.messages.length > 0 && (
            <Notice tone="danger" isAlert focusRef={errors.ref}>
              {errors.messages.map((message) => (
                <p key={message}>{message}</p>
              ))}
            </Notice>
          )}
          <div className="form-fields">{children}</div>
          <div className="dialog-footer">
            <Button onPress={onClose}>{text("cancel")}</Button>
            <Button type="submit" look={isDestructive ? "danger" : "primary"} isPending={isPending}>
              {submitLabel}
            </Button>
          </div>
        </form>
      </FormProvider>
    </Dialog>
  );
}
