import { cacheExchange } from "@urql/exchange-graphcache";
import { createClient as createSocket } from "graphql-ws";
import { Client, type CombinedError, fetchExchange, mapExchange, subscriptionExchange } from "urql";
import { EMBEDDED_TYPES, POSSIBLE_TYPES } from "./cache-types.generated";
import { requestLanguage } from "./request-language";

const PATH = "/graphql";

/** A client, and how to end what it keeps open. */
export type Connection = { readonly client: Client; readonly close: () => void };

/**
 * The server as one caller sees it, with a cache of their own.
 * The token is asked for at each request, for it may have been renewed.
 */
export function connect(token: () => string | null, onUnauthenticated: (message: string | null) => void): Connection {
  const socket = createSocket({
    url: () => new URL(PATH, location.href).href.replace(/^http/, "ws"),
    connectionParams: () => authorization(token()),
    lazy: true,
    // A page that lies open for days outlives many a connection.
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: () => true,
    on: {
      closed: (event) => {
        if (event instanceof CloseEvent && (event.code === 4401 || event.code === 4403)) {
          onUnauthenticated(null);
        }
      },
    },
  });

  const client = new Client({
    url: PATH,
    preferGetMethod: false,
    fetchOptions: () => ({
      headers: {
        ...authorization(token()),
        "Accept-Language": requestLanguage(),
        // An upload is a form, which another site could send too; this header is what it could not.
        "GraphQL-Require-Preflight": "1",
      },
    }),
    exchanges: [
      mapExchange({
        onError: (error) => {
          const refusal = refusalOf(error, "UNAUTHENTICATED");
          if (refusal !== null) {
            onUnauthenticated(refusal);
          }
        },
      }),
      cacheExchange({
        keys: Object.fromEntries(EMBEDDED_TYPES.map((type) => [type, () => null])),
        possibleTypes: POSSIBLE_TYPES,
      }),
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: ({ query = "", variables }) => ({
          subscribe: (sink) => ({ unsubscribe: socket.subscribe({ query, variables: { ...variables } }, sink) }),
        }),
      }),
    ],
  });
  return { client, close: () => void socket.dispose() };
}

/** The server's message, where an operation was refused with this code; else null. */
export function refusalOf(error: CombinedError | undefined, code: "UNAUTHENTICATED" | "FORBIDDEN" | "NOT_FOUND"): string | null {
  return error?.graphQLErrors.find(({ extensions }) => extensions.code === code)?.message ?? null;
}

function authorization(token: string | null): Record<string, string> {
  return token === null ? {} : { authorization: `Bearer ${token}` };
}
