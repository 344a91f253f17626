import { useText } from "../i18n/texts";
import type { DescribedChange } from "./describe";

/** How large a photo is shown, in pixels. */
const SIZE = 48;

/** The photo before and after, where there was one. */
export function ChangedPhoto({ photos: { before, after } }: { readonly photos: NonNullable<DescribedChange["photos"]> }) {
  const text = useText();
  const photo = (url: string, when: string) => (
    <img className="changed-photo" src={url} width={SIZE} height={SIZE} loading="lazy" alt={text("change-photo-alt", { when })} />
  );
  return (
    <span className="changed-photos">
      {before !== null && photo(before, text("change-photo-before"))}
      {before !== null && after !== null && <span aria-hidden="true">→</span>}
      {after !== null && photo(after, text("change-photo-after"))}
    </span>
  );
}
