// What is to be reached, and what is.
//
// In: the results of the sections. Out: one row for each measure; `reached` is undefined where it was not measured.
// Does not know: how anything is measured.
// Why in one place: a claim about speed is a line here, or it is not made.

import { BASELINE, BYTES, OURS, TEXT } from "./contestants.mjs";
import { groups, meanRatio, worst } from "./report.mjs";

/** Each measure: what it is, the most it may be, and how it is read from the results. */
const TARGETS = [
  ["`parse(string)` / `JSON.parse` alone, bodies without diagnostics", 0.5, ({ bodies }) => mean(bodies?.[TEXT], CLEAN)],
  ["the same, the worst body below 2 kB", 0.7, ({ bodies }) => worstOf(bodies?.[TEXT], "  below 2 kB")],
  ["the same, receipts without diagnostics", 0.5, ({ bodies }) => mean(bodies?.[TEXT], "  receipt")],
  ["the same, bodies with one or two warnings or infos", 0.75, ({ bodies }) => mean(bodies?.[TEXT], "1 or 2 diagnostics")],
  ["`parse(bytes)` / `TextDecoder.decode` + `JSON.parse`", 0.5, ({ bodies }) => mean(bodies?.[BYTES], CLEAN)],
  ["`parse(string)` / the fastest of `JSON.parse` and a check", 0.35, ({ bodies }) => toFastest(bodies?.[TEXT])],
  ["`parse(string)` / serde_json → structs → serde-wasm-bindgen", 0.15, ({ bodies }) => toPeer(bodies?.[TEXT])],
  ["five problems / vscode-json-languageservice, the worst body", 0.05, ({ problems }) => toOther(problems, "vscode-json-languageservice")],
  ["five problems / `JSON.parse` + ajv with all errors, the worst body", 1.5, ({ problems }) => toOther(problems, "JSON.parse + ajv")],
  ["`inspect` of 1 MB / `parseTree` of jsonc-parser, the worse body", 0.5, ({ inspect }) => most(inspect?.map(({ times }) => times.ours.ratio))],
  ["ns per byte in wasm, 1 kB to 10 MB: a size / the best smaller one", 1.3, ({ growth }) => most(growth?.map(({ wasmWorst }) => wasmWorst))],
  ["the whole / `JSON.parse`, 1 kB to 10 MB: a size / 1 kB", 1, ({ growth }) => most(growth?.map(({ wholeWorst }) => wholeWorst ?? 0))],
  ["native `parse` / serde_json into derived structs", 0.5, ({ native }) => native?.ratio],
  ["what a page loads for `parse`, brotli, kB", 22, ({ size }) => loaded(size, "parse, a page")],
  ["what a Worker loads for `parse`, brotli, kB", 22, ({ size }) => loaded(size, "parse, a Worker")],
  ["import, compile and first `parse` / import of zod, building the schema and first check", 0.5, ({ start }) => start?.zod.ratio],
  ["linear memory, kB more at any time in ten million bodies than at most with the first of each size", 0, ({ memory }) => memory && Math.max(0, memory.mostLater - memory.peakOfFirst) / 1000],
];

export const targets = (sections) =>
  TARGETS.map(([measure, toReach, read]) => {
    const reached = read(sections);
    return { measure, toReach, reached, isReached: reached === undefined ? undefined : reached <= toReach };
  });

const CLEAN = "no diagnostics";
const PEER = "serde in wasm";
/** The published schema judges no forms, so what compiles it does less than the others. */
const NOT_COMPARABLE = new Set([BASELINE, OURS, PEER, "our JSON Schema"]);

const group = (results, label) => results && groups(results).find(([name]) => name === label)?.[1];
const hasOurs = (found) => found?.[0]?.times[OURS] !== undefined;

function mean(results, label) {
  const found = group(results, label);
  return hasOurs(found) ? meanRatio(found, OURS) : undefined;
}

function worstOf(results, label) {
  const found = group(results, label);
  return hasOurs(found) ? worst(found).ratio : undefined;
}

function toFastest(results) {
  const found = group(results, CLEAN);
  if (!hasOurs(found)) return undefined;
  const others = Object.keys(found[0].times).filter((name) => !NOT_COMPARABLE.has(name));
  if (others.length === 0) return undefined;
  return meanRatio(found, OURS) / Math.min(...others.map((name) => meanRatio(found, name)));
}

function toPeer(results) {
  const found = group(results, CLEAN);
  return hasOurs(found) && found[0].times[PEER] ? meanRatio(found, OURS) / meanRatio(found, PEER) : undefined;
}

/** Ours is the measure there, so the ratio is turned round. */
const toOther = (problems, name) =>
  most(problems?.filter(({ times }) => times[name]).map(({ times }) => 1 / times[name].ratio));

const most = (numbers) => (numbers === undefined || numbers.length === 0 ? undefined : Math.max(...numbers));

function loaded(size, name) {
  const row = size?.find((row) => row.name === name);
  return row && row.brotli / 1000;
}
