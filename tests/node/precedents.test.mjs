// Bodies that follow one another: what is said of one is what a new instance says of it alone.
//
// In: every fixture, and the same with other values. Holds: text and bytes, ASCII and not, read behind the body they were
// made of, give the result, member for member, that they give when nothing was read before. Why here: the words of such a
// body are patched, and its diagnostics are put together of those of another one; Rust does neither.

import assert from "node:assert/strict";
import { test } from "node:test";

import { PRECEDENT_PLACES, STATUS_FOLLOWS } from "../../pkg/generated/border.js";
import { parse } from "../../pkg/src/parse.js";
import { m, reader } from "../../pkg/src/slots.js";
import { accept, assertNone, codes, decode, random } from "./fixtures.mjs";
import { laidOut, variant } from "./variants.mjs";

/** Whether only what has moved was told. */
const hasFollowed = () => (m[0] & STATUS_FOLLOWS) !== 0;

const VARIANTS = 8;
/** So often some sorts of bodies come in no order, and so many of them. */
const [TURNS, IN_A_TURN] = [400, 24];
const encoder = new TextEncoder();
const bodies = [...accept, ...codes].filter(({ bytes }) => bytes.length > 0 && bytes.length < 2500);
// Its key is a hash, in which of members with one name the last one counts.
bodies.push({ name: "a name twice", text: '{"a": "one", "b": [1, {"c": null}], "a": "two"}' });

/** What a new instance says. */
function alone(body, options) {
  reader.reset();
  return JSON.stringify(parse(body, options));
}

test("what follows a body is said what is said of it alone", () => {
  const faults = [];
  let count = 0;
  for (const [place, { name, text: sent, options }] of bodies.entries()) {
    const next = random(place);
    // A line may end at CR as well.
    const text = place % 3 === 0 ? sent.replaceAll("\n", "\r") : sent;
    const variants = Array.from({ length: VARIANTS }, () => variant(text, next));
    variants.push(...variants.slice(0, 2), text);
    for (const as of [(body) => body, (body) => encoder.encode(body)]) {
      const expected = variants.map((body) => alone(as(body), options));
      reader.reset();
      parse(as(text), options);
      variants.forEach((body, index) => {
        // Whatever comes between: the last one is expected again, or looked for.
        if (index % 4 === 3) parse("{}", options);
        const found = JSON.stringify(parse(as(body), options));
        count += Number(hasFollowed());
        if (found !== expected[index]) faults.push(`${name}: ${body}\n${found}\ninstead of\n${expected[index]}`);
      });
    }
  }
  assertNone(faults);
  assert.ok(count > 2000, `${count} have followed`);
});

test("what comes in no order is said what is said of it alone", () => {
  const next = random(0);
  const faults = [];
  for (let turn = 0; turn < TURNS; turn++) {
    const sorts = Array.from({ length: 1 + next(6) }, () => bodies[next(bodies.length)]);
    const { options } = sorts[0];
    const sent = Array.from({ length: IN_A_TURN }, () => {
      const body = laidOut(sorts[next(sorts.length)].text, next);
      return [variant(body, next), body].map((text) => (next(2) === 0 ? text : encoder.encode(text)))[next(2)];
    });
    const expected = sent.map((body) => alone(body, options));
    reader.reset();
    sent.forEach((body, index) => {
      const found = JSON.stringify(parse(body, options));
      const shown = typeof body === "string" ? body : `(bytes) ${decode(body)}`;
      if (found !== expected[index]) faults.push(`${shown}\n${found}\ninstead of\n${expected[index]}`);
    });
  }
  assertNone(faults);
});

