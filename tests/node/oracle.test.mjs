// The oracle: what is JSON, and what it says, is what JSON.parse says.
//
// In: every fixture, every truncation and every deletion of one byte of those up to 1 kB, a fixed sample of the longer, and
// of the bodies that give a code, which are much alike, every third place. (tests/oracle.rs takes them all.)
// Holds: the verdict on the syntax is that of JSON.parse, and so is every value that the result holds as it was sent.

import { test } from "node:test";

import { parse } from "../../pkg/dist/index.mjs";
import { oracleFault } from "./comparison.mjs";
import { all, assertNone, decode, random } from "./fixtures.mjs";

const EXHAUSTIVE_BYTES_MAX = 1024;
const SAMPLED_PLACES = 24;

function judge(name, bytes, faults) {
  const found = oracleFault(decode(bytes), parse(bytes));
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
