// Bodies at random: however broken, wasm, native Rust and JSON.parse say the same of them.
//
// In: fixtures that were cut, bitten, doubled and mixed, by a generator that starts at SEED; options at random. Holds: the
// result of JavaScript equals the report of Rust; bytes, text and ArrayBuffer are read the same; the verdict on the syntax,
// and the values that are kept as sent, are those of JSON.parse. RANDOM_BODIES=100000 reads more than an ordinary run.

import { test } from "node:test";

import { codes as catalog } from "../../pkg/dist/catalog.mjs";
import { parse } from "../../pkg/dist/index.mjs";
import { oracleFault, rustFaults } from "./comparison.mjs";
import { accept, assertNone, codes, decode, difference, json, random } from "./fixtures.mjs";

const COUNT = Number(process.env.RANDOM_BODIES ?? 3000);
const SEED = Number(process.env.SEED ?? 1);
/** So many are compared at once: their reports are held in memory. */
const BATCH = 5000;
const BYTES_MAX = 4096;
const CHANGES_MAX = 4;

const bytesOf = (fixtures) => fixtures.map(({ bytes }) => bytes).filter(({ length }) => length > 0 && length <= BYTES_MAX);
/** Mostly good bodies: those of the JSON suite are short, and many. */
const pools = [accept, accept, accept, codes, codes, json].map(bytesOf);
/** What has a meaning in JSON, in text and in UTF-8. */
const TOKENS = [..."{}[],:\"\\0-.e \n\0", "\r\n", "null", "true", '"umid"', '"type"', "\\u", "\\ud83d", "//", "/*", "'", "“", "😀", "é", "\ufeff", "1e5"].map((text) => Buffer.from(text));
TOKENS.push(Buffer.from([0xff]), Buffer.from([0xc3]), Buffer.from([0xed, 0xa0, 0x80]), Buffer.from([0xf0, 0x9f]));

const KINDS = ["inbound-message", "delivery-receipt", "voice", "unknown"];
const tunable = catalog.filter(({ severities }) => !severities.includes("error") || severities.length > 1).map(({ code }) => code);

const sourceOf = (next) => {
  const pool = pools[next(pools.length)];
  return pool[next(pool.length)];
};

/** One change of some bytes. */
function changed(bytes, next) {
  const from = next(bytes.length + 1);
  const to = Math.min(bytes.length, from + next(next(4) === 0 ? 200 : 4));
  const [before, middle, after] = [bytes.subarray(0, from), bytes.subarray(from, to), bytes.subarray(to)];
  const other = sourceOf(next);
  const start = next(other.length);
  const ways = [
    () => (next(3) === 0 ? [before] : [before, after]),
    () => [before, TOKENS[next(TOKENS.length)], middle, after],
    () => [before, TOKENS[next(TOKENS.length)], after],
    () => [before, middle, middle, after],
    () => [before, other.subarray(start, start + next(40)), after],
    () => [before, Buffer.from([next(256)]), after.subarray(1)],
  ];
  return Buffer.concat(ways[next(ways.length)]());
}

function optionsOf(next) {
  if (next(3) > 0) return undefined;
  const options = {};
  if (next(3) === 0) options.strict = true;
  if (next(3) === 0) options.expect = KINDS.slice(next(KINDS.length));
  if (next(4) === 0) options.maxBytes = next(1200);
  if (next(2) === 0) options.severity = { [tunable[next(tunable.length)]]: ["error", "warning", "info", "off"][next(4)] };
  return options;
}

/** Scatters numbers that follow each other, whose generators would go side by side. */
function scattered(number) {
  let bits = number;
  for (let round = 0; round < 2; round++) bits = Math.imul(bits ^ (bits >>> 16), 0x45d9f3b);
  return (bits ^ (bits >>> 16)) >>> 0;
}

function bodyOf(number) {
  const next = random(scattered(SEED * 1_000_003 + number));
  let bytes = sourceOf(next);
  for (let left = 1 + next(2) * next(CHANGES_MAX); left > 0; left--) bytes = changed(bytes, next);
  return { name: `SEED=${SEED} body ${number}`, bytes: new Uint8Array(bytes.subarray(0, 2 * BYTES_MAX)), options: optionsOf(next) };
}

/** The result, compared with that of the other forms of the same body. */
function formFaults({ bytes, options }, result) {
  const faults = [];
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
  faults.push(difference(result, parse(buffer, options)));
  const text = decode(bytes);
  // Text has lost which bytes were no UTF-8.
  const isLossless = Buffer.compare(Buffer.from(text), bytes) === 0;
  if (isLossless) faults.push(difference(result, parse(text, options)));
  if (isLossless && options === undefined) faults.push(oracleFault(text, result));
  return faults.filter((fault) => fault !== undefined);
}

test(`${COUNT} bodies: wasm, Rust and JSON.parse agree`, (context) => {
  const faults = [];
  let [accepted, bytes] = [0, 0];
  for (let first = 0; first < COUNT; first += BATCH) {
    const bodies = Array.from({ length: Math.min(BATCH, COUNT - first) }, (_, index) => bodyOf(first + index));
    const results = new Map(bodies.map((body) => [body, parse(body.bytes, body.options)]));
    faults.push(...rustFaults(bodies, (body) => results.get(body)));
    for (const [body, result] of results) {
      accepted += result.ok ? 1 : 0;
      bytes += body.bytes.length;
      for (const fault of formFaults(body, result)) faults.push(`${body.name}: ${fault}`);
    }
  }
  context.diagnostic(`${COUNT} bodies of ${Math.round(bytes / COUNT)} bytes, ${accepted} of them gave an event`);
  assertNone(faults);
});
