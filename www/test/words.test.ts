// Text out of a body, as the page shows it.

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { visible } from "../src/views/words";

const LEFT_ALONE = ["\t", "\n", "\r", "\u200c", "\u200d"];

test("what the library's sentences never show, the page never shows", () => {
  const source = readFileSync(new URL("../../pkg/generated/words.js", import.meta.url), "utf8");
  const [, set] = /const ACTING =\s*\/(\[.*\])\/g;/.exec(source)!;
  const acts = new RegExp(set!);
  for (let unit = 0; unit <= 0xffff; unit++) {
    const character = String.fromCharCode(unit);
    const isShown = acts.test(character) && !LEFT_ALONE.includes(character);
    expect(visible(character), unit.toString(16)).toBe(isShown ? `\\u${unit.toString(16).padStart(4, "0")}` : character);
  }
});

test("line ends, tabs and joined emoji stay what they are", () => {
  const text = "a\r\n\tb 👩\u200d👧";
  expect(visible(text)).toBe(text);
});
