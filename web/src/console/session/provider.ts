import type { User, UserManager } from "oidc-client-ts";
import type { SignInConfig } from "./config";

/** What a sign-in at the identity provider comes back with. */
export type ProviderSession = { readonly token: string; readonly returnTo: string };

let manager: Promise<UserManager> | null = null;

/** Goes to the identity provider; the reader comes back to `/sign-in/callback`, and from there to where they were. */
export async function signInAtProvider(config: SignInConfig, returnTo: string): Promise<void> {
  await (await managerFor(config)).signinRedirect({ state: returnTo });
}

/** Ends a sign-in that the identity provider has answered. */
export async function completeSignIn(config: SignInConfig): Promise<ProviderSession> {
  const user = await (await managerFor(config)).signinRedirectCallback();
  return { token: user.access_token, returnTo: typeof user.state === "string" ? user.state : "/" };
}

/** The token of this tab's earlier sign-in, renewed where its time is over; null where there is none. */
export async function resumeSignIn(config: SignInConfig): Promise<string | null> {
  const users = await managerFor(config);
  const user = await users.getUser();
  return tokenOf(user !== null && user.expired && user.refresh_token ? await users.signinSilent() : user);
}

/** Follows the renewals of the token; null is told when its time is over. Answers how to stop. */
export async function followToken(config: SignInConfig, onToken: (token: string | null) => void): Promise<() => void> {
  const { events } = await managerFor(config);
  const stops = [
    events.addUserLoaded((user) => onToken(user.access_token)),
    events.addAccessTokenExpired(() => onToken(null)),
  ];
  return () => stops.forEach((stop) => stop());
}

/** Ends the session here, and at the identity provider where it can be ended there. */
export async function signOutAtProvider(config: SignInConfig): Promise<void> {
  const users = await managerFor(config);
  if ((await users.metadataService.getEndSessionEndpoint()) === undefined) {
    await users.removeUser();
  } else {
    await users.signoutRedirect();
  }
}

function tokenOf(user: User | null): string | null {
  return user === null || user.expired ? null : user.access_token;
}

function managerFor({ issuer, clientId, scopes }: SignInConfig): Promise<UserManager> {
  // Most readers come from a session that is there already, or from a server without a provider.
  manager ??= import("oidc-client-ts").then(
    ({ UserManager, WebStorageStateStore }) =>
      new UserManager({
        authority: issuer,
        client_id: clientId,
        scope: scopes,
        redirect_uri: new URL("/sign-in/callback", location.origin).href,
        post_logout_redirect_uri: new URL("/sign-in", location.origin).href,
        userStore: new WebStorageStateStore({ store: sessionStorage }),
        stateStore: new WebStorageStateStore({ store: sessionStorage }),
        // A frame of the provider is not allowed by the page's policy: renewal is by refresh token.
        automaticSilentRenew: true,
        monitorSession: false,
      }),
  );
  return manager;
}
