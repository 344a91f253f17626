import { usePermission } from "../../session/account";
import { ApiAccess } from "./api-access";
import { DirectTicketLinkForm } from "./direct-ticket-link-form";
import { EnvironmentForm } from "./environment-form";
import "./environment.css";

/** Language, main address of the site, access and security, and the way to the API's keys. */
export function EnvironmentTab() {
  const canChange = usePermission("MANAGE_PARAMETERS");
  const canSecure = usePermission("MANAGE_SECURITY");
  const mayManageKeys = usePermission("MANAGE_API_KEYS");
  return (
    <div className="environment">
      <EnvironmentForm canChange={canChange} />
      <DirectTicketLinkForm canChange={canSecure} />
      {mayManageKeys && <ApiAccess />}
    </div>
  );
}
