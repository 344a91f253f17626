import { Link } from "react-aria-components";
import { useText } from "../../i18n/texts";
import { Section } from "../../kit/section";

const STANDARD = "https://www.standardwebhooks.com";

/** How whoever receives a delivery knows that it is one. */
export function Verification() {
  const text = useText();
  return (
    <Section
      id="webhooks-verify"
      title={text("webhooks-verify-title")}
      description={
        <>
          {text("webhooks-verify")} {text("webhooks-verify-more")}{" "}
          <Link href={STANDARD} target="_blank" rel="noreferrer">
            {STANDARD}
          </Link>
        </>
      }
    >
      {null}
    </Section>
  );
}
