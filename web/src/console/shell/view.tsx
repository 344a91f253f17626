import { type ReactNode, useEffect, useRef } from "react";
import { useText } from "../i18n/texts";
import "./view.css";

type Props = {
  readonly title: string;
  readonly description?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
};

/** Whether a view was shown before: the first one leaves the focus where the browser puts it. */
let isFirstView = true;

/** What is seen at one address. Its heading takes the focus when the reader comes to it, and names the document. */
export function View({ title, description, actions, children }: Props) {
  const text = useText();
  const heading = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    document.title = text("document-title", { view: title });
  }, [text, title]);

  useEffect(() => {
    if (!isFirstView && location.hash === "") {
      scrollTo(0, 0);
      heading.current?.focus({ preventScroll: true });
    }
    isFirstView = false;
  }, []);

  return (
    <div className="view">
      <div className="view-head">
        <div className="view-words">
          <h1 className="view-title" ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {description !== undefined && <p className="view-description">{description}</p>}
        </div>
        {actions}
      </div>
      {children}
    </div>
  );
}
