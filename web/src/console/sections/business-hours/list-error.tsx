import { useEffect, useRef } from "react";

/** What is wrong with a list as a whole, such as that it is too long. It takes the focus, for no field of it does. */
export function ListError({ message }: { readonly message: string | undefined }) {
  const place = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (message !== undefined) {
      place.current?.focus();
    }
  }, [message]);
  return message === undefined ? null : (
    <p className="field-error list-error" role="alert" tabIndex={-1} ref={place}>
      {message}
    </p>
  );
}
