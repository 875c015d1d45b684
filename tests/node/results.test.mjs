// Results: what parse gives is plain data with everything that was sent in it, and the options do what they say.
//
// In: every fixture, and bodies made here. Holds: no result has a member that is undefined, a prototype of its own, or
// anything that cannot be cloned; the event says all that JSON.parse says; keys, kinds, partial results, errors, severities,
// and the limits of diagnostics are as declared.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";

import * as imported from "../../pkg/dist/index.mjs";
import { accept, all, assertNone, bodyOf, codes, difference, jsonOf } from "./fixtures.mjs";

const { parse, parseOrThrow, parseValue, WebhookParseError } = imported;
const required = createRequire(import.meta.url)("../../pkg/dist/index.cjs");

/** A good body, with changes made to its JSON. */
function bodyWith(change, name = "accept/inbound-v2-text-whatsapp.json") {
  const body = JSON.parse(bodyOf(name).text);
  change?.(body);
  return body;
}
const textWith = (change, name) => JSON.stringify(bodyWith(change, name));

// ---- the form of results -------------------------------------------------------------------------------------------

/** The first thing in a value that is no plain data, as its path. */
function notPlain(value, path = "") {
  if (value === undefined || typeof value === "function" || typeof value === "symbol") return path || "the root";
  if (typeof value !== "object" || value === null) return undefined;
  const isArray = Array.isArray(value);
  if (Object.getPrototypeOf(value) !== (isArray ? Array.prototype : Object.prototype)) return `${path} has another prototype`;
  for (const key of Reflect.ownKeys(value)) {
    if (isArray && key === "length") continue;
    const { enumerable, writable, configurable, get } = Object.getOwnPropertyDescriptor(value, key);
    if (typeof key === "symbol" || get || !enumerable || !writable || !configurable) return `${path}/${String(key)} is no plain member`;
    const found = notPlain(value[key], `${path}/${key}`);
    if (found) return found;
  }
  return undefined;
}

const SUCCESS = ["ok", "event", "diagnostics", "omitted"];
const FAILURE = new Set([...SUCCESS, "kind", "key", "partial"]);
const OF_DIAGNOSTIC = new Set(["code", "severity", "message", "help", "pointer", "path", "span", "labels", "edits", "embedded"]);
const KINDS = ["inbound-message", "delivery-receipt", "external-app-message", "inbound-sms", "sms-delivery-receipt", "business-management", "voice", "unknown"];

function formOf(result) {
  const found = notPlain(result);
  if (found) return `not plain: ${found}`;
  if (difference(result, structuredClone(result))) return "no clone is equal";
  const names = Object.keys(result);
  const isFormed = result.ok ? names.join() === SUCCESS.join() : names.every((name) => FAILURE.has(name)) && result.event === null;
  if (!isFormed) return `members ${names}`;
  const errors = result.diagnostics.filter(({ severity }) => severity === "error").length;
  if (result.ok !== (errors === 0)) return `ok ${result.ok} with ${errors} errors`;
  if (result.diagnostics.length > 100 || !Number.isInteger(result.omitted)) return "limits";
  if (result.ok && !KINDS.includes(result.event.kind)) return `kind ${result.event.kind}`;
  if (result.ok && typeof result.event.key !== "string") return "no key";
  for (const diagnostic of result.diagnostics) {
    const strange = Object.keys(diagnostic).find((name) => !OF_DIAGNOSTIC.has(name));
    if (strange) return `${diagnostic.code} has ${strange}`;
    if (diagnostic.labels?.length === 0 || diagnostic.edits?.length === 0) return `${diagnostic.code}: an empty list`;
  }
  const places = result.diagnostics.map(({ span }) => span).filter(Boolean);
  const inOrder = places.every(({ start }, index) => index === 0 || places[index - 1].start <= start);
  return inOrder ? undefined : "diagnostics are not in order";
}

