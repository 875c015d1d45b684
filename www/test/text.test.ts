// Format, mend, compare, report: what is done to texts.

import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "chatapps-webhook";
import { codes } from "chatapps-webhook/catalog";
import { compare } from "../src/engine/compare";
import { format } from "../src/engine/format";
import { applied, mend, withoutOverlaps } from "../src/engine/mend";
import type { ReportForm } from "../src/engine/protocol";
import { report } from "../src/engine/report";

const folder = new URL("../../tests/fixtures/accept/", import.meta.url);
const fixture = (name: string) => readFileSync(new URL(`${name}.json`, folder), "utf8");
const bodies = codes.map(({ code, bad }) => [code, typeof bad === "string" ? bad : new TextDecoder().decode(bad)] as const);

describe("format", () => {
  test("of JSON is what JSON.stringify gives", () => {
    for (const name of readdirSync(folder)) {
      const text = readFileSync(new URL(name, folder), "utf8").replace(/^\ufeff/, "");
      let value: unknown;
      try {
        value = JSON.parse(text);
      } catch {
        continue;
      }
      expect(JSON.parse(format(text, "pretty")), name).toEqual(value);
      expect(JSON.parse(format(text, "compact")), name).toEqual(value);
    }
    const value = { a: [1, { b: [] }], c: {}, d: "x, y: {z}", e: -1.5e3, f: null };
    expect(format(JSON.stringify(value), "pretty")).toBe(JSON.stringify(value, undefined, 2));
    expect(format(JSON.stringify(value, undefined, 4), "compact")).toBe(JSON.stringify(value));
  });
  test("of broken text changes nothing but white space, and says the same of it again", () => {
    for (const [code, bad] of bodies) {
      for (const form of ["pretty", "compact"] as const) {
        const once = format(bad, form);
        expect(once.replace(/\s/g, ""), code).toBe(bad.replace(/\s/g, ""));
        expect(format(once, form), code).toBe(once);
      }
    }
  });
});

test("mending leaves nothing that can be mended, and makes no code worse", () => {
  for (const [code, bad] of bodies) {
    const { text, count } = mend(bad);
    const left = parse(text).diagnostics;
    expect(left.filter(({ edits }) => edits), code).toEqual([]);
    if (count === 0) expect(text).toBe(bad);
    else expect(left.length, code).toBeLessThanOrEqual(parse(bad).diagnostics.length);
  }
});

test("mending never leaves more mistakes than there were, whatever the text is broken by", () => {
  const errorsOf = (text: string) => parse(text).diagnostics.filter(({ severity }) => severity === "error").length;
  for (const name of readdirSync(folder).map((one) => one.replace(/\.json$/, ""))) {
    const broken = fixture(name).replace(/\s*\n\s*/g, "").replaceAll('"', "'").replaceAll(",", ";");
    const { text, count, isInVain } = mend(broken);
    if (isInVain) expect({ text, count }, name).toEqual({ text: broken, count: 0 });
    else expect(errorsOf(text), name).toBeLessThanOrEqual(errorsOf(broken));
  }
  expect(mend('{"a": “b”}')).toEqual({ text: '{"a": "b"}', count: 1, isInVain: false });
  expect(mend("{}")).toEqual({ text: "{}", count: 0, isInVain: false });
});

