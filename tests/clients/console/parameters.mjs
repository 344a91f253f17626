// The section Parameters with its three tabs, and the business hours.
// Usage: node console/parameters.mjs URL [TITLE]

import assert from "node:assert/strict";
import { ask, revision, run, saved } from "./harness.mjs";

const settings = async (fields) => (await ask(`{ account { settings { ${fields} } } }`)).account.settings;
const parameters = async (fields) => (await settings(`parameters { ${fields} }`)).parameters;

/** The form in which a control stands. */
const formOf = (page, control) => page.locator("form").filter({ has: control });
const saveButton = (form) => form.getByRole("button", { name: "Save", exact: true });

/** Saves a form, and waits until there is nothing unsaved in it. */
async function save(page, form) {
  await saveButton(form).click();
  await form.getByText("There are unsaved changes").waitFor({ state: "detached" });
  await saved(page);
}

/** What is said about a control, which stands where those who hear the page are told of it. */
const notesOf = (control) =>
  control.evaluate((input) =>
    (input.getAttribute("aria-describedby") ?? "")
      .split(" ")
      .map((id) => document.getElementById(id)?.textContent ?? "")
      .join(" "),
  );

const isFocused = (control) => control.evaluate((element) => element === document.activeElement);

/** The minutes of a time such as `09:45`. */
function minutes(time) {
  const [hours, minutes] = time.split(":").map(Number);
  return hours * 60 + minutes;
}

async function openTab(page, name) {
  await page.getByRole("tab", { name }).click();
  return page.getByRole("tabpanel", { name });
}

