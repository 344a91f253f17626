// An OpenID provider for tests: authorization code with PKCE, refresh tokens and sign-out, RS256. It asks nobody for a
// password: whoever comes is `person`, and is sent straight back.
// Usage: import { startIdentityProvider }, or `node identity-provider.mjs PORT` to try it by hand.

import { createHash, createSign, generateKeyPairSync, randomBytes } from "node:crypto";
import { createServer } from "node:http";

const KEY_ID = "test-key";

/**
 * Starts a provider on loopback. What it answers is `issuer`, `stop()`, and what a test may change at any time:
 * - `person`, the claims of whoever signs in: `sub`, `role`, `account`, and `name` and `email` where they are known;
 * - `lifetime`, of access tokens in seconds;
 * - `refusal`, an OAuth error such as `access_denied` that it answers instead of signing in, or null;
 * - `renews`, whether refresh tokens are still taken;
 * - `endsSessions`, whether it has an `end_session_endpoint`;
 * - `requests`, how often each address was asked.
 */
export async function startIdentityProvider({ port = 0, clientId = "console", audience = "cuenta" } = {}) {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const codes = new Map();
  const refreshTokens = new Map();
  const provider = {
    issuer: "",
    person: { sub: "ana", role: "admin", account: "demo", name: "Ana", email: "ana@example.com" },
    lifetime: 300,
    refusal: null,
    renews: true,
    endsSessions: true,
    requests: {},
    stop: () =>
      new Promise((stopped) => {
        server.close(stopped);
        server.closeAllConnections();
      }),
  };

  const server = createServer(async (request, response) => {
    const url = new URL(request.url, provider.issuer);
    provider.requests[url.pathname] = (provider.requests[url.pathname] ?? 0) + 1;
    // A console of any origin may ask, as that of a public client may.
    response.setHeader("Access-Control-Allow-Origin", "*");
    response.setHeader("Cache-Control", "no-store");
    const route = routes[url.pathname];
    if (route === undefined) {
      response.writeHead(404).end();
    } else {
      await route({ query: url.searchParams, request, response });
    }
  });

  const routes = {
    "/.well-known/openid-configuration": ({ response }) =>
      json(response, 200, {
        issuer: provider.issuer,
        authorization_endpoint: `${provider.issuer}/authorize`,
        token_endpoint: `${provider.issuer}/token`,
        jwks_uri: `${provider.issuer}/keys`,
        ...(provider.endsSessions && { end_session_endpoint: `${provider.issuer}/end-session` }),
        response_types_supported: ["code"],
        subject_types_supported: ["public"],
        id_token_signing_alg_values_supported: ["RS256"],
        code_challenge_methods_supported: ["S256"],
      }),

    "/keys": ({ response }) =>
      json(response, 200, {
        keys: [{ ...publicKey.export({ format: "jwk" }), kid: KEY_ID, use: "sig", alg: "RS256" }],
      }),

    "/authorize": ({ query, response }) => {
      const wanted = {
        client_id: clientId,
        response_type: "code",
        code_challenge_method: "S256",
      };
      const wrong = Object.entries(wanted).find(([name, value]) => query.get(name) !== value);
      const back = new URL(query.get("redirect_uri"));
      back.searchParams.set("state", query.get("state"));
      if (wrong !== undefined || !query.get("code_challenge")) {
        back.searchParams.set("error", "invalid_request");
      } else if (provider.refusal !== null) {
        back.searchParams.set("error", provider.refusal);
        back.searchParams.set("error_description", "You may not use this application.");
      } else {
        const code = randomBytes(16).toString("hex");
        codes.set(code, {
          challenge: query.get("code_challenge"),
          redirectUri: query.get("redirect_uri"),
          scope: query.get("scope"),
          person: provider.person,
        });
        back.searchParams.set("code", code);
      }
      response.writeHead(302, { Location: back.href }).end();
    },

    "/token": async ({ request, response }) => {
      const form = new URLSearchParams(await bodyOf(request));
      const grant =
        form.get("grant_type") === "refresh_token" ? refreshed(form) : form.get("grant_type") === "authorization_code" ? redeemed(form) : null;
      if (grant === null || form.get("client_id") !== clientId) {
        json(response, 400, { error: "invalid_grant", error_description: "The grant is no good." });
        return;
      }
      const refreshToken = randomBytes(16).toString("hex");
      refreshTokens.set(refreshToken, grant);
      json(response, 200, {
        access_token: signed({ aud: audience, ...grant.person }, provider.lifetime),
        id_token: signed({ aud: clientId, sub: grant.person.sub }, provider.lifetime),
        refresh_token: refreshToken,
        token_type: "Bearer",
        expires_in: provider.lifetime,
        scope: grant.scope,
      });
    },

    "/end-session": ({ query, response }) => {
      const back = new URL(query.get("post_logout_redirect_uri"));
      if (query.has("state")) {
        back.searchParams.set("state", query.get("state"));
      }
      response.writeHead(302, { Location: back.href }).end();
    },
  };

  /** What a code stands for; it is good once, and only for whoever knows what its challenge was made from. */
  function redeemed(form) {
    const grant = codes.get(form.get("code"));
    codes.delete(form.get("code"));
    const challenge = createHash("sha256").update(form.get("code_verifier") ?? "").digest("base64url");
    return grant?.challenge === challenge && grant.redirectUri === form.get("redirect_uri") ? grant : null;
  }

  /** What a refresh token stands for; it is good once. */
  function refreshed(form) {
    const grant = provider.renews ? refreshTokens.get(form.get("refresh_token")) : undefined;
    refreshTokens.delete(form.get("refresh_token"));
    return grant ?? null;
  }

  function signed(claims, lifetime) {
    const now = Math.floor(Date.now() / 1000);
    const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const text = `${part({ alg: "RS256", typ: "JWT", kid: KEY_ID })}.${part({ iss: provider.issuer, iat: now, exp: now + lifetime, ...claims })}`;
    return `${text}.${createSign("RSA-SHA256").update(text).sign(privateKey, "base64url")}`;
  }

  await new Promise((listening) => server.listen(port, "127.0.0.1", listening));
  provider.issuer = `http://127.0.0.1:${server.address().port}`;
  return provider;
}

function json(response, status, value) {
  response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(value));
}

async function bodyOf(request) {
  const chunks = [];
  for await (const chunk of request) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

if (process.argv[1] === import.meta.filename) {
  const provider = await startIdentityProvider({ port: Number(process.argv[2] ?? 9000) });
  console.log(`identity provider: ${provider.issuer}, client "console"`);
}