describe("edits", () => {
  const edit = (start: number, end: number, text = "") => ({ span: { start, end, line: 1, column: 1, endLine: 1, endColumn: 1 }, text });
  test("are all made at once, in whatever order they come", () => {
    const edits = [edit(6, 6, "!"), edit(0, 1, "A"), edit(2, 4), edit(1, 2, "BB")];
    expect(applied("abcdef", edits)).toBe("ABBef!");
    expect(applied("abcdef", edits.toReversed())).toBe("ABBef!");
    expect(applied("abc", [])).toBe("abc");
  });
  test("that touch those of an earlier diagnostic wait, with all that belong to them", () => {
    const first = { edits: [edit(10, 11), edit(11, 12), edit(20, 22)] };
    const others = [[edit(12, 13)], [edit(9, 10)], [edit(0, 1), edit(21, 21)], [edit(5, 30)], [edit(22, 22)], []].map((edits) => ({ edits }));
    const free = [[edit(13, 19)], [edit(23, 23)], [edit(0, 1), edit(3, 9)]].map((edits) => ({ edits }));
    expect(withoutOverlaps([first, ...others, {}, ...free])).toEqual([first, ...free]);
  });
  test("200,000 of them cost no more than a moment", () => {
    const many = Array.from({ length: 200_000 }, (_, index) => ({ edits: [edit(5 * index, 5 * index + 1, "x")] }));
    const text = "abcde".repeat(200_000);
    const start = performance.now();
    const chosen = withoutOverlaps(many);
    expect(applied(text, chosen.flatMap(({ edits }) => edits))).toBe("xbcde".repeat(200_000));
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});

describe("compare", () => {
  test("v2 and v3 differ in version and user alone", () => {
    const v2 = fixture("inbound-v2-sample-text");
    const value = JSON.parse(v2) as { payload: { user: object } };
    const v3 = JSON.stringify({ version: 3, ...value, payload: { ...value.payload, user: { ...value.payload.user, channelUserId: "US.1349", username: "ada" } } }, undefined, 2);
    const { differences, counts } = compare(v2, v3, false);
    expect(differences.filter(({ state }) => state !== "same").map(({ pointer, state }) => [pointer, state])).toEqual([
      ["/version", "right"],
      ["/payload/user/channelUserId", "changed"],
      ["/payload/user/username", "right"],
    ]);
    expect(counts.same).toBeGreaterThan(5);
  });
  test("order and escapes make no difference", () => {
    expect(compare(`{"a":"\\u0041","b":[1,{"c":true}]}`, `{ "b": [1, {"c": true}], "a": "A" }`, false).counts).toEqual({ same: 3, changed: 0, left: 0, right: 0 });
  });
  test("values that differ in their type alone are told apart", () => {
    const { differences } = compare(`{"a":"1","b":5,"c":"true","d":"null","e":"{}","f":"x"}`, `{"a":1,"b":"5","c":true,"d":null,"e":{},"f":"y"}`, false);
    expect(differences.map(({ left, right }) => [left, right])).toEqual([['"1"', "1"], ["5", '"5"'], ['"true"', "true"], ['"null"', "null"], ['"{}"', "{}"], ["x", "y"]]);
  });
  test("of long values the place is shown where they part", () => {
    const [start, end] = ["https://example.com/?a=", "&z=1"].map((text) => text.padEnd(1_000, "x"));
    const { differences } = compare(JSON.stringify({ url: `${start}4${end}` }), JSON.stringify({ url: `${start}5${end}` }), false);
    const { left, right } = differences[0]!;
    expect([left, right]).toEqual([expect.stringMatching(/^…x+4&z=1x+…$/), expect.stringMatching(/^…x+5&z=1x+…$/)]);
    expect(left!.length).toBeLessThan(450);
  });
  test("masked, two numbers still differ and neither is shown", () => {
    const left = fixture("inbound-v2-sample-text");
    const { differences } = compare(left, left.replace("+12025550023", "+12025550024"), true);
    const row = differences.find(({ pointer }) => pointer === "/payload/user/msisdn")!;
    expect(row.state).toBe("changed");
    expect(JSON.stringify(differences)).not.toMatch(/2025550/);
  });
});

describe("report", () => {
  const text = fixture("inbound-v2-image-caption");
  const made = (body: string, form: ReportForm, masked = false, now = 0) => report({ text: body, form, masked, now });
  test("what has ended is told by the time of the report", () => {
    const permission = fixture("inbound-v2-interactive-call-accept-temporary");
    expect(made(permission, "markdown")).toContain("you may call until 1 Sep");
    expect(made(permission, "markdown", false, Date.parse("2026-09-02"))).toContain("the permission ended 1 Sep");
  });
  test("masked, no form holds what is masked", () => {
    for (const form of ["json", "markdown", "curl", "typescript"] as const) {
      expect(made(text, form, true)).not.toMatch(/6580004481|80004481|Nair|lamp|photo-0002/);
      expect(made(text, form)).toMatch(/6580004481/);
    }
  });
  test("a cURL command carries the body through a shell", async () => {
    const { execFileSync } = await import("node:child_process");
    const body = `{"text":"it's \\"$HOME\\" \`x\` \\\\ é"}`;
    const command = made(body, "curl").replace(/^curl/, "printf '%s\\n'");
    expect(execFileSync("sh", ["-c", command], { encoding: "utf8" })).toContain(body);
  });
  test("a TypeScript test holds the body to the character", () => {
    const body = '{"a":"`${x}` \\\\ \\u202e \u202e \r\n"}';
    const [, literal] = /const body = (`[^]*`);\n\ntest/.exec(made(body, "typescript"))!;
    expect(new Function(`return ${literal}`)()).toBe(body);
  });
  test("a Markdown report cannot be broken out of", () => {
    const body = '{"a":"```\\n# x"}';
    const markdown = made(body.replace("\\n", "\n"), "markdown");
    expect(markdown).toContain("````json");
  });
});
