// Who is measured.
//
// In: the built package, the built serde peer, what npm has for judging values.
// Out: for each form of the body (text, bytes) the contestants: `run(body, isFlow)` is timed, `look` says what it came to.
// Does not know: the clock.
// Why the first is JSON.parse alone: it checks nothing and cannot be left out by anything written in JavaScript, so it
// is the measure for all others.

import { readFile } from "node:fs/promises";

import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

import { parse } from "../../pkg/dist/index.mjs";
import { answersOf } from "./bodies.mjs";
import { ajvValidator } from "./schemas/ajv.mjs";
import { isRefusal, validate as validateByArktype } from "./schemas/arktype.mjs";
import { validate as validateByGenerated } from "./schemas/generated.mjs";
import { typeboxValidator } from "./schemas/typebox.mjs";
import { validate as validateByValibot } from "./schemas/valibot.mjs";
import { validate as validateByZod } from "./schemas/zod.mjs";
import * as peer from "./serde-peer/pkg/peer.js";

export const TEXT = "text";
export const BYTES = "bytes";

/** What the ratios are taken to. */
export const BASELINE = "JSON.parse";
export const OURS = "chatapps-webhook";

/** Those that state the rules of schemas/rules.mjs: which bodies they refuse is known beforehand. */
export const BY_RULES = new Set();

export async function contestants(only) {
  const validateBySchema = await ourSchemaValidator();
  await startPeer();
  const isTrue = (verdict) => ({ ok: verdict });
  const all = [
    baseline(),
    ours(),
    judged("our JSON Schema", validateBySchema, isTrue),
    byRules("generated", validateByGenerated, isTrue),
    byRules("typebox", typeboxValidator(), isTrue),
    byRules("ajv", ajvValidator(), isTrue),
    byRules("arktype", validateByArktype, (outcome) => (isRefusal(outcome) ? { ok: false } : { ok: true, value: outcome })),
    byRules("zod", validateByZod, ({ success, data }) => ({ ok: success, value: data })),
    byRules("valibot", validateByValibot, ({ success, output }) => ({ ok: success, value: output })),
    serdePeer(),
  ];
  const wanted = (name) => !only || name === BASELINE || only.some((part) => name.includes(part));
  const field = all.filter(({ name }) => wanted(name));
  return {
    [TEXT]: field.map(({ name, text, look }) => ({ name, run: text, look })),
    [BYTES]: field.map(({ name, bytes, look }) => ({ name, run: bytes, look })),
  };
}

const decoder = new TextDecoder("utf-8");

/** The answers of the Flow that was read last. */
let answers;

/** A Flow's answers are JSON in a string: whoever wants them parses twice. With other bodies nobody looks for them. */
function read(text, isFlow) {
  const value = JSON.parse(text);
  if (isFlow) answers = answersOf(value);
  return value;
}

function baseline() {
  return {
    name: BASELINE,
    text: read,
    bytes: (bytes, isFlow) => read(decoder.decode(bytes), isFlow),
    look: (value) => ({ ok: true, value, answers }),
  };
}

function ours() {
  return {
    name: OURS,
    text: (text) => parse(text),
    bytes: (bytes) => parse(bytes),
    look: ({ ok, event }) => ({ ok, answers: event?.payload?.content?.interactive?.nfmReply?.response }),
  };
}

/** JSON.parse, and then a validator that gives its verdict on the value. */
function judged(name, validate, verdictOf) {
  const run = (text, isFlow) => validate(read(text, isFlow));
  return {
    name,
    text: run,
    bytes: (bytes, isFlow) => run(decoder.decode(bytes), isFlow),
    look: (verdict) => ({ answers, ...verdictOf(verdict) }),
  };
}

function byRules(name, validate, verdictOf) {
  BY_RULES.add(name);
  return judged(name, validate, verdictOf);
}

function serdePeer() {
  return {
    name: "serde in wasm",
    text: (text) => peer.parse(text),
    bytes: (bytes) => peer.parse_bytes(bytes),
    look: (event) => (event === null ? { ok: false } : { ok: true, typed: event }),
  };
}

async function startPeer() {
  const module = await readFile(new URL("serde-peer/pkg/peer_bg.wasm", import.meta.url));
  peer.initSync({ module });
}

/** The published schema. Its root is tolerant: it accepts whatever ours gives with its type. */
async function ourSchemaValidator() {
  const schema = JSON.parse(await readFile(new URL("../../pkg/generated/schema.json", import.meta.url), "utf8"));
  const ajv = new Ajv2020({ allErrors: true, strict: false });
  addFormats(ajv);
  return ajv.compile(schema);
}
