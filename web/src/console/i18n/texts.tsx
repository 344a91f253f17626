import { FluentBundle, type FluentVariable } from "@fluent/bundle";
import { LocalizationProvider, ReactLocalization, useLocalization } from "@fluent/react";
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from "react";
import { I18nProvider } from "react-aria-components";
import { setRequestLanguage } from "../graphql/request-language";
import { browserLanguage, chosenLanguage, type Language, loadTexts, rememberLanguage } from "./languages";
import { DEFAULT_LOCALES, localeOf } from "./locale";

type Languages = {
  /** The language that is shown. */
  readonly language: Language;
  /** The reader's choice, which holds from now on. */
  readonly choose: (language: Language) => void;
  /** What holds as long as the reader has chosen nothing. */
  readonly suggest: (language: Language) => void;
  /** The country by whose customs dates and numbers are written. */
  readonly setCountry: (country: string | null) => void;
  /** The tag for `Intl`. */
  readonly locale: string;
};

const Context = createContext<Languages | null>(null);

/** Gives the texts to what is inside, once the first language is there. */
export function Texts({ children, onFailure }: { readonly children: ReactNode; readonly onFailure: ReactNode }) {
  const [wanted, setWanted] = useState<Language>(() => chosenLanguage() ?? browserLanguage());
  const [shown, setShown] = useState<{ language: Language; l10n: ReactLocalization } | null>(null);
  const [country, setCountry] = useState<string | null>(null);
  const [failed, setFailed] = useState(false);
  const shownNow = useRef<Language | null>(null);

  useEffect(() => {
    let current = true;
    loadTexts(wanted).then(
      (resources) => {
        if (!current) {
          return;
        }
        // Directional marks around values would be copied with them, and all three languages run alike.
        const bundle = new FluentBundle(DEFAULT_LOCALES[wanted], { useIsolating: false });
        for (const resource of resources) {
          bundle.addResource(resource);
        }
        document.documentElement.lang = DEFAULT_LOCALES[wanted];
        setRequestLanguage(wanted);
        shownNow.current = wanted;
        setShown({ language: wanted, l10n: new ReactLocalization([bundle]) });
      },
      () => {
        if (current) {
          setFailed(true);
          // What is shown stays, and the next choice of the language asks for it again.
          setWanted((wanted) => shownNow.current ?? wanted);
        }
      },
    );
    return () => {
      current = false;
    };
  }, [wanted]);

  const choose = useCallback((language: Language) => {
    rememberLanguage(language);
    setWanted(language);
  }, []);
  const suggest = useCallback((language: Language) => {
    if (chosenLanguage() === null) {
      setWanted(language);
    }
  }, []);
  const language = shown?.language ?? wanted;
  const languages = useMemo(
    () => ({ language, choose, suggest, setCountry, locale: localeOf(language, country) }),
    [language, choose, suggest, country],
  );

  if (shown === null) {
    return failed ? onFailure : null;
  }
  return (
    <Context value={languages}>
      <LocalizationProvider l10n={shown.l10n}>
        <I18nProvider locale={languages.locale}>{children}</I18nProvider>
      </LocalizationProvider>
    </Context>
  );
}

/** The language that is shown, and how to change it. */
export function useLanguages(): Languages {
  const languages = useContext(Context);
  if (languages === null) {
    throw new Error("There is no Texts around this component");
  }
  return languages;
}

/** The text of a message. The name stands in the code in full, or as a template whose fixed part comes first. */
export type Text = (id: string, values?: Record<string, FluentVariable>) => string;

/** What tells a message's text in the reader's language. */
export function useText(): Text {
  const { l10n } = useLocalization();
  return useCallback<Text>((id, values) => l10n.getString(id, values && apart(values)), [l10n]);
}

/** What a text sets the direction of others with. */
const DIRECTING = /[\u202a-\u202e\u2066-\u2069]/g;

/** What runs from right to left. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc]/;

/** Values that run the other way, or turn what follows them around, are held apart from the sentence around them. */
function apart(values: Record<string, FluentVariable>): Record<string, FluentVariable> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, typeof value === "string" ? isolated(value) : value]),
  );
}

function isolated(value: string): string {
  const plain = value.replace(DIRECTING, "");
  return RIGHT_TO_LEFT.test(plain) ? `\u2068${plain}\u2069` : plain;
}
