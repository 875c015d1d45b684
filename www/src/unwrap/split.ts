// Where JSON-like values begin and end in a text.
//
// In: text. Out: ranges of top-level objects, or of the elements of a top-level array. Does not know: whether what is
// between the brackets is valid; strings in either quotes are stepped over, so brackets in them do not count. Linear.
//
// Why it exists: a paste may hold many bodies, broken ones too, where no parser of JSON finds an end.

export interface Range {
  start: number;
  end: number;
}

/** The end of the value that opens at `start`; undefined if it never closes, or not in its first line where that is long. */
export function closingOf(text: string, start: number, lineUnitsMax = Infinity): number | undefined {
  let depth = 0;
  let isFirstLine = true;
  for (let at = start; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case 0x22: // "
      case 0x27: // '
        at = endOfString(text, at);
        break;
      case 0x7b: // {
      case 0x5b: // [
        depth++;
        break;
      case 0x7d: // }
      case 0x5d: // ]
        depth--;
        if (depth === 0) return at + 1;
        break;
      case 0x0a: // line end
        if (isFirstLine && at - start >= lineUnitsMax) return undefined;
        isFirstLine = false;
    }
  }
  return undefined;
}

/** A line of at least this length is not one of several that a body was broken into. */
const LINE_UNITS_MIN = 300;

/** The end of an object that may be cut off: that of its line if another object comes behind it, or else of the text. */
export function endOfObject(text: string, start: number): number {
  const end = closingOf(text, start, LINE_UNITS_MIN);
  if (end !== undefined) return end;
  const lineEnd = text.indexOf("\n", start);
  if (lineEnd - start >= LINE_UNITS_MIN && text.includes("{", lineEnd)) return lineEnd;
  return closingOf(text, start) ?? text.length;
}

/** The closing quote, or what stands before the line end; a single quote that never closes on its line is an apostrophe, so the opening one is returned. */
export function endOfString(text: string, open: number): number {
  const quote = text.charCodeAt(open);
  for (let at = open + 1; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 0x5c) at++;
    else if (unit === quote) return at;
    else if (unit === 0x0a) return quote === 0x27 ? open : at - 1;
  }
  return quote === 0x27 ? open : text.length;
}

/** The objects that stand one after another, if text holds nothing but objects, white space and commas between. */
export function objectsOf(text: string): Range[] | undefined {
  const ranges: Range[] = [];
  let at = skipSpace(text, 0);
  while (at < text.length) {
    if (text[at] !== "{") return undefined;
    const end = endOfObject(text, at);
    ranges.push({ start: at, end });
    at = skipSpace(text, end);
    if (text[at] === "," || text[at] === ";") at = skipSpace(text, at + 1);
  }
  return ranges;
}

/** The elements of a root array that holds nothing but objects. */
export function elementsOf(text: string): Range[] | undefined {
  const open = skipSpace(text, 0);
  if (text[open] !== "[") return undefined;
  const close = closingOf(text, open);
  if (close === undefined || skipSpace(text, close) < text.length) return undefined;
  const inner = objectsOf(text.slice(open + 1, close - 1));
  return inner?.map(({ start, end }) => ({ start: start + open + 1, end: end + open + 1 }));
}

function skipSpace(text: string, at: number): number {
  while (at < text.length && /\s|\ufeff/.test(text[at]!)) at++;
  return at;
}
