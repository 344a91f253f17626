import { useEffect, useRef } from "react";
import type { UseFormReturn } from "react-hook-form";
import type { OtherContactKind } from "../../graphql/types.generated";
import { sendEdits } from "../../saving/edits";
import { useSend } from "../../saving/send";
import type { OtherContactValues } from "./other-contacts";

/**
 * Has the server read what is typed again once its kind is another, for each kind has a form of its own.
 * It is a help on the way: where there is no answer nothing is said, for saving checks everything again.
 */
export function useValueCheck(form: UseFormReturn<OtherContactValues>, kind: OtherContactKind, id: string | null): void {
  const send = useSend();
  const checked = useRef(kind);
  useEffect(() => {
    if (kind === checked.current) {
      return;
    }
    checked.current = kind;
    form.clearErrors("value");
    const value = form.getValues("value");
    if (value.trim() === "") {
      return;
    }
    const edit = id === null ? { addOtherContact: { kind, value } } : { updateOtherContact: { id, kind, value } };
    void sendEdits(send, [edit], { dryRun: true }).then((outcome) => {
      const error = outcome.kind === "refused" && outcome.userErrors.find(({ path }) => path[0] === "value");
      // The reader may have gone on meanwhile.
      if (error && checked.current === kind && form.getValues("value") === value) {
        form.setError("value", { type: "server", message: error.message });
      }
    });
  }, [form, kind, id, send]);
}