test("every result is plain data, in its form", () => {
  const faults = [];
  for (const { name, bytes, text, options } of all) {
    const results = { bytes: parse(bytes, options), text: parse(text, options) };
    const json = jsonOf(text);
    if (json) results.value = parseValue(json.value, options);
    for (const [how, result] of Object.entries(results)) {
      const fault = formOf(result);
      if (fault) faults.push(`${name} as ${how}: ${fault}`);
    }
  }
  assertNone(faults);
});

test("a truncated body: every cut gives a result in its form, with what could be read", () => {
  const faults = [];
  for (const { name, text } of accept.filter(({ text }) => text.length < 2048)) {
    for (let end = 0; end < text.length; end += 3) {
      const result = parse(text.slice(0, end));
      const fault = formOf(result);
      if (fault) faults.push(`${name} cut at ${end}: ${fault}`);
    }
  }
  assertNone(faults);
});

test("partial: a truncated body gives its kind, its key and what came before the end", () => {
  const text = textWith();
  const result = parse(text.slice(0, text.indexOf('"content"')));
  assert.equal(result.ok, false);
  assert.deepEqual(result.diagnostics.map(({ code }) => code), ["unexpected-end"]);
  assert.equal(result.kind, "inbound-message");
  const { payload } = bodyWith();
  assert.equal(result.key, payload.umid.toLowerCase());
  assert.equal(result.partial.kind, "inbound-message");
  assert.equal(result.partial.key, result.key);
  assert.equal(result.partial.payload.umid, payload.umid);
  assert.deepEqual(result.partial.payload.user, payload.user);
  assert.ok(!("content" in result.partial.payload));
  // Before it is known what it is there is the JSON alone, and before there is any JSON nothing.
  assert.deepEqual(parse('{"some": [1, 2').partial, { some: [1, 2] });
  assert.deepEqual(Object.keys(parse("<html>")), SUCCESS);
  assert.deepEqual(Object.keys(parse("")), SUCCESS);
});

test("partial: a repaired body gives what is meant, and no key that was made up", () => {
  const text = textWith();
  const result = parse(text.replaceAll("}", ",}").replace('"payload":', '"payload"'));
  assert.equal(result.ok, false);
  assert.deepEqual(result.partial.payload, parse(text).event.payload);
  assert.equal(result.key, parse(text).event.key);
  const unknown = parse('{"a": 1,}');
  assert.equal(unknown.kind, "unknown");
  assert.ok(!("key" in unknown), "a hash of a broken body is no key");
});

// ---- nothing is lost -----------------------------------------------------------------------------------------------

/** What diagnostics say was given in another spelling or type than it was sent: the values there are not compared. */
const RESPELLED = new Set(["nonstandard-spelling", "stringified-number", "type-mismatch"]);

/** An object with the members of `extra` put back. */
function withExtra({ extra, ...members }) {
  const merged = { ...members };
  for (const [name, value] of Object.entries(extra ?? {})) {
    Object.defineProperty(merged, name, { value, writable: true, enumerable: true, configurable: true });
  }
  return merged;
}

/** A union member with its type as it was sent. */
function withType(object) {
  const { unknownType, ...members } = withExtra(object);
  return unknownType === undefined ? members : { ...members, type: unknownType };
}

/** The body that an inbound message came from. */
function bodyFrom({ kind, key, shape, ...event }) {
  const body = withExtra(event);
  const payload = withType(body.payload);
  if (payload.user) payload.user = withExtra(payload.user);
  if (payload.recipient) payload.recipient = withExtra(payload.recipient);
  if (event.payload.type !== "Unknown" && payload.content) payload.content = contentFrom(payload.content);
  if (shape !== "v1") return { ...body, payload };
  const { recipient: { channel, channelId: recipientId, ...others } = {}, ...rest } = payload;
  const recipient = { ...others, ...(recipientId !== undefined && { recipientId }) };
  const { payload: _, namespace, ...envelope } = body;
  const isSent = Object.keys(recipient).length > 0;
  return { ...envelope, ...rest, eventType: "inboundMessage", ...(channel !== undefined && { channel }), ...(isSent && { recipient }) };
}

