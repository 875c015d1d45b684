// Two bodies, member by member.
//
// In: two texts. Out: every scalar that either holds, by its pointer, and whether it differs. Does not know: which is the
// newer one. White space, the order of members and the spelling of escapes make no difference; JSON in strings is compared
// member by member too.
//
// Why it exists: two deliveries of one event, or a good body and a bad one, differ in a few members, which nobody finds
// by eye.

import { redact } from "chatapps-webhook";
import type { Comparison, Difference } from "./protocol";
import { read } from "./read";

const ROWS_MAX = 20_000;
const SHOWN_MAX = 1_000;
/** So much of a value is shown, and so much of that before the place where the two part. */
const VALUE_UNITS_MAX = 400;
const UNITS_BEFORE = 100;

interface Member {
  readonly value: string;
  readonly type: string;
  readonly label?: string;
}

export function compare(left: string, right: string, masked: boolean): Comparison {
  // Told apart by what was sent, shown masked: two numbers may look alike under the mask.
  const [leftRaw, rightRaw] = [membersOf(left), membersOf(right)];
  const [leftShown, rightShown] = masked ? [membersOf(redact(left)), membersOf(redact(right))] : [leftRaw, rightRaw];
  const all: Difference[] = pointersOf(leftRaw.members, rightRaw.members).map((pointer) => {
    const [a, b] = [leftRaw.members.get(pointer), rightRaw.members.get(pointer)];
    const state = a === undefined ? "right" : b === undefined ? "left" : a.value === b.value && a.type === b.type ? "same" : "changed";
    const label = a?.label ?? b?.label;
    const shown = (member: Member, other: Member | undefined, side: ReadonlyMap<string, Member>) => {
      const value = side.get(pointer)?.value ?? "•".repeat(Math.min(member.value.length, 12));
      const piece = around(value, other === undefined ? 0 : partingOf(member.value, other.value));
      // `"1"` and `1` differ in nothing else.
      return member.type === "string" && other !== undefined && other.type !== "string" ? `"${piece}"` : piece;
    };
    return {
      pointer,
      state,
      ...(label === undefined ? {} : { label }),
      ...(a === undefined ? {} : { left: shown(a, b, leftShown.members) }),
      ...(b === undefined ? {} : { right: shown(b, a, rightShown.members) }),
    };
  });
  const counts = { same: 0, changed: 0, left: 0, right: 0 };
  for (const { state } of all) counts[state]++;
  const ordered = [...all.filter(({ state }) => state !== "same"), ...all.filter(({ state }) => state === "same")].slice(0, SHOWN_MAX);
  const kept = new Set(ordered);
  return {
    differences: all.filter((one) => kept.has(one)),
    counts,
    omitted: all.length - ordered.length,
    left: leftShown.sentence,
    right: rightShown.sentence,
  };
}

/** How far two values are the same; 0 where they are so to the end. */
function partingOf(one: string, other: string): number {
  if (one === other) return 0;
  let at = 0;
  while (at < one.length && one[at] === other[at]) at++;
  return at;
}

/** As much of a value as is shown, with the place in it that matters. */
function around(value: string, place: number): string {
  if (value.length <= VALUE_UNITS_MAX) return value;
  const start = place < VALUE_UNITS_MAX - UNITS_BEFORE ? 0 : place - UNITS_BEFORE;
  const end = start + VALUE_UNITS_MAX;
  return (start > 0 ? "…" : "") + value.slice(start, end) + (end < value.length ? "…" : "");
}

function membersOf(text: string) {
  const { rows, sentence } = read({ text, masked: false, rowsMax: ROWS_MAX });
  const members = new Map<string, Member>();
  for (const { pointer, value, cut, type, size, label, kind, span } of rows) {
    const isHolder = type === "object" || type === "array" || (kind === "embedded-json" && size > 0);
    if (isHolder && size > 0) continue;
    const shown = type === "object" ? "{}" : type === "array" ? "[]" : cut > 0 ? text.slice(span.start, span.end) : value;
    members.set(pointer, { value: shown, type, ...(label === undefined ? {} : { label }) });
  }
  return { members, sentence };
}

/** In the order of the left body; what only the right one has, behind what stands before it there. */
function pointersOf(left: ReadonlyMap<string, unknown>, right: ReadonlyMap<string, unknown>): string[] {
  const behind = new Map<string, string[]>();
  let last = "\0";
  for (const pointer of right.keys()) {
    if (left.has(pointer)) last = pointer;
    else behind.set(last, [...(behind.get(last) ?? []), pointer]);
  }
  return [...(behind.get("\0") ?? []), ...[...left.keys()].flatMap((pointer) => [pointer, ...(behind.get(pointer) ?? [])])];
}
