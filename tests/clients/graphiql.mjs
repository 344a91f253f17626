// GraphiQL in a real browser, as its readers use it, against a server in demo mode.
// Usage: node graphiql.mjs URL [SCREENSHOT.png] [--subscriptions]
// URL is the page, such as http://127.0.0.1:8080/graphql; CHROMIUM names another browser than Debian's.
// --subscriptions also asks for one over the WebSocket.

import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const PATIENCE_MS = 15_000;
const ROLES = ["ADMIN", "OPERATOR", "AGENT", "CUSTOMER"];
const TYPED = "query Typed { account { slug settings { revision } } }";
const UNKNOWN_FIELD = "query Wrong { account { noSuchField } }";
const GUARDED = "query Guarded { account { settings { revision } } }";
const POLICY = "subscription Policy { ticketPolicy { revision } }";

const options = process.argv.slice(2);
const subscriptions = options.includes("--subscriptions");
const [url, screenshot] = options.filter((option) => !option.startsWith("--"));
if (!url) {
  console.error("usage: node graphiql.mjs URL [SCREENSHOT.png] [--subscriptions]");
  process.exit(2);
}
const origin = new URL(url).origin;

const profile = await mkdtemp(join(tmpdir(), "graphiql-"));
const browser = await chromium.launchPersistentContext(profile, {
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  viewport: { width: 1440, height: 900 },
  args: [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
});
const page = await browser.newPage();
page.setDefaultTimeout(PATIENCE_MS);

const requests = [];
const sockets = [];
const complaints = [];
browser.on("request", (request) => requests.push(request));
page.on("websocket", (socket) => sockets.push(socket.url()));
page.on("pageerror", (error) => complaints.push(`uncaught: ${error.message}`));
page.on("console", (message) => {
  // Monaco warns, and goes on without workers, where a policy forbids them.
  const isWarning = message.type() === "warning" && /worker|Content Security Policy/i.test(message.text());
  if (isWarning || message.type() === "error") {
    complaints.push(`${message.type()}: ${message.text()}`);
  }
});
await page.exposeFunction("reportViolation", (violation) => complaints.push(`policy: ${violation}`));
await page.addInitScript(() => {
  document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, sourceFile }) =>
    window.reportViolation(`${effectiveDirective} forbids ${blockedURI} in ${sourceFile}`),
  );
});

let passed = 0;
let failed = 0;

await check("the page arrives with a policy that allows scripts of its own origin only", async () => {
  const response = await page.goto(url);
  const policy = (response.headers()["content-security-policy"] ?? "").split(";").map((directive) => directive.trim());
  for (const directive of ["script-src 'self'", "connect-src 'self'", "frame-ancestors 'none'"]) {
    assert.ok(policy.includes(directive), `${directive} is missing in ${policy.join("; ")}`);
  }
  assert.equal(await page.title(), "Cuenta GraphiQL");
  assert.equal(await page.getAttribute("html", "lang"), "en");
});

if (page.url() !== url) {
  await finish();
}

await check("the demo's roles can be chosen, and the administrator is signed in at first", async () => {
  const labels = await caller().locator("option").allTextContents();
  for (const role of [...ROLES, "Nobody"]) {
    assert.ok(labels.some((label) => label.startsWith(role)), `${role} is missing in ${labels}`);
  }
  assert.match(await caller().locator("option:checked").textContent(), /^ADMIN/);
});

await check("the first tab holds the page of the account, and it runs", async () => {
  await until(queryText, (text) => text.includes("query AccountPage"));
  await page.locator(".graphiql-query-editor .view-lines").first().click();
  await page.keyboard.press("Control+Enter");
  await until(answerText, (text) => text.includes('"tradeName"') && !text.includes('"errors"'));
});

