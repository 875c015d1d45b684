// Whether what is pasted is a body of its own or a piece of the one that is there.
//
// In: the pasted text, and what stands before, under and behind the cursor. Out: a yes or no. Does not know: the editor,
// what is done with either. Why: people paste one body after the other without emptying the editor first, and they also
// complete a body by hand; the one must not be glued to the other.

import { closingOf } from "../unwrap/split";

/** What a paste meets. */
interface Surroundings {
  readonly before: string;
  readonly selected: string;
  readonly after: string;
}

/** Shorter texts are pieces: no webhook is that short. */
const SNIPPET_UNITS_MAX = 60;

export function isBodyOfItsOwn(text: string, { before, selected, after }: Surroundings): boolean {
  const [isAtStart, isAtEnd] = [isBlank(before), isBlank(after)];
  if (isAtStart && isAtEnd) return true;
  if (selected !== "" || !(isAtStart || isAtEnd)) return false;
  return !isAwaited(before) && text.trim().length > SNIPPET_UNITS_MAX && bringsObject(text);
}

function isBlank(text: string): boolean {
  return !/\S/.test(text);
}

/** Whether a value is still to come: `"payload": `, or the next element of an array. */
function isAwaited(before: string): boolean {
  return /[:,[]/.test(before.trimEnd().slice(-1));
}

/** Whether it opens like JSON, or holds a whole object that nothing goes on behind: in a command, a request, a log line. */
function bringsObject(text: string): boolean {
  if (/^\s*"?[{[]/.test(text)) return true;
  const open = text.search(/\{\s*["'\\]/);
  const end = open < 0 ? undefined : closingOf(text, open);
  return end !== undefined && !/^\s*[,}\]]/.test(text.slice(end, end + 100));
}
