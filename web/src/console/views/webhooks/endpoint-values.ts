import { orNull } from "../../saving/values";

/** What the form of an endpoint holds. */
export type EndpointValues = {
  url: string;
  description: string;
  /** Whether it wants all actions, or those that are chosen. */
  scope: "ALL" | "CHOSEN";
  actions: readonly string[];
};

/** What can be said of an endpoint, as the input takes it: no action is all of them. */
export type EndpointInput = {
  readonly url: string;
  readonly description: string | null;
  readonly actions: readonly string[];
};

/** The values of the form for what is said of an endpoint. */
export function valuesOf({ url, description, actions }: EndpointInput): EndpointValues {
  return { url, description: description ?? "", scope: actions.length === 0 ? "ALL" : "CHOSEN", actions };
}

/** What the values of the form say of an endpoint. */
export function inputOf({ url, description, scope, actions }: EndpointValues): EndpointInput {
  return { url, description: orNull(description), actions: scope === "ALL" ? [] : actions };
}

/** What a new endpoint begins with. */
export const NEW_ENDPOINT: EndpointInput = { url: "", description: null, actions: [] };
