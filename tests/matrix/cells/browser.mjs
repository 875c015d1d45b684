// A page in Chromium: with no bundler at all, and through each of the bundlers.

import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

import { answerOf, serving } from "../chromium.mjs";
import { cellFolder } from "../user.mjs";

const PAGE = `<!doctype html>\n<meta charset="utf-8">\n<link rel="icon" href="data:,">\n`;
const ENTRY = `import { text } from "./program.mjs";\n\nglobalThis.answer = text();\n`;
/** No page of a careful site runs what it did not name. */
const POLICY = { "content-security-policy": "script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'" };
const NO_WASM = { "content-security-policy": "script-src 'self' 'unsafe-inline'" };
/** Importing the catalog alone brings no wasm, importing `parse` brings one of the two modules, by all bundlers. */
const CATALOG_BYTES_MAX = 150_000;

export function cells(user) {
  const require = createRequire(join(user.tools, "../package.json"));
  return [
    { name: "Chromium, plain module script", run: () => plain(user, POLICY) },
    { name: "Chromium, policy without wasm", isTold: false, run: () => withoutWasm(user) },
    { name: "Vite, dev server", run: () => viteDev(user, require) },
    { name: "Vite, build", run: () => bundled(user, "vite", (folder, entry) => viteBuild(require, folder, entry)) },
    { name: "webpack", run: () => bundled(user, "webpack", (folder, entry) => webpack(require, folder, entry)) },
    { name: "esbuild", run: () => bundled(user, "esbuild", (folder, entry) => esbuild(require, folder, entry)) },
    { name: "Rollup", run: () => bundled(user, "rollup", (folder, entry) => rollup(require, folder, entry)) },
  ];
}

const map = {
  "chatapps-webhook": "/node_modules/chatapps-webhook/src/index.js",
  "chatapps-webhook/catalog": "/node_modules/chatapps-webhook/src/catalog.js",
  "chatapps-webhook/samples": "/node_modules/chatapps-webhook/src/samples.js",
};

function plain(user, headers) {
  const folder = cellFolder(user, `plain-${Object.values(headers)[0].length}`);
  const imports = `<script type="importmap">${JSON.stringify({ imports: map })}</script>\n`;
  writeFileSync(join(folder, "entry.mjs"), ENTRY);
  writeFileSync(join(folder, "index.html"), `${PAGE}${imports}<script type="module" src="/entry.mjs"></script>\n`);
  return serving(folder, headers, (url) => answerOf(user, `${url}/index.html`));
}

/** The error says what is missing. */
async function withoutWasm(user) {
  const folder = cellFolder(user, "no-wasm");
  const entry = `import { parse } from "/node_modules/chatapps-webhook/src/index.js";
try { parse("{}"); } catch (error) { globalThis.answer = String(error); }
`;
  writeFileSync(join(folder, "entry.mjs"), entry);
  writeFileSync(join(folder, "index.html"), `${PAGE}<script type="module" src="/entry.mjs"></script>\n`);
  const answer = await serving(folder, NO_WASM, (url) => answerOf(user, `${url}/index.html`));
  if (!answer.includes("wasm-unsafe-eval")) throw new Error(`the error does not name the policy: ${answer}`);
}

async function viteDev(user, require) {
  const folder = cellFolder(user, "vite-dev");
  writeFileSync(join(folder, "entry.mjs"), ENTRY);
  writeFileSync(join(folder, "index.html"), `${PAGE}<script type="module" src="/entry.mjs"></script>\n`);
  const { createServer } = await import(require.resolve("vite"));
  const server = await createServer({ root: folder, configFile: false, logLevel: "error", server: { port: 0, host: "127.0.0.1" } });
  try {
    await server.listen();
    return await answerOf(user, `http://127.0.0.1:${server.httpServer.address().port}/index.html`);
  } finally {
    await server.close();
  }
}

/** A bundle of the whole program in a page; and two small ones, for what they leave out. */
async function bundled(user, name, bundle) {
  const folder = cellFolder(user, name);
  writeFileSync(join(folder, "entry.mjs"), ENTRY);
  writeFileSync(join(folder, "catalog.mjs"), `import { explain } from "chatapps-webhook/catalog";\n\nconsole.log(explain("not-json"));\n`);
  writeFileSync(join(folder, "parse.mjs"), `import { parse } from "chatapps-webhook";\n\nconsole.log(parse("{}"));\n`);
  checkSizes(folder, await bundle(folder, "catalog.mjs"), await bundle(folder, "parse.mjs"));
  const file = await bundle(folder, "entry.mjs");
  writeFileSync(join(folder, "out.html"), `${PAGE}<script type="module" src="/${file}"></script>\n`);
  return serving(folder, POLICY, (url) => answerOf(user, `${url}/out.html`));
}

function checkSizes(folder, catalog, parse) {
  const [small, large] = [catalog, parse].map((file) => readFileSync(join(folder, file), "latin1"));
  if (small.length > CATALOG_BYTES_MAX || small.includes("WebAssembly")) throw new Error(`the catalog brings wasm (${small.length} bytes)`);
  if (/tools_render|tools_redact/.test(large)) throw new Error(`parse brings the module of render and redact (${large.length} bytes)`);
}

async function viteBuild(require, folder, entry) {
  const { build } = await import(require.resolve("vite"));
  const outDir = `out-${entry}`;
  await build({
    root: folder,
    configFile: false,
    logLevel: "error",
    build: { outDir, lib: { entry: join(folder, entry), formats: ["es"], fileName: () => "out.js" }, minify: true },
  });
  return `${outDir}/out.js`;
}

function webpack(require, folder, entry) {
  const compiler = require("webpack")({
    context: folder,
    entry: `./${entry}`,
    mode: "production",
    target: "web",
    output: { path: folder, filename: `out-${entry}.js` },
    performance: { hints: false },
  });
  return new Promise((resolve, reject) => {
    compiler.run((error, stats) => {
      if (error || stats.hasErrors() || stats.hasWarnings()) reject(error ?? new Error(stats.toString()));
      else compiler.close(() => resolve(`out-${entry}.js`));
    });
  });
}

async function esbuild(require, folder, entry) {
  const outfile = join(folder, `out-${entry}.js`);
  await require("esbuild").build({ entryPoints: [join(folder, entry)], outfile, bundle: true, minify: true, format: "esm", logLevel: "error" });
  return `out-${entry}.js`;
}

async function rollup(require, folder, entry) {
  const { rollup: bundle } = require("rollup");
  const { nodeResolve } = require("@rollup/plugin-node-resolve");
  const warnings = [];
  const plugins = [nodeResolve({ browser: true, exportConditions: ["browser"] })];
  const result = await bundle({ input: join(folder, entry), plugins, onwarn: (warning) => warnings.push(warning.message) });
  if (warnings.length > 0) throw new Error(warnings.join("\n"));
  await result.write({ file: join(folder, `out-${entry}.js`), format: "es" });
  return `out-${entry}.js`;
}
