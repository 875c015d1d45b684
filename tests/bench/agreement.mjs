// Whether the contestants do the same work.
//
// In: the bodies and the contestants.
// Out: a list of complaints, empty when each contestant gives the verdict and the values that are due.
// Does not know: the clock.
// Why: a contestant that refuses a body early, or loses half of it, is fast for nothing. So before any time is taken
// each one reads each body, and its result is held against ours.
//
// Ours accepts whatever can be given with its type, and says what is odd. A schema can only accept or refuse. So a
// schema must refuse a body if, and only if, ours reports one of the codes that the schema states as well.

import { isDeepStrictEqual } from "node:util";

import { BY_RULES, BYTES, OURS, TEXT } from "./contestants.mjs";
import { answersOf } from "./bodies.mjs";

/** What schemas/rules.mjs states as well. All other codes pass unseen there. */
const STATED_BY_RULES = new Set([
  "missing-field",
  "incomplete-content",
  "type-mismatch",
  "null-value",
  "invalid-uuid",
  "invalid-timestamp",
  "invalid-phone-number",
  "invalid-url",
  "out-of-range",
  "stringified-number",
  "nonstandard-spelling",
  "unknown-version",
  "unknown-message-type",
  "unknown-interactive-type",
  "unknown-value",
  "interactive-mismatch",
]);

/** What derived structs may stumble over. They know no forms. */
const REFUSED_BY_STRUCTS = new Set([
  "missing-field",
  "incomplete-content",
  "type-mismatch",
  "stringified-number",
  "null-value",
  // serde refuses a member that stands twice; JavaScript takes the last.
  "duplicate-key",
  // Strings of Rust are UTF-8: they have no room for half a character, and broken bytes are refused, not mended.
  "lone-surrogate",
  "invalid-utf8",
  // Their version is a number; one sender writes it as a string.
  "unknown-version",
]);

/** Where ours says that it changed what was sent, the value may differ. */
const CHANGES = new Set(["nonstandard-spelling", "stringified-number", "type-mismatch", "interactive-mismatch"]);

export function disagreements(bodies, field) {
  const complaints = [];
  for (const body of bodies) {
    const complain = (name, what) => complaints.push(`  ${body.name}: ${name}: ${what}`);
    for (const form of [TEXT, BYTES]) {
      for (const what of differences(body.results[form], body.sent)) complain(`${OURS} (${form})`, what);
      for (const { name, run, look } of field[form]) {
        const problem = judge(name, look(run(body[form], body.isFlow)), body, body.results[form]);
        if (problem) complain(`${name} (${form})`, problem);
      }
    }
  }
  return complaints;
}

function judge(name, { ok, value, answers, typed }, body, { diagnostics }) {
  const codes = diagnostics.map(({ code }) => code);
  const verdict = verdictDue(name, codes);
  if (verdict !== undefined && ok !== verdict) {
    return `${ok ? "accepts" : "refuses"} it, and ours reports [${codes.join(", ")}]`;
  }
  if (!ok) return undefined;
  if (typed !== undefined) return strayLeaf(typed, body.sent);
  if (value !== undefined && !isDeepStrictEqual(withoutDropped(value), withoutDropped(body.sent))) return "another value than JSON.parse";
  if (body.isFlow && !isDeepStrictEqual(answers, answersOf(body.sent))) return "other answers of the Flow";
  return undefined;
}

/** Undefined where either verdict is right. */
function verdictDue(name, codes) {
  if (BY_RULES.has(name)) return !codes.some((code) => STATED_BY_RULES.has(code));
  if (name === "serde in wasm") return codes.some((code) => REFUSED_BY_STRUCTS.has(code)) ? undefined : true;
  return true;
}

/** Names of members that zod or valibot drop, for safety's sake. */
const DROPPED = new Set(["__proto__", "constructor", "prototype"]);

const withoutDropped = (value) =>
  JSON.parse(JSON.stringify(value), (key, inner) => (DROPPED.has(key) ? undefined : inner));

/** Structs drop members they do not know, so only what they hold is compared. */
function strayLeaf(typed, sent) {
  for (const [path, value] of leaves(typed)) {
    const at = path.indexOf("response");
    const due = at > 0 && path[at - 1] === "nfmReply" ? follow(answersOf(sent), path.slice(at + 1)) : follow(sent, path);
    if (!Object.is(value, due)) return `another value at /${path.join("/")}`;
  }
  return undefined;
}

/** What our event holds and the body does not. */
function differences({ event, diagnostics }, sent) {
  if ("body" in event) return isDeepStrictEqual(event.body, sent) ? [] : ["another value than JSON.parse"];
  const lifted = lift(event, sent);
  const changed = diagnostics.filter(({ code }) => CHANGES.has(code)).map(({ path }) => path);
  const found = [];
  for (const [path, value] of leaves(event.payload)) {
    if (Object.is(value, dueAt(path, event.payload, lifted))) continue;
    const sentPath = event.shape === "v1" ? path : ["payload", ...path];
    if (!changed.some((other) => areRelated(other, sentPath))) found.push(`another value at /${path.join("/")} of the payload`);
  }
  return found;
}

/** The body's payload in the places where the event has it. */
function lift(event, sent) {
  if (event.shape !== "v1") return sent.payload;
  const { eventType, version, channel, recipient, ...payload } = sent;
  const { recipientId, ...others } = recipient ?? {};
  return { ...payload, recipient: { channel, channelId: recipientId, ...others } };
}

function dueAt(path, payload, sent) {
  const last = path.at(-1);
  const record = follow(payload, path.slice(0, -1));
  // The tag of what could not be typed; the text as sent stands beside it.
  if (last === "type" && record.type === "Unknown") return "Unknown";
  if (last === "unknownType" && record.type === "Unknown") return follow(sent, [...path.slice(0, -1), "type"]);
  const answers = path.indexOf("response");
  if (answers > 0 && path[answers - 1] === "nfmReply") {
    return follow(answersOf({ payload: sent }), path.slice(answers + 1));
  }
  const plain = follow(sent, path);
  if (plain !== undefined) return plain;
  const extra = path.indexOf("extra");
  return extra < 0 ? undefined : follow(sent, path.toSpliced(extra, 1));
}

/** One contains the other, or both stand in one record (where a member's name was changed). */
function areRelated(one, other) {
  const length = Math.min(one.length, other.length);
  return one.slice(0, length - 1).every((step, index) => step === other[index]);
}

function follow(value, path) {
  return path.reduce((inner, step) => (inner !== null && typeof inner === "object" && Object.hasOwn(inner, step) ? inner[step] : undefined), value);
}

/** Every value that holds no other, with its path; an empty object or array is compared by what it does not hold. */
function* leaves(value, path = []) {
  if (value === null || typeof value !== "object") yield [path, value];
  else for (const key of Object.keys(value)) yield* leaves(value[key], [...path, key]);
}
