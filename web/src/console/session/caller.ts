import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { connect, type Connection } from "../graphql/client";
import { dropUnsaved } from "../routing/unsaved";
import { forgetOwnRevisions } from "../saving/own-revisions";
import { identify } from "./identity";

/** Whether somebody is signed in. */
export type Phase =
  /** Nobody is; perhaps somebody was, until their time was over. */
  | { readonly kind: "out"; readonly hasEnded: boolean }
  | { readonly kind: "in" }
  /** Their time is over while they use the page, which stays as it is until they have signed in again. */
  | { readonly kind: "interrupted" };

/** What became of signing in with a token: null where it worked, else why not. */
export type Admission = { readonly kind: "refused"; readonly message: string } | { readonly kind: "unreachable" } | null;

/** Who asks the server, and with which token. */
export type Caller = {
  readonly phase: Phase;
  readonly connection: Connection;
  /** Another number is another caller, for whom nothing of the former one's page stays. */
  readonly number: number;
  /** The server says whose page it is; from now on there is something to keep. */
  readonly know: (identity: string) => void;
  /** Signs in, once the server has said that it takes the token. The page stays where the same person comes back. */
  readonly admit: (token: string) => Promise<Admission>;
  /** A new token of the same session. */
  readonly renew: (token: string) => void;
  /** The session's time is over. */
  readonly interrupt: () => void;
  readonly leave: () => void;
};

/** Keeps the caller's token, and finds out when the server does not take it any more. */
export function useCaller(first: string | null): Caller {
  const [phase, setPhase] = useState<Phase>(
    first === null ? { kind: "out", hasEnded: false } : { kind: "in" },
  );
  // A renewed token is the same caller's: the client stays, and asks for the token at each request.
  const current = useRef(first);
  const identity = useRef<string | null>(null);
  const [number, setNumber] = useState(0);
  const departures = useRef(0);

  const begin = useCallback((token: string | null) => {
    current.current = token;
    identity.current = null;
    dropUnsaved();
    forgetOwnRevisions();
    setNumber((number) => number + 1);
  }, []);

  const interrupt = useCallback(() => {
    if (current.current === null) {
      return;
    }
    if (identity.current === null) {
      // Nothing of theirs is on the page yet.
      begin(null);
      setPhase({ kind: "out", hasEnded: true });
    } else {
      setPhase({ kind: "interrupted" });
    }
  }, [begin]);

  const isAsking = useRef(false);
  const onUnauthenticated = useCallback(async () => {
    const token = current.current;
    if (token === null || isAsking.current) {
      return;
    }
    // A request may have gone with a token that was renewed meanwhile.
    isAsking.current = true;
    const answer = await identify(token);
    isAsking.current = false;
    if (answer.kind === "refused" && current.current === token) {
      interrupt();
    }
  }, [interrupt]);

  const admit = useCallback(
    async (token: string): Promise<Admission> => {
      const before = departures.current;
      const answer = await identify(token);
      if (answer.kind !== "known") {
        return answer;
      }
      if (departures.current !== before) {
        // The reader has signed out since: a late answer does not take that back.
        return { kind: "unreachable" };
      }
      if (answer.identity === identity.current) {
        current.current = token;
      } else {
        begin(token);
      }
      setPhase({ kind: "in" });
      return null;
    },
    [begin],
  );

  const connection = useMemo(
    () => ({ number, ...connect(() => current.current, () => void onUnauthenticated()) }),
    [number, onUnauthenticated],
  );
  useEffect(() => connection.close, [connection]);

  return {
    phase,
    connection,
    number,
    know: useCallback((known: string) => {
      identity.current = known;
    }, []),
    admit,
    renew: useCallback((token: string) => {
      current.current = token;
    }, []),
    interrupt,
    leave: useCallback(() => {
      departures.current += 1;
      begin(null);
      setPhase({ kind: "out", hasEnded: false });
    }, [begin]),
  };
}
