import { useText } from "../../i18n/texts";
import { ItemList, Item } from "../../kit/item-list";
import { Section, Subsection } from "../../kit/section";
import { EmptyState } from "../../kit/states";
import { useSettings } from "../../session/account";
import { WarningsAt } from "../../settings/warnings";

/** What time is booked on, and the access profiles that suggest it. */
export function ActivitiesSection() {
  const text = useText();
  const { activities, accessProfiles } = useSettings();
  return (
    <Section id="activities" title={text("activities-title")} description={text("activities-description")}>
      <WarningsAt paths={[["activities"], ["accessProfiles"]]} />
      <Subsection title={text("activities-list")}>
        {activities.length === 0 ? (
          <EmptyState icon="info" title={text("activities-empty")} />
        ) : (
          <ItemList label={text("activities-list")} items={activities} idOf={({ id }) => id}>
            {({ name, active }) => (
              <Item title={name}>{text(active ? "activities-active" : "activities-inactive")}</Item>
            )}
          </ItemList>
        )}
      </Subsection>
      <Subsection title={text("access-profiles-list")}>
        {accessProfiles.length === 0 ? (
          <EmptyState icon="info" title={text("access-profiles-empty")} />
        ) : (
          <ItemList label={text("access-profiles-list")} items={accessProfiles} idOf={({ id }) => id}>
            {({ name, role, timeTrackingActivity }) => (
              <Item title={name}>
                {text(`value-role-${role}`)} · {timeTrackingActivity?.name ?? text("access-profiles-no-activity")}
              </Item>
            )}
          </ItemList>
        )}
      </Subsection>
    </Section>
  );
}
