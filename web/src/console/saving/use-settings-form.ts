import { type RefObject, useCallback, useEffect, useId, useRef, useState } from "react";
import { type DefaultValues, type FieldValues, type Path, useForm, type UseFormReturn } from "react-hook-form";
import type { CombinedError } from "urql";
import type { SettingsEdit, SettingsFragment } from "../graphql/types.generated";
import { useText } from "../i18n/texts";
import { useAnnounce } from "../kit/announce";
import { setUnsaved } from "../routing/unsaved";
import { useSettings } from "../session/account";
import { sendEdits } from "./edits";
import { type FieldOf, type Refusal, useFormErrors } from "./form-errors";
import { type Outcome, useSend } from "./send";
import { differing, isSame } from "./values";

/** How a form reads the settings and changes them. */
export type SettingsFormPlan<V extends FieldValues> = {
  /** The form's values in these settings; null where what it edits is not there (any more). */
  readonly select: (settings: SettingsFragment) => V | null;
  /** The edits for what changed. A field of `changed` that is absent was not touched. */
  readonly edits: (changed: Partial<V>, values: V) => readonly SettingsEdit[];
  /** How a field is called, and how a value of it is told, where two people changed it. */
  readonly describe: { readonly [F in keyof V & string]: { readonly label: string; readonly show: (value: V[F]) => string } };
  /** What of the values cannot be written as the input takes it, told before anything is sent; paths as the server's. */
  readonly check?: (values: V) => readonly Refusal[];
  readonly fieldOf?: FieldOf;
  /** It is saved. */
  readonly onSaved?: () => void;
};

/** A field that somebody else changed while the reader did. */
export type ConflictingField = {
  readonly name: string;
  readonly label: string;
  readonly seen: string;
  readonly now: string;
  readonly typed: string;
};

/** What stands in the way of saving because somebody else saved first. */
export type Conflict = {
  readonly fields: readonly ConflictingField[];
  /** Saves with these choices. */
  readonly resolve: (keep: Readonly<Record<string, "theirs" | "mine">>) => void;
  readonly cancel: () => void;
};

export type Preview = Extract<Outcome, { kind: "preview" }>;

/** A form on a part of the settings, and all that can become of saving it. */
export type SettingsForm<V extends FieldValues> = {
  readonly form: UseFormReturn<V>;
  readonly isDirty: boolean;
  readonly pending: "save" | "preview" | null;
  readonly save: (reason?: string) => void;
  readonly openPreview: () => void;
  readonly preview: Preview | null;
  readonly closePreview: () => void;
  readonly conflict: Conflict | null;
  /** What is wrong and belongs to no field. */
  readonly formErrors: readonly string[];
  readonly formErrorsRef: RefObject<HTMLDivElement | null>;
  /** There was no answer, or a refusal; what was typed stays. */
  readonly problem: CombinedError | null;
  readonly retry: () => void;
  /** Somebody else changed these values since the reader began to type. */
  readonly isOvertaken: boolean;
  /** Gives up what was typed. */
  readonly discard: () => void;
};

type Attempt = { readonly kind: "save" | "preview"; readonly reason: string };
type Base<V> = { readonly values: V; readonly revision: number };

/**
 * The one way in which settings are changed.
 * Only what differs is sent, on the revision that the reader saw. What others save comes in by itself while nothing is
 * typed; what is typed is never overwritten.
 */
