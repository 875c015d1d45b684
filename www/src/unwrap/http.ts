// Requests and answers of HTTP.
//
// In: text as it goes over a connection, whole or in part. Out: the body of a request or an answer; of several messages that follow
// each other, the requests. Does not know: what a body is. Why the answers go: what came is what is to be seen, and what was answered
// stands in no webhook.

import { counted, headersNote, type Layer } from "./layer";
import { closingOf } from "./split";

const METHOD_LINE = /^(?:GET|POST|PUT|PATCH|DELETE) \S+(?: HTTP\/[\d.]+)?\s*$/;
const STATUS_LINE = /^HTTP\/[\d.]+ \d{3}.*$/;
const HEADER_LINE = /^[A-Za-z0-9][A-Za-z0-9-]*:(?: |\t|$)/;

/** A whole HTTP request or answer, or only its headers and body. */
export const http: Layer = (text) => {
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
  return { insides: [inside], note: `HTTP request: ${start}${headersNote(headers)} removed` };
};

function afterLines(text: string, count: number): string {
  const ending = /\r\n|\n|\r/g;
  for (let line = 0; line < count; line++) ending.exec(text);
  return text.slice(ending.lastIndex);
}

const REQUEST_LINE = /(?:GET|POST|PUT|PATCH|DELETE) \S{1,2000} HTTP\/[\d.]+(?=[\r\n])/g;
/** Of a request or an answer. */
const START_LINE = /(?:(?:GET|POST|PUT|PATCH|DELETE) \S{1,2000} HTTP\/[\d.]+|HTTP\/[\d.]+ \d{3}[^\r\n]*)(?=[\r\n]|$)/;
const START_OF_LINE = new RegExp(`^${START_LINE.source}`, "gm");
const START_HERE = new RegExp(`\\s*(?=${START_LINE.source})`, "y");

/** What a program that listens to a connection shows of it: a request, its answer, and perhaps more of them. */
export const conversation: Layer = (text) => {
  if (!METHOD_LINE.test(text.slice(0, 4_000).split(/\r?\n/, 1)[0]!)) return undefined;
  const requests: string[] = [];
  let answers = 0;
  for (let at = 0; at < text.length; ) {
    const end = endOfMessage(text, at);
    if (text.startsWith("HTTP/", at)) answers++;
    else requests.push(text.slice(at, end));
    at = end;
  }
  if (answers + requests.length === 1) return undefined;
  return { insides: requests, note: `HTTP: ${counted(requests.length, "request", "requests")}, ${counted(answers, "answer", "answers")} removed` };
};

/** Where the next message begins, or the text ends. */
function endOfMessage(text: string, start: number): number {
  const body = /\r?\n\r?\n\s*/g;
  body.lastIndex = start;
  if (body.exec(text) === null) return text.length;
  const from = body.lastIndex;
  const nextRequest = foundFrom(REQUEST_LINE, text, from);
  if (text.startsWith("HTTP/", start)) return nextRequest;
  // A body has no line end of its own behind it; where it is broken, only a line that begins a message tells where it ends.
  const end = /[{[]/.test(text[from] ?? "") ? closingOf(text.slice(from, nextRequest), 0) : undefined;
  START_HERE.lastIndex = from + (end ?? 0);
  if (end !== undefined && START_HERE.test(text)) return START_HERE.lastIndex;
  return foundFrom(START_OF_LINE, text, from);
}

function foundFrom(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? text.length;
}
