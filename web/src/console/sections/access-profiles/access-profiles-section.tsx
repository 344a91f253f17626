import { useText } from "../../i18n/texts";
import { later } from "../../kit/later";
import { ListSection } from "../../saving/list-section";
import { usePermission, useSettings } from "../../session/account";
import { WarningsAt } from "../../settings/warnings";
import "./access-profiles-section.css";

const AccessProfileDialog = later(() => import("./access-profile-dialog").then(({ AccessProfileDialog }) => AccessProfileDialog));

/** The access profiles, and the activity that each suggests to its agents. */
export function AccessProfilesSection() {
  const text = useText();
  const { accessProfiles } = useSettings();
  return (
    <ListSection
      id="access-profiles"
      title={text("access-profiles-title")}
      description={text("access-profiles-description")}
      items={accessProfiles}
      idOf={({ id }) => id}
      nameOf={({ name }) => name}
      details={({ id, role, timeTrackingActivity: activity }) => (
        <>
          <p>
            {text(`value-role-${role}`)} ·{" "}
            {activity === null
              ? text("access-profiles-no-activity")
              : text(activity.active ? "access-profiles-activity" : "access-profiles-activity-inactive", {
                  name: activity.name,
                })}
          </p>
          <WarningsAt paths={[["accessProfiles", id]]} />
        </>
      )}
      canChange={usePermission("MANAGE_ACCESS_PROFILES")}
      empty={{
        icon: "person",
        title: text("access-profiles-empty"),
        description: text("access-profiles-empty-description"),
      }}
      addLabel={text("access-profiles-add")}
      dialog={(profile, onClose) => <AccessProfileDialog profile={profile} onClose={onClose} />}
      removal={({ id }) => ({ removeAccessProfile: { id } })}
    />
  );
}
