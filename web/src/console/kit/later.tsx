import { type ComponentType, type ReactNode, useEffect, useState } from "react";
import { useText } from "../i18n/texts";
import { Button } from "./button";
import { Notice } from "./notice";

/**
 * A component whose script is loaded once it is drawn, for what the first view does not need.
 * Where the script does not arrive, that is said in its place and can be tried again: what was typed around it stays.
 */
export function later<P extends object>(load: () => Promise<ComponentType<P>>, whileLoading: ReactNode = null): ComponentType<P> {
  let loaded: ComponentType<P> | null = null;

  return function Later(props: P) {
    // A state that is a function would be called.
    const [{ Component }, setArrived] = useState({ Component: loaded });
    const [hasFailed, setFailed] = useState(false);
    const [failures, setFailures] = useState(0);

    useEffect(() => {
      let isDrawn = true;
      if (Component === null && !hasFailed) {
        load().then(
          (arrived) => {
            loaded = arrived;
            if (isDrawn) {
              setArrived({ Component: arrived });
            }
          },
          (error: unknown) => {
            console.error(error);
            if (isDrawn) {
              setFailed(true);
              setFailures((failures) => failures + 1);
            }
          },
        );
      }
      return () => {
        isDrawn = false;
      };
    }, [Component, hasFailed]);

    if (Component !== null) {
      return <Component {...props} />;
    }
    return hasFailed ? <NotLoaded isGone={failures > 1} onRetry={() => setFailed(false)} /> : whileLoading;
  };
}

type NotLoadedProps = {
  /** It failed more than once: after a new release the server has the page's scripts no more, and never will. */
  readonly isGone: boolean;
  readonly onRetry: () => void;
};

function NotLoaded({ isGone, onRetry }: NotLoadedProps) {
  const text = useText();
  return (
    <Notice
      tone="danger"
      isAlert
      actions={
        <>
          <Button onPress={onRetry}>{text("try-again")}</Button>
          {isGone && <Button onPress={() => location.reload()}>{text("reload")}</Button>}
        </>
      }
    >
      <p>{text("problem-network")}</p>
    </Notice>
  );
}
