// The history: who changed what and when as sentences, filters, a revision's page, two revisions compared, and restoring.
// Usage: node console/history.mjs URL [TITLE]

import assert from "node:assert/strict";
import { accessible, ask, revision, run } from "./harness.mjs";

const rows = (page) => page.getByRole("list", { name: "History" }).locator(":scope > li");
const row = (page, number) => rows(page).filter({ has: page.getByText(`Revision ${number}`, { exact: true }) });
const settings = async (fields) => (await ask(`{ account { settings { ${fields} } } }`)).account.settings;

/** A change that somebody else makes beside the browser; answers its payload. */
async function change(name, input, { reason = null, role = "ADMIN", fields = "" } = {}) {
  const type = `${name[0].toUpperCase()}${name.slice(1)}Input`;
  const { payload } = await ask(
    `mutation($input: ${type}!, $reason: String) {
      payload: ${name}(input: $input, options: { reason: $reason }) { revision { number at } userErrors { message } ${fields} }
    }`,
    { input, reason },
    role,
  );
  assert.deepEqual(payload.userErrors, []);
  return payload;
}

async function choose(page, label, option) {
  await page.getByRole("button", { name: label }).click();
  await page.getByRole("option", { name: option, exact: true }).click();
}

/** Waits until exactly these revisions are listed, newest first. */
async function listed(page, numbers) {
  await page.waitForFunction(
    (wanted) => {
      const shown = [...document.querySelectorAll("main ol > li a[id^=revision-]")].map(({ id }) => Number(id.slice(9)));
      return String(shown) === wanted && !document.querySelector("[aria-busy=true]");
    },
    String(numbers),
  );
}

/** The window that says what restoring a revision would do, opened from the revision's page. */
async function restoring(page, number) {
  await page.getByRole("button", { name: "Restore…" }).click();
  return page.getByRole("dialog", { name: `Restore revision ${number}?` });
}

