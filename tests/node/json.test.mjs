// JSON that is kept as it was sent: the library makes objects of it by itself.
//
// In: values at random, in the details of an event of the account and in the answers of a Flow; names that take each other's
// places. Holds: what is built is what JSON.parse builds: values, the order of members, prototypes.

import { strict as assert } from "node:assert";
import { test } from "node:test";

import { parse } from "../../pkg/dist/index.mjs";
import { random } from "./fixtures.mjs";

const COUNT = Number(process.env.RANDOM_VALUES ?? 3000);
const TEXTS = ["", "a", "twelve bytes", "more than twelve bytes", "x".repeat(60), 'q"u\\o\n', "é", "水", "😀", "\ud83d", "\u2028", "a/b", "0e09ac86-bd74-4465-851d-1eb5a5fdbb9a"];
const NUMBERS = ["0", "-0", "1", "-12", "1.5", "-0.25e-3", "1e400", "123456789012345", "12345678901234567890", "0.1", "1E3"];
const NAMES = ["a", "b", "id", "wa_id", "", "0", "10", "2", "__proto__", "constructor", "toString", "é", 'q"', "x".repeat(32), "y".repeat(33)];

/** A value as JSON, with white space here and there. */
function json(next, depth) {
  const space = [" ", "", "\n  ", ""][next(4)];
  const some = (limit, make) => Array.from({ length: next(limit) }, make);
  switch (next(depth > 0 ? 8 : 5)) {
    case 0:
      return JSON.stringify(TEXTS[next(TEXTS.length)]).replace(/[é水]/g, (letter) => (next(2) ? letter : `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`));
    case 1:
    case 2:
      return NUMBERS[next(NUMBERS.length)];
    case 3:
      return ["true", "false", "null"][next(3)];
    case 4:
      return JSON.stringify(`number ${next(1000)}`);
    case 5:
      return `[${space}${some(4, () => json(next, depth - 1)).join(`${space},`)}${space}]`;
    default: {
      const names = new Set(some(next(9) === 0 ? 20 : 5, () => (next(3) ? NAMES[next(NAMES.length)] : `name ${next(2000)}`)));
      const members = [...names].map((name) => `${JSON.stringify(name)}${space}:${space}${json(next, depth - 1)}`);
      return `{${space}${members.join(`${space},`)}${space}}`;
    }
  }
}

const details = (value) =>
  `{"eventId":"0e09ac86-bd74-4465-851d-1eb5a5fdbb9a","timestamp":"2026-07-01T10:15:00Z","provider":"WhatsApp","eventType":"account_update","eventDetails":{"value":${value}}}`;
const answers = (value) =>
  JSON.stringify({
    namespace: "ChatApps",
    eventType: "inbound_message_received",
    payload: {
      umid: "0e09ac86-bd74-4465-851d-1eb5a5fdbb9a",
      subAccountId: "S",
      timestamp: "2026-07-01T10:15:00Z",
      user: { msisdn: "+12025550123" },
      recipient: { channel: "whatsapp" },
      type: "Interactive",
      content: { interactive: { type: "nfmReply", nfmReply: { responseJson: value } } },
    },
  });

/** The same values, the same names in the same order, and prototypes as they should be. */
function assertSame(built, sent, text) {
  assert.deepStrictEqual(built, sent, text);
  assert.equal(JSON.stringify(built), JSON.stringify(sent), text);
  const walk = (value) => {
    if (typeof value !== "object" || value === null) return;
    assert.equal(Object.getPrototypeOf(value), Array.isArray(value) ? Array.prototype : Object.prototype, text);
    Object.values(value).forEach(walk);
  };
  walk(built);
}

test("the details of an event of the account are what JSON.parse makes of them", () => {
  const next = random(7);
  for (let count = 0; count < COUNT; count++) {
    const body = details(json(next, 4));
    for (const input of [body, new TextEncoder().encode(body.replaceAll("\ud83d", "?"))]) {
      const sent = JSON.parse(typeof input === "string" ? input : new TextDecoder().decode(input));
      const { event } = parse(input);
      assertSame(event.eventDetails, sent.eventDetails, body);
      assertSame(event.body, sent, body);
    }
  }
});

test("the answers of a Flow are what JSON.parse makes of them", () => {
  const next = random(8);
  for (let count = 0; count < COUNT; count++) {
    const value = json(next, 4);
    const { event } = parse(answers(value));
    const { responseJson, response } = event.payload.content.interactive.nfmReply;
    assert.equal(responseJson, value);
    assertSame(response, JSON.parse(value), value);
  }
});

test("names are never mistaken for each other, however many there are", () => {
  const next = random(9);
  const bodies = Array.from({ length: 500 }, () => {
    const members = Array.from({ length: 12 }, () => [`n${next(4000)}`, next(100)]);
    return details(JSON.stringify(Object.fromEntries(members)));
  });
  for (let count = 0; count < 4 * bodies.length; count++) {
    const body = bodies[next(bodies.length)];
    assertSame(parse(body).event.eventDetails, JSON.parse(body).eventDetails, body);
  }
});
