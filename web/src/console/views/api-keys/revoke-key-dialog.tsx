import type { ApiKeyFragment } from "../../graphql/types.generated";
import { useText } from "../../i18n/texts";
import { useAnnounce } from "../../kit/announce";
import { ReasonField } from "../../saving/reason";
import { useSubmit } from "../../saving/submit";
import { SubmitDialog } from "../../saving/submit-dialog";
import { useSubmitForm } from "../../saving/use-submit-form";
import { RevokeApiKeyDocument } from "./api-keys.generated";

type Props = { readonly apiKey: ApiKeyFragment; readonly onClose: () => void };

/** Ends a key, once that is confirmed. */
export function RevokeKeyDialog({ apiKey: { id, name }, onClose }: Props) {
  const text = useText();
  const announce = useAnnounce();
  const submit = useSubmit();
  const submitForm = useSubmitForm({
    values: { reason: "" },
    send: (_values, options) => submit(RevokeApiKeyDocument, { input: { id }, options }),
    onDone: () => {
      announce(text("api-keys-revoked-now", { name }));
      onClose();
    },
  });
  return (
    <SubmitDialog
      submitForm={submitForm}
      title={text("api-keys-revoke-title", { name })}
      submitLabel={text("api-keys-revoke")}
      isDestructive
      onClose={onClose}
    >
      <p className="dialog-words">{text("api-keys-revoke-description")}</p>
      <ReasonField />
    </SubmitDialog>
  );
}
