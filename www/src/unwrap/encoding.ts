// Text whose quotes were encoded as a whole: by HTML, by nginx, for an address.
//
// In: text. Out: the same, decoded. Does not know: what it is. Why the first brace decides: a body may have such things in its
// values, and there they are what was sent.

import type { Layer } from "./layer";
import { named } from "../named";

const SPACE = "(?:\\s|\\\\[nrt]|&nbsp;)*";
const ENTITY = "&(?:amp;){0,3}(?:quot|#34|#x22);";
/** A brace and the quote behind it: of one of the three, or one that needs no decoding. */
const FIRST = new RegExp(`\\{${SPACE}(?:(${ENTITY})|(\\\\x22)|["'\\\\])|(%7B(?:%0D|%0A|%09|%20|\\+)*%22)`, "i");
const NAMES: Readonly<Record<string, string>> = named({ quot: '"', apos: "'", amp: "&", lt: "<", gt: ">", nbsp: " " });

export const encoded: Layer = (text) => {
  const [, entity, byte, percent] = FIRST.exec(text) ?? [];
  if (entity !== undefined) return { insides: [withoutEntities(text)], note: "HTML: the entities decoded" };
  if (byte !== undefined) return { insides: [withoutBytes(text)], note: "Escaped bytes: decoded" };
  return percent === undefined ? undefined : fromAddress(text);
};

function withoutEntities(text: string): string {
  return text.replace(/&(?:([a-z]{2,4})|#(\d{1,7})|#x([0-9a-f]{1,6}));/gi, (all, name: string, decimal: string, hex: string) => {
    if (name !== undefined) return NAMES[name.toLowerCase()] ?? all;
    const number = decimal === undefined ? parseInt(hex, 16) : Number(decimal);
    return number <= 0x10ffff ? String.fromCodePoint(number) : all;
  });
}

/** nginx writes quotes, backslashes and all that is beyond ASCII as bytes. */
function withoutBytes(text: string): string {
  return text.replace(/(?:\\x[0-9a-f]{2})+/gi, (run) => {
    const bytes = run.slice(2).split(/\\x/i).map((hex) => parseInt(hex, 16));
    return new TextDecoder("utf-8", { ignoreBOM: true }).decode(Uint8Array.from(bytes));
  });
}

/** In a form, a space is a plus. */
function fromAddress(text: string): ReturnType<Layer> {
  const runs = text.match(/%7B(?:%0D|%0A|%09|%20|\+)*%22[\w%+.*~!'()-]*/gi) ?? [];
  try {
    const insides = runs.map((run) => decodeURIComponent(run.replaceAll("+", " ")));
    return insides.length === 0 ? undefined : { insides, note: "URL-encoded text: decoded" };
  } catch {
    return undefined;
  }
}
