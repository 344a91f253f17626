import { useState } from "react";
import { useMutation, useQuery } from "urql";
import type { TermsDocumentFragment } from "../../graphql/types.generated";
import { ViewerDocument } from "../../graphql/viewer.generated";
import { useFormat } from "../../i18n/format";
import { fromAccount } from "../../i18n/languages";
import { useLanguages, useText } from "../../i18n/texts";
import { useAnnounce } from "../../kit/announce";
import { Button } from "../../kit/button";
import { ExternalLink } from "../../kit/external-link";
import { Item, ItemList } from "../../kit/item-list";
import { Problem } from "../../kit/problem";
import { Section } from "../../kit/section";
import { useAccount, usePermission } from "../../session/account";
import { AcceptTermsDocument } from "./personal.generated";
import "./personal.css";

/** The documents that the reader has not accepted yet, each in the language that is shown; nothing where there are none. */
export function PendingTerms() {
  const text = useText();
  const { viewer } = useAccount();
  const mayAccept = usePermission("ACCEPT_TERMS");
  const { language } = useLanguages();
  // It was read together with the viewer.
  const [{ data }] = useQuery({ query: ViewerDocument, requestPolicy: "cache-only" });
  const pending = toAccept(viewer.pendingTerms, data?.termsDocuments ?? [], language);
  if (!mayAccept || pending.length === 0) {
    return null;
  }
  return (
    <Section id="pending-terms" title={text("pending-terms-title")} description={text("pending-terms-description")}>
      <ItemList label={text("pending-terms-title")} items={pending} idOf={({ id }) => id}>
        {(document) => <PendingDocument document={document} isLast={pending.length === 1} />}
      </ItemList>
    </Section>
  );
}

type DocumentProps = { readonly document: TermsDocumentFragment; readonly isLast: boolean };

function PendingDocument({ document: { id, kind, version, url, publishedAt }, isLast }: DocumentProps) {
  const text = useText();
  const format = useFormat();
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
      // The document goes away, and with it the button: reading goes on at the heading of what is left.
      document.querySelector<HTMLElement>(isLast ? "h1" : "#pending-terms-title")?.focus();
      reload();
    }
  }

  return (
    <Item
      title={<ExternalLink href={url}>{title}</ExternalLink>}
      actions={
        <Button
          isPending={fetching}
          aria-label={text("pending-terms-accept-document", { document: title })}
          onPress={() => void take()}
        >
          {text("pending-terms-accept")}
        </Button>
      }
    >
      {text("pending-terms-version", { version, day: format.dayOf(publishedAt) })}
      {error && <Problem error={error} onRetry={() => void take()} />}
      {refusals.map((message) => (
        <p key={message} role="alert">
          {message}
        </p>
      ))}
    </Item>
  );
}

/**
 * One document of each kind: in the reader's language where there is one, else the first.
 * A document has one for each language, and one of them is enough: whoever has accepted the same version in another
 * language is not asked again.
 */
function toAccept(
  pending: readonly TermsDocumentFragment[],
  inForce: readonly TermsDocumentFragment[],
  language: string,
): readonly TermsDocumentFragment[] {
  const open = new Set(pending.map(({ id }) => id));
  const isAccepted = ({ kind, version }: TermsDocumentFragment) =>
    inForce.some((document) => document.kind === kind && document.version === version && !open.has(document.id));
  const kinds = [...new Set(pending.map(({ kind }) => kind))];
  return kinds.flatMap((kind) => {
    const ofKind = pending.filter((document) => document.kind === kind && !isAccepted(document));
    return ofKind.find((document) => fromAccount(document.language) === language) ?? ofKind[0] ?? [];
  });
}
