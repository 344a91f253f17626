import type { ComponentType } from "react";
import { AccessProfilesSection } from "../sections/access-profiles/access-profiles-section";
import { ActivitiesSection } from "../sections/activities/activities-section";
import { AddressesSection } from "../sections/addresses/addresses-section";
import { BusinessHoursSection } from "../sections/business-hours/business-hours-section";
import { CompanySection } from "../sections/company/company-section";
import { ContactsSection } from "../sections/contacts/contacts-section";
import { OtherContactsSection } from "../sections/other-contacts/other-contacts-section";
import { ParametersSection } from "../sections/parameters/parameters-section";
import { TermsSection } from "../sections/terms/terms-section";
import type { Permission } from "../graphql/types.generated";

/** A section of the page. */
export type PageSection = {
  /** Its address on the page. */
  readonly id: string;
  /** The message of its title. */
  readonly title: string;
  /** What it shows of the settings: warnings at these paths lead to it. */
  readonly paths: readonly string[];
  readonly Section: ComponentType;
  /** What the reader has to be allowed beyond reading the settings. */
  readonly needs?: Permission;
};

/** The sections in the order of the help article. */
export const SECTIONS: readonly PageSection[] = [
  { id: "company", title: "company-title", paths: ["company"], Section: CompanySection },
  { id: "contacts", title: "contacts-title", paths: ["contacts"], Section: ContactsSection },
  { id: "other-contacts", title: "other-contacts-title", paths: ["otherContacts"], Section: OtherContactsSection },
  { id: "addresses", title: "addresses-title", paths: ["addresses"], Section: AddressesSection },
  { id: "parameters", title: "parameters-title", paths: ["parameters"], Section: ParametersSection },
  { id: "activities", title: "activities-title", paths: ["activities"], Section: ActivitiesSection },
  { id: "access-profiles", title: "access-profiles-title", paths: ["accessProfiles"], Section: AccessProfilesSection },
  { id: "business-hours", title: "business-hours-title", paths: ["businessHours"], Section: BusinessHoursSection },
  { id: "terms", title: "terms-section-title", paths: [], Section: TermsSection, needs: "READ_TERMS" },
];
