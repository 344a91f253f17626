// The acceptance records: who accepted which terms, searched, narrowed and exported, and the terms that somebody has yet to accept.
// Usage: node console/terms.mjs URL [TITLE]

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { accessible, ask, run } from "./harness.mjs";

const records = (page) => page.getByRole("table", { name: "Records" }).locator("tbody tr");
const count = (page, number) => page.getByText(number === 1 ? "One record" : `${number} records`, { exact: true });

/** The documents that somebody has yet to accept. */
const pending = async (role) => (await ask("{ viewer { pendingTerms { id kind language } } }", {}, role)).viewer.pendingTerms;

/** Accepts a document as the person of a role would, beside the browser. */
async function accept(role, kind, language = "EN") {
  const document = (await pending(role)).find((offered) => offered.kind === kind && offered.language === language);
  const { acceptTerms } = await ask(
    "mutation($id: ID!) { acceptTerms(input: { documentId: $id }) { acceptance { acceptedAt } userErrors { message } } }",
    { id: document.id },
    role,
  );
  assert.deepEqual(acceptTerms.userErrors, []);
}

const accepted = async (filter = {}) =>
  (
    await ask(
      "query($filter: TermsAcceptanceFilter) { account { termsAcceptances(first: 100, filter: $filter) { totalCount nodes { subject document { kind } } } } }",
      { filter },
    )
  ).account.termsAcceptances;

await run([
  [
    "an agent accepts the terms that are pending, which the records tell",
    async (the) => {
      const page = await the.person("AGENT");
      const terms = page.getByRole("list", { name: "Terms to accept" });
      const kinds = [...new Set((await pending("AGENT")).map(({ kind }) => kind))];
      assert.deepEqual(kinds.toSorted(), ["PRIVACY_POLICY", "TERMS_OF_USE"]);
      await terms.getByRole("link", { name: /^Terms of Use/ }).waitFor();
      assert.match(await terms.getByRole("link", { name: /^Terms of Use/ }).getAttribute("href"), /\/en\/terms-of-use$/);
      assert.equal(await terms.getByRole("listitem").count(), 2, "each is asked for in one language");
      await accessible(page, "terms that are pending");
      await page.getByRole("button", { name: "Accept: Terms of Use" }).click();
      await page.getByText("You accepted: Terms of Use.").waitFor();
      await page.getByRole("button", { name: "Accept: Terms of Use" }).waitFor({ state: "detached" });
      await page.getByRole("button", { name: "Accept: Privacy Policy" }).click();
      await terms.waitFor({ state: "detached" });
      await page.locator(":focus").and(page.getByRole("heading", { level: 1 })).waitFor();
      const { nodes } = await accepted({ search: "demo-agent" });
      assert.deepEqual(nodes.map(({ document }) => document.kind).toSorted(), ["PRIVACY_POLICY", "TERMS_OF_USE"]);
      await page.reload();
      await page.getByRole("heading", { level: 1 }).waitFor();
      assert.equal(await terms.count(), 0, "nothing is asked twice");
    },
  ],
  [
    "whoever accepts appears, and the records are searched and narrowed in the address",
    async (the) => {
      await accept("ADMIN", "TERMS_OF_USE");
      await accept("CUSTOMER", "TERMS_OF_USE");
      await accept("CUSTOMER", "PRIVACY_POLICY", "ES");
      const page = await the.person("OPERATOR");
      await page.getByRole("link", { name: "Acceptance records" }).first().click();
      await count(page, (await accepted()).totalCount).waitFor();
      for (const name of ["Demo administrator", "Demo operator", "Demo agent", "Demo customer"]) {
        await records(page).filter({ hasText: name }).first().waitFor();
      }
      const spanish = records(page).filter({ hasText: "demo-customer" }).filter({ hasText: "Spanish" });
      await spanish.getByRole("link", { name: "Privacy Policy" }).waitFor();
      await spanish.getByText("Customer", { exact: false }).first().waitFor();
      await spanish.getByText("127.0.0.1").waitFor();

      const search = page.getByRole("searchbox", { name: "Search" });
      await search.fill("demo-cus");
      await count(page, 2).waitFor();
      assert.equal(await records(page).count(), 2);
      await page.getByRole("button", { name: /Document$/ }).click();
      await page.getByRole("option", { name: "Privacy Policy" }).click();
      await count(page, 1).waitFor();
      await page.waitForURL(/kind=PRIVACY_POLICY/);
      assert.equal(new URL(page.url()).searchParams.get("search"), "demo-cus");
      await page.reload();
      await count(page, 1).waitFor();
      assert.equal(await search.inputValue(), "demo-cus");

      await search.fill("nobody at all");
      await page.getByText("No results for this search").waitFor();
      await accessible(page, "a search without results");
      assert.equal(await page.getByRole("alert").count(), 0, "it is a calm state");
      assert.ok(await page.getByRole("button", { name: "Export CSV" }).isDisabled());
      await page.getByRole("button", { name: "Clear the search" }).last().click();
      await count(page, (await accepted()).totalCount).waitFor();
      assert.equal(await search.inputValue(), "");
      assert.equal(new URL(page.url()).search, "");
    },
  ],
  [
    "what is shown is exported, as CSV and as JSON Lines",
    async (the) => {
      const page = await the.person("ADMIN", { path: "/terms" });
      const { totalCount } = await accepted();
      await count(page, totalCount).waitFor();
      const download = async (button) => {
        const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: button }).click()]);
        await page.getByText("The records are exported.").waitFor();
        return { name: file.suggestedFilename(), text: await readFile(await file.path(), "utf8") };
      };
      const csv = await download("Export CSV");
      assert.match(csv.name, /^demo-terms-acceptances-\d{4}-\d\d-\d\d\.csv$/);
      const [, ...rows] = csv.text.trim().split("\r\n");
      assert.equal(rows.length, totalCount);
      for (const subject of ["demo-admin", "demo-operator", "demo-agent", "demo-customer"]) {
        assert.ok(rows.some((row) => row.includes(subject)), `${subject} is in the file`);
      }

      await page.getByRole("searchbox", { name: "Search" }).fill("demo-operator");
      const found = await accepted({ search: "demo-operator" });
      await count(page, found.totalCount).waitFor();
      const lines = await download("Export JSON Lines");
      assert.match(lines.name, /\.jsonl$/);
      const told = lines.text.trim().split("\n").map((line) => JSON.parse(line));
      assert.deepEqual(told.map(({ subject }) => subject), found.nodes.map(({ subject }) => subject));
    },
  ],
  [
    "a transfer that breaks off is no shorter file, and can be tried again",
    async (the) => {
      const page = await the.person("ADMIN", { path: "/terms" });
      await count(page, (await accepted()).totalCount).waitFor();
      await page.route("**/terms-acceptances.csv*", (route) => route.abort());
      await page.getByRole("button", { name: "Export CSV" }).click();
      await page.getByRole("alert").getByText("The export broke off, and nothing was saved.").waitFor();
      await accessible(page, "an export that broke off");
      await page.unroute("**/terms-acceptances.csv*");
      const [file] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("alert").getByRole("button", { name: "Try again" }).click(),
      ]);
      assert.match(file.suggestedFilename(), /\.csv$/);
      the.forgive(/ERR_FAILED/);
    },
  ],
]);
