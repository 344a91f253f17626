import { type ComponentType, lazy } from "react";
import type { Permission } from "../graphql/types.generated";
import { match } from "../routing/router";

/** What a view is given: the parameters of its address. */
export type ViewProps = { readonly parameters: Readonly<Record<string, string>> };

/** What is to be seen at an address. */
export type Route =
  | { readonly kind: "settings" }
  | {
      readonly kind: "view";
      readonly View: ComponentType<ViewProps>;
      readonly parameters: ViewProps["parameters"];
      /** What the caller has to be allowed; null for everybody. */
      readonly needs: Permission | null;
    };

const NotFound = lazy(() => import("../views/not-found/not-found-view"));

/** The addresses, in the order in which they are tried. */
const VIEWS: readonly { readonly pattern: string; readonly View: ComponentType<ViewProps>; readonly needs: Permission }[] = [
  { pattern: "/history", View: lazy(() => import("../views/history/history-view")), needs: "READ_HISTORY" },
  { pattern: "/history/compare", View: lazy(() => import("../views/history/compare-view")), needs: "READ_HISTORY" },
  { pattern: "/history/:number", View: lazy(() => import("../views/history/revision-view")), needs: "READ_HISTORY" },
  { pattern: "/api-keys", View: lazy(() => import("../views/api-keys/api-keys-view")), needs: "MANAGE_API_KEYS" },
  { pattern: "/webhooks", View: lazy(() => import("../views/webhooks/webhooks-view")), needs: "MANAGE_WEBHOOKS" },
  { pattern: "/webhooks/:id", View: lazy(() => import("../views/webhooks/webhook-view")), needs: "MANAGE_WEBHOOKS" },
  { pattern: "/terms", View: lazy(() => import("../views/terms/terms-view")), needs: "READ_TERMS" },
];

/** What is to be seen at this path. */
export function routeAt(path: string): Route {
  if (path === "/") {
    return { kind: "settings" };
  }
  for (const { pattern, View, needs } of VIEWS) {
    const parameters = match(pattern, path);
    if (parameters !== null) {
      return { kind: "view", View, parameters, needs };
    }
  }
  return { kind: "view", View: NotFound, parameters: {}, needs: null };
}
