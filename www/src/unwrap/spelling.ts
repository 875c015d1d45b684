// How a body is spelled where it stands in a string of something else.
//
// In: text, and where in it an object opens. Out: what the object is, with one level of escapes removed, and where it ends.
// Does not know: what stands around it. Why the first quote decides: behind the brace of an object stands a name or nothing,
// so how its quote is spelled tells how all the rest is. Linear in the length of the object.

import { isJson, jsonString } from "./json";
import { unescapeBytes, unescapeLiteral } from "./literal";
import { powershellString } from "./powershell";
import { closingOf, endOfObject } from "./split";
import { goesOnBehind, mentionsWebhook } from "./webhook";

export interface Piece {
  readonly start: number;
  readonly end: number;
  readonly inside: string;
}

/** An object that opens: the brace, white space as it is spelled too, and the quote of the first name, if it has one. */
const OPENING = /\{(?:\s|\\+[nrt]|`[nrt])*(\\+["']|`"|""(?=[\w\\])|["'}]|(?=(?:namespace|eventType|payload)\s*:))/g;

/** The next object at or after a place; what never closes reaches to the end of the text. */
export function nextPiece(text: string, from: number): Piece | undefined {
  OPENING.lastIndex = from;
  const opening = OPENING.exec(text);
  if (opening === null) return undefined;
  const start = opening.index;
  const quote = opening[1]!;
  if (quote.startsWith("\\")) return escaped(text, start, quote);
  if (quote === '`"') return inPowershell(text, start);
  if (quote === '""') return doubled(text, start);
  if (text[start - 1] === "'") return inSingleQuotes(text, start, /b/i.test(text[start - 2] ?? ""));
  return plain(text, start);
}

/** `"{\"a\":1}"`, or the same without the quotes around. It ends where a quote has fewer backslashes. */
function escaped(text: string, start: number, quote: string): Piece {
  const mark = quote.at(-1)!;
  const end = endBefore(text, start, (run) => run.endsWith(mark) && run.length < quote.length);
  const literal = text.slice(start, end);
  const whole = jsonString(`"${literal}"`) ?? unescapeLiteral(literal);
  // What stands in the string behind the object is no part of it.
  return { start, end, inside: whole.slice(0, closingOf(whole, 0)) };
}

const QUOTES = /\\*["']|[\r\n]/g;

/** Where the first quote is that ends a literal, or the line. */
function endBefore(text: string, start: number, isEnd: (run: string) => boolean): number {
  QUOTES.lastIndex = start;
  for (let found = QUOTES.exec(text); found !== null; found = QUOTES.exec(text)) {
    if (/[\r\n]/.test(found[0]) || isEnd(found[0])) return found.index;
  }
  return text.length;
}

/** `"{""a"":1}"`: a cell of CSV, a verbatim string of C#. */
function doubled(text: string, start: number): Piece {
  let end = text.indexOf('"', start);
  while (end >= 0 && text[end + 1] === '"') end = text.indexOf('"', end + 2);
  if (end < 0) end = text.length;
  return { start, end, inside: text.slice(start, end).replaceAll('""', '"').trimEnd() };
}

function inPowershell(text: string, start: number): Piece {
  const { text: inside, end } = powershellString(text, start, '"');
  return { start, end, inside };
}

/** `'{"a":1}'`: in Python and JavaScript with escapes, in a shell without, in Python's bytes certainly with. */
function inSingleQuotes(text: string, start: number, isBytes: boolean): Piece {
  const end = endBefore(text, start, (run) => run.endsWith("'") && run.length % 2 === 1);
  const literal = text.slice(start, end);
  const unescaped = isBytes ? unescapeBytes(literal) : unescapeLiteral(literal);
  if (isBytes || (isJson(unescaped) && !isJson(literal))) return { start, end, inside: unescaped };
  return plain(text, start);
}

function plain(text: string, start: number): Piece {
  const closed = endOfObject(text, start);
  // A webhook that was closed too early is handed on with all that is behind it, so that the mistake can be shown.
  const end = goesOnBehind(text, closed) && mentionsWebhook(text.slice(start, closed)) ? text.length : closed;
  return { start, end, inside: text.slice(start, end) };
}
