import { useQuery } from "urql";
import { useFormat } from "../../i18n/format";
import { useText } from "../../i18n/texts";
import { Item, ItemList } from "../../kit/item-list";
import { Problem } from "../../kit/problem";
import { Section } from "../../kit/section";
import { Skeleton } from "../../kit/states";
import { detailOf, DocumentLink } from "./document-link";
import { TermsInForceDocument } from "./terms.generated";

/** The documents that hold now, each with its text and the digest by which the text is known. */
export function DocumentsInForce() {
  const text = useText();
  const format = useFormat();
  const [{ data, error }, read] = useQuery({ query: TermsInForceDocument });
  const documents = data?.termsDocuments;
  return (
    <Section id="terms-in-force" title={text("terms-in-force")} description={text("terms-in-force-description")}>
      {error && <Problem error={error} onRetry={() => read({ requestPolicy: "network-only" })} />}
      {!documents && !error && <Skeleton lines={2} />}
      {documents?.length === 0 && <p className="section-description">{text("terms-in-force-none")}</p>}
      {documents && documents.length > 0 && (
        <ItemList label={text("terms-in-force")} items={documents} idOf={({ id }) => id}>
          {(document) => (
            <Item title={<DocumentLink document={document} />}>
              {detailOf(document, text)} · {text("terms-published", { at: format.moment(document.publishedAt) })}
              <div className="code">SHA-256 {document.sha256}</div>
            </Item>
          )}
        </ItemList>
      )}
    </Section>
  );
}
