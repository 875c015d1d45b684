// What is promised, as facts: what stands now, section by section.
//
// In: the built package, its declarations and schemas, the fixtures, the manifests. Out: for each section an object from a
// name to a text or a JSON value. Does not know: what it was before, or what a change means (judge.mjs does).

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { codes } from "../../pkg/dist/catalog.mjs";
import { parse } from "../../pkg/dist/index.mjs";
import { accept, codes as codeFixtures } from "../node/fixtures.mjs";
import { types } from "./types.mjs";

const root = new URL("../../", import.meta.url);
const readText = (path) => readFileSync(new URL(path, root), "utf8");
const readJson = (path) => JSON.parse(readText(path));

/** Every code: its phase, what it usually is, what it can be. */
function codeFacts() {
  return Object.fromEntries(codes.map(({ code, phase, severity, severities }) => [code, { phase, severity, severities }]));
}

/** What can be imported, from where, and under which conditions; the command; the oldest Node and Rust. */
async function exportFacts() {
  const manifest = readJson("pkg/package.json");
  const facts = {
    "engine node": manifest.engines.node.replace(">=", ""),
    "engine rust": /^rust-version = "(.*)"$/m.exec(readText("Cargo.toml"))[1],
  };
  for (const [subpath, conditions] of Object.entries(manifest.exports)) {
    facts[subpath] = "";
    for (const condition of conditionsOf(conditions)) facts[`${subpath} for ${condition}`] = "";
  }
  for (const [subpath, module] of [[".", "index"], ["./slim", "slim"], ["./catalog", "catalog"], ["./samples", "samples"]]) {
    const exported = await import(new URL(`pkg/dist/${module}.mjs`, root));
    for (const [name, value] of Object.entries(exported)) facts[`${subpath} ${name}`] = kindOf(value);
  }
  for (const [name, file] of Object.entries(manifest.bin)) {
    const help = execFileSync("node", [fileURLToPath(new URL(`pkg/${file}`, root)), "--help"], { encoding: "utf8" });
    for (const [option] of help.matchAll(/--[a-z-]+/g)) facts[`command ${name} ${option}`] = "";
  }
  return facts;
}

function conditionsOf(conditions) {
  if (typeof conditions === "string") return [];
  const inner = ([name, value]) => (typeof value === "string" ? [name] : conditionsOf(value).map((rest) => `${name} ${rest}`));
  return Object.entries(conditions).flatMap(inner);
}

function kindOf(value) {
  if (typeof value !== "function") return Array.isArray(value) ? "array" : typeof value;
  return /^class\b/.test(Function.prototype.toString.call(value)) ? "class" : "function";
}

const PROSE = new Set(["$comment", "title", "description", "examples"]);

/** A schema without what people read in it; members that are called like prose stay. */
function withoutProse(schema, isSchema = true) {
  if (Array.isArray(schema)) return schema.map((item) => withoutProse(item));
  if (typeof schema !== "object" || schema === null) return schema;
  const kept = Object.entries(schema).filter(([name]) => !isSchema || !PROSE.has(name));
  return Object.fromEntries(kept.map(([name, value]) => [name, withoutProse(value, !isSchema || !["properties", "$defs"].includes(name))]));
}

/** The JSON Schemas, definition by definition. */
function schemaFacts() {
  const facts = {};
  for (const name of ["schema.json", "event.schema.json"]) {
    const { $defs, ...rest } = withoutProse(readJson(`pkg/generated/${name}`));
    facts[name] = rest;
    for (const [definition, schema] of Object.entries($defs)) facts[`${name} ${definition}`] = schema;
  }
  return facts;
}

/** Of every body: whether it gives an event, which, its key, and what is said of it. */
function bodyFacts() {
  const facts = {};
  for (const { name, bytes, options } of [...accept, ...codeFixtures]) {
    const { ok, event, diagnostics, ...rest } = parse(bytes, options);
    const { kind, key } = event ?? rest;
    const said = {};
    for (const { code, severity } of diagnostics) said[code] = severity;
    facts[name] = { ok, kind: kind ?? null, key: key ?? null, said };
  }
  return facts;
}

/** Members that hold what was sent, whatever that is. */
const AS_SENT = /^[a-z-]+\/body$|^voice\/payload$|\/(extra|eventDetails|price|error|nfmReply\/response)$/;

/** Of every kind: which members its events have, and of which JSON type. */
function memberFacts() {
  const types = {};
  for (const { bytes, options } of accept) {
    const { event } = parse(bytes, options);
    if (event !== null) addMembers(types, event.kind, event);
  }
  return Object.fromEntries(Object.entries(types).map(([name, found]) => [name, [...found].sort()]));
}

function addMembers(types, path, value) {
  const type = value === null ? "null" : Array.isArray(value) ? "array" : typeof value;
  (types[path] ??= new Set()).add(type);
  if (type !== "object" && type !== "array") return;
  for (const [name, member] of Object.entries(value)) {
    const inner = `${path}/${type === "array" ? "*" : name}`;
    const isOpen = name === "content" && value.type === "Unknown";
    if (isOpen || AS_SENT.test(inner)) (types[inner] ??= new Set()).add("as sent");
    else addMembers(types, inner, member);
  }
}

/** All sections. */
export async function facts() {
  return {
    codes: codeFacts(),
    exports: await exportFacts(),
    types: types(),
    schemas: schemaFacts(),
    bodies: bodyFacts(),
    members: memberFacts(),
  };
}
