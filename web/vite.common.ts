import { type BuildEnvironmentOptions, loadEnv, type ProxyOptions } from "vite";

const environment = loadEnv("", ".", "");

/** How each page is built into the directory whose content the binary embeds. */
export function buildInto(page: string): BuildEnvironmentOptions {
  return {
    outDir: `../../../api/pages/${page}`,
    emptyOutDir: true,
    target: "es2023",
    // A `data:` address would widen the Content-Security-Policy; a small file does not.
    assetsInlineLimit: 0,
    // The binary carries these packages, so it carries their licences.
    license: { fileName: "licenses.md" },
    rolldownOptions: {
      // "use client" concerns rendering on a server, which no page does.
      onwarn: (warning, warn) => warning.code === "MODULE_LEVEL_DIRECTIVE" || warn(warning),
    },
  };
}

/** The server that answers what a page asks for while it is developed. */
export const SERVER = environment.CUENTA_SERVER ?? "http://127.0.0.1:8080";

/** What `/console/config` answers; in a demo, unless it is said otherwise. */
export const CONSOLE_CONFIG = environment.CONSOLE_CONFIG ?? '{"demo": true, "signIn": null}';

/** The port of Vite's own server. */
export const PORT = Number(environment.PORT ?? 5173);

/** Hands requests and WebSockets on to the server, whose check of `Host` and `Origin` they have to pass. */
export function toServer(...paths: readonly string[]): Record<string, ProxyOptions> {
  const headers = { origin: SERVER };
  return Object.fromEntries(paths.map((path) => [path, { target: SERVER, changeOrigin: true, ws: true, headers }]));
}
