// The sections that are lists: contacts, other contacts, addresses, activities and access profiles.
// Usage: node console/lists.mjs URL [TITLE]

import assert from "node:assert/strict";
import { ask, revision, run } from "./harness.mjs";

const section = (page, title) => page.getByRole("region", { name: title, exact: true });
const item = (page, title, words) => section(page, title).getByRole("listitem").filter({ hasText: words });
const settings = async (fields) => (await ask(`{ account { settings { ${fields} } } }`)).account.settings;

/** Opens the window for a new element, or for one that is there. */
async function open(page, title, button) {
  await section(page, title).getByRole("button", { name: button, exact: true }).click();
  return page.getByRole("dialog");
}

/** Saves, after which the window is gone. */
async function save(dialog) {
  await dialog.getByRole("button", { name: "Save", exact: true }).click();
  await dialog.waitFor({ state: "detached" });
}

/** Saves what is refused: the reason stands at the field, which has the focus, and nothing is written. */
async function refused(dialog, field, reason) {
  const before = await revision();
  await dialog.getByRole("button", { name: "Save", exact: true }).click();
  await dialog.locator(".field-error").filter({ hasText: reason }).waitFor();
  assert.equal(await field.getAttribute("aria-invalid"), "true");
  const said = await field.evaluate((input) =>
    input.getAttribute("aria-describedby").split(" ").map((id) => document.getElementById(id)?.textContent).join(" "),
  );
  assert.match(said, reason);
  assert.ok(await field.evaluate((input) => input === document.activeElement), "the field that is refused has the focus");
  assert.equal(await revision(), before);
}

/** Chooses in a list that opens. */
async function choose(page, dialog, label, option) {
  await dialog.getByRole("button", { name: label }).click();
  await page.getByRole("option", { name: option, exact: true }).click();
}

/** Removes an element once its window has said what that does. */
async function remove(page, title, name) {
  await section(page, title).getByRole("button", { name: `Remove ${name}`, exact: true }).click();
  const dialog = page.getByRole("alertdialog");
  await dialog.getByText("Removed", { exact: true }).waitFor();
  await dialog.getByRole("button", { name: "Remove", exact: true }).click();
  await dialog.waitFor({ state: "detached" });
}

/** Tries to remove an element that cannot be: the window says why, and offers nothing but to leave it. */
async function cannotRemove(page, title, name, reasons) {
  const before = await revision();
  await section(page, title).getByRole("button", { name: `Remove ${name}`, exact: true }).click();
  const dialog = page.getByRole("alertdialog");
  for (const reason of reasons) {
    await dialog.getByRole("alert").filter({ hasText: reason }).waitFor();
  }
  assert.ok(await dialog.getByRole("button", { name: "Remove", exact: true }).isDisabled());
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await dialog.waitFor({ state: "detached" });
  assert.equal(await revision(), before);
}

