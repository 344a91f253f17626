import type { ActorFragment } from "../../graphql/types.generated";
import type { Text } from "../../i18n/texts";

/** Who made a change, in words: a person's name, an integration's, or the system. */
export function nameOfActor({ kind, name, subject }: ActorFragment, text: Text): string {
  return kind === "SYSTEM" ? text("history-system") : (name ?? subject);
}

/** As what they made it: the role of a person, or that it was a key. */
export function standingOf({ kind, role }: ActorFragment, text: Text): string | null {
  if (kind === "API_KEY") {
    return text("element-apiKeys");
  }
  return role === null ? null : text(`value-role-${role}`);
}
