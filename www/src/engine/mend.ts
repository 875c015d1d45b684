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
function withoutOverlaps(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const chosen: Diagnostic[] = [];
  const taken: Edit[] = [];
  for (const diagnostic of diagnostics) {
    const edits = diagnostic.edits ?? [];
    const isFree = edits.every(({ span }) => taken.every((other) => span.end < other.span.start || span.start > other.span.end));
    if (edits.length === 0 || !isFree) continue;
    chosen.push(diagnostic);
    taken.push(...edits);
  }
  return chosen;
}

export function applied(text: string, edits: readonly Edit[]): string {
  const ordered = edits.toSorted((a, b) => b.span.start - a.span.start);
  return ordered.reduce((result, { span, text: replacement }) => result.slice(0, span.start) + replacement + result.slice(span.end), text);
}
