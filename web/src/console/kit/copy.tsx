import { type RefObject, useRef, useState } from "react";
import { useText } from "../i18n/texts";
import { useAnnounce } from "./announce";
import { Button } from "./button";
import { TextField } from "./field";
import "./copy.css";

type Props = {
  readonly label: string;
  readonly value: string;
  /** It was copied, by the button or by hand. */
  readonly onCopied?: () => void;
};

/** A text to be taken elsewhere as it is, such as a secret. */
export function CopyField({ label, value, onCopied }: Props) {
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const { copy, error } = useCopy(value, field, onCopied);
  return (
    <div className="copy">
      <TextField
        label={label}
        value={value}
        error={error}
        isReadOnly
        autoComplete="off"
        spellCheck="false"
        inputRef={field}
        onFocus={() => field.current?.select()}
        {...(onCopied && { onCopy: onCopied })}
      />
      <CopyButton onPress={copy} />
    </div>
  );
}

/** Lines for a terminal or a program, to be read and copied. */
export function CodeExample({ label, code }: { readonly label: string; readonly code: string }) {
  const block = useRef<HTMLPreElement>(null);
  const { copy, error } = useCopy(code, block);
  return (
    <figure className="code-example">
      <figcaption className="field-label">{label}</figcaption>
      {/* What is wider than the page is scrolled, by keyboard too. */}
      <pre ref={block} tabIndex={0} aria-label={label} role="group">
        <code>{code}</code>
      </pre>
      {error !== undefined && <p className="field-error">{error}</p>}
      <CopyButton onPress={copy} />
    </figure>
  );
}

function CopyButton({ onPress }: { readonly onPress: () => void }) {
  const text = useText();
  return (
    <Button icon="copy" onPress={onPress}>
      {text("copy")}
    </Button>
  );
}

function useCopy(value: string, element: RefObject<HTMLElement | null>, onCopied?: () => void) {
  const text = useText();
  const announce = useAnnounce();
  const [error, setError] = useState<string>();

  async function copy() {
    try {
      await navigator.clipboard.writeText(value);
      setError(undefined);
      announce(text("copied"));
      onCopied?.();
    } catch {
      // There is no clipboard without TLS, or the reader forbids it: what is selected can be copied by hand.
      setError(text("copy-failed"));
      select(element.current);
    }
  }
  return { copy: () => void copy(), error };
}

function select(element: HTMLElement | null): void {
  if (element instanceof HTMLInputElement) {
    element.focus();
    element.select();
  } else if (element !== null) {
    element.focus();
    getSelection()?.selectAllChildren(element);
  }
}
