// webhook and inboundMessage as Standard Schemas, in the hands of those who take one.
//
// In: the packed package; Hono's validator, tRPC, oRPC, ajv. Holds: what they see is what parse says.

import assert from "node:assert/strict";
import { test } from "node:test";

import { sValidator } from "@hono/standard-validator";
import { call, os } from "@orpc/server";
import { initTRPC } from "@trpc/server";
import Ajv from "ajv";
import Ajv2020 from "ajv/dist/2020.js";
import { Hono } from "hono";

import { homeOf } from "./home.mjs";

const home = homeOf("standard-schema");
const { inboundMessage, parse, parseValue, webhook } = home.require("chatapps-webhook");
const { samples } = home.require("chatapps-webhook/samples");

const GOOD = samples["inbound-v2-text-whatsapp"].body;
const RECEIPT = samples["receipt-v9-delivered"].body;
const validate = (schema, value) => schema["~standard"].validate(value);

test("text, bytes and values are read as parse reads them", () => {
  for (const { body } of Object.values(samples)) {
    const result = parse(body);
    const bytes = new TextEncoder().encode(body);
    for (const given of [body, bytes, bytes.buffer]) {
      const seen = validate(webhook, given);
      assert.deepEqual(seen.diagnostics, result.diagnostics);
      if (result.ok) assert.deepEqual(seen.value, result.event);
      else assert.deepEqual(seen.issues.map(({ code }) => code), result.diagnostics.filter(({ severity }) => severity === "error").map(({ code }) => code));
    }
  }
  assert.deepEqual(validate(webhook, JSON.parse(GOOD)).value, parseValue(JSON.parse(GOOD)).event);
});

test("an issue says where and what", () => {
  const body = GOOD.replace(/"umid"/, '"umidd"');
  const { issues } = validate(webhook, body);
  const [issue] = issues;
  assert.equal(issue.code, "missing-field");
  assert.deepEqual(issue.path, ["payload"]);
  assert.equal(issue.pointer, "/payload");
  assert.equal(typeof issue.span.line, "number");
  assert.equal(Object.hasOwn(validate(webhook, JSON.parse(body)).issues[0], "span"), false);
});

test("it never throws", () => {
  const circle = {};
  circle.self = circle;
  for (const value of [42, null, undefined, true, NaN, Symbol("s"), 10n, () => {}, new Map(), Promise.resolve(GOOD), new Date(), circle, [], new Uint16Array(2), new Proxy({}, { ownKeys: () => { throw new Error("no"); } })]) {
    for (const schema of [webhook, inboundMessage]) {
      const { issues } = validate(schema, value);
      assert.ok(issues.length > 0 && issues.every(({ message }) => message.length > 0));
    }
  }
});

test("inboundMessage takes messages alone", () => {
  assert.equal(validate(inboundMessage, GOOD).value.kind, "inbound-message");
  assert.deepEqual(validate(inboundMessage, RECEIPT).issues.map(({ code }) => code), ["unexpected-event"]);
});

test("JSON Schemas in both drafts say what validate says", () => {
  for (const schema of [webhook, inboundMessage]) {
    for (const [target, Compiler] of [["draft-2020-12", Ajv2020], ["draft-07", Ajv]]) {
      const { input, output } = schema["~standard"].jsonSchema;
      const compile = (json) => new Compiler({ strict: false, validateFormats: false }).compile(json);
      const [isInput, isOutput] = [compile(input({ target })), compile(output({ target }))];
      for (const [name, { body }] of Object.entries(samples)) {
        let value;
        try {
          value = JSON.parse(body);
        } catch {
          continue;
        }
        const seen = validate(schema, value);
        const isStructural = !seen.issues || seen.issues.some(({ code }) => ["missing-field", "type-mismatch", "unexpected-event"].includes(code));
        if (isStructural) assert.equal(isInput(value), !seen.issues, `${target} input ${name}`);
        if (!seen.issues) assert.ok(isOutput(seen.value), `${target} output ${name}: ${JSON.stringify(isOutput.errors)}`);
      }
    }
    for (const target of ["openapi-3.0", "draft-04", undefined]) {
      assert.throws(() => schema["~standard"].jsonSchema.input({ target }), TypeError);
      assert.throws(() => schema["~standard"].jsonSchema.output({ target }), TypeError);
    }
  }
});

test("Hono's validator", async () => {
  const app = new Hono();
  // The hook answers; without it Hono would say 400, and 8x8 would deliver the body again.
  const onResult = (result, c) => (result.success ? undefined : c.json({ dead: result.error.map(({ code }) => code) }, 200));
  app.post("/webhook", sValidator("json", webhook, onResult), (c) => c.json(c.req.valid("json")));
  const post = (body) => app.request("/webhook", { method: "POST", body, headers: { "content-type": "application/json" } });
  assert.deepEqual(await (await post(GOOD)).json(), parse(GOOD).event);
  assert.deepEqual(await (await post(GOOD.replace(/"umid"/, '"umidd"'))).json(), { dead: ["missing-field"] });
});

test("tRPC's input", async () => {
  const t = initTRPC.create();
  const router = t.router({ take: t.procedure.input(webhook).mutation(({ input }) => input) });
  const caller = t.createCallerFactory(router)({});
  assert.deepEqual(await caller.take(GOOD), parse(GOOD).event);
  await assert.rejects(caller.take("{"), ({ code, cause }) => code === "BAD_REQUEST" && cause.issues.length > 0);
});

test("oRPC's input and output", async () => {
  const take = os.input(inboundMessage).handler(({ input }) => input);
  assert.deepEqual(await call(take, JSON.parse(GOOD)), parse(GOOD).event);
  await assert.rejects(call(take, RECEIPT), ({ code, data }) => code === "BAD_REQUEST" && data.issues[0].code === "unexpected-event");
});
