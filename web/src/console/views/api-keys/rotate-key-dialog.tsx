import { FormRadioGroup } from "../../form/fields";
import type { ApiKeyFragment } from "../../graphql/types.generated";
import { useText } from "../../i18n/texts";
import { OVERLAPS, type Overlap } from "../../saving/overlap";
import { ReasonField } from "../../saving/reason";
import { useSubmit } from "../../saving/submit";
import { SubmitDialog } from "../../saving/submit-dialog";
import { useSubmitForm } from "../../saving/use-submit-form";
import { RotateApiKeyDocument } from "./api-keys.generated";

type Props = {
  readonly apiKey: ApiKeyFragment;
  readonly onClose: () => void;
  readonly onRotated: (name: string, secret: string) => void;
};

/** Gives a key a new secret, and says how long the old one goes on working. */
export function RotateKeyDialog({ apiKey: { id, name }, onClose, onRotated }: Props) {
  const text = useText();
  const submit = useSubmit();
  const submitForm = useSubmitForm({
    values: { overlapSeconds: "0" as Overlap, reason: "" },
    send: ({ overlapSeconds }, options) =>
      submit(RotateApiKeyDocument, { input: { id, overlapSeconds: Number(overlapSeconds) }, options }),
    onDone: ({ secret }) => secret && onRotated(name, secret),
  });
  return (
    <SubmitDialog
      submitForm={submitForm}
      title={text("api-keys-rotate-title", { name })}
      submitLabel={text("api-keys-rotate")}
      onClose={onClose}
    >
      <p className="dialog-words">{text("api-keys-rotate-description")}</p>
      <FormRadioGroup
        name="overlapSeconds"
        label={text("overlap")}
        description={text("api-keys-overlap-description")}
        options={OVERLAPS.map((overlap) => ({ value: overlap, label: text(`overlap-${overlap}`) }))}
      />
      <ReasonField />
    </SubmitDialog>
  );
}
