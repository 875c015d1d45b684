// The things people copy along with a body, one function for each.
//
// In: text. Out: what is inside, and a note of what was taken off – or undefined where the text is not wrapped that way.
// Does not know: the other layers, webhooks. A note never repeats a header's value, so that no secret stays behind.

import { fencedBlocks } from "./fence";
import { languageOf, literalToJson, unescapeBytes, unescapeLiteral, type Replaced } from "./literal";
import { isSecret } from "./secrets";
import { shellWords } from "./shell";
import { closingOf } from "./split";

export interface Unwrapped {
  inside: string;
  note: string;
}

export type Layer = (text: string) => Unwrapped | undefined;

const METHOD_LINE = /^(?:GET|POST|PUT|PATCH|DELETE) \S+(?: HTTP\/[\d.]+)?\s*$/;
const STATUS_LINE = /^HTTP\/[\d.]+ \d{3}.*$/;
const HEADER_LINE = /^[A-Za-z0-9][A-Za-z0-9-]*:(?: |\t|$)/;

/** A whole HTTP request or answer, or only its headers and body. */
const http: Layer = (text) => {
  const lines = text.slice(0, 65_536).split(/\r\n|\n|\r/);
  const hasStart = METHOD_LINE.test(lines[0]!) || STATUS_LINE.test(lines[0]!);
  const headers: string[] = [];
  let number = hasStart ? 1 : 0;
  while (number < lines.length && HEADER_LINE.test(lines[number]!)) {
    headers.push(lines[number]!.slice(0, lines[number]!.indexOf(":")));
    number++;
  }
  if ((!hasStart && headers.length < 1) || lines[number]?.trim() !== "") return undefined;
  const inside = afterLines(text, number + 1);
  if (inside.trim() === "") return undefined;
  const start = hasStart ? "the request line and " : "";
  return { inside, note: `HTTP request: ${start}${headersNote(headers)} removed` };
};

function afterLines(text: string, count: number): string {
  const ending = /\r\n|\n|\r/g;
  for (let line = 0; line < count; line++) ending.exec(text);
  return text.slice(ending.lastIndex);
}

function headersNote(names: readonly string[]): string {
  const secret = names.filter(isSecret);
  const count = `${names.length} ${names.length === 1 ? "header" : "headers"}`;
  return secret.length > 0 ? `${count} (${secret.join(", ")} among them)` : count;
}

const DATA_OPTION = /^(?:-d|--data|--data-raw|--data-binary|--data-ascii|--data-urlencode|--json)$/;

