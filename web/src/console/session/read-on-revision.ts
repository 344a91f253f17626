import { useEffect, useRef } from "react";
import { useAccount } from "./account";

/** Reads again when a revision came: what it changed need not be of the settings, such as a key or a webhook. */
export function useReadOnRevision(read: () => void): void {
  const { settings } = useAccount();
  const revision = settings?.revision ?? null;
  const shown = useRef(revision);
  const latest = useRef(read);
  latest.current = read;
  useEffect(() => {
    if (shown.current !== revision) {
      shown.current = revision;
      latest.current();
    }
  }, [revision]);
}
