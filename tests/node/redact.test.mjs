// redact: the text of a body with nothing in it that tells of anybody, and all else as it was.
//
// In: every fixture as text and bytes, and markers planted in what the schema does not declare safe. Holds: lengths, shape,
// codes and places stay; no marker survives; what is safe is shown. (tests/redaction.rs does the same to broken bodies.)

import assert from "node:assert/strict";
import { test } from "node:test";

import { inspect, parse, redact } from "../../pkg/dist/index.mjs";
import { accept, all, assertNone, bodyOf, codes, jsonOf } from "./fixtures.mjs";

/** Codes that depend on the very value that is masked: these may come or go. */
const DEPEND_ON_VALUE = new Set(["out-of-range", "channel-user-id-mismatch"]);

const said = ({ diagnostics }) =>
  diagnostics.filter(({ code }) => !DEPEND_ON_VALUE.has(code)).map(({ code, severity, span }) => `${code} ${severity} ${span.start}-${span.end}`);

test("lengths stay, and so do codes and their places", () => {
  const faults = [];
  for (const { name, bytes, text, options } of all) {
    const masked = redact(bytes);
    if (masked !== redact(text)) faults.push(`${name}: bytes and text differ`);
    if (masked.length !== text.length) faults.push(`${name}: ${text.length} units became ${masked.length}`);
    if (Buffer.byteLength(masked) !== Buffer.byteLength(text)) faults.push(`${name}: another length in bytes`);
    if (redact(masked) !== masked) faults.push(`${name}: masking twice masks more`);
    const [before, after] = [said(parse(text, options)).join("\n"), said(parse(masked, options)).join("\n")];
    if (before !== after) faults.push(`${name}:\n${before}\nbecame\n${after}`);
  }
  assertNone(faults);
});

test("the shape stays: every bracket, quote and line stands where it stood", () => {
  const faults = [];
  for (const { name, text } of [...accept, ...codes]) {
    const json = jsonOf(text);
    if (!json) continue;
    const masked = redact(text);
    const [left, right] = [inspect(text).nodes, inspect(masked).nodes];
    const shape = (nodes) => nodes.map(({ type, span, key }) => `${type} ${span.start} ${span.end} ${key?.span.start}`).join();
    if (shape(left) !== shape(right)) faults.push(`${name}: another shape`);
    for (const [index, node] of left.entries()) {
      const was = text.slice(node.span.start, node.span.end);
      const is = masked.slice(node.span.start, node.span.end);
      const isLeaf = !["object", "array"].includes(node.type);
      if (isLeaf && !node.sensitive && !node.embedded && was !== is) faults.push(`${name}: ${node.pointer} is safe and was masked`);
      if (isLeaf && node.sensitive && node.type === "string" && was === is && /[b-wyzB-WYZ2-9]/.test(was.replace(/^"https?:/, "").replace(/\\./g, ""))) faults.push(`${name}: ${node.pointer} was not masked: ${was}`);
      if (right[index].sensitive !== node.sensitive) faults.push(`${name}: ${node.pointer} is sensitive in one of them`);
    }
  }
  assertNone(faults);
});

/** Kinds that are safe by the schema: a value of one that does not look like it is called sensitive, another in its place is not. */
const SAFE_KINDS = new Set(["uuid", "timestamp", "token", "choice", "version"]);

/** A body with markers in every leaf that inspect calls sensitive, and in every name that the schema does not have. */
function planted(text, marker) {
  const { nodes } = inspect(text);
  let out = "";
  let at = 0;
  const replace = ({ start, end }, value) => {
    out += text.slice(at, start) + value;
    at = end;
  };
  for (const { type, span, key, label, kind, sensitive: isSensitive, parent, embedded } of nodes) {
    const sensitive = isSensitive && !SAFE_KINDS.has(kind);
    if (key && label === undefined && parent >= 0) replace(key.span, JSON.stringify(marker + key.text));
    if (type === "string" && sensitive) replace(span, JSON.stringify(embedded ? JSON.stringify({ [marker]: [marker] }) : marker));
    if (type === "number" && sensitive) replace(span, "731908264517");
  }
  return out + text.slice(at);
}

test("what is planted where the schema declares nothing safe does not survive", () => {
  const MARKERS = ["Zqxj", "Žqxj 731908264517", "😀Zqxj", "+731908264517", "https://zqxj.example/731908264517", '"Zqxj"\\', "中Zqxj", "\u0007Zqxj"];
  const faults = [];
  for (const { name, text } of [...accept, ...codes]) {
    if (!jsonOf(text) || text.length > 10_000) continue;
    for (const marker of MARKERS) {
      const body = planted(text, marker);
      for (const sent of [body, JSON.stringify(body), body.slice(0, -7), body.replaceAll('"', "'"), `${body}, ${body}`]) {
        const masked = redact(sent);
        if (/zqxj|731908264517|Ž|😀|中/i.test(masked)) faults.push(`${name} ${marker}: ${/.{0,40}(zqxj|731908264517|Ž|😀|中).{0,20}/i.exec(masked)[0]}`);
        if (masked.length !== sent.length) faults.push(`${name} ${marker}: another length`);
      }
    }
  }
  assertNone(faults);
});

test("what is safe is shown, character class by character class for the rest", () => {
  const { text } = bodyOf("accept/inbound-v2-sample-text.json");
  const [masked, value] = [JSON.parse(redact(text)), JSON.parse(text)];
  assert.equal(masked.namespace, "ChatApps");
  assert.equal(masked.payload.umid, value.payload.umid);
  assert.equal(masked.payload.timestamp, value.payload.timestamp);
  assert.equal(masked.payload.type, value.payload.type);
  const { user } = value.payload;
  assert.equal(masked.payload.user.msisdn, user.msisdn.replace(/[1-9]/g, "1").replace(/(?<=\d)0/g, "1"));
  assert.equal(redact('{"text": "Grüße, 42 Ångström 😀 日本"}'), '{"xxxx": "Xxχχx, 11 χxxxxxχx 🀫 ẋẋ"}');
});

test("what is no body is masked as well", () => {
  assert.equal(redact("Dear Ann, call +1 202 555 0134"), "Xxxx Xxx, xxxx +1 111 111 0111");
  assert.equal(redact("<html>Ann</html>"), "<xxxx>Xxx</xxxx>");
  assert.equal(redact(""), "");
  assert.equal(redact(new Uint8Array([0x22, 0x41, 0xff, 0x42, 0x22])), '"X\ufffdX"');
});

test("a string with lone surrogates keeps its length", () => {
  const sent = '{"a": "\ud83d Ann \ude00"}';
  assert.equal(redact(sent).length, sent.length);
});
