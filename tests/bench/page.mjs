// docs/performance.md.
//
// In: what all runtimes have measured of this build. Out: the page.
// Does not know: how anything was measured.
// Why written by a program: a figure typed by hand is a figure nobody measured.

import { mkdir, readFile, writeFile } from "node:fs/promises";

import { BASELINE, BYTES, OURS, TEXT } from "./contestants.mjs";
import { geometricMean, groups, meanRatio, worst } from "./report.mjs";
import { allSaved } from "./results.mjs";
import { targets } from "./targets.mjs";

const PAGE = new URL("../../docs/performance.md", import.meta.url);
const LIBRARIES = ["ajv", "arktype", "jsonc-parser", "typebox", "valibot", "vscode-json-languageservice", "zod"];

export async function writePage() {
  const runs = await allSaved();
  if (runs.length === 0) throw new Error("nothing of this build has been measured yet: `cargo xtask bench --doc` does it all");
  const [first] = runs;
  const parts = [
    INTRODUCTION,
    reachedTable(runs),
    await machine(runs),
    METHOD,
    ...runs.map(({ runtime, sections }) => bodiesOf(runtime, sections.bodies)),
    mixedOf(runs),
    whereOf(first.sections.where),
    growthOf(first.sections.growth),
    othersOf(first.sections),
  ];
  await mkdir(new URL(".", PAGE), { recursive: true });
  await writeFile(PAGE, `${parts.filter(Boolean).join("\n\n")}\n`);
  console.log("written: docs/performance.md");
}

const INTRODUCTION = `<!-- Written by \`cargo xtask bench --doc\`. Do not edit. -->
# Performance

What \`parse\` costs, beside \`JSON.parse\` alone and beside what people use otherwise; what the goals are, and which of them are
reached. All figures here were measured by \`cargo xtask bench\`, none was typed.`;

const METHOD = `## Method

* A figure is a **ratio** of two times taken within some milliseconds of each other in one process, the median over the rounds; groups
  are geometric means. A machine that is slow for a second is slow for both sides. Only the native library, which criterion measures,
  and workerd, whose clock stands still, are timed otherwise: by the fastest sample, and from outside.
  Each section has a process of its own, so that none measures what another one has left behind.
* In each round every contestant has its turn on a body, in another order each time. All bodies are read by all before the first
  time is taken, and results are kept, so that no compiler can drop them.
* The bodies are those of \`tests/fixtures/accept/\`; those that \`JSON.parse\` makes no object of (byte order marks, doubly encoded) are left out.
* **Honesty**: before any time is taken each contestant reads each body, and its verdict, and its values where it gives any, are
  compared with ours; one disagreement, and nothing is measured. What the contestants judge is said once, in \`tests/bench/schemas/rules.mjs\`, and written in the
  language of each library: required members, JSON types, the forms of texts (UUIDs, times, phone numbers), sets, unions on \`type\`. None of them gives positions, canonical
  spellings, rules across members, or what is wrong with the answers of a Flow; ours does all of this in the time that is shown.
* With a Flow every contestant also parses the JSON in \`responseJson\`.
* “generated” is plain JavaScript written from the rules by a program, as typia does. “our JSON Schema” is the published schema, whose root is
  tolerant, in ajv. “serde in wasm” is serde_json into derived structs and serde-wasm-bindgen out, compiled as the package is, but inlined as far as LLVM likes;
  it does not check the forms of texts, and keeps receipts untyped.

To run it: \`cargo xtask bench\` (the bodies), \`--section NAME\` (the other measures), \`--quick\` (a first impression), \`--node npm\` (the newest
Node) or \`--node workerd\`, \`--doc\` (everything, and this page).`;

function reachedTable(runs) {
  const columns = runs.map(({ sections }) => targets(sections));
  const rows = columns[0].map(({ measure, toReach }, index) => [
    measure,
    `≤ ${toReach}`,
    ...columns.map((column) => verdict(column[index])),
  ]);
  return `## Goals\n\n${table([["measure", "to reach", ...runs.map(({ runtime }) => `reached, ${runtime}`)], ...rows])}\n\nBold is what is reached.`;
}

const verdict = ({ reached, isReached }) => {
  if (reached === undefined) return "–";
  return isReached ? `**${number(reached)}**` : number(reached);
};

async function machine(runs) {
  const [{ machine }] = runs;
  const versions = await Promise.all(LIBRARIES.map(async (name) => `${name} ${await versionOf(name)}`));
  const runtimes = runs.map(({ runtime, v8 }) => (v8 ? `${runtime} (V8 ${v8})` : runtime));
  return `## Machine and versions

${machine.cpu}, ${machine.cores} cores, ${machine.os}; ${runtimes.join(", ")}; ${versions.join(", ")}.
A shared machine: absolute times are worth little there, ratios more.`;
}

async function versionOf(name) {
  const file = new URL(`../node_modules/${name}/package.json`, import.meta.url);
  return JSON.parse(await readFile(file, "utf8")).version;
}

function bodiesOf(runtime, bodies) {
  if (!bodies) return undefined;
  const tables = [TEXT, BYTES].map((form) => {
    const names = Object.keys(bodies[form][0].times).filter((name) => name !== BASELINE);
    const rows = groups(bodies[form]).map(([label, found]) => [
      label.replace(/^ +/, "– "),
      String(found.length),
      (geometricMean(found.map(({ times }) => times[BASELINE].ns)) / 1000).toFixed(2),
      ...names.map((name) => meanRatio(found, name).toFixed(2)),
      `${worst(found).ratio.toFixed(2)} ${worst(found).body}`,
    ]);
    const baseline = form === TEXT ? "JSON.parse" : "TextDecoder.decode + JSON.parse";
    return `\`parse(${form === TEXT ? "string" : "bytes"})\`, as a ratio to \`${baseline}\` alone:\n\n${table([["bodies", "", "baseline µs", ...names.map((name) => (name === OURS ? "**ours**" : name)), "worst of ours"], ...rows])}`;
  });
  return `## All bodies, ${runtime}\n\n${tables.join("\n\n")}`;
}

