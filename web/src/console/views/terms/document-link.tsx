import { Link } from "react-aria-components";
import type { TermsDocumentFragment } from "../../graphql/types.generated";
import { type Text, useText } from "../../i18n/texts";

/** A document by its kind, with the way to its text. */
export function DocumentLink({ document: { kind, url } }: { readonly document: TermsDocumentFragment }) {
  const text = useText();
  return (
    <Link href={url} target="_blank" rel="noreferrer">
      {text(`value-kind-${kind}`)}
    </Link>
  );
}

/** Which state of a document it is, and in which language. */
export function detailOf({ version, language }: TermsDocumentFragment, text: Text): string {
  return text("terms-document-detail", { version, language: text(`value-language-${language}`) });
}
