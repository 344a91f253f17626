import { useEffect, useRef, useState } from "react";
import { useText } from "../i18n/texts";
import { Button } from "../kit/button";
import { Dialog } from "../kit/dialog";
import { Notice } from "../kit/notice";
import { useRouter } from "../routing/router";
import { useSession } from "./session";
import { SignInByRole } from "./sign-in-by-role";
import { SignInByToken } from "./sign-in-by-token";
import "./sign-in-view.css";

/** Over the page, which keeps what was typed in it: signs the reader in again, or lets them leave. */
export default function SignInAgain() {
  const text = useText();
  const { means, signOut } = useSession();
  const { navigate } = useRouter();
  // Once the session goes on this dialog is not there any more.
  const goOn = () => {};
  return (
    <Dialog
      isOpen
      onClose={goOn}
      title={text("sign-in-again-title")}
      footer={
        <Button
          look="quiet"
          onPress={() => {
            signOut();
            navigate("/sign-in");
          }}
        >
          {text("sign-out")}
        </Button>
      }
    >
      <p>{text("sign-in-ended")}</p>
      <p>{text("sign-in-again-description")}</p>
      {means.kind === "demo" && <SignInByRole callers={means.callers} onSignedIn={goOn} />}
      {means.kind === "provider" && <InWindow />}
      {means.kind === "token" && <SignInByToken onSignedIn={goOn} />}
    </Dialog>
  );
}

function InWindow() {
  const text = useText();
  const { signInInWindow } = useSession();
  const [isWaiting, setWaiting] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  async function open() {
    // A window that was closed leaves its question open: the next one takes its place.
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    setRefusal(null);
    setWaiting(true);
    try {
      const admission = await signInInWindow(controller.signal);
      if (admission !== null) {
        setRefusal(admission.kind === "refused" ? admission.message : text("problem-network"));
      }
    } catch {
      if (!controller.signal.aborted) {
        setRefusal(text("sign-in-window-failed"));
      }
    }
    if (running.current === controller) {
      setWaiting(false);
    }
  }

  return (
    <>
      {isWaiting && <p role="status">{text("sign-in-window-waiting")}</p>}
      {refusal !== null && (
        <Notice tone="danger" isAlert>
          <p>{refusal}</p>
        </Notice>
      )}
      <Button look="primary" icon="external" onPress={() => void open()}>
        {text("sign-in-provider")}
      </Button>
    </>
  );
}
