// What is in a file is read as the library reads it, and what is lost on the way is said.

import { expect, test } from "vitest";
import { inspect } from "chatapps-webhook";
import { read } from "../src/engine/read";
import { decoded, utf8 } from "../src/unwrap/bytes";

const TEXT = '{\r\n"namespace":"ChatApps",\r"eventType":"a",\n"payload":{"text":"Jörg Müller"}}';
const latin1 = Uint8Array.from(TEXT, (character) => character.charCodeAt(0));

test("UTF-8 is text, also with U+FFFD in it, and with a mark in front", () => {
  for (const text of [TEXT, "\ufffd", "\ufeff{}", ""]) expect(decoded(new TextEncoder().encode(text))).toEqual({ text });
});

test("UTF-16 is decoded, and named", () => {
  const little = new Uint8Array([0xff, 0xfe, ...[...TEXT].flatMap((character) => [character.charCodeAt(0), 0])]);
  const big = new Uint8Array([0xfe, 0xff, ...[...TEXT].flatMap((character) => [0, character.charCodeAt(0)])]);
  expect(decoded(little)).toEqual({ text: TEXT, note: expect.stringMatching(/^UTF-16LE: /) });
  expect(decoded(big)).toEqual({ text: TEXT, note: expect.stringMatching(/^UTF-16BE: /) });
});

test("what is not UTF-8 is said, with its places in the text that an editor has", () => {
  const { text, note, bytes } = decoded(latin1);
  expect(text).toBe(TEXT.replace(/[öü]/g, "\ufffd"));
  expect(note).toMatch(/^Not all of it is UTF-8/);
  const shown = text.replace(/\r\n?/g, "\n");
  expect(utf8(bytes!)).toBe(shown);
  for (const masked of [false, true]) {
    const found = read({ text: shown, bytes, masked, rowsMax: 10 }).diagnostics.filter(({ code }) => code === "invalid-utf8");
    expect(found).toEqual(inspect(bytes!).diagnostics.filter(({ code }) => code === "invalid-utf8"));
    expect(found.map(({ span }) => shown.slice(span!.start, span!.end))).toEqual(["\ufffd", "\ufffd"]);
  }
});

test("bytes are of no account when the text has changed", () => {
  const { text, bytes } = decoded(latin1);
  expect(read({ text: `${text} `, bytes, masked: false, rowsMax: 10 }).diagnostics.some(({ code }) => code === "invalid-utf8")).toBe(false);
});
