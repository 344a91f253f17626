import { type FormEvent, useState } from "react";
import { Button as AriaButton } from "react-aria-components";
import { useText } from "../i18n/texts";
import { Button } from "../kit/button";
import { TextField } from "../kit/field";
import { Notice } from "../kit/notice";
import { useRouter } from "../routing/router";
import { LanguageMenu, ThemeMenu } from "../shell/header";
import { View } from "../shell/view";
import type { DemoCaller } from "./config";
import { useSession } from "./session";
import "./sign-in-view.css";

/** Where one says who one is. The address keeps where the reader wanted to go. */
export default function SignInView() {
  const text = useText();
  const { means, ended } = useSession();
  const { search, navigate } = useRouter();
  const returnTo = localPath(new URLSearchParams(search).get("return"));
  const goOn = () => navigate(returnTo, { replace: true });
  return (
    <>
      <div className="sign-in-head">
        <span className="sign-in-product">Cuenta</span>
        <LanguageMenu />
        <ThemeMenu />
      </div>
      <View title={text("sign-in-title")} description={text(`sign-in-${means.kind}-description`)}>
        {ended !== null && (
          <Notice tone="warning" isAlert>
            <p>{ended.message ?? text("sign-in-ended")}</p>
          </Notice>
        )}
        {means.kind === "demo" && <Callers callers={means.callers} onSignedIn={goOn} />}
        {means.kind === "provider" && <AtProvider returnTo={returnTo} />}
        {means.kind === "token" && <ByToken onSignedIn={goOn} />}
      </View>
    </>
  );
}

function Callers({ callers, onSignedIn }: { readonly callers: readonly DemoCaller[]; readonly onSignedIn: () => void }) {
  const text = useText();
  const { signInAs } = useSession();
  return (
    <ul className="role-cards">
      {callers.map((caller) => (
        <li key={caller.role}>
          <AriaButton
            className="role-card"
            onPress={() => {
              signInAs(caller);
              onSignedIn();
            }}
          >
            <span className="role-card-title">{text(`value-role-${caller.role}`)}</span>
            <span className="role-card-name">{caller.name}</span>
            <span className="role-card-description">{text(`role-description-${caller.role}`)}</span>
          </AriaButton>
        </li>
      ))}
    </ul>
  );
}

function AtProvider({ returnTo }: { readonly returnTo: string }) {
  const text = useText();
  const { signInAtProvider } = useSession();
  const [state, setState] = useState<"idle" | "pending" | "failed">("idle");
  return (
    <>
      {state === "failed" && (
        <Notice tone="danger" isAlert>
          <p>{text("sign-in-provider-failed")}</p>
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

function ByToken({ onSignedIn }: { readonly onSignedIn: () => void }) {
  const text = useText();
  const { signInWithToken } = useSession();
  const [typed, setTyped] = useState("");
  const [error, setError] = useState<string>();

  function submit(event: FormEvent) {
    event.preventDefault();
    const token = typed.trim().replace(/^Bearer\s+/i, "");
    if (token === "") {
      setError(text("sign-in-token-missing"));
      return;
    }
    signInWithToken(token);
    onSignedIn();
  }

  return (
    <form className="sign-in-form" onSubmit={submit} noValidate>
      <TextField
        label={text("sign-in-token")}
        description={text("sign-in-token-note")}
        error={error}
        type="password"
        autoComplete="off"
        isRequired
        value={typed}
        onChange={setTyped}
      />
      <Button type="submit" look="primary">
        {text("sign-in")}
      </Button>
    </form>
  );
}

/** An address of this console, never of another host. */
function localPath(path: string | null): string {
  return path !== null && /^\/(?![/\\])/.test(path) ? path : "/";
}
