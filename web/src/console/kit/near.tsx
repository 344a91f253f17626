import { type ReactNode, useEffect, useRef, useState } from "react";

type Props = {
  /** What is seen until then, as high as what comes. */
  readonly room: ReactNode;
  readonly children: ReactNode;
};

/** Draws what lies far below once less than a window's height is between it and the reader, and keeps its room until then. */
export function Near({ room, children }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const [isNear, setNear] = useState(false);

  useEffect(() => {
    if (place.current !== null) {
      const observer = new IntersectionObserver(
        (entries) => {
          if (entries.some(({ isIntersecting }) => isIntersecting)) {
            setNear(true);
            observer.disconnect();
          }
        },
        { rootMargin: "100% 0px" },
      );
      observer.observe(place.current);
      return () => observer.disconnect();
    }
  }, []);

  return isNear ? children : <div ref={place}>{room}</div>;
}
