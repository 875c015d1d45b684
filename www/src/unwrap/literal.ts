// Literals of programming languages, rewritten as JSON.
//
// In: text that begins with `{` or `[` and was printed by Python or JavaScript, or by documentation with `<PLACEHOLDER>`s.
// Out: the same text with the tokens that JSON spells differently replaced, and how many of each kind there were.
// Does not know: webhooks, or whether the result is valid. Why not the library's edits: those mend mistakes one by one and
// show them; a literal is no mistake of the sender, only of the copying, so it is turned as a whole.

import { named } from "../named";
import { jsonString } from "./json";

/** What was replaced, counted. */
export interface Replaced {
  quotes: number;
  words: number;
  keys: number;
  comments: number;
  commas: number;
  placeholders: number;
}

const WORDS: Readonly<Record<string, string>> = named({
  True: "true",
  False: "false",
  None: "null",
  undefined: "null",
  NaN: "null",
});

// Each alternative is tried at one place only, so the whole stays linear.
const TOKEN =
  /"(?:[^"\\\n]|\\[^])*"|'(?:[^'\\\n]|\\[^])*'|`(?:[^`\\]|\\[^])*`|\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)|<[A-Za-z][\w .|-]*>|\.\.\.|[A-Za-z_$][\w$]*|\s+|[^]/g;

/** Rewrites a literal. */
export function literalToJson(text: string): { text: string; replaced: Replaced } {
  const replaced: Replaced = { quotes: 0, words: 0, keys: 0, comments: 0, commas: 0, placeholders: 0 };
  const pieces: string[] = [];
  /** The token before that is no space and no comment, and where it stands among the pieces. */
  let before = { token: "", at: -1 };
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    if (/^\s/.test(token)) {
      pieces.push(token);
      continue;
    }
    if (/^\/[/*]/.test(token)) {
      replaced.comments++;
      continue;
    }
    if (token === "...") {
      replaced.placeholders++;
      continue;
    }
    if ((token === "}" || token === "]") && before.token === ",") {
      replaced.commas++;
      pieces[before.at] = "";
    }
    pieces.push(rewrite(token, before.token, text.slice(index + token.length, index + token.length + 40), replaced));
    before = { token, at: pieces.length - 1 };
  }
  return { text: pieces.join(""), replaced };
}

function rewrite(token: string, before: string, after: string, replaced: Replaced): string {
  // A string in double quotes may be one of JSON already; the escapes of other languages are more.
  if (token.length > 1 && /^["'`]/.test(token) && jsonString(token) === undefined) {
    replaced.quotes++;
    return JSON.stringify(unescapeLiteral(token.slice(1, -1)));
  }
  if (/^<./.test(token)) {
    replaced.placeholders++;
    return JSON.stringify(token);
  }
  return /^[A-Za-z_$]/.test(token) ? word(token, before, after, replaced) : token;
}

/** A name: a key without quotes, a constant of another language, or the prefix of a Python string. */
function word(token: string, before: string, after: string, replaced: Replaced): string {
  if (/^\s*:/.test(after) && (before === "{" || before === ",")) {
    replaced.keys++;
    return JSON.stringify(token);
  }
  if (/^[bruBRU]{1,2}$/.test(token) && /^['"]/.test(after)) return "";
  const json = WORDS[token];
  if (json === undefined) return token;
  replaced.words++;
  return json;
}

const SIMPLE: Readonly<Record<string, string>> = named({
  n: "\n", r: "\r", t: "\t", b: "\b", f: "\f", v: "\v", a: "\x07", "0": "\0", "\n": "",
});

/** What the inside of a Python or JavaScript string says. */
export function unescapeLiteral(inside: string): string {
  return inside.replace(
    /\\(?:x([0-9a-fA-F]{2})|u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([^]))/g,
    (_, x: string, braced: string, u: string, wide: string, other: string) => {
      const hex = x ?? braced ?? u ?? wide;
      if (hex === undefined) return SIMPLE[other] ?? other;
      const number = parseInt(hex, 16);
      return number <= 0x10ffff ? String.fromCodePoint(number) : "\ufffd";
    },
  );
}

/** The inside of a Python bytes literal: `\xNN` are bytes of UTF-8. */
export function unescapeBytes(inside: string): string {
  const text = unescapeLiteral(inside);
  if (/[^\0-\xff]/.test(text)) return text;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(
      Uint8Array.from(text, (character) => character.charCodeAt(0)),
    );
  } catch {
    return text;
  }
}

/** A string, in single quotes only if it ends: a lone one is an apostrophe. In double quotes it may be cut off. */
const STRING = /"(?:[^"\\\n]|\\[^])*"?|'(?:[^'\\\n]|\\[^])*'/g;

/** Whether text shows the marks of a literal, and of which language. A lone mistake in JSON is none. */
export function languageOf(text: string): "Python" | "JavaScript" | "sample" | undefined {
  const bare = text.slice(0, 100_000).replace(STRING, (string) => string[0]!.repeat(2));
  const count = (pattern: RegExp) => bare.match(pattern)?.length ?? 0;
  const isSingle = /[{[,:]\s*[bruBRU]?'/.test(bare);
  const words = count(/[:[,]\s*(?:True|False|None)\b/g);
  if (words > 1 || (words === 1 && isSingle)) return "Python";
  const bareKeys = count(/[{,]\s*[A-Za-z_$][\w$]*\s*:/g);
  if (bareKeys > count(/""\s*:/g) || (bareKeys > 1 && isSingle)) return "JavaScript";
  if (/\{\s*[bruBRU]?'/.test(bare) && count(/'\s*:/g) > count(/""\s*:/g)) return "Python";
  if (/[:[,]\s*<[A-Za-z][\w .|-]*>\s*[,}\]]/.test(bare)) return "sample";
  return undefined;
}