await run([
  [
    "a contact is added, becomes the main one, and the one before is removed; the main one stays",
    async (the) => {
      const page = await the.person();
      const emails = async () => (await settings("contacts { email kind isPrimary }")).contacts;
      const [main] = (await emails()).filter(({ isPrimary }) => isPrimary);

      const added = await open(page, "Contacts", "Add contact");
      const email = added.getByRole("textbox", { name: "E-mail", exact: true });
      assert.ok(await email.evaluate((input) => input === document.activeElement), "typing can begin");
      await email.fill("compras.cafe-aurora.example");
      await refused(added, email, /e-mail/i);
      await email.fill("compras@cafe-aurora.example");
      await added.getByText("Personal", { exact: true }).click();
      await save(added);
      await item(page, "Contacts", "compras@cafe-aurora.example").getByText("Personal").waitFor();
      assert.deepEqual((await emails()).at(-1), { email: "compras@cafe-aurora.example", kind: "PERSONAL", isPrimary: false });

      const twice = await open(page, "Contacts", "Add contact");
      await twice.getByRole("textbox", { name: "E-mail", exact: true }).fill("COMPRAS@cafe-aurora.example");
      await refused(twice, twice.getByRole("textbox", { name: "E-mail", exact: true }), /already/);
      await page.keyboard.press("Escape");
      const question = page.getByRole("alertdialog", { name: "Leave without saving?" });
      await question.getByRole("button", { name: "Keep editing" }).click();
      await question.waitFor({ state: "detached" });
      assert.equal(await twice.getByRole("textbox", { name: "E-mail", exact: true }).inputValue(), "COMPRAS@cafe-aurora.example");
      await page.keyboard.press("Escape");
      await question.getByRole("button", { name: "Leave without saving" }).click();
      await twice.waitFor({ state: "detached" });

      const edited = await open(page, "Contacts", "Edit compras@cafe-aurora.example");
      await edited.getByText("Main e-mail", { exact: true }).click();
      await save(edited);
      await item(page, "Contacts", "compras@cafe-aurora.example").getByText("Main", { exact: true }).waitFor();
      assert.equal(await section(page, "Contacts").getByText("Main", { exact: true }).count(), 1);
      assert.deepEqual(
        (await emails()).filter(({ isPrimary }) => isPrimary).map(({ email }) => email),
        ["compras@cafe-aurora.example"],
      );

      await remove(page, "Contacts", main.email);
      await item(page, "Contacts", main.email).waitFor({ state: "detached" });
      assert.ok((await emails()).every(({ email }) => email !== main.email));
      await cannotRemove(page, "Contacts", "compras@cafe-aurora.example", [/main/i]);
    },
  ],
  [
    "a telephone is read as the country writes it, a wrong one is refused, and a name becomes the network's link",
    async (the) => {
      const page = await the.person();
      const values = async () => (await settings("otherContacts { kind value label }")).otherContacts;
      const label = "Number, link or name";

      const phone = await open(page, "Other contacts", "Add other contact");
      await phone.getByText(/read as one of Colombia/).waitFor();
      await phone.getByLabel(label).fill("601 12");
      await refused(phone, phone.getByLabel(label), /number/i);
      await phone.getByLabel(label).fill("(601) 743 4344");
      await phone.getByLabel("Label", { exact: true }).fill("Ventas");
      await save(phone);
      assert.deepEqual((await values()).at(-1), { kind: "PHONE", value: "+576017434344", label: "Ventas" });
      await section(page, "Other contacts").getByText(/Phone · Ventas/).waitFor();
      assert.equal(await item(page, "Other contacts", "Ventas").getByRole("link").getAttribute("href"), "tel:+576017434344");

      const network = await open(page, "Other contacts", "Add other contact");
      await choose(page, network, "Kind", "LinkedIn");
      await network.getByLabel(label).fill("https://www.instagram.com/cafe.aurora");
      await refused(network, network.getByLabel(label), /./);
      await choose(page, network, "Kind", "Facebook");
      await network.getByLabel(label).fill("@cafe.aurora");
      await save(network);
      const link = (await values()).at(-1).value;
      assert.match(link, /^https:\/\/www\.facebook\.com\/cafe\.aurora$/);
      await item(page, "Other contacts", "Facebook").getByRole("link", { name: /cafe\.aurora/ }).waitFor();
      assert.equal(await item(page, "Other contacts", "Facebook").getByRole("link").getAttribute("href"), link);

      await remove(page, "Other contacts", "facebook.com/cafe.aurora");
      assert.ok((await values()).every(({ value }) => value !== link));
    },
  ],
  [
    "an address finds its country by typing, its postal code is checked, and its rank is taken from another",
    async (the) => {
      const page = await the.person();
      const addresses = async () => (await settings("addresses { street rank country postalCode }")).addresses;
      const [primary] = (await addresses()).filter(({ rank }) => rank === "PRIMARY");

      const dialog = await open(page, "Addresses", "Add address");
      await choose(page, dialog, "Purpose", "Business");
      await dialog.getByText(new RegExp(`taken from ${primary.street}`)).waitFor();
      await dialog.getByText("Primary", { exact: true }).click();
      await dialog.getByLabel("Street").fill("Avenida Paulista");
      await dialog.getByLabel("Number", { exact: true }).fill("1578");
      await dialog.getByLabel("City").fill("São Paulo");
      await dialog.getByRole("combobox", { name: "Country" }).fill("braz");
      await page.getByRole("option", { name: "Brazil", exact: true }).click();
      await dialog.getByText("For example 01310-100; the hyphen is optional.").waitFor();
      await dialog.getByLabel("Postal code").fill("123");
      await refused(dialog, dialog.getByLabel("Postal code"), /postal code/i);
      await dialog.getByLabel("Postal code").fill("01310200");
      await save(dialog);

      const added = item(page, "Addresses", "Avenida Paulista");
      await added.getByText("Primary", { exact: true }).waitFor();
      await added.getByText(/01310-200/).waitFor();
      assert.equal(await section(page, "Addresses").getByText("Primary", { exact: true }).count(), 1);
      assert.deepEqual(
        (await addresses()).filter(({ street, rank }) => rank === "PRIMARY" || street === primary.street),
        [
          { ...primary, rank: null },
          { street: "Avenida Paulista", rank: "PRIMARY", country: "BR", postalCode: "01310-200" },
        ],
      );

      await remove(page, "Addresses", "Avenida Paulista, 1578, São Paulo");
      await added.waitFor({ state: "detached" });
      assert.ok((await addresses()).every(({ street }) => street !== "Avenida Paulista"));
    },
  ],
  [
    "an activity that an access profile names cannot be removed until the profile lets it go",
    async (the) => {
      const page = await the.person();
      const held = async () => {
        const { activities, accessProfiles } = await settings(
          "activities { name } accessProfiles { name role timeTrackingActivity { name } }",
        );
        return { activities: activities.map(({ name }) => name), accessProfiles };
      };

      const activity = await open(page, "Activities", "Add activity");
      await activity.getByRole("textbox", { name: "Name", exact: true }).fill("Capacitación");
      await save(activity);
      await item(page, "Activities", "Capacitación").getByText("No access profile suggests it").waitFor();

      const profile = await open(page, "Access profiles", "Add access profile");
      await profile.getByRole("textbox", { name: "Name", exact: true }).fill("Instructores");
      await choose(page, profile, "Role", "Operator");
      await choose(page, profile, "Activity for time tracking", "Capacitación");
      await save(profile);
      await item(page, "Access profiles", "Instructores").getByText("Operator · suggests Capacitación").waitFor();
      const { accessProfiles } = await held();
      assert.deepEqual(accessProfiles.at(-1), {
        name: "Instructores",
        role: "OPERATOR",
        timeTrackingActivity: { name: "Capacitación" },
      });

      await cannotRemove(page, "Activities", "Capacitación", [/Instructores/, /choose another activity there first/]);
      await remove(page, "Access profiles", "Instructores");
      await item(page, "Activities", "Capacitación").getByText("No access profile suggests it").waitFor();
      await remove(page, "Activities", "Capacitación");
      await item(page, "Activities", "Capacitación").waitFor({ state: "detached" });
      const left = await held();
      assert.ok(!left.activities.includes("Capacitación"));
      assert.ok(left.accessProfiles.every(({ name }) => name !== "Instructores"));
    },
  ],
]);
