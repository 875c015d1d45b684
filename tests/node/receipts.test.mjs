// Receipts and the other events that come to the same URL, as a handler meets them: keys, and the helpers.
//
// In: the fixtures of these kinds, and bodies made here. Holds: three receipts of a message have three keys and a repeat has
// the same; isFinal, latest, media, contacts and userIdUpdates say what an event says and nothing else.

import assert from "node:assert/strict";
import { test } from "node:test";

import { contacts, isFinal, latest, media, parse, userIdUpdates } from "../../pkg/dist/index.mjs";
import { accept, bodyOf } from "./fixtures.mjs";

const UMID = "9F4C9F74-71a9-8121-90aa-1920709c053c";

function eventOf(body) {
  const { event, diagnostics } = parse(typeof body === "string" ? body : JSON.stringify(body));
  assert.ok(event, JSON.stringify(diagnostics));
  return event;
}

/** A receipt with this status, of WhatsApp or of another channel. */
const receipt = (status, channel = "whatsapp", umid = UMID) =>
  eventOf({
    version: 9,
    namespace: "ChatApps",
    eventType: "outbound_message_status_changed",
    payload: { umid, subAccountId: "Care", channel, status: { timestamp: "2026-06-01T04:20:40.91Z", ...status } },
  });

const smsReceipt = (status) =>
  eventOf({
    namespace: "SMS",
    eventType: "outbound_message_status_changed",
    payload: {
      umid: UMID,
      subAccountId: "Care",
      source: "Harbour",
      destination: "+6580001401",
      status: { timestamp: "2026-06-01T04:20:40.91Z", ...status },
    },
  });

const fixture = (name) => eventOf(bodyOf(`accept/${name}.json`).text);

// ---- the body ------------------------------------------------------------------------------------------------------

/** Puts null in the place of each member and element in turn. */
function* withNulls(holder, whole = holder) {
  for (const [step, value] of Object.entries(holder)) {
    holder[step] = null;
    yield whole;
    holder[step] = value;
    if (typeof value === "object" && value !== null) yield* withNulls(value, whole);
  }
}

/** Whether the body is kept: then it is what was sent. So is that of the next one, which differs in its values. */
function isKept(name, sent) {
  const text = JSON.stringify(sent);
  const { event } = parse(text);
  if (event?.body === undefined) return false;
  assert.deepEqual(event.body, sent, name);
  const next = text.replaceAll("7", "3");
  assert.deepEqual(parse(next).event?.body, JSON.parse(next), name);
  return true;
}

test("the body is what was sent, whichever of its values are null", () => {
  let kept = 0;
  for (const { name, text } of accept.filter(({ text }) => text.startsWith("{"))) {
    for (const sent of withNulls(JSON.parse(text))) kept += isKept(name, sent);
  }
  assert.ok(kept > 500, `${kept}`);
});

test("the body is what was sent, whichever two of its values are null", () => {
  let kept = 0;
  for (const { name, text } of accept.filter(({ name, text }) => text.startsWith("{") && /\/(receipt|sms|external|management)-/.test(name))) {
    for (const one of withNulls(JSON.parse(text))) {
      for (const sent of withNulls(structuredClone(one))) kept += isKept(name, sent);
    }
  }
  assert.ok(kept > 5000, `${kept}`);
});

test("the body says whether content that is not called for was null or not there", () => {
  const sent = JSON.parse(bodyOf("accept/external-app-text.json").text);
  // Nothing but this is to be said of it.
  Object.assign(sent.payload, { type: "None", content: null, replyToUmid: null });
  const { event, diagnostics } = parse(JSON.stringify(sent));
  assert.deepEqual(diagnostics.map(({ code }) => code), ["null-value"]);
  assert.deepEqual(event.body, sent);
  delete sent.payload.content;
  assert.deepEqual(eventOf(sent).body, sent);
});

test("a body with nulls shares what has none with its event, and leaves the event as it is", () => {
  const sent = JSON.parse(bodyOf("accept/receipt-v9-content-template.json").text);
  const { buttons } = sent.payload.outboundContent.actions;
  for (const button of buttons) button.value = null;
  const { body, payload } = eventOf(sent);
  assert.deepEqual(body, sent);
  assert.equal(body.payload.user, payload.user);
  const withoutValue = buttons.map(({ type, label }) => ({ type, label }));
  assert.deepEqual(payload.outboundContent.actions.buttons, withoutValue);
});

