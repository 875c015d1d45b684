// Misuse: what is no body, no JSON value and no option is a TypeError that says what to do – and what is a body is one in
// whatever form and from whatever realm it comes.
//
// In: values of all sorts. Holds: a wrong one throws a TypeError with these words; a right one gives the same result.

import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { test } from "node:test";
import vm from "node:vm";

import { contacts, identify, inspect, isFinal, latest, media, parse, parseOrThrow, parseValue, redact, render, userIdUpdates } from "../../pkg/dist/index.mjs";
import { assertNone, bodyOf } from "./fixtures.mjs";

const { text, bytes } = bodyOf("accept/inbound-v2-text-whatsapp.json");
const wide = bodyOf("accept/inbound-v2-text-emoji.json");
const expected = parse(text);
const buffer = () => bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);

const refuses = (work, ...words) =>
  assert.throws(work, (error) => {
    assert.ok(error instanceof TypeError, `${error}`);
    for (const word of words) assert.ok(error.message.includes(word), `${error.message} lacks ${word}`);
    return true;
  });

/** Every function that takes a body. */
const takers = {
  parse,
  parseOrThrow,
  inspect,
  redact,
  render: (body) => render(body, expected),
};

class Body {
  umid = "1";
}

test("what was parsed already is told what helps: redact and render want a text", () => {
  refuses(() => redact({}), "JSON.stringify(value)");
  refuses(() => render({}, parse("{}")), "JSON.stringify(value)");
});

test("what is no body says what to do", () => {
  const request = new Request("https://shop.example/", { method: "POST", body: text });
  const wrong = [
    [Promise.resolve(text), "a Promise", "await it first", "await request.text()"],
    [{ then() {} }, "a Promise", "await it first"],
    [request, "a Request", "await request.text()"],
    [new Response(text), "a Response", "await request.text()"],
    [new Blob([text]), "a Blob", "text()"],
    [Readable.from([text]), "a stream", "read it to its end"],
    [request.body, "a stream", "read it to its end"],
    [JSON.parse(text), "Object", "parseValue(value)"],
    [[], "Array", "parseValue(value)"],
    [new Map(), "Map", "raw body of the request"],
    [new Date(0), "Date", "raw body of the request"],
    [new Body(), "Body"],
    [42, "number 42", "raw body"],
    [42n, "bigint 42", "raw body"],
    [Number.NaN, "number NaN", "raw body"],
    [true, "boolean true", "raw body"],
    [null, "null", "raw body"],
    [undefined, "undefined", "raw body"],
    [Symbol("body"), "symbol Symbol(body)", "raw body"],
    [() => text, "a function", "call it", "await request.text()"],
    [new SharedArrayBuffer(8), "SharedArrayBuffer", "new Uint8Array(buffer)"],
    [JSON.parse(JSON.stringify(Buffer.from(text))), "a Buffer that was JSON", "Buffer.from(value.data)"],
    [{ body: text, isBase64Encoded: false }, "an event of AWS Lambda", "pass its body"],
    [new DataView(buffer()), "DataView", "Uint8Array"],
    [new Uint16Array(4), "Uint16Array", "Uint8Array"],
    [new Int8Array(4), "Int8Array", "Uint8Array"],
    [new Uint8ClampedArray(4), "Uint8ClampedArray", "Uint8Array"],
    [new String(text), "String"],
    [Object.create(null), "Object", "parseValue(value)"],
  ];
  for (const [name, take] of Object.entries(takers)) {
    for (const [value, ...words] of wrong) refuses(() => take(value), "expects the raw body", ...words);
    refuses(() => take(Promise.resolve(text)), `${name}(await request.text())`);
  }
});

