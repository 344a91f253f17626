import { useId } from "react";
import type { DemoToken } from "./demo-tokens";

/** Where a typed token stays: in this tab, until it is closed. */
const SESSION_KEY = "cuenta:token";
const NOBODY = "";

type Props = {
  readonly demoTokens: readonly DemoToken[];
  /** Null: nobody is signed in. */
  readonly token: string | null;
  readonly onChange: (token: string | null) => void;
};

/** Who asks: one of the demo's callers, or outside of a demo the holder of a token. */
export function CallerChooser(props: Props) {
  return props.demoTokens.length > 0 ? <DemoCallers {...props} /> : <BearerToken {...props} />;
}

/** The demo's administrator, or outside of a demo the token that was typed in this tab. */
export function initialToken(demoTokens: readonly DemoToken[]): string | null {
  if (demoTokens.length === 0) {
    return sessionStorage.getItem(SESSION_KEY);
  }
  return (demoTokens.find(({ role }) => role === "ADMIN") ?? demoTokens[0])?.token ?? null;
}

function DemoCallers({ demoTokens, token, onChange }: Props) {
  const id = useId();
  return (
    <div className="caller">
      <label htmlFor={id}>Signed in as</label>
      <select
        id={id}
        value={token ?? NOBODY}
        onChange={({ currentTarget: { value } }) => onChange(value === NOBODY ? null : value)}
      >
        {demoTokens.map(({ role, name, token }) => (
          <option key={token} value={token}>
            {role} – {name}
          </option>
        ))}
        <option value={NOBODY}>Nobody</option>
      </select>
    </div>
  );
}

function BearerToken({ token, onChange }: Props) {
  const id = useId();

  // Taken on Enter or on leaving, since each change reads the schema again.
  function take(input: HTMLInputElement) {
    const typed = input.value.trim().replace(/^Bearer\s+/i, "");
    const next = typed === "" ? null : typed;
    if (next === null) {
      sessionStorage.removeItem(SESSION_KEY);
    } else {
      sessionStorage.setItem(SESSION_KEY, next);
    }
    if (next !== token) {
      onChange(next);
    }
  }

  return (
    <div className="caller">
      <label htmlFor={id}>Bearer token</label>
      <input
        id={id}
        type="password"
        autoComplete="off"
        spellCheck={false}
        placeholder="none: asking as nobody"
        defaultValue={token ?? ""}
        onBlur={({ currentTarget }) => take(currentTarget)}
        onKeyDown={({ key, currentTarget }) => key === "Enter" && take(currentTarget)}
      />
    </div>
  );
}
