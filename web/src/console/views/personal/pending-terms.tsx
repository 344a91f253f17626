import { useState } from "react";
import { Link } from "react-aria-components";
import { useMutation } from "urql";
import type { TermsDocumentFragment } from "../../graphql/types.generated";
import { fromAccount } from "../../i18n/languages";
import { useLanguages, useText } from "../../i18n/texts";
import { useAnnounce } from "../../kit/announce";
import { Button } from "../../kit/button";
import { Item, ItemList } from "../../kit/item-list";
import { Problem } from "../../kit/problem";
import { Section } from "../../kit/section";
import { useAccount, usePermission } from "../../session/account";
import { AcceptTermsDocument } from "./personal.generated";

/** The documents that the reader has not accepted yet, each in the language that is shown; nothing where there are none. */
export function PendingTerms() {
  const text = useText();
  const { viewer } = useAccount();
  const mayAccept = usePermission("ACCEPT_TERMS");
  const { language } = useLanguages();
  const pending = inLanguage(viewer.pendingTerms, language);
  if (!mayAccept || pending.length === 0) {
    return null;
  }
  return (
    <Section id="pending-terms" title={text("pending-terms-title")} description={text("pending-terms-description")}>
      <ItemList label={text("pending-terms-title")} items={pending} idOf={({ id }) => id}>
        {(document) => <PendingDocument document={document} />}
      </ItemList>
    </Section>
  );
}

function PendingDocument({ document: { id, kind, version, url } }: { readonly document: TermsDocumentFragment }) {
  const text = useText();
  const announce = useAnnounce();
  const { reload } = useAccount();
  const [{ fetching, error }, accept] = useMutation(AcceptTermsDocument);
  const [refusals, setRefusals] = useState<readonly string[]>([]);
  const title = text(`value-kind-${kind}`);

  async function take() {
    const { data } = await accept({ input: { documentId: id } });
    const userErrors = data?.acceptTerms?.userErrors ?? [];
    setRefusals(userErrors.map(({ message }) => message));
    if (data?.acceptTerms?.acceptance) {
      announce(text("pending-terms-accepted", { document: title }));
      reload();
    }
  }

  return (
    <Item
      title={
        <Link href={url} target="_blank" rel="noreferrer">
          {title}
        </Link>
      }
      actions={
        <Button isPending={fetching} onPress={() => void take()}>
          {text("pending-terms-accept")}
        </Button>
      }
    >
      {text("pending-terms-version", { version })}
      {error && <Problem error={error} onRetry={() => void take()} />}
      {refusals.map((message) => (
        <p key={message} role="alert">
          {message}
        </p>
      ))}
    </Item>
  );
}

/** One document of each kind: in the reader's language where there is one, else the first. */
function inLanguage(documents: readonly TermsDocumentFragment[], language: string): readonly TermsDocumentFragment[] {
  const kinds = [...new Set(documents.map(({ kind }) => kind))];
  return kinds.flatMap((kind) => {
    const ofKind = documents.filter((document) => document.kind === kind);
    return ofKind.find((document) => fromAccount(document.language) === language) ?? ofKind[0] ?? [];
  });
}
