import { connect, refusalOf } from "../graphql/client";
import { IdentityDocument } from "./identity.generated";

/** Whose token it is, as the server says. */
export type Identification =
  | { readonly kind: "known"; readonly identity: string }
  /** The server does not take it, and says why. */
  | { readonly kind: "refused"; readonly message: string }
  | { readonly kind: "unreachable" };

/** Who somebody is among all accounts, to tell one person from another. */
export function identityOf(viewer: { readonly subject: string; readonly account: { readonly slug: string } | null }): string {
  return JSON.stringify([viewer.account?.slug ?? null, viewer.subject]);
}

/** Asks the server whose token it is. */
export async function identify(token: string): Promise<Identification> {
  const { client, close } = connect(
    () => token,
    () => {},
  );
  const { data, error } = await client.query(IdentityDocument, {}, { requestPolicy: "network-only" }).toPromise();
  close();
  const message = refusalOf(error, "UNAUTHENTICATED");
  if (message !== null) {
    return { kind: "refused", message };
  }
  return data?.viewer ? { kind: "known", identity: identityOf(data.viewer) } : { kind: "unreachable" };
}
