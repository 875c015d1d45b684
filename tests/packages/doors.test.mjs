// The doors of the package beside the main one, and the samples.
//
// In: the packed package. Holds: the samples are what they say, /slim says what it needs, and a missing WebAssembly is told.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { homeOf } from "./home.mjs";

const home = homeOf("doors");
const { codes: catalog } = home.require("chatapps-webhook/catalog");
const { parse } = home.require("chatapps-webhook");
const { samples } = home.require("chatapps-webhook/samples");

const withoutRepeats = (list) => list.filter((item, at) => item !== list[at - 1]);

/** Runs a module in the user's folder. */
function run(name, text) {
  writeFileSync(join(home.folder, name), text);
  return execFileSync("node", [name], { cwd: home.folder, encoding: "utf8" });
}

test("samples: each is what it says", () => {
  for (const [name, { kind, codes, body }] of Object.entries(samples)) {
    const result = parse(body);
    assert.equal(result.event?.kind ?? null, kind, name);
    assert.deepEqual(withoutRepeats(result.diagnostics.map(({ code }) => code)), codes, name);
  }
});

test("samples: every kind, every version, every type, and broken ones", () => {
  const events = Object.values(samples).map(({ body }) => parse(body).event);
  const seen = (value) => new Set(events.map(value).filter((found) => found !== undefined));
  assert.equal(seen((event) => event?.kind).size, 8);
  assert.deepEqual([...seen((event) => event?.shape)].sort(), ["v1", "v2", "v3"]);
  const types = ["None", "Text", "Audio", "Video", "Image", "Location", "File", "Carousel", "List", "Buttons", "Template", "Interactive", "Unknown"];
  const found = seen((event) => event?.kind === "inbound-message" ? event.payload.type : undefined);
  assert.deepEqual(types.filter((type) => !found.has(type)), []);
  const interactive = seen((event) => event?.payload?.content?.interactive?.type);
  assert.ok(interactive.size >= 5, [...interactive].join());
  const broken = Object.keys(samples).filter((name) => name.startsWith("broken-"));
  assert.ok(broken.length > 15 && broken.every((name) => catalog.some(({ code }) => name === `broken-${code}`)));
});

test("/slim: says what it needs, takes bytes and modules, and refuses all else", () => {
  const slim = home.require("chatapps-webhook/slim");
  assert.throws(() => slim.parse("{}"), /hand it one with init\(\)/);
  assert.throws(() => slim.redact("{}"), /hand it one with initTools\(\)/);
  assert.throws(() => slim.init(Promise.resolve()), { name: "TypeError", message: /a Promise: await it first/ });
  for (const source of [undefined, 42, "x.wasm", {}]) assert.throws(() => slim.init(source), TypeError);
  const wasm = readFileSync(home.require.resolve("chatapps-webhook/chatapps_webhook.wasm"));
  const page = new TextEncoder().encode("<!doctype html>");
  for (const bytes of [page, page.buffer, wasm.subarray(0, 1000)]) {
    assert.throws(() => slim.init(bytes), { name: "TypeError", message: /\/chatapps_webhook\.wasm, found bytes that are no WebAssembly/ });
  }
  for (const module of [wasm, new WebAssembly.Module(wasm)]) {
    assert.throws(() => slim.initTools(module), { name: "TypeError", message: /_tools\.wasm, found another WebAssembly module/ });
  }
  slim.init(wasm);
  slim.initTools(new WebAssembly.Module(readFileSync(home.require.resolve("chatapps-webhook/chatapps_webhook_tools.wasm"))));
  const { body } = samples["inbound-v2-text-whatsapp"];
  assert.deepEqual(slim.parse(body), parse(body));
  assert.equal(slim.redact("[true]"), "[true]".replace("true", slim.redact("[true]").slice(1, -1)));
});

test("without WebAssembly: loading works, and parse says what is missing", () => {
  const said = run(
    "no-wasm.mjs",
    `delete globalThis.WebAssembly;
const { parse } = await import("chatapps-webhook");
try { parse("{}"); } catch (error) { console.log(error.message); }
`,
  );
  assert.match(said, /^chatapps-webhook needs WebAssembly, which this environment does not have/);
});

test("without TextDecoder and TextEncoder: loading works, and parse says what is missing", () => {
  const said = run(
    "no-text.mjs",
    `delete globalThis.TextDecoder;
delete globalThis.TextEncoder;
const { parse, identify } = await import("chatapps-webhook");
console.log(typeof parse, typeof identify);
try { parse("{}"); } catch (error) { console.log(error.message); }
`,
  );
  assert.match(said, /^function function\nchatapps-webhook needs TextEncoder and TextDecoder/);
});

test("where all objects inherit from a frozen one nothing is lost, through any door", () => {
  const said = run(
    "frozen.mjs",
    `Object.freeze(Object.prototype);
const inner = '{"a":1,"valueOf":null,"toString":[1],"zz":{"isPrototypeOf":2,"b":{"__proto__":3}}}';
const voice = '{"namespace":"VOICE",' + inner.slice(1);
for (const door of ["chatapps-webhook", "./node_modules/chatapps-webhook/src/index.js"]) {
  const { parse } = await import(door);
  for (let round = 0; round < 4; round++) {
    console.log(JSON.stringify(parse(inner).event.body) === inner);
    console.log(JSON.stringify(parse(voice).event.body) === voice);
    console.log(JSON.stringify(parse(voice).event.extra) === inner);
  }
}
`,
  );
  assert.deepEqual(said, "true\n".repeat(24));
});
