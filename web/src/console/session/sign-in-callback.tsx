import { useEffect, useRef, useState } from "react";
import { useText } from "../i18n/texts";
import { LinkButton } from "../kit/button";
import { Notice } from "../kit/notice";
import { Skeleton } from "../kit/states";
import { useRouter } from "../routing/router";
import { View } from "../shell/view";
import { answerSignInWindow, isSignInWindow, SignInFailed } from "./provider";
import { useSession } from "./session";
import { signInPath } from "./sign-in-path";

/** So long another window may take to close this one, once it has its answer. */
const CLOSING_MS = 3000;

type State =
  | { readonly kind: "working" }
  | { readonly kind: "answered" }
  | { readonly kind: "failed"; readonly message: string; readonly returnTo: string };

/** Where the identity provider sends the reader back to. */
export default function SignInCallback() {
  const text = useText();
  const { means, completeSignIn } = useSession();
  const { navigate } = useRouter();
  const [state, setState] = useState<State>({ kind: "working" });
  // The answer is good once.
  const isBegun = useRef(false);

  useEffect(() => {
    if (isBegun.current) {
      return;
    }
    isBegun.current = true;
    if (means.kind === "provider" && isSignInWindow()) {
      void answerSignInWindow(means.provider).finally(() => setTimeout(() => setState({ kind: "answered" }), CLOSING_MS));
      return;
    }
    completeSignIn().then(
      ({ admission, returnTo }) => {
        if (admission === null) {
          navigate(returnTo, { replace: true });
        } else {
          const message = admission.kind === "refused" ? admission.message : text("problem-network");
          setState({ kind: "failed", message, returnTo });
        }
      },
      (error: unknown) => {
        const failure = error instanceof SignInFailed ? error : new SignInFailed("broken", String(error), "/");
        const message = text(`sign-in-failed-${failure.kind}`, { reason: failure.message });
        setState({ kind: "failed", message, returnTo: failure.returnTo });
      },
    );
  }, [means, completeSignIn, navigate, text]);

  return (
    <View title={text("sign-in-title")}>
      {state.kind === "working" && <Skeleton />}
      {state.kind === "answered" && (
        <Notice tone="info">
          <p>{text("sign-in-window-done")}</p>
        </Notice>
      )}
      {state.kind === "failed" && (
        <Notice
          tone="danger"
          isAlert
          actions={<LinkButton href={signInPath(state.returnTo)}>{text("try-again")}</LinkButton>}
        >
          <p>{state.message}</p>
        </Notice>
      )}
    </View>
  );
}
