// Applies the library's edits.
//
// In: text. Out: the text with everything mended that can be, and how many edits that took. Does not know: what an edit is
// for. Mending one mistake can bring another to light, so it reads again until there is nothing left to do.

import { parse, type Diagnostic } from "chatapps-webhook";

/** Mending never takes more than a few rounds; an edit that brought its own cause back would go on for ever. */
const ROUNDS_MAX = 25;

export function mend(text: string): { text: string; count: number } {
  let count = 0;
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const chosen = withoutOverlaps(parse(text).diagnostics);
    if (chosen.length === 0) break;
    const mended = applied(text, chosen.flatMap(({ edits }) => edits ?? []));
    if (mended === text) break;
    text = mended;
    count += chosen.length;
  }
  return { text, count };
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
