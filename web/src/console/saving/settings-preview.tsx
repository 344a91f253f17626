import { useState } from "react";
import { useTellWarning } from "../changes/tell-warning";
import { useText } from "../i18n/texts";
import { TextField } from "../kit/field";
import { Notice } from "../kit/notice";
import { PreviewDialog } from "./preview-dialog";
import { REASON_LENGTH } from "./reason";
import type { Preview } from "./use-settings-form";

type Props = {
  readonly preview: Preview;
  readonly isSaving: boolean;
  readonly onClose: () => void;
  readonly onSave: (reason: string) => void;
};

/** What a change of the settings would do, with the warnings that it would bring, and room for a reason. */
export function SettingsPreview({ preview: { changes, newWarnings }, isSaving, onClose, onSave }: Props) {
  const text = useText();
  const tellWarning = useTellWarning();
  const [reason, setReason] = useState("");
  return (
    <PreviewDialog
      changes={changes}
      saveLabel={text("form-save")}
      isSaving={isSaving}
      onClose={onClose}
      onSave={() => onSave(reason)}
    >
      {newWarnings.length > 0 && (
        <Notice tone="warning">
          <p>{text("preview-warnings")}</p>
          <ul>
            {newWarnings.map((warning) => (
              <li key={[warning.code, ...warning.path].join(" ")}>{tellWarning(warning)}</li>
            ))}
          </ul>
        </Notice>
      )}
      <TextField
        label={text("reason")}
        description={text("reason-description")}
        maxLength={REASON_LENGTH}
        rows={2}
        value={reason}
        onChange={setReason}
      />
    </PreviewDialog>
  );
}
