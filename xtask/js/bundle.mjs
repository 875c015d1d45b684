// Writes `pkg/dist/`: the doors of the package, beside `pkg/src/`, which is the door for bundlers and pages as it stands.
//
// In: the ES modules of `pkg/src/`, which import `pkg/wasm/` and `pkg/generated/`.
// Out: NAME.cjs     for `require`, one file with all that it needs; in Node also what `import` gets
//      NAME.mjs     the door to it for `import`. It holds nothing of its own, so that `require` and `import` in one
//                   process share one instance, and `instanceof` holds across the two
//      workerd/, edge-light/    the sources once more, with a wasm module imported in place of its bytes: these runtimes
//                   compile no bytes. Programs for them are always bundled, and bundlers `require` an ES module too
//      slim/        the sources without any wasm
// Beside it: the licences and the changelog, which npm packs only from the folder of the package.
// Does not know: what the sources do.
// Why sources and not bundles: of an ES module that was not bundled yet every bundler leaves out what a page does not
// use, down to the module of wasm. Node has nothing to leave out, and starts faster with one file than with many.

import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { posix } from "node:path";
import { fileURLToPath } from "node:url";

import { esbuild } from "./esbuild.mjs";

const { dirname, join } = posix;
const pkg = (path) => fileURLToPath(new URL(`../../pkg/${path}`, import.meta.url));

/** What stands in place of the bytes of a wasm module, behind each door that does not carry them. */
const MODULES = {
  workerd: (name) => `import module from "../../../wasm/${name}_bg.wasm";\n\nexport default module;\n`,
  "edge-light": (name) => `import module from "../../../wasm/${name}_bg.wasm?module";\n\nexport default module;\n`,
  slim: (name) => `export default ${JSON.stringify(name === "parse" ? "init" : "initTools")};\n`,
};
const BYTES = /^wasm\/(\w+)\.bytes\.js$/;
const IMPORT = / from "(\.[^"]+)";/g;

const toCommonJs = {
  bundle: true,
  format: "cjs",
  platform: "node",
  target: "node20",
  // Escaping what is not ASCII would make each such byte of the wasm four.
  charset: "utf8",
  legalComments: "none",
  // As ES modules are: what is not allowed is an error there, and nothing is passed over in silence.
  banner: { js: '"use strict";' },
  logLevel: "warning",
};

await rm(pkg("dist"), { recursive: true, force: true });
await Promise.all([
  writeNodeDoor("index"),
  writeNodeDoor("catalog"),
  writeNodeDoor("samples"),
  writeSources("slim", "src/slim.js").then(() => writeNodeDoor("slim", "dist/slim/src/slim.js")),
  writeSources("workerd", "src/index.js"),
  writeSources("edge-light", "src/index.js"),
  ...["LICENSE-APACHE", "LICENSE-MIT", "CHANGELOG.md"].map((name) => copyFile(pkg(`../${name}`), pkg(name))),
]);

/** One file for `require`, and the module for `import` that gives away what it exports, by the names the file itself has. */
async function writeNodeDoor(name, entry = `src/${name}.js`) {
  await esbuild.build({ ...toCommonJs, entryPoints: [pkg(entry)], outfile: pkg(`dist/${name}.cjs`) });
  const names = Object.keys(createRequire(import.meta.url)(pkg(`dist/${name}.cjs`)));
  // Node searches a CommonJS file that is imported, and those it passes on, for the names of its exports. That takes as
  // long as all the rest together, and a member of an object it does not follow.
  await writeFile(pkg(`dist/${name}.door.cjs`), `exports.implementation = require("./${name}.cjs");\n`);
  const give = `import door from "./${name}.door.cjs";\n\nexport const { ${names.join(", ")} } = door.implementation;\n`;
  await writeFile(pkg(`dist/${name}.mjs`), give);
}

/**
 * The sources that an entry needs, with something else in place of the bytes of wasm. What has nothing to do with wasm is
 * not written twice.
 */
async function writeSources(folder, entry) {
  const imports = await importsFrom(entry);
  const carriesBytes = (path) => BYTES.test(path) || imports.get(path).some(carriesBytes);
  const placeOf = (path) => (carriesBytes(path) ? `dist/${folder}/${path.replace(BYTES, "wasm/$1.module.js")}` : path);
  for (const path of [...imports.keys()].filter(carriesBytes)) {
    const place = placeOf(path);
    const [, wasm] = BYTES.exec(path) ?? [];
    const text = wasm
      ? MODULES[folder](wasm)
      : await rewired(path, (imported) => relative(place, placeOf(imported)));
    await mkdir(pkg(dirname(place)), { recursive: true });
    await writeFile(pkg(place), text);
  }
}

/** Every module that an entry needs, by its path in the package, and what each imports itself. */
async function importsFrom(entry) {
  const imports = new Map([[entry, []]]);
  for (const [path, list] of imports) {
    // The bytes are long, and import nothing.
    const text = BYTES.test(path) ? "" : await readFile(pkg(path), "utf8");
    for (const [, specifier] of text.matchAll(IMPORT)) {
      const imported = join(dirname(path), specifier);
      list.push(imported);
      if (!imports.has(imported)) imports.set(imported, []);
    }
  }
  return imports;
}

/** A module whose imports go elsewhere. */
async function rewired(path, place) {
  const text = await readFile(pkg(path), "utf8");
  return text.replace(IMPORT, (_, specifier) => ` from "${place(join(dirname(path), specifier))}";`);
}

/** The specifier by which one module imports another. */
function relative(from, to) {
  const path = posix.relative(dirname(from), to);
  return path.startsWith(".") ? path : `./${path}`;
}
