import type { OtherContactKind, OtherContactsSectionFragment } from "../../graphql/types.generated";

/** A telephone, a network, or another way to reach the company. */
export type OtherContact = OtherContactsSectionFragment["otherContacts"][number];

/** What is typed of one. */
export type OtherContactValues = { kind: OtherContactKind; value: string; label: string };

/** How the value of a kind is read. */
type Form =
  | { readonly kind: "telephone" }
  /** A handle, which is kept as what follows this link. */
  | { readonly kind: "network"; readonly link: string }
  | { readonly kind: "text" };

/** How the values of each kind are read, in the order in which the kinds are offered. */
export const FORMS: { readonly [K in OtherContactKind]: Form } = {
  PHONE: { kind: "telephone" },
  MOBILE: { kind: "telephone" },
  WHATSAPP: { kind: "telephone" },
  TELEGRAM: { kind: "network", link: "https://t.me/" },
  FACEBOOK: { kind: "network", link: "https://www.facebook.com/" },
  INSTAGRAM: { kind: "network", link: "https://www.instagram.com/" },
  LINKEDIN: { kind: "network", link: "https://www.linkedin.com/company/" },
  X: { kind: "network", link: "https://x.com/" },
  YOUTUBE: { kind: "network", link: "https://www.youtube.com/@" },
  SKYPE: { kind: "text" },
  OTHER: { kind: "text" },
};

/** A link as people write it: its protocol and `www` say nothing. */
export function readableLink(link: string): string {
  return link.replace(/^https:\/\/(www\.)?/, "");
}