/** A cURL command. */
const curl: Layer = (text) => {
  if (!/^\s*(?:[$#>%] )?curl(?:\.exe)?\s/.test(text)) return undefined;
  const words = shellWords(text);
  const headers: string[] = [];
  const data: string[] = [];
  words.forEach((word, index) => {
    const [, option, joined] = /^(-H|--header|-d|--[a-z-]+)(?:=(.*))?$/s.exec(word) ?? [];
    const value = joined ?? words[index + 1] ?? "";
    if (option === "-H" || option === "--header") headers.push(value.slice(0, value.indexOf(":")));
    if (option !== undefined && DATA_OPTION.test(option)) data.push(value);
    if (/^-d./.test(word)) data.push(word.slice(2));
  });
  const inside = data.find((value) => /[{[]/.test(value));
  if (inside === undefined) return undefined;
  return { inside, note: `cURL command: the command and ${headersNote(headers)} removed` };
};

/** A Markdown fence. What stands around it goes, unless it holds a body too. */
const fence: Layer = (text) => {
  const inside = fencedBlocks(text.slice(0, 2_000_000)).filter((block) => /[{["]/.test(block));
  if (inside.length === 0) return undefined;
  return { inside: inside.join("\n"), note: `Markdown: the code ${inside.length === 1 ? "fence" : "fences"} removed` };
};

/** A string literal of JSON, JavaScript or Python that holds the body, or its inside without the quotes. */
const quoted: Layer = (text) => {
  const trimmed = text.trim().replace(/[;,]$/, "");
  const [, prefix, quote] = /^([bruBRU]{0,2})('''|"""|'|"|`)/.exec(trimmed) ?? [];
  if (prefix !== undefined && quote !== undefined && trimmed.endsWith(quote) && trimmed.length > 2 * quote.length) {
    const inner = trimmed.slice(prefix.length + quote.length, -quote.length);
    const inside = quote === '"' ? (jsonString(trimmed) ?? unescapeLiteral(inner)) : (/b/i.test(prefix) ? unescapeBytes(inner) : unescapeLiteral(inner));
    // `r'…'`, and quotes put around JSON by hand, are not escaped at all.
    const kept = looksLikeJson(inner) && !looksLikeJson(inside) ? inner : inside;
    return opensBody(kept) ? { inside: kept, note: "Quoted text: the quotes and one level of escapes removed" } : undefined;
  }
  if (!/^[{[]\s*(?:\\[nrt]|\s)*\\"/.test(trimmed)) return undefined;
  const inside = jsonString(`"${trimmed.replace(/\r?\n/g, "\\n")}"`);
  return inside === undefined ? undefined : { inside, note: "Escaped text: one level of escapes removed" };
};

function jsonString(literal: string): string | undefined {
  try {
    const value: unknown = JSON.parse(literal);
    return typeof value === "string" ? value : undefined;
  } catch {
    return undefined;
  }
}

function opensBody(text: string): boolean {
  return /^\s*[{["]/.test(text) || /^\s*[A-Za-z0-9+/=_-]{24,}\s*$/.test(text);
}

function looksLikeJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Base64, of either alphabet, as AWS Lambda hands bodies on. */
const base64: Layer = (text) => {
  const [, data] = /^\s*(?:data:[\w/+.;=-]*;base64,)?([A-Za-z0-9+/_-][A-Za-z0-9+/_\s-]{14,}={0,2})\s*$/.exec(text) ?? [];
  if (data === undefined) return undefined;
  try {
    const binary = atob(data.replace(/\s/g, "").replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    const inside = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    return /^\s*\ufeff?\s*[{["]/.test(inside) ? { inside, note: "Base64: decoded" } : undefined;
  } catch {
    return undefined;
  }
};

const CARRIERS = ["body", "rawBody", "log", "message", "msg", "Message", "data"] as const;

/** A JSON object that only carries the body as a string: an event of a Lambda, a line of a log in JSON. */
const envelope: Layer = (text) => {
  if (!/^\s*\{/.test(text) || text.length > 2_000_000 || !CARRIERS.some((name) => text.includes(`"${name}"`))) return undefined;
  let value: Record<string, unknown>;
  try {
    value = JSON.parse(text) as Record<string, unknown>;
  } catch {
    return undefined;
  }
  if ("payload" in value || "namespace" in value || "eventDetails" in value || "umid" in value) return undefined;
  const name = CARRIERS.find((carrier) => typeof value[carrier] === "string" && opensBody(value[carrier] as string));
  if (name === undefined) return undefined;
  return { inside: value[name] as string, note: `Envelope: taken out of its member \`${name}\`` };
};

/** `const body = …;`, as in source code. */
const assignment: Layer = (text) => {
  const [matched] = /^\s*(?:(?:const|let|var|export)\s+)*[A-Za-z_$][\w$.]*\s*(?::\s*[\w<>, ]+)?=\s*(?=[bruBRU]{0,2}['"`{[])/.exec(text) ?? [];
  return matched === undefined ? undefined : { inside: text.slice(matched.length).replace(/;\s*$/, ""), note: "Assignment: the name in front removed" };
};

/** One or several lines of a log, with a time stamp and a level in front. */
const logLine: Layer = (text) => {
  const open = text.search(/[{[]\s*(?:["'}]|\\")/);
  if (open <= 0 || /^[\s\ufeff]*$/.test(text.slice(0, open))) return undefined;
  // A bracket in front may be the time or the level.
  if (/^\s*[{["']/.test(text) && !/^\s*\[[^"'{}[\],]*\]\s*[^\s,\]}]/.test(text.slice(0, 1000))) return undefined;
  const pieces: string[] = [];
  let at = open;
  let strays = open;
  while (at >= 0 && at < text.length) {
    const end = closingOf(text, at);
    if (end === undefined) {
      pieces.push(text.slice(at));
      break;
    }
    pieces.push(text.slice(at, end));
    const next = text.slice(end).search(/\{\s*["'\\]/);
    strays += next < 0 ? text.length - end : next;
    at = next < 0 ? -1 : end + next;
  }
  const inside = pieces.join("\n");
  // A text in which JSON is only mentioned is left alone.
  if (inside.length < 20 || strays > 4000 + 4 * inside.length) return undefined;
  return { inside, note: pieces.length === 1 ? "Log line: the text around the body removed" : "Log: the text around the bodies removed" };
};

/** A literal of Python or JavaScript, or a sample with placeholders. */
const literal: Layer = (text) => {
  if (!/^\s*[{[]/.test(text) || looksLikeJson(text)) return undefined;
  const language = languageOf(text);
  if (language === undefined) return undefined;
  const { text: inside, replaced } = literalToJson(text);
  if (inside === text) return undefined;
  const name = language === "sample" ? "Sample of a document" : `${language} literal`;
  return { inside, note: `${name}: ${replacedNote(replaced)}` };
};

function replacedNote(replaced: Replaced): string {
  const parts: [number, string, string][] = [
    [replaced.quotes, "string requoted", "strings requoted"],
    [replaced.keys, "name quoted", "names quoted"],
    [replaced.words, "word turned into JSON", "words turned into JSON"],
    [replaced.placeholders, "placeholder quoted", "placeholders quoted"],
    [replaced.comments, "comment removed", "comments removed"],
    [replaced.commas, "comma removed", "commas removed"],
  ];
  return parts
    .filter(([count]) => count > 0)
    .map(([count, one, many]) => `${count} ${count === 1 ? one : many}`)
    .join(", ");
}

/** In the order they are tried: what names itself comes before what has to be guessed. */
export const layers: readonly Layer[] = [http, curl, fence, assignment, quoted, base64, envelope, literal, logLine];
