// Parity: however a body comes in, and in Rust as in JavaScript, it is read the same.
//
// In: every fixture, and bodies bitten out of them; the reports of Rust, serialized by serde_json (examples/reports.rs).
// Holds: the result of JavaScript equals the report of Rust, text equals bytes equals ArrayBuffer, and a value that was
// parsed already gives what its text gives, without positions.

import { test } from "node:test";

import { parse, parseValue } from "../../pkg/dist/index.mjs";
import { BEYOND_DOUBLE, rustFaults } from "./comparison.mjs";
import { accept, all, assertNone, codes, difference, jsonOf, random } from "./fixtures.mjs";
import { laidOut, variant } from "./variants.mjs";

function compareWithRust(bodies) {
  assertNone(rustFaults(bodies, ({ bytes, options }) => parse(bytes, options)));
}

test("every fixture: JavaScript gives what Rust gives", () => {
  compareWithRust(all);
});

test("more of one thing than anybody sends: JavaScript gives what Rust gives", () => {
  const bodies = [];
  for (const count of [62, 63, 64, 65, 255, 256, 70_000]) {
    const many = (start, piece, end) => start + piece.repeat(count) + end;
    const texts = {
      "quotes in single quotes": many(`{'a': '`, '"', `', b: tru}`),
      "quotes in single quotes, in a string": JSON.stringify(many(`{'a': '`, '"', `', b: tru}`)),
      "quotes in smart ones": many(`{“a”: “`, '"', `”, b: tru}`),
      "escaped single quotes": many(`{'a': '`, "\\'", `'}`),
      "control characters": many(`{"a": "`, "\t", `"}`),
      "escapes that are none": many(`{"a": "`, "\\x", `"}`),
      "a long name": many(`{"`, "a", `": tru, b: 1}`),
      "a long name, twice": many(`{"`, "é", `": 1, "${"é".repeat(count)}": 2}`),
      "names without quotes": many(`{`, `a: 1, `, `b: 2}`),
      "commas": many(`{"a": [1`, ",", `]}`),
      "closing brackets": many(`{"a": 1`, "]", `}`),
      "comments": many(`{"a": 1`, "/* */", `}`),
    };
    for (const [name, text] of Object.entries(texts)) bodies.push({ name: `${count} ${name}`, bytes: Buffer.from(text), options: {} });
  }
  compareWithRust(bodies);
});

test("broken bodies: JavaScript gives what Rust gives", () => {
  const PLACES = 8;
  const bodies = [];
  for (const { name, bytes, options } of [...accept, ...codes]) {
    if (bytes.length > 4096) continue;
    const next = random(bytes.length);
    for (let count = 0; count < PLACES; count++) {
      const place = next(bytes.length + 1);
      bodies.push({ name: `${name} cut at ${place}`, bytes: bytes.slice(0, place), options });
      const bitten = Buffer.concat([bytes.slice(0, place), bytes.slice(place + 1)]);
      bodies.push({ name: `${name} without ${place}`, bytes: new Uint8Array(bitten), options });
      const other = bytes.slice();
      if (place < other.length) other[place] = '"{}[],:0a\\\n\xff'.charCodeAt(next(12));
      bodies.push({ name: `${name} with ${other[place]} at ${place}`, bytes: other, options });
    }
  }
  compareWithRust(bodies);
});

test("bodies with other values, laid out in other ways, and cut: JavaScript gives what Rust gives", () => {
  const VARIANTS = 4;
  const next = random(1);
  const bodies = [];
  for (const { name, text, options } of [...accept, ...codes]) {
    if (text.length > 4096) continue;
    for (let count = 0; count < VARIANTS; count++) {
      const changed = variant(laidOut(text, next), next);
      const bytes = new TextEncoder().encode(next(4) === 0 ? changed.slice(0, next(changed.length + 1)) : changed);
      bodies.push({ name: `${name}: ${changed}`, bytes, options });
    }
  }
  // In no order: each is read behind others than those that are like it.
  for (let place = bodies.length - 1; place > 0; place--) {
    const other = next(place + 1);
    [bodies[place], bodies[other]] = [bodies[other], bodies[place]];
  }
  compareWithRust(bodies);
});

test("bodies that were encoded twice: JavaScript gives what Rust gives, however their letters are spelled", () => {
  // All letters as escapes of the outer string: the body is ASCII, the text in it is not.
  const escaped = (text) => JSON.stringify(text).replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
  const bodies = [];
  for (const { name, text, options } of [...accept, ...codes]) {
    if (text.length > 4096 || options?.maxBytes !== undefined || !text.trimStart().startsWith("{")) continue;
    const accented = text.replace("{", '{"näme 😀": "é", ');
    for (const inner of [text, accented, accented.slice(0, -2)]) {
      for (const encode of [JSON.stringify, escaped]) bodies.push({ name, bytes: new TextEncoder().encode(encode(inner)), options });
    }
  }
  compareWithRust(bodies);
});

test("text, bytes and ArrayBuffer are read the same", () => {
  const faults = [];
  for (const { name, bytes, text, options } of all) {
    const result = parse(bytes, options);
    const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
    const fromBuffer = difference(result, parse(buffer, options));
    if (fromBuffer) faults.push(`${name}: bytes and ArrayBuffer: ${fromBuffer}`);
    // Text has lost which bytes were no UTF-8, and it may be longer than they were.
    if (text.includes("\ufffd") || options?.maxBytes !== undefined) continue;
    const fromText = difference(result, parse(text, options));
    if (fromText) faults.push(`${name}: bytes and text: ${fromText}`);
  }
  assertNone(faults);
});

/** What only text can have: a parsed value has lost it, and so nothing is said of it. */
const OF_TEXT = new Set(["byte-order-mark", "invalid-utf8", "double-encoded", "duplicate-key"]);
/** Bodies whose members have names that JavaScript puts first (`"0"`), or that are shown as they are spelled (`"caf\u00e9"`). */
const NAMED_ODDLY = new Set(["accept/inbound-v2-extra-members-odd-keys.json", "codes/unknown-field/key-with-escape.body"]);

test("a parsed value is read as its text is, without positions", () => {
  const faults = [];
  for (const { name, text, options } of all) {
    const json = jsonOf(text);
    if (!json || NAMED_ODDLY.has(name)) continue;
    const { diagnostics, ...rest } = parse(text, options);
    if (diagnostics.some(({ code }) => OF_TEXT.has(code))) continue;
    // The spelling of numbers is that of JavaScript, and so is how long the text is and in which order it stands.
    if (BEYOND_DOUBLE.test(text) || options?.maxBytes !== undefined) continue;
    const wanted = { ...rest, diagnostics: diagnostics.map(({ span, labels, edits, ...diagnostic }) => diagnostic) };
    const found = difference(wanted, parseValue(json.value, options));
    if (found) faults.push(`${name}: ${found}`);
  }
  assertNone(faults);
});
