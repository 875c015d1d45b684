// Base64, of either alphabet, as AWS Lambda, Kinesis and Pub/Sub hand bodies on.
//
// In: text. Out: what it decodes to, where that is text that opens as a body does. Does not know: where it stood.
//
// Why it exists: what is base64 looks like any long word, so only what comes out of it tells.

import type { Layer } from "./layer";

const DATA_ADDRESS = /^data:[\w/+.;=-]{0,200};base64,/;
/** Enough to see how it opens; a whole number of groups. */
const HEAD_UNITS = 64;

export const base64: Layer = (text) => {
  const data = text.trim().replace(DATA_ADDRESS, "");
  if (!/^[A-Za-z0-9+/_-][A-Za-z0-9+/_\s-]{14,}={0,2}$/.test(data)) return undefined;
  const groups = data.replace(/\s/g, "").replaceAll("-", "+").replaceAll("_", "/");
  try {
    // Most that looks like base64 is none, and need not be decoded to its end.
    if (!/^\s*(?:\xef\xbb\xbf)?\s*[{["]/.test(atob(groups.slice(0, HEAD_UNITS)))) return undefined;
    const bytes = Uint8Array.from(atob(groups), (character) => character.charCodeAt(0));
    return { insides: [new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes)], note: "Base64: decoded" };
  } catch {
    return undefined;
  }
};
