import type { Fetcher, FetcherParams } from "@graphiql/toolkit";
import { type ExecutionResult, getOperationAST, type OperationDefinitionNode, parse } from "graphql";
import { type Client, createClient } from "graphql-ws";

const PATH = "/graphql";

type Request = Pick<FetcherParams, "query" | "variables"> & { readonly operationName: string | null };

export type Endpoint = {
  /** Queries and mutations go by POST, subscriptions over a WebSocket. */
  readonly fetcher: Fetcher;
  /** Ends the subscriptions and their WebSocket. */
  readonly close: () => void;
};

/** The endpoint as the holder of this token sees it; with null, as anyone does. */
export function connect(token: string | null): Endpoint {
  const authorization: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` };
  const socket = createClient({
    url: () => new URL(PATH, location.href).href.replace(/^http/, "ws"),
    connectionParams: authorization,
    lazy: true,
    // A silent retry would leave a gap in the stream; the reader is to see that it broke.
    retryAttempts: 0,
  });

  return {
    fetcher: ({ query, operationName, variables }, options) => {
      const chosen = chosenOperation(query, operationName);
      const request = { query, operationName: chosen?.name?.value ?? null, variables };
      return chosen?.operation === "subscription"
        ? subscribe(socket, request)
        : post(request, authorization, options?.headers ?? {});
    },
    close: () => void socket.dispose(),
  };
}

/**
 * The operation to run, read from the text that is sent.
 * What GraphiQL knows about the text is a moment old, and wrong where it is run right after typing.
 */
function chosenOperation(
  query: string,
  operationName: string | null | undefined,
): OperationDefinitionNode | null | undefined {
  try {
    const document = parse(query);
    return getOperationAST(document, operationName) ?? getOperationAST(document);
  } catch {
    // The server says what is wrong with the text.
    return null;
  }
}

/** JSON is an answer whatever its status, for refusals are told in GraphQL's form; anything else is thrown. */
async function post(
  request: Request,
  authorization: Record<string, string>,
  typedHeaders: Record<string, string>,
): Promise<ExecutionResult> {
  const headers = new Headers({
    "Content-Type": "application/json",
    Accept: "application/graphql-response+json, application/json;q=0.9",
    ...authorization,
  });
  for (const [name, value] of Object.entries(typedHeaders)) {
    headers.set(name, value);
  }

  const response = await fetch(PATH, { method: "POST", headers, body: JSON.stringify(request) });
  const body = await response.text();
  try {
    return JSON.parse(body);
  } catch {
    throw readable(`The server answered ${response.status} ${response.statusText}: ${body}`);
  }
}

function subscribe(socket: Client, request: Request): AsyncIterableIterator<ExecutionResult> {
  // GraphiQL's types ask for errors that are instances of a class; it only prints them.
  const results = socket.iterate(request) as AsyncIterableIterator<ExecutionResult>;
  // Not a generator around `results`: its `return` would wait for the next event, and GraphiQL's stop button with it.
  return {
    next: () => results.next().catch(rethrowReadably),
    return: () => results.return?.() ?? Promise.resolve({ done: true, value: undefined }),
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** The event of a closed WebSocket has no message. */
function rethrowReadably(cause: unknown): never {
  throw cause instanceof CloseEvent ? readable(`The WebSocket was closed: ${cause.code} ${cause.reason}`) : cause;
}

/** GraphiQL prints an error's message, and its stack where it has one. */
function readable(message: string): Error {
  const error = new Error(message);
  delete error.stack;
  return error;
}
