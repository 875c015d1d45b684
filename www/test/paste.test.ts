// What is pasted is loaded or put in.

import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { isBodyOfItsOwn } from "../src/editor/paste";

const folder = new URL("../../tests/fixtures/accept/", import.meta.url);
const fixture = (name: string) => readFileSync(new URL(name, folder), "utf8");
const BODY = fixture("inbound-v2-sample-text-indented.json");
const EMPTY = { before: "", selected: "", after: "" };
const START = { ...EMPTY, after: BODY };
const END = { ...EMPTY, before: BODY };
const OWN = {
  "a body": BODY,
  "a body that is cut off": BODY.slice(0, 300),
  "several bodies": `[${BODY},${BODY}]`,
  "a cURL command": `curl https://example.com -H 'Authorization: Bearer x' -d '${BODY}'`,
  "a request": `POST /hook HTTP/1.1\nHost: example.com\n\n${BODY}`,
  "a log line": `2026-07-01T10:00:00Z INFO "hook" received ${BODY.replace(/\n\s*/g, "")}`,
  "a fence": `Here it is:\n\`\`\`json\n${BODY}\n\`\`\`\n`,
};

test("into nothing, blanks, or over all of it, everything is a body of its own", () => {
  for (const surroundings of [EMPTY, { ...EMPTY, before: " \n" }, { ...EMPTY, selected: BODY }, { before: "\n", selected: BODY, after: " " }]) {
    for (const text of [...Object.values(OWN), "x"]) expect(isBodyOfItsOwn(text, surroundings)).toBe(true);
  }
});

for (const [name, text] of Object.entries(OWN)) {
  test(`${name} at the start or the end of another is one of its own, amid it or over a part it is not`, () => {
    for (const surroundings of [START, END, { ...START, before: "\n" }, { ...END, after: "\n" }]) expect(isBodyOfItsOwn(text, surroundings)).toBe(true);
    for (const surroundings of [{ ...EMPTY, before: "{", after: "}" }, { ...START, selected: "{" }]) expect(isBodyOfItsOwn(text, surroundings)).toBe(false);
  });
}

test("every webhook is longer than a snippet", () => {
  for (const name of readdirSync(folder).filter((one) => !one.startsWith("unknown-"))) expect(isBodyOfItsOwn(fixture(name), END), name).toBe(true);
});

test("what completes a body is put in", () => {
  const cut = BODY.indexOf('"recipient"');
  const rest = BODY.slice(cut);
  for (const text of [rest, rest.slice(20), `    ${rest}`, "}", '{"a": 1}', '"more words, without any object, that are longer than a snippet would be"']) {
    expect(isBodyOfItsOwn(text, { ...EMPTY, before: BODY.slice(0, cut) }), text.slice(0, 20)).toBe(false);
  }
  const whole = BODY.slice(BODY.indexOf("{", 5));
  for (const before of ['{"payload": ', '{"payload":\n', "[", `[${BODY},`]) expect(isBodyOfItsOwn(whole, { ...EMPTY, before })).toBe(false);
});
