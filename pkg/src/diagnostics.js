// Diagnostics out of words: sentences, spans, pointers.
//
// In: the words behind the slots, the body's text. Out: plain objects. Does not know: why anything was said. The layout is
// that of `write_finding` in src/wasm.rs; the sentences are generated from the catalog.

import { choices, codes, fieldNames, phrases, severities, words } from "../generated/words.js";
import { eventKinds } from "../generated/builders.js";
import { m, recoveredName, slice } from "./slots.js";

/** The most UTF-16 code units of the body's own text that a sentence shows. */
const SHOWN_UNITS_MAX = 60;
/** Characters that act on a terminal or a log instead of being seen. */
const ACTING =
  /[\0-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

const hex4 = (number) => number.toString(16).toUpperCase().padStart(4, "0");

/** Text of the body as it may stand in a log. */
function shown(text) {
  let cut = text;
  if (text.length > SHOWN_UNITS_MAX) {
    const end = SHOWN_UNITS_MAX - ((text.charCodeAt(SHOWN_UNITS_MAX - 1) & 0xfc00) === 0xd800 ? 1 : 0);
    cut = text.slice(0, end) + "…";
  }
  return cut.replace(ACTING, (character) => "\\u" + hex4(character.charCodeAt(0)));
}

/** The diagnostics that begin at a word. `body` is the text as it was sent. */
export function readDiagnostics(at, count, body) {
  const diagnostics = [];
  const cursor = { at };
  while (diagnostics.length < count) diagnostics.push(readDiagnostic(cursor, body));
  return diagnostics;
}

function readDiagnostic(cursor, body) {
  const start = cursor.at;
  const [head, notes, edits, steps] = m.subarray(start, start + 4);
  const span = readSpan(start + 4);
  const args = [readArgument(start + 10, body), readArgument(start + 13, body), readArgument(start + 16, body)];
  cursor.at = start + 19;
  const say = (phrase) => sentence(phrases[phrase], args);
  const diagnostic = { code: codes[head & 0xff], severity: severities[(head >> 8) & 0xff], message: say(head >>> 16) };
  if (notes & 0xffff) diagnostic.help = say((notes & 0xffff) - 1);
  const labels = notes >>> 16 ? [{ span: readSpan(cursor.at), message: say((notes >>> 16) - 1) }] : undefined;
  cursor.at += labels ? 6 : 0;
  const changes = readEdits(cursor, edits & 0xffff, edits >>> 16 !== 0, say);
  diagnostic.path = readPath(cursor, steps);
  diagnostic.pointer = pointerOf(diagnostic.path);
  diagnostic.span = span;
  if (labels) diagnostic.labels = labels;
  if (changes.length > 0) diagnostic.edits = changes;
  const embedded = readEmbedded(cursor);
  if (embedded) diagnostic.embedded = embedded;
  return diagnostic;
}

function readSpan(at) {
  return { start: m[at], end: m[at + 1], line: m[at + 2], column: m[at + 3], endLine: m[at + 4], endColumn: m[at + 5] };
}

function readArgument(at, body) {
  const a = m[at + 1];
  const b = m[at + 2];
  switch (m[at]) {
    case 1:
      return words[a];
    case 2:
      return String(a >>> 0);
    case 3:
      return hex4(a);
    case 4:
      return String.fromCharCode(a);
    case 5:
      return shown(body.slice(a, b));
    case 6:
      return fieldNames[a][b];
    case 7:
      return choices[a][b];
    case 8:
      return eventKinds[a];
    case 9:
      return `"${String.fromCharCode(a)}"`;
    default:
      return "";
  }
}

/** A phrase is a text, or texts and the numbers of arguments in turn. */
function sentence(phrase, args) {
  if (typeof phrase === "string") return phrase;
  let text = "";
  for (const piece of phrase) text += typeof piece === "number" ? args[piece] : piece;
  return text;
}

/** Edits of JSON that stands in a string are written as they must stand there. */
function readEdits(cursor, count, isInner, say) {
  const edits = [];
  while (edits.length < count) {
    const text = say(m[cursor.at]);
    edits.push({ span: readSpan(cursor.at + 1), text: isInner ? JSON.stringify(text).slice(1, -1) : text });
    cursor.at += 7;
  }
  return edits;
}

function readPath(cursor, count) {
  const path = [];
  while (path.length < count) {
    const a = m[cursor.at + 1];
    const b = m[cursor.at + 2];
    const tag = m[cursor.at];
    cursor.at += 3;
    path.push(tag === 0 ? a : tag === 1 ? slice(a, b) : tag === 2 ? JSON.parse(slice(a, b)) : recoveredName(a));
  }
  return path;
}

function readEmbedded(cursor) {
  const code = m[cursor.at];
  cursor.at += 1;
  if (code === 0) return undefined;
  const length = m[cursor.at];
  const units = m.subarray(cursor.at + 1, cursor.at + 1 + length);
  cursor.at += 1 + length;
  let pointer = "";
  for (const unit of units) pointer += String.fromCharCode(unit);
  return { pointer, code: codes[code - 1] };
}

/** RFC 6901, section 3. */
export function pointerOf(path) {
  let pointer = "";
  for (const step of path) {
    pointer += "/" + (typeof step === "string" ? step.replaceAll("~", "~0").replaceAll("/", "~1") : step);
  }
  return pointer;
}
