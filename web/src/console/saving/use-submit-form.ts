import { useEffect, useId, useRef, useState } from "react";
import { type DefaultValues, type FieldValues, useForm, type UseFormReturn } from "react-hook-form";
import type { CombinedError } from "urql";
import type { ChangeFragment, WriteOptions } from "../graphql/types.generated";
import { setUnsaved } from "../routing/unsaved";
import { useText } from "../i18n/texts";
import { useSettings } from "../session/account";
import { type FieldOf, type FormErrors, useFormErrors } from "./form-errors";
import type { Payload, Submission } from "./submit";
import { orNull } from "./values";

type Kind = "save" | "preview";

/** What every such form has beside its own values. */
type Reasoned = { readonly reason: string };

type Plan<V, P extends Payload> = {
  /** What the form begins with. */
  readonly values: V;
  /** Null where the reader is asked something before it can be sent. */
  readonly send: (values: V, options: WriteOptions) => Promise<Submission<P> | null>;
  readonly onDone: (payload: P) => void;
  readonly fieldOf?: FieldOf;
};

/** A form on something beside the settings, and what can become of sending it. */
export type SubmitForm<V extends FieldValues> = {
  readonly form: UseFormReturn<V>;
  readonly pending: Kind | null;
  readonly errors: FormErrors;
  /** There was no answer, or a refusal; what was typed stays. */
  readonly problem: CombinedError | null;
  readonly submit: () => void;
  readonly openPreview: () => void;
  /** What would change. */
  readonly preview: readonly ChangeFragment[] | null;
  readonly closePreview: () => void;
  /** Does once more what was done last. */
  readonly retry: () => void;
};

/** A form whose values go by one mutation. */
export function useSubmitForm<V extends FieldValues & Reasoned, P extends Payload>(plan: Plan<V, P>): SubmitForm<V> {
  const id = useId();
  const form = useForm<V>({ defaultValues: plan.values as DefaultValues<V> });
  const errors = useFormErrors(form, plan.fieldOf);
  const [pending, setPending] = useState<Kind | null>(null);
  const [preview, setPreview] = useState<readonly ChangeFragment[] | null>(null);
  const [problem, setProblem] = useState<CombinedError | null>(null);
  const last = useRef<Kind>("save");
  const text = useText();
  const { revision } = useSettings();
  const isSending = useRef(false);
  // The revision before an attempt to which no answer came: where it is not the account's any more, that one may have
  // been done after all, and doing it again would make a second key, or take away the secret that is in use.
  const unanswered = useRef<number | null>(null);
  const { isDirty } = form.formState;

  useEffect(() => {
    setUnsaved(id, isDirty);
    return () => setUnsaved(id, false);
  }, [id, isDirty]);

  async function attempt(kind: Kind): Promise<void> {
    if (isSending.current) {
      return;
    }
    last.current = kind;
    setProblem(null);
    errors.clear();
    setPending(kind);
    const values = form.getValues();
    isSending.current = true;
    const expectedRevision = unanswered.current;
    const submission = await plan.send(values, { dryRun: kind === "preview", reason: orNull(values.reason), expectedRevision });
    isSending.current = false;
    setPending(null);
    if (submission?.kind !== "failed") {
      unanswered.current = null;
    } else if (kind === "save" && submission.error.networkError !== undefined) {
      unanswered.current ??= revision;
    }
    setPreview(submission?.kind === "done" && kind === "preview" ? (submission.payload.changes ?? []) : null);
    switch (submission?.kind) {
      case "done":
        if (kind === "save") {
          plan.onDone(submission.payload);
        }
        return;
      case "refused":
        if (expectedRevision !== null && submission.userErrors.some(({ code }) => code === "REVISION_CONFLICT")) {
          errors.tell([text("perhaps-done")]);
        } else {
          errors.show(submission.userErrors);
        }
        return;
      case "failed":
        setProblem(submission.error);
    }
  }

  return {
    form,
    pending,
    errors,
    problem,
    submit: () => void attempt("save"),
    openPreview: () => void attempt("preview"),
    preview,
    closePreview: () => setPreview(null),
    retry: () => void attempt(last.current),
  };
}
