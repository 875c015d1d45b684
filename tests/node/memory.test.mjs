// Memory: what people keep of an event does not keep its body alive, and the memory of the module stays bounded.
//
// In: bodies of 500 kB as text and bytes, of one and of two bytes a character. Holds: what is kept of each retains little
// more than itself (a slice of V8 would retain the whole body); after bodies of all sizes the module holds no more than it
// may, and nothing is left of any body; that memory comes in few pieces, since V8 looks through all of its heap for each.
// KEPT=10000 measures more bodies than the few hundred of an ordinary run.

import assert from "node:assert/strict";
import { PerformanceObserver, constants } from "node:perf_hooks";
import { test } from "node:test";
import { setTimeout } from "node:timers/promises";
import v8 from "node:v8";
import vm from "node:vm";

import { identify, inspect, parse, parseOrThrow, parseValue, redact, render } from "../../pkg/src/index.js";
import { reader } from "../../pkg/src/slots.js";
import { tools } from "../../pkg/src/tools.js";

v8.setFlagsFromString("--expose-gc");
const gc = vm.runInNewContext("gc");

const KEPT = Number(process.env.KEPT ?? 200);
const FILLER_UNITS = 500_000;
/** What may be retained for one kept value: itself, its objects, and the noise of the heap. */
const RETAINED_BYTES_MAX = 8 * 1024;

/** Bytes of the heap in use, once everything that can be collected is. */
function heapBytes() {
  for (let round = 0; round < 3; round++) gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external - linearBytes();
}

const linearBytes = () => reader.exports.memory.buffer.byteLength + tools.exports.memory.buffer.byteLength;

/** A body of its own that is long in a member nobody keeps. */
function bodyOf(index, filler) {
  const hex = index.toString(16).padStart(12, "0");
  return {
    version: 3,
    namespace: "ChatApps",
    eventType: "inbound_message_received",
    description: `A description that is number ${hex}`,
    payload: {
      umid: `09ba0a01-1ba5-1239-a16c-${hex}`,
      subAccountId: `Harbourlight_Care_${hex}`,
      timestamp: "2026-01-02T05:07:11.417Z",
      user: { msisdn: "+12025550134", channelUserId: `US.1349120865530274${hex}`, name: `Tomasz Vale the ${hex}`, username: `tomasz.vale.${hex}` },
      recipient: { channel: "whatsapp", channelId: `5a1e77c0-93d4-4b0e-9c55-${hex}` },
      type: "Text",
      content: { text: `A short text that somebody keeps: ${hex}` },
      replyToUmid: `0e09ac86-bd74-4465-851d-${hex}`,
      a_remark_of_ours: { of: [`something else that is kept, ${hex}`], [`a name that is kept ${hex}`]: 1 },
      filler,
    },
  };
}

/** The same with a part of a Flow, escapes and all. */
function flowOf(index, filler) {
  const body = bodyOf(index, filler);
  const hex = index.toString(16).padStart(12, "0");
  const responseJson = JSON.stringify({ flow_token: `a token that is kept ${hex}`, answers: [`"quoted" ${hex}`] });
  Object.assign(body.payload, { type: "Interactive", content: { interactive: { type: "nfmReply", nfmReply: { responseJson } } } });
  return body;
}

const text = (body) => JSON.stringify(body);
const encoder = new TextEncoder();
const decoder = new TextDecoder();
const DOORS = {
  text,
  bytes: (body) => encoder.encode(text(body)),
};
const FILLERS = { "one byte": "x".repeat(FILLER_UNITS), "two bytes": "中".repeat(FILLER_UNITS / 2) };

/** What people keep of an event. */
const KEEPERS = {
  umid: (body) => parse(body).event.payload.umid,
  key: (body) => parse(body).event.key,
  "the key of parseOrThrow": (body) => parseOrThrow(body, { expect: ["inbound-message"] }).key,
  identify: (body) => identify(parse(body).event),
  "the message without what is long": (body) => {
    const { extra, ...payload } = parse(body).event.payload;
    return payload;
  },
  "extra, but for what is long": (body) => parse(body).event.payload.extra.a_remark_of_ours,
  diagnostics: (body) => parse(body).diagnostics,
  messages: (body) => parse(body).diagnostics.map(({ message }) => message),
  "messages of values": (body) => parseValue(JSON.parse(typeof body === "string" ? body : decoder.decode(body))).diagnostics.map(({ message }) => message),
};

