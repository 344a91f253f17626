import { Link } from "react-aria-components";
import { useTellWarning } from "../changes/tell-warning";
import type { WarningFragment } from "../graphql/types.generated";
import { useText } from "../i18n/texts";
import { Notice } from "../kit/notice";
import { useSettings } from "../session/account";

/** All that contradicts itself in the settings, each with the way to its field. */
export function Warnings() {
  const text = useText();
  const tellWarning = useTellWarning();
  const { warnings } = useSettings();
  if (warnings.length === 0) {
    return null;
  }
  return (
    <Notice tone="warning">
      <p>
        <strong>{text("warnings-title", { count: warnings.length })}</strong>
      </p>
      <ul>
        {warnings.map((warning) => (
          <li key={identityOf(warning)}>
            <Link href={`/#${warning.path.join(".")}`}>{tellWarning(warning)}</Link>
          </li>
        ))}
      </ul>
    </Notice>
  );
}

/** The warnings whose path begins with one of these, such as `["contacts"]`, in the place where they belong. */
export function WarningsAt({ paths }: { readonly paths: readonly (readonly string[])[] }) {
  const { warnings } = useSettings();
  const here = warnings.filter(({ path }) =>
    paths.some((prefix) => prefix.every((segment, position) => path[position] === segment)),
  );
  return here.length === 0 ? null : (
    <Notice tone="warning">
      {here.map((warning) => (
        <p key={identityOf(warning)}>{warning.message}</p>
      ))}
    </Notice>
  );
}

function identityOf({ code, path }: WarningFragment): string {
  return [code, ...path].join(" ");
}