test("what is no event says where there is one", () => {
  const values = [null, undefined, {}, text, expected, parse("{")];
  for (const [name, ask] of Object.entries({ identify, media, contacts, userIdUpdates })) {
    for (const value of values) refuses(() => ask(value), `${name} expects an event, as in ${name}(result.event)`);
  }
  const message = expected.event;
  const receipt = { kind: "delivery-receipt", payload: { umid: "u" } };
  for (const value of [...values, message, receipt]) {
    refuses(() => isFinal(value), "isFinal expects a delivery receipt, as in isFinal(result.event), found ");
    refuses(() => latest(value, value), "latest expects a delivery receipt, as in latest(receipt, result.event), found ");
  }
  refuses(() => isFinal(message), "found an event inbound-message");
  refuses(() => isFinal(receipt), "found an event delivery-receipt without umid or status");
});

test("what asks about any event answers for any event, and for a part of one", () => {
  const kinds = ["inbound-message", "delivery-receipt", "external-app-message", "inbound-sms", "sms-delivery-receipt", "business-management", "voice", "unknown"];
  for (const kind of kinds) {
    for (const event of [{ kind }, { kind, eventType: "whatsapp_contact" }, { kind, payload: {} }]) {
      assert.deepEqual(Object.keys(identify(event)), []);
      assert.equal(media(event), undefined);
      assert.deepEqual(contacts(event), []);
    }
    assert.deepEqual(userIdUpdates({ kind, eventType: "whatsapp_user_id_update" }), []);
  }
});

test("misuse is no surprise on a getter that throws or a Proxy", () => {
  const hostile = new Proxy({}, { get: () => () => 1, getPrototypeOf: () => null });
  refuses(() => parse(hostile));
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();
  refuses(() => parse(revoked.proxy));
  refuses(() => parseValue(revoked.proxy));
});

test("what is no JSON value says where it stands and what to do", () => {
  const wrong = [
    [Promise.resolve({}), "Promise", "await it first"],
    [new Request("https://shop.example/"), "Request", "request.text()"],
    [new Response("{}"), "Response", "request.text()"],
    [Readable.from([]), "Readable"],
    [new Map([["a", 1]]), "Map", "JSON.parse"],
    [new Set(), "Set", "JSON.parse"],
    [new Date(0), "Date", "JSON.parse"],
    [/a/, "RegExp"],
    [new Body(), "Body", "JSON.parse"],
    [new Error("no"), "Error"],
    [new String("{}"), "String"],
    [new Uint8Array(2), "Uint8Array", "parse(body)"],
    [new ArrayBuffer(2), "ArrayBuffer", "parse(body)"],
    [() => 1, "a function"],
    [Symbol("value"), "symbol"],
    [1n, "bigint 1"],
    [undefined, "undefined"],
    [Number.NaN, "NaN"],
    [{ payload: { content: [1, () => 1] } }, "a function", "/payload/content/1"],
    [{ payload: { at: new Date(0) } }, "Date", "/payload/at"],
    [{ "a/b": { "c~d": Number.NaN } }, "NaN", "/a~1b/c~0d"],
    [[undefined], "undefined", "/0"],
    // biome-ignore lint/suspicious/noSparseArray: that is the case
    [[1, , 3], "undefined", "/1"],
  ];
  for (const [value, ...words] of wrong) refuses(() => parseValue(value), "parseValue expects a JSON value", ...words);
});

test("members that JSON.stringify leaves out are left out", () => {
  const value = JSON.parse(text);
  value.payload.replyToUmid = undefined;
  value[Symbol("hidden")] = 1;
  Object.defineProperty(value, "unseen", { value: () => 1, enumerable: false });
  assert.deepEqual(parseValue(value).event, expected.event);
});

test("numbers that JSON.parse gives for those beyond a double, and minus zero", () => {
  const { event } = parseValue(JSON.parse('{"large": 1e999, "small": [-1e999], "zero": -0}'));
  assert.deepEqual(event.body, { large: Number.POSITIVE_INFINITY, small: [Number.NEGATIVE_INFINITY], zero: -0 });
  assert.equal(parseValue(Number.POSITIVE_INFINITY).diagnostics[0].code, "type-mismatch");
});

