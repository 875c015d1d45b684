// parse, parseValue, parseOrThrow.
//
// In: a body. Out: a result, always – it throws on misuse alone. Does not know: how an event is laid out; the generated
// builders do. The body is copied into the module's memory, read there, and built from slices of the text.
//
// Why it exists: between JavaScript and the module nothing passes but numbers. Here is decided in which encoding a body goes over,
// and all of a result is put together.

import {
  HASH_BYTES, SENT_ASCII, SENT_BYTES, SENT_TEXT, SENT_UTF_16, STATUS_ASCII, STATUS_FAULTY, STATUS_FOLLOWS, STATUS_HASH,
  STATUS_INNER, STATUS_KIND, STATUS_LOWER, STATUS_NULLS, STATUS_OK, STATUS_READ, STATUS_VERBATIM, UNITS_WIDENED_MAX,
  UTF8_BYTES_OF_UNIT,
} from "../generated/border.js";
import { buildEvent, eventKinds, keyOf } from "../generated/builders.js";
import { TOO_LARGE, codes, fieldNames, phrases } from "../generated/words.js";
import { bytesOf } from "./body.js";
import { readDiagnostics, remember, retell, withoutSpans } from "./diagnostics.js";
import { Members } from "./members.js";
import { USUAL, configure, wantsOf } from "./options.js";
import {
  ascii, decode, encodeInto, forget, giveBack, keepWords, look, m, readFrom, reader, recoveredWhole, viewOf, whole,
} from "./slots.js";
import { textOf } from "./value.js";

/** Of a body that is too long, so much is looked at to say where it is: what is longer may not fit a string. */
const SHOWN_BYTES = 256 * 1024 * 1024;

/** The module's input, as far as it was asked for, and whose it is. Asking a memory for its buffer is slow, so it is asked
 * only when the view has lost its bytes (memory that grows takes them) or the instance is another. */
let input = /* @__PURE__ */ new Uint8Array(0);
let owner;

/** No input. */
const NONE = input;

/** Whether the last text was not ASCII; most likely the next one is not either, since it is of the same language. */
let isWide = false;

/** For a text of more than `UNITS_WIDENED_MAX` no room is made that it needs only if it is not ASCII, until so many of its units
 * have been looked at. */
const UNITS_LOOKED_AT = 4096;

/** Room for a body in the memory of the module. */
function inputOf(exports, bytes) {
  if (input.length === 0 || input.length < bytes || owner !== exports) {
    const address = exports.reserve(bytes);
    input = viewOf(exports, address, bytes);
    owner = exports;
  }
  return input;
}

/** Reads one body. */
export function parse(body, options) {
  return read(body, options === undefined ? USUAL : wantsOf(options), "parse");
}

/** The same for any function that takes a body: `name` is the one that misuse is told of. */
export function read(body, wants, name) {
  if (typeof body === "string") {
    if (body.length > wants.maxBytes) return tooLarge(body, wants.maxBytes);
    return reader.run(readText, body, wants);
  }
  const bytes = bytesOf(body, name);
  if (bytes.length > wants.maxBytes) return tooLarge(decode(new Uint8Array(bytes.subarray(0, SHOWN_BYTES))), wants.maxBytes);
  return reader.run(readBytes, bytes, wants);
}

function readText(exports, body, wants) {
  const looksWide = body.length <= UNITS_WIDENED_MAX || roomOf(body) <= input.length ? isWide : beginsWide(exports, body);
  return result(exports, looksWide ? readUnits(exports, body, wants) : readUtf8(exports, body, wants), body);
}

/** Whether the beginning of a long text is not ASCII. */
function beginsWide(exports, body) {
  const { read, written } = encodeInto(body, inputOf(exports, UNITS_LOOKED_AT).subarray(0, UNITS_LOOKED_AT));
  return written > read;
}

/** How many bytes a text needs at most: as UTF-8, and in UTF-16 behind room for a byte for each unit, in an even place. */
function roomOf({ length }) {
  return UTF8_BYTES_OF_UNIT * length + 1;
}

