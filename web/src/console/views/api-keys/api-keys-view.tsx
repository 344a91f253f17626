import { useState } from "react";
import { useQuery } from "urql";
import type { ApiKeyFragment } from "../../graphql/types.generated";
import { useText } from "../../i18n/texts";
import { Button } from "../../kit/button";
import { CodeExample } from "../../kit/copy";
import { Problem } from "../../kit/problem";
import { RecordList } from "../../kit/record-list";
import { Section } from "../../kit/section";
import { SecretDialog } from "../../kit/secret-dialog";
import { EmptyState, Skeleton } from "../../kit/states";
import { usePageOfList } from "../../routing/page-of-list";
import { useReadOnRevision } from "../../session/read-on-revision";
import { Pager, usePageFocus } from "../../shell/pager";
import { View } from "../../shell/view";
import { ApiKeysDocument } from "./api-keys.generated";
import { CreateKeyDialog } from "./create-key-dialog";
import { KeyRecord } from "./key-record";
import { RevokeKeyDialog } from "./revoke-key-dialog";
import { RotateKeyDialog } from "./rotate-key-dialog";

const PAGE_SIZE = 20;

type Open =
  | { readonly kind: "create" }
  | { readonly kind: "rotate" | "revoke"; readonly apiKey: ApiKeyFragment }
  | { readonly kind: "secret"; readonly name: string; readonly secret: string };

/** The keys of partners' integrations: made, looked at, given a new secret, ended. */
export default function ApiKeysView() {
  const text = useText();
  const page = usePageOfList(PAGE_SIZE);
  const list = usePageFocus();
  const [{ data, error }, read] = useQuery({ query: ApiKeysDocument, variables: page, requestPolicy: "cache-and-network" });
  useReadOnRevision(() => read({ requestPolicy: "network-only" }));
  const [open, setOpen] = useState<Open | null>(null);
  // An answer that comes after its dialog was closed does not close the next one.
  const close = () => setOpen((now) => (now === open ? null : now));
  const tellSecret = (name: string, secret: string) => setOpen({ kind: "secret", name, secret });
  const keys = data?.account?.apiKeys;
  const add = (
    <Button look="primary" icon="add" onPress={() => setOpen({ kind: "create" })}>
      {text("api-keys-create")}
    </Button>
  );
  return (
    <View title={text("api-keys-title")} description={text("api-keys-description")} actions={add}>
      {error && <Problem error={error} onRetry={() => read({ requestPolicy: "network-only" })} />}
      <div ref={list} tabIndex={-1}>
        {!keys && !error && <Skeleton />}
        {keys?.nodes.length === 0 && (
          <EmptyState icon="key" title={text("api-keys-empty")}>
            <p>{text("api-keys-empty-description")}</p>
          </EmptyState>
        )}
        {keys && keys.nodes.length > 0 && (
          <RecordList label={text("api-keys-title")} items={keys.nodes} idOf={({ id }) => id}>
            {(apiKey) => (
              <KeyRecord
                apiKey={apiKey}
                onRotate={() => setOpen({ kind: "rotate", apiKey })}
                onRevoke={() => setOpen({ kind: "revoke", apiKey })}
              />
            )}
          </RecordList>
        )}
      </div>
      {keys && <Pager pageInfo={keys.pageInfo} label={text("api-keys-title")} />}
      <Section id="api-keys-use" title={text("api-keys-use-title")} description={text("api-keys-use-description")}>
        <CodeExample label={text("api-keys-use-example")} code={example()} />
      </Section>

      {open?.kind === "create" && <CreateKeyDialog onClose={close} onCreated={tellSecret} />}
      {open?.kind === "rotate" && <RotateKeyDialog apiKey={open.apiKey} onClose={close} onRotated={tellSecret} />}
      {open?.kind === "revoke" && <RevokeKeyDialog apiKey={open.apiKey} onClose={close} />}
      {open?.kind === "secret" && (
        <SecretDialog
          title={text("api-keys-secret-title", { name: open.name })}
          label={text("api-keys-secret")}
          secret={open.secret}
          onClose={close}
        >
          <CodeExample label={text("api-keys-use-example")} code={example()} />
        </SecretDialog>
      )}
    </View>
  );
}

/** What any key may ask. The secret stays out of it: a command is kept in the terminal's history. */
function example(): string {
  return [
    `curl ${location.origin}/graphql \\`,
    `  -H "Authorization: Bearer $CUENTA_API_KEY" \\`,
    `  -H "Content-Type: application/json" \\`,
    `  -d '{"query": "{ viewer { name permissions } }"}'`,
  ].join("\n");
}
