import { useEffect, useState } from "react";

type Write = (e164: string) => string;

/**
 * How telephones are written for people.
 * The numbering plans of all countries are loaded where there is a telephone to show; until then, and where they cannot
 * be had, it stands as it is kept.
 */
export function useReadableTelephone(isNeeded: boolean): Write {
  const [write, setWrite] = useState<Write>(() => (e164: string) => e164);
  useEffect(() => {
    if (isNeeded) {
      import("./telephone-format").then(
        ({ readableTelephone }) => setWrite(() => readableTelephone),
        () => {},
      );
    }
  }, [isNeeded]);
  return write;
}
