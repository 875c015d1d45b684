// Sentences, meanings and paths, over every body that the library accepts.

import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "chatapps-webhook";
import { read } from "../src/engine/read";
import { meaningOf } from "../src/meaning/meaning";
import { plainAt, type Sentence } from "../src/meaning/summary";
import { expiryOf, openable } from "../src/meaning/link";
import { momentOf, relative, shortDateTime } from "../src/meaning/time";

const folder = new URL("../../tests/fixtures/accept/", import.meta.url);
const fixture = (name: string) => readFileSync(new URL(`${name}.json`, folder), "utf8");
const names = readdirSync(folder).map((name) => name.replace(/\.json$/, ""));
const NOW = Date.parse("2026-07-01T00:00:00Z");

function reading(text: string, masked = false) {
  return read({ text, masked, rowsMax: 500 });
}

function said(sentence: Sentence, now = NOW): string {
  return plainAt(sentence, now, "UTC");
}

function meaning(name: string, pointer: string) {
  const row = reading(fixture(name)).rows.find((one) => one.pointer === pointer);
  return row && meaningOf(row, "UTC", NOW);
}

test("a text", () => {
  expect(said(reading(fixture("inbound-v2-sample-text")).sentence)).toBe(
    "WhatsApp text from +1 202-555-0023, United States, 1 Jan 2016 14:34 UTC, in reply to “777a57f4…”: “Test message”",
  );
});