test("a value that holds itself, and one that is nested too deep, are too deep", () => {
  const cyclic = { namespace: "ChatApps" };
  cyclic.payload = { content: [cyclic] };
  const errors = (value) => parseValue(value).diagnostics.filter(({ severity }) => severity === "error").map(({ code }) => code);
  assert.equal(errors(cyclic).filter((code) => code === "too-deep").length, 1);
  const ring = [];
  ring.push(ring, ring, ring);
  assert.ok(errors(ring).includes("too-deep"));
  let deep = [];
  for (let depth = 0; depth < 100_000; depth++) deep = depth % 2 ? [deep] : { deep };
  assert.ok(errors(deep).includes("too-deep"));
});

test("a value that names the same object over and over is too large, not endless", () => {
  let twice = [];
  for (let level = 0; level < 100; level++) twice = [twice, twice];
  assert.deepEqual(parseValue(twice).diagnostics.map(({ code }) => code), ["body-too-large"]);
  assert.deepEqual(parseValue(twice, { maxBytes: 1000 }).diagnostics.map(({ message }) => message), ["the body is longer than 1000 bytes"]);
  refuses(() => parseValue(new Array(2 ** 32 - 1)), "undefined", "/0");
  const shared = { text: "twice" };
  assert.deepEqual(parseValue({ a: shared, b: [shared] }).event.body, { a: shared, b: [shared] });
});

test("a string is a body, not a value that was parsed", () => {
  // JSON.parse can give a string, so it is taken – and read as what it says: a body that was encoded twice.
  assert.equal(parseValue(text).diagnostics[0].code, "double-encoded");
});

test("bodies and values of other realms", () => {
  const context = vm.createContext({ text, bytes: Array.from(bytes) });
  const run = (code) => vm.runInContext(code, context);
  assert.deepEqual(parse(run("text")), expected);
  assert.deepEqual(parse(run("text.slice(0, 1) + text.slice(1)")), expected);
  assert.deepEqual(parse(run("Uint8Array.from(bytes)")), expected);
  assert.deepEqual(parse(run("Uint8Array.from(bytes).buffer")), expected);
  assert.deepEqual(parseValue(run("JSON.parse(text)")).event, expected.event);
  refuses(() => parse(run("JSON.parse(text)")), "parseValue(value)");
  refuses(() => parse(run("Promise.resolve(text)")), "a Promise");
  refuses(() => parse(run("new Uint16Array(2)")), "Uint16Array");
  refuses(() => parseValue(run("Promise.resolve(1)")), "Promise");
  refuses(() => parseValue(run("new Map()")), "Map");
  refuses(() => parseValue(run("(class Body {}, new (class Body {}))")));
  assert.deepEqual(parse(text, run("({ strict: true, expect: ['inbound-message'], severity: { 'unknown-field': 'off' } })")), expected);
});

test("a subclass of bytes, such as Buffer", () => {
  assert.deepEqual(parse(Buffer.from(text)), expected);
  assert.deepEqual(parse(new (class Bytes extends Uint8Array {})(bytes)), expected);
});

test("views with an offset, shared, resizable and resized buffers", () => {
  const padded = new Uint8Array(bytes.length + 20).fill(0x21);
  padded.set(bytes, 10);
  assert.deepEqual(parse(padded.subarray(10, 10 + bytes.length)), expected);
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
  shared.set(bytes);
  for (const take of Object.values(takers)) assert.ok(take(shared));
  assert.deepEqual(parse(shared), expected);
  assert.equal(redact(shared), redact(text));
  const resizable = new ArrayBuffer(bytes.length + 8, { maxByteLength: bytes.length * 2 });
  const tracking = new Uint8Array(resizable);
  const fixed = new Uint8Array(resizable, 0, bytes.length);
  tracking.set(bytes);
  tracking.fill(0x20, bytes.length);
  assert.deepEqual(parse(tracking).event, expected.event);
  resizable.resize(bytes.length);
  assert.deepEqual(parse(tracking), expected);
  assert.deepEqual(parse(resizable), expected);
  assert.deepEqual(parse(fixed), expected);
  const growing = new SharedArrayBuffer(bytes.length, { maxByteLength: bytes.length * 2 });
  const grown = new Uint8Array(growing);
  grown.set(bytes);
  assert.deepEqual(parse(grown), expected);
  growing.grow(bytes.length + 8);
  grown.fill(0x20, bytes.length);
  assert.deepEqual(parse(grown).event, expected.event);
  // A view that no longer fits its buffer has lost its bytes; that is no empty body.
  resizable.resize(4);
  for (const take of Object.values(takers)) refuses(() => take(fixed), "made shorter");
});

