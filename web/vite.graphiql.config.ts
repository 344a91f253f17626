import { defineConfig } from "vite";
import { buildInto, PORT, toServer } from "./vite.common.ts";

export default defineConfig({
  root: "src/graphiql",
  // The page is `GET /graphql`; what it loads lies below it.
  base: "/graphql/",
  build: {
    ...buildInto("graphiql"),
    // Monaco is one large piece by nature.
    chunkSizeWarningLimit: 4096,
  },
  worker: { format: "es" },
  server: { port: PORT, strictPort: true, proxy: toServer("^/graphql$", "/graphql/demo-tokens", "/schema.graphql") },
});
