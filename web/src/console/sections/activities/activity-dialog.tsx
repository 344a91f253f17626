import { FormCheckbox, FormText } from "../../form/fields";
import type { ActivitiesSectionFragment } from "../../graphql/types.generated";
import { useText } from "../../i18n/texts";
import { FormDialog } from "../../saving/section-form";
import { useSettingsForm } from "../../saving/use-settings-form";

type Activity = ActivitiesSectionFragment["activities"][number];
type ActivityValues = { name: string; active: boolean };

type Props = {
  /** Null: a new one. */
  readonly activity: Activity | null;
  readonly onClose: () => void;
};

/** An activity's name, and whether it can be suggested; a new one can. */
export function ActivityDialog({ activity, onClose }: Props) {
  const text = useText();
  const settingsForm = useSettingsForm<ActivityValues>({
    select: ({ activities }) => {
      if (activity === null) {
        return { name: "", active: true };
      }
      const current = activities.find(({ id }) => id === activity.id);
      return current ? { name: current.name, active: current.active } : null;
    },
    edits: (changed, { name }) =>
      activity === null ? [{ addActivity: { name } }] : [{ updateActivity: { id: activity.id, ...changed } }],
    describe: {
      name: { label: text("field-activities-name"), show: (name) => name },
      active: { label: text("field-activities-active"), show: (active) => text(active ? "value-yes" : "value-no") },
    },
    onSaved: onClose,
  });
  return (
    <FormDialog
      settingsForm={settingsForm}
      title={text(activity === null ? "activities-add" : "activities-edit")}
      onClose={onClose}
    >
      <FormText name="name" label={text("field-activities-name")} isRequired autoFocus />
      {activity !== null && (
        <FormCheckbox
          name="active"
          label={text("field-activities-active")}
          description={text("activities-active-description")}
        />
      )}
    </FormDialog>
  );
}
