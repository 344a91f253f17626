import { defineConfig, type Connect, type Plugin } from "vite";
import { buildInto, CONSOLE_CONFIG, PORT, toServer } from "./vite.common.ts";

const { signIn } = JSON.parse(CONSOLE_CONFIG) as { readonly signIn: { readonly issuer: string } | null };

/** The policy under which the server delivers the page, so that a preview shows what it forbids. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  signIn === null ? "connect-src 'self'" : `connect-src 'self' ${new URL(signIn.issuer).origin}`,
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

// Only what the server answers: the folder of the page's own modules is called `graphql` too.
const proxy = toServer("^/graphql(/demo-tokens)?(\\?.*)?$", "/photos", "/schema.graphql", "/terms-acceptances.");

export default defineConfig({
  root: "src/console",
  base: "/",
  plugins: [ariaTexts(), configuration()],
  // One file of styles: what is loaded later needs none of its own, which a network that failed once would not bring again.
  build: { ...buildInto("console"), cssCodeSplit: false },
  server: { port: PORT, strictPort: true, proxy },
  preview: { port: PORT, strictPort: true, proxy, headers: { "Content-Security-Policy": POLICY } },
});

/** Answers `/console/config` as a server does. */
function configuration(): Plugin {
  const answer: Connect.SimpleHandleFunction = (_request, response) => {
    response.setHeader("Content-Type", "application/json");
    response.setHeader("Cache-Control", "no-store");
    response.end(CONSOLE_CONFIG);
  };
  return {
    name: "configuration",
    configureServer: ({ middlewares }) => void middlewares.use("/console/config", answer),
    configurePreviewServer: ({ middlewares }) => void middlewares.use("/console/config", answer),
  };
}

/** React Aria brings its own texts in thirty languages: only the console's are kept. */
function ariaTexts(): Plugin {
  return {
    name: "aria-texts",
    apply: "build",
    load: {
      filter: { id: /\/react-aria[^/]*\/dist\/.*\/intl\/.*\/(?!(?:pt|es|en)-)[a-z]{2}-[A-Z]{2}\.mjs$/ },
      handler: () => "export default {};",
    },
  };
}
