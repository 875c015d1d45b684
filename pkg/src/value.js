// JSON text of a value that somebody else has parsed.
//
// In: a JSON value, of any realm. Out: its text – or a TypeError for what is no JSON value, named with its path. Does not
// know: events. No recursion: a value nested beyond the limit is cut where the reader finds it too deep, and one that holds
// itself is written as one that is. Text that is longer than will be read is not written to its end: a value may name the
// same object many times.

import { describe } from "./options.js";
import { pointerOf } from "./diagnostics.js";

/** One level more than is read, so that the reader sees that there is more. */
const DEPTH_MAX = 129;

/** The JSON text of a value, or more than `maxLength` units of it. */
export function textOf(value, maxLength) {
  const pieces = [];
  const open = [];
  const isOpen = new Set();
  let length = 0;
  const write = (piece) => {
    pieces.push(piece);
    length += piece.length;
  };
  let next = { value };
  while (length <= maxLength) {
    const container = begin(next, open.length, isOpen, write);
    if (container) {
      open.push(container);
      isOpen.add(container.value);
    }
    let top = open.at(-1);
    while (top && top.at === top.length) {
      write(top.keys ? "}" : "]");
      isOpen.delete(top.value);
      open.pop();
      top = open.at(-1);
    }
    if (!top) break;
    if (top.at > 0) write(",");
    next = step(top, write);
  }
  return pieces.join("");
}

/** The next member or element of an open object or array. */
function step(container, write) {
  const { keys, value } = container;
  const step = keys ? keys[container.at] : container.at;
  container.at += 1;
  if (keys) write(JSON.stringify(step) + ":");
  return { value: value[step], container, step };
}

/** Writes a scalar, or begins an object or array. */
function begin(next, depth, isOpen, write) {
  const { value } = next;
  switch (typeof value) {
    case "string":
    case "boolean":
      write(JSON.stringify(value));
      return undefined;
    case "number":
      if (Number.isNaN(value)) throw misuse(next, "NaN");
      write(numberText(value));
      return undefined;
    case "object":
      if (value === null) {
        write("null");
        return undefined;
      }
      return open(next, depth, isOpen, write);
    default:
      throw misuse(next, describe(value));
  }
}

/** JSON.parse gives Infinity for 1e999, and -0 for -0. */
function numberText(value) {
  if (!Number.isFinite(value)) return value > 0 ? "1e999" : "-1e999";
  return Object.is(value, -0) ? "-0" : String(value);
}

function open(next, depth, isOpen, write) {
  const { value } = next;
  const isArray = Array.isArray(value);
  if (!isArray && !isPlain(value)) throw misuse(next, describe(value));
  const levels = DEPTH_MAX - depth;
  if (levels <= 1 || isOpen.has(value)) {
    write("[".repeat(levels) + "]".repeat(levels));
    return undefined;
  }
  // JSON.stringify leaves out what is undefined, and a framework may have put it there.
  const keys = isArray ? undefined : Object.keys(value).filter((key) => value[key] !== undefined);
  write(isArray ? "[" : "{");
  return { value, keys, length: isArray ? value.length : keys.length, at: 0, from: next };
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
