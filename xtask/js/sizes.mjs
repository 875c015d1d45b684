// Prints what the built package weighs.
//
// In: `pkg/wasm/` and `pkg/dist/`.
// Out: a table on the standard output: bytes as they are, and as gzip and brotli leave them.
// Does not know: what they may weigh.
// Why: size is a feature. What a page loads for `parse` alone is measured by bundling just that.

import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

import { esbuild } from "./esbuild.mjs";

const pkg = (path) => fileURLToPath(new URL(`../../pkg/${path}`, import.meta.url));

const FILES = [
  "wasm/parse_bg.wasm",
  "wasm/tools_bg.wasm",
  "dist/index.cjs",
  "dist/catalog.cjs",
];

const rows = [];
for (const file of FILES) rows.push(row(`pkg/${file}`, await readFile(pkg(file))));
rows.push(row("a page that imports everything", await bundleOf("src/index.js", "*")));
rows.push(row("a page that imports only `parse`", await bundleOf("src/index.js", "{ parse }")));
rows.push(row("the same behind /slim (without the wasm)", await bundleOf("dist/slim/src/slim.js", "{ init, parse }")));
print(["bytes", "raw", "gzip", "brotli"], rows);

async function bundleOf(door, names) {
  const { outputFiles } = await esbuild.build({
    stdin: { contents: `export ${names} from "./${door}";`, resolveDir: pkg("") },
    bundle: true,
    minify: true,
    charset: "utf8",
    format: "esm",
    write: false,
  });
  return Buffer.from(outputFiles[0].contents);
}

function row(name, bytes) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  return [name, bytes.length, gzipSync(bytes, { level: 9 }).length, brotliCompressSync(bytes, { params }).length];
}

function print(head, rows) {
  const width = Math.max(...rows.map(([name]) => name.length));
  for (const [name, ...numbers] of [head, ...rows]) {
    console.log(name.padEnd(width) + numbers.map((number) => String(number).padStart(9)).join(""));
  }
}
