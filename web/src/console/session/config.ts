/** What the server says about itself before anybody has signed in. */
export type ConsoleConfig = {
  readonly demo: boolean;
  readonly signIn: SignInConfig | null;
};

/** The identity provider at which people sign in. */
export type SignInConfig = { readonly issuer: string; readonly clientId: string; readonly scopes: string };

/** A caller that a server in demo mode hands out. */
export type DemoCaller = { readonly role: string; readonly name: string; readonly token: string };

/** Who can sign in, and how. */
export type SignInMeans =
  | { readonly kind: "demo"; readonly callers: readonly DemoCaller[] }
  | { readonly kind: "provider"; readonly provider: SignInConfig }
  | { readonly kind: "token" };

/** Asks the server how people sign in. */
export async function fetchSignInMeans(): Promise<SignInMeans> {
  const config = await fetchJson<ConsoleConfig>("/console/config");
  if (config.demo) {
    return { kind: "demo", callers: await fetchDemoCallers() };
  }
  return config.signIn === null ? { kind: "token" } : { kind: "provider", provider: config.signIn };
}

/** Asks a server in demo mode for its callers. */
export function fetchDemoCallers(): Promise<readonly DemoCaller[]> {
  return fetchJson("/graphql/demo-tokens");
}

async function fetchJson<T>(path: string): Promise<T> {
  const response = await fetch(path, { headers: { Accept: "application/json" } });
  if (!response.ok) {
    throw new Error(`${path} was answered with ${response.status}`);
  }
  return response.json() as Promise<T>;
}
