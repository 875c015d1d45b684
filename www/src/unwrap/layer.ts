// What a layer is: one of the things that people copy along with a body.
//
// In: text. Out: what is inside, and a note of what was taken off – or undefined where the text is not wrapped that way.
// Does not know: the layers. A note never repeats a header's value, so that no secret stays behind.
//
// Why it exists: layers stand in each other, in any order, so each has to be asked and to answer in the same way.

import { isSecret } from "./secrets";

export interface Unwrapped {
  /** At least one. */
  readonly insides: readonly string[];
  readonly note: string;
  /** The note without what may name a person, where there is such a thing in it. */
  readonly maskedNote?: string;
}

export type Layer = (text: string) => Unwrapped | undefined;

export function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** What headers were taken off, by name. */
export function headersNote(names: readonly string[]): string {
  const secret = names.filter(isSecret);
  const count = counted(names.length, "header", "headers");
  return secret.length > 0 ? `${count} (${secret.join(", ")} among them)` : count;
}
