import type { ReactNode } from "react";
import { type FieldValues, FormProvider } from "react-hook-form";
import { useText } from "../i18n/texts";
import { Button } from "../kit/button";
import { later } from "../kit/later";
import { Notice } from "../kit/notice";
import { Problem } from "../kit/problem";
import { FormWindow } from "./form-window";
import type { SubmitForm } from "./use-submit-form";
import "./section-form.css";

const PreviewDialog = later(() => import("./preview-dialog").then(({ PreviewDialog }) => PreviewDialog));

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
  const { form, pending, errors, problem, submit, openPreview, preview, closePreview, retry } = submitForm;
  return (
    <FormWindow
      title={title}
      isDirty={form.formState.isDirty}
      onClose={onClose}
      isWide={isWide}
      role={isDestructive ? "alertdialog" : "dialog"}
    >
      <FormProvider {...form}>
        <form
          className="section-form"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (pending === null) {
              submit();
            }
          }}
        >
          {problem !== null && <Problem error={problem} onRetry={retry} />}
          {errors.messages.length > 0 && (
            <Notice tone="danger" isAlert focusRef={errors.ref}>
              {errors.messages.map((message) => (
                <p key={message}>{message}</p>
              ))}
            </Notice>
          )}
          {preview !== null && (
            <PreviewDialog
              changes={preview}
              saveLabel={submitLabel}
              isSaving={pending === "save"}
              onClose={closePreview}
              onSave={submit}
            />
          )}
          <div className="form-fields">{children}</div>
          <div className="dialog-footer">
            <Button look="quiet" onPress={onClose}>
              {text("cancel")}
            </Button>
            <Button isPending={pending === "preview"} onPress={openPreview}>
              {text("form-preview")}
            </Button>
            <Button type="submit" look={isDestructive ? "danger" : "primary"} isPending={pending === "save"}>
              {submitLabel}
            </Button>
          </div>
        </form>
      </FormProvider>
    </FormWindow>
  );
}