await run([
  [
    "the environment's language and address are saved, and an address that is none is refused at its field",
    async (the) => {
      const page = await the.person();
      const told = async () => (await parameters("environment { language portalUrl }")).environment;
      const address = page.getByLabel("Main address of the site");
      const form = formOf(page, address);
      const before = await told();
      const number = await revision();

      await form.getByText("Portuguese", { exact: true }).click();
      await address.fill("ayuda de café aurora");
      await saveButton(form).click();
      await form.locator(".field-error").waitFor();
      assert.equal(await address.getAttribute("aria-invalid"), "true");
      assert.match(await notesOf(address), /not a valid address/);
      assert.ok(await isFocused(address));
      assert.equal(await revision(), number);
      assert.deepEqual(await told(), before, "what is right beside it is not written alone");

      await address.fill("https://soporte.cafe-aurora.example/ayuda");
      await save(page, form);
      assert.deepEqual(await told(), { language: "PT", portalUrl: "https://soporte.cafe-aurora.example/ayuda" });
      assert.ok(await form.getByRole("radio", { name: "Portuguese" }).isChecked());

      await address.fill("");
      await save(page, form);
      assert.equal((await told()).portalUrl, null);
      await form.getByText("The support portal has no address yet.").waitFor();
    },
  ],
  [
    "who opens tickets by their link is said at each switch, with the warning that follows from it",
    async (the) => {
      const page = await the.person();
      const told = async () => (await parameters("environment { directTicketLink { customers agents } }")).environment.directTicketLink;
      const customers = page.getByRole("switch", { name: /^Customers open tickets/ });
      const agents = page.getByRole("switch", { name: /^Agents open tickets/ });
      const form = formOf(page, customers);
      const warning = form.getByText("Whoever has the link of a ticket opens it without signing in.");
      assert.deepEqual(await told(), { customers: true, agents: false });
      await warning.waitFor();

      await form.getByText(/^Customers open tickets/).click();
      await save(page, form);
      await warning.waitFor({ state: "detached" });
      assert.deepEqual(await told(), { customers: false, agents: false });

      await form.getByText(/^Agents open tickets/).click();
      await form.getByRole("button", { name: "Preview" }).click();
      const preview = page.getByRole("dialog");
      await preview.getByText("Link for agents: Whoever has the link of a ticket opens it without signing in.").waitFor();
      await preview.getByRole("button", { name: "Save", exact: true }).click();
      await preview.waitFor({ state: "detached" });
      await warning.waitFor();
      await page.getByRole("link", { name: "Link for agents: Whoever has the link of a ticket opens it without signing in." }).waitFor();
      assert.equal(await page.getByRole("link", { name: /^Link for customers/ }).count(), 0);
      assert.ok(await agents.isChecked());
      assert.deepEqual(await told(), { customers: false, agents: true });
    },
  ],
  [
    "tickets: the grid of opening, attendance, and a numbering whose next numbers are shown while it is typed",
    async (the) => {
      const page = await the.person();
      const tab = await openTab(page, "Tickets");
      const form = tab.locator("form");
      const pattern = tab.getByLabel("Protocol pattern");
      const next = tab.getByRole("table", { name: "The next numbers" });
      const first = next.getByRole("row").nth(1).getByRole("cell").first();
      const has = (text) => first.filter({ hasText: text }).waitFor();
      await has(/^\d{8}000001$/);

      await tab.getByRole("cell", { name: "Category: Customer" }).locator("label").click();
      await tab.getByRole("cell", { name: "Urgency: Agent" }).locator("label").click();
      await tab.getByRole("group", { name: "Attendance" }).getByText("Tag", { exact: true }).click();

      await pattern.fill("AURORA {SEQ:4}");
      await form.locator(".field-error").first().waitFor();
      assert.equal(await pattern.getAttribute("aria-invalid"), "true", "it is refused while it is typed");
      const number = await revision();
      await saveButton(form).click();
      await page.waitForFunction(
        () => document.activeElement?.getAttribute("name") === "numbering.pattern" && document.activeElement.ariaInvalid === "true",
      );
      assert.match(await notesOf(pattern), /not a pattern for ticket numbers/);
      assert.equal(await revision(), number);

      await pattern.fill("CA-");
      await tab.getByRole("button", { name: "{YY} year, two digits" }).click();
      await page.keyboard.type("-");
      await tab.getByRole("button", { name: /^\{SEQ:6\}/ }).click();
      await page.waitForFunction(() => {
        const { selectionStart, selectionEnd } = document.activeElement;
        return selectionEnd - selectionStart === 1;
      });
      await page.keyboard.type("4");
      assert.equal(await pattern.inputValue(), "CA-{YY}-{SEQ:4}");
      await tab.getByRole("button", { name: /Sequence reset/ }).click();
      await page.getByRole("option", { name: "Every year", exact: true }).click();
      await has(/^CA-\d\d-0001$/);
      await next.getByRole("row", { name: /^1,000/ }).getByRole("cell", { name: /^CA-\d\d-1000$/ }).first().waitFor();
      assert.equal((await parameters("tickets { numbering { pattern } }")).tickets.numbering.pattern, "{YYYY}{MM}{DD}{SEQ:6}");

      await save(page, form);
      const { tickets } = await parameters(
        "tickets { opening { field requiredFor } attendance { field required } numbering { style pattern reset } }",
      );
      assert.deepEqual(tickets.numbering, { style: "PROTOCOL", pattern: "CA-{YY}-{SEQ:4}", reset: "YEARLY" });
      assert.deepEqual(tickets.opening, [
        { field: "SERVICE", requiredFor: ["AGENT", "CUSTOMER"] },
        { field: "CATEGORY", requiredFor: ["CUSTOMER"] },
        { field: "URGENCY", requiredFor: [] },
        { field: "TAG", requiredFor: [] },
      ]);
      assert.deepEqual(tickets.attendance.filter(({ required }) => required), [{ field: "TAG", required: true }]);
      await has(/^CA-\d\d-0001$/);

      await tab.getByText("Simple", { exact: true }).click();
      await has(/^1$/);
    },
  ],
  [
    "additional modules: time tracking's parameters fold while it is off and are kept, and warn where they contradict",
    async (the) => {
      const page = await the.person();
      const told = async () =>
        (
          await parameters(
            "additionalModules { chat { enabled } ticketApproval { enabled } timeTracking { enabled entryType activitySuggestion periodTypeDefinition } }",
          )
        ).additionalModules;
      const tab = await openTab(page, "Additional modules");
      const form = tab.locator("form");
      const entryType = tab.getByRole("radiogroup", { name: "Time entry type" });
      await entryType.waitFor();

      await entryType.getByText("Total time", { exact: true }).click();
      await save(page, form);
      await tab.getByText("Normal and overtime periods cannot be told apart from total times.").waitFor();
      assert.equal((await told()).timeTracking.entryType, "TOTAL_TIME");
      await page.getByRole("link", { name: "Normal and overtime periods cannot be told apart from total times." }).waitFor();

      await tab.getByText("Time tracking", { exact: true }).click();
      await entryType.waitFor({ state: "hidden" });
      await tab.getByText(/They hold: entry type “Total time”, suggested activity “The access profile’s”, period type “Automatic”/).waitFor();
      await tab.getByText("Ticket approval", { exact: true }).click();
      await save(page, form);
      assert.deepEqual(await told(), {
        chat: { enabled: true },
        ticketApproval: { enabled: true },
        timeTracking: { enabled: false, entryType: "TOTAL_TIME", activitySuggestion: "ACCESS_PROFILE", periodTypeDefinition: "AUTOMATIC" },
      });

      const unfold = tab.getByRole("button", { name: "Show the parameters" });
      assert.equal(await unfold.getAttribute("aria-expanded"), "false");
      await unfold.click();
      await entryType.getByText("Start and end", { exact: true }).click();
      await tab.getByRole("button", { name: "Hide the parameters" }).click();
      await entryType.waitFor({ state: "hidden" });
      await save(page, form);
      assert.deepEqual((await told()).timeTracking, {
        enabled: false,
        entryType: "START_AND_END",
        activitySuggestion: "ACCESS_PROFILE",
        periodTypeDefinition: "AUTOMATIC",
      });

      await tab.getByText("Time tracking", { exact: true }).click();
      await entryType.waitFor();
      await save(page, form);
      assert.equal((await told()).timeTracking.enabled, true);
    },
  ],
  [
    "business hours: one shift is drawn, one moved by keyboard, one typed; an overlap is refused at its place",
    async (the) => {
      const page = await the.person();
      const section = page.getByRole("region", { name: "Business hours", exact: true });
      const form = section.locator("form");
      const sunday = section.getByRole("group", { name: "Sunday", exact: true });
      const week = section.getByRole("application", { name: "Week of shifts" });
      const told = async () => (await settings("businessHours { timeZone shifts { day opens closes } holidays { date name } }")).businessHours;
      const before = await told();

      // On Sunday, the last column, from 10:00 to 12:00.
      await week.scrollIntoViewIfNeeded();
      const { x, y, width, height } = await week.boundingBox();
      const at = (hour) => [x + (width * 6.5) / 7, y + (height * hour) / 24];
      await page.mouse.move(...at(10));
      await page.mouse.down();
      await page.mouse.move(...at(11));
      await page.mouse.move(...at(12), { steps: 4 });
      await page.mouse.up();
      const drawn = week.getByRole("button", { name: /^Sunday/ });
      await drawn.waitFor();
      await page.waitForFunction(() => document.activeElement?.matches("button[data-shift]"));
      assert.equal(await sunday.getByRole("textbox").count(), 2, "it can be typed too");
      const [opens, closes] = await sunday.getByRole("textbox").all();
      assert.match(await opens.inputValue(), /^(09:45|10:00)$/);

      // By keyboard to the afternoon, and its end half an hour later.
      const length = minutes(await closes.inputValue()) - minutes(await opens.inputValue());
      for (let hour = 0; hour < 5; hour += 1) {
        await page.keyboard.press("PageDown");
      }
      await page.keyboard.press("Shift+ArrowDown");
      await page.keyboard.press("Shift+ArrowDown");
      assert.match(await opens.inputValue(), /^(14:45|15:00)$/);
      assert.equal(minutes(await closes.inputValue()) - minutes(await opens.inputValue()), length + 30);
      const afternoon = { day: "SUNDAY", opens: await opens.inputValue(), closes: await closes.inputValue() };

      // Another one is typed, and overlaps it at first.
      await sunday.getByRole("button", { name: "Add a shift on Sunday" }).click();
      const [typedOpens, typedCloses] = [sunday.getByLabel("Sunday, opens").nth(1), sunday.getByLabel("Sunday, closes").nth(1)];
      await typedOpens.waitFor();
      await page.waitForFunction(() => /^shifts\.\d+\.opens$/.test(document.activeElement?.getAttribute("name") ?? ""));
      await page.keyboard.type("9");
      await typedCloses.fill("4 pm");
      await typedCloses.blur();
      assert.deepEqual([await typedOpens.inputValue(), await typedCloses.inputValue()], ["09:00", "16:00"]);
      await sunday.getByText(/^It overlaps Sunday/).first().waitFor();
      assert.equal(await typedOpens.getAttribute("aria-invalid"), "true");
      await week.getByRole("button", { name: /^Sunday.*overlaps another shift/ }).first().waitFor();
      await saveButton(form).click();
      await page.waitForFunction(() => /^shifts\.\d+\.opens$/.test(document.activeElement?.getAttribute("name") ?? ""));
      assert.match(await notesOf(page.locator(":focus")), /overlaps another one/);
      assert.deepEqual(await told(), before);
      await typedCloses.fill("12:30");
      await sunday.getByText(/^It overlaps Sunday/).waitFor({ state: "detached" });

      // A holiday, and all of it is saved together.
      await section.getByRole("button", { name: "Add holiday" }).click();
      await section.getByRole("spinbutton").first().waitFor();
      for (const [part, value] of [["year", "2027"], ["month", "01"], ["day", "01"]]) {
        await section.getByRole("spinbutton", { name: new RegExp(`^${part}`) }).click();
        await page.keyboard.type(value);
      }
      await section.getByLabel("Name (optional)").fill("Año Nuevo");
      await section.getByRole("button", { name: "Done" }).click();
      await section.getByRole("listitem").filter({ hasText: "Año Nuevo" }).getByText(/January 1, 2027|1 January 2027/).waitFor();
      await save(page, form);

      const after = await told();
      assert.deepEqual(
        after.shifts.filter(({ day }) => day === "SUNDAY"),
        [{ day: "SUNDAY", opens: "09:00", closes: "12:30" }, afternoon],
      );
      assert.deepEqual(after.shifts.filter(({ day }) => day !== "SUNDAY"), before.shifts);
      assert.deepEqual(after.holidays, [...before.holidays, { date: "2027-01-01", name: "Año Nuevo" }]);

      await page.reload();
      await sunday.getByRole("textbox").nth(3).waitFor();
      assert.equal(await sunday.getByLabel("Sunday, closes").first().inputValue(), "12:30");
    },
  ],
]);
