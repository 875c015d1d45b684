// What a problem says in one line.

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "chatapps-webhook";
import { messageOf } from "../src/meaning/message";

const FLOW = readFileSync(new URL("../../tests/fixtures/accept/inbound-v3-interactive-flow.json", import.meta.url), "utf8");
const said = (text: string) => parse(text).diagnostics.map(messageOf);

test("of JSON in a string, what is wrong in there is said", () => {
  expect(said(FLOW.replace('\\",\\"', '\\"\\"'))).toEqual(["the string does not hold JSON: missing comma"]);
  expect(said(FLOW.replace('\\"2026-07-19\\"', '{\\"day\\":}'))).toEqual(["the string does not hold JSON: unexpected character"]);
  expect(said(FLOW.replace('"{\\"flow', '"x\\"flow'))).toEqual(["the string does not hold JSON"]);
});

test("everything else says its message", () => {
  expect(messageOf({ message: "a comma is missing" })).toBe("a comma is missing");
});
