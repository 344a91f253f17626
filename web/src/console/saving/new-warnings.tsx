import { useTellWarning } from "../changes/tell-warning";
import type { WarningFragment } from "../graphql/types.generated";
import { useText } from "../i18n/texts";
import { Notice } from "../kit/notice";

/** The warnings that a change would bring; nothing where it brings none. */
export function NewWarnings({ warnings }: { readonly warnings: readonly WarningFragment[] }) {
  const text = useText();
  const tellWarning = useTellWarning();
  return (
    warnings.length > 0 && (
      <Notice tone="warning">
        <p>{text("preview-warnings")}</p>
        <ul>
          {warnings.map((warning) => (
            <li key={[warning.code, ...warning.path].join(" ")}>{tellWarning(warning)}</li>
          ))}
        </ul>
      </Notice>
    )
  );
}
