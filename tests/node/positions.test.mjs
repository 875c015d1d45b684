// Positions: `text.slice(span.start, span.end)` is what the diagnostic is about, wherever it stands.
//
// In: every fixture, whole, cut, and with other line ends and characters in front. Holds: offsets, lines and columns are
// what a plain count gives; the text of a span is of the sort that its code is about, and its pointer leads there; edits
// mend what they are said to mend.

import assert from "node:assert/strict";
import { test } from "node:test";

import { parse } from "../../pkg/dist/index.mjs";
import { all, assertNone, codes, jsonOf } from "./fixtures.mjs";

/** Lines and columns of every offset of a text, counted from its start. */
function placesOf(text) {
  const places = [];
  let [line, column] = [1, 1];
  for (let at = 0; at <= text.length; at++) {
    places.push({ line, column });
    column += 1;
    const ends = text[at] === "\n" || (text[at] === "\r" && text[at + 1] !== "\n");
    if (ends) [line, column] = [line + 1, 1];
  }
  return places;
}

function spanFault(span, text, places) {
  const { start, end } = span;
  if (!(0 <= start && start <= end && end <= text.length)) return `no place in the text: ${start} to ${end}`;
  const isInside = (at) => /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(at - 1, at + 1));
  if (isInside(start) || isInside(end)) return `inside a character: ${start} to ${end}`;
  const counted = { start, end, ...places[start], endLine: places[end].line, endColumn: places[end].column };
  return JSON.stringify(span) === JSON.stringify(counted) ? undefined : `${JSON.stringify(span)}, counted ${JSON.stringify(counted)}`;
}

const isString = (text) => /^".*"$/s.test(text);
const isKey = isString;
/** An object may have been begun with the wrong bracket. */
const isOpening = (text) => text === "{" || text === "[";
const isScalar = (text) => isString(text) || jsonOf(text) !== undefined;

