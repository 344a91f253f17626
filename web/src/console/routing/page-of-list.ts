import { useRouter } from "./router";

/** Where a page of a list begins or ends, as the API takes it. */
export type PageOfList =
  | { readonly first: number; readonly after: string | null }
  | { readonly last: number; readonly before: string };

/** Which page of the view's list the address asks for; the first one where it says nothing. */
export function usePageOfList(size: number): PageOfList {
  const asked = new URLSearchParams(useRouter().search);
  const before = asked.get("before");
  return before === null ? { first: size, after: asked.get("after") } : { last: size, before };
}
