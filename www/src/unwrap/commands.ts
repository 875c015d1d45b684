// Commands of a shell that send a body: cURL, Wget, HTTPie.
//
// In: a command as browsers, Postman and people write it, for sh or for Windows. Out: the body that it sends. Does not know: how
// a shell splits words.
//
// Why it exists: a body is mostly tried out by a command, and that is what is at hand to be pasted.

import { headersNote, type Layer } from "./layer";
import { shellWords, withoutCarets } from "./shell";
import { mentionsWebhook } from "./webhook";

/** Behind a prompt, and behind what runs it with other rights. HTTPie is also given its body by `echo`. */
const COMMAND = /^\s{0,200}(?:(?:PS )?[^\s'"]{0,60}[$#>%+]\s?)?(?:(?:sudo|time|command)\s)?(curl|wget|https?|xh|echo|printf)(?:\.exe)?\s/;
const TOOLS: Readonly<Record<string, string>> = { curl: "cURL", wget: "Wget", http: "HTTPie", https: "HTTPie", xh: "HTTPie" };
const OPTION = /^(-H|--header|-d|--[a-z-]+)(?:=(.*))?$/s;
const DATA_OPTION = /^(?:-d|--data|--data-raw|--data-binary|--data-ascii|--data-urlencode|--json|--post-data|--body-data|--raw)$/;

export const command: Layer = (text) => {
  const [, program] = COMMAND.exec(text) ?? [];
  if (program === undefined) return undefined;
  // Only cmd escapes quotes that way.
  const { headers, data, words } = partsOf(shellWords(text.includes('^"') ? withoutCarets(text) : text));
  // Without an option, only what certainly is a body is taken for one.
  const inside = data.find((value) => /[{[]/.test(value)) ?? words.find((word) => /^\s*\{\s*"/.test(word) && mentionsWebhook(word));
  if (inside === undefined) return undefined;
  return { insides: [inside], note: `${TOOLS[program] ?? "Shell"} command: the command and ${headersNote(headers)} removed` };
};

function partsOf(words: readonly string[]): { headers: string[]; data: string[]; words: readonly string[] } {
  const headers: string[] = [];
  const data: string[] = [];
  words.forEach((word, index) => {
    const [, option, joined] = OPTION.exec(word) ?? [];
    const value = joined ?? words[index + 1] ?? "";
    if (option === "-H" || option === "--header") headers.push(value.slice(0, value.indexOf(":")));
    if (option !== undefined && DATA_OPTION.test(option)) data.push(value);
    if (/^-d./.test(word)) data.push(word.slice(2));
  });
  return { headers, data, words };
}
