import { useState } from "react";
import { ChangeList } from "../changes/change-list";
import { useText } from "../i18n/texts";
import { Button } from "../kit/button";
import { Dialog } from "../kit/dialog";
import { TextField } from "../kit/field";
import { Notice } from "../kit/notice";
import { REASON_LENGTH } from "./reason";
import type { Preview } from "./use-settings-form";

type Props = {
  readonly preview: Preview;
  readonly isSaving: boolean;
  readonly onClose: () => void;
  readonly onSave: (reason: string) => void;
};

/** What a change would do, before it is saved, with room for a reason. */
export function PreviewDialog({ preview: { changes, newWarnings }, isSaving, onClose, onSave }: Props) {
  const text = useText();
  const [reason, setReason] = useState("");
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={text("preview-title")}
      isWide
      footer={
        <>
          <Button onPress={onClose}>{text("preview-back")}</Button>
          <Button look="primary" isPending={isSaving} isDisabled={changes.length === 0} onPress={() => onSave(reason)}>
            {text("form-save")}
          </Button>
        </>
      }
    >
      {changes.length === 0 ? <p>{text("preview-nothing")}</p> : <ChangeList changes={changes} />}
      {newWarnings.length > 0 && (
        <Notice tone="warning">
          <p>{text("preview-warnings")}</p>
          <ul>
            {newWarnings.map(({ code, path, message }) => (
              <li key={[code, ...path].join(" ")}>{message}</li>
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
    </Dialog>
  );
}
