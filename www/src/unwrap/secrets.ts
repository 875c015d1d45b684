// The secrets that are copied along with a body.
//
// In: text, as pasted: a command, a log, source code, JSON of any tool. Out: the same with what would let somebody in taken
// out, and whether a name is one that holds such a thing. Does not know: the layers. Why by names, in any syntax: a paste may be
// in a language that no layer reads, and it is shown and kept all the same. Rather too much goes than too little: the body
// itself is shown beside it, untouched. Everything that is looked at is stepped over, so the whole stays linear.

import { opensJson } from "./json";
import { mentionsWebhook } from "./webhook";

const REMOVED = "(removed)";
const NAMES = "authorization|bearer|cookie|token|api[-_]?key|secret|signature|passw(?:or)?d|credential";

/** A quote as it is spelled in strings of strings, in PowerShell, in cmd, in HTML and by nginx. */
const QUOTE = "(?:[\\\\^`]{0,8}[\"']|`|&quot;|&#3[49];|\\\\x22)";

/** What stands between the name and its value: in code, in headers, in lists of pairs, and in lists of `name` and `value`. */
const BETWEEN = `\\]?[ \\t]*(?:=>|:=|[:=]|,\\s*${QUOTE}value${QUOTE}\\s*[:=]|,(?=\\s*${QUOTE}))`;
const NAMED = `(?:(?:${NAMES})[\\w-]{0,32}|\\bauth(?=${QUOTE}?\\s*[:=]\\s*[({[]))(?<closing>${QUOTE})?(?<between>${BETWEEN})`;
const OPTION = `(?<=\\s)(?:(?:-[abuU]|--(?:proxy-)?(?:cookie|user|auth|pass|oauth2-bearer|[a-z]*-?password))(?:[ \\t]*(?=${QUOTE})|=|[ \\t]+)|-u(?=[^\\s:-]{1,64}:))`;
const MARK = new RegExp(`(?:${NAMED}|(?<option>${OPTION}))[ \\t]*(?:[bfru$@]{0,2}(?=${QUOTE}))?`, "gi");

