import type { WebhookEndpointFragment } from "../../graphql/types.generated";
import { useText } from "../../i18n/texts";
import { useAnnounce } from "../../kit/announce";
import { ReasonField } from "../../saving/reason";
import { useSubmit } from "../../saving/submit";
import { SubmitDialog } from "../../saving/submit-dialog";
import { useSubmitForm } from "../../saving/use-submit-form";
import { UpdateWebhookEndpointDocument } from "./webhooks.generated";

type Props = { readonly endpoint: WebhookEndpointFragment; readonly onClose: () => void };

/** Switches an endpoint off, or on where it is off or failed, once that is confirmed. */
export function SwitchEndpointDialog({ endpoint: { id, url, state }, onClose }: Props) {
  const text = useText();
  const announce = useAnnounce();
  const submit = useSubmit();
  const enabled = state !== "ENABLED";
  const submitForm = useSubmitForm({
    values: { reason: "" },
    send: (_values, options) => submit(UpdateWebhookEndpointDocument, { input: { id, enabled }, options }),
    onDone: () => {
      announce(text(enabled ? "webhooks-enabled" : "webhooks-disabled"));
      onClose();
    },
  });
  return (
    <SubmitDialog
      submitForm={submitForm}
      title={text(enabled ? "webhooks-enable-title" : "webhooks-disable-title", { url })}
      submitLabel={text(enabled ? "webhooks-enable" : "webhooks-disable")}
      onClose={onClose}
    >
      <p className="dialog-words">{text(enabled ? "webhooks-enable-description" : "webhooks-disable-description")}</p>
      <ReasonField />
    </SubmitDialog>
  );
}
