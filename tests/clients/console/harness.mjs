// What the console's stories have in common: a browser, people who sign in to the demo, and what must be true of every page.
// A story is `[title, async (the) => …]`; each begins in a browser of its own that has seen nothing.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

/** How long something may take to appear. Machines under load are slow, and nothing here measures time. */
const PATIENCE_MS = 20_000;

const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** The address of every view. */
export const VIEWS = ["/", "/history", "/history/1", "/history/compare?from=1&to=2", "/api-keys", "/webhooks", "/terms"];

/** The demo's roles, in the order in which it offers them. */
export const ROLES = ["ADMIN", "OPERATOR", "AGENT", "CUSTOMER", "PLATFORM"];

/** The address of the demo, without a slash. */
export const origin = new URL(process.argv[2] ?? usage()).origin;

function usage() {
  console.error(`usage: node ${process.argv[1]} URL [TITLE]`);
  process.exit(2);
}

/** Debian's Chromium. */
export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
  });
}

/** Runs stories one after the other; with a second argument only those whose title has it. */
export async function run(stories) {
  const wanted = process.argv[3] ?? "";
  const browser = await launch();
  let failed = 0;
  const told = stories.filter(([title]) => title.includes(wanted));
  for (const [title, tell] of told) {
    const the = new Stage(browser);
    try {
      await tell(the);
      assert.deepEqual(the.complaints, [], "what the browser complained of");
      console.log(`ok      ${title}`);
    } catch (error) {
      failed += 1;
      console.log(`FAILED  ${title}\n${error.stack}\n${the.complaints.join("\n")}`);
      await the.capture(`/tmp/console-failure-${failed}.png`);
    } finally {
      await the.close();
    }
  }
  await browser.close();
  console.log(`${told.length - failed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

/** The browsers of one story, and what they complained of. */
export class Stage {
  complaints = [];
  #browser;
  #contexts = [];

  constructor(browser) {
    this.#browser = browser;
  }

  /** A browser of its own, in which somebody has opened an address. */
  async visitor({ path = "/", language = "en", width = 1280, height = 900, scheme = "light", locale = "en-US", isTouched = false, forcedColors = "none" } = {}) {
    const context = await this.#browser.newContext({
      viewport: { width, height },
      colorScheme: scheme,
      locale,
      hasTouch: isTouched,
      isMobile: isTouched,
      forcedColors,
      reducedMotion: "reduce",
      acceptDownloads: true,
      permissions: ["clipboard-read", "clipboard-write"],
    });
    this.#contexts.push(context);
    context.setDefaultTimeout(PATIENCE_MS);
    if (language !== null) {
      await context.addInitScript((chosen) => {
        // A page that has no address yet has no storage either.
        if (location.protocol.startsWith("http") && localStorage.getItem("cuenta:language") === null) {
          localStorage.setItem("cuenta:language", chosen);
        }
      }, language);
    }
    await context.addInitScript(() => {
      addEventListener("securitypolicyviolation", (event) => console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`));
    });
    context.on("page", (page) => this.#watch(page));
    const page = await context.newPage();
    await page.goto(origin + path);
    return page;
  }

  /** The same, signed in to the demo in a role. */
  async person(role = "ADMIN", options = {}) {
    const page = await this.visitor(options);
    await page.locator(".role-card").nth(ROLES.indexOf(role)).click();
    // Who goes to another address before the session is kept is not signed in.
    await page.waitForURL(({ pathname }) => pathname !== "/sign-in");
    return page;
  }

  /** What the browser is expected to complain of, such as an answer of 401. */
  forgive(pattern) {
    this.complaints = this.complaints.filter((complaint) => !pattern.test(complaint));
  }

  async capture(file) {
    const page = this.#contexts.at(-1)?.pages().at(-1);
    await page?.screenshot({ path: file, fullPage: true }).catch(() => {});
  }

  async close() {
    await Promise.all(this.#contexts.map((context) => context.close()));
  }

  #watch(page) {
    page.on("pageerror", (error) => this.complaints.push(`uncaught: ${error.message}`));
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") {
        this.complaints.push(`${message.type()}: ${message.text()}`);
      }
    });
    page.on("request", (request) => {
      const { protocol, origin: asked } = new URL(request.url());
      if (protocol.startsWith("http") && asked !== origin) {
        this.complaints.push(`another host was asked: ${request.url()}`);
      }
    });
  }
}

/** Waits until a view is there, and nothing of it is still to come. */
export async function ready(page) {
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.waitForFunction(() => !document.querySelector(".skeleton, [aria-busy=true]"));
}

/** Asserts that axe finds nothing on a page: WCAG 2.2 AA, and what axe calls best practice. */
export async function accessible(page, what) {
  // What was announced quotes its control, which may be gone, until the announcement is taken away some seconds later.
  await page.waitForFunction(() => document.querySelector("[data-live-announcer] [role=img]") === null);
  await page.evaluate(AXE);
  const violations = await page.evaluate(async () => {
    const { violations } = await globalThis.axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    });
    return violations.map(({ id, help, nodes }) => `${id}: ${help}\n${nodes.map(({ html, failureSummary }) => `  ${html.slice(0, 300)}\n  ${failureSummary}`).join("\n")}`);
  });
  assert.deepEqual(violations, [], `axe on ${what}`);
}

/** Asks the API as the person of a role would, beside the browser. */
export async function ask(query, variables = {}, role = "ADMIN") {
  const tokens = await (await fetch(`${origin}/graphql/demo-tokens`)).json();
  const { token } = tokens.find((offered) => offered.role === role);
  const response = await fetch(`${origin}/graphql`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json", "accept-language": "en" },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await response.json();
  assert.equal(errors, undefined, JSON.stringify(errors));
  return data;
}

/** The number of the account's newest revision. */
export async function revision() {
  const { account } = await ask("{ account { settings { revision } } }");
  return account.settings.revision;
}

/** Waits until a form says that it saved, and answers the number of the revision. */
export async function saved(page) {
  const said = page.getByText(/Saved as revision/).last();
  await said.waitFor();
  return Number(/\d[\d.,]*/.exec(await said.textContent())[0].replace(/\D/g, ""));
}
