// The event in one sentence.
//
// In: an event, or what could be read of one. Out: the pieces of a sentence: words, and moments, which the screen writes in
// the zone that is chosen. Does not know: the text, the screen, the clock: what it changes is said in both ways, to be chosen
// from when the sentence is shown. It never fails on what is absent: broken bodies have sentences too.
//
// Why it exists: what happened is the first thing people want to know of a body.

import { named } from "../named";
import { events } from "#reference";
import { momentOf, shortDateTime, type Zone } from "./time";
import { phoneOf } from "./phone";

/** A piece is a text, a moment, or a value out of the body, which is set off. */
export type Piece = string | { readonly moment: number } | { readonly quoted: string };
/** What is said until a moment, and what from it on. */
interface Ending {
  readonly end: number;
  readonly ahead: readonly Piece[];
  readonly over: readonly Piece[];
}
export type Sentence = readonly (Piece | Ending)[];

/** The sentence as it is true at a moment. */
export function saidAt(sentence: Sentence, now: number): readonly Piece[] {
  return sentence.flatMap((piece) => (typeof piece === "object" && "end" in piece ? (now < piece.end ? piece.ahead : piece.over) : [piece]));
}

/** The same as plain text, where there can be no elements. */
export function plainAt(sentence: Sentence, now: number, zone: Zone): string {
  return saidAt(sentence, now).map((piece) => (typeof piece === "string" ? piece : "moment" in piece ? shortDateTime(piece.moment, zone) : `“${piece.quoted}”`)).join("");
}

type Members = Readonly<Record<string, unknown>>;

const QUOTED_UNITS_MAX = 140;

const CHANNELS: Readonly<Record<string, string>> = named({
  whatsapp: "WhatsApp", viber: "Viber", line: "LINE", rcs: "RCS", sms: "SMS", messenger: "Messenger", wechat: "WeChat",
  zalo: "Zalo", kakaotalk: "KakaoTalk", instagram: "Instagram", telegram: "Telegram",
});

const TYPES: Readonly<Record<string, string>> = named({
  Text: "text", Audio: "audio", Video: "video", Image: "image", Location: "location", File: "file", Interactive: "answer",
  Carousel: "carousel", List: "list", Buttons: "buttons", Template: "template", None: "message", Unknown: "message",
});

export function summaryOf(event: unknown): Sentence {
  const members = object(event);
  const payload = object(members["payload"]);
  switch (members["kind"]) {
    case "inbound-message":
      return message(payload, "from");
    case "external-app-message":
      return [...message(payload, "to"), ". Sent from the WhatsApp Business app: it looks inbound and is outbound"];
    case "delivery-receipt":
    case "sms-delivery-receipt":
      return receipt(members, payload);
    case "inbound-sms":
      return ["SMS from ", person(text(payload["source"])), ...to(payload["destination"]), ...at(payload["timestamp"]), ...says(payload["body"])];
    case "business-management":
      return management(members);
    case "voice":
      return ["Event of 8x8 Voice", ...(text(members["eventType"]) ? [": ", { quoted: text(members["eventType"])! }] : [])];
    default:
      return [];
  }
}

function message(payload: Members, direction: "from" | "to"): Sentence {
  const content = object(payload["content"]);
  const channel = channelName(object(payload["recipient"])["channel"] ?? payload["channel"]);
  return [
    ...what(channel, payload, content),
    ` ${direction} `,
    ...who(object(payload["user"])),
    ...at(payload["timestamp"]),
    ...replyTo(payload["replyToUmid"]),
    ...said(payload, content),
  ];
}

function what(channel: string | undefined, payload: Members, content: Members): Sentence {
  const interactive = object(content["interactive"]);
  const unknown = text(payload["unknownType"]);
  const type = TYPES[text(payload["type"]) ?? ""] ?? "message";
  const prefix = channel === undefined ? "" : `${channel} `;
  switch (interactive["type"]) {
    case "button_reply":
      return [`${prefix}button press`];
    case "list_reply":
      return [`${prefix}list choice`];
    case "nfmReply":
      return [`${prefix}Flow answers`];
    case "callPermissionReply":
      return [`${prefix}call permission`];
  }
  const words = `${prefix}${type}`;
  const noun = words.charAt(0).toUpperCase() + words.slice(1);
  return unknown === undefined ? [noun] : [`${noun} of type `, { quoted: unknown }];
}

function who(user: Members): Sentence {
  const phone = text(user["msisdn"]);
  const name = text(user["name"]) ?? text(user["username"]);
  const id = text(user["channelUserId"]);
  const number = phone ?? (/^\+?\d{7,15}$/.test(id ?? "") ? id : undefined);
  if (name !== undefined && number !== undefined) return [{ quoted: cut(name) }, ` (${person(number)})`];
  if (number !== undefined) return [person(number)];
  if (name !== undefined) return [{ quoted: cut(name) }];
  return id === undefined ? ["somebody who is not named"] : [{ quoted: cut(id) }];
}

function person(address: string | undefined): string {
  if (address === undefined) return "somebody who is not named";
  const phone = phoneOf(address);
  if (phone === undefined) return cut(address);
  return phone.country === undefined ? phone.written : `${phone.written}, ${phone.country}`;
}

function at(timestamp: unknown): Sentence {
  const moment = momentOf(text(timestamp) ?? "");
  return moment === undefined ? [] : [", ", { moment }];
}

