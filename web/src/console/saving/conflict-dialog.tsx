import { useState } from "react";
import { useText } from "../i18n/texts";
import { Button } from "../kit/button";
import { RadioGroup } from "../kit/choice";
import { Dialog } from "../kit/dialog";
import type { Conflict } from "./use-settings-form";

type Choice = "theirs" | "mine";

/** Somebody else saved first: the three values side by side, and which one is to hold. */
export function ConflictDialog({ conflict: { fields, resolve, cancel } }: { readonly conflict: Conflict }) {
  const text = useText();
  const [keep, setKeep] = useState<Readonly<Record<string, Choice>>>(() =>
    Object.fromEntries(fields.map(({ name }) => [name, "mine"])),
  );
  return (
    <Dialog
      isOpen
      onClose={cancel}
      title={text("conflict-title")}
      isWide
      footer={
        <>
          <Button onPress={cancel}>{text("conflict-back")}</Button>
          <Button look="primary" onPress={() => resolve(keep)}>
            {text("conflict-save")}
          </Button>
        </>
      }
    >
      <p>{text("conflict-description")}</p>
      {fields.map(({ name, label, seen, now, typed }) => (
        <div key={name} className="conflict-field">
          <dl className="conflict-values">
            <div>
              <dt>{text("conflict-seen")}</dt>
              <dd>{seen}</dd>
            </div>
            <div>
              <dt>{text("conflict-now")}</dt>
              <dd>{now}</dd>
            </div>
            <div>
              <dt>{text("conflict-typed")}</dt>
              <dd>{typed}</dd>
            </div>
          </dl>
          <RadioGroup<Choice>
            label={text("conflict-choose", { field: label })}
            orientation="horizontal"
            options={[
              { value: "theirs", label: text("conflict-keep-theirs") },
              { value: "mine", label: text("conflict-keep-mine") },
            ]}
            value={keep[name] ?? "mine"}
            onChange={(choice) => setKeep({ ...keep, [name]: choice })}
          />
        </div>
      ))}
    </Dialog>
  );
}
