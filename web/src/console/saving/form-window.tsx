import { type ReactNode, useState } from "react";
import { Dialog } from "../kit/dialog";
import { LeaveDialog } from "../routing/leave-dialog";

type Props = {
  readonly title: string;
  /** Whether the form holds what was typed and not sent. */
  readonly isDirty: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly isWide?: boolean;
  readonly role?: "dialog" | "alertdialog";
};

/** A form in a window over the page. Escape is pressed by mistake too, so it asks before what was typed is lost. */
export function FormWindow({ title, isDirty, onClose, children, isWide = false, role = "dialog" }: Props) {
  const [isAsking, setAsking] = useState(false);
  return (
    <Dialog isOpen onClose={() => (isDirty ? setAsking(true) : onClose())} title={title} isWide={isWide} role={role}>
      {children}
      <LeaveDialog isOpen={isAsking} onStay={() => setAsking(false)} onLeave={onClose} />
    </Dialog>
  );
}
