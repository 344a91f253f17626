// The page by keyboard alone: everything is reached, seen where one is, and done.
// Usage: node console/keyboard.mjs URL [TITLE]

import assert from "node:assert/strict";
import { ask, run, saved } from "./harness.mjs";

/** More steps than any way through the page has. */
const STEPS_MAX = 400;

const settings = async (fields) => (await ask(`{ account { settings { ${fields} } } }`)).account.settings;
const section = (page, title) => page.getByRole("region", { name: title, exact: true });
const isFocused = (target) => target.evaluate((element) => element === document.activeElement);

/** Waits until something has the focus. */
async function focused(target, what) {
  const handle = await target.elementHandle();
  await target
    .page()
    .waitForFunction((element) => element === document.activeElement, handle)
    .catch(async () => {
      const instead = await target.page().evaluate(() => document.activeElement?.outerHTML.slice(0, 200));
      assert.fail(`${what} should have the focus, which is at ${instead}`);
    });
}

/** Presses a key until something has the focus. */
async function reach(target, key = "Tab") {
  for (let step = 0; step < STEPS_MAX; step += 1) {
    if (await isFocused(target)) {
      return;
    }
    await target.page().keyboard.press(key);
  }
  assert.fail(`${target} is not reached by ${key}`);
}

/** Goes to something and presses it. */
async function press(target, key = "Enter") {
  await reach(target);
  await target.page().keyboard.press(key);
}

/** Saves a form; the focus stays on its button. */
async function save(page, form) {
  const button = form.getByRole("button", { name: "Save", exact: true });
  await press(button);
  await form.getByText("There are unsaved changes").waitFor({ state: "detached" });
  await saved(page);
  await focused(button, "the button that saved");
}

/** Looks at what can be used in a part of the page, and how each looks while the focus is elsewhere. */
const survey = (page, part) =>
  page.evaluate((part) => {
    const root = document.querySelector(part);
    const isUsable = (element) =>
      element.checkVisibility({ visibilityProperty: true }) &&
      element.closest("[inert], [hidden], [aria-hidden=true]") === null &&
      !element.matches(":disabled, [aria-disabled=true]") &&
      // What a combo box's button does its arrow keys do.
      !(element.tabIndex < 0 && element.parentElement.querySelector("[role=combobox]") !== null);
    // The focus of what is hidden for the eye, such as a switch's own control, is seen on what surrounds it.
    const around = (element) => [element, ...(element.labels ?? []), ...ancestors(element, 3)];
    const ancestors = ({ parentElement }, count) => (count === 0 || parentElement === null ? [] : [parentElement, ...ancestors(parentElement, count - 1)]);
    const lookOf = (element) =>
      around(element)
        .map((one) => {
          const { outlineStyle, outlineWidth, outlineColor, boxShadow } = getComputedStyle(one);
          return outlineStyle === "none" ? boxShadow : `${outlineStyle} ${outlineWidth} ${outlineColor} ${boxShadow}`;
        })
        .join("; ");
    const isHidden = (element) => [element, element.parentElement].some(({ offsetWidth }) => offsetWidth <= 1);
    const isInSight = (element) =>
      (isHidden(element) ? around(element) : [element]).some((one) => {
        const { left, top, width, height } = one.getBoundingClientRect();
        const found = document.elementFromPoint(left + width / 2, top + height / 2);
        return found !== null && (one.contains(found) || found.contains(one)) && root.contains(found);
      });
    const tell = (element) => `${element.tagName.toLowerCase()} ${element.role ?? ""} ${element.ariaLabel ?? element.labels?.[0]?.textContent ?? element.textContent.trim().slice(0, 60)}`;
    const controls =
      "a[href], button, input, select, textarea, summary, [contenteditable=true], [tabindex='0'], [role=tab], [role=switch], [role=spinbutton]";
    const missing = new Map([...root.querySelectorAll(controls)].filter(isUsable).map((element) => [element, lookOf(element)]));
    globalThis.tour = {
      /** Where the focus is, and what is wrong there. */
      arrive() {
        const element = document.activeElement;
        if (!root.contains(element) || element === document.body) {
          return null;
        }
        const look = missing.get(element);
        missing.delete(element);
        return {
          name: tell(element),
          problem: look === undefined ? null : look === lookOf(element) ? "shows no focus" : isInSight(element) ? null : "is covered or out of sight",
          // How many there are to go through by arrow keys before it is this one again.
          companions: element.matches("input[type=radio]") ? document.querySelectorAll(`input[type=radio][name="${CSS.escape(element.name)}"]`).length : 0,
          isFirst: element === root.querySelector(controls),
        };
      },
      missing: () => [...missing.keys()].map(tell),
    };
    return missing.size;
  }, part);

