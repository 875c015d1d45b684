// The door of the benchmark: what is measured, where the numbers go.
//
// In: the built package, the built serde peer, the options. Out: tables on the standard output; every number in
// `target/bench/`; with `--doc` the page docs/performance.md.
// Does not know: how a section measures (sections/, measure.mjs), who takes part (contestants.mjs), how they are kept honest
// (agreement.mjs), what is to be reached (targets.mjs).
// Why ratios: a shared machine is now fast and now slow, and both sides of a ratio feel it alike.

import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { disagreements } from "./agreement.mjs";
import { loadBodies } from "./bodies.mjs";
import { BYTES, contestants, TEXT } from "./contestants.mjs";
import { measure } from "./measure.mjs";
import { aligned, report } from "./report.mjs";
import { runtimeName, save } from "./results.mjs";
import { native } from "./sections/native.mjs";
import { growth } from "./sections/growth.mjs";
import { inspect } from "./sections/inspect.mjs";
import { memory } from "./sections/memory.mjs";
import { mixed } from "./sections/mixed.mjs";
import { problems } from "./sections/problems.mjs";
import { size } from "./sections/size.mjs";
import { start } from "./sections/start.mjs";
import { partsAgree, where } from "./sections/where.mjs";
import { targets } from "./targets.mjs";
import { writePage } from "./page.mjs";

// `cargo xtask bench --help` says what they mean; `--agree` takes no time and only sees whether the contestants agree.
const { values: options } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    filter: { type: "string", default: "" },
    only: { type: "string" },
    section: { type: "string", default: "bodies" },
    agree: { type: "boolean", default: false },
    page: { type: "boolean", default: false },
  },
});

/** Each in a process of its own, so that none measures what another one has left in the compiler and the heap. */
const SECTIONS = { bodies, mixed, where, problems, inspect, growth, start, size, memory: memoryOf, native };

await main();

async function main() {
  const names = sectionNames();
  if (names.length > 1) return inTurn(names);
  const field = await contestants(options.only?.split(","));
  const { bodies, leftOut } = await loadBodies(options.filter);
  if (bodies.length === 0) throw new Error("no body to measure: see --filter");
  const complaints = disagreements(bodies, field);
  if (complaints.length > 0) {
    throw new Error(`the contestants do not agree, so their times mean nothing:\n${complaints.join("\n")}`);
  }
  if (options.agree) {
    await partsAgree();
    console.log(`${field[TEXT].length} contestants agree on ${bodies.length} bodies`);
    return;
  }
  if (options.page) {
    await writePage();
    return;
  }
  for (const { name, why } of leftOut) console.log(`left out: ${name} (${why})`);
  await measureSection(names[0], { bodies, field });
}

/** Runs this program once for each section. */
function inTurn(names) {
  for (const name of names) {
    // The last one of two options of one name counts.
    const options = [...process.execArgv, fileURLToPath(import.meta.url), ...process.argv.slice(2), "--section", name];
    const { status } = spawnSync(process.execPath, options, { stdio: "inherit" });
    if (status !== 0) throw new Error(`the section ${name} ended with ${status}`);
  }
}

function sectionNames() {
  if (options.section === "all") return Object.keys(SECTIONS);
  const names = options.section.split(",");
  for (const name of names) if (!SECTIONS[name]) throw new Error(`there is no section ${name}; there are: ${Object.keys(SECTIONS)}`);
  return names;
}

async function measureSection(name, context) {
  const effort = options.quick ? { rounds: 7, batchMs: 0.3 } : { rounds: 21, batchMs: 1 };
  // Only a whole measurement is kept for the page.
  const isWhole = !options.quick && !options.filter && !options.only;
  console.log(`${runtimeName()}; ${effort.rounds} rounds of ${effort.batchMs} ms`);
  console.error(`==> measuring: ${name}`);
  const found = await SECTIONS[name](effort, context);
  if (isWhole) await save(name, found);
  console.log(shown(name, found));
  const table = targets({ [name]: found }).filter(({ reached }) => reached !== undefined);
  if (table.length === 0) return;
  const rows = table.map(({ measure, toReach, reached, isReached }) => [measure, `≤ ${toReach}`, reached.toFixed(2), isReached ? "reached" : "not yet"]);
  console.log(["", ...aligned([["measure", "to reach", "reached", ""], ...rows])].join("\n"));
}

function bodies(effort, { bodies, field }) {
  return Object.fromEntries([TEXT, BYTES].map((form) => [form, measure(bodies, field[form], form, effort)]));
}

function memoryOf() {
  return memory(options.quick ? 100_000 : 10_000_000);
}

function shown(name, found) {
  if (name === "bodies") return [TEXT, BYTES].map((form) => report(form, found[form])).join("\n");
  const short = (_, value) => (typeof value === "number" && !Number.isInteger(value) ? Number(value.toPrecision(3)) : value);
  const lines = Array.isArray(found) ? found : [found];
  return [`\n${name}`, ...lines.map((line) => `  ${JSON.stringify(line, short)}`)].join("\n");
}
