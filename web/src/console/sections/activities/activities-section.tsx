import { useFormat } from "../../i18n/format";
import { useText } from "../../i18n/texts";
import { later } from "../../kit/later";
import { Badge } from "../../kit/states";
import { ListSection } from "../../saving/list-section";
import { usePermission, useSettings } from "../../session/account";
import { WarningsAt } from "../../settings/warnings";

const ActivityDialog = later(() => import("./activity-dialog").then(({ ActivityDialog }) => ActivityDialog));

/** What time is booked on. */
export function ActivitiesSection() {
  const text = useText();
  const format = useFormat();
  const { activities, accessProfiles } = useSettings();
  const namedBy = (activity: string) => {
    const profiles = accessProfiles.filter(({ timeTrackingActivity }) => timeTrackingActivity?.id === activity);
    return profiles.length === 0
      ? null
      : { count: profiles.length, profiles: format.list(profiles.map(({ name }) => name)) };
  };
  return (
    <ListSection
      id="activities"
      title={text("activities-title")}
      description={text("activities-description")}
      notices={<WarningsAt paths={[["activities"]]} />}
      items={activities}
      idOf={({ id }) => id}
      nameOf={({ name }) => name}
      badges={({ active }) => !active && <Badge>{text("activities-inactive")}</Badge>}
      details={({ id }) => {
        const used = namedBy(id);
        return used === null ? text("activities-unused") : text("activities-used", used);
      }}
      canChange={usePermission("MANAGE_ACCESS_PROFILES")}
      empty={{ icon: "history", title: text("activities-empty"), description: text("activities-empty-description") }}
      addLabel={text("activities-add")}
      dialog={(activity, onClose) => <ActivityDialog activity={activity} onClose={onClose} />}
      removal={({ id }) => ({ removeActivity: { id } })}
      refusedRemoval={({ id }) => {
        const used = namedBy(id);
        return used !== null && <p>{text("activities-in-use", used)}</p>;
      }}
    />
  );
}