function contentFrom(sent) {
  const content = withExtra(sent);
  if (content.location) content.location = withExtra(content.location);
  if (!sent.interactive) return content;
  const interactive = withType(content.interactive);
  for (const name of ["button_reply", "list_reply", "nfmReply", "callPermissionReply"]) {
    if (sent.interactive[name]) interactive[name] = withExtra(sent.interactive[name]);
  }
  if (sent.interactive.nfmReply) delete interactive.nfmReply.response;
  return { ...content, interactive };
}

/** Where the body that came back differs from the one that was sent, but for what may be lost. */
function lost(sent, came, respelled, pointer = "") {
  if (respelled.has(pointer)) return undefined;
  if (Array.isArray(sent) || typeof sent !== "object" || sent === null) return difference(sent, came, pointer);
  for (const [name, value] of Object.entries(sent)) {
    const inner = `${pointer}/${name}`;
    // A member whose name was made canonical stands under its canonical name.
    if (respelled.has(inner)) continue;
    if (!Object.hasOwn(came, name)) {
      if (value === null || (pointer === "" && name === "recipient")) continue;
      return `${inner} is lost`;
    }
    const found = lost(value, came[name], respelled, inner);
    if (found) return found;
  }
  return undefined;
}

test("an inbound message holds everything that was sent", () => {
  const faults = [];
  let compared = 0;
  for (const { name, bytes, text, options } of [...accept, ...codes]) {
    const { ok, event, diagnostics } = parse(bytes, options);
    if (!ok || event.kind !== "inbound-message") continue;
    const read = jsonOf(text.replace(/^\ufeff/, "")).value;
    const json = typeof read === "string" ? JSON.parse(read) : read;
    const respelled = new Set(diagnostics.filter(({ code }) => RESPELLED.has(code)).map(({ pointer }) => pointer));
    // A mismatch of two members is mended by naming the one that is there.
    for (const { code, pointer } of diagnostics) if (code === "interactive-mismatch") respelled.add(pointer);
    const fault = lost(json, bodyFrom(event), respelled);
    compared += 1;
    if (fault) faults.push(`${name}: ${fault}`);
  }
  assert.ok(compared > 150, `${compared} compared`);
  assertNone(faults);
});

test("every other kind holds the whole body", () => {
  const faults = [];
  for (const { name, bytes, text, options } of [...accept, ...codes]) {
    const { ok, event } = parse(bytes, options);
    if (!ok || event.kind === "inbound-message") continue;
    const json = jsonOf(text.replace(/^\ufeff/, "")).value;
    const fault = difference(typeof json === "string" ? JSON.parse(json) : json, event.body);
    if (fault) faults.push(`${name}: ${fault}`);
  }
  assertNone(faults);
});

test("whichever member is missing, the body is what JSON.parse gives", () => {
  const faults = [];
  for (const { name, text } of accept) {
    const sent = jsonOf(text)?.value;
    if (typeof sent !== "object" || sent === null || text.length > 4096) continue;
    const parts = [[], ...Object.keys(sent).filter((member) => Object(sent[member]) === sent[member]).map((member) => [member])];
    for (const way of parts) {
      for (const member of Object.keys(way.reduce((at, step) => at[step], sent))) {
        for (const change of [(holder) => (Array.isArray(holder) ? holder.splice(member, 1) : delete holder[member]), (holder) => (holder[member] = null)]) {
          const value = structuredClone(sent);
          change(way.reduce((at, step) => at[step], value));
          const { event } = parse(JSON.stringify(value));
          if (event === null || event.kind === "inbound-message") continue;
          const fault = difference(event.body, value) ?? notPlain(event.body);
          if (fault) faults.push(`${name} without ${[...way, member].join("/")}: ${fault}`);
        }
      }
    }
  }
  assertNone(faults);
});

