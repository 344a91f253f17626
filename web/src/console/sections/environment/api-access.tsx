import { useText } from "../../i18n/texts";
import { LinkButton } from "../../kit/button";
import { Problem } from "../../kit/problem";
import { Subsection } from "../../kit/section";
import { useLiveKeys } from "./use-live-keys";

/** What keys of the API are for, how many are good now, and the way to them. */
export function ApiAccess() {
  const text = useText();
  const { count, error, retry } = useLiveKeys();
  return (
    <Subsection title={text("environment-api-title")} description={text("environment-api-description")}>
      {error === null ? (
        <p className="live-keys">{count === null ? text("loading") : text("environment-api-live", { count })}</p>
      ) : (
        <Problem error={error} onRetry={retry} />
      )}
      <div>
        <LinkButton href="/api-keys" icon="key">
          {text("environment-api-manage")}
        </LinkButton>
      </div>
    </Subsection>
  );
}
