import { resourcesOf } from "../resources";

/** Every text of this language. */
export const resources = resourcesOf(
  import.meta.glob<string>("./*.ftl", { eager: true, query: "?raw", import: "default" }),
);