describe("every body has a sentence, rows that lie in it, and paths that lead to their values", () => {
  for (const name of names) {
    test(name, () => {
      const text = fixture(name);
      const { sentence, rows } = reading(text);
      expect(said(sentence)).not.toMatch(/undefined|\[object|NaN|Invalid|^$/);
      const result = parse(text);
      const event: unknown = result.ok ? result.event : result.partial;
      for (const row of rows) {
        expect(row.range.start).toBeLessThanOrEqual(row.range.end);
        expect(row.range.end).toBeLessThanOrEqual(text.length);
        expect(meaningOf(row, "UTC", NOW)?.words ?? "").not.toMatch(/undefined|NaN|Invalid/);
        if (row.access !== undefined && row.cut === 0) expectSame(new Function("event", `return ${row.access}`)(event), row.value, row.type);
      }
    });
  }
});

/** Spelling may have been made canonical on the way, so what is compared is that there is a value of that sort. */
function expectSame(found: unknown, value: string, type: string): void {
  expect(found).not.toBeUndefined();
  if (type === "object" || type === "array") expect(typeof found).toBe("object");
  else if (type === "number" && typeof found === "number") expect(found).toBe(Number(value));
}

describe("values", () => {
  test("phone numbers have a country", () => {
    expect(meaning("inbound-v2-sample-text", "/payload/user/msisdn")).toEqual({ words: "+1 202-555-0023, United States" });
  });
  test("times are told in a zone and from now", () => {
    expect(meaning("inbound-v2-sample-text", "/payload/timestamp")!.words).toBe("1 Jan 2016, 14:34:56 UTC (10 years ago)");
    expect(shortDateTime(Date.parse("2026-07-01T10:00:00Z"), "Asia/Singapore")).toMatch(/^1 Jul 2026 18:00/);
  });
  test("a day that is not in the calendar is no time", () => {
    expect(momentOf("2026-02-30T00:00:00Z")).toBeUndefined();
    expect(momentOf("2024-02-29T00:00:00.1234567Z")).toBe(Date.parse("2024-02-29T00:00:00.123Z"));
    expect(momentOf("2026-01-01T00:30:00+02:00")).toBe(Date.parse("2025-12-31T22:30:00Z"));
  });
  test("links say when they expire, and only web links open", () => {
    expect(expiryOf("https://x.example/a?X-Amz-Date=20260101T000000Z&X-Amz-Expires=86400")).toBe(Date.parse("2026-01-02T00:00:00Z"));
    expect(expiryOf("https://x.example/a?Expires=1767225600")).toBe(1767225600000);
    expect(expiryOf("https://x.example/a")).toBeUndefined();
    for (const seconds of ["1e306", "-1", "0x10", "", " 5", "9".repeat(400)]) {
      expect(expiryOf(`https://x.example/a?X-Amz-Date=20260101T000000Z&X-Amz-Expires=${encodeURIComponent(seconds)}`), seconds).toBeUndefined();
    }
    for (const bad of ["javascript:alert(1)", "data:text/html,x", "nonsense", "file:///etc/passwd"]) expect(openable(bad)).toBeUndefined();
  });
  test("places have a map", () => {
    const found = meaning("inbound-v2-location-numbers", "/payload/content/location/latitude")!;
    expect(found.link?.href).toMatch(/^https:\/\/www\.openstreetmap\.org\/\?mlat=-?\d/);
  });
  test("call permissions are told in words", () => {
    expect(said(reading(fixture("inbound-v2-interactive-call-accept-temporary")).sentence)).toMatch(/you may call until \d+ \w+ \d{4}/);
    expect(said(reading(fixture("inbound-v2-interactive-call-reject")).sentence)).toMatch(/you may not call/);
    expect(said(reading(fixture("inbound-v2-interactive-call-accept-permanent")).sentence)).toMatch(/without an end/);
  });
  test("a call permission that was refused is none, whatever stands beside it", () => {
    const refused = fixture("inbound-v2-interactive-call-reject").replace('"response"', '"expirationTimestamp": "2030-01-01T00:00:00Z", "response"');
    const of = (name: string) => reading(refused).rows.find((row) => row.name === name)!;
    expect(meaningOf(of("expirationTimestamp"), "UTC", NOW)!.words).toMatch(/^You may not call: the person refused\. 1 Jan 2030/);
    expect(meaningOf(of("isPermanent"), "UTC", NOW)!.words).toBe("You may not call: the person refused");
  });
  test("a call permission that has ended is no permission", () => {
    const { sentence } = reading(fixture("inbound-v2-interactive-call-accept-temporary"));
    const end = Date.parse("2026-09-01T06:30:00Z");
    expect(said(sentence, end - 1)).toMatch(/: you may call until 1 Sept? 2026 06:30 UTC$/);
    expect(said(sentence, end)).toMatch(/: the permission ended 1 Sept? 2026 06:30 UTC$/);
  });
  test("a call permission that had ended before it was sent never was one", () => {
    const { sentence } = reading(fixture("inbound-v2-interactive-call-accept-temporary").replace("2026-09-01", "2026-02-01"));
    expect(said(sentence, 0)).toMatch(/: the permission ended 1 Feb 2026 06:30 UTC, before this was sent$/);
  });
  test("a call permission that is permanent and ends contradicts itself", () => {
    const { sentence } = reading(fixture("inbound-v2-interactive-call-accept-temporary").replace('"isPermanent": false', '"isPermanent": true'));
    expect(said(sentence, NOW)).toMatch(/: the permission contradicts itself: it is permanent, but ends 1 Sept? 2026 06:30 UTC$/);
    expect(said(sentence, Date.parse("2027-01-01T00:00:00Z"))).toMatch(/: the permission contradicts itself: it is permanent, but ended 1 Sept? 2026 06:30 UTC$/);
  });
  test("answers of a Flow are a table", () => {
    expect(reading(fixture("inbound-v3-interactive-flow")).answers).toContainEqual({ name: "when", value: "2026-07-19" });
  });
  test("JSON in a string has rows of its own, with places in the string", () => {
    const text = fixture("inbound-v3-interactive-flow");
    const row = reading(text).rows.find(({ pointer }) => pointer.endsWith("/responseJson/when"))!;
    expect(row.value).toBe("2026-07-19");
    expect(text.slice(row.span.start, row.span.end)).toBe('\\"2026-07-19\\"');
    expect(row.access).toBe("event.payload.content.interactive.nfmReply.response.when");
  });
  test("of two members with one name each is a row, and only the last has a path", () => {
    const text = fixture("inbound-v2-sample-text").replace('"msisdn"', '"name":"a","name":"b","msisdn"');
    const found = reading(text).rows.filter(({ pointer }) => pointer === "/payload/user/name");
    expect(new Set(found.map(({ id }) => id)).size).toBe(2);
    expect(found.map(({ value, access }) => [value, access])).toEqual([["a", undefined], ["b", "event.payload.user?.name"]]);
  });
  test("look-alikes are named", () => {
    expect(said(reading(fixture("unknown-meta-message")).sentence)).toMatch(/^Not an 8x8 webhook\. .*Meta/);
    expect(said(reading(fixture("unknown-send-request")).sentence)).toMatch(/request to send/);
    expect(said(reading(fixture("unknown-event-type")).sentence)).toBe("Event “typing_started” of “ChatApps”: not among those that 8x8 has published");
    expect(said(reading("<html></html>").sentence)).toMatch(/^Not an 8x8 webhook: .*HTML/);
  });
  test("relative times", () => {
    expect(relative(NOW - 30_000, NOW)).toBe("just now");
    expect(relative(NOW + 3 * 3_600_000, NOW)).toBe("in 3 hours");
  });
});

test("masked, nothing of a person is in what the screen gets", () => {
  const text = fixture("inbound-v3-bsuid-username");
  const { payload } = JSON.parse(text) as { payload: { user: Record<string, string>; content: Record<string, string> } };
  const shown = JSON.stringify(reading(text, true));
  for (const secret of [...Object.values(payload.user), ...Object.values(payload.content)]) expect(shown).not.toContain(secret);
});
