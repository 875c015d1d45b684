// The same bodies in workerd, the runtime of Cloudflare's Workers.
//
// In: the package as a Worker loads it, and Miniflare, which the matrix of runtimes has installed.
// Out: for each body the time of ours and of JSON.parse, kept beside those of the Nodes.
// Does not know: the other contestants; most of them compile JavaScript, which Workers refuse.
// Why timed from outside: in a Worker the clock stands still while it computes. What an empty request takes is taken off.

import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

import * as esbuild from "esbuild";

import { loadBodies } from "./bodies.mjs";
import { BASELINE, BYTES, OURS, TEXT } from "./contestants.mjs";
import { median } from "./measure.mjs";
import { report } from "./report.mjs";
import { save } from "./results.mjs";

const require = createRequire(new URL("../matrix/package.json", import.meta.url));
const { Miniflare } = require("miniflare");
const { version } = require("workerd");

const ROUNDS = 7;
/** How long a request shall compute: long beside what it takes to get there and back. */
const BATCH_MS = 15;
const CONTESTANTS = [BASELINE, OURS];

const WORKER = `
import { parse } from "chatapps-webhook";
import bodies from "bodies";
const kept = new Array(64);
const decoder = new TextDecoder();
const encoder = new TextEncoder();
const answersOf = (value) => JSON.parse((value.payload?.content ?? value.content).interactive.nfmReply.responseJson);
const read = (text, isFlow) => {
  const value = JSON.parse(text);
  return isFlow ? [value, answersOf(value)] : value;
};
const RUNS = {
  "${BASELINE} ${TEXT}": read,
  "${BASELINE} ${BYTES}": (bytes, isFlow) => read(decoder.decode(bytes), isFlow),
  "${OURS} ${TEXT}": (text) => parse(text),
  "${OURS} ${BYTES}": (bytes) => parse(bytes),
};
export default {
  async fetch(request) {
    const { body, form, who, calls } = await request.json();
    const { text, isFlow } = bodies[body];
    const input = form === "${BYTES}" ? encoder.encode(text) : text;
    const run = RUNS[who + " " + form];
    for (let call = 0; call < calls; call++) kept[call & 63] = run(input, isFlow);
    return new Response(String(kept[0]?.ok ?? true));
  },
};`;

await main();

async function main() {
  const { bodies } = await loadBodies("");
  const miniflare = new Miniflare({ compatibilityDate: "2026-01-01", modules: await modulesOf(bodies) });
  try {
    const found = {};
    for (const form of [TEXT, BYTES]) found[form] = await measured(miniflare, bodies, form);
    const runtime = { name: `workerd ${version}`, file: `workerd-${version}` };
    await save("bodies", found, runtime);
    console.log([runtime.name, ...[TEXT, BYTES].map((form) => report(form, found[form]))].join("\n"));
  } finally {
    await miniflare.dispose();
  }
}

/** The Worker in one module, and the wasm beside it. */
async function modulesOf(bodies) {
  const plain = bodies.map(({ text, isFlow }) => ({ text, isFlow }));
  const { outputFiles } = await esbuild.build({
    stdin: { contents: WORKER, resolveDir: fileURLToPath(new URL("../../pkg/", import.meta.url)) },
    bundle: true,
    charset: "utf8",
    format: "esm",
    conditions: ["workerd", "worker", "import"],
    loader: { ".wasm": "copy" },
    outdir: "out",
    write: false,
    plugins: [{ name: "bodies", setup: (build) => provide(build, plain) }],
  });
  return outputFiles
    .sort((a, b) => Number(a.path.endsWith(".wasm")) - Number(b.path.endsWith(".wasm")))
    .map(({ path, contents }) => ({ type: path.endsWith(".wasm") ? "CompiledWasm" : "ESModule", path, contents }));
}

function provide(build, bodies) {
  build.onResolve({ filter: /^bodies$/ }, () => ({ path: "bodies", namespace: "bodies" }));
  build.onLoad({ filter: /./, namespace: "bodies" }, () => ({ contents: JSON.stringify(bodies), loader: "json" }));
}

async function measured(miniflare, bodies, form) {
  const results = [];
  // The best of all: an empty request that was held up would make the others look faster than nothing.
  let empty = Infinity;
  for (const [index, body] of bodies.entries()) {
    const ask = (who, calls) => timeOf(miniflare, { body: index, form, who, calls });
    const calls = {};
    for (const who of CONTESTANTS) calls[who] = await callsFor((count) => ask(who, count));
    const samples = Object.fromEntries(CONTESTANTS.map((who) => [who, []]));
    for (let round = 0; round < ROUNDS; round++) empty = Math.min(empty, await ask(BASELINE, 0));
    for (let round = 0; round < ROUNDS; round++) {
      const order = round % 2 === 0 ? CONTESTANTS : CONTESTANTS.toReversed();
      for (const who of order) samples[who].push((await ask(who, calls[who]) - empty) / calls[who]);
    }
    const { name, bytes, diagnostics, prefix, isSmall, isFlow } = body;
    const times = Object.fromEntries(
      CONTESTANTS.map((who) => [
        who,
        { ns: median(samples[who]), ratio: median(samples[who].map((ns, round) => ns / samples[BASELINE][round])) },
      ]),
    );
    results.push({ body: name, bytes: bytes.length, diagnostics, prefix, isSmall, isFlow, times });
  }
  return results;
}

/** Nanoseconds for a request. */
async function timeOf(miniflare, request) {
  const start = performance.now();
  const response = await miniflare.dispatchFetch("http://localhost/", { method: "POST", body: JSON.stringify(request) });
  if ((await response.text()) !== "true") throw new Error("a body is not accepted in workerd");
  return (performance.now() - start) * 1e6;
}

/** How many calls fill a batch; a warm-up besides. */
async function callsFor(ask) {
  await ask(1000);
  const empty = Math.min(await ask(0), await ask(0), await ask(0));
  for (let calls = 1000; ; calls *= 4) {
    const ns = Math.min(await ask(calls), await ask(calls)) - empty;
    if (ns > (BATCH_MS * 1e6) / 4) return Math.ceil((calls * BATCH_MS * 1e6) / ns);
  }
}
