/** A caller that `cuenta serve --demo` hands out. */
export type DemoToken = { readonly role: string; readonly name: string; readonly token: string };

/** The demo's callers, or none where the server is no demo. */
export async function fetchDemoTokens(): Promise<readonly DemoToken[]> {
  try {
    const response = await fetch("/graphql/demo-tokens", { headers: { Accept: "application/json" } });
    return response.ok ? await response.json() : [];
  } catch {
    // The page still serves whoever brings a token; a server that is away shows itself at the first operation.
    return [];
  }
}