/** What the text of a span must be, by code. */
const MEANT = {
  "empty-body": (text) => text.trim() === "",
  "not-json": (text) => text !== "" && text === text.trim(),
  "body-too-large": (text) => text !== "",
  "invalid-utf8": (text) => /^\ufffd+$/.test(text),
  "byte-order-mark": (text) => text === "\ufeff",
  "double-encoded": (text) => text.startsWith('"'),
  "unexpected-end": (text) => text === "",
  "unexpected-character": (text, { message }) => text === "=>" || /^.$/su.test(text) || message.endsWith("a control character") || (isString(text) && message.includes("found a member name")),
  "missing-comma": (text) => text === "",
  "missing-colon": (text) => text === "",
  "trailing-comma": (text) => text === ",",
  // A name that has its closing quote alone is shown with it.
  "unquoted-key": (text) => text !== "" && !/["{}[\],:\s]/.test(text.replace(/"$/, "")),
  "single-quoted-string": (text) => /^'.*'$/s.test(text),
  // One of the two may be straight.
  "smart-quotes": (text) => /^["“”„‟‘’‚‛].*["“”„‟‘’‚‛]$/s.test(text) && !isString(text),
  "unknown-literal": (text) => /^([\w$.\\ ():?-]+"?|[\w$ ]+\( *"[^"]*" *\)|(https?:)?\/\/[^\s",]+|[#&<][^,\]}]*)$/.test(text) && !["true", "false", "null"].includes(text),
  comment: (text) => /^(\/\/|\/\*|#|<!--)/.test(text),
  placeholder: (text) => /^(<.*>|\[[A-Za-z]+\]|\.\.\.|…)$/.test(text),
  "unterminated-string": (text) => /^["'“]/.test(text) && !/[\n\r]/.test(text),
  "unescaped-quote": (text) => text === '"',
  "invalid-escape": (text) => text.startsWith("\\"),
  "control-character": (text) => text === "\r\n" || (text.length === 1 && text < " "),
  "lone-surrogate": (text) => /^(\\+u[dD][89a-fA-F][0-9a-fA-F]{2}|[\ud800-\udfff])$/.test(text),
  "invalid-number": (text) => !jsonOf(text),
  "leading-text": (text) => text !== "" && text === text.trim(),
  "trailing-text": (text) => text !== "",
  "too-deep": (text) => text === "[" || text === "{",
  "duplicate-key": isKey,
  "unknown-event": (text) => isOpening(text) || isScalar(text),
  "unexpected-event": (text) => isOpening(text) || isScalar(text),
  "unknown-version": isScalar,
  "legacy-format": (text) => isOpening(text) || isScalar(text),
  "missing-field": (text) => isOpening(text) || text === "null",
  "incomplete-content": (text) => isOpening(text) || text === "null",
  "type-mismatch": (text, { message }) => [typeOf(text), isUnopened(text) && "an object"].includes(message.split(", found ")[1]),
  "null-value": (text) => text === "null",
  "unknown-field": isKey,
  "unexpected-content": isKey,
  "invalid-uuid": (text) => isString(text) || /^.$/su.test(text),
  "invalid-timestamp": (text) => isString(text) || text.length <= 4,
  "invalid-phone-number": (text) => isString(text) || /^.$/su.test(text),
  "invalid-url": (text) => isString(text) || text.length <= 2,
  "out-of-range": isScalar,
  "stringified-number": (text) => isString(text) && Number.isFinite(Number(JSON.parse(text))),
  "nonstandard-spelling": (text) => isString(text) || text === "+",
  "unknown-message-type": isString,
  "unknown-interactive-type": isString,
  "unknown-value": isScalar,
  "invalid-embedded-json": () => true,
  "user-not-identified": isOpening,
  "interactive-mismatch": isString,
  "channel-user-id-mismatch": isString,
  "missing-expiration": (text) => isOpening(text) || text === "null",
  "unexpected-expiration": isKey,
  "expires-before-sent": isString,
  "unexpected-error-code": isKey,
  "unexpected-channel-data": isKey,
};

/** An object whose brace is missing begins with its first name. */
const isUnopened = (text) => /^"[^"]*"\s*:/.test(text);

function typeOf(text) {
  const first = { "{": "an object", "[": "an array", '"': "a string", t: "a boolean", f: "a boolean", n: "null" };
  return first[text[0]] ?? "a number";
}

/** Codes of the value itself: there the pointer leads to what the span covers. */
const AT_VALUE = new Set([
  "type-mismatch", "null-value", "unknown-version", "stringified-number", "unknown-message-type", "unknown-interactive-type", "unknown-value", "out-of-range", "expires-before-sent", "channel-user-id-mismatch", "interactive-mismatch",
]);
/** Codes of a member: there the pointer ends with the name that the span covers. */
const AT_KEY = new Set([
  "unknown-field", "duplicate-key", "unexpected-content", "unexpected-expiration", "unexpected-error-code", "unexpected-channel-data",
]);
/** Codes of a value of which a part may be meant. */
const IN_VALUE = new Set(["invalid-uuid", "invalid-timestamp", "invalid-phone-number", "invalid-url"]);

/** RFC 6901, section 4; undefined where there is nothing. */
function resolve(value, pointer) {
  let at = value;
  for (const step of pointer.split("/").slice(1)) {
    const name = step.replaceAll("~1", "/").replaceAll("~0", "~");
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, name)) return undefined;
    at = at[name];
  }
  return at;
}

/** What is longer is not compared: it may be nested deeper than JSON.stringify can go. */
const LONG = 1000;

function meantFault(diagnostic, text, json) {
  const { code, span, pointer, path } = diagnostic;
  const slice = text.slice(span.start, span.end);
  if (!MEANT[code](slice, diagnostic)) return `covers ${JSON.stringify(slice.slice(0, 80))}`;
  const escaped = path.map((step) => `/${typeof step === "string" ? step.replaceAll("~", "~0").replaceAll("/", "~1") : step}`);
  if (escaped.join("") !== pointer) return `the path ${JSON.stringify(path)} is not ${pointer}`;
  if (!json || typeof json.value !== "object") return undefined;
  const value = resolve(json.value, pointer);
  // A name that a person may have chosen is not told, so that the pointer ends above it.
  if (value === undefined && diagnostic.severity !== "error") return `nothing stands at ${pointer}`;
  if (code === "nonstandard-spelling" && slice !== "+" && ![value, path.at(-1)].includes(JSON.parse(slice))) return `${pointer} is not ${slice}`;
  if (AT_VALUE.has(code) && slice.length < LONG && JSON.stringify(value) !== JSON.stringify(JSON.parse(slice))) return `${pointer} is not ${slice.slice(0, 80)}`;
  const isUntold = /^(nfmReply|nfm_reply)$/.test(path.at(-1));
  if (AT_KEY.has(code) && !isUntold && path.at(-1) !== JSON.parse(slice)) return `${pointer} does not end with ${slice}`;
  if (IN_VALUE.has(code) && !isString(slice) && !value.includes(slice)) return `${slice} is not in ${pointer}`;
  return undefined;
}

