import { useQuery } from "urql";
import { useText } from "../../i18n/texts";
import { LinkButton } from "../../kit/button";
import { Problem } from "../../kit/problem";
import { Section } from "../../kit/section";
import { TermsCountDocument } from "./terms-section.generated";

/** The way to the acceptance records, which have a view of their own. */
export function TermsSection() {
  const text = useText();
  const [{ data, error }, read] = useQuery({ query: TermsCountDocument, requestPolicy: "cache-and-network" });
  const count = data?.account?.termsAcceptances?.totalCount;
  return (
    <Section
      id="terms"
      title={text("terms-section-title")}
      description={text("terms-section-description")}
      actions={<LinkButton href="/terms">{text("terms-section-open")}</LinkButton>}
    >
      {error ? (
        <Problem error={error} onRetry={() => read({ requestPolicy: "network-only" })} />
      ) : (
        <p className="section-note">{count === undefined ? text("loading") : text("terms-section-count", { count })}</p>
      )}
    </Section>
  );
}
