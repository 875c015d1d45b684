// The JSON Schema of the body.
//
// In: pkg/generated/schema.json, every fixture, `parse` of the built package.
// Holds: the schema is one of 2020-12; its root says no exactly where `parse` finds an error of structure; its
// definitions take what is documented and nothing else.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

import Ajv2020 from "../node_modules/ajv/dist/2020.js";
import { parse } from "../../pkg/dist/index.mjs";

const place = (path) => new URL(path, import.meta.url);
const fixtures = new URL("../fixtures/", import.meta.url);
const schema = JSON.parse(readFileSync(place("../../pkg/generated/schema.json"), "utf8"));

/** What ajv remarks on without refusing it: nothing should be. */
const remarks = [];
const logger = { log: (text) => remarks.push(text), warn: (text) => remarks.push(text), error: (text) => remarks.push(text) };
const ajv = new Ajv2020.default({ allErrors: true, logger });
const isBody = ajv.compile(schema);
const definition = (name) => ajv.getSchema(`${schema.$id}#/$defs/${name}`);

/** The codes by which `parse` says that the structure withholds the event. */
const STRUCTURE = new Set(["missing-field", "type-mismatch"]);

/** The fixtures below a folder: bodies that are accepted end with `.json`, those of a code with `.body`. */
function* bodies(path, ending) {
  for (const name of readdirSync(new URL(path, fixtures))) {
    if (name.endsWith(ending)) yield { name: path + name, bytes: readFileSync(new URL(path + name, fixtures)) };
  }
}

/** The JSON of a body as `parse` reads it: bytes that are not UTF-8 replaced, encoded twice or once. */
function jsonOf(bytes) {
  try {
    const value = JSON.parse(new TextDecoder().decode(bytes));
    const isEncodedTwice = typeof value === "string" && value.trimStart().startsWith("{");
    return { value: isEncodedTwice ? JSON.parse(value) : value };
  } catch {
    return undefined;
  }
}

const codes = readdirSync(new URL("codes/", fixtures)).flatMap((code) => [...bodies(`codes/${code}/`, ".body")]);
const documents = [...bodies("accept/", ".json"), ...codes]
  .map((body) => ({ ...body, json: jsonOf(body.bytes) }))
  .filter(({ json }) => json);

test("the schema is a schema, and nothing in it is remarked on", () => {
  assert.ok(ajv.validateSchema(schema), JSON.stringify(ajv.errors));
  for (const name of Object.keys(schema.$defs)) assert.ok(definition(name), name);
  assert.deepEqual(remarks, []);
});

test("there are fixtures of both verdicts", () => {
  const verdicts = documents.map(({ json }) => isBody(json.value));
  assert.ok(verdicts.filter((verdict) => verdict).length > 100);
  assert.ok(verdicts.filter((verdict) => !verdict).length > 5);
});

test("the root says no exactly where parse finds an error of structure", () => {
  for (const { name, bytes, json } of documents) {
    const { diagnostics, omitted } = parse(bytes);
    // What is nested too deep is not read at all; where diagnostics were left out, one of these may be among them.
    if (omitted > 0 || diagnostics.some(({ code }) => code === "too-deep")) continue;
    const errors = diagnostics.filter(({ code, severity }) => severity === "error" && STRUCTURE.has(code));
    const found = errors.map(({ code, pointer, message }) => `${code} ${pointer} ${message}`).join("; ");
    assert.equal(isBody(json.value), errors.length === 0, `${name}: parse: ${found}; ajv: ${ajv.errorsText(isBody.errors)}`);
  }
});

test("the root says no where parse does, of a body without namespace or eventType as well", () => {
  let withheld = 0;
  for (const { name, json } of documents) {
    for (const sign of ["namespace", "eventType"].filter((sign) => Object.hasOwn(Object(json.value), sign))) {
      for (const lost of ["", "umid", "type", "status", "source"]) {
        const { [sign]: _, ...bare } = structuredClone(json.value);
        delete bare.payload?.[lost];
        const { diagnostics, omitted } = parse(JSON.stringify(bare));
        if (omitted > 0 || diagnostics.some(({ code }) => code === "too-deep")) continue;
        const isWithheld = diagnostics.some(({ code, severity }) => severity === "error" && STRUCTURE.has(code));
        assert.equal(isBody(bare), !isWithheld, `${name} without ${sign} and ${lost}: ajv: ${ajv.errorsText(isBody.errors)}`);
        withheld += isWithheld ? 1 : 0;
      }
    }
  }
  assert.ok(withheld > 500, `${withheld}`);
});

/** The definition of each sort of fixture. */
const DEFINITIONS = [
  ["inbound-v3-", "InboundMessageV3"],
  ["inbound-v2-", "InboundMessageV2"],
  ["inbound-v1-", "InboundMessageV1"],
  ["receipt-v9-", "DeliveryReceiptV9"],
  ["receipt-v8-", "DeliveryReceiptV8"],
  ["receipt-v4-", "DeliveryReceiptV4"],
  ["external-app-", "ExternalAppMessage"],
  ["sms-inbound-", "InboundSms"],
  ["sms-receipt-", "SmsDeliveryReceipt"],
  ["management-", "BusinessManagement"],
  ["voice-", "VoiceEvent"],
];

/** Bodies that parse takes without a word, and that are not as documented: a namespace that stands in another case. */
const NOT_AS_DOCUMENTED = new Set(["accept/sms-inbound-alphanumeric-source.json"]);

test("a definition takes every body of its shape that parse has nothing to say of", () => {
  for (const [prefix, name] of DEFINITIONS) {
    let taken = 0;
    for (const { name: file, bytes, json } of documents.filter((body) => body.name.startsWith(`accept/${prefix}`))) {
      const { diagnostics } = parse(bytes);
      // That a shape is old is nothing the schema could say.
      if (diagnostics.some(({ code }) => code !== "legacy-format") || NOT_AS_DOCUMENTED.has(file)) continue;
      const verdict = definition(name);
      assert.ok(verdict(json.value), `${file}: ${ajv.errorsText(verdict.errors)}`);
      taken += 1;
    }
    assert.ok(taken > 0 || prefix === "receipt-v4-", `no body for ${name}`);
  }
});

test("a definition refuses what breaks the documented form", () => {
  const body = () => structuredClone(documents.find(({ name }) => name === "accept/inbound-v3-viber-msisdn.json").json.value);
  const refuses = (change) => {
    const changed = body();
    change(changed);
    assert.ok(!definition("InboundMessageV3")(changed), change.toString());
    assert.ok(isBody(changed), `the root is tolerant of ${change}`);
  };
  assert.ok(definition("InboundMessageV3")(body()), ajv.errorsText(definition("InboundMessageV3").errors));
  refuses((body) => (body.version = 2));
  refuses((body) => (body.namespace = "chatapps"));
  refuses((body) => (body.payload.umid = "0"));
  refuses((body) => (body.payload.timestamp = "yesterday"));
  refuses((body) => (body.payload.type = "text"));
  refuses((body) => (body.payload.content = {}));
  refuses((body) => delete body.payload.recipient);
  refuses((body) => (body.payload.user = { msisdn: 12025550147 }));
});
