// Options, checked: misuse is named, never guessed at.
//
// In: what a caller passed. Out: what the module needs to know. Does not know: bodies.
//
// Why it exists: the module gets numbers, and a wrong option would become a wrong number without a word.

import { BODY_BYTES_MAX, OFFSET_MAX } from "../generated/border.js";
import { codes, severities, tunable } from "../generated/words.js";
import { eventKinds } from "../generated/builders.js";

/** Says that some kinds are named, also when none is. */
const EXPECTS = 1 << 31;

/** What nobody has said anything about. */
export const USUAL = { strict: false, expect: 0, levels: undefined, maxBytes: BODY_BYTES_MAX };

/**
 * What a caller wants, checked. All of it is read before a body is: a getter among the options may call `parse` itself.
 */
export function wantsOf(options) {
  if (options === undefined) return USUAL;
  checkOptions(options);
  const { strict, severity, expect, maxBytes } = options;
  return {
    strict: flagOf("strict", strict) ?? false,
    expect: expectOf(expect),
    levels: levelsOf(severity),
    maxBytes: maxBytesOf(maxBytes),
  };
}

/** Refuses options that are no object with names, as an array or a Map is. */
export function checkOptions(options) {
  if (!hasNames(options)) throw new TypeError(`The options must be an object, found ${describe(options)}.`);
}

/** Whether a value is an object whose members are its own, of any realm. */
function hasNames(value) {
  return Object.prototype.toString.call(value) === "[object Object]";
}

/** An option that is true, false, or not there. */
export function flagOf(name, flag) {
  if (flag !== undefined && typeof flag !== "boolean") {
    throw new TypeError(`${name} must be true or false, found ${describe(flag)}.`);
  }
  return flag;
}

/** The longest body that is read. */
function maxBytesOf(maxBytes) {
  if (maxBytes === undefined) return BODY_BYTES_MAX;
  if (typeof maxBytes !== "number" || !(maxBytes >= 0)) {
    throw new TypeError(`maxBytes must be a number of bytes, found ${describe(maxBytes)}.`);
  }
  return Math.min(Math.floor(maxBytes), OFFSET_MAX);
}

/** Hands the options of the next call to the module. */
export function configure(exports, wants) {
  const address = exports.configure(wants.strict, wants.expect, wants.maxBytes);
  if (wants.levels) new Uint8Array(exports.memory.buffer, address, codes.length).set(wants.levels);
}

/** The bits of the expected kinds. */
function expectOf(expect) {
  if (expect === undefined) return 0;
  if (!Array.isArray(expect)) throw new TypeError(`expect must be an array of event kinds, found ${describe(expect)}.`);
  let bits = EXPECTS;
  for (const kind of expect) {
    const place = eventKinds.indexOf(kind);
    if (place < 0) throw new TypeError(`expect names no event kind with ${describe(kind)}; there are: ${eventKinds.join(", ")}.`);
    bits |= 1 << place;
  }
  return bits;
}

/** One byte for each code: 0 usual, 1 error, 2 warning, 3 info, 4 off. */
function levelsOf(severity) {
  if (severity === undefined) return undefined;
  if (!hasNames(severity)) {
    throw new TypeError(`severity must be an object with codes as names, found ${describe(severity)}.`);
  }
  const levels = new Uint8Array(codes.length);
  for (const [code, level] of Object.entries(severity)) {
    if (level === undefined) continue;
    const place = codes.indexOf(code);
    if (place < 0) throw new TypeError(`severity names no diagnostic code with ${describe(code)}.`);
    if (tunable[place] !== "1") throw new TypeError(`${code} always withholds the event: its severity cannot be set.`);
    const wanted = level === "off" ? 3 : severities.indexOf(level);
    if (wanted < 0) throw new TypeError(`severity.${code} must be "error", "warning", "info" or "off", found ${describe(level)}.`);
    levels[place] = wanted + 1;
  }
  return levels;
}

/** Refuses what is no event. */
export function checkEvent(asks, event) {
  if (isEvent(event)) return;
  throw new TypeError(`${asks} expects an event, as in ${asks}(result.event), found ${describe(event)}.`);
}

/** Refuses what is no delivery receipt that says how far its message is. `call`: how it is asked. */
export function checkReceipt(asks, receipt, call) {
  if (isEvent(receipt) && receipt.payload?.status && receipt.payload.umid) return;
  const isReceipt = receipt?.kind?.endsWith?.("delivery-receipt");
  const found = isEvent(receipt) ? `an event ${receipt.kind}${isReceipt ? " without umid or status" : ""}` : describe(receipt);
  throw new TypeError(`${asks} expects a delivery receipt, as in ${call}, found ${found}.`);
}

/** Whether a value is an event, and not the result that it is in. */
function isEvent(value) {
  return typeof value?.kind === "string" && value.event === undefined;
}

/** A value, in a few words, for a message about misuse. */
export function describe(value) {
  if (value === null || value === undefined) return String(value);
  if (typeof value === "string") return JSON.stringify(value.length > 40 ? value.slice(0, 40) + "…" : value);
  if (typeof value === "object") return classOf(value);
  return typeof value === "function" ? "a function" : `${typeof value} ${String(value)}`;
}

/** What an object is: by what it calls itself, or by its class. */
function classOf(value) {
  const tag = Object.prototype.toString.call(value).slice(8, -1);
  const name = tag === "Object" ? Object.getPrototypeOf(value)?.constructor?.name : undefined;
  return typeof name === "string" && name !== "" ? name : tag;
}
