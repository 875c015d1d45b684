// JSON text of a value that somebody else has parsed.
//
// In: a JSON value, of any realm. Out: its text – or a TypeError for what is no JSON value, named with its path. Does not
// know: events. No recursion: a value nested beyond the limit is cut where the reader finds it too deep, and one that holds
// itself is written as one that is. Text that is longer than will be read is not written to its end: a value may name the
// same object many times.
//
// Why it exists: many frameworks hand over JSON that they have parsed. It is judged by the same reader as a text, so that there is
// one law and not two.

import { describe } from "./options.js";
import { pointerOf } from "./diagnostics.js";

/** One level more than is read, so that the reader sees that there is more. */
const DEPTH_MAX = 129;

/** The JSON text of a value, or more than `maxLength` units of it. */
export function textOf(root, maxLength) {
  let text = "";
  let value = root;
  /** The objects and arrays that are being written, from the root on. */
  const open = [];
  while (text.length <= maxLength) {
    text += typeof value === "object" && value !== null ? begun(value, open) : scalar(value, open);
    let top = open.at(-1);
    while (top && top.at === top.length) {
      text += top.keys ? "}" : "]";
      open.pop();
      top = open.at(-1);
    }
    if (!top) break;
    if (top.at > 0) text += ",";
    top.at += 1;
    const step = stepOf(top);
    if (top.keys) text += quoted(step) + ":";
    value = top.value[step];
  }
  return text;
}

/** The name of the member or the index of the element that is being written. */
function stepOf({ keys, at }) {
  return keys ? keys[at - 1] : at - 1;
}

/** What is neither an object nor an array. */
function scalar(value, open) {
  switch (typeof value) {
    case "string":
      return quoted(value);
    case "boolean":
      return String(value);
    case "number":
      if (Number.isNaN(value)) throw misuse(value, open, "NaN");
      return numberText(value);
    case "object":
      return "null";
    default:
      throw misuse(value, open, describe(value));
  }
}

/** Up to so many units JSON.stringify takes longer than to look at each. */
const SHORT_UNITS = 100;

function quoted(text) {
  return text.length <= SHORT_UNITS && needsNoEscape(text) ? `"${text}"` : JSON.stringify(text);
}

/** Whether a string stands in JSON as it is: no quote, backslash or control, and nothing that may be half of a surrogate pair. No
 * regular expression: of those V8 keeps the last text they met alive. */
function needsNoEscape(text) {
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0x20 || unit === 0x22 || unit === 0x5c || (unit & 0xf800) === 0xd800) return false;
  }
  return true;
}

/** JSON.parse gives Infinity for 1e999, and -0 for -0. */
function numberText(value) {
  if (!Number.isFinite(value)) return value > 0 ? "1e999" : "-1e999";
  return Object.is(value, -0) ? "-0" : String(value);
}

/** The bracket an object or array begins with; of one that is nested too deep, or holds itself, the brackets of one that is. */
function begun(value, open) {
  const isArray = Array.isArray(value);
  if (!isArray && !isPlain(value)) throw misuse(value, open, describe(value));
  const levels = DEPTH_MAX - open.length;
  if (levels <= 1 || open.some((container) => container.value === value)) return "[".repeat(levels) + "]".repeat(levels);
  // JSON.stringify leaves out what is undefined, and a framework may have put it there.
  const keys = isArray ? undefined : Object.keys(value).filter((key) => value[key] !== undefined);
  open.push({ value, keys, length: isArray ? value.length : keys.length, at: 0 });
  return isArray ? "[" : "{";
}

/** Whether an object is made of members alone, in whatever realm. */
function isPlain(value) {
  if (Object.prototype.toString.call(value) !== "[object Object]") return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function misuse(value, open, found) {
  const path = open.map(stepOf);
  const where = path.length > 0 ? ` at ${pointerOf(path)}` : "";
  const help =
    typeof value?.then === "function"
      ? "await it first"
      : typeof value?.text === "function"
        ? "pass its text to parse(await request.text())"
        : "pass what JSON.parse gives, or the raw body to parse(body)";
  return new TypeError(`parseValue expects a JSON value, found ${found}${where}: ${help}.`);
}
