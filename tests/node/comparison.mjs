// What a result is compared with: JSON.parse, and the library in Rust.
//
// In: bodies and their results. Out: what is wrong, as text. Does not know: where the bodies come from.

import { codes as catalog } from "../../pkg/dist/catalog.mjs";
import { decode, difference, jsonOf, rustReports } from "./fixtures.mjs";

const SYNTAX = new Set(catalog.filter(({ phase }) => phase === "text" || phase === "json").map(({ code }) => code));

/**
 * What JSON.parse makes of a text. Where this parser differs on purpose, the oracle follows it: a byte order mark is
 * skipped, and a root string that holds an object is read once more – as text in Rust, which has no half of a surrogate pair.
 */
function oracle(text) {
  const json = jsonOf(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  return typeof json?.value === "string" && /^[ \t\n\r]*\{/.test(json.value) ? jsonOf(json.value.toWellFormed()) : json;
}

/** What is wrong with the result of a text, by JSON.parse, if anything. */
export function oracleFault(text, { diagnostics, ok, event, kind, partial }) {
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

/**
 * What may differ between the languages: a Rust string holds no half of a surrogate pair, so that each is U+FFFD; and a
 * number beyond a double is what serde_json makes of it.
 */
function asRustHasIt(value) {
  if (typeof value === "string") return value.toWellFormed();
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(asRustHasIt);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name.toWellFormed(), asRustHasIt(member)]));
}

/** Bodies whose numbers lie beyond a double. */
export const BEYOND_DOUBLE = /[eE]\+?[0-9]{3}|[0-9]{300}/;

/** Where the results of bodies, as `{ name, bytes, options }`, differ from those of Rust. */
export function rustFaults(bodies, resultOf) {
  const reports = rustReports(bodies);
  const faults = [];
  bodies.forEach((body, index) => {
    const { name, bytes, text = decode(bytes) } = body;
    if (BEYOND_DOUBLE.test(text)) return;
    const found = difference(asRustHasIt(resultOf(body)), reports[index]);
    if (found) faults.push(`${name}: JavaScript and Rust: ${found}`);
  });
  return faults;
}
