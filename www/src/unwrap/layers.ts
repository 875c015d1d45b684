// The things people copy along with a body, one function for each.
//
// In: text. Out: what is inside, as a layer says it. Does not know: the other layers. The larger ones have rooms of their own.
//
// Why it exists: here stands in which order they are tried, of which the first that fits is taken off.

import { base64 } from "./base64";
import { command } from "./commands";
import { embedded } from "./embedded";
import { encoded } from "./encoding";
import { envelope, opensBody } from "./envelope";
import { fencedBlocks } from "./fence";
import { conversation, http } from "./http";
import { isJson, jsonString, opensJson } from "./json";
import { counted, type Layer } from "./layer";
import { answered, colours, prefixed } from "./lines";
import { languageOf, literalToJson, unescapeBytes, unescapeLiteral, type Replaced } from "./literal";
import { powershell } from "./powershell";

/** A Markdown fence. What stands around it goes, unless it holds a body too. */
const fence: Layer = (text) => {
  const insides = fencedBlocks(text.slice(0, 2_000_000)).filter((block) => /[{["]/.test(block));
  if (insides.length === 0) return undefined;
  return { insides, note: `Markdown: the code ${insides.length === 1 ? "fence" : "fences"} removed` };
};

/** A block of Jira. */
const braced: Layer = (text) => {
  if (opensJson(text)) return undefined;
  const marks = [...text.matchAll(/\{(code|noformat)(?::[^}\n]{0,200})?\}/g)];
  const insides: string[] = [];
  for (let number = 1; number < marks.length; number++) {
    const [open, close] = [marks[number - 1]!, marks[number]!];
    if (open[1] !== close[1]) continue;
    insides.push(text.slice(open.index + open[0].length, close.index));
    number++;
  }
  const kept = insides.filter((inside) => /[{["]/.test(inside));
  return kept.length === 0 ? undefined : { insides: kept, note: `Jira: the ${counted(kept.length, "block", "blocks")} of code taken out` };
};

/** A string literal of JSON, JavaScript or Python that holds the body, or its inside without the quotes. */
const quoted: Layer = (text) => {
  const trimmed = text.trim().replace(/[;,]$/, "");
  // A cell of a table has doubled quotes, and there may be more of them.
  if (/^"\{\s*""[\w\\]/.test(trimmed)) return undefined;
  const [, prefix, quote] = /^([bruBRU]{0,2})('''|"""|'|"|`)/.exec(trimmed) ?? [];
  if (prefix !== undefined && quote !== undefined && trimmed.endsWith(quote) && trimmed.length > 2 * quote.length) {
    const inner = trimmed.slice(prefix.length + quote.length, -quote.length);
    const inside = quote === '"' ? (jsonString(trimmed) ?? unescapeLiteral(inner)) : (/b/i.test(prefix) ? unescapeBytes(inner) : unescapeLiteral(inner));
    // `r'…'`, and quotes put around JSON by hand, are not escaped at all.
    const kept = isJson(inner) && !isJson(inside) ? inner : inside;
    return opensBody(kept) ? { insides: [kept], note: "Quoted text: the quotes and one level of escapes removed" } : undefined;
  }
  if (!/^[{[](?:\\[nrt]|\s)*\\"/.test(trimmed)) return undefined;
  const inside = jsonString(`"${trimmed.replace(/\r?\n/g, "\\n")}"`);
  return inside === undefined ? undefined : { insides: [inside], note: "Escaped text: one level of escapes removed" };
};

const NAME_UNITS_MAX = 200;

/** `const body = …;`, as in source code. */
const assignment: Layer = (text) => {
  const [matched] = /^\s*(?:(?:const|let|var|export)\s+)*[A-Za-z_$][\w$.]*\s*(?::\s*[\w<>, ]+)?=\s*(?=[bruBRU]{0,2}['"`{[])/.exec(text.slice(0, NAME_UNITS_MAX)) ?? [];
  return matched === undefined ? undefined : { insides: [withoutType(text.slice(matched.length).trimEnd().replace(/;$/, ""))], note: "Assignment: the name in front removed" };
};

/** Without what TypeScript says of a value behind it: `as const`, `satisfies T`. */
function withoutType(value: string): string {
  const tail = value.slice(-NAME_UNITS_MAX);
  return value.slice(0, value.length - tail.length) + tail.replace(/(?<=[}\]"'`])\s{1,40}(?:as|satisfies)\s[\w$.<>[\], ]+$/, "");
}

/** A literal of Python or JavaScript, or a sample with placeholders. */
const literal: Layer = (text) => {
  if (!/^\s*[{[]/.test(text) || isJson(text)) return undefined;
  const language = languageOf(text);
  if (language === undefined) return undefined;
  const { text: inside, replaced } = literalToJson(text);
  // What is no JSON then either is a broken body; but what begins as JSON never does was only cut off.
  if (inside === text || !(isJson(inside) || /^\s*[{[]\s*[bruBRU]?'/.test(text))) return undefined;
  const name = language === "sample" ? "Sample of a document" : `${language} literal`;
  return { insides: [inside], note: `${name}: ${replacedNote(replaced)}` };
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
    .map(([count, one, many]) => counted(count, one, many))
    .join(", ");
}

/** In the order they are tried: what names itself comes before what has to be guessed. */
export const layers: readonly Layer[] = [colours, prefixed, answered, conversation, http, command, powershell, fence, braced, encoded, assignment, quoted, base64, envelope, literal, embedded];
