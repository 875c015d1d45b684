// The words of a shell command line, for pasted commands.
//
// In: a command line as browsers, Postman and people write it, for sh or for Windows. Out: its words. Does not know: what
// the words mean, variables, pipes.
//
// Why it exists: what a body is in a command can be said only once its quotes are gone as the shell takes them.

import { named } from "../named";

/** Splits a command line as `sh` would, including `$'…'` and lines that end in `\`, `^` or a backtick. */
export function shellWords(line: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  let at = 0;
  while (at < line.length) {
    const character = line[at]!;
    if (/\s/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
      at++;
      continue;
    }
    const piece = pieceAt(line, at);
    word = (word ?? "") + piece.text;
    at = piece.end;
  }
  if (word !== undefined) words.push(word);
  return words;
}

/** A command line for cmd as one for `sh`: a caret escapes what follows, a line end too, of which it takes two to mean one. */
export function withoutCarets(line: string): string {
  return line.replace(/\^(?:(\r?\n)(\r?\n)?|([^]))/g, (_, __, second?: string, other?: string) => other ?? (second === undefined ? "" : "\n"));
}

interface Piece {
  text: string;
  end: number;
}

function pieceAt(line: string, at: number): Piece {
  const rest = line.slice(at, at + 3);
  if (/^[\\^`]\r?\n/.test(rest)) return { text: "", end: line.indexOf("\n", at) + 1 };
  if (rest.startsWith("$'")) return ansiString(line, at + 2);
  if (rest[0] === "'") return singleString(line, at + 1);
  if (rest[0] === '"') return doubleString(line, at + 1);
  if (rest[0] === "\\" && rest.length > 1) return { text: line[at + 1]!, end: at + 2 };
  return { text: line[at]!, end: at + 1 };
}

function singleString(line: string, start: number): Piece {
  const end = line.indexOf("'", start);
  return end < 0 ? { text: line.slice(start), end: line.length } : { text: line.slice(start, end), end: end + 1 };
}

function doubleString(line: string, start: number): Piece {
  let text = "";
  for (let at = start; at < line.length; at++) {
    if (line[at] === '"') return { text, end: at + 1 };
    if (line[at] === "\\" && /["\\$`\n]/.test(line[at + 1] ?? "")) {
      at++;
      if (line[at] !== "\n") text += line[at];
    } else {
      text += line[at];
    }
  }
  return { text, end: line.length };
}

const ANSI: Readonly<Record<string, string>> = named({ n: "\n", r: "\r", t: "\t", b: "\b", f: "\f", v: "\v", a: "\x07", e: "\x1b" });

function ansiString(line: string, start: number): Piece {
  let text = "";
  for (let at = start; at < line.length; at++) {
    if (line[at] === "'") return { text, end: at + 1 };
    if (line[at] !== "\\") {
      text += line[at];
      continue;
    }
    const hex = /^\\(?:u([0-9a-fA-F]{1,4})|x([0-9a-fA-F]{1,2}))/.exec(line.slice(at, at + 6));
    if (hex) {
      text += String.fromCharCode(parseInt((hex[1] ?? hex[2])!, 16));
      at += hex[0].length - 1;
    } else {
      at++;
      text += ANSI[line[at] ?? ""] ?? line[at] ?? "";
    }
  }
  return { text, end: line.length };
}