test("no bytes at all, behind a body that took more memory than there was", () => {
  for (let elements = 1000; elements < 1e6; elements *= 3) {
    const [code] = parse(new TextEncoder().encode(`{"a":[${"1,".repeat(elements)}1]}`)).diagnostics.map(({ code }) => code);
    assert.equal(code, "unknown-event");
    for (const none of [new Uint8Array(0), Buffer.alloc(0), new ArrayBuffer(0)]) {
      assert.equal(parse(none).diagnostics[0].code, "empty-body");
    }
  }
});

test("a detached buffer says so", () => {
  const view = bytes.slice();
  const { buffer: gone } = view;
  structuredClone(gone, { transfer: [gone] });
  for (const take of Object.values(takers)) {
    refuses(() => take(view), "detached");
    refuses(() => take(gone), "detached");
  }
});

test("a SharedArrayBuffer is no body, and says what to pass", () => {
  refuses(() => parse(new SharedArrayBuffer(4)), "SharedArrayBuffer", "Uint8Array");
});

test("options that are none are named", () => {
  const wrong = [
    [null, "options must be an object", "null"],
    ["strict", "options must be an object"],
    [42, "options must be an object", "number 42"],
    [true, "options must be an object"],
    [() => 1, "options must be an object"],
    [[], "options must be an object"],
    [{ strict: "yes" }, "strict must be", '"yes"'],
    [{ strict: 1 }, "strict must be", "number 1"],
    [{ strict: null }, "strict must be", "null"],
    [{ maxBytes: "10" }, "maxBytes must be", '"10"'],
    [{ maxBytes: -1 }, "maxBytes must be", "number -1"],
    [{ maxBytes: Number.NaN }, "maxBytes must be", "NaN"],
    [{ maxBytes: null }, "maxBytes must be", "null"],
    [{ maxBytes: 10n }, "maxBytes must be", "bigint 10"],
    [{ expect: "inbound-message" }, "expect must be an array"],
    [{ expect: new Set(["voice"]) }, "expect must be an array", "Set"],
    [{ expect: null }, "expect must be an array", "null"],
    [{ expect: ["inbound"] }, "expect names no event kind", '"inbound"', "inbound-message"],
    [{ expect: [undefined] }, "expect names no event kind"],
    [{ severity: "off" }, "severity must be an object"],
    [{ severity: null }, "severity must be an object", "null"],
    [{ severity: [] }, "severity must be an object", "Array"],
    [{ severity: { "invalid-uid": "off" } }, '"invalid-uid"'],
    [{ severity: { "invalid-uuid": "warn" } }, "severity.invalid-uuid must be", '"warn"'],
    [{ severity: { "invalid-uuid": true } }, "severity.invalid-uuid must be"],
    [{ severity: { "unexpected-end": "warning" } }, "unexpected-end", "withholds"],
    [{ severity: { "unexpected-event": "off" } }, "unexpected-event", "withholds"],
  ];
  const big = "x".repeat(100);
  for (const [options, ...words] of wrong) {
    refuses(() => parse(text, options), ...words);
    refuses(() => parse(bytes, options), ...words);
    refuses(() => parseValue(JSON.parse(text), options), ...words);
    refuses(() => parseOrThrow(text, options), ...words);
    refuses(() => inspect(text, options), ...words);
    // Nothing of it is left for the next call.
    assert.deepEqual(parse(text), expected);
  }
  // Misuse is named also where the body would not be read at all.
  refuses(() => parse(big, { maxBytes: 10, severity: { nonsense: "off" } }), '"nonsense"');
  refuses(() => parse(big, { maxBytes: 10, expect: ["nonsense"] }), '"nonsense"');
});

