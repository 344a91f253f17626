// Pictures of every view and of the main dialogs: on narrow, middling and wide screens, in both themes.
// Usage: node console/screenshots.mjs URL FOLDER [NAME [LANGUAGE]]
// With a name only those that are called so, or all of them where it is empty; in English, or in `pt` or `es`.
// `readme` makes the pictures of the README instead, of what is seen without scrolling.

import { mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { ask, launch, Stage } from "./harness.mjs";

const FOLDER = process.argv[3] ?? ".";
const WANTED = process.argv[4] ?? "";
const LANGUAGE = process.argv[5] ?? "en";

const SCREENS = [
  { width: 360, height: 780, schemes: ["light", "dark"] },
  { width: 768, height: 1024, schemes: ["light", "dark"] },
  { width: 1440, height: 900, schemes: ["light", "dark"] },
];

/** What the console calls something in the language of the pictures. */
const text = await texts(new URL(`../../../web/src/console/locales/${LANGUAGE}/`, import.meta.url));

async function texts(folder) {
  const files = await Promise.all((await readdir(folder)).map((file) => readFile(new URL(file, folder), "utf8")));
  return (id) => {
    const [, message] = new RegExp(`^${id} = ([^{\\n]*)`, "m").exec(files.join("\n")) ?? [];
    return message?.trim() ?? fail(`${id} is no message that begins with plain words`);
  };
}

function fail(why) {
  throw new Error(why);
}

const press = (page, name, within = page) => within.getByRole("button", { name, exact: true }).first().click();
const dialog = (page) => page.getByRole("dialog").or(page.getByRole("alertdialog")).last().waitFor();
const tab = (page, name) => page.getByRole("tab", { name }).click();

/** Each picture: its name, the address, who looks, and what they do first. */
const PICTURES = [
  { name: "sign-in", path: "/sign-in", role: null },
  { name: "page", path: "/" },
  { name: "page-tickets", path: "/#parameters", part: "#parameters", prepare: nextNumbers },
  { name: "page-modules", path: "/#parameters", part: "#parameters", prepare: (page) => tab(page, text("additional-modules-title")) },
  { name: "history", path: "/history" },
  { name: "revision", path: "/history/4" },
  { name: "compare", path: "/history/compare?from=1&to=13" },
  { name: "api-keys", path: "/api-keys" },
  { name: "webhooks", path: "/webhooks" },
  { name: "terms", path: "/terms" },
  { name: "terms-none", path: "/terms?search=nobody@nowhere.example" },
  { name: "not-found", path: "/history/9999" },
  { name: "agent", path: "/", role: "AGENT" },
  { name: "customer", path: "/", role: "CUSTOMER" },
  { name: "platform", path: "/", role: "PLATFORM" },
  {
    name: "refused",
    path: "/",
    isDialog: true,
    prepare: async (page) => {
      await page.getByLabel(text("field-company-website")).fill("ftp://aurora.example");
      await press(page, text("form-save"), page.locator("#company"));
      await page.locator(".field-error").first().waitFor();
    },
  },
  {
    name: "preview",
    path: "/",
    isDialog: true,
    prepare: async (page) => {
      await page.getByLabel(text("field-company-legalName")).fill("A company whose registered name goes on for so long that no line of a narrow window holds it");
      await press(page, text("form-preview"), page.locator("#company"));
      await dialog(page);
    },
  },
  {
    name: "conflict",
    path: "/",
    isDialog: true,
    prepare: async (page) => {
      await page.getByLabel(text("field-company-legalName")).fill("Aurora Comercio S.A.S.");
      const theirs = `Cafe Aurora ${Math.floor(performance.now())} S.A.S.`;
      await ask("mutation($name: String!) { updateCompany(input: {legalName: $name}) { userErrors { message } } }", { name: theirs }, "OPERATOR");
      await press(page, text("form-save"), page.locator("#company"));
      await dialog(page);
    },
  },
  { name: "contact-dialog", path: "/", isDialog: true, prepare: (page) => open(page, page.locator("#contacts").getByRole("button").first()) },
  { name: "other-contact-dialog", path: "/", isDialog: true, prepare: (page) => open(page, page.locator("#other-contacts").getByRole("button").first()) },
  { name: "address-dialog", path: "/", isDialog: true, prepare: (page) => open(page, page.locator("#addresses").getByRole("button", { name: new RegExp(`^${text("list-edit")}`) }).first()) },
  { name: "remove-dialog", path: "/", isDialog: true, prepare: (page) => open(page, page.locator("#addresses").getByRole("button", { name: new RegExp(`^${text("list-remove")}`) }).first()) },
  { name: "access-profile-dialog", path: "/", isDialog: true, prepare: (page) => open(page, page.locator("#access-profiles").getByRole("button", { name: new RegExp(`^${text("list-edit")}`) }).first()) },
  { name: "key-dialog", path: "/api-keys", isDialog: true, prepare: (page) => open(page, page.getByRole("main").getByRole("button").first()) },
  { name: "webhook-dialog", path: "/webhooks", isDialog: true, prepare: (page) => open(page, page.getByRole("main").getByRole("button").first()) },
  {
    name: "restore-dialog",
    path: "/history/4",
    isDialog: true,
    prepare: (page) => open(page, page.getByRole("main").getByRole("button", { name: new RegExp(text("restore")) }).first()),
  },
  {
    name: "business-hours",
    path: "/#business-hours",
    part: "#business-hours",
  },
];

const README = [
  { name: "page", path: "/", language: "es", scheme: "light" },
  { name: "history", path: "/history", language: "en", scheme: "dark" },
  { name: "business-hours", path: "/#business-hours", language: "en", scheme: "light" },
];

async function nextNumbers(page) {
  await tab(page, text("tickets-title"));
  await page.getByRole("cell", { name: /\d{6}$/ }).first().waitFor();
}

async function open(page, button) {
  await button.click();
  await dialog(page);
}

/** Waits until nothing is being loaded any more, on the whole of the page. */
async function settled(page) {
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.waitForLoadState("networkidle");
  await page.waitForFunction(() => !document.querySelector(".skeleton, [aria-busy=true]"));
  await page.evaluate(() => document.fonts.ready);
}

/** What lies far below is loaded where the reader comes near it. */
async function seeAll(page) {
  const hours = page.locator("#business-hours");
  if ((await hours.count()) > 0) {
    await hours.scrollIntoViewIfNeeded();
    await hours.getByRole("combobox", { name: text("field-businessHours-timeZone") }).waitFor();
    await page.evaluate(() => scrollTo(0, 0));
    await page.locator(".section-link[aria-current], .section-menu").filter({ hasText: text("company-title") }).first().waitFor({ state: "attached" });
  }
}

async function picture(the, { name, path, role = "ADMIN", part, isDialog = false, prepare }, width, height, scheme) {
  const options = { width, height, scheme, language: LANGUAGE };
  const page = role === null ? await the.visitor(options) : await the.person(role, options);
  await page.goto(new URL(path, page.url()).href);
  await settled(page);
  await prepare?.(page);
  await settled(page);
  const file = join(FOLDER, `${name}-${width}-${scheme}${LANGUAGE === "en" ? "" : `-${LANGUAGE}`}.png`);
  if (part !== undefined) {
    await page.locator(part).screenshot({ path: file });
  } else if (isDialog) {
    await page.screenshot({ path: file });
  } else {
    await seeAll(page);
    await page.screenshot({ path: file, fullPage: true });
  }
}

async function told(what, make) {
  const the = new Stage(browser);
  try {
    await make(the);
    console.log(what);
  } catch (error) {
    console.log(`FAILED ${what}: ${error.message}`);
    process.exitCode = 1;
  } finally {
    await the.close();
  }
}

await mkdir(FOLDER, { recursive: true });
const browser = await launch();
if (WANTED === "readme") {
  for (const { name, path, language, scheme } of README) {
    await told(name, async (the) => {
      const page = await the.person("ADMIN", { width: 1440, height: 900, language, scheme });
      await page.goto(new URL(path, page.url()).href);
      await settled(page);
      // No scroll bar is in a picture, so there is no room to be kept for one.
      await page.evaluate(() => document.documentElement.style.setProperty("scrollbar-gutter", "auto"));
      await page.screenshot({ path: join(FOLDER, `${name}.png`) });
    });
  }
} else {
  for (const shown of PICTURES.filter(({ name }) => name.includes(WANTED))) {
    for (const { width, height, schemes } of SCREENS) {
      for (const scheme of schemes) {
        await told(`${shown.name} ${width} ${scheme}`, (the) => picture(the, shown, width, height, scheme));
      }
    }
  }
}
await browser.close();
