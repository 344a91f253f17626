import { useText } from "../i18n/texts";
import { ConfirmDialog } from "../kit/dialog";

type Props = { readonly isOpen: boolean; readonly onStay: () => void; readonly onLeave: () => void };

/** Asks whether what was typed may be lost. */
export function LeaveDialog({ isOpen, onStay, onLeave }: Props) {
  const text = useText();
  return (
    <ConfirmDialog
      isOpen={isOpen}
      title={text("leave-title")}
      confirmLabel={text("leave-confirm")}
      cancelLabel={text("leave-stay")}
      isDestructive
      onCancel={onStay}
      onConfirm={onLeave}
    >
      <p>{text("leave-description")}</p>
    </ConfirmDialog>
  );
}
