// identify: who an event is about, by channel, shape and the form of the ids, and never by guessing.
//
// In: events of every channel, shape and kind. Holds: an id has the name of what it is, and is given as it was sent.

import assert from "node:assert/strict";
import { test } from "node:test";

import { identify, parse } from "../../pkg/dist/index.mjs";
import { accept, bodyOf } from "./fixtures.mjs";

const LINE_ID = "U4af4980629a1b2c3d4e5f60718293a4b";
const BSUID = "US.13491208655302741918";

/** An inbound message of a channel, from this user. */
function message(channel, user, version) {
  const body = JSON.parse(bodyOf("accept/inbound-v2-text-whatsapp.json").text);
  body.payload.user = user;
  if (channel === undefined) delete body.payload.recipient;
  else body.payload.recipient.channel = channel;
  if (version !== undefined) body.version = version;
  const { ok, event } = parse(JSON.stringify(body));
  assert.ok(ok);
  return event;
}

const of = (...sent) => identify(message(...sent));

test("WhatsApp: a phone number, a business-scoped id, a username", () => {
  assert.deepEqual(of("whatsapp", { msisdn: "+12025550134", channelUserId: "12025550134", name: "Dana" }), { phone: "+12025550134" });
  assert.deepEqual(of("whatsapp", { msisdn: "+12025550134", channelUserId: BSUID }, 3), { phone: "+12025550134", bsuid: BSUID });
  assert.deepEqual(of("whatsapp", { channelUserId: BSUID, username: "dana.sails" }, 3), { bsuid: BSUID, username: "dana.sails" });
  assert.deepEqual(of("WhatsApp", { channelUserId: BSUID }, 3), { bsuid: BSUID }, "whatever the case of the channel");
  assert.deepEqual(of("whatsapp", { username: "dana.sails" }, 3), { username: "dana.sails" });
});

test("a business-scoped id is given whole, whatever is in it", () => {
  for (const id of ["US.1", "GB.aBcD_9-x", "SG.12025550134", "BR.1.2.3"]) assert.deepEqual(of("whatsapp", { channelUserId: id }, 3), { bsuid: id });
  assert.deepEqual(of("viber", { channelUserId: BSUID }), { other: BSUID }, "it is WhatsApp's alone");
});

test("LINE: its user id, or nobody", () => {
  assert.deepEqual(of("line", { channelUserId: LINE_ID }), { lineUserId: LINE_ID });
  assert.deepEqual(of("LINE", { channelUserId: LINE_ID }, 3), { lineUserId: LINE_ID });
  assert.deepEqual(of("line", {}), {});
  assert.deepEqual(of("line", undefined), {});
  assert.deepEqual(of("line", { name: "Dana" }), {});
});

test("LINE: an id of another form is no user's", () => {
  const others = ["not a line id at all", "12025550123", LINE_ID.toUpperCase(), LINE_ID.slice(1), LINE_ID + "0", "C" + LINE_ID.slice(1)];
  for (const id of others) assert.deepEqual(of("line", { channelUserId: id }), { other: id }, id);
});

test("channels with phone numbers", () => {
  for (const channel of ["viber", "rcs", "sms", "zalo", "kakaotalk"]) {
    assert.deepEqual(of(channel, { msisdn: "+6580001207" }, 3), { phone: "+6580001207" }, channel);
    assert.deepEqual(of(channel, { msisdn: "+6580001207", channelUserId: "6580001207" }), { phone: "+6580001207" }, channel);
  }
});

test("an id of another sort stays what it is, beside the number", () => {
  assert.deepEqual(of("messenger", { channelUserId: "psid-8841" }), { other: "psid-8841" });
  assert.deepEqual(of("telegram", { msisdn: "+6580001207", channelUserId: "tg_441" }), { phone: "+6580001207", other: "tg_441" });
  assert.deepEqual(of("whatsapp", { msisdn: "+6580001207", channelUserId: "6580001299" }), { phone: "+6580001207", other: "6580001299" }, "they differ");
});

test("digits are a phone number only where ids are phone numbers", () => {
  assert.deepEqual(of("whatsapp", { channelUserId: "12025550134" }), { phone: "+12025550134" });
  assert.deepEqual(of("viber", { channelUserId: "12025550134" }), { phone: "+12025550134" });
  for (const channel of ["messenger", "instagram", "telegram", "wechat", "threads"]) {
    assert.deepEqual(of(channel, { channelUserId: "12025550134" }), { other: "12025550134" }, channel);
  }
});

