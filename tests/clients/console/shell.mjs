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
      await page.getByRole("button", { name: /^Accept/ }).first().click();
      await page.waitForFunction((before) => document.querySelectorAll("button[aria-label^=Accept], .pending-terms li").length < before, before);
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
    "nothing is wider than a screen of 360 pixels",
    async (the) => {
      const page = await the.person("ADMIN", { width: 360 });
      for (const path of VIEWS) {
        await page.goto(new URL(path, page.url()).href);
        await ready(page);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(wide <= 360, `${path} is ${wide} px wide`);
      }
      // What has no room is scrolled in its row, to what is chosen.
      await page.goto(origin);
      const tab = page.getByRole("tab", { name: "Additional modules" });
      await tab.click();
      await page.waitForFunction((tab) => tab.getBoundingClientRect().right <= innerWidth, await tab.elementHandle());
    },
  ],
]);
