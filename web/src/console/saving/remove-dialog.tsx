import { type ReactNode, useCallback, useEffect, useState } from "react";
import { ChangeList } from "../changes/change-list";
import { useTellWarning } from "../changes/tell-warning";
import type { SettingsEdit } from "../graphql/types.generated";
import { useText } from "../i18n/texts";
import { useAnnounce } from "../kit/announce";
import { ConfirmDialog } from "../kit/dialog";
import { Notice } from "../kit/notice";
import { Problem } from "../kit/problem";
import { Skeleton } from "../kit/states";
import { useSettings } from "../session/account";
import { sendEdits } from "./edits";
import { type Outcome, useSend } from "./send";

type Props = {
  /** What the element is called. */
  readonly name: string;
  readonly edit: SettingsEdit;
  /** What else to say where it is refused. */
  readonly whenRefused?: ReactNode;
  /** It is left as it is. */
  readonly onClose: () => void;
  /** It is gone. */
  readonly onRemoved: () => void;
};

/** Shows what removing an element would do, or why it cannot be done, and does it once that is confirmed. */
export function RemoveDialog({ name, edit, whenRefused, onClose, onRemoved }: Props) {
  const text = useText();
  const tellWarning = useTellWarning();
  const announce = useAnnounce();
  const send = useSend();
  const { revision } = useSettings();
  const [seen, setSeen] = useState(revision);
  const [first] = useState(edit);
  const [preview, setPreview] = useState<Outcome | null>(null);
  const [isRemoving, setRemoving] = useState(false);
  const [isOvertaken, setOvertaken] = useState(false);

  const look = useCallback(
    async (expectedRevision: number) => {
      const outcome = await sendEdits(send, [first], { expectedRevision, dryRun: true });
      if (outcome.kind === "conflict") {
        // Nothing is lost by looking again: the reader has confirmed nothing yet.
        setSeen(outcome.current.revision);
      } else {
        setPreview(outcome);
      }
    },
    [send, first],
  );
  useEffect(() => void look(seen), [look, seen]);

  async function remove() {
    setRemoving(true);
    const outcome = await sendEdits(send, [first], { expectedRevision: seen });
    setRemoving(false);
    if (outcome.kind === "saved") {
      announce(outcome.revision === null ? text("saved-nothing") : text("saved-revision", { revision: outcome.revision }));
      onRemoved();
    } else if (outcome.kind === "conflict") {
      setOvertaken(true);
      setPreview(null);
      setSeen(outcome.current.revision);
    } else {
      setPreview(outcome);
    }
  }

  return (
    <ConfirmDialog
      isOpen
      title={text("remove-title", { name })}
      confirmLabel={text("remove")}
      cancelLabel={text("cancel")}
      isDestructive
      isPending={isRemoving}
      isConfirmDisabled={preview?.kind !== "preview"}
      onConfirm={() => void remove()}
      onCancel={onClose}
    >
      {isOvertaken && (
        <Notice tone="warning" isAlert>
          <p>{text("remove-overtaken")}</p>
        </Notice>
      )}
      {preview === null && <Skeleton lines={1} />}
      {preview?.kind === "preview" && (
        <>
          <ChangeList changes={preview.changes} />
          {preview.newWarnings.map((warning) => (
            <Notice key={[warning.code, ...warning.path].join(" ")} tone="warning">
              <p>{tellWarning(warning)}</p>
            </Notice>
          ))}
        </>
      )}
      {preview?.kind === "refused" && (
        <Notice tone="danger" isAlert>
          {preview.userErrors.map(({ message }) => (
            <p key={message}>{message}</p>
          ))}
          {whenRefused}
        </Notice>
      )}
      {preview?.kind === "failed" && <Problem error={preview.error} onRetry={() => void look(seen)} />}
    </ConfirmDialog>
  );
}
