import { useCallback, useMemo } from "react";
import type { WarningFragment } from "../graphql/types.generated";
import { useText } from "../i18n/texts";
import { useAccount } from "../session/account";
import { namesIn } from "./names";

/** Tells a warning away from the place that it is about. */
export type TellWarning = (warning: WarningFragment) => string;

/**
 * Tells warnings with what they are about: the server's sentences are those of their places, such as
 * "This access profile …", and two of them may be the same where there are two such places.
 */
export function useTellWarning(): TellWarning {
  const text = useText();
  const { settings } = useAccount();
  const names = useMemo(() => (settings === null ? null : namesIn(settings)), [settings]);
  return useCallback<TellWarning>(
    ({ path, message }) => {
      const last = path.at(-1) ?? "";
      const isLink = path.includes("directTicketLink") && (last === "customers" || last === "agents");
      const where = isLink ? text(`warning-where-${last}`) : names?.get(last);
      return where === undefined ? message : text("warning-where", { where, message });
    },
    [text, names],
  );
}
