import { useState } from "react";
import { useText } from "../i18n/texts";
import { Button } from "../kit/button";
import { Notice } from "../kit/notice";
import { useSession } from "./session";

/** The way to the identity provider, and back to an address of the console. */
export function SignInAtProvider({ returnTo }: { readonly returnTo: string }) {
  const text = useText();
  const { signInAtProvider } = useSession();
  const [state, setState] = useState<"idle" | "pending" | "failed">("idle");
  return (
    <>
      {state === "failed" && (
        <Notice tone="danger" isAlert>
          <p>{text("sign-in-failed-broken")}</p>
        </Notice>
      )}
      <Button
        look="primary"
        isPending={state === "pending"}
        onPress={() => {
          setState("pending");
          signInAtProvider(returnTo).catch(() => setState("failed"));
        }}
      >
        {text("sign-in-provider")}
      </Button>
    </>
  );
}