// The module and its memory are no part of what is kept.
for (const filler of Object.values(FILLERS)) {
  for (const made of Object.values(DOORS)) for (const keep of Object.values(KEEPERS)) keep(made(bodyOf(0, filler)));
}
heapBytes();

test("what is kept of a body of 500 kB retains little more than itself", () => {
  for (const [width, filler] of Object.entries(FILLERS)) {
    for (const [door, made] of Object.entries(DOORS)) {
      const kept = [];
      const before = heapBytes();
      let index = 0;
      for (const keep of Object.values(KEEPERS)) {
        for (let count = 0; count < KEPT / 10; count++) kept.push(keep(made(bodyOf(index++, filler))));
      }
      for (let count = 0; count < KEPT / 10; count++) kept.push(parse(made(flowOf(index++, filler))).event.payload.content);
      const retained = (heapBytes() - before) / kept.length;
      assert.ok(retained < RETAINED_BYTES_MAX, `${width}, ${door}: ${Math.round(retained)} bytes for each`);
      assert.equal(kept[0].length, 36);
    }
  }
});

test("what many ids and many messages of long bodies retain", (context) => {
  // The heap keeps a body or two for a while; that counts only where few values are kept.
  const NOISE_BYTES = 2 * 1024 * 1024;
  const kinds = {
    ids: [(event) => event.payload.umid, 128],
    messages: [({ payload: { extra, ...payload } }) => payload, 3 * 1024],
  };
  for (const [name, [keep, bytesMax]] of Object.entries(kinds)) {
    for (const [door, made] of Object.entries(DOORS)) {
      const kept = [];
      const before = heapBytes();
      for (let index = 0; index < KEPT; index++) kept.push(keep(parse(made(bodyOf(index, FILLERS["one byte"]))).event));
      const retained = heapBytes() - before;
      context.diagnostic(`${KEPT} ${name} of bodies of 500 kB, ${door}: ${Math.round(retained / KEPT)} bytes for each`);
      assert.ok(retained < KEPT * bytesMax + NOISE_BYTES, `${name}, ${door}: ${retained} bytes`);
      assert.equal(new Set(kept).size, KEPT);
    }
  }
});

test("what is kept of a body that is refused", () => {
  for (const [width, filler] of Object.entries(FILLERS)) {
    for (const [door, made] of Object.entries(DOORS)) {
      const kept = [];
      const before = heapBytes();
      for (let index = 0; index < KEPT / 4; index++) {
        const body = bodyOf(index, filler);
        body.payload.type = 42;
        delete body.payload.timestamp;
        const { diagnostics, key, partial } = parse(made(body));
        kept.push(diagnostics, key, partial.payload.umid, partial.payload.user, partial.payload.content);
      }
      const retained = (heapBytes() - before) / kept.length;
      assert.ok(retained < RETAINED_BYTES_MAX, `${width}, ${door}: ${Math.round(retained)} bytes for each`);
    }
  }
});

test("an id of a short body does not keep it alive", () => {
  const kept = [];
  const before = heapBytes();
  const filler = "x".repeat(6000);
  for (let index = 0; index < 2000; index++) {
    const { event } = parse(text(bodyOf(index, filler)));
    kept.push(event.payload.umid, event.payload.replyToUmid, event.key, event.payload.user.channelUserId);
  }
  const retained = (heapBytes() - before) / kept.length;
  assert.ok(retained < 300, `${Math.round(retained)} bytes for each`);
});

test("nothing of a body is left once its result is gone", () => {
  const LONG = 4_000_000;
  parse(text(bodyOf(0, "warm")));
  inspect("{}");
  const before = heapBytes();
  const body = () => text(bodyOf(1, "x".repeat(LONG)));
  const calls = [
    () => parse(body()),
    () => parse(encoder.encode(body())),
    () => parse(body().slice(0, -1)),
    () => parse(body(), { maxBytes: 1000 }),
    () => parseValue(JSON.parse(body())),
    () => redact(body()),
    () => assert.throws(() => parseOrThrow(body(), { expect: [] })),
    () => render(body(), parse(body())),
    () => parse(""),
    () => redact(""),
  ];
  for (const call of calls) {
    call();
    const left = heapBytes() - before;
    assert.ok(left < LONG / 2, `${call}: ${left} bytes are left`);
  }
});

