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
    const [shownLeft, shownRight] = [leftShown.members.get(pointer)?.value, rightShown.members.get(pointer)?.value];
    return {
      pointer,
      state,
      ...(label === undefined ? {} : { label }),
      ...(a === undefined ? {} : { left: shownLeft ?? "•".repeat(Math.min(a.value.length, 12)) }),
      ...(b === undefined ? {} : { right: shownRight ?? "•".repeat(Math.min(b.value.length, 12)) }),
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