test("how a letter is escaped changes nothing", () => {
  const faults = [];
  let count = 0;
  for (const { name, text } of accept) {
    if (text.length > 3000 || name.includes("double-encoded")) continue;
    const plain = parse(text);
    for (const { index, 0: literal, 1: said } of text.matchAll(/"(?:([^"\\])(?:[^"\\]|\\.)*|(?:\\.(?:[^"\\]|\\.)*)?)"/g)) {
      // A number in a string is read as one where it stands for itself.
      if (/^"-?[0-9.]+"$/.test(literal)) continue;
      if (said === undefined || said > "\ud7ff") continue;
      const letter = `\\u${said.charCodeAt(0).toString(16).padStart(4, "0")}`;
      const escaped = parse(text.slice(0, index + 1) + letter + text.slice(index + 2));
      const told = ({ diagnostics }) => diagnostics.map(({ code, pointer, severity }) => `${code} ${pointer} ${severity}`);
      const fault = difference(escaped.event, plain.event) ?? difference(told(escaped), told(plain));
      if (fault) faults.push(`${name}, ${literal}: ${fault}`);
      count += 1;
    }
  }
  assertNone(faults);
  assert.ok(count > 4000, `${count} were read`);
});

test("what rules ask of a text is asked of what it says", () => {
  const agreeing = (msisdn, id) => textWith(({ payload }) => Object.assign(payload.user, { msisdn, channelUserId: id }));
  const escape = (text, letter) => text.replace(letter, `\\u${letter.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`);
  const found = (text) => parse(text).diagnostics.map(({ code }) => code);
  for (const [id, said] of [["12025550134", []], ["12025550135", ["channel-user-id-mismatch"]]]) {
    const text = agreeing("+12025550134", id);
    // More than once: the second one follows the first.
    for (const body of [text, escape(text, "+"), escape(text, "+"), escape(text, id[0]), text]) assert.deepEqual(found(body), said, body);
  }
  const receipt = textWith(({ payload }) => (payload.user.channelUserId = "+12025550134"), "accept/receipt-v8-delivered.json");
  const at = receipt.indexOf("+12025550134\"", receipt.indexOf("channelUserId"));
  const escaped = receipt.slice(0, at) + escape(receipt.slice(at), "+");
  for (const body of [escaped, escaped, receipt, escaped, receipt]) {
    const { event, diagnostics } = parse(body);
    assert.equal(event.payload.user.channelUserId, "12025550134");
    const spelled = diagnostics.find(({ code }) => code === "nonstandard-spelling");
    assert.equal(body.slice(spelled.span.start, spelled.span.end), body === receipt ? "+" : "\\u002B");
  }
});

test("whether there is a key depends on nothing that was read before", () => {
  const without = '{"namespace":"ChatApps","eventType":"inbound_message_received"}';
  const keys = accept.map(({ text }) => {
    parse(text);
    return parse(without).key;
  });
  assert.deepEqual([...new Set(keys)], [undefined]);
});

