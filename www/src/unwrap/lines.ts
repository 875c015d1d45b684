// What programs put into lines that they show: colours, and something in front of each.
//
// In: text. Out: the lines as they were. Does not know: what is in them. Why all lines have to have it, or all
// those of a quotation: a `>` or a number in front of some is part of the text.

import { opensJson } from "./json";
import type { Layer } from "./layer";

/** The colours of a terminal. In what begins as a body they are a mistake of the sender, and stay. */
export const colours: Layer = (text) => {
  if (!text.includes("\x1b[") || opensJson(text)) return undefined;
  return { insides: [text.replace(/\x1b\[[\d;?]{0,40}[A-Za-z]/g, "")], note: "Terminal: the colours removed" };
};

/** Of an answered mail, of a patch, of Docker Compose, of an editor, of a search, of a page that numbers lines. */
const PREFIXES = [/^(?:> ?)+/, /^\+/, /^[\w.-]{1,60} *[|│] ?/, /^[ \t]{0,10}\d{1,6} *[:|│][ \t]/, /^\d{1,6}:(?!\d)/, /^[ \t]{0,10}\d{1,6}(?:\t| (?=\s*["{}[\]]))/] as const;

export const prefixed: Layer = (text) => {
  const lines = text.split("\n");
  const prefix = PREFIXES.find((one) => lines.every((line) => line.trim() === "" || one.test(line)));
  if (prefix === undefined || !text.includes("{")) return undefined;
  return { insides: [lines.map((line) => line.replace(prefix, "")).join("\n")], note: "Lines: what stands in front of each removed" };
};

/** An answered mail, with what was written around what it quotes. There the one who answered may have written anything but a body. */
export const answered: Layer = (text) => {
  if (!text.includes("{") || opensJson(text)) return undefined;
  const lines = text.split("\n");
  const [first, last] = [lines.findIndex(isQuotation), lines.findLastIndex(isQuotation)];
  const quotation = lines.slice(first, last + 1);
  const around = [...lines.slice(0, first), ...lines.slice(last + 1)];
  if (first < 0 || !quotation.every((line) => isQuotation(line) || line.trim() === "") || around.some((line) => /[{}]/.test(line))) return undefined;
  return { insides: [quotation.map((line) => line.replace(PREFIXES[0], "")).join("\n")], note: "Mail: the quotation taken out" };
};

function isQuotation(line: string): boolean {
  return line.startsWith(">");
}
