// Commands of PowerShell.
//
// In: a command as browsers and people write it. Out: the body that it sends. Does not know: variables, expressions; bodies in
// those are found as in any other text.
//
// Why it exists: browsers on Windows copy a request as this, with quotes that no other language has.

import type { Layer } from "./layer";
import { named } from "../named";

const ESCAPES: Readonly<Record<string, string>> = named({ n: "\n", r: "\r", t: "\t", b: "\b", f: "\f", v: "\v", a: "\x07", e: "\x1b", "0": "\0" });
const COMMAND = /\b(?:Invoke-(?:RestMethod|WebRequest)|irm|iwr)\b/i;
/** Edge and Chrome write the bytes of what is beyond ASCII. */
const BODY = /\s-Body[\s:]+(?:\(\[System\.Text\.Encoding\]::UTF8\.GetBytes\()?(["'])/i;

export const powershell: Layer = (text) => {
  if (!COMMAND.test(text)) return undefined;
  const body = BODY.exec(text);
  if (body === null) return undefined;
  const { text: inside } = powershellString(text, body.index + body[0].length, body[1] as '"' | "'");
  return /[{[]/.test(inside) ? { insides: [inside], note: "PowerShell command: the command and its headers removed" } : undefined;
};

/** The rest of a string that opens before `start`: a doubled quote is one; in double quotes backticks escape. */
export function powershellString(text: string, start: number, quote: '"' | "'"): { text: string; end: number } {
  const special = quote === '"' ? /`(?:u\{([0-9a-fA-F]{1,6})\}|([^]))|""?/g : /''?/g;
  const pieces: string[] = [];
  let kept = start;
  special.lastIndex = start;
  for (let found = special.exec(text); found !== null; found = special.exec(text)) {
    pieces.push(text.slice(kept, found.index));
    kept = special.lastIndex;
    if (found[0] === quote) return { text: pieces.join(""), end: found.index };
    pieces.push(escapeOf(found));
  }
  return { text: pieces.join("") + text.slice(kept), end: text.length };
}

function escapeOf([all, hex, other]: RegExpExecArray): string {
  if (hex !== undefined) return String.fromCodePoint(Math.min(parseInt(hex, 16), 0x10ffff));
  return other === undefined ? all[0]! : (ESCAPES[other] ?? other);
}