await run([
  [
    "who, when, why, and what before and after are told as sentences, in each language",
    async (the) => {
      const named = await change("updateCompany", { tradeName: "Aurora Centro", website: null }, { reason: "A new shop" });
      const { contact, revision: added } = await change(
        "addContact",
        { kind: "PERSONAL", email: "ana@aurora.example" },
        { role: "OPERATOR", fields: "contact { id }" },
      );
      const primary = await change("updateContact", { id: contact.id, isPrimary: true }, { role: "OPERATOR" });
      const sentences = {
        en: [
          "The trade name changed from “Café Aurora” to “Aurora Centro”.",
          "The company website was cleared; it was “https://www.cafe-aurora.example”.",
          "“ana@aurora.example” is now the main e-mail.",
        ],
        es: ["«ana@aurora.example» ahora es el correo principal."],
        pt: ["“ana@aurora.example” agora é o e-mail principal."],
      };
      for (const [language, wanted] of Object.entries(sentences)) {
        const page = await the.person("ADMIN", { language, path: "/history" });
        for (const sentence of wanted) {
          await page.getByText(sentence).first().waitFor();
        }
      }
      const page = await the.person("ADMIN");
      await page.getByRole("link", { name: "History" }).first().click();
      const first = row(page, named.revision.number);
      await first.getByRole("link", { name: "Changed the company" }).waitFor();
      await first.getByText("Demo administrator").waitFor();
      await first.getByText("A new shop").waitFor();
      assert.equal(await first.getByRole("time").getAttribute("datetime"), named.revision.at);
      await row(page, added.number).getByText(/^The contact “ana@aurora.example” was added/).waitFor();
      await row(page, primary.revision.number).getByText("Demo operator").waitFor();
    },
  ],
  [
    "a change that somebody makes meanwhile appears, marked as new",
    async (the) => {
      const page = await the.person("OPERATOR", { path: "/history" });
      await rows(page).first().waitFor();
      await page.getByText(/of \d+ revisions/).waitFor();
      const { revision: made } = await change("addActivity", { name: "Inventario" }, { reason: "Seen live" });
      const appeared = row(page, made.number);
      await appeared.getByText("New", { exact: true }).waitFor();
      await appeared.getByText("The activity “Inventario” was added").waitFor();
      await appeared.getByText("Seen live").waitFor();
      assert.equal(await rows(page).first().getByRole("link").first().getAttribute("href"), `/history/${made.number}`);
    },
  ],
  [
    "filters stand in the address, older revisions come by pages, and no revisions are a calm state",
    async (the) => {
      for (let number = 1; number <= 12; number += 1) {
        await change("updateCompany", { legalName: `Aurora ${number} S.A.S.` });
      }
      const latest = await revision();
      const page = await the.person("ADMIN", { path: "/history" });
      await listed(page, Array.from({ length: 20 }, (_, index) => latest - index));
      await page.getByRole("button", { name: "Show older ones" }).click();
      await listed(page, Array.from({ length: Math.min(latest, 40) }, (_, index) => latest - index));

      await choose(page, /Section$/, "Contacts");
      await choose(page, /Who$/, "Demo operator (Operator)");
      const { account } = await ask(
        '{ account { revisions(first: 20, filter: { pathPrefix: ["contacts"], actor: "demo-operator" }) { nodes { number action } } } }',
      );
      const found = account.revisions.nodes;
      assert.ok(found.length >= 3);
      await listed(page, found.map(({ number }) => number));
      await choose(page, /Action$/, "Added a contact");
      const additions = found.filter(({ action }) => action === "addContact").map(({ number }) => number);
      await listed(page, additions);
      assert.deepEqual(Object.fromEntries(new URL(page.url()).searchParams), {
        section: "contacts",
        who: "demo-operator",
        action: "addContact",
      });
      await page.reload();
      await listed(page, additions);

      const to = page.getByRole("group", { name: "To", exact: true });
      await to.getByRole("spinbutton").first().click();
      await page.keyboard.type("01312001");
      await page.getByText("No revisions here").waitFor();
      assert.match(page.url(), /to=2001-01-31/);
      await accessible(page, "a history without revisions");
      await page.getByRole("button", { name: "Clear filters" }).last().click();
      await rows(page).first().waitFor();
      assert.equal(new URL(page.url()).search, "");
    },
  ],
  [
    "a revision shows what it changed, and the page as it stood with what is different now",
    async (the) => {
      await change("updateCompany", { legalName: "Aurora de Ayer S.A.S." });
      const then = (await change("updateTicketParameters", { numbering: { style: "SIMPLE" } }, { reason: "Before the move" })).revision.number;
      const { address } = await change(
        "addAddress",
        { purpose: "DELIVERY", street: "Carrera 7", city: "Bogotá", country: "CO" },
        { fields: "address { id }" },
      );
      await change("updateCompany", { legalName: "Aurora de Hoy S.A.S." });
      const page = await the.person("OPERATOR", { path: `/history/${then}` });
      await page.getByRole("heading", { level: 1, name: `Revision ${then}: Changed the ticket parameters` }).waitFor();
      await page.getByText("Before the move").waitFor();
      const whole = page.getByRole("region", { name: "The page as it stood" });
      await whole.getByText("Aurora de Ayer S.A.S.").waitFor();
      await whole.getByText("Now: Aurora de Hoy S.A.S.").waitFor();
      await whole.getByText("2 values are different now, and marked.").waitFor();
      assert.equal(await whole.getByText("Added since").count(), 1);
      await whole.getByText("servicio@cafe-aurora.example").first().waitFor();
      await whole.getByText("Only what is different now").click();
      await whole.getByText("servicio@cafe-aurora.example").first().waitFor({ state: "detached" });
      assert.equal(await whole.getByText("Now: Aurora de Hoy S.A.S.").count(), 1);
      await accessible(page, "a revision with what is different");

      await change("removeAddress", { id: address.id });
      await whole.getByText("One value is different now, and marked.").waitFor();

      await page.getByRole("link", { name: "Previous revision" }).click();
      await page.getByRole("heading", { level: 1, name: `Revision ${then - 1}: Changed the company` }).waitFor();
      await page.goto(new URL("/history/99999", page.url()).href);
      await page.getByText("There is no revision with this number").waitFor();
      the.forgive(/404/);
    },
  ],
  [
    "two revisions are compared field by field, or one with now",
    async (the) => {
      const from = (await change("updateCompany", { tradeName: "Aurora Uno" })).revision.number;
      await change("updateCompany", { tradeName: "Aurora Dos" });
      const to = (await change("updateEnvironmentParameters", { language: "PT" })).revision.number;
      await change("updateCompany", { tradeName: "Aurora Tres" });
      const page = await the.person("OPERATOR", { path: `/history/${from}` });
      await page.getByRole("link", { name: "Compare with now" }).click();
      await page.getByText(`What differs between Revision ${from} and Now:`).waitFor();
      const tradeName = page.getByRole("table", { name: "Company" }).getByRole("row", { name: /Trade name/ });
      const told = async () => (await tradeName.getByRole("cell").allInnerTexts()).map((cell) => cell.trim());
      assert.deepEqual(await told(), ["Aurora Uno", "Aurora Tres"]);

      await page.getByText("Another revision").click();
      const other = page.getByRole("textbox", { name: "Other revision" });
      await other.fill("99999");
      await page.getByRole("button", { name: "Compare", exact: true }).click();
      await page.locator("[aria-invalid=true]:focus").and(other).waitFor();
      await other.fill(String(to));
      await page.getByRole("button", { name: "Compare", exact: true }).click();
      await page.getByText(`What differs between Revision ${from} and Revision ${to}:`).waitFor();
      assert.deepEqual(await told(), ["Aurora Uno", "Aurora Dos"]);
      await page.getByRole("table", { name: "Environment" }).getByRole("cell", { name: "Portuguese" }).waitFor();
      assert.match(page.url(), new RegExp(`from=${from}&to=${to}$`));
      await accessible(page, "two revisions compared");

      await page.goto(new URL(`/history/compare?from=${to}&to=${to}`, page.url()).href);
      await page.getByText("The two are the same").last().waitFor();
    },
  ],
  [
    "restoring is previewed with a reason, brings back the same things, and is a revision of its own",
    async (the) => {
      const wanted = "company { tradeName } activities { id name } contacts { id email isPrimary }";
      const { activity } = await change("addActivity", { name: "Capacitación" }, { fields: "activity { id }" });
      const good = await revision();
      const before = await settings(wanted);
      await change("removeActivity", { id: activity.id });
      await change("updateCompany", { tradeName: "A mistake" });
      const page = await the.person("ADMIN", { path: `/history/${good}` });
      const dialog = await restoring(page, good);
      await dialog.getByText("The history will then say:").waitFor();
      await dialog.getByText("The trade name changed from “A mistake” to").waitFor();
      await dialog.getByText("The activity “Capacitación” was added").waitFor();
      await accessible(page, "the preview of a restore");
      assert.equal((await settings("company { tradeName }")).company.tradeName, "A mistake", "a preview writes nothing");
      await dialog.getByLabel(/Reason/).fill("Undo the mistake");
      await dialog.getByRole("button", { name: "Restore" }).click();
      await dialog.waitFor({ state: "detached" });
      const latest = good + 3;
      await page.getByText(`Revision ${good} was restored as revision ${latest}.`).waitFor();
      assert.deepEqual(await settings(wanted), before, "the same things with the same ids");
      const { account } = await ask("query($n: Int!) { account { revision(number: $n) { action reason } } }", { n: latest });
      assert.deepEqual(account.revision, { action: "restoreRevision", reason: "Undo the mistake" });
      await page.getByRole("link", { name: `Revision ${latest}`, exact: true }).click();
      await page.getByRole("heading", { level: 1, name: `Revision ${latest}: Restored an earlier revision` }).waitFor();
      await page.getByText("These are the settings of now.").waitFor();
      assert.equal(await page.getByRole("button", { name: "Restore…" }).count(), 0);
    },
  ],
  [
    "who restores after somebody else saved sees what it would do now, and a network that fails loses nothing",
    async (the) => {
      const good = (await change("updateCompany", { tradeName: "Aurora Buena" })).revision.number;
      await change("updateCompany", { tradeName: "Aurora Mala" });
      const page = await the.person("ADMIN", { path: `/history/${good}` });
      const dialog = await restoring(page, good);
      await dialog.getByText("from “Aurora Mala” to “Aurora Buena”").waitFor();
      await dialog.getByLabel(/Reason/).fill("Kept through everything");
      await change("updateCompany", { tradeName: "Aurora Ajena" }, { role: "OPERATOR" });
      await dialog.getByRole("button", { name: "Restore" }).click();
      await dialog.getByText(/Somebody changed the account meanwhile/).waitFor();
      await dialog.getByText("from “Aurora Ajena” to “Aurora Buena”").waitFor();
      assert.equal((await settings("company { tradeName }")).company.tradeName, "Aurora Ajena");
      await accessible(page, "a restore that was overtaken");

      await page.context().setOffline(true);
      await dialog.getByRole("button", { name: "Restore" }).click();
      await dialog.getByRole("button", { name: "Try again" }).waitFor();
      await accessible(page, "a restore that was not answered");
      await page.context().setOffline(false);
      await dialog.getByRole("button", { name: "Try again" }).click();
      assert.equal(await dialog.getByLabel(/Reason/).inputValue(), "Kept through everything");
      await dialog.getByRole("button", { name: "Restore" }).click();
      await page.getByText(/was restored as revision/).first().waitFor();
      assert.equal((await settings("company { tradeName }")).company.tradeName, "Aurora Buena");
      the.forgive(/ERR_INTERNET_DISCONNECTED|WebSocket|Failed to fetch/);
    },
  ],
  [
    "nothing is restored when a host has gone to another account, and operators are not offered it",
    async (the) => {
      const had = await revision();
      await ask('mutation { releasePortalHost(input: { host: "ayuda.cafe-aurora.example" }) { userErrors { code } } }', {}, "PLATFORM");
      const page = await the.person("ADMIN", { path: "/history" });
      await row(page, had + 1).getByRole("link", { name: "Released the site’s address" }).waitFor();
      await row(page, had + 1).getByText("The system").waitFor();

      // The demo has no second account that could take the host, so the server's answer is made that of such a day.
      await page.route("**/graphql", async (route) => {
        if (!route.request().postData()?.includes("restoreRevision")) {
          return route.fallback();
        }
        const response = await route.fetch();
        const { data } = await response.json();
        const refusal = { code: "TAKEN", path: ["number"], message: "Another account has “ayuda.cafe-aurora.example” already." };
        const userErrors = [{ ...refusal, __typename: "UserError" }];
        const payload = { ...data.payload, revision: null, changes: null, settings: null, userErrors };
        return route.fulfill({ response, json: { data: { payload } } });
      });
      await page.goto(new URL(`/history/${had}`, page.url()).href);
      const dialog = await restoring(page, had);
      const alert = dialog.getByRole("alert");
      await alert.getByText("Another account has “ayuda.cafe-aurora.example” already.").waitFor();
      await alert.getByText(/ask the platform’s staff to release the host/).waitFor();
      assert.ok(await dialog.getByRole("button", { name: "Restore" }).isDisabled());
      await accessible(page, "a restore that is refused");
      await page.keyboard.press("Escape");
      await dialog.waitFor({ state: "detached" });
      // The focus is where it was.
      await page.locator(":focus").and(page.getByRole("button", { name: "Restore…" })).waitFor();
      assert.equal(await revision(), had + 1);

      const operator = await the.person("OPERATOR", { path: `/history/${had}` });
      await operator.getByRole("link", { name: "Compare with now" }).waitFor();
      assert.equal(await operator.getByRole("button", { name: "Restore…" }).count(), 0);
    },
  ],
]);
