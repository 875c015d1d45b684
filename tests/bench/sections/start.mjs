// From nothing to the first answer: import, compile, first body, each time in a process of its own.
//
// In: scripts. Out: milliseconds from before the import to after the first answer. Does not know: what Node itself needs to start;
// it is the same for all.
// Why: a serverless function pays it with its first request.

import { execFile } from "node:child_process";
import { promisify } from "node:util";

import { median } from "../measure.mjs";

const run = promisify(execFile);
const SAMPLE = new URL("../../fixtures/accept/inbound-v2-text-whatsapp.json", import.meta.url).href;
const at = (path) => JSON.stringify(new URL(path, import.meta.url).href);

const FIRSTS = {
  ours: `const { parse } = await import(${at("../../../pkg/dist/index.mjs")}); answer = parse(body);`,
  zod: `const { validate } = await import(${at("../schemas/zod.mjs")}); answer = validate(JSON.parse(body));`,
  ajv: `const { ajvValidator } = await import(${at("../schemas/ajv.mjs")}); answer = ajvValidator()(JSON.parse(body));`,
};

const script = (first) => `
import { readFileSync } from "node:fs";
const body = readFileSync(new URL(${JSON.stringify(SAMPLE)}), "utf8");
let answer;
const start = process.hrtime.bigint();
${first}
const ms = Number(process.hrtime.bigint() - start) / 1e6;
if (!answer) throw new Error("no answer");
console.log(ms);
`;

export async function start({ rounds }) {
  const names = Object.keys(FIRSTS);
  const samples = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const name of names) {
      const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", script(FIRSTS[name])]);
      samples[name].push(Number(stdout));
    }
  }
  return Object.fromEntries(
    names.map((name) => [
      name,
      { ms: median(samples[name]), ratio: median(samples.ours.map((ours, round) => ours / samples[name][round])) },
    ]),
  );
}