// ---- keys ----------------------------------------------------------------------------------------------------------

test("three receipts of one message have three keys, and a repeat has the same", () => {
  const statuses = [
    { state: "sent", timestamp: "2026-06-01T04:20:40.91Z" },
    { state: "delivered", timestamp: "2026-06-01T04:20:43.07Z" },
    { state: "read", timestamp: "2026-06-01T04:21:00.00Z" },
  ];
  for (const make of [receipt, smsReceipt]) {
    assert.deepEqual(
      statuses.map((status) => make(status).key),
      [
        "9f4c9f74-71a9-8121-90aa-1920709c053c:sent:2026-06-01T04:20:40.91Z",
        "9f4c9f74-71a9-8121-90aa-1920709c053c:delivered:2026-06-01T04:20:43.07Z",
        "9f4c9f74-71a9-8121-90aa-1920709c053c:read:2026-06-01T04:21:00.00Z",
      ],
    );
    for (const status of statuses) assert.equal(make(status).key, make({ ...status }).key);
  }
});

test("every event of these kinds keeps its whole body", () => {
  for (const { name, text } of accept.filter(({ name }) => /\/(receipt|external|sms|management|voice|unknown)-/.test(name))) {
    const sent = JSON.parse(text ?? bodyOf(name).text);
    if (typeof sent === "object") assert.deepEqual(eventOf(bodyOf(name).text).body, sent, name);
  }
});

// ---- isFinal -------------------------------------------------------------------------------------------------------

test("a message is at its end when it was read, when it failed, and when nothing can come after the delivery", () => {
  const delivered = { state: "delivered", detail: "delivered_to_recipient" };
  const ends = [
    [receipt({ state: "read" }), true],
    [receipt({ state: "rejected" }), true],
    [receipt({ state: "undelivered", detail: "rejected_by_operator" }), true],
    [receipt({ state: "failed" }), true],
    [receipt({ state: "queued" }), false],
    [receipt({ state: "accepted" }), false],
    [receipt({ state: "sent" }), false],
    [receipt({ state: "archived" }), false],
    [receipt(delivered), false],
    [receipt(delivered, "viber"), false],
    [receipt(delivered, "rcs"), false],
    [receipt(delivered, "pigeon"), false],
    [receipt(delivered, "sms"), true],
    [receipt(delivered, "line"), true],
    [receipt(delivered, "LineNotification"), true],
    [receipt({ state: "delivered", detail: "delivered_to_operator" }, "sms"), false],
    [smsReceipt(delivered), true],
    [smsReceipt({ state: "delivered" }), true],
    [smsReceipt({ state: "delivered", detail: "delivered_to_operator" }), false],
    [smsReceipt({ state: "sent" }), false],
    [smsReceipt({ state: "undelivered" }), true],
    [fixture("receipt-v4-delivered"), false],
    [fixture("receipt-v4-read"), true],
  ];
  for (const [event, end] of ends) assert.equal(isFinal(event), end, JSON.stringify(event.payload));
});

// ---- latest --------------------------------------------------------------------------------------------------------

