// How long a reader waits: until the page can be used, and until a change is confirmed. It asserts nothing.
// Usage: node console/measure.mjs URL
// It prints a table in Markdown. The server is to be one with a fresh demo, on a machine that does nothing else.

import { launch, origin, Stage } from "./harness.mjs";

const TIMES = 20;

/** The first field of the page. */
const FIELD = "#company input[name=tradeName]";

/** In the page, before anything else runs: when the first field is there to be typed into, and what moved until then and after. */
function watch(field) {
  globalThis.shifted = 0;
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput } of list.getEntries()) {
      globalThis.shifted += hadRecentInput ? 0 : value;
    }
  }).observe({ type: "layout-shift", buffered: true });
  globalThis.usable = new Promise((resolve) => {
    const look = () => {
      const found = document.querySelector(field);
      if (found !== null && !found.readOnly && !found.disabled) {
        resolve(performance.now());
      } else {
        requestAnimationFrame(look);
      }
    };
    requestAnimationFrame(look);
  });
}

/** Loads the page anew; answers the milliseconds until it is usable, and the cumulative layout shift of the load. */
async function load(page) {
  await page.goto("about:blank");
  await page.goto(origin);
  const usable = await page.evaluate(() => globalThis.usable);
  await page.waitForLoadState("networkidle");
  return { usable, shifted: await page.evaluate(() => globalThis.shifted) };
}

/** Changes the first field and saves; answers the milliseconds from the click until the page says that it is saved. */
async function save(page, value) {
  await page.locator(FIELD).fill(value);
  const button = page.locator("#company").getByRole("button", { name: "Save", exact: true });
  await button.scrollIntoViewIfNeeded();
  await page.evaluate(() => {
    const status = () => document.querySelector(".announcer")?.textContent ?? "";
    const before = status();
    globalThis.confirmed = new Promise((resolve) => {
      addEventListener(
        "click",
        ({ timeStamp }) => {
          const observer = new MutationObserver(() => {
            if (/Saved as revision/.test(status()) && status() !== before) {
              observer.disconnect();
              resolve(performance.now() - timeStamp);
            }
          });
          observer.observe(document.body, { childList: true, subtree: true, characterData: true });
        },
        { capture: true, once: true },
      );
    });
  });
  await button.click();
  return page.evaluate(() => globalThis.confirmed);
}

function row(what, values, digits, unit) {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.ceil((sorted.length - 1) / 2)]) / 2;
  return `| ${what} | ${middle.toFixed(digits)}${unit} | ${sorted.at(-1).toFixed(digits)}${unit} |`;
}

const browser = await launch();
const the = new Stage(browser);
const page = await the.person();
await page.addInitScript(watch, FIELD);
const devtools = await page.context().newCDPSession(page);

const cold = [];
const warm = [];
for (let time = 0; time < TIMES; time += 1) {
  await devtools.send("Network.clearBrowserCache");
  cold.push(await load(page));
  warm.push(await load(page));
}
const saves = [];
for (let time = 0; time < TIMES; time += 1) {
  saves.push(await save(page, `Measured ${time}`));
}
await the.close();
await browser.close();

console.log(`| ${TIMES} times each | median | worst |\n|---|---:|---:|`);
console.log(row("load until the first field can be typed into, nothing cached", cold.map(({ usable }) => usable), 0, " ms"));
console.log(row("the same, scripts cached", warm.map(({ usable }) => usable), 0, " ms"));
console.log(row("click on Save until the revision is announced", saves, 0, " ms"));
console.log(row("cumulative layout shift of a load", [...cold, ...warm].map(({ shifted }) => shifted), 3, ""));
