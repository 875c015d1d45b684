// render: the text a person reads – complete, aligned, harmless.
//
// In: every fixture, bodies with characters that act on a terminal, results made by hand. Holds: each diagnostic is there
// with its place and its line, carets stand below what is meant, nothing of a body acts, and by default nothing of it is
// told that redact would not tell.

import assert from "node:assert/strict";
import { test } from "node:test";

import { parse, parseValue, redact, render } from "../../pkg/dist/index.mjs";
import { accept, all, assertNone, bodyOf, codes } from "./fixtures.mjs";

const { text: good } = bodyOf("accept/inbound-v2-text-whatsapp.json");
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const ACTING = /[\0-\x09\x0b-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: colours are made of these
const COLOR = /\x1b\[[0-9;]*m/g;

test("a diagnostic is a picture", () => {
  const body = '{\r\n  "some": "object",\r\n  "é😀": tru\r\n}';
  assert.equal(
    render(body, parse(body), { redact: false }).split("\n\n")[1],
    [
      "error[unknown-literal]: expected a value, found a bare word",
      " --> line 3, column 10 at /é😀",
      "  |",
      '3 |   "é😀": tru',
      "  |          ^^^",
      "  = help: Put text in double quotes; the only bare words are true, false and null.",
    ].join("\n"),
  );
});

test("every diagnostic of every fixture is there, with code, message, place, and help", () => {
  const faults = [];
  for (const { name, bytes, text, options } of all) {
    const result = parse(bytes, options);
    for (const body of [bytes, text]) {
      const rendered = render(body, result, { redact: false });
      const blocks = rendered.split("\n\n");
      if (blocks.length !== result.diagnostics.length + 1) {
        faults.push(`${name}: ${blocks.length} blocks`);
        continue;
      }
      result.diagnostics.forEach(({ code, severity, message, help, span, labels = [] }, index) => {
        const lines = blocks[index].split("\n");
        if (lines[0] !== `${severity}[${code}]: ${message}`) faults.push(`${name}: ${lines[0]}`);
        if (!lines[1].includes(`line ${span.line}, column ${span.column} at `)) faults.push(`${name}: ${lines[1]}`);
        const marked = lines.filter((line) => /^ *\| +[-^]/.test(line)).length;
        if (marked !== 1 + labels.length) faults.push(`${name}: ${marked} marks of ${code}`);
        if (!lines.some((line) => line.startsWith(`${span.line} | `.padStart(lines[1].indexOf("-->") + 3)))) faults.push(`${name}: no line of ${code}`);
        if (labels.some((label) => !blocks[index].includes(label.message))) faults.push(`${name}: labels of ${code}`);
        if (help && lines.at(-1).trim() !== `= help: ${help}`) faults.push(`${name}: ${lines.at(-1)}`);
      });
    }
  }
  assertNone(faults);
});

test("no line is longer than a window, whatever the body's lines are", () => {
  for (const { name, bytes, options } of all) {
    for (const masked of [true, false]) {
      for (const line of render(bytes, parse(bytes, options), { redact: masked }).split("\n")) {
        if (/^ *\d* \|/.test(line)) assert.ok(line.length < 260, `${name}: ${line.length}`);
      }
    }
  }
});

test("carets stand below what is meant", () => {
  let checked = 0;
  for (const { name, text, options } of [...accept, ...codes]) {
    // Wide and combining characters and tabs take other columns than they have characters.
    if (!/^[\n\r -~]*$/.test(text)) continue;
    const result = parse(text, options);
    const blocks = render(text, result, { redact: false }).split("\n\n");
    result.diagnostics.forEach(({ code, span }, index) => {
      const lines = blocks[index].split("\n");
      const place = lines.findIndex((one) => /^ *\| +\^/.test(one));
      const marks = lines[place];
      const line = lines.slice(0, place).findLast((one) => /^ *\d+ \| /.test(one));
      const start = marks.indexOf("^");
      const length = marks.lastIndexOf("^") - start + 1;
      const meant = text.slice(span.start, span.end).split(/\r\n|\n|\r/)[0];
      if (span.start === span.end) assert.equal(length, 1, name);
      else if (!line.includes("…")) assert.equal(line.slice(start, start + length), meant || line.slice(start, start + 1), `${name}: ${code}`);
      checked += 1;
    });
  }
  assert.ok(checked > 300, `${checked} checked`);
});

test("lines stand in their order, with what lies between left out", () => {
  const body = good.replace("{", '{\n"a": 1,\n\n\n"a": 2,').replace(/"umid"/, '"umid": "x", "umid"');
  const rendered = render(body, parse(body), { redact: false });
  assert.ok(rendered.includes('2 | "a": 1,\n  | --- first here\n...\n5 | "a": 2'), rendered);
  assert.match(rendered, /\| +------ first here\n +\| +\^\^\^\^\^\^\n/);
});

test("what is wrong inside a string is told", () => {
  const { text, bytes } = bodyOf("codes/invalid-embedded-json/trailing-comma.body");
  assert.ok(render(text, parse(bytes)).includes(" = note: trailing-comma in the JSON of the string, at the root\n"));
});

test("the end says how many there are", () => {
  const last = (body, result) => render(body, result).trimEnd().split("\n").at(-1);
  const result = parse(good);
  assert.equal(last(good, result), "nothing to remark");
  assert.equal(last("{", parse("{")), "1 error");
  const many = `{${Array.from({ length: 150 }, (_, index) => `"a${index}": nil`)}}`;
  const { diagnostics, omitted } = parse(many);
  assert.equal(last(many, parse(many)).includes(`${diagnostics.length - 0} error`), omitted === 0);
  const flood = good.replace(/\}\s*$/, `,${Array.from({ length: 300 }, (_, index) => `"member${index}": 1`)}}`);
  assert.equal(last(flood, parse(flood)), "100 infos, 200 more not shown");
});

test("colours are there when they are asked for, and change nothing else", () => {
  for (const { name, bytes, options } of codes) {
    const result = parse(bytes, options);
    const plain = render(bytes, result);
    assert.ok(!COLOR.test(plain), name);
    assert.equal(render(bytes, result, { color: false }), plain, name);
    const colored = render(bytes, result, { color: true });
    assert.notEqual(colored, plain, name);
    assert.equal(colored.replace(COLOR, ""), plain, name);
    // Every colour ends where it began, so that nothing runs into what the log says next.
    for (const line of colored.split("\n")) {
      const codesOfLine = line.match(COLOR) ?? [];
      assert.equal(codesOfLine.filter((code) => code === "\x1b[0m").length * 2, codesOfLine.length, name);
    }
  }
});

test("nothing of a body acts on a terminal or a log", () => {
  const EVIL = [
    "\x1b[31mred\x1b[0m", "\x1b]0;title\x07", "\x9b2J", "\x08\x08\x08", "\x7f", "\u202egnp.exe", "\u2066\u2067\u2069", "\u200b\u200d\ufeff",
    "\u2028line\u2029", "\u061c", "\xad", "\ufff9\ufffb", "\r\nerror[forged]: a line of its own", "\x85",
  ];
  for (const evil of EVIL) {
    for (const spelled of [evil, JSON.stringify(evil).slice(1, -1), [...evil].map((one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`).join("")]) {
      const bodies = [
        good.replace('"Text"', `"${spelled}"`),
        good.replace('"whatsapp"', `"${spelled}"`),
        good.replace("{", `{"${spelled}": 1, `),
        good.replace("{", `{"${spelled}": nil, "a": ${spelled}, `),
        good.replace('"umid"', `"umid${spelled}"`),
        `${spelled}`,
        `{${spelled}: 1}`,
        good + spelled,
        good.slice(0, -30) + spelled,
      ];
      for (const body of bodies) {
        const result = parse(body);
        for (const options of [{}, { redact: false }, { redact: false, color: true }, { color: true }]) {
          const rendered = render(body, result, options).replace(COLOR, "");
          assert.ok(!ACTING.test(rendered), JSON.stringify(rendered));
          assert.ok(!/^error\[forged\]/m.test(rendered), rendered);
        }
        // Nor in the diagnostics themselves, which are made for logs.
        for (const { message, help = "", labels = [] } of result.diagnostics) {
          const said = [message, help, ...labels.map((label) => label.message)].join("\n");
          assert.ok(!ACTING.test(said), JSON.stringify(said));
        }
      }
    }
  }
});

test("results made by hand: nothing in them acts either, and nothing that is odd fails", () => {
  const evil = "\x1b[31m\u202e\r\n";
  const span = { start: 0, end: 1, line: 1, column: 1, endLine: 1, endColumn: 2 };
  const diagnostic = { code: evil, severity: evil, message: evil, help: evil, pointer: evil, path: [evil], span, labels: [{ span, message: evil }] };
  for (const color of [true, false]) {
    const rendered = render(good, { ok: false, event: null, diagnostics: [diagnostic], omitted: 0 }, { color }).replace(COLOR, "");
    assert.ok(!ACTING.test(rendered.replaceAll("\n", "")), JSON.stringify(rendered));
    assert.ok(rendered.includes("\\u001B[31m\\u202E"));
  }
  const odd = [
    { ...span, line: 0 }, { ...span, line: 99 }, { ...span, column: 0 }, { ...span, column: 9999, endColumn: 9999 }, { ...span, endColumn: 0 },
    { ...span, line: -1 }, { ...span, line: 1.5 }, { ...span, line: Number.NaN }, { ...span, line: 2 ** 40 }, { ...span, endLine: 0 }, {}, { line: 1 },
    { ...span, column: 2 ** 32 - 1, endColumn: 2 ** 32 - 1 }, { ...span, line: "1" }, null,
  ];
  for (const place of odd) {
    for (const made of [{ span: place }, { span, labels: [{ span: place, message: "here" }] }]) {
      const result = { diagnostics: [{ code: "invalid-uuid", severity: "error", message: "odd", pointer: "", path: [], ...made }] };
      let rendered;
      try {
        rendered = render(good, result);
      } catch (error) {
        assert.ok(error instanceof TypeError, `${JSON.stringify(place)}: ${error}`);
        continue;
      }
      assert.ok(rendered.startsWith("error[invalid-uuid]: odd\n"), rendered);
      assert.ok(rendered.length < 2000, rendered);
    }
  }
  for (const wrong of [[null], [42], ["text"], [undefined], [{ code: 1 }], [{ labels: 1 }], [{ labels: [null] }]]) {
    assert.throws(() => render(good, { diagnostics: wrong }), TypeError, JSON.stringify(wrong));
  }
});

test("a result of parseValue has no places, and is rendered without", () => {
  const value = JSON.parse(good);
  value.payload.umid = "none";
  const rendered = render(good, parseValue(value));
  assert.ok(rendered.startsWith("warning[invalid-uuid]: "));
  assert.ok(rendered.includes(" --> /payload/umid\n"));
  assert.ok(!rendered.includes("line "));
  assert.equal(render(good, parseValue(JSON.parse(good))), "nothing to remark\n");
  assert.match(render("{}", parseValue({})), /at|root/);
});

test("by default nothing is told that redact does not tell", () => {
  const faults = [];
  for (const { name, text, options } of [...accept, ...codes]) {
    const result = parse(text, options);
    const shown = redact(text).split(/\r\n|\n|\r/);
    const rendered = render(text, result);
    for (const line of rendered.split("\n")) {
      const [, source] = /^ *\d+ \| (.*)$/.exec(line) ?? [];
      if (source === undefined || source.includes("\\u")) continue;
      const pieces = source.split("…").filter((piece) => piece !== "");
      if (!pieces.every((piece) => shown.some((one) => one.replaceAll("\t", "    ").includes(piece)))) faults.push(`${name}: ${source}`);
    }
  }
  assertNone(faults);
});

test("a body and a result that do not belong together", () => {
  assert.ok(render("{}", parse(good.slice(0, -40))).startsWith("error["));
  assert.ok(render("", parse(good.slice(0, -40))).startsWith("error["));
});
