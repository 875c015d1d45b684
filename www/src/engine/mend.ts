// Applies the library's edits.
//
// In: text. Out: the text with everything mended that can be, and how many edits that took. Does not know: what an edit is
// for. Mending one mistake can bring another to light, so it reads again until there is nothing left to do. Where a text is
// broken beyond what can be guessed, that may end in more mistakes than there were; then the text stays as it was.
//
// Why it exists: edits are made for one mistake each, and people want a body that can be read.

import { parse, type Diagnostic } from "chatapps-webhook";

export interface Mending {
  readonly text: string;
  readonly count: number;
  /** There was something to mend, and the text with it mended was no better. */
  readonly isInVain: boolean;
}

/** Mending never takes more than a few rounds; an edit that brought its own cause back would go on for ever. */
const ROUNDS_MAX = 25;

export function mend(text: string): Mending {
  let count = 0;
  let mended = text;
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const chosen = withoutOverlaps(parse(mended).diagnostics);
    const next = applied(mended, chosen.flatMap(({ edits }) => edits ?? []));
    if (next === mended) break;
    mended = next;
    count += chosen.length;
  }
  if (count === 0 || isBetter(mended, text)) return { text: mended, count, isInVain: false };
  return { text, count: 0, isInVain: true };
}

/** JSON is better than what cannot be read to its end, whatever comes to light in it; else the fewer mistakes count. */
function isBetter(one: string, other: string): boolean {
  if (isJson(one) !== isJson(other)) return isJson(one);
  const [ofOne, ofOther] = [mistakesOf(one), mistakesOf(other)];
  return ofOne.errors === ofOther.errors ? ofOne.all < ofOther.all : ofOne.errors < ofOther.errors;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** What was left out of the list may all be errors. */
function mistakesOf(text: string): { errors: number; all: number } {
  const { diagnostics, omitted } = parse(text);
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  return { errors: errors.length + omitted, all: diagnostics.length + omitted };
}

type Edit = NonNullable<Diagnostic["edits"]>[number];

/** Diagnostics whose edits do not touch those of an earlier one. */
export function withoutOverlaps<D extends Pick<Diagnostic, "edits">>(diagnostics: readonly D[]): D[] {
  const chosen: D[] = [];
  /** In the order of the text. */
  const taken: Edit[] = [];
  for (const diagnostic of diagnostics) {
    const edits = diagnostic.edits ?? [];
    const isFree = edits.every(({ span }) => {
      const next = taken[countWhile(taken, (other) => other.span.end < span.start)];
      return next === undefined || span.end < next.span.start;
    });
    if (edits.length === 0 || !isFree) continue;
    chosen.push(diagnostic);
    for (const edit of edits) taken.splice(countWhile(taken, (other) => other.span.start <= edit.span.start), 0, edit);
  }
  return chosen;
}

/** How many of the ordered edits are so, where those that are stand before those that are not: found by halving. */
function countWhile(ordered: readonly Edit[], isSo: (edit: Edit) => boolean): number {
  let [low, high] = [0, ordered.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isSo(ordered[middle]!)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The edits must not overlap. */
export function applied(text: string, edits: readonly Edit[]): string {
  const pieces: string[] = [];
  let at = 0;
  for (const { span, text: replacement } of edits.toSorted((a, b) => a.span.start - b.span.start)) {
    pieces.push(text.slice(at, span.start), replacement);
    at = span.end;
  }
  return pieces.join("") + text.slice(at);
}
