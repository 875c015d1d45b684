// The oracle: what is JSON, and what it says, is what JSON.parse says.
//
// In: every fixture, every truncation and every deletion of one byte of those up to 1 kB, a fixed sample of the longer, and
// of the bodies that give a code, which are much alike, every third place. (tests/oracle.rs takes them all.)
// Holds: the verdict on the syntax is that of JSON.parse, and so is every value that the result holds as it was sent.

import { test } from "node:test";

import { codes as catalog } from "../../pkg/dist/catalog.mjs";
import { parse } from "../../pkg/dist/index.mjs";
import { all, assertNone, decode, difference, jsonOf, random } from "./fixtures.mjs";

const EXHAUSTIVE_BYTES_MAX = 1024;
const SAMPLED_PLACES = 24;

const SYNTAX = new Set(catalog.filter(({ phase }) => phase === "text" || phase === "json").map(({ code }) => code));

/**
 * What JSON.parse makes of a text. Where this parser differs on purpose, the oracle follows it: a byte order mark is
 * skipped, and a root string that holds an object is read once more.
 */
function oracle(text) {
  const json = jsonOf(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  return typeof json?.value === "string" && /^[ \t\n\r]*\{/.test(json.value) ? jsonOf(json.value) : json;
}

/** What is wrong with the result, if anything. */
function compare(text, { diagnostics, ok, event, kind, partial }) {
  const refusal = diagnostics.find(({ code, severity }) => severity === "error" && SYNTAX.has(code));
  // Nesting is read to a depth of 128, and JSON.parse sets no limit.
  if (refusal?.code === "too-deep") return undefined;
  const json = oracle(text);
  if (refusal && json) return `refused with ${refusal.code}`;
  if (!refusal && !json) return "accepted";
  if (refusal) return undefined;
  const given = ok ? event : partial;
  if (given === undefined) return "nothing is given";
  if (!ok && kind === undefined) return difference(json.value, given);
  return given.body === undefined ? undefined : difference(json.value, given.body);
}

function judge(name, bytes, faults) {
  const found = compare(decode(bytes), parse(bytes));
  if (found) faults.push(`${name}: ${found}`);
}

/** The places at which a body is cut and bitten into. */
function placesOf({ name, bytes }, number) {
  if (bytes.length <= EXHAUSTIVE_BYTES_MAX) {
    const places = Array.from(bytes.keys());
    return name.startsWith("codes/") ? places.filter((place) => place % 3 === number % 3) : places;
  }
  const next = random(bytes.length);
  return Array.from({ length: SAMPLED_PLACES }, () => next(bytes.length));
}

test("every fixture", () => {
  const faults = [];
  for (const { name, bytes } of all) judge(name, bytes, faults);
  assertNone(faults);
});

test("every fixture as a member of an object, so that its value is given as it was sent", () => {
  const faults = [];
  for (const { name, text } of all) judge(name, new TextEncoder().encode(`{"member":${text}\n}`), faults);
  assertNone(faults);
});

test("truncations", () => {
  const faults = [];
  for (const [number, { name, bytes }] of all.entries()) {
    for (const place of placesOf({ name, bytes }, number)) judge(`${name} cut at ${place}`, bytes.subarray(0, place), faults);
  }
  assertNone(faults);
});

test("deletions", () => {
  const faults = [];
  for (const [number, { name, bytes }] of all.entries()) {
    for (const place of placesOf({ name, bytes }, number)) {
      const bitten = new Uint8Array(bytes.length - 1);
      bitten.set(bytes.subarray(0, place));
      bitten.set(bytes.subarray(place + 1), place);
      judge(`${name} without ${place}`, bitten, faults);
    }
  }
  assertNone(faults);
});