/** Goes on by Tab until the part of the page is left, or begun again; answers what is wrong, and what was not reached. */
async function walk(page, what) {
  const problems = [];
  for (let step = 0; step < STEPS_MAX; step += 1) {
    const here = await page.evaluate(() => globalThis.tour.arrive());
    if (here === null || (here.isFirst && step > 0)) {
      return { steps: step, problems, missing: await page.evaluate(() => globalThis.tour.missing()) };
    }
    if (here.problem !== null) {
      problems.push(`${here.name} ${here.problem}`);
    }
    for (let companion = 0; companion < here.companions; companion += 1) {
      await page.keyboard.press("ArrowDown");
      const there = await page.evaluate(() => globalThis.tour.arrive());
      if (there.problem !== null) {
        problems.push(`${there.name} ${there.problem}`);
      }
    }
    await page.keyboard.press("Tab");
  }
  assert.fail(`${what} is not left by Tab`);
}

await run([
  ...[1280, 360].map((width) => [
    `everything on the page is reached by Tab and arrows, each with a visible focus, and nothing holds it, ${width} pixels wide`,
    async (the) => {
      const page = await the.person("ADMIN", { width });
      await section(page, "Business hours").waitFor();
      // The press that signed in is forgotten: the way begins where a browser begins.
      await page.reload();
      await section(page, "Acceptance records").getByText(/record/).last().waitFor();
      await section(page, "Business hours").getByRole("button", { name: "Add holiday" }).waitFor();
      const count = await survey(page, "body");
      assert.ok(count > 80, `there are ${count} controls`);
      await page.keyboard.press("Tab");
      await focused(page.getByRole("link", { name: "Skip to content" }), "the skip link");
      const forth = await walk(page, "the page");
      assert.deepEqual(forth.problems, []);
      assert.deepEqual(forth.missing.filter((name) => !/^div tab /.test(name)), [], "what is not reached");
      await reach(page.getByRole("link", { name: "Skip to content" }), "Shift+Tab");

      for (const tab of ["Tickets", "Additional modules"]) {
        if (width > 960) {
          await press(page.getByRole("navigation").getByRole("link", { name: "Parameters" }));
        }
        await reach(page.getByRole("tab", { selected: true }));
        await page.keyboard.press("ArrowRight");
        await focused(page.getByRole("tab", { name: tab, selected: true }), `the tab ${tab}`);
        const panel = page.getByRole("tabpanel", { name: tab });
        await panel.getByRole("radio").last().waitFor();
        await survey(page, `[id="${await panel.getAttribute("id")}"]`);
        await page.keyboard.press("Tab");
        const { steps, problems, missing } = await walk(page, tab);
        assert.ok(steps > 3, `${tab} has ${steps} stops`);
        assert.deepEqual(problems, []);
        assert.deepEqual(missing, [], `what is not reached in ${tab}`);
      }
    },
  ]),
  [
    "of a select or a tab's field nothing but itself is framed when the focus is there",
    async (the) => {
      const page = await the.person();
      const framed = () =>
        page.evaluate(() => {
          const frames = [...document.querySelectorAll("main *")].filter((element) => getComputedStyle(element).outlineStyle !== "none");
          return { count: frames.length, isFocused: frames[0] === document.activeElement };
        });
      for (const target of [page.locator("#company .select-button"), page.getByLabel("Main address of the site")]) {
        await reach(target);
        assert.deepEqual(await framed(), { count: 1, isFocused: true });
      }
    },
  ],
  [
    "the settings are changed by keyboard alone, and the focus goes where the work goes on",
    async (the) => {
      const page = await the.person();
      await page.getByRole("heading", { level: 1, name: "Account Settings" }).waitFor();
      await page.reload();
      await page.getByRole("heading", { level: 1, name: "Account Settings" }).waitFor();

      await press(page.getByRole("link", { name: "Skip to content" }));
      await focused(page.getByRole("main"), "the content");

      // Company: a value is saved at once, and another one from the preview.
      const company = section(page, "Company").locator("form");
      await reach(page.getByLabel("Legal name"));
      await page.keyboard.press("Control+A");
      await page.keyboard.type("Aurora por teclado S.A.S.");
      await save(page, company);
      assert.equal((await settings("company { legalName }")).company.legalName, "Aurora por teclado S.A.S.");

      await reach(page.getByLabel("Legal name"), "Shift+Tab");
      await page.keyboard.press("Control+A");
      await page.keyboard.type("Aurora Comercio S.A.S.");
      const preview = company.getByRole("button", { name: "Preview" });
      await press(preview);
      const window = page.getByRole("dialog");
      await window.waitFor();
      await press(window.getByRole("button", { name: "Save", exact: true }));
      await window.waitFor({ state: "detached" });
      await focused(preview, "the button that opened the preview");
      assert.equal((await settings("company { legalName }")).company.legalName, "Aurora Comercio S.A.S.");

      await reach(page.getByLabel("Legal name"), "Shift+Tab");
      await page.keyboard.type("!");
      const discard = company.getByRole("button", { name: "Discard" });
      await press(discard);
      await company.getByText("There are unsaved changes").waitFor({ state: "detached" });
      await focused(discard, "the button that discarded");

      // A contact comes and goes.
      const contacts = section(page, "Contacts");
      const emails = async () => (await settings("contacts { email }")).contacts.map(({ email }) => email);
      const add = contacts.getByRole("button", { name: "Add contact" });
      await press(add);
      const email = window.getByRole("textbox", { name: "E-mail" });
      await focused(email, "the first field of the window");
      await page.keyboard.press("Escape");
      await window.waitFor({ state: "detached" });
      await focused(add, "the button that opened the window");
      await page.keyboard.press("Enter");
      await focused(email, "the first field of the window");
      await page.keyboard.type("teclado@cafe-aurora.example");
      await press(window.getByRole("button", { name: "Save", exact: true }));
      await window.waitFor({ state: "detached" });
      await focused(add, "the button that opened the window");
      assert.ok((await emails()).includes("teclado@cafe-aurora.example"));

      await press(contacts.getByRole("button", { name: "Remove teclado@cafe-aurora.example" }));
      const question = page.getByRole("alertdialog");
      await focused(question.getByRole("button", { name: "Cancel" }), "the harmless answer");
      await question.getByText("Removed", { exact: true }).waitFor();
      await press(question.getByRole("button", { name: "Remove", exact: true }));
      await question.waitFor({ state: "detached" });
      await focused(add, "the button that adds");
      assert.ok(!(await emails()).includes("teclado@cafe-aurora.example"));

      // A module is switched.
      await reach(page.getByRole("tab", { selected: true }));
      await page.keyboard.press("End");
      const modules = page.getByRole("tab", { name: "Additional modules", selected: true });
      await focused(modules, "the tab that was chosen");
      const panel = page.getByRole("tabpanel", { name: "Additional modules" });
      const approval = panel.getByRole("switch", { name: "Ticket approval" });
      const wasOn = await approval.isChecked();
      await press(approval, "Space");
      await save(page, panel.locator("form"));
      const { parameters } = await settings("parameters { additionalModules { ticketApproval { enabled } } }");
      assert.equal(parameters.additionalModules.ticketApproval.enabled, !wasOn);

      // A shift is typed.
      const hours = section(page, "Business hours");
      await press(hours.getByRole("button", { name: "Add a shift on Sunday" }));
      await focused(hours.getByLabel("Sunday, opens"), "where the shift's beginning is typed");
      await page.keyboard.type("9:30");
      await page.keyboard.press("Tab");
      await page.keyboard.press("Control+A");
      await page.keyboard.type("11");
      await save(page, hours.locator("form"));
      const { businessHours } = await settings("businessHours { shifts { day opens closes } }");
      assert.deepEqual(businessHours.shifts.filter(({ day }) => day === "SUNDAY"), [{ day: "SUNDAY", opens: "09:30", closes: "11:00" }]);

      // To the history and back.
      await press(page.getByRole("navigation").getByRole("link", { name: "History" }));
      await focused(page.getByRole("heading", { level: 1, name: "History" }), "the heading of the history");
      await page.getByRole("link", { name: "Changed the business hours" }).first().waitFor();
      await press(page.getByRole("navigation").getByRole("link", { name: "Settings" }));
      await focused(page.getByRole("heading", { level: 1, name: "Account Settings" }), "the heading of the page");
    },
  ],
]);