const SECRET_NAME = new RegExp(NAMES, "i");
const OPENING = new RegExp(`(${QUOTE})[\\w-]*$`);
const LINE_START = /(?:^|[\r\n])[^\w"'`]*[\w-]*$/;
/** How far before a name its beginning is looked for. */
const LEAD_UNITS = 48;

const QUOTE_OR_LINE_END = new RegExp(`${QUOTE}|[\\r\\n]`, "g");
const QUOTE_OR_BRACKET = new RegExp(`${QUOTE}|[[\\](){}]`, "g");
/** With the lines that a header was folded into: they begin with white space, and neither with a name nor as JSON does. */
const LINE_REST = /[^\r\n]*(?:\r?\n[ \t]+(?![\w-]+:|[\s"'{}[\]])[^\r\n]*)*/y;
/** In a shell, a backslash may stand before what would end a word. */
const COOKIES = /(?:\\[ ;]|[^"'\\{}\r\n])*/y;
const WORD = /(?:\\ )*(?:(?:Bearer|Basic|Digest|Token|ApiKey|OAuth|HMAC[\w-]{0,32}|AWS4-[\w-]{0,32})(?:\\? )+)?(?:\\[ ;&]|[^\s"'\\,;&<>)}\]])*/iy;

/** Whether the value of a header of this name is a secret. */
export function isSecret(name: string): boolean {
  return SECRET_NAME.test(name);
}

/** Whether JSON that is no webhook tells of a request, with its headers and cookies. */
const REQUEST = /"(?:(?:multiValue|raw)?headers|cookies?|(?:proxy-)?authorization)"\s*:/i;

/**
 * Whether a text may hold secrets although no body came out of it: whatever is not JSON, and JSON of a request. A body itself may
 * speak of passwords, and is left as it is.
 */
export function mayHoldSecrets(text: string): boolean {
  return !opensJson(text) || (!mentionsWebhook(text) && REQUEST.test(text));
}

/** The text without its secrets, to be kept or shown again. */
export function withoutSecrets(text: string): string {
  return withoutNamed(text)
    .replace(/(:\/\/)[^\s/?#@"'`<>\\]{1,256}@/g, `$1${REMOVED}@`)
    .replace(/([?&;](?:sig|key|auth|code|pwd|access)=)[^\s&#"'`<>\\]+/gi, `$1${REMOVED}`)
    .replace(/\b(Bearer +|Basic +(?=\S{6}))[\w.~+/=-]+/g, `$1${REMOVED}`);
}

/** The same of JSON that is to stay JSON: laid out anew where there was a secret in it. */
export function jsonWithoutSecrets(text: string): string {
  const cleaned = withoutSecrets(text);
  if (cleaned === text) return text;
  try {
    return JSON.stringify(JSON.parse(text, (name, value: unknown) => (isSecret(name) ? REMOVED : withoutSecretParts(value))), undefined, 2);
  } catch {
    // Nested deeper than can be gone through: better broken than with its secrets.
    return cleaned;
  }
}

/** Takes a secret out of a text, of a `name` and its `value`, and of a list in which names and values take turns. */
function withoutSecretParts(value: unknown): unknown {
  const isNameOfSecret = (one: unknown) => typeof one === "string" && /^[\w-]{1,64}$/.test(one) && isSecret(one);
  if (typeof value === "string") return withoutSecrets(value);
  if (Array.isArray(value)) return value.map((one: unknown, index) => (isNameOfSecret(value[index - 1]) ? REMOVED : one));
  const { name, value: valueOfName } = (value ?? {}) as Record<string, unknown>;
  return valueOfName !== undefined && isNameOfSecret(name) ? { ...(value as object), value: REMOVED } : value;
}

/** Takes out what has a name before it. */
function withoutNamed(text: string): string {
  const pieces: string[] = [];
  let kept = 0;
  MARK.lastIndex = 0;
  for (let mark = MARK.exec(text); mark !== null; mark = MARK.exec(text)) {
    const { start, end } = valueAfter(text, mark, MARK.lastIndex);
    if (end <= start) continue;
    pieces.push(text.slice(kept, start), REMOVED);
    kept = end;
    MARK.lastIndex = end;
  }
  return pieces.join("") + text.slice(kept);
}

function valueAfter(text: string, mark: RegExpExecArray, at: number): { start: number; end: number } {
  const { closing, between, option } = mark.groups!;
  const lead = text.slice(Math.max(0, mark.index - LEAD_UNITS), mark.index);
  const opening = option === undefined && closing === undefined ? OPENING.exec(lead)?.[1] : undefined;
  // `'Authorization: …'`: the quote in front of the name ends the value too.
  if (opening !== undefined) return { start: at, end: endOfQuoted(text, at, opening) };
  const quote = quoteAt(text, at);
  if (quote !== undefined) return { start: at + quote.length, end: endOfQuoted(text, at + quote.length, quote) };
  if ("[{(".includes(text[at] ?? " ")) return { start: at + 1, end: endOfBrackets(text, at + 1) };
  const isHeader = between?.trim() === ":" && LINE_START.test(lead);
  const value = isHeader ? LINE_REST : /cookie/i.test(mark[0]) ? COOKIES : WORD;
  return { start: at, end: at + matchAt(value, text, at).length };
}

const QUOTE_HERE = new RegExp(QUOTE, "y");

function quoteAt(text: string, at: number): string | undefined {
  return matchAt(QUOTE_HERE, text, at) || undefined;
}

function matchAt(sticky: RegExp, text: string, at: number): string {
  sticky.lastIndex = at;
  return sticky.exec(text)?.[0] ?? "";
}

/** Where the quote that is spelled the same stands; the end of the line if there is none in it. */
function endOfQuoted(text: string, at: number, quote: string): number {
  QUOTE_OR_LINE_END.lastIndex = at;
  for (let found = QUOTE_OR_LINE_END.exec(text); found !== null; found = QUOTE_OR_LINE_END.exec(text)) {
    if (found[0] === quote || /[\r\n]/.test(found[0])) return found.index;
  }
  return text.length;
}

/** Where the bracket closes that was opened before `at`; brackets in strings do not count. */
function endOfBrackets(text: string, at: number): number {
  let depth = 1;
  QUOTE_OR_BRACKET.lastIndex = at;
  for (let found = QUOTE_OR_BRACKET.exec(text); found !== null; found = QUOTE_OR_BRACKET.exec(text)) {
    if ("[{(".includes(found[0])) depth++;
    else if (")}]".includes(found[0])) depth--;
    else QUOTE_OR_BRACKET.lastIndex = endOfQuoted(text, QUOTE_OR_BRACKET.lastIndex, found[0]) + found[0].length;
    if (depth === 0) return found.index;
  }
  return text.length;
}