function judge(name, text, options, faults) {
  const result = parse(text, options);
  const places = placesOf(text);
  const json = jsonOf(text);
  for (const diagnostic of result.diagnostics) {
    const { code, span, labels = [], edits = [] } = diagnostic;
    // In a body that was encoded twice every text stands escaped.
    const isInner = json ? typeof json.value === "string" : text.trimStart().startsWith('"');
    const fault =
      spanFault(span, text, places) ??
      labels.map((label) => spanFault(label.span, text, places)).find(Boolean) ??
      edits.map((edit) => spanFault(edit.span, text, places)).find(Boolean) ??
      (isInner ? undefined : meantFault(diagnostic, text, json));
    if (fault) faults.push(`${name}: ${code}: ${fault}`);
  }
  return result;
}

test("every code is judged here", () => {
  assert.deepEqual(Object.keys(MEANT).sort(), [...new Set(codes.map(({ name }) => name.split("/")[1]))].sort());
});

test("spans of every fixture", () => {
  const faults = [];
  for (const { name, text, options } of all) judge(name, text, options, faults);
  assertNone(faults);
});

test("spans behind other line ends, characters of two units, and marks that combine", () => {
  const faults = [];
  for (const { name, text, options } of all) {
    if (text.length > 4096 || options?.maxBytes !== undefined) continue;
    const unix = text.replaceAll("\r\n", "\n");
    judge(`${name} with CRLF`, unix.replaceAll("\n", "\r\n"), options, faults);
    judge(`${name} with CR`, unix.replaceAll("\n", "\r"), options, faults);
    if (!name.includes("not-json") && !name.includes("byte-order-mark") && jsonOf(text)) {
      judge(`${name} behind an emoji`, `{"😀e\u0301": "👩‍👩‍👧\u2028",\r\n "inner": ${text}}`, options, faults);
    }
  }
  assertNone(faults);
});

test("spans of cut fixtures", () => {
  const faults = [];
  const STEP = 11;
  for (const { name, text, options } of codes) {
    if (text.length > 4096) continue;
    for (let end = 0; end < text.length; end += STEP) judge(`${name} cut at ${end}`, text.slice(0, end), options, faults);
  }
  assertNone(faults);
});

// ---- edits ---------------------------------------------------------------------------------------------------------

function mended(text, edits) {
  let out = "";
  let at = 0;
  for (const { span, text: replacement } of edits) {
    out += text.slice(at, span.start) + replacement;
    at = span.end;
  }
  return out + text.slice(at);
}

test("all edits of a diagnostic remove it", () => {
  const faults = [];
  let applied = 0;
  for (const { name, text, options } of all) {
    const { diagnostics, omitted } = parse(text, options);
    for (const diagnostic of diagnostics) {
      if (!diagnostic.edits) continue;
      const { code, pointer, span, edits } = diagnostic;
      const after = parse(mended(text, edits), options);
      applied += 1;
      const isGone = !after.diagnostics.some((other) => other.code === code && other.pointer === pointer && other.span.start === span.start);
      // Of two byte order marks or two commas the second takes the place of the first.
      const isLess = after.diagnostics.length < diagnostics.length || omitted > 0;
      if (!isGone && !isLess) faults.push(`${name}: ${code} at ${span.start} is still there`);
    }
  }
  assert.ok(applied > 100, `${applied} applied`);
  assertNone(faults);
});

test("all edits of a body that only needs mending make JSON of it", () => {
  const text = "{namespace: 'ChatApps', 'eventType': “inbound_message_received”, /* the body */ \"payload\": {\"a\": None, \"b\": [1 2,],},}";
  const edits = parse(text)
    .diagnostics.flatMap(({ edits = [] }) => edits)
    .sort((left, right) => left.span.start - right.span.start);
  assert.deepEqual(JSON.parse(mended(text, edits)), {
    namespace: "ChatApps",
    eventType: "inbound_message_received",
    payload: { a: null, b: [1, 2] },
  });
});