test("members named like those of every object stay members, and change nothing", () => {
  const NAMES = ["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf", "then", "toJSON", "length"];
  const members = NAMES.map((name, index) => `${JSON.stringify(name)}: {"polluted": ${index}}`).join(", ");
  // Into every object of the body, at its end; and as a whole body of no kind.
  const plain = textWith();
  const places = [...plain.matchAll(/\}/g)].map(({ index }) => index);
  const kinds = ["sms-inbound-alphanumeric-source", "receipt-v9-content-text", "voice-call-status", "unknown-object", "management-account-update"];
  const bodies = places.map((place) => `${plain.slice(0, place)}, ${members}${plain.slice(place)}`);
  for (const kind of kinds) {
    const { text } = bodyOf(`accept/${kind}.json`);
    for (const { index } of text.matchAll(/[^{\s]\s*\}/g)) bodies.push(`${text.slice(0, index + 1)}, ${members}${text.slice(index + 1)}`);
  }
  bodies.push(`{${members}}`);
  for (const body of bodies) {
    for (const result of [parse(body), parseValue(JSON.parse(body))]) {
      assert.equal(formOf(result), undefined, body);
      assert.ok(result.ok, body);
      const found = [];
      const seek = (value) => {
        if (typeof value !== "object" || value === null) return;
        if (Object.hasOwn(value, "__proto__")) found.push(value);
        for (const name of Object.keys(value)) seek(value[name]);
      };
      seek(result.event);
      assert.ok(found.length > 0, `nothing is kept of ${body}`);
      for (const object of found) {
        NAMES.forEach((name, index) => assert.deepEqual(Object.getOwnPropertyDescriptor(object, name)?.value, { polluted: index }));
        assert.equal(Object.getPrototypeOf(object), Object.prototype);
      }
    }
  }
  assert.equal({}.polluted, undefined);
});

// ---- kinds and keys ------------------------------------------------------------------------------------------------

test("the key of each kind is what identifies the event among repeats", () => {
  const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
  const keys = new Set();
  for (const { name, bytes, options } of accept) {
    const { event } = parse(bytes, options);
    const { payload } = event;
    keys.add(event.kind);
    switch (event.kind) {
      case "inbound-message":
      case "external-app-message":
      case "inbound-sms":
        assert.equal(event.key, payload.umid.toLowerCase(), name);
        break;
      case "delivery-receipt":
      case "sms-delivery-receipt":
        assert.equal(event.key, `${payload.umid.toLowerCase()}:${payload.status.state}:${payload.status.timestamp}`, name);
        break;
      case "business-management":
        assert.equal(event.key, event.eventId.toLowerCase(), name);
        break;
      default:
        assert.match(event.key, UUID, name);
    }
  }
  assert.deepEqual([...keys].sort(), [...KINDS].sort());
});

test("a umid in upper case has the same key, and stays as it was sent", () => {
  const { umid } = bodyWith().payload;
  const { event } = parse(textWith((body) => (body.payload.umid = umid.toUpperCase())));
  assert.equal(event.payload.umid, umid.toUpperCase());
  assert.equal(event.key, umid.toLowerCase());
});

test("an id that is an empty text is no key: two events without one are two", () => {
  const key = (name, change) => parse(textWith(change, `accept/${name}.json`)).event.key;
  const nameless = (text) => (body) => Object.assign(body.payload, { umid: "" }, text && { content: { text } });
  const first = key("inbound-v2-text-whatsapp", nameless("first"));
  assert.match(first, /^[0-9a-f-]{36}$/);
  assert.equal(key("inbound-v2-text-whatsapp", nameless("first")), first);
  assert.notEqual(key("inbound-v2-text-whatsapp", nameless("second")), first);
  for (const name of ["external-app-text", "sms-inbound-gsm7"]) assert.match(key(name, nameless()), /^[0-9a-f-]{36}$/, name);
  assert.match(key("management-whatsapp-contact", (body) => (body.eventId = "")), /^[0-9a-f-]{36}$/);
  const { key: ofPartial } = parse(textWith(nameless("first")).slice(0, -1));
  assert.equal(ofPartial, undefined);
});

