// The section Company, and what every form of the page does: previews, refusals, conflicts, live updates, a network that fails.
// Usage: node console/company.mjs URL [TITLE]

import assert from "node:assert/strict";
import { ask, revision, run, saved } from "./harness.mjs";

const company = (page) => page.locator("#company");
const save = (page) => company(page).getByRole("button", { name: "Save" }).click();
const told = async (field) => (await ask(`{ account { settings { company { ${field} } } } }`)).account.settings.company;

await run([
  [
    "a change is previewed with a reason, saved, and there for everybody",
    async (the) => {
      const page = await the.person();
      const other = await the.person("OPERATOR");
      await page.getByLabel("Legal name").fill("Aurora Comercio S.A.S.");
      await company(page).getByRole("button", { name: "Preview" }).click();
      const preview = page.getByRole("dialog");
      await preview.getByText("Aurora Comercio S.A.S.").first().waitFor();
      assert.notEqual((await told("legalName")).legalName, "Aurora Comercio S.A.S.", "a preview writes nothing");
      await preview.getByLabel(/Reason/).fill("The register was corrected");
      await preview.getByRole("button", { name: "Save" }).click();
      const number = await saved(page);
      assert.equal((await told("legalName")).legalName, "Aurora Comercio S.A.S.");
      const { account } = await ask("query($n: Int!) { account { revision(number: $n) { reason action } } }", { n: number });
      assert.deepEqual(account.revision, { reason: "The register was corrected", action: "updateCompany" });
      await other.waitForFunction(() => document.querySelector("#company input[name=legalName]")?.value === "Aurora Comercio S.A.S.");
    },
  ],
  [
    "a refusal stands at its field, which has the focus, and nothing is written",
    async (the) => {
      const page = await the.person();
      const before = await revision();
      const website = page.getByLabel("Company website");
      await website.fill("ftp://aurora.example");
      await save(page);
      await company(page).locator(".field-error").first().waitFor();
      assert.equal(await website.getAttribute("aria-invalid"), "true");
      const ids = (await website.getAttribute("aria-describedby")).split(" ");
      const said = await page.evaluate((ids) => ids.map((id) => document.getElementById(id)?.textContent).join(" "), ids);
      assert.match(said, /not a valid address/);
      assert.ok(await website.evaluate((field) => field === document.activeElement));
      assert.equal(await revision(), before);
      await website.fill("https://www.aurora.example");
      await save(page);
      await saved(page);
      assert.equal((await told("website")).website, "https://www.aurora.example");
    },
  ],
  [
    "a tax id is checked by its country's rule and told in its customary form",
    async (the) => {
      const page = await the.person();
      const taxId = company(page).getByLabel(/tax ID/i).last();
      await taxId.fill("213123432-5");
      await save(page);
      await company(page).locator(".field-error").first().waitFor();
      await taxId.fill("8600029644");
      await save(page);
      await saved(page);
      assert.equal(await taxId.inputValue(), "860.002.964-4");
    },
  ],
  [
    "who saves after somebody else chooses between both, field by field",
    async (the) => {
      const page = await the.person();
      await page.getByLabel("Trade name").fill("Mine");
      const { updateCompany } = await ask(
        'mutation { updateCompany(input: {tradeName: "Theirs"}) { userErrors { message } revision { number } } }',
        {},
        "OPERATOR",
      );
      assert.deepEqual(updateCompany.userErrors, []);
      await save(page);
      const conflict = page.getByRole("dialog");
      await conflict.getByText("Theirs").first().waitFor();
      await conflict.getByText("Mine").first().waitFor();
      await conflict.getByText("What is saved now").last().click();
      await conflict.getByRole("button", { name: /^Save/ }).click();
      await conflict.waitFor({ state: "detached" });
      assert.equal((await told("tradeName")).tradeName, "Theirs");
    },
  ],
  [
    "what was typed outlives a network that fails",
    async (the) => {
      const page = await the.person();
      await page.getByLabel("Legal name").fill("Typed in a tunnel");
      await page.context().setOffline(true);
      await save(page);
      await page.getByRole("button", { name: "Try again" }).waitFor();
      assert.equal(await page.getByLabel("Legal name").inputValue(), "Typed in a tunnel");
      await page.context().setOffline(false);
      await page.getByRole("button", { name: "Try again" }).click();
      await saved(page);
      assert.equal((await told("legalName")).legalName, "Typed in a tunnel");
      the.forgive(/ERR_INTERNET_DISCONNECTED|WebSocket|Failed to fetch/);
    },
  ],
  [
    "nobody loses unsaved changes by following a link",
    async (the) => {
      const page = await the.person();
      await page.getByLabel("Legal name").fill("Not saved yet");
      await page.getByRole("link", { name: "History" }).first().click();
      await page.getByRole("alertdialog").waitFor();
      await page.getByRole("alertdialog").getByRole("button").first().click();
      assert.equal(await page.getByLabel("Legal name").inputValue(), "Not saved yet");
      assert.equal(new URL(page.url()).pathname, "/");
    },
  ],
  [
    "a photo is cropped by keyboard, sent, shown, and taken away",
    async (the) => {
      const page = await the.person();
      const picture = await page.screenshot({ clip: { x: 0, y: 0, width: 900, height: 500 } });
      const [chooser] = await Promise.all([
        page.waitForEvent("filechooser"),
        company(page).getByRole("button", { name: /(Choose|Replace) photo/ }).click(),
      ]);
      await chooser.setFiles({ name: "photo.png", mimeType: "image/png", buffer: picture });
      const crop = page.getByRole("dialog");
      await crop.getByRole("application").focus();
      await page.keyboard.press("ArrowRight");
      await crop.getByRole("button", { name: "Save photo" }).click();
      await crop.waitFor({ state: "detached" });
      await saved(page);
      const photo = (await told("photo { width height contentType }")).photo;
      assert.equal(photo.width, photo.height, "it is a square");
      await page.getByRole("button", { name: "Remove photo" }).click();
      await page.getByRole("alertdialog").getByRole("button", { name: "Remove" }).click();
      await page.getByRole("alertdialog").waitFor({ state: "detached" });
      assert.equal((await told("photo { width }")).photo, null);
    },
  ],
]);
