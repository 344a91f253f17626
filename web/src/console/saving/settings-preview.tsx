import { useState } from "react";
import { useText } from "../i18n/texts";
import { TextField } from "../kit/field";
import { NewWarnings } from "./new-warnings";
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
  const [reason, setReason] = useState("");
  return (
    <PreviewDialog
      changes={changes}
      saveLabel={text("form-save")}
      isSaving={isSaving}
      onClose={onClose}
      onSave={() => onSave(reason)}
    >
      <NewWarnings warnings={newWarnings} />
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
