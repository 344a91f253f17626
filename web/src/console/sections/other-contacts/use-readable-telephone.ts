import { useEffect, useState } from "react";

type Write = (e164: string) => string;

/** How far below the window the section is when its telephones are made ready. */
const AHEAD = "300px";

/**
 * How telephones are written for people.
 * The numbering plans of all countries weigh as much as a section, so they are loaded where the reader comes near
 * telephones in this section; until then, and where they cannot be had, a telephone stands as it is kept.
 */
export function useReadableTelephone(section: string, hasTelephones: boolean): Write {
  const [write, setWrite] = useState<Write>(() => (e164: string) => e164);
  useEffect(() => {
    const element = document.getElementById(section);
    if (element === null || !hasTelephones) {
      return;
    }
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) {
          observer.disconnect();
          import("./telephone-format").then(
            ({ readableTelephone }) => setWrite(() => readableTelephone),
            () => {},
          );
        }
      },
      { rootMargin: AHEAD },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [section, hasTelephones]);
  return write;
}
