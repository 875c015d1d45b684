// What a page loads for `parse`: no more than it did.
//
// In: the sources of the package and its built wasm. Holds: bundled, minified and compressed they stay within a budget. It is
// what is reached, not what is wanted: that stands in docs/performance.md. Lower it whenever the package gets smaller.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";

import { esbuild } from "../../xtask/js/esbuild.mjs";

/** Bytes of brotli, for a page that imports `parse` and nothing else. */
const BUDGET_BYTES = 89_000;

const bytesOf = async (names) => {
  const { outputFiles } = await esbuild.build({
    stdin: {
      contents: `export { ${names} } from "./src/index.js";`,
      resolveDir: fileURLToPath(new URL("../../pkg", import.meta.url)),
    },
    bundle: true,
    minify: true,
    charset: "utf8",
    format: "esm",
    write: false,
  });
  return brotliCompressSync(outputFiles[0].contents).length;
};

test("a page that imports parse stays within the budget", async () => {
  const bytes = await bytesOf("parse");
  assert.ok(bytes <= BUDGET_BYTES, `${bytes} bytes`);
});

test("what a page does not use costs it nothing: with inspect it is half as large again", async () => {
  assert.ok((await bytesOf("parse, inspect")) > 1.5 * (await bytesOf("parse")));
});
