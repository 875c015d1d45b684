// Diagnostics out of words: sentences, spans, pointers.
//
// In: the words behind the slots, the body's text. Out: plain objects. Does not know: why anything was said. The layout is
// that of `write_finding` in src/wasm/diagnostics.rs; the sentences are generated from the catalog.
//
// Why it exists: a sentence that nobody reads need not be written in the module, nor cross its border.

import {
  ARGUMENT_WORDS, DIAGNOSTIC_ARGUMENTS_WORDS, DIAGNOSTIC_HEAD_WORDS, PRECEDENT_PLACES, SPAN_WORDS,
} from "../generated/border.js";
import { ACTING, SHOWN_UNITS_MAX, choices, codes, fieldNames, phrases, severities, words } from "../generated/words.js";
import { eventKinds } from "../generated/builders.js";
import { copied, m, recoveredName, slice } from "./slots.js";

const hex4 = (number) => number.toString(16).toUpperCase().padStart(4, "0");

/** A part of the body as it may stand in a log: a copy, since messages are kept longer than bodies. */
function shown(body, start, end) {
  let cut = copied(body, start, Math.min(end, start + SHOWN_UNITS_MAX));
  if (end - start > SHOWN_UNITS_MAX) {
    const whole = SHOWN_UNITS_MAX - ((cut.charCodeAt(SHOWN_UNITS_MAX - 1) & 0xfc00) === 0xd800 ? 1 : 0);
    cut = cut.slice(0, whole) + "…";
  }
  return cut.replace(ACTING, (character) => "\\u" + hex4(character.charCodeAt(0)));
}

/** Where the reading of the words stands. */
let at = 0;

/** The diagnostics that begin at a word. `body` is the text as it was sent. */
export function readDiagnostics(start, count, body) {
  const diagnostics = [];
  at = start;
  while (diagnostics.length < count) diagnostics.push(readDiagnostic(body));
  return diagnostics;
}

/** What was told of bodies that others follow, each at the place that the last bits of its number name (src/border.rs). Whoever
 * got it may have changed it, so this is a copy. */
const known = [];

/** Keeps the diagnostics of a body whose number no other has that this instance reads, which has a number as well. */
export function remember(instance, number, diagnostics) {
  known[number % PRECEDENT_PLACES] = { instance, number, diagnostics: diagnostics.map(keptOf) };
}

/** A copy without spans, in which all that a diagnostic may have has a place. */
function keptOf({ code, severity, message, help, pointer, path, labels, edits, embedded }) {
  return {
    code,
    severity,
    message,
    help,
    pointer,
    path: path.slice(),
    label: labels?.[0].message,
    texts: edits?.map(({ text }) => text),
    embedded: embedded && { ...embedded },
  };
}

/** The diagnostics of a body that follows: the words are their spans. */
export function retell(instance, number, start) {
  const told = known[number % PRECEDENT_PLACES];
  // Something came between hearing of it and keeping it. A new instance begins from the beginning.
  if (told?.number !== number || told.instance !== instance) throw new WebAssembly.RuntimeError("an unknown precedent");
  at = start;
  return told.diagnostics.map(retold);
}

function retold({ code, severity, message, help, pointer, path, label, texts, embedded }) {
  const span = nextSpan();
  const labels = label === undefined ? undefined : [{ span: nextSpan(), message: label }];
  const edits = texts?.map((text) => ({ span: nextSpan(), text }));
  const place = embedded && { pointer: embedded.pointer, code: embedded.code };
  return diagnosticOf(code, severity, message, help, pointer, path.slice(), span, labels, edits, place);
}

/** A diagnostic that has what there is. */
function diagnosticOf(code, severity, message, help, pointer, path, span, labels, edits, embedded) {
  const diagnostic =
    help === undefined
      ? { code, severity, message, pointer, path, span }
      : { code, severity, message, help, pointer, path, span };
  if (labels !== undefined) diagnostic.labels = labels;
  if (edits !== undefined) diagnostic.edits = edits;
  if (embedded !== undefined) diagnostic.embedded = embedded;
  return diagnostic;
}

