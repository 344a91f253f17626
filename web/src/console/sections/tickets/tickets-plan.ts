import type {
  Audience,
  NumberingStyle,
  SequenceReset,
  SettingsFragment,
  TicketField,
} from "../../graphql/types.generated";
import type { Format } from "../../i18n/format";
import type { Text } from "../../i18n/texts";
import type { SettingsFormPlan } from "../../saving/use-settings-form";

/** The fields whose obligation can be configured, in the contract's order. */
export const TICKET_FIELDS: readonly TicketField[] = ["SERVICE", "CATEGORY", "URGENCY", "TAG"];
/** Those for whom a field can be mandatory. */
export const AUDIENCES: readonly Audience[] = ["AGENT", "CUSTOMER"];

type RequiredFor = { [A in Audience]: boolean };

/**
 * The tab's values. Each field's requirements are a value of their own, as the server merges them by field: two people
 * who change different ones do not stand in each other's way.
 */
export type TicketsValues = { [F in TicketField as `opening_${F}`]: RequiredFor } & {
  [F in TicketField as `attendance_${F}`]: boolean;
} & { numbering: NumberingValues };

/** How tickets are numbered, as the form has it. */
export type NumberingValues = { style: NumberingStyle; pattern: string; reset: SequenceReset };

/** How the tab is read out of the settings and changed. */
export function ticketsPlan(text: Text, format: Format): SettingsFormPlan<TicketsValues> {
  const yesOrNo = (value: boolean) => text(value ? "value-yes" : "value-no");
  const labelOf = (requirement: string, field: TicketField) =>
    text("change-of", { field: text(`field-parameters-tickets-${requirement}`), owner: text(`value-field-${field}`) });
  const opening = (field: TicketField) => ({
    label: labelOf("opening-requiredFor", field),
    show: (required: RequiredFor) => {
      const audiences = audiencesOf(required).map((audience) => text(`value-requiredFor-${audience}`));
      return audiences.length === 0 ? text("value-none") : format.list(audiences);
    },
  });
  const attendance = (field: TicketField) => ({ label: labelOf("attendance-required", field), show: yesOrNo });
  return {
    select: valuesOf,
    edits: (changed) => [
      {
        updateTicketParameters: {
          opening: present(TICKET_FIELDS, (field) => {
            const required = changed[`opening_${field}`];
            return required && { field, requiredFor: audiencesOf(required) };
          }),
          attendance: present(TICKET_FIELDS, (field) => {
            const required = changed[`attendance_${field}`];
            return required === undefined ? undefined : { field, required };
          }),
          numbering: changed.numbering,
        },
      },
    ],
    describe: {
      opening_SERVICE: opening("SERVICE"),
      opening_CATEGORY: opening("CATEGORY"),
      opening_URGENCY: opening("URGENCY"),
      opening_TAG: opening("TAG"),
      attendance_SERVICE: attendance("SERVICE"),
      attendance_CATEGORY: attendance("CATEGORY"),
      attendance_URGENCY: attendance("URGENCY"),
      attendance_TAG: attendance("TAG"),
      numbering: {
        label: text("tickets-numbering"),
        show: ({ style, pattern, reset }) =>
          format.list([text(`value-style-${style}`), pattern, text(`value-reset-${reset}`)]),
      },
    },
  };
}

function valuesOf({ parameters }: SettingsFragment): TicketsValues {
  const { opening, attendance, numbering } = parameters.tickets;
  const openingOf = (wanted: TicketField): RequiredFor => {
    const audiences = opening.find(({ field }) => field === wanted)?.requiredFor ?? [];
    return { AGENT: audiences.includes("AGENT"), CUSTOMER: audiences.includes("CUSTOMER") };
  };
  const attendanceOf = (wanted: TicketField) => attendance.some(({ field, required }) => field === wanted && required);
  return {
    opening_SERVICE: openingOf("SERVICE"),
    opening_CATEGORY: openingOf("CATEGORY"),
    opening_URGENCY: openingOf("URGENCY"),
    opening_TAG: openingOf("TAG"),
    attendance_SERVICE: attendanceOf("SERVICE"),
    attendance_CATEGORY: attendanceOf("CATEGORY"),
    attendance_URGENCY: attendanceOf("URGENCY"),
    attendance_TAG: attendanceOf("TAG"),
    numbering: { style: numbering.style, pattern: numbering.pattern, reset: numbering.reset },
  };
}

function audiencesOf(required: RequiredFor): Audience[] {
  return AUDIENCES.filter((audience) => required[audience]);
}

/** What is there of what is made of each; undefined, which changes nothing, where that is nothing. */
function present<T, R>(all: readonly T[], make: (one: T) => R | undefined): R[] | undefined {
  const made = all.map(make).filter((one) => one !== undefined);
  return made.length === 0 ? undefined : made;
}
