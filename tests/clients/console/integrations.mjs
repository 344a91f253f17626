// What partners' integrations reach the account with, and are told by: the life of an API key, and that of a webhook. The demo
// must be allowed to deliver to 127.0.0.0/8.
// Usage: node console/integrations.mjs URL [TITLE]

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { Webhook } from "standardwebhooks";
import { accessible, ask, origin, revision, run } from "./harness.mjs";

const entry = (page, list, name) =>
  page.getByRole("list", { name: list, exact: true }).getByRole("listitem").filter({ hasText: name });
const copied = (page) => page.evaluate(() => navigator.clipboard.readText());

/** Asks the API with a key's secret; answers the data, and the codes of its errors. */
async function askWith(secret, query) {
  const response = await fetch(`${origin}/graphql`, {
    method: "POST",
    headers: { authorization: `Bearer ${secret}`, "content-type": "application/json" },
    body: JSON.stringify({ query }),
  });
  const { data, errors } = await response.json();
  return { data, codes: errors?.map(({ extensions }) => extensions.code) ?? [] };
}

/** Copies the secret that is shown this once and closes the window; answers the secret. */
async function takeSecret(page, title, label) {
  const dialog = page.getByRole("dialog", { name: title });
  await dialog.getByText(/it is not shown again/).first().waitFor();
  const shown = await dialog.getByLabel(label).inputValue();
  await accessible(page, title);
  await dialog.getByRole("button", { name: "Copy" }).first().click();
  await page.getByText("Copied.").waitFor();
  assert.equal(await copied(page), shown);
  await dialog.getByRole("button", { name: "Done" }).click();
  await dialog.waitFor({ state: "detached" });
  assert.ok(!(await page.content()).includes(shown), "the secret is nowhere any more");
  return shown;
}

