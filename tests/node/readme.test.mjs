// What the README shows of edits, run as it stands there.
//
// In: the README, bodies with faults. Holds: applied as it says, edits mend.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { parse } from "../../pkg/dist/index.mjs";

const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
const examples = [...readme.matchAll(/^```js\n(.*?)^```$/gms)].map(([, code]) => code);
const [example] = examples.filter((code) => code.includes("function mended("));
const { mended } = await import(`data:text/javascript,${encodeURIComponent(`export ${example.slice(example.indexOf("function"))}`)}`);

const sample = (faults) =>
  `{"namespace":"ChatApps","eventType":"inbound_message_received","payload":{"umid":"0e09ac86-bd74-4465-851d-1eb5a5fdbb9a","subAccountId":"Shop","timestamp":"2026-07-01T10:15:00Z","user":{"msisdn":"+12025550123"},"recipient":{"channel":"whatsapp"},"type":"Text","content":{"text":"Hello"}${faults}}}`;

test("a diagnostic of several edits is mended by all of them", () => {
  const body = sample(`,"note":'a "long" word'`);
  const [diagnostic] = parse(body).diagnostics.filter(({ edits = [] }) => edits.length > 2);
  assert.equal(mended(body, diagnostic), sample(String.raw`,"note":"a \"long\" word"`));
});

test("more faults than are read at once are mended one after the other", () => {
  const count = 50;
  let body = sample(Array.from({ length: count }, (_, index) => ` "note${index}":${index}`).join(""));
  let rounds = 0;
  for (;;) {
    const diagnostic = parse(body).diagnostics.find(({ edits, severity }) => severity === "error" && edits);
    if (diagnostic === undefined) break;
    body = mended(body, diagnostic);
    rounds++;
    assert.ok(rounds <= count, "mending goes on");
  }
  assert.equal(rounds, count);
  assert.equal(parse(body).ok, true);
});

test("a diagnostic without edits leaves the body as it is", () => {
  assert.equal(mended("{}", {}), "{}");
});
