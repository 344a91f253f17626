// Compresses what was built, once: the binary sends `app.js.br` or `app.js.gz` to whoever takes one, instead of `app.js`.
// Usage: node scripts/compress.mjs

import { readdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const PAGES = resolve(import.meta.dirname, "../../api/pages");
const WORTH_IT = /\.(html|js|css|svg|ttf|json)$/;
const CODINGS = [
  [".br", (bytes) => promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } })],
  [".gz", (bytes) => promisify(gzip)(bytes, { level: constants.Z_BEST_COMPRESSION })],
];

for (const name of await readdir(PAGES, { recursive: true })) {
  if (!WORTH_IT.test(name)) {
    continue;
  }
  const file = join(PAGES, name);
  const bytes = await readFile(file);
  for (const [ending, compress] of CODINGS) {
    const compressed = await compress(bytes);
    if (compressed.length < bytes.length) {
      await writeFile(file + ending, compressed);
    }
  }
}
