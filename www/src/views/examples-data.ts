// The examples: every kind, version and type, and a broken one for every code.
//
// In: the sample bodies that the tests of the library accept, and the catalog. Out: names, titles, texts. Does not know:
// how they are chosen. They are built into the page, so that showing one asks nobody for anything.

import { codes } from "chatapps-webhook/catalog";

export interface Example {
  readonly name: string;
  readonly group: string;
  readonly title: string;
  readonly text: string;
}

const files = import.meta.glob<string>(
  [
    "../../../tests/fixtures/accept/*.json",
    // Big ones, and those that differ in nothing a person would look at.
    "!../../../tests/fixtures/accept/*kb*.json", "!../../../tests/fixtures/accept/*bom*.json", "!../../../tests/fixtures/accept/*depth*.json", "!../../../tests/fixtures/accept/*layout*.json", "!../../../tests/fixtures/accept/*surrogate*.json", "!../../../tests/fixtures/accept/*utf8*.json",
    "!../../../tests/fixtures/accept/*combining*.json", "!../../../tests/fixtures/accept/*astral*.json", "!../../../tests/fixtures/accept/*separators*.json", "!../../../tests/fixtures/accept/*fraction*.json", "!../../../tests/fixtures/accept/*uuid-*.json",
    "!../../../tests/fixtures/accept/*of-wrong-type*.json", "!../../../tests/fixtures/accept/*proto*.json", "!../../../tests/fixtures/accept/*key-order*.json", "!../../../tests/fixtures/accept/*html-and-json*.json",
  ],
  { query: "?raw", import: "default", eager: true },
);

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

function fromFile(path: string, text: string): Example {
  const name = path.replace(/^.*\//, "").replace(/\.json$/, "");
  const [pattern, group] = GROUPS.find(([start]) => start.test(name)) ?? [/^/, "Others"];
  const words = name.replace(pattern, "").replaceAll("-", " ");
  const title = words.replace(/\S+/g, (word) => NAMES[word] ?? word);
  return { name, group, title: title.charAt(0).toUpperCase() + title.slice(1), text };
}

/** Words that are not written in small letters. */
const NAMES: Readonly<Record<string, string>> = {
  bsuid: "BSUID", msisdn: "phone number", rcs: "RCS", sms: "SMS", line: "LINE", viber: "Viber", whatsapp: "WhatsApp",
  google: "Google", wechat: "WeChat", zalo: "Zalo", kakaotalk: "KakaoTalk", telegram: "Telegram", instagram: "Instagram",
  messenger: "Messenger", facebook: "Facebook", url: "URL", cta: "CTA", pdf: "PDF", meta: "Meta", gsm7: "GSM7", ucs2: "UCS2",
};

const good = Object.entries(files).map(([path, text]) => fromFile(path, text));
const broken = codes.map(({ code, title, bad }) => ({
  name: code,
  group: "With a problem",
  title,
  text: typeof bad === "string" ? bad : new TextDecoder().decode(bad),
}));

export const groups: readonly string[] = [...GROUPS.map(([, group]) => group), "Others", "With a problem"];
export const examples: readonly Example[] = [...good, ...broken];
