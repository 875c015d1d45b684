// The shapes of what parse gives, in the terms of V8: two results of one sort have the same ones, whatever else the process does.
//
// In: bodies whose results have members that are not known beforehand. Holds: each object has the shape of its twin in the
// next result, also where the shapes that begin at `{}` are used up.
// Why: V8 keeps 1536 shapes that one more member makes of `{}`. Behind them each object gets a shape of its own, unless it is
// made in another way, and code that handles it is several times as slow. No figure would show that: it takes a process that
// has been up for a while, and made dictionaries.

import assert from "node:assert/strict";
import { test } from "node:test";
import { setFlagsFromString } from "node:v8";

import { bodyOf } from "./fixtures.mjs";

setFlagsFromString("--allow-natives-syntax");
const haveSameShape = new Function("one", "other", "return %HaveSameMap(one, other)");

/** Dictionaries, each with a first member of its own. As long as they are kept, so are their shapes. */
const dictionaries = Array.from({ length: 2000 }, (_, number) => {
  const dictionary = {};
  dictionary[`id-${number}`] = true;
  return dictionary;
});

const { identify, parse } = await import("../../pkg/dist/index.mjs");

/** V8 settles on a shape for what a place makes when it has made some. */
const UNTIL_SETTLED = 300;

const textOf = (name) => bodyOf(`accept/${name}.json`).text;
const BODIES = {
  "a body that is kept": textOf("receipt-v4-queued"),
  "a body of no known kind": textOf("unknown-meta-message"),
  "nulls in a body that is kept": textOf("sms-receipt-delivered"),
  "members that are not documented": textOf("inbound-v1-extra-members"),
  "a member that is missing": textOf("inbound-v2-text-whatsapp").replace(/ *"subAccountId".*\n/, ""),
};

test("the shapes that begin at {} are used up", () => {
  const [one, other] = dictionaries.slice(0, 2).map((dictionary) => {
    const object = {};
    object["a new one"] = dictionary;
    return object;
  });
  assert.equal(haveSameShape(one, other), false);
});

for (const [name, body] of Object.entries(BODIES)) {
  test(`one shape: ${name}`, () => {
    for (let count = 0; count < UNTIL_SETTLED; count++) parse(body);
    assertSameShapes(parse(body), parse(body), "result");
  });
}

test("one shape: who it is", () => {
  const { event } = parse(textOf("inbound-v3-bsuid-username"));
  for (let count = 0; count < UNTIL_SETTLED; count++) identify(event);
  assertSameShapes(identify(event), identify(event), "identity");
});

function assertSameShapes(one, other, path) {
  if (typeof one !== "object" || one === null) return;
  assert.ok(haveSameShape(one, other), path);
  for (const name of Object.keys(one)) assertSameShapes(one[name], other[name], `${path}.${name}`);
}
