import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from "react";
import { useText } from "../i18n/texts";
import { IconButton } from "./button";
import { Icon } from "./icon";
import "./announce.css";

const SHOWN_FOR_MS = 8000;

type Announce = (message: string) => void;
type Announcement = { readonly number: number; readonly message: string };

const Context = createContext<Announce>(() => {});

/** Shows what was announced last, and has it read aloud. */
export function Announcer({ children }: { readonly children: ReactNode }) {
  const text = useText();
  const [shown, setShown] = useState<Announcement | null>(null);
  const announce = useCallback<Announce>(
    (message) => setShown((last) => ({ number: (last?.number ?? 0) + 1, message })),
    [],
  );

  useEffect(() => {
    if (shown !== null) {
      const timer = setTimeout(() => setShown(null), SHOWN_FOR_MS);
      return () => clearTimeout(timer);
    }
  }, [shown]);

  return (
    <Context value={announce}>
      {children}
      {/* It is there before there is anything to read: what is added to it is read aloud, over an open dialog too. */}
      <div className="announcer" role="status" data-react-aria-top-layer="true">
        {shown !== null && (
          <div className="announcement" key={shown.number}>
            <Icon name="check" />
            <p>{shown.message}</p>
            <IconButton icon="close" label={text("close")} onPress={() => setShown(null)} />
          </div>
        )}
      </div>
    </Context>
  );
}

/** Says that something happened, such as a save. What went wrong is said in its place instead. */
export function useAnnounce(): Announce {
  return useContext(Context);
}
