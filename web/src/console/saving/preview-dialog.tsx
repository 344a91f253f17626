import type { ReactNode } from "react";
import { ChangeList } from "../changes/change-list";
import type { ChangeFragment } from "../graphql/types.generated";
import { useText } from "../i18n/texts";
import { Button } from "../kit/button";
import { Dialog } from "../kit/dialog";

type Props = {
  readonly changes: readonly ChangeFragment[];
  readonly saveLabel: string;
  readonly isSaving: boolean;
  readonly onClose: () => void;
  readonly onSave: () => void;
  /** What else there is to say, or to ask. */
  readonly children?: ReactNode;
};

/** What a change would do, before it is saved. */
export function PreviewDialog({ changes, saveLabel, isSaving, onClose, onSave, children }: Props) {
  const text = useText();
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={text("preview-title")}
      isWide
      footer={
        <>
          <Button onPress={onClose}>{text("preview-back")}</Button>
          <Button look="primary" isPending={isSaving} isDisabled={changes.length === 0} onPress={onSave}>
            {saveLabel}
          </Button>
        </>
      }
    >
      {changes.length === 0 ? <p>{text("preview-nothing")}</p> : <ChangeList changes={changes} />}
      {children}
    </Dialog>
  );
}
