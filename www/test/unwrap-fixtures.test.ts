// Every webhook among the fixtures comes out of whatever it may be copied with, to the character.

import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { unwrap } from "../src/unwrap";

const FIXTURES = new URL("../../tests/fixtures/", import.meta.url);
const UNITS_MAX = 20_000;

const webhooks = readdirSync(FIXTURES, { recursive: true, encoding: "utf8" })
  .filter((name) => /\.(?:json|body)$/.test(name) && !name.endsWith(".expect.json"))
  .map((name) => ({ name, text: readFileSync(new URL(name, FIXTURES), "utf8").replace(/^\ufeff/, "").trim() }))
  .filter(({ text }) => text.length <= UNITS_MAX && isWebhook(text));

function isWebhook(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null || !("eventType" in value)) return false;
    // News of an account is told from the events of other services by its details alone.
    return !("eventId" in value) || "eventDetails" in value;
  } catch {
    return false;
  }
}

const quoted = (text: string) => text.replace(/["\\]/g, "\\$&");
const inShell = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

const wrappings: Record<string, (text: string) => string> = {
  "a log": (text) => `12:00 INFO body=${text}`,
  "a string in a log": (text) => `level=info body=${JSON.stringify(text)} status=200`,
  "a string in a string in a log": (text) => `time=1 msg=${JSON.stringify(`level=info body=${JSON.stringify(text)} status=200`)} n=1`,
  "a cURL command": (text) => `curl -H 'Authorization: a' -d ${inShell(text)} https://example.com`,
  // A line end of two characters is one of one there, and is no more after it.
  "a cURL command for cmd": (text) => (text.includes("\r") ? text : `curl ^"https://example.com^" ^\n  --data-raw ^"${quoted(text).replace(/[^\w\s.,:-]/g, "^$&").replace(/\n/g, "^\n\n")}^"`),
  "a command of PowerShell": (text) => `Invoke-WebRequest -Uri "https://example.com" -Headers @{"a"="b"} -Body "${text.replace(/[`$"]/g, "`$&")}"`,
  "a row of a table": (text) => `1,"${text.replaceAll('"', '""')}",2`,
  "a string in an envelope": (text) => JSON.stringify({ a: { b: [text] } }),
  "an envelope": (text) => `{"a":{"b":[1,${text}]}}`,
  "HTML": (text) => `<pre>${text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;")}</pre>`,
  "an address": (text) => `a=1&b=${encodeURIComponent(text)}&c=2`,
  "base64": (text) => Buffer.from(text).toString("base64"),
};

describe(`each of ${webhooks.length} webhooks comes out of`, () => {
  for (const [wrapping, wrap] of Object.entries(wrappings)) {
    test(wrapping, () => {
      expect(webhooks.length).toBeGreaterThan(300);
      for (const { name, text } of webhooks) expect(unwrap(wrap(text)).bodies, name).toEqual([text]);
    });
  }
});
