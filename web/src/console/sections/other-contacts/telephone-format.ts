import { parsePhoneNumberFromString } from "libphonenumber-js/min";

/** A telephone in E.164 as it is written for other countries: `+57 601 7434343`. */
export function readableTelephone(e164: string): string {
  return parsePhoneNumberFromString(e164)?.formatInternational() ?? e164;
}