test("the receipt that is further along wins, whatever came first", () => {
  const early = "2026-06-01T04:20:40.91Z";
  const late = "2026-06-01T04:20:41.00Z";
  const pairs = [
    [{ state: "queued" }, { state: "sent" }],
    [{ state: "queued", timestamp: late }, { state: "sent", timestamp: early }],
    [{ state: "accepted" }, { state: "sent" }],
    [{ state: "sent" }, { state: "delivered", detail: "delivered_to_operator" }],
    [{ state: "delivered", detail: "delivered_to_operator" }, { state: "delivered", detail: "delivered_to_recipient" }],
    [{ state: "delivered", detail: "delivered_to_operator" }, { state: "undelivered" }],
    [{ state: "delivered", timestamp: late }, { state: "read", timestamp: early }],
    [{ state: "undelivered", timestamp: late }, { state: "read", timestamp: early }],
    [{ state: "undelivered", timestamp: early }, { state: "delivered", timestamp: late }],
    [{ state: "delivered", timestamp: early }, { state: "undelivered", timestamp: late }],
    [{ state: "sent", timestamp: early }, { state: "archived", timestamp: late }],
    [{ state: "archived", timestamp: late }, { state: "delivered", timestamp: early }],
    [{ state: "sent", timestamp: "2026-06-01T04:20:40Z" }, { state: "sent", timestamp: "2026-06-01T04:20:40.0000001Z" }],
    [{ state: "sent", timestamp: "2026-06-01T04:20:40.9Z" }, { state: "sent", timestamp: "2026-06-01T04:20:40.91Z" }],
    [{ state: "sent", timestamp: "2026-06-01T06:20:40+02:00" }, { state: "sent", timestamp: "2026-06-01T04:20:41Z" }],
    [{ state: "sent", timestamp: "yesterday" }, { state: "sent", timestamp: early }],
  ];
  for (const [less, more] of pairs) {
    for (const make of [receipt, smsReceipt]) {
      const [a, b] = [make(less), make(more)];
      assert.equal(latest(a, b), b, `${JSON.stringify(less)} ${JSON.stringify(more)}`);
      assert.equal(latest(b, a), b, `${JSON.stringify(more)} ${JSON.stringify(less)}`);
    }
  }
});

test("what remains of many receipts does not depend on how they arrived", () => {
  const states = ["queued", "sent", "delivered", "undelivered", "archived", "paused", "constructor"];
  const times = ["2026-06-01T04:20:40.91Z", "2026-06-01T04:20:41Z", "nonsense"];
  const receipts = states.flatMap((state) => times.map((timestamp) => receipt({ state, timestamp })));
  const last = receipts.reduce(latest);
  assert.equal(receipts.toReversed().reduce(latest), last);
  for (let turn = 1; turn < receipts.length; turn += 1) {
    assert.equal([...receipts.slice(turn), ...receipts.slice(0, turn)].reduce(latest), last);
  }
});

test("of a receipt and its repeat the first remains; receipts of two messages are not compared", () => {
  const [one, repeat] = [receipt({ state: "sent" }), receipt({ state: "sent" }, "whatsapp", UMID.toLowerCase())];
  assert.equal(latest(one, repeat), one);
  assert.equal(latest(repeat, one), repeat);
  const other = receipt({ state: "sent" }, "whatsapp", "00000000-71a9-8121-90aa-1920709c053c");
  assert.throws(() => latest(one, other), { name: "TypeError", message: /one umid/ });
});

// ---- media ---------------------------------------------------------------------------------------------------------

const image = (url) =>
  eventOf({
    namespace: "ChatApps",
    eventType: "external_app_message",
    payload: { umid: UMID, subAccountId: "Care", timestamp: "2026-06-26T09:15:15Z", channel: "whatsapp", type: "Image", content: { url } },
  });

test("a presigned link says when it ends and what the file is called", () => {
  const { url } = fixture("inbound-v2-file-pdf").payload.content;
  assert.deepEqual(media(fixture("inbound-v2-file-pdf")), {
    url,
    expiresAt: "2026-03-15T09:26:53.000Z",
    fileName: "meter-reading.pdf",
    extension: "pdf",
  });
});

