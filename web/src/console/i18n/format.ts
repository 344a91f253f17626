import { useMemo } from "react";
import { useAccount } from "../session/account";
import { useLanguages } from "./texts";

/** How moments, days and numbers are written for the reader. */
export type Format = {
  /** A moment, in the time zone. */
  readonly moment: (iso: string) => string;
  /** The day of a moment, in the account's time zone. */
  readonly dayOf: (iso: string) => string;
  /** A day of the calendar, such as a holiday. */
  readonly day: (date: string) => string;
  readonly number: (value: number) => string;
  /** Several texts as one: "a, b and c". */
  readonly list: (texts: readonly string[]) => string;
  /** Several texts of which one holds: "a, b or c". */
  readonly oneOf: (texts: readonly string[]) => string;
  /** The name of a country by its two letters. */
  readonly country: (code: string) => string;
  /** In which moments are written: the account's, as far as the browser knows it. */
  readonly timeZone: string;
};

/** Writes as the account's country does, in the language that is shown. */
export function useFormat(): Format {
  const { locale } = useLanguages();
  const { settings } = useAccount();
  const timeZone = settings?.businessHours.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  return useMemo(() => formatFor(locale, knownOrUtc(timeZone)), [locale, timeZone]);
}

/** The zone, or UTC where it is newer than the browser, which would refuse to write any moment in it. */
function knownOrUtc(timeZone: string): string {
  try {
    return new Intl.DateTimeFormat("en", { timeZone }) && timeZone;
  } catch {
    return "UTC";
  }
}

function formatFor(locale: string, timeZone: string): Format {
  const moments = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short", timeZone });
  const daysOfMoments = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone });
  // A day has no time zone: read as UTC and written as UTC it stays the same day.
  const days = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" });
  const numbers = new Intl.NumberFormat(locale);
  const lists = new Intl.ListFormat(locale);
  const choices = new Intl.ListFormat(locale, { type: "disjunction" });
  const countries = new Intl.DisplayNames(locale, { type: "region" });
  return {
    moment: (iso) => moments.format(new Date(iso)),
    dayOf: (iso) => daysOfMoments.format(new Date(iso)),
    day: (date) => days.format(new Date(date)),
    number: (value) => numbers.format(value),
    list: (texts) => lists.format(texts),
    oneOf: (texts) => choices.format(texts),
    country: (code) => countries.of(code) ?? code,
    timeZone,
  };
}
