// A body in the forms in which it is passed on.
//
// In: text, whether it is to be masked, a clock. Out: JSON, a Markdown report, a cURL command, a TypeScript test. Does not know:
// the clipboard. Whatever is masked is masked first, so that nothing here can leak what the mask has taken.
//
// Why it exists: what was found here has to be told to somebody who is elsewhere: a colleague, a ticket, a test.

import { parse, redact, render } from "chatapps-webhook";
import { kindLabel, plainAt } from "../meaning/summary";
import { format } from "./format";
import type { ReportRequest } from "./protocol";
import { sentenceOf } from "./read";

export function report({ text: body, form, masked, now }: ReportRequest): string {
  const text = masked ? redact(body) : body;
  switch (form) {
    case "json":
      return text;
    case "markdown":
      return markdown(text, masked, now);
    case "curl":
      return `curl -X POST 'https://example.com/webhook' \\\n  -H 'Content-Type: application/json' \\\n  --data-raw '${text.replaceAll("'", `'\\''`)}'\n`;
    case "typescript":
      return fixture(text);
  }
}

function markdown(text: string, masked: boolean, now: number): string {
  const result = parse(text);
  const event = result.ok ? result.event : result.partial;
  const sentence = plainAt(sentenceOf(event, result.diagnostics, text), now, "UTC");
  const kind = kindLabel(result.ok ? result.event.kind : result.kind) ?? "Not readable";
  const shape = (event as { shape?: string } | undefined)?.shape;
  const found = render(text, result, { redact: masked }).trimEnd();
  return [
    `**${escaped(kind)}${shape ? ` (${shape})` : ""}**: ${escaped(sentence)}`,
    `Diagnostics: ${result.diagnostics.length + result.omitted}`,
    ...(found === "" ? [] : [fenced(found, "text")]),
    masked ? "Body, masked:" : "Body:",
    fenced(format(text, "pretty"), "json"),
    "",
  ].join("\n\n");
}

/** A fence that no run of backticks inside can close. */
function fenced(text: string, language: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

function escaped(text: string): string {
  return text.replace(/[\\`*_<>[\]#|]/g, "\\$&");
}

function fixture(text: string): string {
  const result = parse(text);
  const expected = result.ok
    ? `  expect(result.ok && result.event.kind).toBe(${JSON.stringify(result.event.kind)});`
    : `  expect(result.ok).toBe(false);`;
  const codes = [...new Set(result.diagnostics.map(({ code }) => code))];
  return `import { expect, test } from "vitest";
import { parse } from "chatapps-webhook";

const body = ${literal(text)};

test("reads the webhook", () => {
  const result = parse(body);
${expected}
  expect([...new Set(result.diagnostics.map(({ code }) => code))]).toEqual(${JSON.stringify(codes)});
});
`;
}

/** A template literal: bodies stay readable in it. */
function literal(text: string): string {
  const escapedText = text.replace(/[\\`]|\$\{/g, "\\$&").replace(/\r/g, "\\r").replace(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
  return `\`${escapedText}\``;
}