function to(address: unknown): Sentence {
  return text(address) === undefined ? [] : [` to ${person(text(address))}`];
}

function replyTo(umid: unknown): Sentence {
  const id = text(umid);
  return id === undefined ? [] : [", in reply to ", { quoted: id.length > 13 ? `${id.slice(0, 8)}…` : id }];
}

/** What the content says, if that is a matter of words. */
function said(payload: Members, content: Members): Sentence {
  const interactive = object(content["interactive"]);
  const reply = object(interactive["button_reply"] ?? interactive["list_reply"]);
  const permission = object(interactive["callPermissionReply"]);
  if (text(reply["title"])) return says(reply["title"]);
  if (text(permission["response"])) return [": ", ...permissionOf(permission, momentOf(text(payload["timestamp"]) ?? ""))];
  const location = object(content["location"]);
  if (text(location["name"])) return says(location["name"]);
  if (typeof location["latitude"] === "number" && typeof location["longitude"] === "number") {
    return [`: ${location["latitude"]}, ${location["longitude"]}`];
  }
  return says(content["text"]);
}

/** `you may call until 9 Jan 2016 14:34 UTC`, in an answer that was sent at a moment. */
function permissionOf(permission: Members, sent: number | undefined): Sentence {
  if (permission["response"] === "reject") return ["you may not call"];
  if (permission["response"] !== "accept") return ["the answer is not known"];
  const source = permission["responseSource"] === "automatic" ? " (given by WhatsApp, not by the person)" : "";
  return [...durationOf(permission["isPermanent"] === true, momentOf(text(permission["expirationTimestamp"]) ?? ""), sent), source];
}

function durationOf(isPermanent: boolean, end: number | undefined, sent: number | undefined): Sentence {
  if (end === undefined) return [isPermanent ? "you may call, without an end" : "you may call; until when is not said"];
  const moment: Piece = { moment: end };
  if (sent !== undefined && end < sent) return ["the permission ended ", moment, ", before this was sent"];
  if (!isPermanent) return [{ end, ahead: ["you may call until ", moment], over: ["the permission ended ", moment] }];
  const words = (verb: string) => [`the permission contradicts itself: it is permanent, but ${verb} `, moment];
  return [{ end, ahead: words("ends"), over: words("ended") }];
}

function says(value: unknown): Sentence {
  const words = text(value);
  return words === undefined || words === "" ? [] : [": ", { quoted: cut(words) }];
}

const STATES: Readonly<Record<string, string>> = named({
  queued: "is queued", accepted: "was accepted", rejected: "was rejected", sent: "was sent", delivered: "was delivered",
  undelivered: "could not be delivered", failed: "failed", read: "was read",
});

function receipt(event: Members, payload: Members): Sentence {
  const status = object(payload["status"]);
  const state = text(status["state"]) ?? "";
  const channel = event["kind"] === "sms-delivery-receipt" ? "SMS" : (channelName(payload["channel"]) ?? "message");
  const receiver = text(payload["destination"]) ?? text(object(payload["user"])["msisdn"]);
  const problem = text(status["errorMessage"]);
  return [
    `Receipt: your ${channel}${channel === "SMS" || channel === "message" ? "" : " message"}`,
    ...(receiver === undefined ? [] : [` to ${person(receiver)}`]),
    ...(STATES[state] === undefined ? [state === "" ? " changed its state" : " is in the state ", ...(state === "" ? [] : [{ quoted: cut(state) }])] : [` ${STATES[state]}`]),
    ...at(status["timestamp"]),
    ...(problem === undefined ? [] : [": ", { quoted: cut(problem) }]),
  ];
}

const MANAGEMENT: Readonly<Record<string, string>> = named({
  template_status_update: "A WhatsApp template has a new status",
  template_category_update: "A WhatsApp template changed its category",
  template_quality_update: "A WhatsApp template changed its quality",
  phone_number_quality_update: "A phone number changed its quality or its limit",
  account_update: "The WhatsApp business account changed",
  whatsapp_automatic_events: "WhatsApp noticed something in a conversation",
  whatsapp_user_id_update: "A WhatsApp user has a new business-scoped user id",
  whatsapp_contact: "A WhatsApp user shared a contact",
  whatsapp_preference: "A WhatsApp user changed what they want to receive",
});

function management(event: Members): Sentence {
  const type = text(event["eventType"]) ?? "";
  const words = MANAGEMENT[type];
  const start: Sentence = words === undefined ? ["News of a business account", ...(type === "" ? [] : [": ", { quoted: cut(type) }])] : [words];
  return [...start, ...at(event["timestamp"])];
}

function channelName(value: unknown): string | undefined {
  const name = text(value);
  return name === undefined ? undefined : (CHANNELS[name.toLowerCase()] ?? cut(name));
}

/** What people call a kind of event. */
export function kindLabel(kind: string | undefined): string | undefined {
  return events.find((event) => event.kind === kind)?.label;
}

/** A value in one line, as far as a sentence bears it. */
export function cut(value: string): string {
  const line = value.replace(/\s+/g, " ").trim();
  return line.length <= QUOTED_UNITS_MAX ? line : `${line.slice(0, QUOTED_UNITS_MAX)}…`;
}

function object(value: unknown): Members {
  return typeof value === "object" && value !== null ? (value as Members) : {};
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
