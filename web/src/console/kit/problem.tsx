import type { CombinedError } from "urql";
import { refusalOf } from "../graphql/client";
import { useText } from "../i18n/texts";
import { Button } from "./button";
import { Notice } from "./notice";

type Props = { readonly error: CombinedError; readonly onRetry?: () => void };

/** Why an operation gave nothing, in the place where its answer would stand, and the offer to try again. */
export function Problem({ error, onRetry }: Props) {
  const text = useText();
  const refusal = refusalOf(error, "FORBIDDEN");
  // What answers instead of the server, such as a proxy, says it in no language of the reader's.
  const isTooLarge = (error.response as Response | undefined)?.status === 413;
  const messages = error.networkError
    ? [text(isTooLarge ? "problem-too-large" : "problem-network")]
    : error.graphQLErrors.map(({ message }) => message);
  return (
    <Notice
      tone={refusal === null ? "danger" : "warning"}
      isAlert
      actions={refusal === null && onRetry && <Button onPress={onRetry}>{text("try-again")}</Button>}
    >
      {[...new Set(messages)].map((message) => (
        <p key={message}>{message}</p>
      ))}
    </Notice>
  );
}
