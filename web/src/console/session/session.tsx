import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from "react";
import { Provider as ClientProvider } from "urql";
import { connect, type Connection } from "../graphql/client";
import { dropUnsaved } from "../routing/unsaved";
import { type DemoCaller, fetchSignInMeans, type SignInMeans } from "./config";
import { completeSignIn, followToken, resumeSignIn, signInAtProvider, signOutAtProvider } from "./provider";

/** Where a typed token, or the role of a demo, stays: in this tab, until it is closed. */
const TOKEN_KEY = "cuenta:console-token";
const ROLE_KEY = "cuenta:console-role";

type Session = {
  readonly means: SignInMeans;
  readonly isSignedIn: boolean;
  /** The demo's caller who is signed in. */
  readonly caller: DemoCaller | null;
  /** Why the reader has to sign in again; null where they need not, or have not yet. */
  readonly ended: { readonly message: string | null } | null;
  readonly signInAs: (caller: DemoCaller) => void;
  readonly signInWithToken: (token: string) => void;
  readonly signInAtProvider: (returnTo: string) => Promise<void>;
  /** Answers the address to go on to. */
  readonly completeSignIn: () => Promise<string>;
  readonly signOut: () => void;
  /** Asks the server as this caller for what it answers beside GraphQL. */
  readonly get: Connection["get"];
};

type Start = { readonly means: SignInMeans; readonly token: string | null };
type Props = { readonly children: ReactNode; readonly onFailure: (retry: () => void) => ReactNode };

const Context = createContext<Session | null>(null);

/** Knows who is signed in, and gives the client of their requests to what is inside. */
export function SessionProvider({ children, onFailure }: Props) {
  const [start, setStart] = useState<Start | "failed" | null>(null);

  const load = useCallback(() => {
    setStart(null);
    fetchSignInMeans()
      .then(async (means) => setStart({ means, token: await earlierToken(means) }))
      .catch(() => setStart("failed"));
  }, []);
  useEffect(load, [load]);

  if (start === "failed") {
    return onFailure(load);
  }
  return start && <Ready start={start}>{children}</Ready>;
}

function Ready({ start: { means, token: first }, children }: { readonly start: Start; readonly children: ReactNode }) {
  const [token, setToken] = useState(first);
  const [ended, setEnded] = useState<Session["ended"]>(null);
  // A renewed token is the same caller's: the client stays, and asks for the token at each request.
  const current = useRef(first);
  const [callerNumber, setCallerNumber] = useState(0);

  const signIn = useCallback((next: string) => {
    current.current = next;
    setToken(next);
    setEnded(null);
    setCallerNumber((number) => number + 1);
  }, []);
  const end = useCallback((reason: Session["ended"]) => {
    current.current = null;
    dropUnsaved();
    sessionStorage.removeItem(TOKEN_KEY);
    sessionStorage.removeItem(ROLE_KEY);
    setToken(null);
    setEnded(reason);
    setCallerNumber((number) => number + 1);
  }, []);

  const connection = useMemo(
    () => ({ number: callerNumber, ...connect(() => current.current, (message) => current.current !== null && end({ message })) }),
    [callerNumber, end],
  );
  useEffect(() => connection.close, [connection]);

  const provider = means.kind === "provider" ? means.provider : null;
  useEffect(() => {
    if (provider === null || token === null) {
      return;
    }
    const following = followToken(provider, (next) => {
      if (next === null) {
        end({ message: null });
      } else {
        current.current = next;
      }
    });
    return () => void following.then((stop) => stop());
  }, [provider, token, end]);

  const session = useMemo<Session>(
    () => ({
      means,
      isSignedIn: token !== null,
      caller: means.kind === "demo" ? (means.callers.find((caller) => caller.token === token) ?? null) : null,
      ended,
      signInAs: ({ role, token }) => {
        sessionStorage.setItem(ROLE_KEY, role);
        signIn(token);
      },
      signInWithToken: (token) => {
        sessionStorage.setItem(TOKEN_KEY, token);
        signIn(token);
      },
      signInAtProvider: async (returnTo) => {
        if (provider !== null) {
          await signInAtProvider(provider, returnTo);
        }
      },
      completeSignIn: async () => {
        if (provider === null) {
          return "/";
        }
        const { token, returnTo } = await completeSignIn(provider);
        signIn(token);
        return returnTo;
      },
      signOut: () => {
        end(null);
        if (provider !== null) {
          void signOutAtProvider(provider);
        }
      },
      get: connection.get,
    }),
    [means, token, ended, provider, signIn, end, connection],
  );

  return (
    <Context value={session}>
      <ClientProvider key={connection.number} value={connection.client}>
        {children}
      </ClientProvider>
    </Context>
  );
}

/** Who is signed in, and how to sign in and out. */
export function useSession(): Session {
  const session = useContext(Context);
  if (session === null) {
    throw new Error("There is no SessionProvider around this component");
  }
  return session;
}

async function earlierToken(means: SignInMeans): Promise<string | null> {
  switch (means.kind) {
    case "demo": {
      const role = sessionStorage.getItem(ROLE_KEY);
      return means.callers.find((caller) => caller.role === role)?.token ?? null;
    }
    case "provider":
      // A provider that cannot be asked is one at which the reader signs in again, and is told then.
      return resumeSignIn(means.provider).catch(() => null);
    case "token":
      return sessionStorage.getItem(TOKEN_KEY);
  }
}
