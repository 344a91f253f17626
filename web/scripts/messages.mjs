// Checks the console's texts: the three languages have the same messages with the same values in them, no message is
// written twice, the code asks for none that does not exist, and none is there that nobody asks for.
// Usage: node scripts/messages.mjs

import { readdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parse, Visitor } from "@fluent/syntax";

const CONSOLE = resolve(import.meta.dirname, "../src/console");
const LANGUAGES = ["pt", "es", "en"];

/** Messages that are found by what the server answers: their names end with a path or a value of the schema. */
const FOUND_BY_DATA = /^(value|field|element)-/;

const mistakes = [];
const messages = new Map();
for (const language of LANGUAGES) {
  messages.set(language, await messagesOf(language));
}
compareLanguages();
await compareCode();
if (mistakes.length > 0) {
  console.error(mistakes.join("\n"));
  process.exit(1);
}

/** Each message of a language: its file, and the names of the values in it. */
async function messagesOf(language) {
  const found = new Map();
  const folder = join(CONSOLE, "locales", language);
  for (const file of (await readdir(folder)).filter((name) => name.endsWith(".ftl")).sort()) {
    const place = `locales/${language}/${file}`;
    for (const entry of parse(await readFile(join(folder, file), "utf8"), {}).body) {
      if (entry.type === "Junk") {
        mistakes.push(`${place}: not Fluent: ${entry.content.trim().split("\n")[0]}`);
      } else if (entry.type === "Message") {
        const { name } = entry.id;
        if (found.has(name)) {
          mistakes.push(`${place}: ${name} is in ${found.get(name).file} already`);
        }
        found.set(name, { file, values: valuesIn(entry) });
      }
    }
  }
  return found;
}

function valuesIn(entry) {
  const names = new Set();
  class Values extends Visitor {
    visitVariableReference(reference) {
      names.add(reference.id.name);
    }
  }
  new Values().visit(entry);
  return [...names].sort().join(", ");
}

function compareLanguages() {
  const all = new Set(LANGUAGES.flatMap((language) => [...messages.get(language).keys()]));
  for (const name of all) {
    const found = LANGUAGES.filter((language) => messages.get(language).has(name));
    if (found.length < LANGUAGES.length) {
      mistakes.push(`${name} is only in ${found.join(" and ")}`);
      continue;
    }
    const [first, ...others] = LANGUAGES.map((language) => messages.get(language).get(name));
    if (others.some(({ values }) => values !== first.values)) {
      mistakes.push(`${name} has other values in other languages`);
    }
    if (others.some(({ file }) => file !== first.file)) {
      mistakes.push(`${name} is in other files in other languages`);
    }
  }
}

/** A name in the code is a whole text, or a template of which the fixed beginning is known. */
async function compareCode() {
  const known = [...messages.get("en").keys()];
  const asked = new Set();
  const beginnings = new Set();
  const files = (await readdir(CONSOLE, { recursive: true })).filter((name) => /(?<!\.generated)\.tsx?$/.test(name));
  for (const file of files) {
    const code = await readFile(join(CONSOLE, file), "utf8");
    for (const [, name] of code.matchAll(/"([a-z][\w-]*)"/gi)) {
      asked.add(name);
    }
    for (const [, beginning] of code.matchAll(/`([a-z][\w-]*-)\$\{/gi)) {
      beginnings.add(beginning);
    }
    for (const [, argument] of code.matchAll(/\btext\(([^,)]*)/g)) {
      // What is compared with is no name.
      for (const [, whole] of argument.matchAll(/(?<![=!]== )"([^"]*)"/g)) {
        if (!known.includes(whole)) {
          mistakes.push(`${file}: there is no message ${whole}`);
        }
      }
      for (const [, beginning] of argument.matchAll(/`([^`$]*)\$\{/g)) {
        if (!known.some((name) => name.startsWith(beginning))) {
          mistakes.push(`${file}: there is no message ${beginning}…`);
        }
      }
    }
  }
  for (const name of known) {
    if (!FOUND_BY_DATA.test(name) && !asked.has(name) && ![...beginnings].some((beginning) => name.startsWith(beginning))) {
      mistakes.push(`${messages.get("en").get(name).file}: nobody asks for ${name}`);
    }
  }
}
