import { useWatch } from "react-hook-form";
import { FormCheckboxGroup } from "../../form/choices";
import { FormDate } from "../../form/date";
import { FormRadioGroup, FormText } from "../../form/fields";
import type { Permission } from "../../graphql/types.generated";
import { useFormat } from "../../i18n/format";
import { useText } from "../../i18n/texts";
import { Button } from "../../kit/button";
import { ReasonField } from "../../saving/reason";
import { SubmitDialog } from "../../saving/submit-dialog";
import { useSubmit } from "../../saving/submit";
import { type SubmitForm, useSubmitForm } from "../../saving/use-submit-form";
import { useAccount } from "../../session/account";
import { CreateApiKeyDocument } from "./api-keys.generated";
import { EXPIRIES, type Expiry, expiresAt, tomorrow } from "./expiry";

/** What no key may do, whoever makes it. */
const NEVER_OF_KEYS: readonly Permission[] = ["MANAGE_API_KEYS", "ACCEPT_TERMS", "PROVISION_ACCOUNTS"];

type KeyValues = { name: string; permissions: Permission[]; expiry: Expiry; expiresOn: string | null; reason: string };

const NEW_KEY: KeyValues = { name: "", permissions: [], expiry: "90", expiresOn: null, reason: "" };

type Props = {
  readonly onClose: () => void;
  readonly onCreated: (name: string, secret: string) => void;
};

/** Makes a key. It is offered what the reader may do themselves, as far as a key may do it. */
export function CreateKeyDialog({ onClose, onCreated }: Props) {
  const text = useText();
  const { timeZone } = useFormat();
  const submit = useSubmit();
  const { viewer } = useAccount();
  const offered = viewer.permissions.filter((permission) => !NEVER_OF_KEYS.includes(permission));

  const submitForm: SubmitForm<KeyValues> = useSubmitForm({
    values: NEW_KEY,
    send: async ({ name, permissions, expiry, expiresOn }, options) => {
      if (expiry === "DATE" && expiresOn === null) {
        // Without its day the key would be good for ever, which nobody chose.
        const message = text("api-keys-expires-on-missing");
        return { kind: "refused", userErrors: [{ code: "REQUIRED", path: ["expiresAt"], message }] };
      }
      if (permissions.length === 0) {
        // The server makes such a key too, but whoever left all the boxes empty did not mean it.
        const message = text("api-keys-permissions-missing");
        return { kind: "refused", userErrors: [{ code: "REQUIRED", path: ["permissions"], message }] };
      }
      return submit(CreateApiKeyDocument, {
        input: { name, permissions, expiresAt: expiresAt(expiry, expiresOn, timeZone) },
        options,
      });
    },
    onDone: ({ apiKey, secret }) => {
      if (apiKey && secret) {
        onCreated(apiKey.name, secret);
      }
    },
    fieldOf: (path) => (path[0] === "expiresAt" ? (submitForm.form.getValues("expiry") === "DATE" ? "expiresOn" : "expiry") : null),
  });
  const { control, setValue } = submitForm.form;
  const [expiry, permissions] = useWatch({ control, name: ["expiry", "permissions"] });
  const hasAll = permissions.length === offered.length;

  return (
    <SubmitDialog
      submitForm={submitForm}
      title={text("api-keys-create")}
      submitLabel={text("api-keys-create")}
      isWide
      onClose={onClose}
    >
      <FormText
        name="name"
        label={text("field-apiKeys-name")}
        description={text("api-keys-name-description")}
        maxLength={128}
        isRequired
        autoFocus
      />
      <FormCheckboxGroup
        name="permissions"
        label={text("field-apiKeys-permissions")}
        description={text("api-keys-permissions-description")}
        options={offered.map((permission) => ({
          value: permission,
          label: text(`value-permissions-${permission}`),
          description: text(`permission-about-${permission}`),
        }))}
        actions={
          <Button
            look="quiet"
            onPress={() => setValue("permissions", hasAll ? [] : [...offered], { shouldDirty: true })}
          >
            {text(hasAll ? "api-keys-permissions-clear" : "api-keys-permissions-all")}
          </Button>
        }
      />
      <FormRadioGroup
        name="expiry"
        label={text("field-apiKeys-expiresAt")}
        orientation="horizontal"
        options={EXPIRIES.map((expiry) => ({ value: expiry, label: text(`api-keys-expiry-${expiry}`) }))}
      />
      {expiry === "DATE" && (
        <FormDate
          name="expiresOn"
          label={text("api-keys-expires-on")}
          description={text("api-keys-expires-on-description", { timeZone })}
          min={tomorrow(timeZone)}
          isRequired
        />
      )}
      <ReasonField />
    </SubmitDialog>
  );
}
