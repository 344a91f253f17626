import type { SettingsFragment } from "../graphql/types.generated";
import type { Text } from "../i18n/texts";
import { liveId } from "./names";

/** A value of the page, or a whole element of one of its lists, under the path at which a change of it stands. */
export type PageValue = { readonly path: readonly string[]; readonly value: unknown };

/** All that the settings hold, in the order of the page. */
export function valuesOf(settings: SettingsFragment, text: Text): readonly PageValue[] {
  const { company, parameters, businessHours } = settings;
  const { environment, tickets, additionalModules } = parameters;
  const at = (prefix: readonly string[], values: Readonly<Record<string, unknown>>) =>
    Object.entries(values).map(([name, value]) => ({ path: [...prefix, name], value }));
  const elements = (collection: string, list: readonly { readonly id: string }[]) =>
    list.map((element) => ({ path: [collection, liveId(element.id)], value: { ...element, id: liveId(element.id) } }));
  return [
    ...at(["company"], {
      tradeName: company.tradeName,
      legalName: company.legalName,
      taxId:
        company.taxId &&
        text("value-tax-id", { kind: text(`value-kind-${company.taxId.kind}`), number: company.taxId.formatted }),
      website: company.website,
      photo: company.photo?.url ?? null,
    }),
    ...elements("contacts", settings.contacts),
    ...elements("otherContacts", settings.otherContacts),
    ...elements("addresses", settings.addresses),
    ...at(["parameters", "environment"], { language: environment.language, portalUrl: environment.portalUrl }),
    ...at(["parameters", "environment", "directTicketLink"], {
      customers: environment.directTicketLink.customers,
      agents: environment.directTicketLink.agents,
    }),
    ...tickets.opening.flatMap(({ field, requiredFor }) => at(["parameters", "tickets", "opening", field], { requiredFor })),
    ...tickets.attendance.flatMap(({ field, required }) => at(["parameters", "tickets", "attendance", field], { required })),
    ...at(["parameters", "tickets", "numbering"], {
      style: tickets.numbering.style,
      pattern: tickets.numbering.pattern,
      reset: tickets.numbering.reset,
    }),
    ...at(["parameters", "additionalModules", "satisfactionSurvey"], { enabled: additionalModules.satisfactionSurvey.enabled }),
    ...at(["parameters", "additionalModules", "timeTracking"], {
      enabled: additionalModules.timeTracking.enabled,
      entryType: additionalModules.timeTracking.entryType,
      activitySuggestion: additionalModules.timeTracking.activitySuggestion,
      periodTypeDefinition: additionalModules.timeTracking.periodTypeDefinition,
    }),
    ...at(["parameters", "additionalModules", "ticketApproval"], { enabled: additionalModules.ticketApproval.enabled }),
    ...at(["parameters", "additionalModules", "chat"], { enabled: additionalModules.chat.enabled }),
    ...elements("activities", settings.activities),
    ...settings.accessProfiles.map(({ id, name, role, timeTrackingActivity }) => ({
      path: ["accessProfiles", liveId(id)],
      value: { name, role, timeTrackingActivity: timeTrackingActivity && { id: liveId(timeTrackingActivity.id) } },
    })),
    ...at(["businessHours"], {
      timeZone: businessHours.timeZone,
      shifts: businessHours.shifts,
      holidays: businessHours.holidays,
    }),
  ];
}
