// What stands around the page: roles, languages, themes, addresses, and that everybody can use it.
// Usage: node console/shell.mjs URL [TITLE]

import assert from "node:assert/strict";
import { ask, origin, ready, run, VIEWS } from "./harness.mjs";

/** The names of the page and its sections, as the product calls them. */
const LABELS = {
  es: ["Configuraciones de la Cuenta", "Empresa", "Contactos", "Otros Contactos", "Direcciones", "Parámetros"],
  pt: ["Configurações da Conta", "Empresa", "Contatos", "Outros contatos", "Endereços", "Parâmetros"],
  en: ["Account Settings", "Company", "Contacts", "Other contacts", "Addresses", "Parameters"],
};

/** How wide screens are; the narrowest is that of a reader who looks at 1280 pixels four times as big. */
const SCREENS = [
  { width: 320 },
  { width: 360 },
  { width: 768 },
  { width: 1024 },
  { width: 1440 },
  { width: 640, isBig: true },
  { width: 768, isBig: true },
  { width: 1280, isBig: true },
];

await run([
  [
    "the page is in three languages, the account's at first, and the reader's choice is kept",
    async (the) => {
      const page = await the.person("ADMIN", { language: null });
      for (const [language, [title, ...sections]] of Object.entries(LABELS)) {
        if (language !== "es") {
          await page.locator(".header-menus, header").getByRole("button").first().click();
          const name = { pt: /Português/, en: /English/ }[language];
          await page.getByRole("menuitemradio", { name }).click();
        }
        await page.getByRole("heading", { level: 1, name: title }).waitFor();
        for (const section of sections) {
          await page.getByRole("heading", { level: 2, name: section, exact: true }).waitFor();
        }
        assert.ok((await page.evaluate(() => document.documentElement.lang)).startsWith(language));
        assert.match(await page.title(), new RegExp(title));
      }
      await page.reload();
      await page.getByRole("heading", { level: 1, name: LABELS.en[0] }).waitFor();
    },
  ],
  [
    "messages of the server come in the reader's language",
    async (the) => {
      for (const [language, label, button, said] of [
        ["es", "Sitio web institucional", "Guardar", /dirección/i],
        ["pt", "Site institucional", "Salvar", /endereço/i],
      ]) {
        const page = await the.person("ADMIN", { language });
        await page.getByLabel(label).fill("ftp://x.example");
        await page.locator("#company").getByRole("button", { name: button, exact: true }).click();
        await page.locator("#company .field-error", { hasText: said }).waitFor();
      }
    },
  ],
  [
    "operators see the page without what they may not do",
    async (the) => {
      const page = await the.person("OPERATOR");
      await page.getByRole("heading", { level: 1, name: "Account Settings" }).waitFor();
      await page.getByRole("link", { name: "API keys" }).first().waitFor();
      assert.equal(await page.getByRole("link", { name: "Webhooks" }).count(), 0);
    },
  ],
  [
    "agents, customers and platform staff learn whom to ask, and see no settings",
    async (the) => {
      for (const role of ["AGENT", "CUSTOMER", "PLATFORM"]) {
        const page = await the.person(role);
        await page.getByText(/administrator/i).first().waitFor();
        assert.equal(await page.locator("#company").count(), 0, role);
        assert.equal(await page.getByRole("link", { name: "History" }).count(), 0, role);
      }
    },
  ],
  [
    "agents accept the terms that are pending, once",
    async (the) => {
      const page = await the.person("AGENT");
      const pending = async () => (await ask("{ viewer { pendingTerms { id } } }", {}, "AGENT")).viewer.pendingTerms.length;
      const before = await pending();
      assert.ok(before > 0);
      // The page asks for one language of each document.
      const buttons = page.getByRole("button", { name: /^Accept/ });
      await buttons.first().waitFor();
      const shown = await buttons.count();
      await buttons.first().click();
      await buttons.nth(shown - 1).waitFor({ state: "detached" });
      assert.equal(await pending(), before - 1);
    },
  ],
  [
    "the first view takes less than 250 KB of script, compressed by gzip",
    async (the) => {
      const page = await the.person();
      const scripts = new Set();
      page.on("request", (request) => request.resourceType() === "script" && scripts.add(request.url()));
      await page.goto(origin);
      await ready(page);
      await page.waitForLoadState("networkidle");
      let bytes = 0;
      for (const url of scripts) {
        const response = await fetch(url, { headers: { "accept-encoding": "gzip" } });
        bytes += Number(response.headers.get("content-length"));
      }
      console.log(`        ${scripts.size} scripts, ${bytes} bytes`);
      assert.ok(bytes > 50_000 && bytes < 250_000, `${bytes} bytes`);
    },
  ],
  [
    "what is loaded later and does not arrive is asked for again, and what was typed stays",
    async (the) => {
      const page = await the.person();
      await page.getByLabel("Legal name").fill("Typed in a tunnel");
      await page.context().setOffline(true);
      await page.getByRole("tab", { name: "Tickets" }).click();
      const again = page.locator("#parameters").getByRole("button", { name: "Try again" });
      await again.waitFor();
      await page.context().setOffline(false);
      await again.click();
      await page.getByRole("tabpanel", { name: "Tickets" }).getByRole("button", { name: "Save" }).waitFor();
      assert.equal(await page.getByLabel("Legal name").inputValue(), "Typed in a tunnel");
      the.forgive(/ERR_INTERNET_DISCONNECTED|WebSocket|Failed to fetch|dynamically imported|Unable to preload CSS/);
    },
  ],
  [
    "what was refused is said until its field is changed, and a pasted text is not cut",
    async (the) => {
      const page = await the.person();
      const name = page.getByLabel("Trade name");
      await name.fill("A".repeat(200));
      assert.equal((await name.inputValue()).length, 200);
      await page.locator("#company").getByRole("button", { name: "Save", exact: true }).click();
      const error = page.locator("#company .field-error");
      await error.filter({ hasText: /long/ }).waitFor();
      await name.fill("Aurora");
      await error.waitFor({ state: "detached" });
      assert.equal(await name.getAttribute("aria-invalid"), null);
    },
  ],
  [
    "an address leads to a field in a tab that is still to be loaded",
    async (the) => {
      const page = await the.person();
      await page.goto(`${origin}/#parameters.tickets.numbering.pattern`);
      await page.waitForFunction(() => document.activeElement?.closest("[id^='parameters.tickets']"));
    },
  ],
  [
    "nothing lies over what one goes to on a narrow screen, nor over the buttons of a dialog",
    async (the) => {
      const page = await the.person("ADMIN", { width: 360, height: 700 });
      const menu = page.getByRole("navigation", { name: "Sections of the page" });
      for (const section of ["Addresses", "Business hours", "Contacts"]) {
        await menu.getByRole("button").click();
        await page.getByRole("menuitem", { name: section, exact: true }).click();
        const heading = page.getByRole("heading", { level: 2, name: section, exact: true });
        await page.waitForFunction((heading) => heading === document.activeElement, await heading.elementHandle());
        const [over, under] = await Promise.all([menu.boundingBox(), heading.boundingBox()]);
        assert.ok(under.y >= over.y + over.height, `${section} begins at ${under.y}, below a menu that ends at ${over.y + over.height}`);
      }
      await page.getByLabel("Legal name").fill("Aurora S.A.S.");
      await page.locator("#company").getByRole("button", { name: "Save", exact: true }).click();
      const said = page.getByText(/Saved as revision/);
      await said.waitFor();
      await page.locator("#contacts").getByRole("button").first().click();
      const dialog = page.getByRole("dialog");
      const button = dialog.getByRole("button", { name: "Save" });
      await button.waitFor();
      const [announced, pressed] = await Promise.all([said.boundingBox(), button.boundingBox()]);
      assert.ok(announced.y + announced.height < pressed.y, "the announcement is above the buttons");
      await page.getByRole("status").filter({ has: said }).getByRole("button", { name: "Close" }).click();
      await said.waitFor({ state: "detached" });
      assert.ok(await dialog.isVisible());
    },
  ],
  [
    "nothing is wider than its screen, in any language, nor where letters are twice as big",
    async (the) => {
      for (const language of Object.keys(LABELS)) {
        const page = await the.person("ADMIN", { language });
        for (const path of VIEWS) {
          await page.goto(new URL(path, page.url()).href);
          await ready(page);
          for (const { width, isBig } of SCREENS) {
            await page.setViewportSize({ width, height: 900 });
            await page.evaluate((size) => void (document.documentElement.style.fontSize = size), isBig ? "200%" : "");
            // A table becomes cards a moment after its room has changed.
            const fits = page.waitForFunction(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);
            await fits.catch(() => assert.fail(`${path} in ${language} is wider than ${width} px${isBig ? " with big letters" : ""}`));
          }
        }
      }
    },
  ],
  [
    "what is pressed is at least 24 pixels wide and high, and 44 high for a finger",
    async (the) => {
      for (const [isTouched, least] of [
        [false, 24],
        [true, 44],
      ]) {
        const page = await the.person("ADMIN", { width: 360, isTouched });
        await page.goto(`${origin}/#parameters.tickets`);
        await page.getByRole("cell", { name: "Service: Agent" }).waitFor();
        await page.locator("#business-hours").scrollIntoViewIfNeeded();
        await page.locator("#business-hours").getByRole("combobox").waitFor();
        for (const path of ["/", ...VIEWS.slice(1)]) {
          if (path !== "/") {
            await page.goto(new URL(path, page.url()).href);
            await ready(page);
          }
          // Links in a text are as high as its lines, and shifts as long as they last.
          const small = await page.evaluate((least) => {
            const pressed = "button:not(.shift-block), [role=tab], summary, .field-input, .choice-button, .header-view, a.button";
            return [...document.querySelectorAll(pressed)]
              .filter((element) => element.checkVisibility({ visibilityProperty: true }) && element.parentElement.offsetWidth > 1)
              .filter((element) => element.closest("[aria-hidden=true], .attempts-toggle, .date-group > *, p") === null)
              .map((element) => ({ element, box: element.getBoundingClientRect() }))
              // Half a pixel is lost where letters are not of a whole number of them.
              .filter(({ box }) => box.width > 1 && (box.height < least - 0.5 || box.width < 23.5))
              .map(({ element, box }) => `${element.ariaLabel ?? element.textContent}: ${Math.round(box.width)} × ${Math.round(box.height)}`);
          }, least);
          assert.deepEqual(small, [], `what is smaller on ${path}`);
        }
      }
    },
  ],
  [
    "what is on, chosen or current is told by the reader's own colours too",
    async (the) => {
      const page = await the.person("ADMIN", { forcedColors: "active" });
      await page.goto(`${origin}/#parameters.tickets`);
      await page.getByRole("cell", { name: "Service: Agent" }).waitFor();
      const look = (target) => target.first().evaluate((element) => (({ backgroundColor, borderBottomColor }) => backgroundColor + borderBottomColor)(getComputedStyle(element)));
      const tickets = page.getByRole("tabpanel", { name: "Tickets" });
      for (const [what, one, other] of [
        ["a box", tickets.locator("[data-selected] > .choice-mark:not(.choice-radio)"), tickets.locator(":not([data-selected]) > .choice-mark:not(.choice-radio)")],
        ["a radio button", tickets.locator("[data-selected] > .choice-radio"), tickets.locator(":not([data-selected]) > .choice-radio")],
        ["a tab", page.getByRole("tab", { selected: true }), page.getByRole("tab", { selected: false })],
        ["a view", page.locator(".header-view[aria-current]"), page.locator(".header-view:not([aria-current])")],
        ["a section", page.locator(".section-link[aria-current]"), page.locator(".section-link:not([aria-current])")],
      ]) {
        assert.notEqual(await look(one), await look(other), what);
      }
      await page.getByRole("tab", { name: "Additional modules" }).click();
      const chat = page.locator(".choice-switch").filter({ hasText: "Chat" });
      const before = await look(chat.locator(".choice-track"));
      await chat.locator(".choice-button").click();
      assert.notEqual(await look(chat.locator(".choice-track")), before, "a switch");
    },
  ],
  [
    "what has no room in its row is scrolled to when it is chosen",
    async (the) => {
      const page = await the.person("ADMIN", { width: 360 });
      const tab = page.getByRole("tab", { name: "Additional modules" });
      await tab.click();
      await page.waitForFunction((tab) => tab.getBoundingClientRect().right <= innerWidth, await tab.elementHandle());
    },
  ],
]);
