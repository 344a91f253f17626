import type { User, UserManager } from "oidc-client-ts";
import type { SignInConfig } from "./config";

/** What a sign-in at the identity provider comes back with. */
export type ProviderSession = { readonly token: string; readonly returnTo: string };

/** Why a sign-in did not come to its end, and where the reader wanted to go. */
export class SignInFailed extends Error {
  readonly kind: SignInFailure;
  readonly returnTo: string;

  constructor(kind: SignInFailure, reason: string, returnTo: string) {
    super(reason);
    this.kind = kind;
    this.returnTo = returnTo;
  }
}

type SignInFailure =
  /** The answer belongs to no question of this tab: somebody else may have made it. */
  | "foreign"
  /** The provider refuses, in its own words. */
  | "refused"
  /** The provider was not reached, or answered what it should not. */
  | "broken";

/** Marks a window that was opened to sign in: it begins with a copy of what its opener keeps for the tab. */
const WINDOW_KEY = "cuenta:sign-in-window";

/** So long before its end a token is renewed. */
const RENEW_BEFORE_S = 20;

/** So long after a renewal that did not reach the provider the next one is tried. */
const RENEW_AGAIN_MS = 5000;

let manager: Promise<UserManager> | null = null;

/** Goes to the identity provider; the reader comes back to `/sign-in/callback`, and from there to where they were. */
export async function signInAtProvider(config: SignInConfig, returnTo: string): Promise<void> {
  await (await managerFor(config)).signinRedirect({ state: returnTo });
}

/** Signs in at the identity provider in another window, and answers the token. */
export async function signInInWindow(config: SignInConfig, signal: AbortSignal): Promise<string> {
  const users = await managerFor(config);
  sessionStorage.setItem(WINDOW_KEY, "yes");
  // The window is opened before the first wait inside, and has its copy then.
  const signingIn = users.signinPopup({ popupSignal: signal });
  sessionStorage.removeItem(WINDOW_KEY);
  return (await signingIn).access_token;
}

/** Whether this window was opened to sign in for another one. */
export function isSignInWindow(): boolean {
  return sessionStorage.getItem(WINDOW_KEY) !== null;
}

/** Hands the provider's answer to the window that waits for it, which closes this one. */
export async function answerSignInWindow(config: SignInConfig): Promise<void> {
  sessionStorage.removeItem(WINDOW_KEY);
  await (await managerFor(config)).signinPopupCallback();
}

/** Ends a sign-in that the identity provider has answered. */
export async function completeSignIn(config: SignInConfig): Promise<ProviderSession> {
  const users = await managerFor(config);
  const { ErrorResponse, SigninState } = await import("oidc-client-ts");
  const asked = await users.settings.stateStore.get(new URLSearchParams(location.search).get("state") ?? "");
  if (asked === null) {
    throw new SignInFailed("foreign", "no question of this tab has this state", "/");
  }
  const { data } = await SigninState.fromStorageString(asked);
  const returnTo = typeof data === "string" ? data : "/";
  try {
    return { token: (await users.signinRedirectCallback()).access_token, returnTo };
  } catch (error) {
    throw error instanceof ErrorResponse
      ? new SignInFailed("refused", error.error_description ?? error.error ?? "", returnTo)
      : new SignInFailed("broken", String(error), returnTo);
  }
}

/** The token of this tab's earlier sign-in, renewed where its time is over; null where there is none. */
export async function resumeSignIn(config: SignInConfig): Promise<string | null> {
  if (isSignInWindow()) {
    return null;
  }
  const users = await managerFor(config);
  const user = await users.getUser();
  return tokenOf(user !== null && user.expired && user.refresh_token ? await users.signinSilent() : user);
}

type Follower = { readonly onToken: (token: string) => void; readonly onEnd: () => void };

/** Follows the renewals of the token, to its end. Answers how to stop. */
export async function followToken(config: SignInConfig, { onToken, onEnd }: Follower): Promise<() => void> {
  const { ErrorResponse } = await import("oidc-client-ts");
  const users = await managerFor(config);
  let timer: ReturnType<typeof setTimeout> | undefined;

  // A computer that slept wakes up after the end: there may be time left to renew.
  const renewLate = async () => {
    const user = await users.getUser();
    if (user !== null && !user.expired) {
      return;
    }
    if (!user?.refresh_token) {
      onEnd();
      return;
    }
    await users.signinSilent().catch((error: unknown) => {
      if (error instanceof ErrorResponse) {
        onEnd();
      } else {
        timer = setTimeout(() => void renewLate(), RENEW_AGAIN_MS);
      }
    });
  };
  const stops = [
    users.events.addUserLoaded((user) => onToken(user.access_token)),
    users.events.addAccessTokenExpired(() => void renewLate()),
  ];
  return () => {
    clearTimeout(timer);
    stops.forEach((stop) => stop());
  };
}

/** Forgets a session that the server does not take; the provider's own stays. */
export async function forgetSignIn(config: SignInConfig): Promise<void> {
  await (await managerFor(config)).removeUser();
}

/** Ends the session here, and at the identity provider where it can be ended there. */
export async function signOutAtProvider(config: SignInConfig): Promise<void> {
  const users = await managerFor(config);
  // Whether the provider can be asked or not, and however long it takes to answer, this tab forgets.
  const user = await users.getUser();
  await users.removeUser();
  const endpoint = await users.metadataService.getEndSessionEndpoint().catch(() => undefined);
  if (endpoint !== undefined) {
    // The provider is told whose session it is, else it would have to ask.
    await users.signoutRedirect(user?.id_token === undefined ? {} : { id_token_hint: user.id_token });
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
        // A name of its own: an answer that calls its question by the name of the session is an answer to none.
        stateStore: new WebStorageStateStore({ prefix: "oidc.question.", store: sessionStorage }),
        popupWindowTarget: "cuenta-sign-in",
        // A frame of the provider is not allowed by the page's policy: renewal is by refresh token.
        automaticSilentRenew: true,
        accessTokenExpiringNotificationTimeInSeconds: RENEW_BEFORE_S,
        monitorSession: false,
      }),
  );
  return manager;
}
