import { type RefObject, useEffect, useRef } from "react";
import { useText } from "../i18n/texts";
import { LinkButton } from "../kit/button";
import { useRouter } from "../routing/router";
import "./pager.css";

type Props = {
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  /** What is paged through. */
  readonly label: string;
};

/** The ways to the pages of a list that come before and after the one that is shown; nothing where it is the only one. */
export function Pager({ pageInfo: { hasNextPage, hasPreviousPage, startCursor, endCursor }, label }: Props) {
  const text = useText();
  const { path, search } = useRouter();
  const to = (cursor: Readonly<Record<string, string>>) => {
    const asked = new URLSearchParams(search);
    asked.delete("after");
    asked.delete("before");
    for (const [name, value] of Object.entries(cursor)) {
      asked.set(name, value);
    }
    return asked.size === 0 ? path : `${path}?${asked}`;
  };
  if (!hasNextPage && !hasPreviousPage) {
    return null;
  }
  return (
    <nav className="pager" aria-label={text("pager-label", { list: label })}>
      {hasPreviousPage && (
        <>
          <LinkButton href={to({})}>{text("pager-first")}</LinkButton>
          {startCursor !== null && (
            <LinkButton icon="back" href={to({ before: startCursor })}>
              {text("pager-previous")}
            </LinkButton>
          )}
        </>
      )}
      {hasNextPage && endCursor !== null && (
        <LinkButton icon="forward" href={to({ after: endCursor })}>
          {text("pager-next")}
        </LinkButton>
      )}
    </nav>
  );
}

/** For the element around a list: it takes the focus when the reader goes to another page of it. */
export function usePageFocus(): RefObject<HTMLDivElement | null> {
  const list = useRef<HTMLDivElement>(null);
  const asked = new URLSearchParams(useRouter().search);
  const cursor = asked.get("before") ?? asked.get("after") ?? "";
  const shown = useRef(cursor);
  useEffect(() => {
    if (shown.current !== cursor) {
      shown.current = cursor;
      list.current?.focus({ preventScroll: true });
      list.current?.scrollIntoView({ block: "start" });
    }
  }, [cursor]);
  return list;
}
