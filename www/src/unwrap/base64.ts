// Base64, of either alphabet, as AWS Lambda, Kinesis and Pub/Sub hand bodies on.
//
// In: text. Out: what it decodes to, where that is text that opens as a body does. Does not know: where it stood.

import type { Layer } from "./layer";

const DATA_ADDRESS = /^data:[\w/+.;=-]{0,200};base64,/;

export const base64: Layer = (text) => {
  const data = text.trim().replace(DATA_ADDRESS, "");
  if (!/^[A-Za-z0-9+/_-][A-Za-z0-9+/_\s-]{14,}={0,2}$/.test(data)) return undefined;
  try {
    const binary = atob(data.replace(/\s/g, "").replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    const inside = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    return /^\s*\ufeff?\s*[{["]/.test(inside) ? { insides: [inside], note: "Base64: decoded" } : undefined;
  } catch {
    return undefined;
  }
};