await check("a field that the schema does not have is underlined", async () => {
  await typeQuery(UNKNOWN_FIELD);
  await page.locator(".graphiql-query-editor .squiggly-error").first().waitFor();
  assert.ok(page.workers().length > 0, "no worker runs");
  for (const worker of page.workers()) {
    assert.ok(worker.url().startsWith(`${origin}/graphql/assets/`), worker.url());
  }
});

await check("a typed query is answered", async () => {
  await typeQuery(TYPED);
  await page.keyboard.press("Control+Enter");
  const isTypedOnes = (text) => isJson(text) && text.includes('"revision"') && !text.includes('"tradeName"');
  const answer = JSON.parse(await until(answerText, isTypedOnes));
  assert.equal(answer.errors, undefined);
  assert.equal(typeof answer.data.account.slug, "string");
  assert.ok(answer.data.account.settings.revision >= 1);
});

await check("the toolbar lays out the query", async () => {
  await page.getByRole("button", { name: /^Prettify/ }).click();
  await until(queryText, (text) => text.startsWith("query Typed {\n  account {\n    slug\n    settings {\n"));
});

await check("the documentation explorer describes types and fields", async () => {
  await page.getByRole("button", { name: "Show Documentation Explorer" }).click();
  const docs = page.locator(".graphiql-doc-explorer");
  await docs.getByRole("link", { name: "Query", exact: true }).click();
  await docs.getByRole("link", { name: "Account", exact: true }).first().click();
  await docs.locator(".graphiql-doc-explorer-title", { hasText: "Account" }).waitFor();
  const described = ".graphiql-doc-explorer-content";
  assert.match(await docs.locator(`${described} > .graphiql-markdown-description`).textContent(), /\w{3}/);
  await docs.locator(".graphiql-doc-explorer-item", { hasText: /^settings\(/ }).getByText(/\w{3} \w/).waitFor();
});

if (screenshot) {
  await page.screenshot({ path: screenshot });
}

await check("the history lists the query", async () => {
  await page.getByRole("button", { name: "Show History" }).click();
  await page.locator(".graphiql-history-item", { hasText: "Typed" }).first().waitFor();
});

await check("another role reads the schema again, and is refused what it may not see", async () => {
  await typeQuery(GUARDED);
  await page.keyboard.press("Control+Enter");
  const allowed = JSON.parse(await until(answerText, (text) => isJson(text) && text.includes('"revision"')));
  assert.equal(allowed.errors, undefined);
  const adminsToken = authorizationOf(operations().at(-1));

  const before = operations().length;
  await choose("CUSTOMER");
  await until(
    () => operations().slice(before),
    (sent) => sent.some((request) => request.postData().includes("IntrospectionQuery")),
  );
  await run();
  const refused = JSON.parse(await until(answerText, (text) => isJson(text) && text.includes('"errors"')));
  assert.deepEqual(refused.data, { account: { settings: null } });
  assert.equal(refused.errors[0].extensions.code, "FORBIDDEN");

  const customersToken = authorizationOf(operations().at(-1));
  assert.match(adminsToken, /^Bearer \S+$/);
  assert.match(customersToken, /^Bearer \S+$/);
  assert.notEqual(customersToken, adminsToken);
});

await check("operations ask for GraphQL's own media type first", async () => {
  assert.ok(operations().length > 0);
  for (const request of operations()) {
    assert.equal(request.headers().accept, "application/graphql-response+json, application/json;q=0.9");
  }
});

await check("no token is left in the browser's lasting storage", async () => {
  const kept = await page.evaluate(() => JSON.stringify({ ...localStorage }));
  assert.ok(kept.includes("Typed"), "the history is not there, so this check sees nothing");
  for (const request of operations()) {
    const token = authorizationOf(request)?.replace("Bearer ", "");
    assert.ok(token === undefined || !kept.includes(token));
  }
});

await check("no WebSocket is opened before a subscription", async () => {
  assert.deepEqual(sockets, []);
});

if (subscriptions) {
  await check("a subscription is answered over the WebSocket", async () => {
    await choose("ADMIN");
    await typeQuery(POLICY);
    await page.keyboard.press("Control+Enter");
    await until(answerText, (text) => isJson(text) && JSON.parse(text).data?.ticketPolicy?.revision >= 1);
    assert.deepEqual(sockets, [url.replace(/^http/, "ws")]);
    await page.getByRole("button", { name: /^Stop/ }).click();
    await page.getByRole("button", { name: /^Execute/ }).waitFor();
  });
}

await check("the browser has nothing to complain of: no violation of the policy, no error", async () => {
  assert.deepEqual(complaints, []);
});

await check("nobody sends no token, and is told to sign in", async () => {
  await choose("Nobody");
  await typeQuery(TYPED);
  await page.keyboard.press("Control+Enter");
  const isRefused = (text) => isJson(text) && JSON.parse(text).errors?.[0].extensions.code === "UNAUTHENTICATED";
  await until(answerText, isRefused);
  assert.equal(authorizationOf(operations().at(-1)), undefined);
});

await check("no request went to another host", async () => {
  const elsewhere = requests.map((request) => request.url()).filter((address) => new URL(address).origin !== origin);
  assert.deepEqual(elsewhere, []);
  assert.ok(sockets.every((address) => new URL(address).host === new URL(origin).host), sockets.join());
});

await finish();

/** Tells the result and ends the process. */
async function finish() {
  await browser.close();
  await rm(profile, { recursive: true, force: true });
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed === 0 ? 0 : 1);
}