test("what a link does not say is left out", () => {
  const of = (url) => {
    const { url: same, ...rest } = media(image(url));
    assert.equal(same, url);
    return rest;
  };
  const signed = "X-Amz-Date=20260314T092653Z&X-Amz-Expires=86400";
  const expiresAt = "2026-03-15T09:26:53.000Z";
  assert.deepEqual(of("https://cdn.example.net/i/4711.PNG"), { fileName: "4711.PNG", extension: "png" });
  assert.deepEqual(of(`https://cdn.example.net/i/4711?${signed}`), { expiresAt });
  assert.deepEqual(of(`https://cdn.example.net/?${signed}`), { expiresAt });
  assert.deepEqual(of("https://cdn.example.net/a%20b%C3%A9.tar.gz"), { fileName: "a bé.tar.gz", extension: "gz" });
  for (const odd of [
    "X-Amz-Date=20260314T092653Z",
    "X-Amz-Expires=86400",
    "X-Amz-Date=2026-03-14T09:26:53Z&X-Amz-Expires=86400",
    "X-Amz-Date=20260230T092653Z&X-Amz-Expires=86400",
    "X-Amz-Date=20260314T246000Z&X-Amz-Expires=86400",
    "X-Amz-Date=20260314T092653Z&X-Amz-Expires=-1",
    "X-Amz-Date=20260314T092653Z&X-Amz-Expires=1e5",
    `${signed}&X-Amz-Expires=60`,
    `x-amz-date=20260314T092653Z&x-amz-expires=86400`,
  ]) {
    assert.deepEqual(of(`https://cdn.example.net/i?${odd}`), {}, odd);
  }
  for (const path of ["..%2F..%2Fetc%2Fpasswd.txt", "a%5Cb.txt", "a%00.txt", ".htaccess", "a..", "%E0%A4%A.txt", "a.b%20c", "."]) {
    assert.deepEqual(of(`https://cdn.example.net/${path}`), {}, path);
  }
  assert.deepEqual(of("not a link"), {});
  assert.deepEqual(of("javascript:alert.pdf"), {});
});

test("a message without a link has no file", () => {
  assert.equal(media(fixture("inbound-v2-text-whatsapp")), undefined);
  assert.equal(media(fixture("inbound-v2-none-absent-content")), undefined);
  assert.equal(media(fixture("inbound-v2-unknown-type-sticker")), undefined);
});

// ---- what Meta says of a person ------------------------------------------------------------------------------------

const management = (eventType, eventDetails) =>
  eventOf({ eventId: UMID, timestamp: "2026-01-22T22:51:55Z", provider: "WhatsApp", eventType, eventDetails });

test("shared contacts are found in what 8x8 passes on", () => {
  const event = fixture("management-whatsapp-contact");
  const [message] = event.eventDetails.rawEvent.value.messages;
  assert.deepEqual(contacts(event), [
    {
      name: "Bo L.",
      phones: [{ phone: "+1 202-555-0187", type: "CELL" }],
      from: { waId: "12025550112", bsuid: "US.13490077125530019426" },
      contact: message.contacts[0],
    },
  ]);
  assert.deepEqual(userIdUpdates(event), []);
});

test("new user ids are found in what 8x8 passes on", () => {
  assert.deepEqual(userIdUpdates(fixture("management-whatsapp-user-id-update")), [
    { bsuid: "US.99401177002255331048", previousBsuid: "US.13490077125530019426", waId: "12025550112" },
  ]);
  const event = management("user_id_update", {
    rawEvent: { value: { user_id_update: [{ user_id: { current: "US.2" }, parent_user_id: { previous: "US.ENT.1", current: "US.ENT.2" } }] } },
  });
  assert.deepEqual(userIdUpdates(event), [{ bsuid: "US.2", parentBsuid: "US.ENT.2", previousParentBsuid: "US.ENT.1" }]);
  assert.deepEqual(contacts(event), []);
});

test("whatever stands in the details, the helpers give lists", () => {
  const odd = [null, 5, "text", [], [null, 5, [], "a"], {}, { length: 1 }, { __proto__: null, 0: {} }];
  const wraps = [
    (value) => ({ rawEvent: value }),
    (value) => ({ rawEvent: { value } }),
    (value) => ({ rawEvent: { value: { messages: value, user_id_update: value } } }),
    (value) => ({ rawEvent: { value: { messages: [{ contacts: value }], user_id_update: [{ user_id: value }] } } }),
    (value) => ({ rawEvent: { value: { messages: [{ contacts: [{ name: value, phones: value }] }] } } }),
    (value) => ({ other: value }),
  ];
  for (const wrap of wraps) {
    for (const value of odd) {
      for (const found of contacts(management("whatsapp_contact", wrap(value)))) {
        assert.equal(found.name, undefined);
        assert.ok(found.phones.every((phone) => Object.keys(phone).length === 0));
      }
      assert.deepEqual(userIdUpdates(management("whatsapp_user_id_update", wrap(value))), []);
    }
  }
});
