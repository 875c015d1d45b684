// What a page or a Worker loads for `parse`, in bytes.
//
// In: the package as npm gets it, the schemas of the contestants. Out: sizes as they are, and as gzip and brotli leave them.
// Does not know: what is in them. Every bundle is made by the same bundler with the same settings.
// Why bundles: nobody loads a package; they load what is left of it after their bundler.

import { fileURLToPath } from "node:url";
import { readFile } from "node:fs/promises";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

import * as esbuild from "esbuild";

const dir = (path) => fileURLToPath(new URL(path, import.meta.url));

const OURS = 'export { parse } from "chatapps-webhook";';
const BUNDLES = [
  { name: "parse, a page", source: OURS, from: "../../../pkg/", conditions: ["browser"] },
  { name: "parse, a Worker", source: OURS, from: "../../../pkg/", conditions: ["workerd", "worker"] },
  { name: "zod", source: 'export { validate } from "./zod.mjs";', from: "../schemas/" },
  { name: "valibot", source: 'export { validate } from "./valibot.mjs";', from: "../schemas/" },
  { name: "arktype", source: 'export { validate } from "./arktype.mjs";', from: "../schemas/" },
  { name: "ajv", source: 'export { ajvValidator } from "./ajv.mjs";', from: "../schemas/" },
  { name: "typebox", source: 'export { typeboxValidator } from "./typebox.mjs";', from: "../schemas/" },
  { name: "vscode-json-languageservice", source: 'export { getLanguageService } from "vscode-json-languageservice";', from: "../schemas/" },
];

export async function size() {
  const rows = [];
  for (const bundle of BUNDLES) rows.push({ name: bundle.name, ...summed(await filesOf(bundle)) });
  return rows;
}

/** The bundle and the files it loads besides. */
async function filesOf({ source, from, conditions }) {
  const { outputFiles } = await esbuild.build({
    stdin: { contents: source, resolveDir: dir(from) },
    bundle: true,
    minify: true,
    charset: "utf8",
    format: "esm",
    platform: "browser",
    conditions: [...(conditions ?? []), "import"],
    loader: { ".wasm": "file" },
    outdir: dir("out"),
    write: false,
    logLevel: "error",
  });
  return outputFiles.map(({ contents }) => Buffer.from(contents));
}

function summed(files) {
  const sum = (bytesOf) => files.reduce((bytes, file) => bytes + bytesOf(file), 0);
  return {
    raw: sum((file) => file.length),
    gzip: sum((file) => gzipSync(file, { level: 9 }).length),
    brotli: sum((file) =>
      brotliCompressSync(file, {
        params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: file.length },
      }).length,
    ),
  };
}
