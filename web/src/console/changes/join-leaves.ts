import type { ChangeFragment } from "../graphql/types.generated";
import type { Text } from "../i18n/texts";

/** A change of something that a reader sees as one. */
export type WholeChange = ChangeFragment & {
  readonly photos: { readonly before: string | null; readonly after: string | null } | null;
};

/**
 * The API tells a change a leaf. A tax id and a photo are one thing to a reader, and a revoked key has one change:
 * their leaves are joined.
 */
export function joinLeaves(changes: readonly ChangeFragment[], text: Text): readonly WholeChange[] {
  const at = (...path: string[]) => changes.find((change) => change.path.join(" ") === path.join(" "));
  const number = at("company", "taxId", "formatted");
  const photo = at("company", "photo", "url");
  return changes.flatMap((change): WholeChange[] => {
    const [first, second, third] = change.path;
    if (first === "company" && second === "taxId" && number !== undefined) {
      return change === number ? [taxIdChange(number, at("company", "taxId", "kind"), text)] : [];
    }
    if (first === "company" && second === "photo" && photo !== undefined) {
      return change === photo ? [photoChange(photo, text)] : [];
    }
    if (first === "apiKeys" && third === "revokedAt" && at(first, second ?? "", "state") !== undefined) {
      return [];
    }
    return [{ ...change, photos: null }];
  });
}

/** The number in its customary form, with its kind where that is another. */
function taxIdChange(number: ChangeFragment, kind: ChangeFragment | undefined, text: Text): WholeChange {
  const told = (side: "before" | "after") =>
    number[side] === null || !kind
      ? number[side]
      : text("value-tax-id", { kind: text(`value-kind-${String(kind[side])}`), number: String(number[side]) });
  return { path: ["company", "taxId"], before: told("before"), after: told("after"), photos: null };
}

/** The address of a photo is a digest, of which the beginning tells one from another. */
function photoChange({ before, after }: ChangeFragment, text: Text): WholeChange {
  const told = (url: unknown) =>
    typeof url === "string"
      ? text("value-photo", { digest: url.replace(/^.*\/photos\//, "").slice(0, 6) })
      : null;
  const address = (url: unknown) => (typeof url === "string" ? url : null);
  return {
    path: ["company", "photo"],
    before: told(before),
    after: told(after),
    photos: { before: address(before), after: address(after) },
  };
}
