import type { Language } from "./languages";

/** By whose customs dates and numbers are written where the account's country does not tell. */
export const DEFAULT_LOCALES: { readonly [L in Language]: string } = { pt: "pt-BR", es: "es", en: "en" };

/** The countries that write each language in a way of their own. */
const COUNTRIES: { readonly [L in Language]: readonly string[] } = {
  pt: ["BR", "PT", "AO", "MZ"],
  es: "AR BO CL CO CR CU DO EC ES GT HN MX NI PA PE PR PY SV US UY VE".split(" "),
  en: "AU CA GB IE NZ US ZA".split(" "),
};

/** The tag for `Intl`: the language, as the country writes it. */
export function localeOf(language: Language, country: string | null): string {
  return country !== null && COUNTRIES[language].includes(country) ? `${language}-${country}` : DEFAULT_LOCALES[language];
}
