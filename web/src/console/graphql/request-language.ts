import type { Language } from "../i18n/languages";

let language: Language = "en";

/** Says in which language the server's messages are wanted from now on. */
export function setRequestLanguage(next: Language): void {
  language = next;
}

/** The language in which the server's messages are wanted. */
export function requestLanguage(): Language {
  return language;
}
