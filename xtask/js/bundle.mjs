// Writes `pkg/dist/`.
//
// In: the ES modules of `pkg/src/`, which import `pkg/wasm/` and `pkg/generated/`.
// Out: index.cjs    the implementation in Node, with both wasm modules inside
//      index.mjs    its door for `import`. It holds nothing of its own, so that `require` and `import` in one process
//                   share one instance, and `instanceof` holds across the two
//      catalog.cjs, catalog.mjs    plain data without state, so both are whole
//      browser.mjs  everything in one ES module, for bundlers and for a page without one
// Does not know: what the sources do.
// Why bundles: Node starts faster with one file than with many, and a page without a bundler needs one.

import { rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

import { esbuild } from "./esbuild.mjs";

const pkg = (path) => fileURLToPath(new URL(`../../pkg/${path}`, import.meta.url));

const shared = {
  bundle: true,
  // Escaping what is not ASCII would make each such byte of the wasm four.
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
};
const forNode = { ...shared, platform: "node", target: "node20" };
const forAnywhere = { ...shared, platform: "neutral", target: "es2022", format: "esm" };

await rm(pkg("dist"), { recursive: true, force: true });
await Promise.all([
  bundle("index.js", "index.cjs", { ...forNode, format: "cjs" }),
  bundle("index.js", "browser.mjs", { ...forAnywhere, minify: true }),
  bundle("catalog.js", "catalog.cjs", { ...forNode, format: "cjs" }),
  bundle("catalog.js", "catalog.mjs", forAnywhere),
]);
await writeDoor("index.cjs", "index.mjs");

function bundle(entry, outfile, options) {
  return esbuild.build({ ...options, entryPoints: [pkg(`src/${entry}`)], outfile: pkg(`dist/${outfile}`) });
}

/** A module that gives away what the CommonJS file exports. The names are asked of the file itself. */
async function writeDoor(implementation, door) {
  const names = Object.keys(createRequire(import.meta.url)(pkg(`dist/${implementation}`)));
  await writeFile(
    pkg(`dist/${door}`),
    `import implementation from "./${implementation}";\n\nexport const { ${names.join(", ")} } = implementation;\n`,
  );
}