function readUtf8(exports, body, wants) {
  // Most bodies are ASCII: room for three bytes a unit is made only when it is needed.
  const room = inputOf(exports, body.length + 16);
  const { read, written } = encodeInto(body, room);
  if (read < body.length) {
    inputOf(exports, roomOf(body));
    return readUnits(exports, body, wants);
  }
  if (wants !== USUAL) configure(exports, wants);
  const isAscii = written === body.length;
  isWide = !isAscii && room.write !== undefined;
  return exports.read(written, isAscii ? SENT_ASCII : SENT_TEXT);
}

/** Reads a text that is probably not ASCII. Written as UTF-8 it would take V8 three to five times as long as one that is, and
 * its offsets would be others. The module gets it behind room for a byte for each unit, in an even place: all of this is the
 * room for its UTF-8. */
function readUnits(exports, body, wants) {
  const { length } = body;
  const room = inputOf(exports, roomOf(body));
  if (room.write === undefined) return readUtf8(exports, body, wants);
  room.write(body, length + (length & 1), "utf16le");
  if (wants !== USUAL) configure(exports, wants);
  const address = exports.read(length, SENT_UTF_16);
  // It is long, and its characters matter.
  if (address === 0) return readUtf8(exports, body, wants);
  isWide = (look(exports, address)[0] & STATUS_ASCII) === 0;
  return address;
}

function readBytes(exports, bytes, wants) {
  inputOf(exports, bytes.length).set(bytes);
  if (wants !== USUAL) configure(exports, wants);
  const address = exports.read(bytes.length, SENT_BYTES);
  // The module's own copy: no other thread can change it.
  const copy = inputOf(exports, bytes.length);
  const isAscii = (look(exports, address)[0] & STATUS_ASCII) !== 0;
  const body = isAscii
    ? ascii(copy.byteOffset, bytes.length)
    : decode(new Uint8Array(copy.buffer, copy.byteOffset, bytes.length));
  return result(exports, address, body);
}

/** The result of the body that the module has just read. */
function result(exports, address, body) {
  const w = look(exports, address);
  const status = w[0];
  const kind = (status >> 16) & 0xff;
  const shape = status >> 24;
  const block = w[1];
  const count = w[2];
  const start = count === 0 ? 0 : w[3];
  const omitted = count === 0 ? 0 : w[4];
  const hash = status & STATUS_HASH ? ascii(w[5], HASH_BYTES) : undefined;
  const nulls = status & STATUS_NULLS ? w[6] : 0;
  readFrom(status & STATUS_INNER ? decode(new Uint8Array(w.buffer, w[7], w[8])) : body, (status & STATUS_LOWER) !== 0, w[10]);
  if (status & STATUS_FAULTY) keepWords(w[9]);
  const precedent = w[11] >>> 0;
  const jsonOfBody = status & STATUS_VERBATIM ? undefined : status & STATUS_FAULTY ? recoveredWhole : whole;
  const event = status & STATUS_OK ? buildEvent(kind, block, shape, hash, jsonOfBody) : null;
  if (nulls !== 0) putNulls(event, nulls);
  const diagnostics =
    count === 0 ? [] : status & STATUS_FOLLOWS ? retell(reader.number, precedent, start) : readDiagnostics(start, count, body);
  if (precedent !== 0 && (status & STATUS_FOLLOWS) === 0) remember(reader.number, precedent, diagnostics);
  const outcome =
    event === null
      ? failureOf(diagnostics, omitted, status, kind, block, shape, hash, jsonOfBody)
      : { ok: true, event, diagnostics, omitted };
  forget();
  if (giveBack()) {
    input = NONE;
    owner = undefined;
  }
  return outcome;
}

