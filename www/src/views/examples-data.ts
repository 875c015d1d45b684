// The examples: every kind, version and type, and a broken one for every code.
//
// In: the samples and the catalog that the package gives away. Out: names, titles, bodies. Does not know:
// how they are chosen. They are built into the page, so that showing one asks nobody for anything.
//
// Why it exists: the catalog has bodies for the reference; a menu needs them sorted and named.

import { codes } from "chatapps-webhook/catalog";
import { samples } from "chatapps-webhook/samples";

export interface Example {
  readonly name: string;
  readonly group: string;
  readonly title: string;
  /** Bytes where some of them are not UTF-8. */
  readonly body: string | Uint8Array;
}

const GROUPS: readonly (readonly [RegExp, string])[] = [
  [/^inbound-v3-/, "Inbound message, v3"],
  [/^inbound-v2-/, "Inbound message, v2"],
  [/^inbound-v1-/, "Inbound message, v1"],
  [/^inbound-hybrid-/, "Inbound message, between v2 and v3"],
  [/^receipt-v9-/, "Delivery receipt, v9"],
  [/^receipt-v8-/, "Delivery receipt, v8"],
  [/^receipt-v4-/, "Delivery receipt, old"],
  [/^external-app-/, "Sent from the WhatsApp Business app"],
  [/^sms-inbound-/, "Inbound SMS"],
  [/^sms-receipt-/, "SMS delivery receipt"],
  [/^management-/, "WhatsApp business account"],
  [/^voice-/, "Voice"],
  [/^unknown-/, "No 8x8 webhook"],
];

/** Words that are not written in small letters. */
const NAMES: Readonly<Record<string, string>> = {
  bsuid: "BSUID", msisdn: "phone number", rcs: "RCS", sms: "SMS", line: "LINE", viber: "Viber", whatsapp: "WhatsApp",
  google: "Google", wechat: "WeChat", zalo: "Zalo", kakaotalk: "KakaoTalk", telegram: "Telegram", instagram: "Instagram",
  messenger: "Messenger", facebook: "Facebook", url: "URL", cta: "CTA", pdf: "PDF", meta: "Meta", gsm7: "GSM7", ucs2: "UCS2",
};

function fromSample(name: string, body: string): Example {
  const [pattern, group] = GROUPS.find(([start]) => start.test(name)) ?? [/^/, "Others"];
  const words = name.replace(pattern, "").replaceAll("-", " ");
  const title = words.replace(/\S+/g, (word) => NAMES[word] ?? word);
  return { name, group, title: title.charAt(0).toUpperCase() + title.slice(1), body };
}

// The broken ones of the catalog are as many as there are codes.
const good = Object.entries(samples)
  .filter(([name]) => !name.startsWith("broken-"))
  .map(([name, { body }]) => fromSample(name, body));
const broken = codes.map(({ code, title, bad }) => ({ name: code, group: "With a problem", title, body: bad }));

export const groups: readonly string[] = [...GROUPS.map(([, group]) => group), "Others", "With a problem"];
export const examples: readonly Example[] = [...good, ...broken];
