// The machine-readable contracts, by the validators of their worlds.
//
// In: the packed documents. Holds: they are what they say they are, and the bodies of the samples are in them.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Parser } from "@asyncapi/parser";
import { createConfig, lintFromString } from "@redocly/openapi-core";
import Ajv2020 from "ajv/dist/2020.js";

import { homeOf } from "./home.mjs";

const home = homeOf("contracts");
const load = (name) => home.require(`chatapps-webhook/${name}.json`);
const { samples } = home.require("chatapps-webhook/samples");
const { parse } = home.require("chatapps-webhook");

test("OpenAPI: Redocly's linter has nothing to say", async () => {
  // There is no server to name: the URL is the reader's own.
  const config = await createConfig({ extends: ["recommended"], rules: { "no-empty-servers": "off" } });
  const problems = await lintFromString({ source: JSON.stringify(load("openapi")), absoluteRef: "openapi.json", config });
  assert.deepEqual(problems.map(({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer}`), []);
});

test("OpenAPI: the bodies of the samples are what it describes", () => {
  const document = load("openapi");
  assert.deepEqual(Object.keys(document.webhooks), [
    "inbound-message",
    "delivery-receipt",
    "external-app-message",
    "inbound-sms",
    "sms-delivery-receipt",
    "business-management",
    "voice",
    "unknown",
  ]);
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema({ $id: "https://contract.test/", components: document.components });
  let described = 0;
  for (const [name, { kind, codes, body }] of Object.entries(samples)) {
    // Where parse forgives something the strict description may not.
    if (kind === null || codes.length > 0) continue;
    const { schema } = document.webhooks[kind].post.requestBody.content["application/json"];
    const absolute = JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"https://contract.test/#/'));
    assert.ok(ajv.validate(absolute, JSON.parse(body)), `${name}: ${ajv.errorsText()}`);
    described += 1;
  }
  assert.ok(described > 20, String(described));
});

test("AsyncAPI: its parser has nothing to say", async () => {
  const { document, diagnostics } = await new Parser().parse(load("asyncapi"));
  const said = diagnostics.filter(({ severity }) => severity <= 1);
  assert.deepEqual(said.map(({ code, message, path }) => `${code}: ${message} ${path.join("/")}`), []);
  assert.equal(document.allMessages().length, 8);
});

test("JSON Schemas: every event is what the schema of the event describes", () => {
  const isEvent = new Ajv2020({ strict: false, validateFormats: false }).compile(load("event.schema"));
  for (const [name, { body }] of Object.entries(samples)) {
    const { event } = parse(body);
    if (event) assert.ok(isEvent(event), `${name}: ${JSON.stringify(isEvent.errors)}`);
  }
});
