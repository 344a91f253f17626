import { useCallback, useEffect, useRef, useState } from "react";
import { useFormContext } from "react-hook-form";
import { type CombinedError, useClient } from "urql";
import type { TicketNumbersFragment, UserErrorFragment } from "../../graphql/types.generated";
import { useFormat } from "../../i18n/format";
import { useLanguages } from "../../i18n/texts";
import { isSame } from "../../saving/values";
import { useSettings } from "../../session/account";
import { dayIn, momentOn, nextDay } from "./days";
import type { NumberingValues } from "./tickets-plan";
import { TicketNumbersDocument, TryTicketNumberingDocument } from "./next-numbers.generated";

/** How long typing rests before the server is asked. */
const REST_MS = 400;

type Numbers = TicketNumbersFragment["ticketPolicy"];
type Answer = {
  readonly numbers: Numbers | null;
  /** Why some of the numbers cannot be. */
  readonly refusals: readonly string[];
  /** What is wrong with the numbering. */
  readonly userErrors: readonly UserErrorFragment[];
  readonly problem: CombinedError | null;
};
type NextNumbers = Omit<Answer, "userErrors"> & {
  /** The numbers are those of what was typed before. */
  readonly isStale: boolean;
  readonly days: { readonly today: string; readonly tomorrow: string };
  readonly retry: () => void;
};

const NOTHING: Answer = { numbers: null, refusals: [], userErrors: [], problem: null };

/**
 * The numbers of some sequences, today and tomorrow.
 * While the form holds a numbering that is not saved the server tries it without saving it, and what it refuses is
 * shown at the pattern.
 */
export function useNextNumbers(numbering: NumberingValues): NextNumbers {
  const client = useClient();
  const { timeZone } = useFormat();
  const { language } = useLanguages();
  const { revision, parameters } = useSettings();
  const { setError, clearErrors } = useFormContext<{ numbering: NumberingValues }>();
  const [answer, setAnswer] = useState(NOTHING);
  const [isStale, setStale] = useState(true);
  const [tries, setTries] = useState(0);
  const last = useRef(0);

  const today = dayIn(timeZone, new Date());
  const tomorrow = nextDay(today);
  const { style, pattern, reset } = numbering;
  const isSaved = isSame({ style, pattern, reset }, numberingOf(parameters.tickets.numbering));

  const ask = useCallback(async (): Promise<Answer> => {
    const moments = { today: momentOn(today, timeZone), tomorrow: momentOn(tomorrow, timeZone) };
    if (isSaved) {
      const { data, error } = await client
        .query(TicketNumbersDocument, moments, { requestPolicy: "network-only" })
        .toPromise();
      return answered(data?.account?.settings?.ticketPolicy, error);
    }
    const input = { numbering: { style, pattern, reset } };
    const { data, error } = await client.mutation(TryTicketNumberingDocument, { input, ...moments }).toPromise();
    const payload = data?.updateTicketParameters;
    return payload && payload.userErrors.length > 0
      ? { ...NOTHING, userErrors: payload.userErrors }
      : answered(payload?.settings?.ticketPolicy, error);
  }, [client, style, pattern, reset, isSaved, today, tomorrow, timeZone]);

  useEffect(() => {
    last.current += 1;
    const mine = last.current;
    setStale(true);
    clearErrors("numbering");
    const timer = setTimeout(() => {
      void ask().then((answer) => {
        if (last.current === mine) {
          for (const { path, message } of answer.userErrors) {
            setError(path.at(-1) === "reset" ? "numbering.reset" : "numbering.pattern", { type: "server", message });
          }
          setAnswer(answer);
          setStale(false);
        }
      });
    }, REST_MS);
    return () => clearTimeout(timer);
    // Messages are in the reader's language, and other changes, such as the time zone's, may change the numbers.
  }, [ask, setError, clearErrors, language, revision, tries]);

  return { ...answer, isStale, days: { today, tomorrow }, retry: () => setTries(tries + 1) };
}

function numberingOf({ style, pattern, reset }: NumberingValues): NumberingValues {
  return { style, pattern, reset };
}

/** Some numbers may be refused by themselves, such as those that would be too long. */
function answered(numbers: Numbers | undefined, error: CombinedError | undefined): Answer {
  if (numbers === undefined) {
    return { ...NOTHING, problem: error ?? null };
  }
  return { ...NOTHING, numbers, refusals: [...new Set(error?.graphQLErrors.map(({ message }) => message))] };
}
