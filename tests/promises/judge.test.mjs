// The judge: for each sentence of "What a version number promises" a change that it is about.
//
// In: two sets of facts, made up. Holds: the change is found, it is the only one, and its step is that of the README.

import assert from "node:assert/strict";
import { test } from "node:test";

import { changes, isAtLeast, stepBetween, worst } from "./judge.mjs";
import { factsOf } from "./types.mjs";

const step = (section, before, after) => {
  const found = changes({ [section]: before }, { [section]: after });
  assert.deepEqual(changes({ [section]: after }, { [section]: after }), []);
  return found.length > 0 ? worst(found.map(({ step }) => step)) : "none";
};

const code = (severity, severities = [severity], phase = "shape") => ({ c: { phase, severity, severities } });

test("codes: removed and raised is major, new and lowered is minor", () => {
  assert.equal(step("codes", code("info"), {}), "major");
  assert.equal(step("codes", {}, code("error")), "minor");
  assert.equal(step("codes", code("info"), code("warning")), "major");
  assert.equal(step("codes", code("error"), code("warning")), "minor");
  assert.equal(step("codes", code("info"), code("info", ["info", "error"])), "major");
  assert.equal(step("codes", code("info", ["info", "error"]), code("info")), "minor");
  assert.equal(step("codes", code("info"), code("info", ["info"], "json")), "major");
});

test("exports: removed, renamed and of another kind is major, new is minor; so are engines", () => {
  assert.equal(step("exports", { ". parse": "function" }, {}), "major");
  assert.equal(step("exports", { ". parse": "function" }, { ". read": "function" }), "major");
  assert.equal(step("exports", { ". parse": "function" }, { ". parse": "object" }), "major");
  assert.equal(step("exports", {}, { ". parse": "function" }), "minor");
  assert.equal(step("exports", { "engine node": "20" }, { "engine node": "22" }), "major");
  assert.equal(step("exports", { "engine node": "20" }, { "engine node": "20.4" }), "major");
  assert.equal(step("exports", { "engine rust": "1.88" }, { "engine rust": "1.9" }), "minor");
});

const declared = (text) => factsOf("x", `\`\`\`ts\n${text}\n\`\`\``);
const types = (before, after) => step("types", declared(before), declared(after));

test("types: what goes or changes is major, what may be left out and what comes to an open set is minor", () => {
  const user = "export interface User {\n    readonly name?: string;\n    readonly id: string;\n}";
  assert.equal(types(user, user.replace("    readonly name?: string;\n", "")), "major");
  assert.equal(types(user, user.replace("name?: string", "name?: number")), "major");
  assert.equal(types(user, user.replace("id: string", "id?: string")), "major");
  assert.equal(types(user, user.replace("User {", "Person {")), "major");
  assert.equal(types(user, user.replace("    readonly id", "    readonly age?: number;\n    readonly id")), "minor");
  assert.equal(types(user, user.replace("    readonly id", "    readonly age: number;\n    readonly id")), "major");
  const samples = { "samples samples": "const samples", "samples samples.one": "readonly one: Sample" };
  assert.equal(step("types", samples, { ...samples, "samples samples.two": "readonly two: Sample" }), "minor");
  assert.equal(step("types", { ...samples, "samples samples.two": "readonly two: Sample" }, samples), "major");
  assert.equal(types(user, `${user}\n\nexport interface Other {\n    readonly id: string;\n}`), "minor");
  const kinds = 'export type EventKind =\n| "voice"  // A call.\n| "unknown";';
  assert.equal(types(kinds, kinds.replace('| "unknown"', '| "fax"\n| "unknown"')), "minor");
  assert.equal(types(kinds, kinds.replace('| "voice"  // A call.\n', "")), "major");
  assert.equal(types(kinds, kinds.replace("A call.", "A telephone call.")), "none");
  assert.equal(types('export type Severity = "error" | "info";', 'export type Severity = "error" | "info" | "hint";'), "major");
  assert.equal(types("export type JsonValue =\n| null\n| string;", "export type JsonValue =\n| null\n| bigint\n| string;"), "major");
  assert.equal(types("export function f(\n    a: string,\n): void;", "export function f(\n    a: string,\n    b: string,\n): void;"), "major");
});

const schema = (before, after, name = "schema.json Text") => step("schemas", { [name]: before }, { [name]: after });

