// What goes wrong on the way: scripts and answers that do not arrive, or late; addresses that somebody made up; names that
// run the other way.
// Usage: node console/mishaps.mjs URL [TITLE]

import assert from "node:assert/strict";
import { ask, origin, ready, revision, run } from "./harness.mjs";

const LOST = /ERR_FAILED|dynamically imported|Unable to preload/;
const section = (page, title) => page.getByRole("region", { name: title, exact: true });
const settings = async (fields) => (await ask(`{ account { settings { ${fields} } } }`)).account.settings;
const isMutation = (request) => /\bmutation\b/.test(request.postData() ?? "");

/** An administrator at the settings. */
async function atSettings(the, options) {
  const page = await the.person("ADMIN", options);
  await section(page, "Company").waitFor();
  await ready(page);
  return page;
}

/** Lets the next change reach the server, and nothing of the answer the page. */
async function loseNextAnswer(page) {
  let isLost = false;
  await page.route("**/graphql", async (route) => {
    if (isLost || !isMutation(route.request())) {
      return route.continue();
    }
    isLost = true;
    await route.fetch();
    return route.abort();
  });
}

/** Changes something beside the browser. */
async function change(name, input) {
  const type = `${name[0].toUpperCase()}${name.slice(1)}Input`;
  const data = await ask(`mutation ($input: ${type}!) { ${name}(input: $input) { userErrors { message } } }`, { input });
  assert.deepEqual(data[name].userErrors, []);
}

/** Takes away what a story has left. */
async function removeActivities(wanted) {
  for (const { id, name } of (await settings("activities { id name }")).activities) {
    if (wanted(name)) {
      await change("removeActivity", { id });
    }
  }
}

