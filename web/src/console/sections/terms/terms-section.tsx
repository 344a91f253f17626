import { useText } from "../../i18n/texts";
import { LinkButton } from "../../kit/button";
import { Section } from "../../kit/section";

/** The way to the acceptance records, which have a view of their own. */
export function TermsSection() {
  const text = useText();
  return (
    <Section
      id="terms"
      title={text("terms-section-title")}
      description={text("terms-section-description")}
      actions={<LinkButton href="/terms">{text("terms-section-open")}</LinkButton>}
    >
      {null}
    </Section>
  );
}
