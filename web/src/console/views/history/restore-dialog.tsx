import { useCallback, useEffect, useState } from "react";
import { ChangeSentences } from "../../changes/change-list";
import { useNames } from "../../changes/use-names";
import { refusalOf } from "../../graphql/client";
import { useFormat } from "../../i18n/format";
import { useText } from "../../i18n/texts";
import { useAnnounce } from "../../kit/announce";
import { Button } from "../../kit/button";
import { Dialog } from "../../kit/dialog";
import { TextField } from "../../kit/field";
import { Notice } from "../../kit/notice";
import { Problem } from "../../kit/problem";
import { Skeleton } from "../../kit/states";
import { NewWarnings } from "../../saving/new-warnings";
import { type Outcome, useSend } from "../../saving/send";
import { useSettings } from "../../session/account";
import { RestoreRevisionDocument } from "./history.generated";

/** The most characters that a reason has. */
const REASON_LENGTH = 500;

type Props = {
  readonly number: number;
  readonly onClose: () => void;
  /** It is restored, as the revision of this number; without one, nothing was different. */
  readonly onRestored: (revision: number | null) => void;
};

/** Shows what restoring a revision would do, or why it cannot be done, and does it once that is confirmed. */
export function RestoreDialog({ number, onClose, onRestored }: Props) {
  const text = useText();
  const format = useFormat();
  const announce = useAnnounce();
  const send = useSend();
  const { revision } = useSettings();
  const [seen, setSeen] = useState(revision);
  const [preview, setPreview] = useState<Outcome | null>(null);
  const [reason, setReason] = useState("");
  const [isRestoring, setRestoring] = useState(false);
  const [isOvertaken, setOvertaken] = useState(false);
  const [attempt, setAttempt] = useState(0);

  const restore = useCallback(
    (options: { dryRun: boolean; reason: string | null }) =>
      send(RestoreRevisionDocument, { input: { number } }, { ...options, expectedRevision: seen }),
    [send, number, seen],
  );

  useEffect(() => {
    let isCurrent = true;
    void restore({ dryRun: true, reason: null }).then((outcome) => {
      if (!isCurrent) {
        return;
      }
      if (outcome.kind === "conflict") {
        // Nothing is lost by looking again: the reader has confirmed nothing yet.
        setSeen(outcome.current.revision);
      } else {
        setPreview(outcome);
      }
    });
    return () => {
      isCurrent = false;
    };
    // With `attempt` it looks again. What is sent by changes with each warning that is read, which is no reason to.
  }, [number, seen, attempt]);

  async function confirm() {
    setRestoring(true);
    const outcome = await restore({ dryRun: false, reason: reason.trim() === "" ? null : reason });
    setRestoring(false);
    if (outcome.kind === "saved") {
      announce(
        outcome.revision === null ? text("saved-nothing") : text("saved-revision", { revision: format.number(outcome.revision) }),
      );
      onRestored(outcome.revision);
    } else if (outcome.kind === "conflict") {
      setOvertaken(true);
      setPreview(null);
      setSeen(outcome.current.revision);
    } else {
      setPreview(outcome);
    }
  }

  const canRestore = preview?.kind === "preview" && preview.changes.length > 0;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={text("restore-title", { number: format.number(number) })}
      isWide
      footer={
        <>
          <Button onPress={onClose}>{text("cancel")}</Button>
          <Button look="primary" isDisabled={!canRestore} isPending={isRestoring} onPress={() => void confirm()}>
            {text("restore-confirm")}
          </Button>
        </>
      }
    >
      {isOvertaken && (
        <Notice tone="warning" isAlert>
          <p>{text("restore-overtaken")}</p>
        </Notice>
      )}
      {preview === null && <Skeleton lines={3} />}
      {preview?.kind === "preview" && <WhatChanges preview={preview} number={number} seen={seen} />}
      {preview?.kind === "refused" && <Refusal userErrors={preview.userErrors} />}
      {preview?.kind === "failed" && (
        <>
          <Problem
            error={preview.error}
            onRetry={() => {
              setPreview(null);
              setAttempt((attempt) => attempt + 1);
            }}
          />
          {refusalOf(preview.error, "FORBIDDEN") !== null && <p>{text("restore-forbidden")}</p>}
        </>
      )}
      {canRestore && (
        <TextField
          label={text("reason")}
          description={text("reason-description")}
          maxLength={REASON_LENGTH}
          rows={2}
          value={reason}
          onChange={setReason}
        />
      )}
    </Dialog>
  );
}

type Preview = Extract<Outcome, { kind: "preview" }>;

function WhatChanges({ preview: { changes, newWarnings }, number, seen }: { readonly preview: Preview; readonly number: number; readonly seen: number }) {
  const text = useText();
  const [between] = useState(() => [{ changes, before: seen, after: number }]);
  const names = useNames(between);
  if (changes.length === 0) {
    return <p>{text("restore-nothing")}</p>;
  }
  return (
    <>
      <p>{text("restore-preview")}</p>
      <ChangeSentences changes={changes} names={names} />
      <NewWarnings warnings={newWarnings} />
    </>
  );
}

/** Nothing was restored: the server says why, and the reader is told what can be done about it. */
function Refusal({ userErrors }: { readonly userErrors: Extract<Outcome, { kind: "refused" }>["userErrors"] }) {
  const text = useText();
  const messages = userErrors.length > 0 ? userErrors.map(({ message }) => message) : [text("problem-unknown")];
  return (
    <Notice tone="danger" isAlert>
      {messages.map((message) => (
        <p key={message}>{message}</p>
      ))}
      {userErrors.some(({ code }) => code === "TAKEN") && <p>{text("restore-taken")}</p>}
    </Notice>
  );
}
