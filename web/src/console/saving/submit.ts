import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { useCallback } from "react";
import { type AnyVariables, type CombinedError, useClient } from "urql";
import type { ChangeFragment, UserErrorFragment } from "../graphql/types.generated";
import { noteOwnRevision } from "./own-revisions";

/** What every mutation answers. */
export type Payload = {
  readonly userErrors: readonly UserErrorFragment[];
  readonly changes?: readonly ChangeFragment[] | null;
  readonly revision?: { readonly number: number } | null;
};

/** A mutation of what the account has beside its settings, with the field that it calls named `payload`. */
export type AccountMutation<P extends Payload, Variables> = TypedDocumentNode<{ readonly payload: P | null }, Variables>;

/** What came of it. */
export type Submission<P extends Payload> =
  | { readonly kind: "done"; readonly payload: P }
  /** The input is wrong. */
  | { readonly kind: "refused"; readonly userErrors: readonly UserErrorFragment[] }
  /** There was no answer, or the caller may not do it. */
  | { readonly kind: "failed"; readonly error: CombinedError };

/** Sends a mutation of what the account has beside its settings: keys, webhooks. */
export type Submit = <P extends Payload, Variables extends AnyVariables>(
  document: AccountMutation<P, Variables>,
  variables: Variables,
) => Promise<Submission<P>>;

/** What such mutations are sent by. */
export function useSubmit(): Submit {
  const client = useClient();
  return useCallback<Submit>(
    async (document, variables) => {
      const { data, error } = await client.mutation(document, variables).toPromise();
      const payload = data?.payload;
      if (error !== undefined && !payload) {
        return { kind: "failed", error };
      }
      if (!payload || payload.userErrors.length > 0) {
        return { kind: "refused", userErrors: payload?.userErrors ?? [] };
      }
      if (payload.revision) {
        noteOwnRevision(payload.revision.number);
      }
      return { kind: "done", payload };
    },
    [client],
  );
}