test("what is wrong is told in its own places, whatever was wrong before it", () => {
  const message = (user, content) =>
    `{"namespace":"ChatApps","eventType":"inbound_message_received","payload":{"umid":"09ba0a01-1ba5-1239-a16c-bb5f3b602a27",` +
    `"subAccountId":"S","timestamp":"2026-01-02T05:07:11Z","user":{${user}},"recipient":{"channel":"whatsapp"},${content}}}`;
  const pin = (latitude) => message('"msisdn":"+12025550123"', `"type":"Location","content":{"location":{"latitude":${latitude},"longitude":2}}`);
  const image = (url) => message('"msisdn":"+12025550123"', `"type":"Image","content":{"url":"${url}"}`);
  const phones = ["+1202555012*", "+1202555012*4", "+1202555012**", "+1202*550123", "+12025550é23", "+0", "+", "12025550123", "+1", "+12025550123"];
  const ids = ["09ba0a01-1ba5-1239-a16c-bb5f3b602a2x", "09ba0a01-1ba5-1239-a16c-bb5f3b602x27", "x", "xy", "09ba0a01"];
  const times = ["2026-01-02T05:07:11", "2026-01-02 05:07:11Z", "2026-01-02T05:07:11.", "2026-13-02T05:07:11Z", "2026", "2026-01-02T05:07:11+1", "2026-01-02T05:07:11+01"];
  const sorts = [
    phones.map((phone) => message(`"msisdn":"${phone}"`, '"type":"None"')),
    ids.map((id) => message('"msisdn":"+12025550123"', '"type":"None"').replace("09ba0a01-1ba5-1239-a16c-bb5f3b602a27", id)),
    times.map((time) => message('"msisdn":"+12025550123"', '"type":"None"').replace("2026-01-02T05:07:11Z", time)),
    ["https://a/ b", "https://a/ ", "https://a/  ", "ftp://a", "https://a/é b", "https://"].map(image),
    ["91", "-91.5", '"91"', '"1.5"', '"-1.25"', '"x"', '""', "1.5", "null", "true"].map(pin),
    ["1", "12025550123", '"+12025550123"', "-1.5e3", "true"].map((phone) => message(`"msisdn":${phone}`, '"type":"None"')),
  ];
  const faults = [];
  let count = 0;
  for (const sent of sorts) {
    for (const first of sent) {
      for (const second of sent) {
        const expected = [alone(first), alone(second)];
        reader.reset();
        // The second time a body follows the first; the third time the other does, if it is wrong in the same way.
        for (const [body, told] of [[first, 0], [first, 0], [second, 1], [first, 0], [second, 1]]) {
          const found = JSON.stringify(parse(body));
          count += Number(hasFollowed());
          if (found !== expected[told]) faults.push(`${second} behind ${first}:\n${found}\ninstead of\n${expected[told]}`);
        }
      }
    }
  }
  assertNone(faults);
  assert.ok(count > 500, `${count} have followed`);
});

const RECEIPT = decode(accept.find(({ name }) => name.endsWith("receipt-v4-queued.json")).bytes);

test("who gets diagnostics may change them", () => {
  const expected = alone(RECEIPT);
  reader.reset();
  for (let round = 0; round < 3; round++) {
    const { diagnostics } = parse(RECEIPT);
    assert.equal(hasFollowed(), round > 0);
    for (const diagnostic of diagnostics) {
      diagnostic.path.push("mine");
      diagnostic.span.start = -1;
      for (const { span } of diagnostic.edits ?? []) span.end = -1;
      diagnostic.edits?.pop();
      diagnostic.message = "mine";
    }
  }
  assert.equal(JSON.stringify(parse(RECEIPT)), expected);
});

/** Lets the living instance read a body of which nobody hears. */
function readUnheard(body) {
  const { exports } = reader;
  const bytes = encoder.encode(body);
  const address = exports.reserve(bytes.length);
  new Uint8Array(exports.memory.buffer, address, bytes.length).set(bytes);
  exports.read(bytes.length, 2);
  return exports;
}

/** Bodies with other members, so that there are other diagnostics. */
const remarkable = (length) => Array.from({ length }, (_, place) => RECEIPT.replace("{", `{"x${place}":1,`));

