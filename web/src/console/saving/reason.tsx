import { FormText } from "../form/fields";
import { useText } from "../i18n/texts";

/** The most characters that a reason has. */
export const REASON_LENGTH = 500;

/** Why, kept in the history: the form's field `reason`. */
export function ReasonField() {
  const text = useText();
  return (
    <FormText
      name="reason"
      label={text("reason")}
      description={text("reason-description")}
      maxLength={REASON_LENGTH}
      rows={2}
    />
  );
}
