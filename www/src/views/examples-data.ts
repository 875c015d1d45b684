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
    "!**/*kb*.json", "!**/*bom*.json", "!**/*depth*.json", "!**/*layout*.json", "!**/*surrogate*.json", "!**/*utf8*.json",
    "!**/*combining*.json", "!**/*astral*.json", "!**/*separators*.json", "!**/*fraction*.json", "!**/*uuid-*.json",
    "!**/*of-wrong-type*.json", "!**/*proto*.json", "!**/*key-order*.json", "!**/*html-and-json*.json",
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
  return { name, group, title: words.charAt(0).toUpperCase() + words.slice(1), text };
}

const good = Object.entries(files).map(([path, text]) => fromFile(path, text));
const broken = codes.map(({ code, title, bad }) => ({
  name: code,
  group: "With a problem",
  title,
  text: typeof bad === "string" ? bad : new TextDecoder().decode(bad),
}));

export const groups: readonly string[] = [...GROUPS.map(([, group]) => group), "Others", "With a problem"];
export const examples: readonly Example[] = [...good, ...broken];
