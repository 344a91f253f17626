import { type FormEvent, useRef, useState } from "react";
import { useText } from "../i18n/texts";
import { Button } from "../kit/button";
import { TextField } from "../kit/field";
import { useSession } from "./session";
import "./sign-in-view.css";

/** A field for a token, for servers that know no identity provider. */
export function SignInByToken({ onSignedIn }: { readonly onSignedIn: () => void }) {
  const text = useText();
  const { signInWithToken } = useSession();
  const [typed, setTyped] = useState("");
  const [error, setError] = useState<string>();
  const [isPending, setPending] = useState(false);
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);

  function refuse(message: string) {
    setError(message);
    field.current?.focus();
  }

  async function submit(event: FormEvent) {
    event.preventDefault();
    const token = typed.trim().replace(/^Bearer\s+/i, "");
    if (token === "") {
      refuse(text("sign-in-token-missing"));
      return;
    }
    // A header holds no other characters, and a browser does not send it.
    if (!/^[\x21-\x7e]+$/.test(token)) {
      refuse(text("sign-in-token-malformed"));
      return;
    }
    setError(undefined);
    setPending(true);
    const admission = await signInWithToken(token);
    setPending(false);
    if (admission === null) {
      onSignedIn();
    } else {
      refuse(admission.kind === "refused" ? admission.message : text("problem-network"));
    }
  }

  return (
    <form className="sign-in-form" onSubmit={(event) => void submit(event)} noValidate>
      <TextField
        label={text("sign-in-token")}
        description={text("sign-in-token-note")}
        error={error}
        type="password"
        autoComplete="off"
        isRequired
        value={typed}
        onChange={setTyped}
        inputRef={field}
      />
      <Button type="submit" look="primary" isPending={isPending}>
        {text("sign-in")}
      </Button>
    </form>
  );
}
