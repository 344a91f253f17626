import { FormSelect, FormText } from "../../form/fields";
import type { AccessProfilesSectionFragment, AccountRole } from "../../graphql/types.generated";
import { useText } from "../../i18n/texts";
import { FormDialog } from "../../saving/section-form";
import { useSettingsForm } from "../../saving/use-settings-form";
import { useSettings } from "../../session/account";

type AccessProfile = AccessProfilesSectionFragment["accessProfiles"][number];

/** The choice of no activity, which is a value of its own for the list. */
const NO_ACTIVITY = "NONE";
const ROLES: readonly AccountRole[] = ["AGENT", "OPERATOR", "ADMIN", "CUSTOMER"];

type ProfileValues = { name: string; role: AccountRole; timeTrackingActivityId: string };

type Props = {
  /** Null: a new one. */
  readonly profile: AccessProfile | null;
  readonly onClose: () => void;
};

/** An access profile's name, role and activity for time tracking. */
export function AccessProfileDialog({ profile, onClose }: Props) {
  const text = useText();
  const { activities } = useSettings();
  const none = { value: NO_ACTIVITY, label: text("access-profiles-none") };
  const options = activities.map(({ id, name, active }) => ({
    value: id,
    label: active ? name : text("access-profiles-option-inactive", { name }),
  }));
  const settingsForm = useSettingsForm<ProfileValues>({
    select: ({ accessProfiles }) => {
      if (profile === null) {
        return { name: "", role: "AGENT", timeTrackingActivityId: NO_ACTIVITY };
      }
      const current = accessProfiles.find(({ id }) => id === profile.id);
      return current
        ? {
            name: current.name,
            role: current.role,
            timeTrackingActivityId: current.timeTrackingActivity?.id ?? NO_ACTIVITY,
          }
        : null;
    },
    edits: ({ timeTrackingActivityId, ...changed }, values) =>
      profile === null
        ? [{ addAccessProfile: { ...values, timeTrackingActivityId: orNoActivity(values.timeTrackingActivityId) } }]
        : [
            {
              updateAccessProfile: {
                id: profile.id,
                ...changed,
                ...(timeTrackingActivityId !== undefined && {
                  timeTrackingActivityId: orNoActivity(timeTrackingActivityId),
                }),
              },
            },
          ],
    describe: {
      name: { label: text("field-accessProfiles-name"), show: (name) => name },
      role: { label: text("field-accessProfiles-role"), show: (role) => text(`value-role-${role}`) },
      timeTrackingActivityId: {
        label: text("field-accessProfiles-timeTrackingActivity"),
        show: (chosen) => [none, ...options].find(({ value }) => value === chosen)?.label ?? chosen,
      },
    },
    onSaved: onClose,
  });
  return (
    <FormDialog
      settingsForm={settingsForm}
      title={text(profile === null ? "access-profiles-add" : "access-profiles-edit")}
      onClose={onClose}
    >
      <FormText name="name" label={text("field-accessProfiles-name")} isRequired autoFocus />
      <FormSelect
        name="role"
        label={text("field-accessProfiles-role")}
        options={ROLES.map((role) => ({ value: role, label: text(`value-role-${role}`) }))}
      />
      <FormSelect
        name="timeTrackingActivityId"
        label={text("field-accessProfiles-timeTrackingActivity")}
        description={text("access-profiles-activity-description")}
        placeholder={text("access-profiles-activity-choose")}
        options={[none, ...options]}
      />
    </FormDialog>
  );
}

function orNoActivity(chosen: string): string | null {
  return chosen === NO_ACTIVITY ? null : chosen;
}
