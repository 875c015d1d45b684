// Takes a body out of what it was copied with.
//
// In: whatever was pasted, dropped or opened. Out: the bodies in it, in order, and notes of what was taken off.
// Does not know: webhooks, the screen. Why: the body is what people want to see, and they copy with a wide brush.

import { layers } from "./layers";
import { withoutSecrets } from "./secrets";
import { elementsOf, objectsOf } from "./split";

export interface Unwrapping {
  /** At least one; the text itself where nothing was to be taken off. */
  readonly bodies: readonly string[];
  /** What was taken off, in the order it was. */
  readonly notes: readonly string[];
  /** What was pasted, without the secrets in it. Absent where that is the body itself. */
  readonly pasted?: string;
}

/** A body in a fence in a log in base64 is thinkable; more is a bomb. */
const LAYERS_MAX = 6;
const BODIES_MAX = 500;

export function unwrap(pasted: string): Unwrapping {
  const notes: string[] = [];
  let text = pasted;
  for (let count = 0; count < LAYERS_MAX; count++) {
    const layer = peel(text);
    if (layer === undefined) break;
    notes.push(layer.note);
    text = layer.inside;
  }
  const bodies = split(text, notes);
  const isChanged = notes.length > 0;
  return { bodies, notes, ...(isChanged ? { pasted: withoutSecrets(pasted) } : {}) };
}

function peel(text: string) {
  for (const layer of layers) {
    const found = layer(text);
    if (found !== undefined && found.inside !== text) return found;
  }
  return undefined;
}

/** Several bodies, each unwrapped by itself: the lines of a log may be wrapped too. */
function split(text: string, notes: string[]): string[] {
  const elements = elementsOf(text);
  const ranges = elements ?? objectsOf(text);
  if (ranges === undefined || ranges.length === 0 || (ranges.length === 1 && elements === undefined)) {
    return [notes.length > 0 ? text.trim() : text];
  }
  const kept = ranges.slice(0, BODIES_MAX);
  notes.push(`${elements ? "Array" : "Sequence"}: ${ranges.length} ${ranges.length === 1 ? "body" : "bodies"}${ranges.length > kept.length ? `, the first ${kept.length} shown` : ""}`);
  return kept.map(({ start, end }) => {
    const body = text.slice(start, end);
    return peel(body)?.inside.trim() ?? body;
  });
}
