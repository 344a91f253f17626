import { useCallback, useEffect, useMemo, useState } from "react";
import { useLanguages } from "./texts";

const MINUTE_MS = 60_000;

/** The units, each with its length in seconds, the largest first. */
const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ["year", 31_557_600],
  ["month", 2_629_800],
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
];

/** Tells how far from now a moment is: "2 minutes ago". It is told anew each minute. */
export function useRelativeTime(): (iso: string) => string {
  const { locale } = useLanguages();
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), MINUTE_MS);
    return () => clearInterval(timer);
  }, []);
  const format = useMemo(() => new Intl.RelativeTimeFormat(locale, { numeric: "auto" }), [locale]);
  return useCallback(
    (iso) => {
      const seconds = (Date.parse(iso) - now) / 1000;
      const [unit, length] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? ["second", 1];
      return unit === "second" ? format.format(0, "second") : format.format(Math.trunc(seconds / length), unit);
    },
    [format, now],
  );
}