/** A partner's systems, which are told of changes and answer as they are asked to, or else with 204. */
async function receiver() {
  const arrived = [];
  const answers = [];
  let tell = () => {};
  const server = createServer((request, response) => {
    const chunks = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("end", () => {
      const [status, body] = answers.shift() ?? [204, ""];
      response.writeHead(status).end(body);
      arrived.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
      tell();
    });
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    url: `http://127.0.0.1:${server.address().port}/hook`,
    answers,
    /** The next delivery, waited for. */
    async next() {
      const deadline = Date.now() + 60_000;
      while (arrived.length === 0) {
        assert.ok(Date.now() < deadline, "nothing arrived");
        await new Promise((resolve) => {
          tell = resolve;
          setTimeout(resolve, 1_000);
        });
      }
      return arrived.shift();
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

const rename = async (name) => {
  const { updateCompany } = await ask("mutation($name: String!) { updateCompany(input: { tradeName: $name }) { revision { number } } }", {
    name,
  });
  return updateCompany.revision.number;
};

await run([
  [
    "a key is made with chosen permissions, shows its secret once, is used, rotated and revoked",
    async (the) => {
      const page = await the.person("ADMIN", { path: "/api-keys" });
      const had = (await ask("{ account { apiKeys(first: 9) { nodes { name } } } }")).account.apiKeys.nodes.length;
      await page.getByRole("button", { name: "Create key" }).click();
      const create = page.getByRole("dialog", { name: "Create key" });
      const name = create.getByLabel(/^Name/);
      await page.locator(":focus").and(name).waitFor();
      await accessible(page, "making a key");
      await create.getByRole("button", { name: "Create key" }).click();
      await create.locator("[aria-invalid=true]").first().waitFor();
      await name.fill("Warehouse");
      await create.getByRole("button", { name: "Create key" }).click();
      await create.getByText("Choose at least one permission: without any the key is good for nothing.").waitFor();
      await create.getByText("Read the settings", { exact: true }).click();
      await create.getByText("Change the contacts", { exact: true }).click();
      assert.equal(await create.getByText("Manage API keys").count(), 0, "no key may manage keys");
      await create.getByText("30 days").click();
      await create.getByLabel(/Reason/).fill("For the warehouse");
      await create.getByRole("button", { name: "Preview" }).click();
      const preview = page.getByRole("dialog", { name: "What will change" });
      await preview.getByText(/Warehouse \(.*Change the contacts/).waitFor();
      await accessible(page, "what a new key changes");
      await preview.getByRole("button", { name: "Back" }).click();
      await preview.waitFor({ state: "detached" });
      assert.equal((await ask("{ account { apiKeys(first: 9) { nodes { name } } } }")).account.apiKeys.nodes.length, had);
      await create.getByRole("button", { name: "Create key" }).click();
      const first = await takeSecret(page, "The secret of Warehouse", "Secret of the key");

      const card = entry(page, "API keys", "Warehouse");
      await card.getByText("Active").waitFor();
      await card.getByText("Change the contacts · Read the settings").or(card.getByText("Read the settings · Change the contacts")).waitFor();
      await card.locator("div", { has: page.getByText("Last used") }).last().getByText("Never").waitFor();
      const made = await ask("{ account { apiKeys(first: 1) { nodes { name permissions expiresAt lastUsedAt } } revisions(first: 1) { nodes { action reason } } } }");
      assert.deepEqual(made.account.apiKeys.nodes[0].permissions.toSorted(), ["MANAGE_CONTACTS", "READ_SETTINGS"]);
      const days = (Date.parse(made.account.apiKeys.nodes[0].expiresAt) - Date.now()) / 86_400_000;
      assert.ok(days > 28 && days < 32, `it is good for ${days} days`);
      assert.deepEqual(made.account.revisions.nodes, [{ action: "createApiKey", reason: "For the warehouse" }]);

      const used = await askWith(first, "{ viewer { name } account { settings { company { tradeName } } } }");
      assert.equal(used.data.viewer.name, "Warehouse");
      const tooMuch = await askWith(first, 'mutation { updateCompany(input: { tradeName: "Taken over" }) { userErrors { code } } }');
      assert.deepEqual(tooMuch.codes, ["FORBIDDEN"]);
      const { data } = await askWith(first, 'mutation { addContact(input: { kind: PROFESSIONAL, email: "almacen@aurora.example" }) { userErrors { code } } }');
      assert.deepEqual(data.addContact.userErrors, []);
      await page.reload();
      await card.waitFor();
      await card.getByText("Last used").waitFor();
      assert.equal(await card.getByText("Never").count(), 0, "its use is told");

      await card.getByRole("button", { name: "Rotate Warehouse" }).click();
      const rotate = page.getByRole("dialog", { name: "Give Warehouse a new secret?" });
      await accessible(page, "rotating a key");
      await rotate.getByText("No time: it ends at once").click();
      await rotate.getByRole("button", { name: "Rotate" }).click();
      const second = await takeSecret(page, "The secret of Warehouse", "Secret of the key");
      assert.notEqual(second, first);
      assert.deepEqual((await askWith(first, "{ viewer { name } }")).codes, ["UNAUTHENTICATED"]);
      assert.equal((await askWith(second, "{ viewer { name } }")).data.viewer.name, "Warehouse");

      await card.getByRole("button", { name: "Revoke Warehouse" }).click();
      const revoke = page.getByRole("alertdialog", { name: "Revoke Warehouse?" });
      await accessible(page, "revoking a key");
      await revoke.getByRole("button", { name: "Cancel" }).click();
      await revoke.waitFor({ state: "detached" });
      assert.deepEqual((await askWith(second, "{ viewer { name } }")).codes, []);
      await card.getByRole("button", { name: "Revoke Warehouse" }).click();
      await revoke.getByLabel(/Reason/).fill("The partner left");
      await revoke.getByRole("button", { name: "Revoke" }).click();
      await card.getByText("Revoked", { exact: true }).first().waitFor();
      assert.equal(await card.getByRole("button").count(), 0, "nothing can be done with it");
      assert.deepEqual((await askWith(second, "{ viewer { name } }")).codes, ["UNAUTHENTICATED"]);

      await page.goto(new URL("/history", page.url()).href);
      for (const sentence of [/The API key “Warehouse” was created/, /The API key “Warehouse” was given a new secret/, /The API key “Warehouse” was revoked/]) {
        await page.getByText(sentence).first().waitFor();
      }
      await page.getByText("The partner left").waitFor();
    },
  ],
  [
    "who closes a secret that was not copied is asked, operators make keys that may do what they may, and others' keys appear",
    async (the) => {
      const page = await the.person("OPERATOR", { path: "/api-keys" });
      await page.getByRole("button", { name: "Create key" }).click();
      const create = page.getByRole("dialog", { name: "Create key" });
      await create.getByLabel(/^Name/).fill("Newsletter");
      await create.getByRole("button", { name: "Choose all" }).click();
      assert.equal(await create.getByText("Manage webhooks").count(), 0);
      await create.getByText("Never", { exact: true }).click();
      await create.getByRole("button", { name: "Create key" }).click();
      const dialog = page.getByRole("dialog", { name: "The secret of Newsletter" });
      await dialog.getByRole("button", { name: "Done" }).click();
      const question = page.getByRole("alertdialog");
      await question.waitFor();
      await accessible(page, "closing a secret that was not copied");
      await question.getByRole("button").first().click();
      await question.waitFor({ state: "detached" });
      await takeSecret(page, "The secret of Newsletter", "Secret of the key");
      const { account, viewer } = await ask("{ viewer { permissions } account { apiKeys(first: 1) { nodes { name permissions expiresAt } } } }", {}, "OPERATOR");
      const [key] = account.apiKeys.nodes;
      assert.deepEqual([key.name, key.expiresAt], ["Newsletter", null]);
      const never = ["MANAGE_API_KEYS", "ACCEPT_TERMS"];
      assert.deepEqual(key.permissions.toSorted(), viewer.permissions.filter((permission) => !never.includes(permission)).toSorted());

      await ask('mutation { createApiKey(input: { name: "Made elsewhere", permissions: [READ_SETTINGS] }) { userErrors { code } } }');
      await entry(page, "API keys", "Made elsewhere").waitFor();
    },
  ],
  [
    "a webhook is added, tested, told of changes, and its attempts can be seen and sent again",
    async (the) => {
      const partner = await receiver();
      try {
        const page = await the.person("ADMIN", { path: "/webhooks" });
        await page.getByRole("button", { name: "Add webhook" }).click();
        const add = page.getByRole("dialog", { name: "Add webhook" });
        const url = add.getByLabel(/^Address/);
        await url.fill("https://10.0.0.1/hook");
        await add.getByRole("button", { name: "Add webhook" }).click();
        await page.locator("[aria-invalid=true]:focus").and(url).waitFor();
        await accessible(page, "a webhook that is refused");
        await url.fill(partner.url);
        await add.getByLabel(/^Description/).fill("The warehouse");
        await add.getByText("Chosen ones").click();
        await add.getByText("Changed the company", { exact: true }).click();
        await accessible(page, "adding a webhook");
        await add.getByRole("button", { name: "Add webhook" }).click();
        const secret = await takeSecret(page, `The signing secret of ${partner.url}`, "Signing secret");

        const card = entry(page, "Webhooks", partner.url);
        await card.getByText("The warehouse").waitFor();
        await card.getByText("Changed the company").waitFor();
        await card.getByRole("link", { name: partner.url }).click();
        await page.getByText("There are no deliveries yet").waitFor();
        await page.getByRole("button", { name: "Send a test" }).click();
        const test = await partner.next();
        assert.equal(new Webhook(secret).verify(test.body, test.headers).type, "test");
        const told = (name) => entry(page, "Deliveries", name);
        await told("Test").getByText("Delivered").waitFor();

        await ask('mutation { addContact(input: { kind: PERSONAL, email: "no@aurora.example" }) { userErrors { code } } }');
        partner.answers.push([500, "The warehouse is being counted"]);
        const number = await rename("Aurora Contada");
        const failed = await partner.next();
        const again = await partner.next();
        assert.equal(failed.headers["webhook-id"], again.headers["webhook-id"]);
        const delivered = new Webhook(secret).verify(again.body, again.headers);
        assert.deepEqual([delivered.type, delivered.data.revision.number], ["updateCompany", number], "the contact was not asked for");
        const change = told(`Revision ${number}`);
        await page.waitForFunction((title) => {
          const card = [...document.querySelectorAll("#deliveries li")].find(({ textContent }) => textContent.includes(title));
          if (!card?.textContent.includes("Delivered")) {
            [...document.querySelectorAll("#deliveries button")].find(({ textContent }) => textContent === "Refresh")?.click();
          }
          return card?.textContent.includes("Delivered");
        }, `Revision ${number}`, { polling: 500 });
        await change.getByRole("button", { name: "2 attempts" }).click();
        const attempts = change.getByRole("list", { name: "Attempts" }).getByRole("listitem");
        await attempts.first().getByText("500").waitFor();
        await attempts.first().getByText("The warehouse is being counted").waitFor();
        await attempts.last().getByText("204").waitFor();
        await accessible(page, "a webhook with its deliveries");

        await change.getByRole("button", { name: `Send again: Revision ${number}` }).click();
        assert.equal((await partner.next()).headers["webhook-id"], again.headers["webhook-id"]);
        await change.getByRole("button", { name: "3 attempts" }).waitFor();
      } finally {
        partner.close();
      }
    },
  ],
  [
    "a webhook that is gone is switched off and on, edited, given a new secret, and removed",
    async (the) => {
      const partner = await receiver();
      try {
        const { createWebhookEndpoint } = await ask(
          "mutation($url: String!) { createWebhookEndpoint(input: { url: $url }) { webhookEndpoint { id } secret userErrors { message } } }",
          { url: partner.url },
        );
        assert.deepEqual(createWebhookEndpoint.userErrors, []);
        const { id } = createWebhookEndpoint.webhookEndpoint;
        const state = async () => (await ask("query($id: ID!) { node(id: $id) { ... on WebhookEndpoint { state } } }", { id })).node?.state;
        const page = await the.person("ADMIN", { path: `/webhooks/${id}` });
        await page.getByRole("heading", { level: 1, name: partner.url }).waitFor();

        partner.answers.push([410, ""]);
        const missed = await rename("Aurora Perdida");
        await partner.next();
        await page.getByText(/^This webhook was switched off because/).waitFor();
        assert.equal(await state(), "FAILED");
        await accessible(page, "a webhook that failed");
        await page.getByRole("button", { name: "Switch on" }).click();
        const on = page.getByRole("dialog", { name: `Switch ${partner.url} on?` });
        await accessible(page, "switching a webhook on");
        await on.getByRole("button", { name: "Switch on" }).click();
        const late = await partner.next();
        assert.equal(new Webhook(createWebhookEndpoint.secret).verify(late.body, late.headers).data.revision.number, missed);
        assert.equal(await state(), "ENABLED");

        await page.getByRole("button", { name: "Switch off" }).click();
        const off = page.getByRole("dialog", { name: `Switch ${partner.url} off?` });
        await off.getByRole("button", { name: "Preview" }).click();
        const change = page.getByRole("dialog", { name: "What will change" });
        await change.getByRole("button", { name: "Back" }).click();
        await change.waitFor({ state: "detached" });
        assert.equal(await state(), "ENABLED");
        await off.getByRole("button", { name: "Switch off" }).click();
        await off.waitFor({ state: "detached" });
        await page.getByText(/^This webhook is off\. What it misses is kept/).waitFor();
        assert.equal(await state(), "DISABLED");

        await page.getByRole("button", { name: "Edit" }).click();
        const edit = page.getByRole("dialog", { name: "Edit webhook" });
        await edit.getByLabel(/^Description/).fill("The second warehouse");
        await accessible(page, "editing a webhook");
        await edit.getByRole("button", { name: "Preview" }).click();
        const preview = page.getByRole("dialog", { name: "What will change" });
        await preview.getByText("The second warehouse").waitFor();
        await preview.getByRole("button", { name: "Save" }).click();
        await edit.waitFor({ state: "detached" });
        await page.getByText("The second warehouse").waitFor();

        await page.getByRole("button", { name: "New secret" }).click();
        const rotate = page.getByRole("dialog", { name: "Give this webhook a new secret?" });
        await rotate.getByText("No time: it ends at once").click();
        await accessible(page, "a new secret for a webhook");
        await rotate.getByRole("button", { name: "New secret" }).click();
        const secret = await takeSecret(page, `The signing secret of ${partner.url}`, "Signing secret");
        assert.notEqual(secret, createWebhookEndpoint.secret);

        const before = await revision();
        await page.getByRole("button", { name: "Remove" }).click();
        const remove = page.getByRole("alertdialog", { name: `Remove ${partner.url}?` });
        await accessible(page, "removing a webhook");
        await remove.getByLabel(/Reason/).fill("The warehouse has closed");
        await remove.getByRole("button", { name: "Remove" }).click();
        await remove.waitFor({ state: "detached" });
        await page.getByRole("heading", { level: 1, name: "Webhooks" }).waitFor();
        assert.equal(await entry(page, "Webhooks", partner.url).count(), 0);
        assert.equal(await state(), undefined);
        assert.equal(await revision(), before + 1);
      } finally {
        partner.close();
      }
    },
  ],
  [
    "operators are offered no webhooks",
    async (the) => {
      const page = await the.person("OPERATOR");
      await page.getByRole("link", { name: "API keys" }).first().waitFor();
      assert.equal(await page.getByRole("link", { name: "Webhooks" }).count(), 0);
      await page.goto(new URL("/webhooks", page.url()).href);
      await page.getByText("This view is for others in your company.").waitFor();
      assert.equal(await page.getByRole("button", { name: "Add webhook" }).count(), 0);
    },
  ],
]);