test("JavaScript keeps as many as the module does", () => {
  const bodies = remarkable(PRECEDENT_PLACES);
  const expected = bodies.map((body) => alone(body));
  reader.reset();
  // What is read twice follows, so that more is learned.
  for (const body of bodies) [body, body].forEach((each) => parse(each));
  const { number } = reader;
  bodies.forEach((body, place) => {
    assert.equal(JSON.stringify(parse(body)), expected[place]);
    assert.ok(hasFollowed(), `body ${place}`);
  });
  // What JavaScript does not know ends the instance.
  assert.equal(reader.number, number);
});

test("what was not kept is said anew", () => {
  // As many as there is room for, and one more.
  const bodies = remarkable(PRECEDENT_PLACES + 1);
  const body = bodies.pop();
  for (const before of [[], bodies]) {
    const expected = alone(body);
    reader.reset();
    // What is read twice follows, so that more is learned.
    for (const other of before) [other, other].forEach((each) => parse(each));
    const exports = readUnheard(body);
    assert.equal(JSON.stringify(parse(body)), expected);
    assert.notEqual(reader.exports, exports);
    assert.equal(JSON.stringify(parse(body)), expected);
    assert.ok(hasFollowed());
  }
});

test("a text beyond ASCII for which the ruling does not hold is read by its characters", () => {
  const body = (id, account) =>
    `{"namespace":"ChatApps","eventType":"inbound_message_received","payload":{"umid":"0e09ac86-bd74-4465-851d-1eb5a5fdbb9a",` +
    `"subAccountId":"${account}","timestamp":"2026-07-01T10:15:00Z","user":{"msisdn":"+12025550123","channelUserId":"${id}"},` +
    `"recipient":{"channel":"whatsapp"},"type":"none"}}`;
  const other = body("12025550999", "Ü😀nder");
  const expected = alone(other);
  reader.reset();
  for (const account of ["Ünder", "Über", "Ölig"]) parse(body("12025550123", account));
  assert.ok(hasFollowed());
  assert.equal(JSON.stringify(parse(other)), expected);
  assert.ok(!hasFollowed());
});

test("whether an id is in lower case is asked of the id", () => {
  const [lower, upper] = ["0e09ac86-bd74-4465-851d-1eb5a5fdbb9a", "0E09AC86-BD74-4465-851D-1EB5A5FDBB9A"];
  const body = (account) =>
    encoder.encode(
      `{"namespace":"ChatApps","eventType":"inbound_message_received","payload":{"subAccountId":"${account}",` +
        `"note":"${lower}","umid":"${upper}","timestamp":"2026-07-01T10:15:00Z","user":{"msisdn":"+12025550123"},` +
        `"recipient":{"channel":"whatsapp"},"type":"Text","content":{"text":"x"}}}`,
    );
  reader.reset();
  parse(body("é"));
  // In code units the id begins where in bytes the note does.
  assert.equal(parse(body("é".repeat(`${lower}","umid":"`.length))).event.key, lower);
  assert.ok(hasFollowed());
});

/** Reads events with so many names of their own that no other name is remembered. */
function forgetNames() {
  for (let event = 0; event < 200; event++) {
    const payload = Object.fromEntries(Array.from({ length: 16 }, (_, place) => [`name${16 * event + place}`, 0]));
    assert.deepEqual(parse(JSON.stringify({ namespace: "VOICE", eventType: "CALL_STATUS", payload })).event.payload, payload);
  }
}

test("long values in front of a kept body are no place where its names are looked for", () => {
  const long = (length) => RECEIPT.replace(/"subAccountId": "/, `$&${"x".repeat(length)}`);
  for (const length of [10, 2000, 131_000, 132_000, 300_000]) {
    const expected = alone(long(length));
    reader.reset();
    parse(RECEIPT);
    forgetNames();
    assert.equal(JSON.stringify(parse(long(length))), expected, String(length));
  }
});