test("receipts of different messages whose id is an empty text stay two, in whatever way they are read", () => {
  for (const name of ["receipt-v9-read", "receipt-v8-delivered", "receipt-v4-queued", "sms-receipt-delivered"]) {
    const textOf = (customer, umid = "") =>
      textWith((body) => {
        const holder = body.payload ?? body;
        holder.umid = umid;
        holder.clientMessageId = customer;
      }, `accept/${name}.json`);
    const ways = [parse, (text) => parse(new TextEncoder().encode(text)), (text) => parseValue(JSON.parse(text))];
    const keys = ["one", "two", "two", "tés", "one"].flatMap((customer) => ways.map((way) => way(textOf(customer)).event.key));
    for (const key of keys) assert.match(key, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, name);
    assert.equal(new Set(keys).size, 3, name);
    // One with an id that is none, and one with an id, are no precedents of one without.
    assert.match(parse(textOf("one", "x")).event.key, /^x:/, name);
    assert.equal(parse(textOf("one")).event.key, keys[0], name);
    const withheld = parse(textOf("one"), { strict: true });
    assert.equal(withheld.key, keys[0], name);
    assert.equal(withheld.partial.key, keys[0], name);
    const stateless = textOf("one").replace(/"(state|status)":\s*"[^"]*"/, '"other":1');
    const lacking = parse(stateless);
    assert.equal(lacking.ok, false, name);
    assert.match(lacking.key, /^[0-9a-f-]{36}$/, name);
    assert.equal(lacking.partial.key, lacking.key, name);
    assert.equal(parse(textOf("one").slice(0, -1)).key, undefined, name);
  }
});

test("the key of an event without one of its own is a hash of what it says, not of how it is written", () => {
  const key = (text) => parse(text).event.key;
  const first = key('{"a": 1, "b": ["é", null]}');
  assert.equal(key('{"b":["\\u00e9",null],\n"a":1.0}'), first);
  assert.equal(parseValue({ b: ["é", null], a: 1 }).event.key, first);
  assert.equal(key(new TextEncoder().encode('{"a": 1, "b": ["é", null]}')), first);
  assert.notEqual(key('{"a": 2, "b": ["é", null]}'), first);
  const voice = parse('{"namespace": "VOICE", "eventType": "call", "payload": {"id": 1}}').event;
  assert.equal(voice.kind, "voice");
  assert.notEqual(voice.key, first);
});

test("odd content never costs the message: it is given as Unknown, with the content as it was sent", () => {
  const cases = [
    [(body) => (body.payload.type = "Sticker"), "Sticker"],
    [(body) => (body.payload.content = { text: ["no", "text"] }), "Text"],
    [(body) => (body.payload.content = {}), "Text"],
    [(body) => Object.assign(body.payload, { type: "Image", content: { text: "no link" } }), "Image"],
    [(body) => Object.assign(body.payload, { type: "Location", content: { location: { latitude: 1 } } }), "Location"],
    [(body) => Object.assign(body.payload, { type: "Interactive", content: { interactive: [] } }), "Interactive"],
    [(body) => (body.payload.type = "text ") && (body.payload.content = { odd: null }), "text "],
  ];
  for (const [change, type] of cases) {
    const sent = bodyWith(change);
    const { ok, event } = parse(JSON.stringify(sent));
    assert.ok(ok, JSON.stringify(sent.payload));
    assert.equal(event.payload.type, "Unknown");
    assert.equal(event.payload.unknownType, type);
    assert.deepEqual(event.payload.content, sent.payload.content);
  }
});

test("a number is the double that JSON.parse reads, to the last bit, however it is written", () => {
  const written = ["0", "-0", "-0.0", "0.1", "0.02", "1.005", "9007199254740993", "123456789012345", "1234567890123.45"];
  written.push("-0.000000000001", "99999999999999.9", "1e0", "-1E-7", "2.5e+3", "4.35", "0.3", "5e-324", "1e400", "-33.86881971");
  for (let count = 0; count < 3000; count++) {
    const digits = String(Math.floor(Math.random() * 10 ** (1 + (count % 15))));
    const point = Math.floor(Math.random() * digits.length);
    const isWhole = point === 0 || count % 5 === 0;
    const text = isWhole ? digits : `${Number(digits.slice(0, point))}.${digits.slice(point)}`;
    written.push(count % 2 === 0 ? text : `-${text}`);
  }
  const wrong = written.filter((text) => {
    const body = bodyOf("accept/sms-inbound-gsm7.json").text.replace('"total": 0.02', `"total": ${text}`);
    assert.ok(body.includes(`"total": ${text}`));
    return !Object.is(parse(body).event.payload.price.total, JSON.parse(text));
  });
  assert.deepEqual(wrong, []);
});

