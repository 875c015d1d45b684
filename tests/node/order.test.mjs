// Order: what was read before makes no difference to what is read.
//
// In: every fixture, and texts no bytes can hold, each read behind a text that is ASCII and behind one that is not: the
// package writes what is probably not ASCII into its memory another way. Holds: the results are equal.

import { strict as assert } from "node:assert";
import { test } from "node:test";

import { parse } from "../../pkg/dist/index.mjs";
import { accept, all, assertNone, difference } from "./fixtures.mjs";

const BEFORE = { ascii: "{}", latin: '{"é":1}', wide: '{"水":"😀"}' };

/** The result behind each text: the same one twice, so that what it leaves behind is settled. */
function results(text, options) {
  return Object.entries(BEFORE).map(([name, before]) => {
    parse(before);
    parse(before);
    return { name, result: parse(text, options) };
  });
}

/** What is another result, of each of some bodies that are. */
function faults(bodies) {
  return bodies.map(({ name, text, options }) => fault(name, text, options)).filter((found) => found !== undefined);
}

function fault(name, text, options) {
  const [first, ...others] = results(text, options);
  for (const other of others) {
    const found = difference(first.result, other.result);
    if (found) return `${name} behind ${other.name}: ${found}`;
  }
  return undefined;
}

test("every fixture is read alike behind any other text", () => {
  assertNone(faults(all));
});

test("with letters of all sizes in any place it is read alike", () => {
  const LETTERS = ["\x7f", "\x80", "é", "ÿ", "Ā", "水", "\uffff", "\ufeff", "\u2028", "😀", "\ud83d", "\ude00", "\ude00\ud83d"];
  const bodies = [];
  for (const [number, { name, text }] of accept.entries()) {
    if (text.length > 4096) continue;
    for (let at = number % 7; at <= text.length; at += 7) {
      const letter = LETTERS[(at + number) % LETTERS.length];
      for (const behind of [at, at + 1]) {
        const changed = text.slice(0, at) + letter + text.slice(behind);
        bodies.push({ name: `${name} with ${JSON.stringify(letter)} at ${at}`, text: changed });
      }
    }
  }
  assert(bodies.length > 5000);
  assertNone(faults(bodies));
});

test("the limit is one of bytes, whatever a letter has of them", () => {
  const bodies = [];
  const halves = { name: "halves of pairs", text: JSON.stringify({ a: "aé" }).replace("a", "\ud83d\ude00\ude00\ud83d") };
  for (const { name, text } of [...accept, halves]) {
    const bytes = Buffer.byteLength(text);
    if (bytes === text.length || bytes > 4096) continue;
    for (const maxBytes of [text.length - 1, text.length, bytes - 1, bytes, 3 * text.length - 1, 3 * text.length]) {
      bodies.push({ name: `${name}, at most ${maxBytes}`, text, options: { maxBytes } });
      assert.equal(parse(text, { maxBytes }).diagnostics[0]?.code === "body-too-large", bytes > maxBytes, name);
    }
  }
  assert(bodies.length > 50);
  assertNone(faults(bodies));
});

test("texts of any length are read alike, the longest first or last", () => {
  const LENGTHS = [1, 5_000, 65_000, 66_000, 1_000_000, 3];
  const payload = (length) => ({ note: "水".repeat(length) });
  const bodies = LENGTHS.map((length) => ({
    name: `${length}`,
    text: JSON.stringify({ namespace: "ChatApps", eventType: "inbound_message_received", payload: payload(length) }),
  }));
  assertNone(faults(bodies));
});

test("whatever is sent may be long, in any alphabet", () => {
  const ALPHABETS = ["é", "水", "😀", "aé水😀", "\ud83d"];
  const some = accept.filter(({ text }, number) => number % 5 === 0 && text.length < 4096 && text.includes(': "'));
  assert(some.length > 25);
  const bodies = [];
  for (const [number, { name, text }] of some.entries()) {
    for (const [turn, length] of [21_000, 65_500, 65_537, 200_001].entries()) {
      const long = ALPHABETS[(number + turn) % ALPHABETS.length].repeat(length);
      // The last string: the longest way to it, and what is documented lets most be any.
      const at = text.lastIndexOf(': "') + 3;
      const changed = text.slice(0, at) + long + text.slice(at);
      bodies.push({ name: `${name} with ${length} ${long.slice(0, 4)}`, text: changed });
    }
  }
  assertNone(faults(bodies));
  for (const { name, text } of bodies) {
    // Bytes hold no half of a pair.
    if (!text.isWellFormed()) continue;
    assert.equal(difference(parse(text), parse(Buffer.from(text))), undefined, name);
  }
});
