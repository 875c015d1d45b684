// Takes a body out of what it was copied with.
//
// In: whatever was pasted, dropped or opened. Out: the bodies in it, in order, and notes of what was taken off.
// Does not know: webhooks, the screen. Why: the body is what people want to see, and they copy with a wide brush.

import { isJson } from "./json";
import { counted, type Unwrapped } from "./layer";
import { layers } from "./layers";
import { jsonWithoutSecrets, mayHoldSecrets, withoutSecrets } from "./secrets";
import { elementsOf, objectsOf } from "./split";

export interface Unwrapping {
  /** At least one; the text itself where nothing was to be taken off. */
  readonly bodies: readonly string[];
  /** What was taken off, in the order it was. */
  readonly notes: readonly string[];
  /** The same for a screen that is masked. Absent where nothing was taken off. */
  readonly maskedNotes?: readonly string[];
  /** What was pasted, without the secrets in it. Absent where that is the body itself. */
  readonly pasted?: string;
}

/** A body in a fence in a log in base64 is thinkable; more is a bomb. */
const LAYERS_MAX = 8;
const BODIES_MAX = 500;

export function unwrap(pasted: string): Unwrapping {
  const notes: Notes = new Map();
  const all = bodiesOf(pasted, notes, LAYERS_MAX);
  const bodies = all.slice(0, BODIES_MAX);
  if (bodies.length < all.length) addNote(notes, { note: `The first ${bodies.length} of ${all.length} bodies shown` });
  if (notes.size === 0) return asItIs(pasted);
  return {
    bodies: bodies.map((body) => body.trim()),
    notes: [...notes.keys()],
    maskedNotes: [...new Set(notes.values())],
    pasted: withoutSecrets(pasted),
  };
}

/** What nothing could be taken off is not therefore a body: it may be a request without one. */
function asItIs(pasted: string): Unwrapping {
  const cleaned = isJson(pasted) ? jsonWithoutSecrets : withoutSecrets;
  const kept = mayHoldSecrets(pasted) ? cleaned(pasted) : pasted;
  return { bodies: [kept], notes: kept === pasted ? [] : ["Secrets removed: what lets somebody in is not kept"] };
}

/** Each note once, in the order they come, with its masked form. */
type Notes = Map<string, string>;

function addNote(notes: Notes, { note, maskedNote = note }: Pick<Unwrapped, "note" | "maskedNote">): void {
  notes.set(note, maskedNote);
}

/** The bodies in a text. What is inside is unwrapped too: each line of a log may be wrapped in its own way. */
function bodiesOf(text: string, notes: Notes, layersMax: number): string[] {
  const found = layersMax === 0 ? undefined : (peel(text) ?? split(text));
  if (found === undefined) return [text];
  addNote(notes, found);
  // Beyond those that are shown they are only counted.
  return found.insides.flatMap((inside, index) => (index < BODIES_MAX ? bodiesOf(inside, notes, layersMax - 1) : [inside]));
}

function peel(text: string): Unwrapped | undefined {
  for (const layer of layers) {
    const found = layer(text);
    if (found !== undefined && found.insides[0] !== text) return found;
  }
  return undefined;
}

/** Several bodies that stand one after another, or in an array. */
function split(text: string): Unwrapped | undefined {
  const elements = elementsOf(text);
  const ranges = elements ?? objectsOf(text) ?? [];
  if (ranges.length === 0 || (ranges.length === 1 && elements === undefined)) return undefined;
  const insides = ranges.map(({ start, end }) => text.slice(start, end));
  return { insides, note: `${elements ? "Array" : "Sequence"}: ${counted(ranges.length, "body", "bodies")}` };
}
