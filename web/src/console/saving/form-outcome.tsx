import type { FieldValues } from "react-hook-form";
import { useText } from "../i18n/texts";
import { Button } from "../kit/button";
import { later } from "../kit/later";
import { Notice } from "../kit/notice";
import { Problem } from "../kit/problem";
import type { SettingsForm } from "./use-settings-form";

const ConflictDialog = later(() => import("./conflict-dialog").then(({ ConflictDialog }) => ConflictDialog));
const SettingsPreview = later(() => import("./settings-preview").then(({ SettingsPreview }) => SettingsPreview));

/** What became of saving, other than success: at the top of the form, or in a window over it. */
export function FormOutcome<V extends FieldValues>({ settingsForm }: { readonly settingsForm: SettingsForm<V> }) {
  const text = useText();
  const { problem, retry, formErrors, formErrorsRef, isOvertaken, discard, conflict, preview } = settingsForm;
  return (
    <>
      {problem !== null && <Problem error={problem} onRetry={retry} />}
      {formErrors.length > 0 && (
        <Notice tone="danger" isAlert focusRef={formErrorsRef}>
          {formErrors.map((message) => (
            <p key={message}>{message}</p>
          ))}
        </Notice>
      )}
      {isOvertaken && (
        <Notice
          tone="warning"
          isAlert
          actions={
            <Button look="quiet" onPress={discard}>
              {text("overtaken-discard")}
            </Button>
          }
        >
          <p>{text("overtaken")}</p>
        </Notice>
      )}
      {conflict !== null && <ConflictDialog conflict={conflict} />}
      {preview !== null && (
        <SettingsPreview
          preview={preview}
          isSaving={settingsForm.pending === "save"}
          onClose={settingsForm.closePreview}
          onSave={settingsForm.save}
        />
      )}
    </>
  );
}
