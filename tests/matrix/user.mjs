// A user's folder: empty, but for the packed package, installed by npm.
//
// In: `pkg/`, built. Out: `target/matrix/`, with the tarball, the installed package, the fixtures as a module, and the
// program of the cells. Does not know: the cells.

import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const tools = join(root, "tests/matrix/node_modules");

/** Longer bodies say nothing more about a runtime. */
const BODY_BYTES_MAX = 20_000;

/** Packs the package as `npm publish` would, into a folder. */
export function pack(folder) {
  mkdirSync(folder, { recursive: true });
  const out = execFileSync("npm", ["pack", "--json", "--pack-destination", folder], { cwd: join(root, "pkg"), encoding: "utf8" });
  const told = JSON.parse(out);
  const [{ filename }] = Array.isArray(told) ? told : Object.values(told);
  return join(folder, filename);
}

/** Installs a tarball into a folder that holds nothing else. */
export function install(folder, tarball, manifest = {}) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, ...manifest }));
  execFileSync("npm", ["install", "--offline", "--no-audit", "--no-fund", "--no-package-lock", tarball], { cwd: folder, stdio: "pipe" });
}

/** The whole set-up. `reference` is what each cell has to say: computed here, by Node, from the checkout. */
export async function setUp() {
  const folder = join(root, "target/matrix");
  rmSync(folder, { recursive: true, force: true });
  const tarball = pack(folder);
  const home = join(folder, "user");
  install(home, tarball);
  const fixtures = readFixtures();
  const probe = readFileSync(new URL("probe.mjs", import.meta.url), "utf8");
  const data = JSON.stringify(fixtures);
  writeProgram(home, probe, data);
  return { root, folder, home, tarball, tools, probe, data, reference: await referenceOf(fixtures) };
}

/** The program of a cell, in both module systems: it gives away the text of the probe. */
function writeProgram(home, probe, data) {
  writeFileSync(join(home, "probe.mjs"), probe);
  writeFileSync(join(home, "fixtures.mjs"), `export default ${data};\n`);
  writeFileSync(
    join(home, "program.mjs"),
    `import * as webhook from "chatapps-webhook";
import * as catalog from "chatapps-webhook/catalog";
import * as samples from "chatapps-webhook/samples";
import { probe } from "./probe.mjs";
import fixtures from "./fixtures.mjs";

export const text = () => probe(webhook, catalog, samples, fixtures);
`,
  );
  writeFileSync(join(home, "print.mjs"), `import { text } from "./program.mjs";\nprocess.stdout.write(text());\n`);
  writeFileSync(join(home, "probe.cjs"), probe.replace("export function probe", "exports.probe = function probe"));
  writeFileSync(join(home, "fixtures.cjs"), `module.exports = ${data};\n`);
  writeFileSync(
    join(home, "program.cjs"),
    `const { probe } = require("./probe.cjs");

exports.text = () =>
  probe(require("chatapps-webhook"), require("chatapps-webhook/catalog"), require("chatapps-webhook/samples"), require("./fixtures.cjs"));
`,
  );
  writeFileSync(join(home, "print.cjs"), `process.stdout.write(require("./program.cjs").text());\n`);
}

function readFixtures() {
  const folder = join(root, "tests/fixtures");
  const read = (path, ending) =>
    readdirSync(join(folder, path))
      .filter((name) => name.endsWith(ending))
      .sort()
      .map((name) => {
        const sidecar = join(folder, path, `${name.slice(0, -ending.length)}.options.json`);
        const options = existsSync(sidecar) ? JSON.parse(readFileSync(sidecar, "utf8")) : undefined;
        return { name: `${path}/${name}`, bytes: readFileSync(join(folder, path, name)), options };
      });
  const codes = readdirSync(join(folder, "codes")).sort();
  return [...read("accept", ".json"), ...codes.flatMap((code) => read(`codes/${code}`, ".body"))]
    .filter(({ bytes }) => bytes.length <= BODY_BYTES_MAX)
    .map(({ name, bytes, options }) => ({ name, body: bytes.toString("base64"), options }));
}

async function referenceOf(fixtures) {
  const { probe } = await import("./probe.mjs");
  const door = (name) => import(join(root, `pkg/dist/${name}.mjs`));
  return probe(await door("index"), await door("catalog"), await door("samples"), fixtures);
}

/** A folder of a cell's own, in which the package and the named tools are found. */
export function cellFolder(user, name, toolNames = []) {
  const folder = join(user.folder, "cells", name);
  const modules = join(folder, "node_modules");
  mkdirSync(modules, { recursive: true });
  // A copy, not a link: bundlers treat a linked package as the sources of the user.
  cpSync(join(user.home, "node_modules/chatapps-webhook"), join(modules, "chatapps-webhook"), { recursive: true });
  for (const tool of toolNames) {
    mkdirSync(dirname(join(modules, tool)), { recursive: true });
    symlinkSync(join(tools, tool), join(modules, tool));
  }
  for (const file of ["probe.mjs", "fixtures.mjs", "program.mjs", "probe.cjs", "fixtures.cjs", "program.cjs"]) {
    writeFileSync(join(folder, file), readFileSync(join(user.home, file)));
  }
  return folder;
}
