import type { FluentResource } from "@fluent/bundle";
import type { Language as AccountLanguage } from "../graphql/types.generated";

/** The languages of the console, each named in itself. */
export const LANGUAGES = { pt: "Português", es: "Español", en: "English" } as const;

/** A language of the console. */
export type Language = keyof typeof LANGUAGES;

const KEY = "cuenta:language";

// One file a language, so that the first view asks for one, not for one a section.
const LOADERS: { readonly [L in Language]: () => Promise<{ readonly resources: readonly FluentResource[] }> } = {
  pt: () => import("../locales/pt"),
  es: () => import("../locales/es"),
  en: () => import("../locales/en"),
};

const loaded = new Map<Language, Promise<readonly FluentResource[]>>();

/** The texts of a language. */
export function loadTexts(language: Language): Promise<readonly FluentResource[]> {
  const known = loaded.get(language);
  if (known !== undefined) {
    return known;
  }
  const texts = LOADERS[language]().then(({ resources }) => resources);
  loaded.set(language, texts);
  // A failure is not kept: the next choice of the language tries again.
  texts.catch(() => loaded.delete(language));
  return texts;
}

/** The language that was chosen in this browser, or null. */
export function chosenLanguage(): Language | null {
  const chosen = localStorage.getItem(KEY);
  return isLanguage(chosen) ? chosen : null;
}

/** Keeps the choice for the next time. */
export function rememberLanguage(language: Language): void {
  localStorage.setItem(KEY, language);
}

/** The first of the browser's languages that the console speaks. */
export function browserLanguage(): Language {
  return navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLanguage) ?? "en";
}

/** The console's language for the account's. */
export function fromAccount(language: AccountLanguage): Language {
  const lower = language.toLowerCase();
  return isLanguage(lower) ? lower : "en";
}

function isLanguage(text: string | null): text is Language {
  return text !== null && Object.hasOwn(LANGUAGES, text);
}