test("without a channel the form decides, where it is plain", () => {
  assert.deepEqual(of(undefined, { channelUserId: LINE_ID }), { lineUserId: LINE_ID });
  assert.deepEqual(of(undefined, { channelUserId: BSUID }), { bsuid: BSUID });
  assert.deepEqual(of(undefined, { msisdn: "+6580001207", channelUserId: "6580001207" }), { phone: "+6580001207" });
  assert.deepEqual(of(undefined, { channelUserId: "12025550134" }), { other: "12025550134" });
});

test("a phone number that is masked is nobody's, and no key to find anybody by", () => {
  assert.deepEqual(of("whatsapp", { msisdn: "+1202555****" }), { other: "+1202555****" });
  assert.deepEqual(of("whatsapp", { msisdn: "+1202555****", channelUserId: "1202555****" }), { other: "+1202555****" });
  assert.deepEqual(of("whatsapp", { msisdn: "+1202555****", channelUserId: BSUID }, 3), { bsuid: BSUID, other: "+1202555****" });
});

test("a phone number without its plus is one all the same", () => {
  assert.deepEqual(of("whatsapp", { msisdn: "12025550134", channelUserId: "12025550134" }), { phone: "+12025550134" });
});

test("digits where WhatsApp has a business-scoped id are no phone number", () => {
  assert.deepEqual(of("whatsapp", { channelUserId: "12025550134" }, 3), { other: "12025550134" });
  assert.deepEqual(of("whatsapp", { msisdn: "+12025550134", channelUserId: "12025550134" }, 3), { phone: "+12025550134" });
});

test("what is empty is not there", () => {
  assert.deepEqual(of("whatsapp", { msisdn: "", username: "", channelUserId: "" }), {});
});

test("the other kinds", () => {
  const ofFixture = (name) => {
    const { text } = bodyOf(`accept/${name}.json`);
    return [identify(parse(text).event), JSON.parse(text).payload];
  };
  for (const name of ["receipt-v9-delivered", "receipt-v8-delivered", "receipt-v8-delivered-plus", "external-app-text"]) {
    const [identity, { user }] = ofFixture(name);
    assert.equal(identity.phone, user.msisdn, name);
    assert.ok(!("other" in identity), `${name}: ${JSON.stringify(identity)}`);
  }
  const [line] = ofFixture("receipt-v9-accepted-line");
  assert.deepEqual(Object.keys(line), ["lineUserId"]);
  const [sms, { source }] = ofFixture("sms-inbound-gsm7");
  assert.deepEqual(sms, { phone: source });
  const short = JSON.parse(bodyOf("accept/sms-inbound-gsm7.json").text);
  for (const source of ["HARBOUR", "71234", "12025550134"]) {
    short.payload.source = source;
    assert.deepEqual(identify(parse(JSON.stringify(short)).event), { other: source });
  }
  short.payload.source = "";
  assert.deepEqual(identify(parse(JSON.stringify(short)).event), {});
  const [receipt, { destination }] = ofFixture("sms-receipt-delivered");
  assert.deepEqual(receipt, { phone: destination });
});

test("every accepted event: what is given was sent, or is the number behind it; kinds without a person have none", () => {
  const NAMES = new Set(["phone", "bsuid", "lineUserId", "username", "other"]);
  for (const { name, bytes, text, options } of accept) {
    const { event } = parse(bytes, options);
    const identity = identify(event);
    for (const [member, value] of Object.entries(identity)) {
      assert.ok(NAMES.has(member), name);
      assert.equal(typeof value, "string", name);
      assert.ok(text.includes(value) || text.includes(value.slice(1)) || text.includes("\\u"), `${name}: ${value}`);
    }
    if (["business-management", "voice", "unknown"].includes(event.kind)) assert.deepEqual(identity, {}, name);
  }
});

test("what is no event is refused: a result would say that it is nobody", () => {
  const body = JSON.stringify({ namespace: "ChatApps" });
  for (const value of [parse(body), parse("{"), undefined, null, "event", {}]) {
    assert.throws(() => identify(value), { name: "TypeError", message: /expects an event, as in identify\(result\.event\)/ });
  }
});
