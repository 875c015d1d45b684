// What no call may do to another: a trap in the module, calls inside of calls, calls in many threads.
//
// In: the hook `trap` of the module, getters and proxies that call parse, worker threads. Holds: the next result is the
// one that it would have been.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createContext, runInContext } from "node:vm";
import { Worker, isMainThread, parentPort } from "node:worker_threads";

import { inspect, parse, parseValue, redact, render } from "../../pkg/src/index.js";
import { reader } from "../../pkg/src/slots.js";
import { tools } from "../../pkg/src/tools.js";
import { accept, bodyOf, codes } from "./fixtures.mjs";

const { text } = bodyOf("accept/inbound-v3-whatsapp-bsuid.json") ?? accept[0];
const broken = text.slice(0, -20);

/** All that the library says of all fixtures, as one text. */
const everything = () =>
  JSON.stringify([...accept, ...codes].map(({ bytes, options }) => [parse(bytes, options), bytes.length < 5000 && redact(bytes)]));

if (!isMainThread) parentPort.postMessage(everything());

if (isMainThread) {
  test("a trap is survived: the work is done once more, and the next call is right", () => {
    for (const body of [text, broken, "", new TextEncoder().encode(text)]) {
      const expected = parse(body);
      for (let round = 0; round < 3; round++) {
        const before = reader.exports;
        let calls = 0;
        const done = reader.run((exports) => {
          calls += 1;
          if (calls === 1) exports.trap();
          return "done";
        });
        assert.deepEqual([done, calls], ["done", 2]);
        assert.notEqual(reader.exports, before, "a new instance");
        assert.deepEqual(parse(body), expected);
        assert.deepEqual(inspect(body).diagnostics, expected.diagnostics);
      }
    }
  });

  test("a trap right between options and body leaves nothing of the options", () => {
    const expected = parse(text);
    assert.throws(() => reader.run((exports) => (exports.configure(true, 1 << 31, 1), exports.trap())));
    assert.deepEqual(parse(text), expected);
  });

  test("what traps twice is an error that asks for a report, and the next call is right all the same", () => {
    const expected = parse(text);
    assert.throws(
      () => reader.run((exports) => exports.trap()),
      (error) => {
        assert.match(error.message, /report it/);
        assert.ok(error.cause instanceof WebAssembly.RuntimeError);
        return true;
      },
    );
    assert.deepEqual(parse(text), expected);
  });

  test("an error that is no trap is passed on, and the instance is given up: what it was at is broken off", () => {
    const before = reader.exports;
    assert.throws(
      () =>
        reader.run(() => {
          throw new RangeError("mine");
        }),
      new RangeError("mine"),
    );
    assert.notEqual(reader.exports, before);
  });

  test("a stack that is full in the middle of a body costs no other body", () => {
    const expected = parse(text);
    const bytes = new TextEncoder().encode(text);
    for (const body of [text, bytes]) {
      for (let overflow = 0; overflow < 12; overflow++) {
        const deeper = () => {
          parse(body);
          deeper();
        };
        assert.throws(deeper, RangeError);
        assert.deepEqual(parse(body), expected);
        assert.deepEqual(parse(text), expected);
      }
    }
  });

  test("a watchdog that stops a call in the middle, past every catch, costs no other body", () => {
    const expected = parse(text);
    const context = createContext({ parse, bodies: [text, broken, `${text}é`], performance });
    let stopped = 0;
    for (let round = 0; round < 40; round++) {
      try {
        runInContext("while (true) for (const body of bodies) parse(body);", context, { timeout: 2 });
      } catch (error) {
        assert.equal(error.code, "ERR_SCRIPT_EXECUTION_TIMEOUT");
        stopped += 1;
      }
      assert.deepEqual(parse(text), expected);
    }
    assert.equal(stopped, 40);
  });

  test("what renders and masks survives a trap too", () => {
    const expected = [redact(text), render(broken, parse(broken)), inspect(broken)];
    let calls = 0;
    tools.run(() => {
      calls += 1;
      if (calls === 1) throw new WebAssembly.RuntimeError("unreachable");
    });
    assert.equal(calls, 2);
    assert.deepEqual([redact(text), render(broken, parse(broken)), inspect(broken)], expected);
  });

  test("memory that is given back between two calls", () => {
    const expected = parse(text);
    reader.reset();
    assert.deepEqual(parse(text), expected);
    reader.reset();
    reader.reset();
    assert.deepEqual(parse(new TextEncoder().encode(text)), expected);
    parse(`"${"x".repeat(9_000_000)}"`);
    assert.deepEqual(parse(text), expected);
  });

  test("memory that grows in the middle of a call: a small body, a long one, and what is decoded late", () => {
    reader.reset();
    const expected = parse(text);
    const members = Array.from({ length: 60_000 }, (_, index) => `"\\u0061${index}": "\\n${index}"`).join(",");
    const long = `{"namespace": "VOICE", ${members}}`;
    reader.reset();
    const { event } = parse(long);
    assert.deepEqual(event.body, JSON.parse(long));
    assert.equal(Object.keys(event.extra).length, 60_000);
    // Broken text is mended into memory of its own, while the slots are read.
    reader.reset();
    const { partial, kind } = parse(`{"namespace": "VOICE", 'eventType': "call", ${members},}`);
    assert.equal(kind, "voice");
    assert.deepEqual(partial.extra, Object.fromEntries(Object.entries(JSON.parse(long)).slice(1)));
    assert.deepEqual(parse(text), expected);
  });

  test("calls inside of calls: values, options and results with getters that call parse", () => {
    const expected = parse(text);
    const meddle = () => {
      parse(broken);
      parse("[".repeat(10_000));
      parseValue({ other: "value" });
      redact(broken);
      return undefined;
    };
    const value = JSON.parse(text);
    const getters = Object.defineProperty({ ...value }, "payload", { enumerable: true, get: () => (meddle(), value.payload) });
    assert.deepEqual(parseValue(getters).event, expected.event);
    const proxied = (target) =>
      new Proxy(target, {
        get(object, name) {
          meddle();
          const member = object[name];
          return typeof member === "object" && member !== null ? proxied(member) : member;
        },
        ownKeys: (object) => (meddle(), Reflect.ownKeys(object)),
      });
    assert.deepEqual(parseValue(proxied(value)).event, expected.event);
    const options = {};
    for (const name of ["strict", "severity", "expect", "maxBytes"]) Object.defineProperty(options, name, { get: meddle });
    assert.deepEqual(parse(text, options), expected);
    assert.deepEqual(parse(new TextEncoder().encode(text), options), expected);
    assert.deepEqual(inspect(text, options).event, expected.event);
    const severity = Object.defineProperty({}, "unknown-field", { enumerable: true, get: meddle });
    assert.deepEqual(parse(text, { severity }), expected);
    const looks = Object.defineProperty({}, "color", { get: meddle });
    const failure = parse(broken);
    assert.equal(render(broken, failure, looks), render(broken, failure));
    const diagnostics = failure.diagnostics.map((diagnostic) => Object.defineProperty({ ...diagnostic }, "help", { enumerable: true, get: () => (meddle(), diagnostic.help) }));
    assert.equal(render(broken, { ...failure, diagnostics }), render(broken, failure));
  });

  test("a body that is changed in the middle of a call", () => {
    const bytes = new TextEncoder().encode(text);
    const options = Object.defineProperty({}, "strict", { get: () => (bytes.fill(0x20), false) });
    assert.equal(parse(bytes, options).diagnostics[0].code, "empty-body");
  });

  test("a buffer that is shortened, lengthened or taken away in the middle of a call", () => {
    const expected = parse(text);
    const before = reader.exports;
    const bytes = new TextEncoder().encode(text);
    const meanwhile = (change) => Object.defineProperty({}, "strict", { get: () => (change(), false) });
    for (const call of [parse, inspect]) {
      const buffer = new ArrayBuffer(bytes.length, { maxByteLength: 2 * bytes.length });
      const view = new Uint8Array(buffer);
      view.set(bytes);
      const lengthened = call(view, meanwhile(() => (buffer.resize(2 * bytes.length), view.fill(0x20, bytes.length))));
      assert.deepEqual(lengthened.event, expected.event);
      const shortened = call(view, meanwhile(() => buffer.resize(10)));
      assert.equal(shortened.diagnostics[0].code, "unexpected-end");
      const gone = bytes.slice();
      assert.throws(() => call(gone, meanwhile(() => structuredClone(gone.buffer, { transfer: [gone.buffer] }))), TypeError);
    }
    assert.equal(reader.exports, before, "the same instance");
    assert.deepEqual(parse(text), expected);
  });

  test("ten threads at once", async () => {
    const THREADS = 10;
    const expected = everything();
    const results = await Promise.all(
      Array.from({ length: THREADS }, () => new Promise((resolve, reject) => {
        const worker = new Worker(new URL(import.meta.url));
        worker.once("message", resolve);
        worker.once("error", reject);
      })),
    );
    for (const result of results) assert.ok(result === expected);
  });
}
