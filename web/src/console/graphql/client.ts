import { cacheExchange } from "@urql/exchange-graphcache";
import { createClient as createSocket } from "graphql-ws";
import { Client, type CombinedError, fetchExchange, mapExchange, subscriptionExchange } from "urql";
import { EMBEDDED_TYPES, POSSIBLE_TYPES } from "./cache-types.generated";
import { CACHE_UPDATES } from "./cache-updates";
import { requestLanguage } from "./request-language";

const PATH = "/graphql";

/** The server as one caller sees it. */
export type Connection = {
  readonly client: Client;
  /** Asks for what the server answers beside GraphQL, such as an export. */
  readonly get: (path: string, signal: AbortSignal) => Promise<Response>;
  /** Ends what is kept open. */
  readonly close: () => void;
};

/**
 * Connects a caller, with a cache of their own.
 * The token is asked for at each request, for it may have been renewed.
 */
export function connect(token: () => string | null, onUnauthenticated: () => void): Connection {
  const socket = createSocket({
    url: () => new URL(PATH, location.href).href.replace(/^http/, "ws"),
    connectionParams: () => authorization(token()),
    lazy: true,
    // A page that lies open for days outlives many a connection.
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: () => true,
    retryWait: (attempt) => new Promise((resume) => setTimeout(resume, waitBefore(attempt))),
    on: {
      closed: (event) => {
        if (event instanceof CloseEvent && (event.code === 4401 || event.code === 4403)) {
          onUnauthenticated();
        }
      },
    },
  });

  const headers = () => ({ ...authorization(token()), "Accept-Language": requestLanguage() });
  const client = new Client({
    url: PATH,
    preferGetMethod: false,
    fetchOptions: () => ({
      headers: {
        ...headers(),
        // An upload is a form, which another site could send too; this header is what it could not.
        "GraphQL-Require-Preflight": "1",
      },
    }),
    exchanges: [
      mapExchange({
        onError: (error) => {
          if (refusalOf(error, "UNAUTHENTICATED") !== null) {
            onUnauthenticated();
          }
        },
      }),
      cacheExchange({
        keys: Object.fromEntries(EMBEDDED_TYPES.map((type) => [type, () => null])),
        possibleTypes: POSSIBLE_TYPES,
        updates: CACHE_UPDATES,
      }),
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: ({ query = "", variables }) => ({
          subscribe: (sink) => ({ unsubscribe: socket.subscribe({ query, variables: { ...variables } }, sink) }),
        }),
      }),
    ],
  });
  const get = async (path: string, signal: AbortSignal) => {
    const response = await fetch(path, { headers: headers(), signal });
    if (response.status === 401) {
      onUnauthenticated();
    }
    return response;
  };
  return { client, get, close: () => void socket.dispose() };
}

/** The server's message, where an operation was refused with this code; else null. */
export function refusalOf(error: CombinedError | undefined, code: "UNAUTHENTICATED" | "FORBIDDEN" | "NOT_FOUND"): string | null {
  return error?.graphQLErrors.find(({ extensions }) => extensions.code === code)?.message ?? null;
}

/** Longer each time, but never so long that a reader would wonder; not all readers at the same moment. */
function waitBefore(attempt: number): number {
  return Math.min(2 ** attempt, 30) * 1000 * (0.5 + Math.random());
}

/** Why the server refused, in the reader's language; null where it does not say. */
export async function messageOf(response: Response): Promise<string | null> {
  const answer: unknown = await response.json().catch(() => null);
  const errors = typeof answer === "object" && answer !== null && "errors" in answer ? answer.errors : null;
  const first: unknown = Array.isArray(errors) ? errors[0] : null;
  return typeof first === "object" && first !== null && "message" in first ? String(first.message) : null;
}

function authorization(token: string | null): Record<string, string> {
  return token === null ? {} : { authorization: `Bearer ${token}` };
}
