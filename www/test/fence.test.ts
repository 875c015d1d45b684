// Code fences, taken off as people leave them.

import { expect, test } from "vitest";
import { fencedBlocks } from "../src/unwrap/fence";

const cases: Record<string, [text: string, blocks: string[]]> = {
  "no fence": ["a\nb", []],
  "one fence": ["a\n```json\n{\n}\n```\nb", ["{\n}"]],
  "an empty block": ["```\n```", [""]],
  "fences one after another": ["```\na\n```\n~~~\nb\n~~~", ["a", "b"]],
  "line ends of Windows": ["```\r\na\r\nb\r\n```\r\n", ["a\r\nb\r"]],
  "white space around the fences": ["\t``` \n  a  \n  ```\t ", ["  a  "]],
  "an end behind the last line": ["```\n{}\n[] ```", ["{}\n[]"]],
  "an end that is longer": ["```\na\n`````", ["a\n``"]],
  "an end that is shorter, of backticks": ["````\na\n```", []],
  "an end that is shorter, of tildes": ["~~~~\na\n~~~", ["a"]],
  "a fence in a longer one": ["````\n```\na\n```\n````", ["```\na\n```"]],
  "tildes around backticks": ["~~~\n```\n~~~", ["```"]],
  "code within a line": ["``` a ``` b\nc\n```\nd", []],
  "an end that never comes": ["~~~x\n```\na\n```", ["a"]],
  "a fence in the last line": ["a\n```", []],
};
for (const [name, [text, blocks]] of Object.entries(cases)) {
  test(name, () => expect(fencedBlocks(text)).toEqual(blocks));
}

test("200 kB of fences, of whatever kind, cost no more than a moment", () => {
  const length = 200_000;
  const lines = ["~~~x\n", "```x\n", "~~~~\n```x\n", "~~~\n`", "~~~x\r\n", "```\n", "~", "`", "~ ", " "];
  const runs = Array.from({ length: 600 }, (_, at) => `${"~".repeat(603 - at)}x\n`).join("");
  const texts = [...lines.map((line) => line.repeat(length / line.length)), runs, `${"~".repeat(length)}\`\n`, `~~~\n${" ".repeat(length)}x`];
  for (const text of texts) {
    const start = performance.now();
    fencedBlocks(text);
    expect(performance.now() - start, JSON.stringify(text.slice(0, 10))).toBeLessThan(500);
  }
});
