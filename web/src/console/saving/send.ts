import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { useCallback } from "react";
import { type CombinedError, type OperationContext, useClient } from "urql";
import type {
  ChangeFragment,
  SettingsChangeFragment,
  SettingsFragment,
  UserErrorFragment,
  WarningFragment,
  WriteOptions,
} from "../graphql/types.generated";
import { useAccount } from "../session/account";

/** A mutation that answers what became of the settings, with the field that it calls named `payload`. */
export type SettingsMutation<Variables> = TypedDocumentNode<
  { readonly payload: SettingsChangeFragment | null },
  Variables & { options?: WriteOptions | null | undefined }
>;

/** What came of a change. */
export type Outcome =
  /** It is saved; without a number, nothing was different. The cache holds the settings. */
  | { readonly kind: "saved"; readonly revision: number | null; readonly settings: SettingsFragment | null }
  /** What it would change, and the warnings that there would be and are not yet. */
  | { readonly kind: "preview"; readonly changes: readonly ChangeFragment[]; readonly newWarnings: readonly WarningFragment[] }
  /** The input is wrong. */
  | { readonly kind: "refused"; readonly userErrors: readonly UserErrorFragment[] }
  /** Somebody else saved first; these are the settings now. */
  | { readonly kind: "conflict"; readonly current: SettingsFragment }
  /** There was no answer, or the caller may not do it. */
  | { readonly kind: "failed"; readonly error: CombinedError };

/** Sends one change of the settings. */
export type Send = <Variables extends object>(
  document: SettingsMutation<Variables>,
  variables: Variables,
  options: WriteOptions,
  context?: Partial<OperationContext>,
) => Promise<Outcome>;

/** What every change of the settings is sent by. */
export function useSend(): Send {
  const client = useClient();
  const { settings: seen } = useAccount();
  return useCallback<Send>(
    async (document, variables, options, context) => {
      const { data, error } = await client.mutation(document, { ...variables, options }, context).toPromise();
      const payload = data?.payload;
      if (error !== undefined && !payload) {
        return { kind: "failed", error };
      }
      if (!payload) {
        return { kind: "refused", userErrors: [] };
      }
      if (payload.userErrors.some(({ code }) => code === "REVISION_CONFLICT") && payload.settings) {
        return { kind: "conflict", current: payload.settings };
      }
      if (payload.userErrors.length > 0) {
        return { kind: "refused", userErrors: payload.userErrors };
      }
      if (options.dryRun) {
        const known = new Set(seen?.warnings.map(identityOf));
        const newWarnings = payload.settings?.warnings.filter((warning) => !known.has(identityOf(warning))) ?? [];
        return { kind: "preview", changes: payload.changes ?? [], newWarnings };
      }
      return { kind: "saved", revision: payload.revision?.number ?? null, settings: payload.settings };
    },
    [client, seen],
  );
}

function identityOf({ code, path }: WarningFragment): string {
  return [code, ...path].join(" ");
}
