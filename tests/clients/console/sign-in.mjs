// Signing in by an identity provider, which asks for no password and sends whoever comes straight back.
// Usage: node console/sign-in.mjs URL [TITLE], where the server takes the tokens of `identity-provider.mjs`

import assert from "node:assert/strict";
import { origin, run } from "./harness.mjs";

await run([
  [
    "who is not signed in is led to the provider and comes back to where they wanted to go",
    async (the) => {
      const page = await the.visitor({ path: "/history" });
      await page.waitForURL(`${origin}/sign-in**`);
      await page.getByRole("button", { name: "Continue at the identity" }).click();
      await page.waitForURL(`${origin}/history`);
      await page.getByRole("heading", { level: 1, name: "History" }).waitFor();
      const address = page.url();
      assert.ok(!address.includes("code=") && !address.includes("state="), address);
      // The session is the tab's: it outlives a reload.
      await page.reload();
      await page.getByRole("heading", { level: 1, name: "History" }).waitFor();
      the.forgive(/another host was asked/);
    },
  ],
  [
    "who comes back with an answer that nobody asked for is signed in to nothing",
    async (the) => {
      const page = await the.visitor({ path: "/sign-in/callback?code=stolen&state=unknown" });
      await page.getByRole("alert").first().waitFor();
      assert.equal(await page.locator("#company").count(), 0);
      the.forgive(/another host was asked/);
    },
  ],
  [
    "who signs out is nobody again",
    async (the) => {
      const page = await the.visitor();
      await page.waitForURL(`${origin}/sign-in**`);
      await page.getByRole("button", { name: "Continue at the identity" }).click();
      await page.getByRole("heading", { level: 1, name: "Account Settings" }).waitFor();
      await page.getByRole("button", { name: /Ana/ }).click();
      await page.getByRole("menuitem", { name: "Sign out" }).click();
      await page.waitForURL((address) => address.pathname.startsWith("/sign-in"));
      await page.goto(`${origin}/history`);
      await page.waitForURL(`${origin}/sign-in**`);
      the.forgive(/another host was asked/);
    },
  ],
  [
    "who signs out while the provider does not answer is nobody here all the same",
    async (the) => {
      const page = await signedIn(the);
      // After a reload nothing is known of the provider yet.
      await page.reload();
      await page.getByRole("heading", { level: 1, name: "Account Settings" }).waitFor();
      const asked = page.waitForRequest("**/.well-known/openid-configuration");
      await page.route("**/.well-known/openid-configuration", () => {});
      await page.getByRole("button", { name: /Ana/ }).click();
      await page.getByRole("menuitem", { name: "Sign out" }).click();
      await asked;
      await page.goto(`${origin}/history`);
      await page.waitForURL(`${origin}/sign-in**`);
      the.forgive(/another host was asked|ERR_/);
    },
  ],
  [
    "an answer that names the session as its question ends nothing",
    async (the) => {
      const page = await signedIn(the);
      const session = (await page.evaluate(() => Object.keys(sessionStorage))).find((key) => key.startsWith("oidc.user:"));
      await page.goto(`${origin}/sign-in/callback?code=made-up&state=${encodeURIComponent(session.replace("oidc.", ""))}`);
      await page.getByRole("alert").filter({ hasText: "belongs to no sign-in" }).waitFor();
      await page.goto(origin);
      await page.getByRole("heading", { level: 1, name: "Account Settings" }).waitFor();
      the.forgive(/another host was asked/);
    },
  ],
]);

/** Ana at the settings. */
async function signedIn(the) {
  const page = await the.visitor();
  await page.waitForURL(`${origin}/sign-in**`);
  await page.getByRole("button", { name: "Continue at the identity" }).click();
  await page.getByRole("heading", { level: 1, name: "Account Settings" }).waitFor();
  return page;
}
