import { FormRadioGroup } from "../../form/fields";
import type { WebhookEndpointFragment } from "../../graphql/types.generated";
import { useText } from "../../i18n/texts";
import { OVERLAPS, type Overlap } from "../../saving/overlap";
import { ReasonField } from "../../saving/reason";
import { useSubmit } from "../../saving/submit";
import { SubmitDialog } from "../../saving/submit-dialog";
import { useSubmitForm } from "../../saving/use-submit-form";
import { RotateWebhookSecretDocument } from "./webhooks.generated";

type Props = {
  readonly endpoint: WebhookEndpointFragment;
  readonly onClose: () => void;
  readonly onRotated: (secret: string) => void;
};

/** Gives an endpoint a new secret, and says how long deliveries are signed with the old one too. */
export function RotateSecretDialog({ endpoint: { id }, onClose, onRotated }: Props) {
  const text = useText();
  const submit = useSubmit();
  const submitForm = useSubmitForm({
    values: { overlapSeconds: "86400" as Overlap, reason: "" },
    send: ({ overlapSeconds }, options) =>
      submit(RotateWebhookSecretDocument, { input: { id, overlapSeconds: Number(overlapSeconds) }, options }),
    onDone: ({ secret }) => secret && onRotated(secret),
  });
  return (
    <SubmitDialog
      submitForm={submitForm}
      title={text("webhooks-rotate-title")}
      submitLabel={text("webhooks-rotate")}
      onClose={onClose}
    >
      <FormRadioGroup
        name="overlapSeconds"
        label={text("overlap")}
        description={text("webhooks-overlap-description")}
        options={OVERLAPS.map((overlap) => ({ value: overlap, label: text(`overlap-${overlap}`) }))}
      />
      <ReasonField />
    </SubmitDialog>
  );
}
