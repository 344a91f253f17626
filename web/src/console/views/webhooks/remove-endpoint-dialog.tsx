import type { WebhookEndpointFragment } from "../../graphql/types.generated";
import { useText } from "../../i18n/texts";
import { useAnnounce } from "../../kit/announce";
import { useRouter } from "../../routing/router";
import { dropUnsaved } from "../../routing/unsaved";
import { ReasonField } from "../../saving/reason";
import { useSubmit } from "../../saving/submit";
import { SubmitDialog } from "../../saving/submit-dialog";
import { useSubmitForm } from "../../saving/use-submit-form";
import { RemoveWebhookEndpointDocument } from "./webhooks.generated";

type Props = { readonly endpoint: WebhookEndpointFragment; readonly onClose: () => void };

/** Removes an endpoint with its deliveries, once that is confirmed. */
export function RemoveEndpointDialog({ endpoint: { id, url }, onClose }: Props) {
  const text = useText();
  const announce = useAnnounce();
  const { navigate } = useRouter();
  const submit = useSubmit();
  const submitForm = useSubmitForm({
    values: { reason: "" },
    send: (_values, options) => submit(RemoveWebhookEndpointDocument, { input: { id }, options }),
    onDone: () => {
      announce(text("webhooks-removed", { url }));
      // The reason was sent.
      dropUnsaved();
      navigate("/webhooks", { replace: true });
    },
  });
  return (
    <SubmitDialog
      submitForm={submitForm}
      title={text("remove-title", { name: url })}
      submitLabel={text("remove")}
      isDestructive
      onClose={onClose}
    >
      <p className="dialog-words">{text("webhooks-remove-description")}</p>
      <ReasonField />
    </SubmitDialog>
  );
}