/** A diagnostic of a value that has no text: without what says where in a text something stands. */
export function withoutSpans({ code, severity, message, help, pointer, path, embedded }) {
  const diagnostic =
    help === undefined
      ? { code, severity, message, pointer, path }
      : { code, severity, message, help, pointer, path };
  if (embedded !== undefined) diagnostic.embedded = embedded;
  return diagnostic;
}

function nextSpan() {
  at += SPAN_WORDS;
  return readSpan(m, at - SPAN_WORDS);
}

function readDiagnostic(body) {
  const w = m;
  const head = w[at];
  const help = w[at + 1] & 0xffff;
  const label = w[at + 1] >>> 16;
  const edits = w[at + 2] & 0xffff;
  const isInner = w[at + 2] >>> 16 !== 0;
  const steps = w[at + 3];
  const span = readSpan(w, at + DIAGNOSTIC_HEAD_WORDS);
  const args = at + DIAGNOSTIC_HEAD_WORDS + SPAN_WORDS;
  at = args + DIAGNOSTIC_ARGUMENTS_WORDS;
  const message = sentence(phrases[head >>> 16], args, body);
  const advice = help ? sentence(phrases[help - 1], args, body) : undefined;
  let labels;
  if (label) {
    labels = [{ span: readSpan(w, at), message: sentence(phrases[label - 1], args, body) }];
    at += SPAN_WORDS;
  }
  const changes = edits ? readEdits(edits, isInner, args, body) : undefined;
  const path = readPath(steps);
  const [code, severity] = [codes[head & 0xff], severities[(head >> 8) & 0xff]];
  return diagnosticOf(code, severity, message, advice, pointerOf(path), path, span, labels, changes, readEmbedded());
}

function readSpan(w, at) {
  return { start: w[at], end: w[at + 1], line: w[at + 2], column: w[at + 3], endLine: w[at + 4], endColumn: w[at + 5] };
}

/** An argument, by the numbers of `arg_words` in src/wasm/diagnostics.rs. */
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
      return shown(body, a, b);
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

/** A phrase is a text, or texts and the numbers of arguments in turn; the arguments are words of the diagnostic. */
function sentence(phrase, args, body) {
  if (typeof phrase === "string") return phrase;
  let text = "";
  for (let place = 0; place < phrase.length; place++) {
    const piece = phrase[place];
    text += typeof piece === "number" ? readArgument(args + ARGUMENT_WORDS * piece, body) : piece;
  }
  return text;
}

/** Edits of JSON that stands in a string are written as they must stand there. */
function readEdits(count, isInner, args, body) {
  const edits = [];
  while (edits.length < count) {
    const text = sentence(phrases[m[at]], args, body);
    edits.push({ span: readSpan(m, at + 1), text: isInner ? JSON.stringify(text).slice(1, -1) : text });
    at += 1 + SPAN_WORDS;
  }
  return edits;
}

/** A step is an index (0), or a name by the numbers of `name_words` in src/slots.rs. */
function readPath(count) {
  const path = [];
  while (path.length < count) {
    const tag = m[at];
    const a = m[at + 1];
    const b = m[at + 2];
    at += 3;
    path.push(tag === 0 ? a : tag === 1 ? slice(a, b) : tag === 2 ? JSON.parse(slice(a, b)) : recoveredName(a));
  }
  return path;
}

function readEmbedded() {
  const code = m[at];
  at += 1;
  if (code === 0) return undefined;
  const end = at + 1 + m[at];
  let pointer = "";
  for (at += 1; at < end; at++) pointer += String.fromCharCode(m[at]);
  return { pointer, code: codes[code - 1] };
}

/** Whether a pointer writes it in another way. */
const isSpecial = (name) => name.includes("~") || name.includes("/");

/** A name as a step of a pointer (RFC 6901, section 3). */
export function escapedStep(name) {
  return isSpecial(name) ? name.replaceAll("~", "~0").replaceAll("/", "~1") : name;
}

export function pointerOf(path) {
  let pointer = "";
  for (const step of path) pointer += "/" + (typeof step === "string" ? escapedStep(step) : step);
  return pointer;
}