await run([
  [
    "where the script of signing in does not arrive, that is said and can be tried again",
    async (the) => {
      const page = await the.visitor({ path: "/terms" });
      await page.route("**/assets/sign-in-view*", (route) => route.abort());
      await page.goto(`${origin}/history`);
      await page.getByRole("alert").filter({ hasText: "The server did not answer" }).waitFor();
      await page.unroute("**/assets/sign-in-view*");
      await page.getByRole("button", { name: "Try again" }).click();
      await page.locator(".role-card").first().click();
      await page.getByRole("heading", { level: 1, name: "History" }).waitFor();
      the.forgive(LOST);
    },
  ],
  [
    "who has to sign in again while the network fails loses nothing that they typed",
    async (the) => {
      const page = await atSettings(the);
      const typed = `Typed ${Date.now()}`;
      await page.getByLabel("Legal name").fill(typed);
      await page.route("**/assets/sign-in-again*", (route) => route.abort());
      const ended = { errors: [{ message: "The token has expired.", extensions: { code: "UNAUTHENTICATED" } }] };
      await page.route("**/graphql", (route) => route.fulfill({ status: 401, json: ended }));
      await section(page, "Company").getByRole("button", { name: "Save", exact: true }).click();
      const missing = page.locator(".over-page").getByRole("alert");
      await missing.waitFor();
      assert.ok(await missing.evaluate((notice) => notice.getBoundingClientRect().bottom <= innerHeight), "it is in sight");
      await page.unroute("**/assets/sign-in-again*");
      await page.unroute("**/graphql");
      await missing.getByRole("button", { name: "Try again" }).click();
      const dialog = page.getByRole("dialog");
      await dialog.locator(".role-card").first().click();
      await dialog.waitFor({ state: "detached" });
      assert.equal(await page.getByLabel("Legal name").inputValue(), typed);
      the.forgive(LOST);
      the.forgive(/401/);
    },
  ],
  [
    "a window whose script does not arrive takes nothing away from the page",
    async (the) => {
      const page = await atSettings(the);
      const typed = `Typed ${Date.now()}`;
      await page.getByLabel("Legal name").fill(typed);
      await page.route("**/assets/photo-crop-dialog*", (route) => route.abort());
      const pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
      const buffer = Buffer.from(pixel, "base64");
      await page.locator("input[type=file]").setInputFiles({ name: "photo.png", mimeType: "image/png", buffer });
      const said = section(page, "Company").getByRole("alert");
      await said.waitFor();
      assert.equal(await said.getByRole("button", { name: "Reload" }).count(), 0, "the network may be back");
      await said.getByRole("button", { name: "Try again" }).click();
      // After a new release the script is nowhere any more.
      await said.getByRole("button", { name: "Reload" }).waitFor();
      assert.equal(await page.getByLabel("Legal name").inputValue(), typed);
      the.forgive(LOST);
    },
  ],
  [
    "an answer that comes after its window was closed does not close the next one",
    async (the) => {
      const [first, second] = [`Late one ${Date.now()}`, `Late two ${Date.now()}`];
      await change("addActivity", { name: first });
      await change("addActivity", { name: second });
      const page = await atSettings(the);
      const answers = [];
      await page.route("**/graphql", async (route) => {
        if (isMutation(route.request())) {
          await new Promise((answer) => answers.push(answer));
        }
        await route.continue();
      });
      await page.getByRole("button", { name: `Edit ${first}`, exact: true }).click();
      await page.getByRole("dialog").getByRole("textbox").fill(`${first}!`);
      await page.getByRole("dialog").getByRole("button", { name: "Save", exact: true }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Cancel", exact: true }).click();
      await page.getByRole("button", { name: `Edit ${second}`, exact: true }).click();
      await page.getByRole("dialog").getByRole("textbox").fill("What I type now");
      answers.forEach((answer) => answer());
      await page.getByRole("status").filter({ hasText: /Saved as revision/ }).waitFor();
      assert.equal(await page.getByRole("dialog").getByRole("textbox").inputValue(), "What I type now");
      await removeActivities((name) => name.startsWith("Late "));
    },
  ],
  [
    "what was added though no answer came is not added once more without a word",
    async (the) => {
      const label = `Lost ${Date.now()}`;
      const added = async () => (await settings("otherContacts { id label }")).otherContacts.filter((other) => other.label === label);
      const page = await atSettings(the);
      await loseNextAnswer(page);
      await section(page, "Other contacts").getByRole("button", { name: "Add other contact" }).first().click();
      const dialog = page.getByRole("dialog");
      await dialog.getByRole("button", { name: /Kind/ }).click();
      await page.getByRole("option", { name: "Other", exact: true }).click();
      await dialog.getByLabel("Number, link or name").fill("at the gate");
      await dialog.getByLabel("Label").fill(label);
      await dialog.getByRole("button", { name: "Save", exact: true }).click();
      await dialog.getByRole("button", { name: "Try again" }).click();
      await dialog.getByRole("alert").filter({ hasText: "it may have been done after all" }).waitFor();
      assert.equal((await added()).length, 1);
      // Whoever wants it none the less gets it.
      assert.equal(await dialog.getByLabel("Label").inputValue(), label);
      await dialog.getByRole("button", { name: "Save", exact: true }).click();
      await dialog.waitFor({ state: "detached" });
      assert.equal((await added()).length, 2);
      for (const { id } of await added()) {
        await change("removeOtherContact", { id });
      }
      the.forgive(LOST);
    },
  ],
  [
    "a key that was made though no answer came is not made once more without a word",
    async (the) => {
      const name = `Lost key ${Date.now()}`;
      const made = async () =>
        (await ask("{ account { apiKeys(first: 100) { nodes { id name } } } }")).account.apiKeys.nodes.filter((key) => key.name === name);
      const page = await the.person("ADMIN");
      await page.getByRole("link", { name: "API keys", exact: true }).first().click();
      await loseNextAnswer(page);
      await page.getByRole("button", { name: "Create key" }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByLabel("Name").fill(name);
      await dialog.getByText("Read the settings", { exact: true }).click();
      await dialog.getByRole("button", { name: "Create key" }).click();
      await dialog.getByRole("button", { name: "Try again" }).click();
      await dialog.getByRole("alert").filter({ hasText: "it may have been done after all" }).waitFor();
      assert.equal((await made()).length, 1);
      await dialog.getByRole("button", { name: "Cancel", exact: true }).click();
      await page.getByText(name).first().waitFor();
      await change("revokeApiKey", { id: (await made())[0].id });
      the.forgive(LOST);
    },
  ],
  [
    "news whose settings do not arrive is read again once the network is back",
    async (the) => {
      const page = await atSettings(the);
      let lost = 0;
      await page.route("**/graphql", (route) => {
        if (/query SettingsPage\b/.test(route.request().postData() ?? "") && lost < 2) {
          lost += 1;
          return route.abort();
        }
        return route.continue();
      });
      const was = (await settings("company { legalName }")).company.legalName;
      const website = page.getByLabel("Company website");
      await website.fill("https://typed.example");
      await change("updateCompany", { legalName: "Aurora de Otros S.A.S." });
      // What is typed stays, and that others changed the same section is told once it could be read.
      await section(page, "Company").getByRole("alert").filter({ hasText: "Somebody changed these values" }).waitFor();
      assert.equal(lost, 2);
      assert.equal(await website.inputValue(), "https://typed.example");
      await change("updateCompany", { legalName: was });
      the.forgive(LOST);
    },
  ],
  [
    "a form that is sent several times at once is sent once",
    async (the) => {
      const page = await atSettings(the);
      const before = await revision();
      const { legalName } = (await settings("company { legalName }")).company;
      let sent = 0;
      page.on("request", (request) => {
        sent += isMutation(request) ? 1 : 0;
      });
      await page.getByLabel("Legal name").fill(`Once ${Date.now()}`);
      await page.locator("#company form").evaluate((form) => [1, 2, 3].forEach(() => form.requestSubmit()));
      await page.getByRole("status").filter({ hasText: /Saved as revision/ }).waitFor();
      assert.deepEqual([sent, await revision()], [1, before + 1]);
      await change("updateCompany", { legalName });
    },
  ],
  [
    "addresses that somebody made up lead to the page, and to no other host",
    async (the) => {
      const page = await atSettings(the);
      for (const place of ["#%", "#a%zz", "#%E0%A4"]) {
        await page.goto(`${origin}/history`);
        await page.getByRole("heading", { level: 1, name: "History" }).waitFor();
        await page.goto(`${origin}/${place}`);
        await section(page, "Company").waitFor();
      }
      // Days for which there is no moment are as good as none.
      await page.goto(`${origin}/history?from=0001-01-01&to=9999-12-31`);
      await page.getByText("Revision 1", { exact: true }).or(page.getByText(/^Revision \d+$/)).first().waitFor();
      assert.equal(await page.getByRole("alert").count(), 0);
      for (const back of ["//evil.example", "/%5Cevil.example", "/%09/evil.example", "/%0A%5Cevil.example", "/.//evil.example", "/sign-in"]) {
        const visitor = await the.visitor({ path: `/sign-in?return=${back}` });
        await visitor.locator(".role-card").first().click();
        await section(visitor, "Company").waitFor();
        assert.equal(visitor.url(), `${origin}/`, back);
      }
    },
  ],
  [
    "a way within the page counts as one: whoever stays has the address that they had",
    async (the) => {
      const page = await the.person("ADMIN");
      await page.getByRole("link", { name: "History", exact: true }).first().click();
      await page.getByRole("heading", { level: 1, name: "History" }).waitFor();
      await page.getByRole("link", { name: "Settings", exact: true }).first().click();
      await section(page, "Company").waitFor();
      await page.getByRole("link", { name: "Skip to content" }).focus();
      await page.keyboard.press("Enter");
      await page.waitForURL(`${origin}/#main`);
      await page.getByLabel("Legal name").fill("Not saved");
      await page.evaluate(() => history.go(-2));
      const dialog = page.getByRole("alertdialog");
      await dialog.getByRole("button").first().click();
      await dialog.waitFor({ state: "detached" });
      assert.equal(page.url(), `${origin}/#main`);
      assert.equal(await page.getByLabel("Legal name").inputValue(), "Not saved");
    },
  ],
  [
    "a language whose texts did not arrive can be chosen again",
    async (the) => {
      const page = await atSettings(the);
      const choose = async () => {
        await page.locator("header").getByRole("button").first().click();
        await page.getByRole("menuitemradio", { name: /Português/ }).click();
      };
      await page.route(/assets\/pt-[^/]*\.js/, (route) => route.abort());
      const failed = page.waitForEvent("requestfailed", (request) => /assets\/pt-/.test(request.url()));
      await choose();
      await failed;
      await page.unroute(/assets\/pt-[^/]*\.js/);
      await choose();
      await page.getByRole("heading", { level: 1, name: "Configurações da Conta" }).waitFor();
      the.forgive(LOST);
    },
  ],
  [
    "an account in a time zone that is newer than the browser is shown in UTC",
    async (the) => {
      const page = await the.visitor();
      await page.addInitScript(() => {
        const Known = Intl.DateTimeFormat;
        Intl.DateTimeFormat = new Proxy(Known, {
          construct(target, [locale, options]) {
            if (options?.timeZone !== undefined && options.timeZone !== "UTC") {
              throw new RangeError(`Invalid time zone specified: ${options.timeZone}`);
            }
            return new target(locale, options);
          },
        });
      });
      await page.reload();
      await page.locator(".role-card").first().click();
      await section(page, "Business hours").waitFor();
      await page.getByRole("link", { name: "History", exact: true }).first().click();
      await page.getByText("Times are those of UTC.").waitFor();
    },
  ],
  [
    "a name that runs from right to left, or turns others around, stays in its place in a sentence",
    async (the) => {
      await change("addActivity", { name: "\u202Eelim\u202D שלום" });
      const page = await atSettings(the);
      await section(page, "Activities").getByRole("button", { name: /שלום/ }).last().click();
      const title = page.getByRole("alertdialog").getByRole("heading");
      await title.waitFor();
      // A word that is turned around would end the sentence at its left; the mark that ends it is the rightmost.
      assert.equal(await title.textContent(), "Remove \u2068elim שלום\u2069?");
      await page.getByRole("alertdialog").getByRole("button", { name: "Cancel" }).click();
      await removeActivities((name) => name.includes("שלום"));
    },
  ],
]);
