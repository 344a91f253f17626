import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from "react";
import { Provider as ClientProvider } from "urql";
import type { Connection } from "../graphql/client";
import { type Admission, type Phase, useCaller } from "./caller";
import { fetchDemoCallers, fetchSignInMeans, type SignInMeans } from "./config";
import {
  completeSignIn,
  followToken,
  forgetSignIn,
  resumeSignIn,
  signInAtProvider,
  signInInWindow,
  signOutAtProvider,
} from "./provider";

/** Where a typed token, or the role of a demo, stays: in this tab, until it is closed. */
const TOKEN_KEY = "cuenta:console-token";
const ROLE_KEY = "cuenta:console-role";

type Session = {
  readonly means: SignInMeans;
  readonly phase: Phase;
  /** The role in which the reader sees a demo. */
  readonly demoRole: string | null;
  readonly signInAs: (role: string) => Promise<Admission>;
  readonly signInWithToken: (token: string) => Promise<Admission>;
  /** Leaves the page for the identity provider. */
  readonly signInAtProvider: (returnTo: string) => Promise<void>;
  /** Signs in at the identity provider in another window, while the page stays. */
  readonly signInInWindow: (signal: AbortSignal) => Promise<Admission>;
  /** Ends a sign-in that the identity provider has answered; tells the address to go on to. */
  readonly completeSignIn: () => Promise<{ readonly admission: Admission; readonly returnTo: string }>;
  readonly signOut: () => void;
  /** Says who the server takes the reader for. */
  readonly know: (identity: string) => void;
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
  const caller = useCaller(first);
  const { phase, connection, number, admit, renew, interrupt, leave, know } = caller;
  const provider = means.kind === "provider" ? means.provider : null;
  const [demoRole, setDemoRole] = useState(() => (first === null ? null : sessionStorage.getItem(ROLE_KEY)));

  // Whoever signs in in another window may be somebody else, whose token is no renewal.
  const isInWindow = useRef(false);
  const kind = useRef(phase.kind);
  kind.current = phase.kind;
  const isSignedIn = phase.kind !== "out";
  useEffect(() => {
    if (provider === null || !isSignedIn) {
      return;
    }
    const following = followToken(provider, {
      onToken: (token) => {
        if (kind.current !== "interrupted") {
          renew(token);
        } else if (!isInWindow.current) {
          void admit(token);
        }
      },
      onEnd: interrupt,
    });
    return () => void following.then((stop) => stop());
  }, [provider, isSignedIn, admit, renew, interrupt]);

  const session = useMemo<Session>(
    () => ({
      means,
      phase,
      demoRole,
      signInAs: async (role) => {
        // A server that was started anew takes other tokens than those that were read at first.
        const callers = await fetchDemoCallers().catch(() => []);
        const token = callers.find((caller) => caller.role === role)?.token;
        const admission = token === undefined ? ({ kind: "unreachable" } as const) : await admit(token);
        if (admission === null) {
          sessionStorage.setItem(ROLE_KEY, role);
          setDemoRole(role);
        }
        return admission;
      },
      signInWithToken: async (token) => {
        const admission = await admit(token);
        if (admission === null) {
          sessionStorage.setItem(TOKEN_KEY, token);
        }
        return admission;
      },
      signInAtProvider: async (returnTo) => {
        if (provider !== null) {
          await signInAtProvider(provider, returnTo);
        }
      },
      signInInWindow: async (signal) => {
        if (provider === null) {
          return null;
        }
        isInWindow.current = true;
        try {
          const admission = await admit(await signInInWindow(provider, signal));
          if (admission !== null) {
            await forgetSignIn(provider);
          }
          return admission;
        } finally {
          isInWindow.current = false;
        }
      },
      completeSignIn: async () => {
        if (provider === null) {
          return { admission: null, returnTo: "/" };
        }
        const { token, returnTo } = await completeSignIn(provider);
        const admission = await admit(token);
        if (admission !== null) {
          await forgetSignIn(provider);
        }
        return { admission, returnTo };
      },
      signOut: () => {
        leave();
        sessionStorage.removeItem(TOKEN_KEY);
        sessionStorage.removeItem(ROLE_KEY);
        setDemoRole(null);
        if (provider !== null) {
          void signOutAtProvider(provider);
        }
      },
      know,
      get: connection.get,
    }),
    [means, phase, demoRole, provider, admit, leave, know, connection],
  );

  return (
    <Context value={session}>
      <ClientProvider key={number} value={connection.client}>
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