test("schemas: what narrows is major, a property and a value are new", () => {
  const text = { type: "object", properties: { umid: { type: "string" }, type: { enum: ["a", "b"] } }, required: ["umid"] };
  const also = (change) => Object.assign(structuredClone(text), change);
  assert.equal(schema(text, also({ properties: { ...text.properties, more: { type: "string", minLength: 2 } } })), "minor");
  assert.equal(schema(text, also({ properties: { ...text.properties, type: { enum: ["a", "b", "c"] } } })), "minor");
  assert.equal(schema(text, also({ properties: { ...text.properties, umid: { type: "string", minLength: 2 } } })), "major");
  assert.equal(schema(text, also({ properties: { type: text.properties.type } })), "major");
  assert.equal(schema(text, also({ required: ["umid", "type"] })), "major");
  assert.equal(schema(text, also({ required: [] })), "minor");
  assert.equal(schema(text, also({ required: [] }), "event.schema.json Text"), "major");
  assert.equal(schema(text, also({ additionalProperties: false })), "major");
  assert.equal(step("schemas", {}, { "schema.json New": text }), "minor");
  assert.equal(step("schemas", { "schema.json Old": text }, {}), "major");
});

const body = (change) => ({ b: { ok: true, kind: "voice", key: "1", said: { "null-value": "info" }, ...change } });
const bodies = (before, after) => step("bodies", body(before), body(after));

test("bodies: an event, a kind, a key and a severity are held; what was unknown may become known", () => {
  assert.equal(bodies({}, { ok: false }), "major");
  assert.equal(bodies({ ok: false }, {}), "minor");
  assert.equal(bodies({}, { kind: "unknown" }), "major");
  assert.equal(bodies({}, { key: "2" }), "major");
  assert.equal(bodies({ kind: "unknown" }, { key: "2" }), "minor");
  assert.equal(bodies({ kind: "unknown" }, { kind: "unknown", key: "2" }), "major");
  assert.equal(bodies({}, { said: { "null-value": "warning" } }), "major");
  assert.equal(bodies({ said: { "null-value": "warning" } }, {}), "minor");
  assert.equal(bodies({ said: {} }, {}), "minor");
  assert.equal(bodies({}, { said: {} }), "patch");
  assert.equal(step("bodies", {}, body({})), "patch");
});

test("members: none goes and none changes its type, but out of extra", () => {
  assert.equal(step("members", { "voice/a": ["string"] }, {}), "major");
  assert.equal(step("members", { "voice/a": ["string"] }, { "voice/a": ["number"] }), "major");
  assert.equal(step("members", { "voice/a": ["string"] }, { "voice/a": ["number", "string"] }), "minor");
  assert.equal(step("members", {}, { "voice/a": ["string"] }), "minor");
  assert.equal(step("members", { voice: ["object"], "voice/extra": ["as sent"] }, { voice: ["object"], "voice/a": ["string"] }), "minor");
});

test("rust: what goes is major, and so is a variant of an enum that does not grow", () => {
  const rust = (before, after) => step("rust", Object.fromEntries(before.map((line) => [line, ""])), Object.fromEntries(after.map((line) => [line, ""])));
  const closed = ["#[repr(u8)] pub enum c::Severity", "pub c::Severity::Info"];
  const open = ["#[non_exhaustive] pub enum c::Code", "pub c::Code::A"];
  assert.equal(rust(closed, [closed[0]]), "major");
  assert.equal(rust(closed, [...closed, "pub c::Severity::Hint"]), "major");
  assert.equal(rust(closed, [...closed, "pub c::Severity::Hint(alloc::string::String)"]), "major");
  assert.equal(rust(open, [...open, "pub c::Code::B"]), "minor");
  assert.equal(rust(closed, [...closed, "pub fn c::Severity::rank(&self) -> u8"]), "minor");
});

test("a change names what changed", () => {
  const [change] = changes({ codes: code("info") }, { codes: {} });
  assert.deepEqual([change.section, change.step], ["codes", "major"]);
  assert.match(change.text, /^c is gone/);
});

test("versions: the second number counts as the first while that is 0", () => {
  const steps = { "0.1.0 0.1.0": "none", "0.1.0 0.1.1": "minor", "0.1.4 0.2.0": "major", "0.9.0 1.0.0": "major", "1.2.3 1.2.4": "patch", "1.2.3 1.3.0": "minor", "1.2.3 2.0.0": "major" };
  for (const [versions, expected] of Object.entries(steps)) assert.equal(stepBetween(...versions.split(" ")), expected, versions);
  assert.ok(isAtLeast("minor", "patch") && isAtLeast("none", "none") && !isAtLeast("minor", "major"));
});