function mixedOf(runs) {
  const measured = runs.filter(({ sections }) => sections.mixed);
  if (measured.length === 0) return undefined;
  const rows = measured[0].sections.mixed.map(({ mix, sorts }, index) => [
    mix,
    String(sorts),
    ...measured.map(({ sections }) => sections.mixed[index].times.parse.ratio.toFixed(2)),
  ]);
  return `## Bodies as they arrive

Above, each body is read some hundred times in a row, and a body that differs from one before it in its values only is read faster than
one that does not. Here bodies of several sorts arrive in no order, each with ids of its own, and each is read once: \`parse(string)\`, as a ratio
to \`JSON.parse\` alone.

${table([["bodies", "sorts", ...measured.map(({ runtime }) => runtime)], ...rows])}`;
}

function whereOf(rows) {
  if (!rows) return undefined;
  const parts = ["copy in", "read", "build event", "build diagnostics"];
  const share = (times, name) => (times[name] ? times[name].ratio.toFixed(2) : "–");
  const body = rows.map(({ body, bytes, times, floor }) => [
    `${body} (${bytes} bytes)`,
    times["JSON.parse"].ns.toFixed(0),
    ...parts.map((name) => share(times, name)),
    share(times, "parse"),
    floor.toFixed(2),
    (times.parse.ratio / floor).toFixed(1),
  ]);
  return `## Where the time goes

Each part by itself, as a ratio to \`JSON.parse\` of the same text: copying the text into the memory of the module (\`encodeInto\`), reading it there
(lexing, checking, leaving offsets), building the event from the offsets, building the diagnostics. The **floor** is copying in and building
from offsets that are known: no reading, however fast, can do without these two.

${table([["body", "JSON.parse ns", ...parts, "whole", "floor", "whole / floor"], ...body])}`;
}

function growthOf(rows) {
  if (!rows) return undefined;
  const sizes = rows[0].sizes.map(({ bytes }) => `${number(10 ** Math.round(Math.log10(bytes)) / 1000)} kB`);
  const body = (pick) => rows.map(({ kind, sizes }) => [kind, ...sizes.map(pick)]);
  return `## Growth

Bodies that are all one thing. The part in wasm alone, nanoseconds per byte:

${table([["", ...sizes], ...body(({ wasm }) => number(wasm))])}

The whole, as a ratio to \`JSON.parse\` of the same text (broken text has no such ratio: \`JSON.parse\` gives up at the first fault):

${table([["", ...sizes], ...body(({ ratio }) => (ratio === undefined ? "–" : number(ratio)))])}`;
}

function othersOf({ problems, inspect, start, size, memory, native }) {
  const parts = ["## Other measures"];
  if (problems) {
    const names = ["ours", "JSON.parse + ajv", "vscode-json-languageservice"];
    const rows = problems.map(({ body, times }) => [body, ...names.map((name) => (times[name] ? (times[name].ns / 1000).toFixed(1) : "–"))]);
    parts.push(`A body with five problems, µs. ours: all diagnostics with positions, help and edits; ajv: all errors, no positions; the language service of
editors with our JSON Schema: positions.\n\n${table([["", ...names], ...rows])}`);
  }
  if (inspect) {
    const rows = inspect.map(({ body, nodes, times }) => [body, String(nodes), ...["ours", "parseTree"].map((name) => (times[name].ns / 1e6).toFixed(1))]);
    parts.push(`\`inspect\` of 1 MB, ms:\n\n${table([["", "nodes", "ours", "jsonc-parser"], ...rows])}`);
  }
  if (size) {
    const rows = size.map(({ name, raw, gzip, brotli }) => [name, ...[raw, gzip, brotli].map((bytes) => (bytes / 1000).toFixed(1))]);
    parts.push(`What is loaded, kB, bundled and minified by esbuild; the libraries with the same rules:\n\n${table([["", "raw", "gzip", "brotli"], ...rows])}`);
  }
  if (start) {
    const rows = Object.entries(start).map(([name, { ms }]) => [name, ms.toFixed(1)]);
    parts.push(`From before the import to after the first answer, a fresh process each time, ms:\n\n${table([["", "ms"], ...rows])}`);
  }
  if (memory) {
    const [peak, first, later] = [memory.peakOfFirst, memory.afterFirst, memory.mostLater].map((bytes) => (bytes / 1e6).toFixed(1));
    parts.push(`Linear memory: ${peak} MB at most while the first of each size was read; ${first} MB after that; ${later} MB at most during ${memory.bodies.toLocaleString("en")} further bodies of all sizes. An instance whose memory a body has made large is given up after that body, and its memory with it.`);
  }
  if (native) {
    const rows = native.rows.map(({ body, ours, serde, ratio }) => [body, ours.toFixed(0), serde.toFixed(0), ratio.toFixed(2)]);
    parts.push(`Native, by criterion, the fastest sample, ns. serde_json is told the shape and reads into structs that own their strings; ours finds out, checks and borrows:\n\n${table([["", "ours", "serde_json", "ratio"], ...rows])}`);
  }
  return parts.length > 1 ? parts.join("\n\n") : undefined;
}

/** Three digits are what such measurements are worth, and two behind the point. */
const number = (value) => (Math.abs(value) >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3))));

function table([head, ...rows]) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(head), `|${head.map((_, column) => (column === 0 ? "---" : "--:")).join("|")}|`, ...rows.map(line)].join("\n");
}
