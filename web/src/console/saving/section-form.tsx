import type { ReactNode } from "react";
import { type FieldValues, FormProvider } from "react-hook-form";
import { FormModeContext } from "../form/mode";
import { useText } from "../i18n/texts";
import { Button } from "../kit/button";
import { FormOutcome } from "./form-outcome";
import { FormWindow } from "./form-window";
import type { SettingsForm } from "./use-settings-form";
import "./section-form.css";

type Props<V extends FieldValues> = {
  readonly settingsForm: SettingsForm<V>;
  /** Whether the reader may change it; else the values are shown, and nothing is offered. */
  readonly canChange: boolean;
  /** Where the form's values stand in the settings, such as `company`. */
  readonly path: string;
  readonly children: ReactNode;
};

/** A section's form, with what saves it and what can go wrong. */
export function SectionForm<V extends FieldValues>({ settingsForm, canChange, path, children }: Props<V>) {
  const text = useText();
  const { form, isDirty, pending, save, openPreview, discard } = settingsForm;
  return (
    <FormProvider {...form}>
      <FormModeContext value={{ isReadOnly: !canChange, path }}>
        <form
          className="section-form"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (isDirty && pending === null) {
              save();
            }
          }}
        >
          <FormOutcome settingsForm={settingsForm} />
          <div className="form-fields">{children}</div>
          {canChange && (
            <div className="save-bar">
              <span className="save-bar-state">{isDirty ? text("form-unsaved") : ""}</span>
              <Button look="quiet" isUnavailable={!isDirty || pending !== null} onPress={discard}>
                {text("form-discard")}
              </Button>
              <Button isUnavailable={!isDirty} isPending={pending === "preview"} onPress={openPreview}>
                {text("form-preview")}
              </Button>
              <Button type="submit" look="primary" isUnavailable={!isDirty} isPending={pending === "save"}>
                {text("form-save")}
              </Button>
            </div>
          )}
        </form>
      </FormModeContext>
    </FormProvider>
  );
}

type DialogProps<V extends FieldValues> = {
  readonly settingsForm: SettingsForm<V>;
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

/** The form of one element of a list, in a dialog that closes by `onSaved` of its plan. */
export function FormDialog<V extends FieldValues>({ settingsForm, title, onClose, children }: DialogProps<V>) {
  const text = useText();
  const { form, isDirty, pending, save, openPreview } = settingsForm;
  return (
    <FormWindow title={title} isDirty={isDirty} onClose={onClose}>
      <FormProvider {...form}>
        <form
          className="section-form"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (isDirty && pending === null) {
              save();
            }
          }}
        >
          <FormOutcome settingsForm={settingsForm} />
          <div className="form-fields">{children}</div>
          <div className="dialog-footer">
            <Button look="quiet" onPress={onClose}>
              {text("cancel")}
            </Button>
            <Button isUnavailable={!isDirty} isPending={pending === "preview"} onPress={openPreview}>
              {text("form-preview")}
            </Button>
            <Button type="submit" look="primary" isUnavailable={!isDirty} isPending={pending === "save"}>
              {text("form-save")}
            </Button>
          </div>
        </form>
      </FormProvider>
    </FormWindow>
  );
}
