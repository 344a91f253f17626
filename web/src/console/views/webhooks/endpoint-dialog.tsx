import { useWatch } from "react-hook-form";
import { ACTION_GROUPS } from "../../changes/actions";
import { FormCheckboxGroup } from "../../form/choices";
import { FormRadioGroup, FormText } from "../../form/fields";
import type { CreateWebhookEndpointMutation, WebhookEndpointFragment } from "../../graphql/types.generated";
import { useText } from "../../i18n/texts";
import { useAnnounce } from "../../kit/announce";
import { ConflictDialog } from "../../saving/conflict-dialog";
import { ReasonField } from "../../saving/reason";
import { SubmitDialog } from "../../saving/submit-dialog";
import { useSubmit } from "../../saving/submit";
import { type SubmitForm, useSubmitForm } from "../../saving/use-submit-form";
import { type EndpointValues, inputOf, NEW_ENDPOINT, valuesOf } from "./endpoint-values";
import { type UpdatePayload, useEndpointUpdate } from "./use-endpoint-update";
import { CreateWebhookEndpointDocument } from "./webhooks.generated";

type CreatePayload = NonNullable<CreateWebhookEndpointMutation["payload"]>;
type FormValues = EndpointValues & { reason: string };

type Props = {
  /** Null: a new one. */
  readonly endpoint: WebhookEndpointFragment | null;
  readonly onClose: () => void;
  readonly onCreated?: (endpoint: WebhookEndpointFragment, secret: string) => void;
};

/** Where deliveries go, what for, and which. */
export function EndpointDialog({ endpoint, onClose, onCreated }: Props) {
  const text = useText();
  const announce = useAnnounce();
  const submit = useSubmit();
  const update = useEndpointUpdate(endpoint, (values) => {
    const { form } = submitForm;
    form.reset({ ...form.getValues(), ...values }, { keepDefaultValues: true });
    submitForm.retry();
  });

  const submitForm: SubmitForm<FormValues> = useSubmitForm<FormValues, CreatePayload | UpdatePayload>({
    values: { ...valuesOf(endpoint ?? NEW_ENDPOINT), reason: "" },
    send: async ({ reason: _, ...values }, options) => {
      if (values.scope === "CHOSEN" && values.actions.length === 0) {
        // To the server no action means all of them, which is the opposite.
        const message = text("webhooks-actions-missing");
        return { kind: "refused", userErrors: [{ code: "REQUIRED", path: ["actions"], message }] };
      }
      return endpoint === null
        ? submit(CreateWebhookEndpointDocument, { input: inputOf(values), options })
        : update.send(endpoint.id, inputOf(values), options);
    },
    onDone: (payload) => {
      if ("secret" in payload && payload.webhookEndpoint && payload.secret) {
        onCreated?.(payload.webhookEndpoint, payload.secret);
        return;
      }
      announce(payload.revision ? text("saved-revision", { revision: payload.revision.number }) : text("saved-nothing"));
      onClose();
    },
    fieldOf: ([field]) => (field === "actions" ? "actions" : null),
  });
  const scope = useWatch({ control: submitForm.form.control, name: "scope" });

  return (
    <SubmitDialog
      submitForm={submitForm}
      title={text(endpoint === null ? "webhooks-add" : "webhooks-edit")}
      submitLabel={text(endpoint === null ? "webhooks-add" : "form-save")}
      isWide
      onClose={onClose}
    >
      <FormText
        name="url"
        type="url"
        label={text("field-webhookEndpoints-url")}
        description={text("webhooks-url-description")}
        placeholder="https://"
        maxLength={2048}
        isRequired
        autoFocus
      />
      <FormText
        name="description"
        label={text("field-webhookEndpoints-description")}
        description={text("webhooks-description-description")}
        maxLength={500}
      />
      <FormRadioGroup
        name="scope"
        label={text("webhooks-scope")}
        options={[
          { value: "ALL", label: text("webhooks-scope-all"), description: text("webhooks-scope-all-description") },
          { value: "CHOSEN", label: text("webhooks-scope-chosen") },
        ]}
      />
      {scope === "CHOSEN" && (
        <FormCheckboxGroup
          name="actions"
          label={text("field-webhookEndpoints-actions")}
          description={text("webhooks-actions-description")}
          options={ACTION_GROUPS.flatMap(({ title, actions }) =>
            actions.map((action) => ({ value: action, label: text(`value-action-${action}`), group: text(title) })),
          )}
        />
      )}
      <ReasonField />
      {update.conflict !== null && <ConflictDialog conflict={update.conflict} />}
    </SubmitDialog>
  );
}