test("nulls of optional members are absent keys", () => {
  const { event, diagnostics } = parse(
    textWith((body) => {
      body.description = null;
      body.payload.replyToUmid = null;
      body.payload.user.name = null;
      body.payload.recipient = null;
    }),
  );
  for (const [object, name] of [[event, "description"], [event.payload, "replyToUmid"], [event.payload.user, "name"], [event.payload, "recipient"]]) {
    assert.ok(!(name in object), name);
  }
  assert.deepEqual(new Set(diagnostics.map(({ code }) => code)), new Set(["null-value", "missing-field"]));
});

// ---- parseOrThrow --------------------------------------------------------------------------------------------------

test("parseOrThrow gives the event, or throws all of the failure", () => {
  const text = textWith();
  assert.deepEqual(parseOrThrow(text), parse(text).event);
  assert.deepEqual(parseOrThrow('{"some": "object"}').kind, "unknown");
  for (const { name, bytes, options } of all) {
    const failure = parse(bytes, options);
    if (failure.ok) continue;
    assert.throws(
      () => parseOrThrow(bytes, options),
      (error) => {
        assert.ok(error instanceof WebhookParseError && error instanceof Error, name);
        const first = failure.diagnostics.find(({ severity }) => severity === "error");
        assert.equal(error.name, "WebhookParseError");
        assert.equal(error.code, first.code);
        assert.ok(error.message.startsWith(`${first.message} (${first.code}, line ${first.span.line}, column ${first.span.column}`), error.message);
        for (const [member, value] of Object.entries(failure)) assert.deepEqual(error[member], value, `${name}: ${member}`);
        assert.ok(String(error).startsWith("WebhookParseError: ") && error.stack.startsWith("WebhookParseError: "), error.stack);
        return true;
      },
    );
  }
});

test("the error of require is the error of import, and so is everything else", () => {
  assert.deepEqual(Object.keys(imported).sort(), Object.keys(required).filter((name) => name !== "default").sort());
  for (const name of Object.keys(required)) assert.equal(imported[name], required[name], name);
  assert.throws(() => required.parseOrThrow("{"), WebhookParseError);
});

test("the error can be made of any failure", () => {
  const failure = parseValue({ namespace: "ChatApps", eventType: "inbound_message_received" });
  assert.equal(failure.ok, false);
  const error = new WebhookParseError(failure);
  assert.equal(error.message, "the member `payload` is missing (missing-field, the root)");
  const strict = parse("{}", { strict: true });
  assert.equal(new WebhookParseError(strict).code, "unknown-event");
});

// ---- options -------------------------------------------------------------------------------------------------------

const severities = (result, code) => result.diagnostics.filter((found) => found.code === code).map(({ severity }) => severity);

test("strict makes errors of warnings, and of nothing else", () => {
  for (const { name, bytes, options } of [...accept, ...codes]) {
    if (options) continue;
    const usual = parse(bytes);
    const strict = parse(bytes, { strict: true });
    const wanted = usual.diagnostics.map(({ severity, ...rest }) => ({ ...rest, severity: severity === "warning" ? "error" : severity }));
    if (usual.omitted > 0) continue;
    assert.equal(difference(strict.diagnostics, wanted), undefined, name);
    assert.equal(strict.ok, wanted.every(({ severity }) => severity !== "error"), name);
    if (usual.ok && !strict.ok) {
      assert.equal(strict.kind, usual.event.kind, name);
      assert.equal(strict.key, usual.event.key, name);
      assert.equal(difference(strict.partial, usual.event), undefined, name);
    }
  }
});

