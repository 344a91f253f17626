// Writes what the console knows of the schema. None of it is committed.
// - graphql/types.generated.ts: the types of ../schema.graphql as far as the documents use them, and of the documents;
// - beside each .graphql file its documents, parsed and typed, so that no parser runs in the browser;
// - graphql/cache-types.generated.ts: what the cache has to know of the types.
// Usage: node scripts/documents.mjs

import { readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { codegen } from "@graphql-codegen/core";
import * as operations from "@graphql-codegen/typescript-operations";
import { buildASTSchema, isAbstractType, isObjectType, Kind, parse, visit } from "graphql";

const CONSOLE = resolve(import.meta.dirname, "../src/console");
const TYPES = join(CONSOLE, "graphql/types.generated.ts");
const CACHE_TYPES = join(CONSOLE, "graphql/cache-types.generated.ts");
const SCALARS = { ID: "string", Date: "string", DateTime: "string", LocalTime: "string", JSON: "unknown", Upload: "Blob" };

const schema = parse(await readFile(resolve(import.meta.dirname, "../../schema.graphql"), "utf8"));
const schemaAst = buildASTSchema(schema);
const names = (await readdir(CONSOLE, { recursive: true })).filter((name) => name.endsWith(".graphql")).sort();
const documents = await Promise.all(
  names.map(async (name) => {
    const location = join(CONSOLE, name);
    return { location, document: parse(await readFile(location, "utf8"), { noLocation: true }) };
  }),
);

await writeIfNew(
  TYPES,
  await codegen({
    filename: TYPES,
    schema,
    schemaAst,
    documents,
    config: {
      scalars: SCALARS,
      enumType: "string-literal",
      skipTypename: true,
      immutableTypes: true,
      inlineFragmentTypes: "combine",
      useTypeImports: true,
    },
    plugins: [{ operations: {} }],
    pluginMap: { operations },
  }),
);

const homeOfFragment = new Map(
  documents.flatMap(({ location, document }) =>
    document.definitions.filter(isFragment).map(({ name }) => [name.value, location]),
  ),
);
for (const { location, document } of documents) {
  await writeIfNew(generated(location), moduleOf(location, document));
}

const embedded = Object.values(schemaAst.getTypeMap())
  .filter((type) => isObjectType(type) && !type.name.startsWith("__") && !("id" in type.getFields()))
  .map(({ name }) => name)
  .sort();
const possible = Object.values(schemaAst.getTypeMap())
  .filter(isAbstractType)
  .map((type) => [type.name, schemaAst.getPossibleTypes(type).map(({ name }) => name).sort()]);
await writeIfNew(
  CACHE_TYPES,
  `export const EMBEDDED_TYPES: readonly string[] = ${JSON.stringify(embedded, null, 2)};
export const POSSIBLE_TYPES: Record<string, string[]> = ${JSON.stringify(Object.fromEntries(possible), null, 2)};
`,
);

/** The module of one file: a list of definitions for each fragment, a document for each operation. */
function moduleOf(location, { definitions }) {
  const imports = new Map();
  const types = [];
  const fragments = new Map();
  const rest = [];
  for (const definition of definitions) {
    const spread = spreadsOf(definition);
    for (const name of spread.filter((name) => homeOfFragment.get(name) !== location)) {
      const from = homeOfFragment.get(name);
      if (from === undefined) {
        throw new Error(`${relative(CONSOLE, location)}: there is no fragment ${name}`);
      }
      imports.set(from, new Set([...(imports.get(from) ?? []), constantOf(name)]));
    }
    const nodes = [JSON.stringify(definition), ...spread.map((name) => `...${constantOf(name)}`)].join(", ");
    const name = definition.name.value;
    if (isFragment(definition)) {
      fragments.set(name, { spread, text: `export const ${constantOf(name)}: readonly unknown[] = [${nodes}];` });
    } else {
      const type = name + definition.operation.replace(/^./, (letter) => letter.toUpperCase());
      types.push(type, `${type}Variables`);
      // Two fragments may spread the same third one, which a document may hold only once.
      rest.push(
        `export const ${name}Document = { kind: "Document", definitions: [...new Set<unknown>([${nodes}])] } as unknown as TypedDocumentNode<${type}, ${type}Variables>;`,
      );
    }
  }
  const lines = [];
  if (types.length > 0) {
    lines.push(
      `import type { TypedDocumentNode } from "@graphql-typed-document-node/core";`,
      `import type { ${types.join(", ")} } from "${pathTo(location, TYPES)}";`,
    );
  }
  for (const [from, constants] of imports) {
    lines.push(`import { ${[...constants].join(", ")} } from "${pathTo(location, generated(from))}";`);
  }
  return `${[...lines, "", ...inOrder(fragments), ...rest].join("\n")}\n`;
}

/** A constant is written after those that it names. */
function inOrder(fragments) {
  const written = new Set();
  const lines = [];
  const write = (name) => {
    const fragment = fragments.get(name);
    if (fragment !== undefined && !written.has(name)) {
      written.add(name);
      fragment.spread.forEach(write);
      lines.push(fragment.text);
    }
  };
  [...fragments.keys()].forEach(write);
  return lines;
}

function spreadsOf(definition) {
  const found = new Set();
  visit(definition, { FragmentSpread: ({ name }) => void found.add(name.value) });
  return [...found];
}

function isFragment({ kind }) {
  return kind === Kind.FRAGMENT_DEFINITION;
}

function constantOf(fragment) {
  return `${fragment}Definitions`;
}

function generated(location) {
  return location.replace(/\.graphql$/, ".generated.ts");
}

function pathTo(from, to) {
  const path = relative(dirname(from), to).replace(/\.ts$/, "");
  return path.startsWith(".") ? path : `./${path}`;
}

/** A file that stays as it is keeps its time, so that nothing that watches it starts anew. */
async function writeIfNew(path, text) {
  if ((await readFile(path, "utf8").catch(() => null)) !== text) {
    await writeFile(path, text);
  }
}