test("the memory of the modules is bounded, and given back after a long body", () => {
  const MEBIBYTE = 1024 * 1024;
  const KEPT_MEBIBYTES = 32;
  for (let size = 1; size < 10_000_000; size = Math.ceil(size * 3)) {
    for (const filler of ["x".repeat(size), "é".repeat(size / 2), `${'\\"'.repeat(size / 8)}`]) {
      const body = text({ filler });
      parse(body, { maxBytes: 2 ** 28 });
      parse(encoder.encode(body), { maxBytes: 2 ** 28 });
      redact(body);
    }
    assert.ok(reader.exports.memory.buffer.byteLength <= KEPT_MEBIBYTES * MEBIBYTE);
    assert.ok(tools.exports.memory.buffer.byteLength <= KEPT_MEBIBYTES * MEBIBYTE);
  }
  // Many bodies of all sorts need no more than the longest of them.
  const sizes = Array.from({ length: 200 }, (_, index) => (index * 7919) % 200_000);
  for (const size of sizes) parse(`{"a": [${"1,".repeat(size)}`);
  const once = reader.exports.memory.buffer.byteLength;
  for (const size of sizes) parse(`{"a": [${"1,".repeat(size)}`);
  assert.equal(reader.exports.memory.buffer.byteLength, once);
});

test("an instance that is given up is not kept alive by what was told of its bodies", async () => {
  reader.reset();
  // More sorts than the next instance will hear of.
  for (let sort = 0; sort < 9; sort++) parse(`{"namespace":"VOICE","eventType":"CALL_STATUS","payload":{},"odd${sort}":1}`);
  const given = new WeakRef(reader.exports);
  reader.reset();
  // Views of the memory are of the instance that was used last, one for each way in which a text is written.
  for (const text of ["{}", '{"é":"é"}', '{"é":"é"}']) parse(text);
  await new Promise((resolve) => setImmediate(resolve));
  heapBytes();
  assert.equal(given.deref(), undefined);
});

test("an instance that a long body made large is gone with its result", async () => {
  const LONG = 2 ** 25;
  for (const body of ["x".repeat(LONG), "é".repeat(LONG / 2), encoder.encode("x".repeat(LONG))]) {
    reader.reset();
    const given = new WeakRef(reader.exports);
    parse(body, { maxBytes: 2 ** 28 });
    await new Promise((resolve) => setImmediate(resolve));
    heapBytes();
    assert.equal(given.deref(), undefined);
  }
});

test("a body of many members makes V8 collect a few times, not once for each piece of memory", async () => {
  const body = `{${Array.from({ length: 550_000 }, (_, index) => `"k${index}":1`)}}`;
  const result = parse(body);
  let collections = 0;
  const observer = new PerformanceObserver((list) => {
    const isMajor = ({ detail }) => detail.kind === constants.NODE_PERFORMANCE_GC_MAJOR;
    collections += list.getEntries().filter(isMajor).length;
  });
  observer.observe({ entryTypes: ["gc"] });
  for (const [name, work] of Object.entries({ redact: () => redact(body), render: () => render(body, result), inspect: () => inspect(body) })) {
    collections = 0;
    work();
    await setTimeout(50);
    assert.ok(collections < 30, `${name}: ${collections} collections`);
  }
  observer.disconnect();
});

test("a long name is not told once for each diagnostic below it", () => {
  const many = `${'"a":1,'.repeat(150)}"a":1`;
  for (const letter of ["x", "/", "~", "\\n", "\\ud800", "é"]) {
    const name = letter.repeat(1_000_000 / letter.length);
    for (const body of [`{"${name}":{${many}}}`, `{"a":{"${name}":{"b":{"${name}":{${many}}}}}}`]) {
      const { diagnostics } = parse(body);
      assert.ok(diagnostics.length > 1);
      assert.ok(JSON.stringify(diagnostics).length < 100_000, letter);
    }
  }
});
