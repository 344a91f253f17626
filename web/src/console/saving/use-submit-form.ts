import { useEffect, useId, useState } from "react";
import { type DefaultValues, type FieldValues, useForm, type UseFormReturn } from "react-hook-form";
import type { CombinedError } from "urql";
import { setUnsaved } from "../routing/unsaved";
import { type FieldOf, type FormErrors, useFormErrors } from "./form-errors";
import type { Payload, Submission } from "./submit";

type Plan<V, P extends Payload> = {
  /** What the form begins with. */
  readonly values: V;
  /** Null where the reader is asked something before it can be sent. */
  readonly send: (values: V) => Promise<Submission<P> | null>;
  readonly onDone: (payload: P) => void;
  readonly fieldOf?: FieldOf;
};

/** A form on something beside the settings, and what can become of sending it. */
export type SubmitForm<V extends FieldValues> = {
  readonly form: UseFormReturn<V>;
  readonly isPending: boolean;
  readonly errors: FormErrors;
  /** There was no answer, or a refusal; what was typed stays. */
  readonly problem: CombinedError | null;
  readonly submit: () => void;
};

/** A form whose values go by one mutation. */
export function useSubmitForm<V extends FieldValues, P extends Payload>(plan: Plan<V, P>): SubmitForm<V> {
  const id = useId();
  const form = useForm<V>({ defaultValues: plan.values as DefaultValues<V> });
  const errors = useFormErrors(form, plan.fieldOf);
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<CombinedError | null>(null);
  const { isDirty } = form.formState;

  useEffect(() => {
    setUnsaved(id, isDirty);
    return () => setUnsaved(id, false);
  }, [id, isDirty]);

  async function submit(): Promise<void> {
    setProblem(null);
    errors.clear();
    setPending(true);
    const submission = await plan.send(form.getValues());
    setPending(false);
    switch (submission?.kind) {
      case "done":
        plan.onDone(submission.payload);
        return;
      case "refused":
        errors.show(submission.userErrors);
        return;
      case "failed":
        setProblem(submission.error);
    }
  }

  return { form, isPending, errors, problem, submit: () => void submit() };
}