test("options that are not there, and undefined ones, change nothing", () => {
  const odd = { strict: undefined, severity: undefined, expect: undefined, maxBytes: undefined };
  for (const options of [undefined, {}, odd, { severity: {} }, { severity: { "invalid-uuid": undefined } }, { strict: false }]) {
    assert.deepEqual(parse(text, options), expected);
  }
  assert.deepEqual(parse(text, { maxBytes: Number.POSITIVE_INFINITY }), expected);
});

test("what render takes", () => {
  refuses(() => render(text), "result");
  refuses(() => render(text, {}), "result");
  refuses(() => render(text, null), "result");
  refuses(() => render(text, expected.event), "result");
  for (const omitted of [-1, 0.5, NaN, "5"]) refuses(() => render(text, { ...expected, omitted }), "no count");
  refuses(() => render(text, expected, null), "options must be an object");
  refuses(() => render(text, expected, "color"), "options must be an object");
  refuses(() => render(text, expected, { color: "always" }), "color must be");
  refuses(() => render(text, expected, { redact: 0 }), "redact must be");
});

test("strings of every make", () => {
  const faults = [];
  const check = (what, string, result) => {
    try {
      assert.deepEqual(parse(string), result);
    } catch (error) {
      faults.push(`${what}: ${error.message.slice(0, 300)}`);
    }
  };
  // A rope, a slice, one that is kept as two bytes a character although it would not need to be.
  let rope = "";
  for (const character of text) rope += character;
  check("rope", rope, expected);
  check("slice", `${" ".repeat(3)}${text}`.slice(3), expected);
  check("two bytes", `${text}\u4e2d`.slice(0, -1), expected);
  const wideText = wide.text;
  check("wide", `${wideText}`, parse(wide.bytes));
  let wideRope = "";
  for (let at = 0; at < wideText.length; at++) wideRope += wideText[at];
  check("rope of surrogate halves", wideRope, parse(wide.bytes));
  assertNone(faults);
});

test("strings that V8 keeps outside of its heap", () => {
  // Node makes such of a Buffer's text that is longer than a megabyte.
  const LONG = 3 * 1024 * 1024;
  const body = JSON.parse(text);
  for (const [filler, encoding] of [["x", "latin1"], ["é", "latin1"], ["中", "ucs2"], ["\ud83d", "ucs2"]]) {
    body.remark = filler.repeat(LONG);
    // JSON.stringify would spell the half of a pair as an escape.
    const plain = JSON.stringify({ ...body, remark: "?" }).replace('"?"', () => `"${body.remark}"`);
    const external = Buffer.from(plain, encoding).toString(encoding);
    assert.equal(external.length, plain.length);
    const result = parse(external, { maxBytes: 2 ** 26 });
    assert.ok(result.ok, encoding);
    assert.ok(result.event.extra.remark === body.remark, `${encoding}: ${filler}`);
    assert.deepEqual(result.event.payload, expected.event.payload);
    // A slice of one, and a rope with one in it.
    assert.deepEqual(parse(external.slice(0, -1), { maxBytes: 2 ** 26 }).diagnostics.at(-1).code, parse(plain.slice(0, -1), { maxBytes: 2 ** 26 }).diagnostics.at(-1).code);
    assert.deepEqual(parse(`${external} `, { maxBytes: 2 ** 26 }).event.payload, expected.event.payload);
  }
});