/** Puts the nulls into the body of an event, which is made of the parts of the event: whatever holds one is copied first. */
function putNulls(event, at) {
  while (m[at] !== 0) {
    const last = at + 2 * m[at] - 1;
    let part = event;
    let holder = event.body;
    for (at += 1; at < last; at += 2) {
      const step = stepAt(at);
      part = part[step];
      // Unless another null was put into it. What is put into an object that was spread takes V8 the slow way.
      if (holder[step] === part) holder[step] = Array.isArray(part) ? [...part] : Object.assign(new Members(), part);
      holder = holder[step];
    }
    holder[stepAt(at)] = null;
    at += 2;
  }
}

/** The name of a member or the index of an element, out of two words of `write_nulls` in src/wasm/nulls.rs. */
function stepAt(at) {
  return m[at] < 0 ? m[at + 1] : fieldNames[m[at]][m[at + 1]];
}

/** A failure, with what could be read in spite of the errors. */
function failureOf(diagnostics, omitted, status, kind, block, shape, hash, jsonOfBody) {
  if ((status & STATUS_READ) === 0) return { ok: false, event: null, diagnostics, omitted };
  if ((status & STATUS_KIND) === 0) return { ok: false, event: null, diagnostics, omitted, partial: recoveredWhole() };
  const name = eventKinds[kind];
  const key = keyOf(kind, block, hash);
  const partial = buildEvent(kind, block, shape, hash, jsonOfBody);
  return key === undefined
    ? { ok: false, event: null, diagnostics, omitted, kind: name, partial }
    : { ok: false, event: null, diagnostics, omitted, kind: name, key, partial };
}

/** A body that is longer than is read: the module does not get it. */
function tooLarge(body, maxBytes) {
  const start = unitsWithin(body, maxBytes);
  const [at, end] = [placeOf(body, start), placeOf(body, body.length)];
  const diagnostic = {
    code: codes[TOO_LARGE.code],
    severity: "error",
    message: phrases[TOO_LARGE.message].map((piece) => (piece === 0 ? maxBytes : piece)).join(""),
    help: phrases[TOO_LARGE.help],
    pointer: "",
    path: [],
    span: { start, end: body.length, line: at.line, column: at.column, endLine: end.line, endColumn: end.column },
  };
  return { ok: false, event: null, diagnostics: [diagnostic], omitted: 0 };
}

/** How many UTF-16 code units of a text have room in so many bytes of UTF-8. */
function unitsWithin(body, maxBytes) {
  return encodeInto(body, new Uint8Array(maxBytes)).read;
}

function placeOf(body, offset) {
  let line = 1;
  let lineStart = 0;
  for (let at = 0; at < offset; at++) {
    const unit = body.charCodeAt(at);
    // CR and LF together end one line.
    if (unit === 10 || (unit === 13 && body.charCodeAt(at + 1) !== 10)) {
      line += 1;
      lineStart = at + 1;
    }
  }
  return { line, column: offset - lineStart + 1 };
}

/** Reads JSON that was parsed already. */
export function parseValue(value, options) {
  const wants = wantsOf(options);
  const outcome = read(textOf(value, wants.maxBytes), wants, "parseValue");
  outcome.diagnostics = outcome.diagnostics.map(withoutSpans);
  return outcome;
}

/** The error of parseOrThrow: all of the failure, as an Error. */
export class WebhookParseError extends Error {
  constructor(failure) {
    const errors = failure?.diagnostics?.filter?.(({ severity }) => severity === "error") ?? [];
    const [first] = errors;
    if (first === undefined) throw new TypeError("WebhookParseError expects a result of parse that has no event.");
    const where = first.span ? `line ${first.span.line}, column ${first.span.column}` : first.pointer || "the root";
    super(`${first.message} (${first.code}, ${where}${errors.length > 1 ? `, and ${errors.length - 1} more` : ""})`);
    Object.assign(this, failure);
    this.code = first.code;
  }

  get name() {
    return "WebhookParseError";
  }
}

/** Reads one body; throws what withholds the event. */
export function parseOrThrow(body, options) {
  const outcome = read(body, wantsOf(options), "parseOrThrow");
  if (outcome.ok) return outcome.event;
  throw new WebhookParseError(outcome);
}
