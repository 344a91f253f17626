import type { Storage } from "@graphiql/toolkit";

/** GraphiQL's own names for the lists of its history plugin. */
const HISTORY_KEYS: readonly string[] = ["graphiql:queries", "graphiql:favorites"];

/**
 * The browser's `localStorage`, but what is written of the history has no request headers:
 * a token typed into the headers editor is not to outlive the tab.
 */
export const pageStorage: Storage = {
  getItem: (key) => localStorage.getItem(key),
  setItem: (key, value) => localStorage.setItem(key, HISTORY_KEYS.includes(key) ? withoutHeaders(value) : value),
  removeItem: (key) => localStorage.removeItem(key),
  clear: () => graphiqlKeys().forEach((key) => localStorage.removeItem(key)),
  get length() {
    return graphiqlKeys().length;
  },
};

function withoutHeaders(history: string): string {
  return JSON.stringify(JSON.parse(history, (name, value) => (name === "headers" ? undefined : value)));
}

function graphiqlKeys(): string[] {
  return Object.keys(localStorage).filter((key) => key.startsWith("graphiql:"));
}
