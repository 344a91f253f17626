import { Subsection, Section } from "../../kit/section";
import { useText } from "../../i18n/texts";
import { usePermission } from "../../session/account";
import { WarningsAt } from "../../settings/warnings";
import { CompanyForm } from "./company-form";
import { CompanyPhoto } from "./company-photo";

/** Who the account is: photo, names, tax id and website. */
export function CompanySection() {
  const text = useText();
  const canChange = usePermission("MANAGE_COMPANY");
  return (
    <Section id="company" title={text("company-title")} description={text("company-description")}>
      <WarningsAt paths={[["company"]]} />
      <Subsection title={text("field-company-photo")}>
        <CompanyPhoto canChange={canChange} />
      </Subsection>
      <CompanyForm canChange={canChange} />
    </Section>
  );
}