test("a string with lone surrogates is read as it stands", () => {
  const lone = text.replace(/("text": ?")/, "$1\ud83d before \ude00 after 😀 ");
  assert.notEqual(lone, text);
  const { ok, event, diagnostics } = parse(lone);
  assert.ok(ok);
  assert.ok(event.payload.content.text.startsWith("\ud83d before \ude00 after 😀 "));
  for (const { span } of diagnostics) assert.ok(span.end <= lone.length);
  // Offsets behind them are those of the string.
  const broken = parse(`{"a\ud83d": "\ude00", "b": nil}`);
  const { span } = broken.diagnostics.find(({ code }) => code === "unknown-literal");
  assert.equal(`{"a\ud83d": "\ude00", "b": nil}`.slice(span.start, span.end), "nil");
});

test("very long strings", () => {
  const LONG = 9 * 1024 * 1024;
  const body = JSON.parse(text);
  body.payload.content.text = "x".repeat(LONG);
  assert.equal(parse(JSON.stringify(body)).event.payload.content.text.length, LONG);
  body.payload.content.text = "é".repeat(LONG / 2);
  assert.equal(parse(JSON.stringify(body)).event.payload.content.text.length, LONG / 2);
  body.payload.content.text = "x".repeat(LONG * 2);
  assert.deepEqual(parse(JSON.stringify(body)).diagnostics.map(({ code }) => code), ["body-too-large"]);
  assert.deepEqual(parse(JSON.stringify(body), { maxBytes: 2 ** 26 }).ok, true);
});

/** Where a limit cuts a text, counted character by character. */
function cutOf(body, maxBytes) {
  let bytesRead = 0;
  let units = 0;
  for (const character of body) {
    bytesRead += new TextEncoder().encode(character).length;
    if (bytesRead > maxBytes) break;
    units += character.length;
  }
  return units;
}

test("maxBytes counts what was sent, also where that is not UTF-8", () => {
  for (const form of [new Uint8Array(9).fill(0xff), Uint8Array.of(0xc3, 0x28, 0xe2, 0x82, 0x28, 0xff)]) {
    const code = (maxBytes) => parse(form, { maxBytes }).diagnostics[0].code;
    assert.notEqual(code(form.length), "body-too-large");
    assert.equal(code(form.length - 1), "body-too-large");
  }
});

test("maxBytes counts bytes of UTF-8, whatever the body comes as", () => {
  const bodies = { ascii: text, "é": text.replace("Hello", "é".repeat(40)), wide: wide.text, "😀": `{"a": "${"😀".repeat(30)}"}` };
  for (const [name, body] of Object.entries(bodies)) {
    const encoded = new TextEncoder().encode(body);
    const size = encoded.length;
    for (const form of [body, encoded, encoded.buffer]) {
      assert.notEqual(parse(form, { maxBytes: size }).diagnostics[0]?.code, "body-too-large", `${name} at its size`);
      for (const maxBytes of [0, 1, 7, 10, 11, 12, 13, body.length - 1, body.length, size - 1, size - 1.5]) {
        if (maxBytes < 0 || maxBytes >= size) continue;
        const result = parse(form, { maxBytes });
        assert.deepEqual(Object.keys(result), ["ok", "event", "diagnostics", "omitted"], `${name} with ${maxBytes}`);
        const [{ code, severity, message, span, pointer, path }] = result.diagnostics;
        assert.deepEqual([code, severity, pointer, path], ["body-too-large", "error", "", []]);
        assert.equal(message, `the body is longer than ${Math.floor(maxBytes)} bytes`);
        assert.deepEqual([span.start, span.end], [cutOf(body, Math.floor(maxBytes)), body.length], `${name} with ${maxBytes}`);
      }
    }
  }
  assert.equal(parse("", { maxBytes: 0 }).diagnostics[0].code, "empty-body");
});

test("maxBytes: all diagnostics of a body that is too long are the same in every form", () => {
  for (const body of ["{\r\n\"a\":\r1\n}", "{\n\n\"é😀\": \"\r\n\"}  "]) {
    const encoded = new TextEncoder().encode(body);
    for (let maxBytes = 0; maxBytes < encoded.length; maxBytes++) {
      assert.deepEqual(parse(body, { maxBytes }), parse(encoded, { maxBytes }), `${JSON.stringify(body)} with ${maxBytes}`);
    }
  }
});