/** Runs one check and tells how it went; the next ones run all the same. */
async function check(name, body) {
  try {
    await body();
    passed += 1;
    console.log(`ok   ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`FAIL ${name}\n     ${error.message.replaceAll("\n", "\n     ")}`);
  }
}

function caller() {
  return page.getByLabel("Signed in as");
}

async function choose(role) {
  const label = (await caller().locator("option").allTextContents()).find((text) => text.startsWith(role));
  assert.ok(label, `${role} cannot be chosen`);
  await caller().selectOption({ label });
}

async function run() {
  await page.getByRole("button", { name: /^Execute/ }).click();
}

/** Replaces the query key by key; a bracket that the editor closes by itself is typed over. */
async function typeQuery(query) {
  await page.locator(".graphiql-query-editor .view-lines").first().click();
  await page.keyboard.press("Control+A");
  await page.keyboard.type(query, { delay: 10 });
  await page.keyboard.press("Escape");
  await until(queryText, (text) => text.trim() === query);
  // The tab is named after the operation once GraphiQL has read the text.
  const [, name] = query.split(" ");
  await page.getByRole("tab", { name, exact: true }).waitFor();
}

function queryText() {
  return editorText(".graphiql-query-editor");
}

async function answerText() {
  // A long text is wrapped on the screen, inside its quotation marks: the answer is read as one line.
  return (await editorText(".graphiql-response")).replaceAll(/\s*\n\s*/g, " ");
}

/** The lines that an editor shows, in their order on the screen, with plain spaces. */
async function editorText(container) {
  const lines = await page.locator(`${container} .view-line`).evaluateAll((elements) =>
    elements
      .map((element) => ({ top: element.getBoundingClientRect().top, text: element.textContent ?? "" }))
      .sort((a, b) => a.top - b.top)
      .map(({ text }) => text),
  );
  return lines.join("\n").replaceAll("\u00a0", " ");
}

/** The operations that were sent so far, oldest first. */
function operations() {
  return requests.filter((request) => request.method() === "POST" && request.url() === url);
}

function authorizationOf(request) {
  return request.headers().authorization;
}

function isJson(text) {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Reads until what is read is as wanted, and answers it; fails with what was read last. */
async function until(read, isWanted) {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const found = await read();
    if (isWanted(found)) {
      return found;
    }
    if (Date.now() > deadline) {
      throw new Error(`waited in vain; last seen: ${typeof found === "string" ? found : `${found.length} items`}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
