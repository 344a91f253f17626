import { defineConfig } from "vite";

export default defineConfig({
  // The page is `GET /graphql`; what it loads lies below it.
  base: "/graphql/",
  build: {
    outDir: "../api/pages/graphiql",
    emptyOutDir: true,
    target: "es2023",
    // A `data:` address would widen the Content-Security-Policy; a small file does not.
    assetsInlineLimit: 0,
    // The binary carries these packages, so it carries their licences.
    license: { fileName: "licenses.md" },
    // Monaco is one large piece by nature.
    chunkSizeWarningLimit: 4096,
    rolldownOptions: {
      // "use client" concerns rendering on a server, which this page does not do.
      onwarn: (warning, warn) => warning.code === "MODULE_LEVEL_DIRECTIVE" || warn(warning),
    },
  },
  worker: { format: "es" },
});
