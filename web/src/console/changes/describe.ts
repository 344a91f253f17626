import { useCallback, useMemo } from "react";
import type { ChangeFragment } from "../graphql/types.generated";
import { useFormat } from "../i18n/format";
import { useText } from "../i18n/texts";
import { useAccount } from "../session/account";
import { joinLeaves, type WholeChange } from "./join-leaves";
import { namesFrom, namesIn, type Names } from "./names";
import { placeOf } from "./paths";
import { labelOf, sentenceOf } from "./sentence";
import { tell, type Teller } from "./tell";

/** A change in the reader's words. */
export type DescribedChange = {
  readonly path: readonly string[];
  /** What became of it: a value that is another, or an element that came or went. */
  readonly kind: "changed" | "added" | "removed";
  /** The field, and of which element where there are several: "E-mail (Contact ana@example.com)". */
  readonly label: string;
  readonly before: string;
  readonly after: string;
  /** All of it in one sentence, as the history says it. */
  readonly sentence: string;
  /** The addresses of the photos, where it is the photo that is another. */
  readonly photos: { readonly before: string | null; readonly after: string | null } | null;
};

/** Tells changes in the reader's language. */
export type DescribeChanges = (changes: readonly ChangeFragment[], names?: Names) => readonly DescribedChange[];

/**
 * Tells changes that were made together. What they do not tell of themselves, such as what the element is called
 * whose field changed, is looked up among `names`, else among the settings of now.
 */
export function useDescribeChanges(): DescribeChanges {
  const text = useText();
  const format = useFormat();
  const { settings } = useAccount();
  const now = useMemo<Names>(() => (settings === null ? new Map() : namesIn(settings)), [settings]);
  return useCallback<DescribeChanges>(
    (changes, names = now) => {
      const teller = { text, format, names: new Map([...names, ...namesFrom(changes)]) };
      return joinLeaves(changes, text).map((change) => describe(change, teller));
    },
    [text, format, now],
  );
}

function describe(change: WholeChange, teller: Teller): DescribedChange {
  const { path, before, after, photos } = change;
  const isElement = placeOf(path).collection !== null && path.length === 2;
  return {
    path,
    kind: !isElement ? "changed" : before === null ? "added" : "removed",
    label: labelOf(path, teller),
    before: tell(before, path, teller),
    after: tell(after, path, teller),
    sentence: sentenceOf(change, teller),
    photos,
  };
}
