// How long `parse` takes, as a ratio to `JSON.parse` of the same text, beside what people use otherwise.
//
// In: the bodies of `tests/fixtures/accept/`, the built package, the built serde peer.
// Out: tables on the standard output; with `--json FILE` every number.
// Does not know: the contestants (contestants.mjs), how they are kept honest (agreement.mjs), how a time is taken
// (measure.mjs), how a table looks (report.mjs).
// Why ratios: a shared machine is now fast and now slow, and both sides of a ratio feel it alike.

import { writeFile } from "node:fs/promises";
import os from "node:os";
import { parseArgs } from "node:util";

import { disagreements } from "./agreement.mjs";
import { loadBodies } from "./bodies.mjs";
import { BYTES, contestants, TEXT } from "./contestants.mjs";
import { measure } from "./measure.mjs";
import { report } from "./report.mjs";

// `cargo xtask bench --help` says what they mean; `--agree` takes no time and only sees whether the contestants agree.
const { values: options } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    filter: { type: "string", default: "" },
    only: { type: "string" },
    agree: { type: "boolean", default: false },
    json: { type: "string" },
  },
});

await main();

async function main() {
  const { bodies, leftOut } = await loadBodies(options.filter);
  if (bodies.length === 0) throw new Error("no body to measure: see --filter");
  const field = await contestants(options.only?.split(","));

  const complaints = disagreements(bodies, field);
  if (complaints.length > 0) {
    throw new Error(`the contestants do not agree, so their times mean nothing:\n${complaints.join("\n")}`);
  }

  if (options.agree) {
    console.log(`${field[TEXT].length} contestants agree on ${bodies.length} bodies`);
    return;
  }

  const effort = options.quick ? { rounds: 7, batchMs: 0.3 } : { rounds: 21, batchMs: 1 };
  const machine = {
    node: process.version,
    v8: process.versions.v8,
    cpu: os.cpus()[0]?.model ?? "unknown",
    os: `${os.type()} ${os.arch()}`,
  };
  console.log(`Node ${machine.node}, ${machine.cpu}, ${machine.os}; ${effort.rounds} rounds of ${effort.batchMs} ms`);
  for (const { name, why } of leftOut) console.log(`left out: ${name} (${why})`);

  const results = {};
  for (const form of [TEXT, BYTES]) {
    results[form] = measure(bodies, field[form], form, effort);
    console.log(report(form, bodies, field[form], results[form]));
  }
  if (options.json) await writeFile(options.json, `${JSON.stringify({ machine, effort, leftOut, results }, null, 1)}\n`);
}
