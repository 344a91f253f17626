import { type ReactNode, useState } from "react";
import { useText } from "../i18n/texts";
import { Button } from "./button";
import { CopyField } from "./copy";
import { ConfirmDialog, Dialog } from "./dialog";
import { Notice } from "./notice";

type Props = {
  readonly title: string;
  /** What the secret is called. */
  readonly label: string;
  readonly secret: string;
  /** How it is used. */
  readonly children?: ReactNode;
  readonly onClose: () => void;
};

/** A secret that is shown this once. Whoever closes it without having copied it is asked whether they mean to. */
export function SecretDialog({ title, label, secret, children, onClose }: Props) {
  const text = useText();
  const [isCopied, setCopied] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const close = () => (isCopied ? onClose() : setAsking(true));
  return (
    <Dialog
      isOpen
      onClose={close}
      title={title}
      isWide
      footer={
        <Button look="primary" onPress={close}>
          {text("secret-done")}
        </Button>
      }
    >
      <Notice tone="warning">
        <p>{text("secret-once")}</p>
      </Notice>
      <CopyField label={label} value={secret} onCopied={() => setCopied(true)} />
      {children}
      <ConfirmDialog
        isOpen={isAsking}
        title={text("secret-close-title")}
        confirmLabel={text("secret-close-confirm")}
        cancelLabel={text("secret-close-stay")}
        isDestructive
        onConfirm={onClose}
        onCancel={() => setAsking(false)}
      >
        <p>{text("secret-close-description")}</p>
      </ConfirmDialog>
    </Dialog>
  );
}
