import { type FormEvent, useRef, useState } from "react";
import { useFormat } from "../../i18n/format";
import { useText } from "../../i18n/texts";
import { Button } from "../../kit/button";
import { RadioGroup } from "../../kit/choice";
import { TextField } from "../../kit/field";

type Props = {
  readonly from: number;
  /** Null: now. */
  readonly to: number | null;
  readonly latest: number;
  readonly onCompare: (from: number, to: number | null) => void;
};

/** Which two revisions are compared; the second one may be now. */
export function CompareForm({ from, to, latest, onCompare }: Props) {
  const text = useText();
  const format = useFormat();
  const [first, setFirst] = useState(String(from));
  const [second, setSecond] = useState(String(to ?? latest));
  const [until, setUntil] = useState<"now" | "revision">(to === null ? "now" : "revision");
  const [isTried, setTried] = useState(false);
  const firstInput = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const secondInput = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const isKnown = (typed: string) => /^\d{1,9}$/.test(typed.trim()) && Number(typed) >= 1 && Number(typed) <= latest;
  const wrong = text("history-compare-wrong", { latest: format.number(latest) });

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (!isKnown(first)) {
      firstInput.current?.focus();
    } else if (until === "revision" && !isKnown(second)) {
      secondInput.current?.focus();
    } else {
      onCompare(Number(first), until === "now" ? null : Number(second));
    }
  }

  const hint = text("history-compare-hint", { latest: format.number(latest) });
  return (
    <form className="compare-form" onSubmit={submit} noValidate>
      <TextField
        label={text("history-compare-from")}
        description={hint}
        error={isTried && !isKnown(first) ? wrong : undefined}
        inputMode="numeric"
        autoComplete="off"
        value={first}
        onChange={setFirst}
        inputRef={firstInput}
      />
      <RadioGroup<"now" | "revision">
        label={text("history-compare-until")}
        orientation="horizontal"
        options={[
          { value: "now", label: text("history-now") },
          { value: "revision", label: text("history-compare-other") },
        ]}
        value={until}
        onChange={setUntil}
      />
      <TextField
        label={text("history-compare-to")}
        description={hint}
        error={isTried && until === "revision" && !isKnown(second) ? wrong : undefined}
        isDisabled={until === "now"}
        inputMode="numeric"
        autoComplete="off"
        value={second}
        onChange={setSecond}
        inputRef={secondInput}
      />
      <Button type="submit" look="primary">
        {text("history-compare")}
      </Button>
    </form>
  );
}
