// JSON text of a value that somebody else has parsed.
//
// In: a JSON value, of any realm. Out: its text – or a TypeError for what is no JSON value, named with its path. Does not
// know: events. No recursion: a value nested beyond the limit, or one that holds itself, is cut where the reader finds it
// too deep.

import { describe } from "./options.js";
import { pointerOf } from "./diagnostics.js";

/** One level more than is read, so that the reader sees that there is more. */
const DEPTH_MAX = 129;

/** The JSON text of a value. */
export function textOf(value) {
  const pieces = [];
  const open = [];
  let next = { value, path: [] };
  for (;;) {
    const container = write(next, open.length, pieces);
    if (container) open.push(container);
    let top = open.at(-1);
    while (top && top.at === top.entries.length) {
      pieces.push(top.closing);
      open.pop();
      top = open.at(-1);
    }
    if (!top) return pieces.join("");
    if (top.at > 0) pieces.push(",");
    next = step(top, pieces);
  }
}

/** The next member or element of an open object or array. */
function step(container, pieces) {
  const entry = container.entries[container.at];
  const step = container.isArray ? container.at : entry;
  container.at += 1;
  if (!container.isArray) pieces.push(JSON.stringify(entry), ":");
  return { value: container.value[step], container, step };
}

/** Writes a scalar, or opens an object or array. */
function write(next, depth, pieces) {
  const { value } = next;
  switch (typeof value) {
    case "string":
    case "boolean":
      pieces.push(JSON.stringify(value));
      return undefined;
    case "number":
      if (!Number.isFinite(value)) throw misuse(next, String(value));
      pieces.push(JSON.stringify(value));
      return undefined;
    case "object":
      if (value === null) {
        pieces.push("null");
        return undefined;
      }
      return open(next, depth, pieces);
    default:
      throw misuse(next, describe(value));
  }
}

function open(next, depth, pieces) {
  const { value } = next;
  const isArray = Array.isArray(value);
  if (!isArray && !isPlain(value)) throw misuse(next, describe(value));
  pieces.push(isArray ? "[" : "{");
  const isCut = depth + 1 >= DEPTH_MAX;
  const entries = isCut ? [] : isArray ? Array.from(value) : Object.keys(value).filter((key) => value[key] !== undefined);
  return { value: isArray ? entries : value, isArray, entries, at: 0, closing: isArray ? "]" : "}", from: next };
}

/** Whether an object is made of members alone, in whatever realm. */
function isPlain(value) {
  if (Object.prototype.toString.call(value) !== "[object Object]") return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function misuse(next, found) {
  const path = [];
  for (let at = next; at.container; at = at.container.from) path.unshift(at.step);
  const where = path.length > 0 ? ` at ${pointerOf(path)}` : "";
  const help =
    typeof next.value?.then === "function"
      ? "await it first"
      : typeof next.value?.text === "function"
        ? "pass its text to parse(await request.text())"
        : "pass what JSON.parse gives, or the raw body to parse(body)";
  return new TypeError(`parseValue expects a JSON value, found ${found}${where}: ${help}.`);
}
