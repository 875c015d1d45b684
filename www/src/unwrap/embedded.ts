// Bodies in other text: in lines of a log, in source code, in a command that no layer reads.
//
// In: text that is no body. Out: the objects in it, those that look like webhooks if any do. Does not know: what the text
// around them means. Why it may refuse: what is left of a body whose beginning was cut off looks the same, and is one thing.

import { opensJson } from "./json";
import type { Layer } from "./layer";
import { nextPiece, type Piece } from "./spelling";
import { likeliest, mentionsWebhook } from "./webhook";

const UNITS_MIN = 20;

export const embedded: Layer = (text) => {
  if (opensJson(text)) return undefined;
  const found = piecesOf(text);
  const pieces = likeliest(found);
  const isCertain = pieces.some(({ inside }) => mentionsWebhook(inside));
  if (pieces.length === 0 || !(isCertain || areWhole(text, found))) return undefined;
  return {
    insides: pieces.map(({ inside }) => inside),
    note: pieces.length === 1 ? "Log line: the text around the body removed" : "Log: the text around the bodies removed",
  };
};

function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  for (let piece = nextPiece(text, 0); piece !== undefined; piece = nextPiece(text, piece.end)) pieces.push(piece);
  return pieces;
}

/** Whether the pieces are objects of their own, in a text that is about them. */
function areWhole(text: string, pieces: readonly Piece[]): boolean {
  const around = aroundOf(text, pieces);
  const length = text.length - around.length;
  // A text in which JSON is only mentioned is left alone, and so is one that begins with a string.
  return !/^\s*["']/.test(text) && length >= UNITS_MIN && around.length <= 4000 + 4 * length && !isBrokenJson(around);
}

/** The text without the pieces. */
function aroundOf(text: string, pieces: readonly Piece[]): string {
  let at = 0;
  const parts = pieces.map(({ start, end }) => {
    const part = text.slice(at, start);
    at = end;
    return part;
  });
  return [...parts, text.slice(at)].join(" ");
}

/** Whether members of an object, or ends of objects that never opened, stand in a text. */
function isBrokenJson(around: string): boolean {
  let depth = 0;
  for (const [brace] of around.matchAll(/[{}]/g)) {
    depth += brace === "{" ? 1 : -1;
    if (depth < 0) return true;
  }
  return /"\w{1,64}"\s*:/.test(around);
}
