import type { ApiKeyFragment, ApiKeyState } from "../../graphql/types.generated";
import { useFormat } from "../../i18n/format";
import { useText } from "../../i18n/texts";
import { Button } from "../../kit/button";
import { RecordCard } from "../../kit/record-list";
import { Values } from "../../kit/section";
import { Badge } from "../../kit/states";
import { useAccount } from "../../session/account";

const TONES = { ACTIVE: "success", EXPIRED: "neutral", REVOKED: "neutral" } as const satisfies Record<ApiKeyState, string>;

type Props = { readonly apiKey: ApiKeyFragment; readonly onRotate: () => void; readonly onRevoke: () => void };

/** All that is known of a key, and what can be done with it. */
export function KeyRecord({ apiKey, onRotate, onRevoke }: Props) {
  const text = useText();
  const format = useFormat();
  const { viewer } = useAccount();
  const { name, prefix, permissions, state, createdAt, createdBy, rotatedAt, expiresAt, lastUsedAt, revokedAt } = apiKey;
  // A new secret would let the reader do what the key may do.
  const mayRotate = permissions.every((permission) => viewer.permissions.includes(permission));
  return (
    <RecordCard
      title={name}
      badges={<Badge tone={TONES[state]}>{text(`value-state-${state}`)}</Badge>}
      actions={
        state === "ACTIVE" && (
          <>
            {mayRotate && (
              <Button aria-label={text("api-keys-rotate-name", { name })} onPress={onRotate}>
                {text("api-keys-rotate")}
              </Button>
            )}
            <Button look="danger" aria-label={text("api-keys-revoke-name", { name })} onPress={onRevoke}>
              {text("api-keys-revoke")}
            </Button>
          </>
        )
      }
    >
      <Values
        entries={[
          { label: text("api-keys-prefix"), value: <span className="code">{prefix}…</span> },
          {
            label: text("api-keys-created"),
            value: text("api-keys-created-by", { at: format.moment(createdAt), by: createdBy.name ?? createdBy.subject }),
          },
          ...(rotatedAt === null ? [] : [{ label: text("api-keys-rotated"), value: format.moment(rotatedAt) }]),
          revokedAt === null
            ? {
                label: text("api-keys-expires"),
                value: expiresAt === null ? text("api-keys-expires-never") : format.moment(expiresAt),
              }
            : { label: text("api-keys-revoked"), value: format.moment(revokedAt) },
          {
            label: text("api-keys-last-used"),
            value: lastUsedAt === null ? text("api-keys-last-used-never") : format.moment(lastUsedAt),
          },
        ]}
      />
      <Values
        entries={[
          {
            label: text("field-apiKeys-permissions"),
            value:
              permissions.length === 0
                ? text("api-keys-permissions-none")
                : permissions.map((permission) => text(`value-permissions-${permission}`)).join(" · "),
          },
        ]}
      />
      {state === "ACTIVE" && !mayRotate && <p className="field-description">{text("api-keys-rotate-forbidden")}</p>}
    </RecordCard>
  );
}
