import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from "react";
import { RouterProvider } from "react-aria-components";
import { LeaveDialog } from "./leave-dialog";
import { dropUnsaved, hasUnsaved } from "./unsaved";

type Place = {
  readonly path: string;
  readonly search: string;
  readonly hash: string;
  /** Which entry of the browser's history it is: whoever follows a link again comes to another one. */
  readonly visit: number;
};
type Options = { readonly replace?: boolean };

type Router = Place & {
  /** Goes to an address of the console; asks first where something is unsaved. */
  readonly navigate: (to: string, options?: Options) => void;
  /** Does what leaves the view in another way, such as signing out; asks first where something is unsaved. */
  readonly leave: (action: () => void) => void;
};

const Context = createContext<Router | null>(null);

/** Keeps the address bar and the view together, for links too. */
export function Router({ children }: { readonly children: ReactNode }) {
  const [place, setPlace] = useState(currentPlace);
  const [pending, setPending] = useState<(() => void) | null>(null);
  const index = useRef(indexOf(history.state));

  const leave = useCallback((action: () => void) => {
    if (hasUnsaved()) {
      setPending(() => action);
    } else {
      action();
    }
  }, []);

  const navigate = useCallback(
    (to: string, { replace = false }: Options = {}) => {
      const go = () => {
        index.current += replace ? 0 : 1;
        history[replace ? "replaceState" : "pushState"]({ index: index.current }, "", to);
        setPlace(currentPlace());
      };
      // A place on the same view takes nothing away.
      if (new URL(to, location.href).pathname === location.pathname) {
        go();
      } else {
        leave(go);
      }
    },
    [leave],
  );

  useEffect(() => {
    // Where the browser has no number for an entry, it is the one that the page was loaded with.
    history.replaceState({ index: index.current }, "");
    // Between drawing and listening the address may have become another one.
    setPlace((drawn) => (drawn.path + drawn.search + drawn.hash === location.pathname + location.search + location.hash ? drawn : currentPlace()));
    let returning = false;
    const onPop = (event: PopStateEvent) => {
      if (!hasIndex(event.state)) {
        // A new entry that is the browser's own, such as that of a fragment which was typed, or of the skip link.
        index.current += 1;
        history.replaceState({ index: index.current }, "");
        setPlace(currentPlace());
        return;
      }
      const next = event.state.index;
      const steps = next - index.current;
      if (returning) {
        returning = false;
        return;
      }
      if (hasUnsaved() && location.pathname !== shownPath.current) {
        // The browser has moved already: it is brought back, and moves again once the reader agrees.
        returning = true;
        history.go(-steps);
        setPending(() => () => history.go(steps));
        return;
      }
      index.current = next;
      setPlace(currentPlace());
    };
    addEventListener("popstate", onPop);
    return () => removeEventListener("popstate", onPop);
  }, []);

  const shownPath = useRef(place.path);
  shownPath.current = place.path;

  const router = useMemo(() => ({ ...place, navigate, leave }), [place, navigate, leave]);
  return (
    <Context value={router}>
      <RouterProvider navigate={navigate}>{children}</RouterProvider>
      <LeaveDialog
        isOpen={pending !== null}
        onStay={() => setPending(null)}
        onLeave={() => {
          dropUnsaved();
          setPending(null);
          pending?.();
        }}
      />
    </Context>
  );
}

/** Where the reader is, and how to go elsewhere. */
export function useRouter(): Router {
  const router = useContext(Context);
  if (router === null) {
    throw new Error("There is no Router around this component");
  }
  return router;
}

/** What a path says by a pattern such as `/history/:number`; null where it is another. */
export function match(pattern: string, path: string): Readonly<Record<string, string>> | null {
  const wanted = pattern.split("/");
  const found = path.replace(/(.)\/$/, "$1").split("/");
  if (wanted.length !== found.length) {
    return null;
  }
  const values: Record<string, string> = {};
  for (const [position, segment] of wanted.entries()) {
    const value = found[position] ?? "";
    if (segment.startsWith(":")) {
      // Numbers and ids need no escapes: what has some leads nowhere, as any other unknown one does.
      values[segment.slice(1)] = value;
    } else if (segment !== value) {
      return null;
    }
  }
  return values;
}

function currentPlace(): Place {
  return { path: location.pathname, search: location.search, hash: location.hash, visit: indexOf(history.state) };
}

function indexOf(state: unknown): number {
  return hasIndex(state) ? state.index : 0;
}

function hasIndex(state: unknown): state is { readonly index: number } {
  return typeof state === "object" && state !== null && "index" in state && typeof state.index === "number";
}
