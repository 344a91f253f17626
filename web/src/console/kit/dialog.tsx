import type { ReactNode } from "react";
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { Button } from "./button";
import "./overlay.css";

type Props = {
  readonly isOpen: boolean;
  /** Escape, or a press beside the window where that is allowed. */
  readonly onClose: () => void;
  readonly title: string;
  readonly children: ReactNode;
  /** The buttons. */
  readonly footer?: ReactNode;
  readonly isWide?: boolean;
  readonly role?: "dialog" | "alertdialog";
};

/** A window over the page, which holds the focus until it is closed and gives it back then. */
export function Dialog({ isOpen, onClose, title, children, footer, isWide = false, role = "dialog" }: Props) {
  return (
    <ModalOverlay isOpen={isOpen} onOpenChange={(open) => !open && onClose()} className="dialog-backdrop">
      <Modal className={isWide ? "dialog-window dialog-wide" : "dialog-window"}>
        <AriaDialog className="dialog" role={role}>
          <Heading slot="title" level={2} className="dialog-title">
            {title}
          </Heading>
          <div className="dialog-body">{children}</div>
          {footer !== undefined && <div className="dialog-footer">{footer}</div>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

type ConfirmProps = {
  readonly isOpen: boolean;
  readonly title: string;
  readonly children: ReactNode;
  readonly confirmLabel: string;
  readonly cancelLabel: string;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
  readonly isDestructive?: boolean;
  readonly isPending?: boolean;
  readonly isConfirmDisabled?: boolean;
};

/** Asks before something is done that cannot simply be taken back. The focus begins at the harmless answer. */
export function ConfirmDialog(props: ConfirmProps) {
  return (
    <Dialog
      isOpen={props.isOpen}
      onClose={props.onCancel}
      title={props.title}
      role="alertdialog"
      footer={
        <>
          <Button onPress={props.onCancel} autoFocus>
            {props.cancelLabel}
          </Button>
          <Button
            look={props.isDestructive ? "danger" : "primary"}
            onPress={props.onConfirm}
            isPending={props.isPending ?? false}
            isDisabled={props.isConfirmDisabled ?? false}
          >
            {props.confirmLabel}
          </Button>
        </>
      }
    >
      {props.children}
    </Dialog>
  );
}
