// What a diagnostic says, in one line.
//
// In: a diagnostic. Out: its message; of JSON in a string also what is wrong in there, unless it is no JSON at all.
// Does not know: where the line is shown. The pointer into that JSON is left out: its names are masked there, and the place
// in the text says more.
//
// Why it exists: the mark in the text, the list of problems and the screen reader say the same.

import { codes } from "chatapps-webhook/catalog";
import type { Diagnostic } from "chatapps-webhook";

export function messageOf({ message, embedded }: Pick<Diagnostic, "message" | "embedded">): string {
  if (embedded === undefined || embedded.code === "not-json") return message;
  const title = codes.find(({ code }) => code === embedded.code)?.title ?? embedded.code;
  // Inside of a sentence, but for names that are written in capitals throughout.
  const reason = title.replace(/^[A-Z](?![A-Z])/, (letter) => letter.toLowerCase());
  return `${message}: ${reason}`;
}