test("severity: each code that may be set, at every level", () => {
  for (const { name, bytes, options } of codes) {
    if (options) continue;
    const code = name.split("/")[1];
    const usual = parse(bytes);
    if (usual.omitted > 0) continue;
    const errors = severities(usual, code).filter((severity) => severity === "error").length;
    for (const level of ["error", "warning", "info", "off"]) {
      let result;
      try {
        result = parse(bytes, { severity: { [code]: level } });
      } catch (error) {
        assert.match(error.message, /withholds the event/, name);
        assert.equal(errors, severities(usual, code).length, `${name} is not always an error`);
        continue;
      }
      // What withholds the event stays an error.
      const rest = severities(usual, code).length - errors;
      const wanted = level === "off" ? errors : errors + rest;
      const came = severities(result, code);
      assert.equal(came.length, wanted, `${name} ${level}`);
      assert.equal(came.filter((severity) => severity === "error").length, level === "error" ? errors + rest : errors, `${name} ${level}`);
      if (level !== "error" && errors === 0) assert.equal(result.ok, usual.ok, `${name} ${level}`);
    }
  }
});

test("severity wins over strict", () => {
  const text = textWith((body) => (body.payload.umid = "none"));
  assert.deepEqual(severities(parse(text, { strict: true }), "invalid-uuid"), ["error"]);
  for (const level of ["warning", "info"]) {
    const result = parse(text, { strict: true, severity: { "invalid-uuid": level } });
    assert.deepEqual([result.ok, severities(result, "invalid-uuid")], [true, [level]]);
  }
  assert.deepEqual(parse(text, { strict: true, severity: { "invalid-uuid": "off" } }).diagnostics, []);
});

test("expect: anything else is an error, and its body is not lost", () => {
  for (const { name, bytes } of accept) {
    const { event } = parse(bytes);
    const others = KINDS.filter((kind) => kind !== event.kind);
    assert.ok(parse(bytes, { expect: [event.kind] }).ok, name);
    assert.ok(parse(bytes, { expect: KINDS }).ok, name);
    for (const expect of [others, []]) {
      const result = parse(bytes, { expect });
      assert.equal(result.ok, false, name);
      assert.equal(severities(result, "unexpected-event").length, 1, name);
      assert.deepEqual([result.kind, result.key], [event.kind, event.key], name);
      assert.equal(difference(result.partial, event), undefined, name);
    }
  }
});

test("options hold for one call", () => {
  const text = textWith((body) => (body.payload.umid = "none"));
  const usual = parse(text);
  parse(text, { strict: true, expect: [], severity: { "invalid-uuid": "off" }, maxBytes: 20_000 });
  assert.deepEqual(parse(text), usual);
  parse(text, { maxBytes: 1 });
  assert.deepEqual(parse(text), usual);
});

// ---- the limit of diagnostics --------------------------------------------------------------------------------------

test("at most 100 diagnostics are kept, errors first, sorted by position; the rest is counted", () => {
  const members = Array.from({ length: 300 }, (_, index) => `"member${index}": ${index}`).join(", ");
  const many = textWith().replace(/\}$/, `, ${members}}`);
  const result = parse(many);
  assert.ok(result.ok);
  assert.deepEqual([result.diagnostics.length, result.omitted], [100, 200]);
  assert.deepEqual(result.diagnostics.map(({ pointer }) => pointer), Array.from({ length: 100 }, (_, index) => `/member${index}`));
  // An error at the very end is kept, and stands at its place: the last.
  const broken = parse(many.replace(/\}$/, ', "last": nil}'));
  assert.equal(broken.ok, false);
  assert.deepEqual([broken.diagnostics.length, broken.diagnostics.at(-1).code], [100, "unknown-literal"]);
  assert.equal(broken.omitted, 202);
  // What is silenced is not counted.
  const silent = parse(many, { severity: { "unknown-field": "off" } });
  assert.deepEqual([silent.diagnostics, silent.omitted], [[], 0]);
  assert.deepEqual(parseValue(JSON.parse(many)).omitted, 200);
});
