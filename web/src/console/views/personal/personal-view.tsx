import { useText } from "../../i18n/texts";
import { LinkButton } from "../../kit/button";
import { Notice } from "../../kit/notice";
import { useAccount, usePermission } from "../../session/account";
import { View } from "../../shell/view";
import { PendingTerms } from "./pending-terms";
import { PolicyForMe } from "./policy-for-me";

/**
 * What those see who may not see a view: whom to ask, and what they may do and know themselves.
 * For agents, customers and platform staff it is all there is.
 */
export default function PersonalView() {
  const text = useText();
  const { viewer, settings } = useAccount();
  const mayReadPolicy = usePermission("READ_TICKET_POLICY");

  if (settings !== null) {
    return (
      <View title={text("personal-refused-title")}>
        <Notice tone="info" actions={<LinkButton href="/">{text("settings-title")}</LinkButton>}>
          <p>{text("personal-refused")}</p>
        </Notice>
      </View>
    );
  }
  return (
    <View title={text("personal-title")}>
      <Notice tone="info">
        <p>{text(viewer.account === null ? "personal-staff" : "personal-whom-to-ask")}</p>
      </Notice>
      <PendingTerms />
      {mayReadPolicy && viewer.account !== null && (
        <PolicyForMe audience={viewer.role === "CUSTOMER" ? "CUSTOMER" : "AGENT"} />
      )}
    </View>
  );
}