export function useSettingsForm<V extends FieldValues>(plan: SettingsFormPlan<V>): SettingsForm<V> {
  const text = useText();
  const announce = useAnnounce();
  const settings = useSettings();
  const send = useSend();
  const id = useId();

  const [base, setBase] = useState<Base<V>>(() => {
    const values = plan.select(settings);
    if (values === null) {
      throw new Error("A form begins with something that is there");
    }
    return { values, revision: settings.revision };
  });
  const form = useForm<V>({ defaultValues: base.values as DefaultValues<V> });
  const { isDirty } = form.formState;
  const [pending, setPending] = useState<"save" | "preview" | null>(null);
  const [preview, setPreview] = useState<Preview | null>(null);
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const errors = useFormErrors(form, plan.fieldOf);
  const [problem, setProblem] = useState<CombinedError | null>(null);
  const [isOvertaken, setOvertaken] = useState(false);
  const lastAttempt = useRef<Attempt>({ kind: "save", reason: "" });
  const isSending = useRef(false);
  // Something was to be added and no answer came: whether it was can only be told by the revision that was seen then.
  const isAdditionUnanswered = useRef(false);

  useEffect(() => {
    setUnsaved(id, isDirty);
    return () => setUnsaved(id, false);
  }, [id, isDirty]);

  const startFrom = useCallback(
    (values: V, revision: number) => {
      setBase({ values, revision });
      setOvertaken(false);
      form.reset(values);
    },
    [form],
  );

  // What others save, and what other sections of the page do.
  const { select } = plan;
  useEffect(() => {
    if (pending !== null || isAdditionUnanswered.current || settings.revision <= base.revision) {
      return;
    }
    const theirs = select(settings);
    if (theirs !== null && isSame(theirs, base.values)) {
      setBase({ values: base.values, revision: settings.revision });
    } else if (theirs !== null && !isDirty) {
      startFrom(theirs, settings.revision);
    } else {
      setOvertaken(true);
    }
  }, [settings, select, base, isDirty, pending, startFrom]);

  async function attempt(next: Attempt, from: Base<V> = base): Promise<void> {
    if (isSending.current) {
      return;
    }
    lastAttempt.current = next;
    setProblem(null);
    errors.clear();
    const values = form.getValues();
    const refusals = plan.check?.(values) ?? [];
    if (refusals.length > 0) {
      setPreview(null);
      errors.show(refusals);
      return;
    }
    setPending(next.kind);
    const changed: Partial<V> = {};
    for (const name of differing(values, from.values)) {
      changed[name] = values[name];
    }
    const options = {
      expectedRevision: from.revision,
      dryRun: next.kind === "preview",
      reason: next.reason.trim() === "" ? null : next.reason,
    };
    const edits = plan.edits(changed, values);
    isSending.current = true;
    const outcome = await sendEdits(send, edits, options);
    isSending.current = false;
    setPending(null);
    const isPerhapsDone = isAdditionUnanswered.current && outcome.kind === "conflict";
    if (outcome.kind !== "failed") {
      isAdditionUnanswered.current = false;
    } else if (next.kind === "save" && outcome.error.networkError !== undefined && edits.some(isAddition)) {
      isAdditionUnanswered.current = true;
    }
    if (isPerhapsDone) {
      tellPerhapsDone(outcome.current, from);
    } else {
      await conclude(next, outcome, from, values);
    }
  }

  /** What would be added may be there already: the reader looks before it is added once more. */
  function tellPerhapsDone(current: SettingsFragment, from: Base<V>): void {
    const typed = form.getValues();
    startFrom(plan.select(current) ?? from.values, current.revision);
    putBack(typed, differing(typed, from.values));
    setPreview(null);
    errors.tell([text("perhaps-done")]);
  }

  async function conclude(next: Attempt, outcome: Outcome, from: Base<V>, values: V): Promise<void> {
    switch (outcome.kind) {
      case "saved": {
        const saved = outcome.settings === null ? null : plan.select(outcome.settings);
        // What was typed while the answer was on its way is not saved yet.
        const typed = form.getValues();
        startFrom(saved ?? values, outcome.settings?.revision ?? from.revision);
        putBack(typed, differing(typed, values));
        setPreview(null);
        announce(
          outcome.revision === null ? text("saved-nothing") : text("saved-revision", { revision: outcome.revision }),
        );
        plan.onSaved?.();
        return;
      }
      case "preview":
        setPreview(outcome);
        return;
      case "refused":
        setPreview(null);
        errors.show(outcome.userErrors);
        return;
      case "failed":
        setPreview(null);
        setProblem(outcome.error);
        return;
      case "conflict":
        setPreview(null);
        await meet(next, outcome.current, from);
    }
  }

  function putBack(typed: V, names: readonly (keyof V & string)[]): void {
    for (const name of names) {
      form.setValue(name as unknown as Path<V>, typed[name], { shouldDirty: true });
    }
  }

  /** Puts what the reader typed onto what is there now, and asks where both changed the same. */
  async function meet(next: Attempt, current: SettingsFragment, from: Base<V>): Promise<void> {
    const typed = form.getValues();
    const theirs = plan.select(current);
    if (theirs === null) {
      errors.tell([text("conflict-removed")]);
      return;
    }
    const mine = differing(typed, from.values);
    const both = mine.filter((name) => !isSame(theirs[name], from.values[name]) && !isSame(theirs[name], typed[name]));
    const proceed = async (keep: Readonly<Record<string, "theirs" | "mine">>) => {
      startFrom(theirs, current.revision);
      putBack(
        typed,
        mine.filter((name) => keep[name] !== "theirs"),
      );
      await attempt(next, { values: theirs, revision: current.revision });
    };
    if (both.length === 0) {
      await proceed({});
      return;
    }
    setConflict({
      fields: both.map((name) => {
        const { label, show } = plan.describe[name];
        return { name, label, seen: show(from.values[name]), now: show(theirs[name]), typed: show(typed[name]) };
      }),
      resolve: (keep) => {
        setConflict(null);
        void proceed(keep);
      },
      cancel: () => setConflict(null),
    });
  }

  return {
    form,
    isDirty,
    pending,
    save: (reason = "") => void attempt({ kind: "save", reason }),
    openPreview: () => void attempt({ kind: "preview", reason: "" }),
    preview,
    closePreview: () => setPreview(null),
    conflict,
    formErrors: errors.messages,
    formErrorsRef: errors.ref,
    problem,
    retry: () => void attempt(lastAttempt.current),
    isOvertaken,
    discard: () => {
      isAdditionUnanswered.current = false;
      setProblem(null);
      errors.clear();
      const now = plan.select(settings);
      startFrom(now ?? base.values, settings.revision);
    },
  };
}

function isAddition(edit: SettingsEdit): boolean {
  return Object.keys(edit).some((name) => name.startsWith("add"));
}
