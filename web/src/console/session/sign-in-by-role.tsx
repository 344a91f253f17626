import { useState } from "react";
import { Button } from "react-aria-components";
import { useText } from "../i18n/texts";
import { Notice } from "../kit/notice";
import type { DemoCaller } from "./config";
import { useSession } from "./session";

type Props = { readonly callers: readonly DemoCaller[]; readonly onSignedIn: () => void };

/** The roles of a demo. */
export function SignInByRole({ callers, onSignedIn }: Props) {
  const text = useText();
  const { signInAs } = useSession();
  const [pending, setPending] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);

  async function choose(role: string) {
    if (pending !== null) {
      return;
    }
    setPending(role);
    setRefusal(null);
    const admission = await signInAs(role);
    setPending(null);
    if (admission === null) {
      onSignedIn();
    } else {
      setRefusal(admission.kind === "refused" ? admission.message : text("problem-network"));
    }
  }

  return (
    <>
      {refusal !== null && (
        <Notice tone="danger" isAlert>
          <p>{refusal}</p>
        </Notice>
      )}
      <ul className="role-cards">
        {callers.map(({ role, name }) => (
          <li key={role}>
            <Button className="role-card" aria-disabled={pending === role} onPress={() => void choose(role)}>
              <span className="role-card-title">{text(`value-role-${role}`)}</span>
              <span className="role-card-name">{name}</span>
              <span className="role-card-description">{text(`role-description-${role}`)}</span>
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}
