import type {
  ActivitySuggestion,
  PeriodTypeDefinition,
  SettingsFragment,
  TimeEntryType,
} from "../../graphql/types.generated";
import type { Text } from "../../i18n/texts";
import type { SettingsFormPlan } from "../../saving/use-settings-form";

type Module = { enabled: boolean };

/** Time tracking as the form has it. */
export type TimeTrackingValues = Module & {
  entryType: TimeEntryType;
  activitySuggestion: ActivitySuggestion;
  periodTypeDefinition: PeriodTypeDefinition;
};

/** The tab's values, as in the input. */
export type ModulesValues = {
  satisfactionSurvey: Module;
  timeTracking: TimeTrackingValues;
  ticketApproval: Module;
  chat: Module;
};

/** How the tab is read out of the settings and changed. */
export function modulesPlan(text: Text): SettingsFormPlan<ModulesValues> {
  const module = (name: string) => ({
    label: text(`field-parameters-additionalModules-${name}-enabled`),
    show: ({ enabled }: Module) => text(enabled ? "value-yes" : "value-no"),
  });
  return {
    select: valuesOf,
    edits: (changed) => [{ updateAdditionalModules: changed }],
    describe: {
      satisfactionSurvey: module("satisfactionSurvey"),
      timeTracking: {
        label: text("field-parameters-additionalModules-timeTracking-enabled"),
        show: (values) =>
          text("additional-modules-time-tracking-values", {
            ...wordsOf(values, text),
            enabled: text(values.enabled ? "value-yes" : "value-no"),
          }),
      },
      ticketApproval: module("ticketApproval"),
      chat: module("chat"),
    },
  };
}

/** The values of time tracking's parameters in the reader's words. */
export function wordsOf({ entryType, activitySuggestion, periodTypeDefinition }: TimeTrackingValues, text: Text) {
  return {
    entryType: text(`value-entryType-${entryType}`),
    activitySuggestion: text(`value-activitySuggestion-${activitySuggestion}`),
    periodTypeDefinition: text(`value-periodTypeDefinition-${periodTypeDefinition}`),
  };
}

function valuesOf({ parameters }: SettingsFragment): ModulesValues {
  const { satisfactionSurvey, timeTracking, ticketApproval, chat } = parameters.additionalModules;
  const { enabled, entryType, activitySuggestion, periodTypeDefinition } = timeTracking;
  return {
    satisfactionSurvey: { enabled: satisfactionSurvey.enabled },
    timeTracking: { enabled, entryType, activitySuggestion, periodTypeDefinition },
    ticketApproval: { enabled: ticketApproval.enabled },
    chat: { enabled: chat.enabled },
  };
}
