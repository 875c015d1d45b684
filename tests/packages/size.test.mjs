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
const BUDGET_BYTES = 101_100;

/** A bundle of some exports. The package imports itself, so that the conditions of its `exports` count. */
const bytesOf = async (names, platform = "browser") => {
  const { outputFiles } = await esbuild.build({
    stdin: {
      contents: `export { ${names} } from "chatapps-webhook";`,
      resolveDir: fileURLToPath(new URL("../../pkg", import.meta.url)),
    },
    bundle: true,
    minify: true,
    charset: "utf8",
    format: "esm",
    platform,
    write: false,
  });
  return brotliCompressSync(outputFiles[0].contents).length;
};

test("a page that imports parse stays within the budget", async () => {
  const bytes = await bytesOf("parse");
  assert.ok(bytes <= BUDGET_BYTES, `${bytes} bytes`);
});

test("a server that is bundled loads no more than a page", async () => {
  for (const names of ["parse", "identify"]) {
    const [page, server] = await Promise.all(["browser", "node"].map((platform) => bytesOf(names, platform)));
    assert.ok(server <= page * 1.01, `${names}: ${server} bytes, in a page ${page}`);
  }
});

test("what a page does not use costs it nothing: with inspect it is half as large again", async () => {
  assert.ok((await bytesOf("parse, inspect")) > 1.5 * (await bytesOf("parse")));
});
