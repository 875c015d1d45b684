// inspect: the whole text as nodes, in document order, also where the syntax is broken.
//
// In: every fixture, whole and cut. Holds: everything parse gives is there; the nodes of a JSON text are the values of
// JSON.parse, at their places; parents, names, pointers and spans fit together; nodes of broken text still do; what the
// schema knows of a node is told, and what it does not call safe is marked.

import assert from "node:assert/strict";
import { test } from "node:test";

import { inspect, parse } from "../../pkg/dist/index.mjs";
import { accept, all, assertNone, bodyOf, codes, difference, jsonOf } from "./fixtures.mjs";

const MEMBERS = new Set(["parent", "type", "span", "key", "pointer", "label", "doc", "kind", "sensitive", "embedded"]);
const escaped = (step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`;

/** The first fault of a list of nodes, whatever the text is. */
function formOf(nodes, text, { lists = true } = {}) {
  const counts = nodes.map(() => 0);
  for (const [index, node] of nodes.entries()) {
    const { parent, type, span, key, pointer } = node;
    const strange = Object.keys(node).find((name) => !MEMBERS.has(name));
    if (strange) return `${pointer}: ${strange}`;
    if (Object.values(node).includes(undefined)) return `${pointer}: a member is undefined`;
    if (!(0 <= span.start && span.start <= span.end && span.end <= text.length)) return `${pointer}: outside the text`;
    if (typeof node.sensitive !== "boolean") return `${pointer}: sensitive is ${node.sensitive}`;
    if (index === 0) {
      if (parent !== -1 || pointer !== "" || key) return "the root is no root";
      continue;
    }
    if (!(parent >= 0 && parent < index)) return `${pointer}: parent ${parent}`;
    const above = nodes[parent];
    if (above.type !== "object" && above.type !== "array") return `${pointer}: in a ${above.type}`;
    if ((above.type === "object") !== (key !== undefined)) return `${pointer}: key ${JSON.stringify(key)} in an ${above.type}`;
    const step = key ? key.text : counts[parent];
    counts[parent] += 1;
    if (pointer !== above.pointer + escaped(step)) return `${pointer} is not ${above.pointer + escaped(step)}`;
    if (span.start < above.span.start || span.end > above.span.end) return `${pointer}: not inside of its parent`;
    const starts = key ? key.span.start : span.start;
    if (key && key.span.end > span.start) return `${pointer}: the name reaches into the value`;
    const before = nodes[index - 1];
    const isInside = index - 1 === parent;
    const behind = isInside ? before.span.start : before.span.end;
    if (lists && starts < behind) return `${pointer}: not behind the node before`;
    if (node.embedded && type !== "string") return `${pointer}: embedded in a ${type}`;
  }
  return undefined;
}

/** The nodes of a JSON value, as JSON.parse has it. Members that are repeated stand in the text and not in the value. */
function valueFault(nodes, text, value) {
  const values = [value];
  for (const [index, { parent, type, span, key, pointer }] of nodes.entries()) {
    const above = values[parent];
    if (index > 0) {
      const place = nodes.slice(0, index).filter((other) => other.parent === parent).length;
      values.push(above?.[key ? key.text : place]);
    }
    const own = values[index];
    const found = own === null ? "null" : Array.isArray(own) ? "array" : typeof own;
    if (found !== type) return `${pointer}: ${type}, and JSON.parse gives ${found}`;
    if (type === "object" || type === "array") {
      if (text[span.start] !== "{[".charAt(Number(type === "array")) || text[span.end - 1] !== "}]".charAt(Number(type === "array"))) return `${pointer}: brackets`;
    } else if (!Object.is(JSON.parse(text.slice(span.start, span.end)), own)) return `${pointer}: ${text.slice(span.start, span.end)}`;
    if (key && JSON.parse(text.slice(key.span.start, key.span.end)) !== key.text) return `${pointer}: ${key.text}`;
  }
  return undefined;
}

const countOf = (value) => (typeof value === "object" && value !== null ? Object.values(value).reduce((sum, inner) => sum + countOf(inner), 1) : 1);

test("everything that parse gives is there", () => {
  const faults = [];
  for (const { name, bytes, text, options } of all) {
    const body = name.startsWith("json/") ? text : bytes;
    const { nodes, ...result } = inspect(body, options);
    const found = difference(result, parse(body, options));
    if (found) faults.push(`${name}: ${found}`);
    if (!Array.isArray(nodes)) faults.push(`${name}: no nodes`);
  }
  assertNone(faults);
});

test("nodes of every fixture are of one piece", () => {
  const faults = [];
  for (const { name, bytes, text, options } of all) {
    const { nodes } = inspect(bytes, options);
    const fault = formOf(nodes, text) ?? nodes.map(({ embedded }) => embedded && formOf(embedded, text)).find(Boolean);
    if (fault) faults.push(`${name}: ${fault}`);
  }
  assertNone(faults);
});

test("nodes of JSON are its values", () => {
  const faults = [];
  for (const { name, text, options } of all) {
    const json = jsonOf(text.replace(/^\ufeff/, ""));
    if (!json || text.length > 20_000) continue;
    const { nodes, diagnostics } = inspect(text, options);
    const said = new Set(diagnostics.map(({ code }) => code));
    if (said.has("duplicate-key") || said.has("too-deep") || said.has("double-encoded")) continue;
    const fault = valueFault(nodes, text, json.value) ?? (nodes.length === countOf(json.value) ? undefined : `${nodes.length} nodes`);
    if (fault) faults.push(`${name}: ${fault}`);
  }
  assertNone(faults);
});

test("lines and columns of nodes", () => {
  const { text } = bodyOf("accept/inbound-v2-layout-crlf.json");
  for (const { span, key } of inspect(text).nodes) {
    for (const { start, end, line, column, endLine, endColumn } of [span, ...(key ? [key.span] : [])]) {
      const place = (at) => {
        const lines = text.slice(0, at).split("\r\n");
        return [lines.length, lines.at(-1).length + 1];
      };
      assert.deepEqual([line, column, endLine, endColumn], [...place(start), ...place(end)]);
    }
  }
});

test("a body that was encoded twice: nodes stand at their places in the outer text", () => {
  const { text } = bodyOf("accept/inbound-v2-double-encoded.json");
  const { nodes } = inspect(text);
  const value = JSON.parse(JSON.parse(text));
  assert.equal(nodes.length, countOf(value));
  assert.equal(formOf(nodes, text), undefined);
  const umid = nodes.find(({ pointer }) => pointer === "/payload/umid");
  assert.equal(text.slice(umid.span.start, umid.span.end), JSON.stringify(JSON.stringify(value.payload.umid)).slice(1, -1));
  assert.equal(umid.key.text, "umid");
});

test("a Flow's answers: embedded nodes stand at their places inside the string", () => {
  let seen = 0;
  for (const { name, text } of accept.filter(({ name }) => name.includes("-flow"))) {
    const holder = inspect(text).nodes.find(({ embedded }) => embedded);
    if (!holder) continue;
    seen += 1;
    const literal = text.slice(holder.span.start, holder.span.end);
    const json = jsonOf(JSON.parse(literal));
    assert.equal(holder.embedded.length, countOf(json.value), name);
    assert.equal(formOf(holder.embedded, text), undefined, name);
    for (const node of holder.embedded) {
      assert.ok(node.sensitive || node.type === "object" || node.type === "array", `${name} ${node.pointer}`);
      assert.ok(node.span.start > holder.span.start && node.span.end < holder.span.end, `${name} ${node.pointer}`);
      // What stands there, its escapes undone once, is the value.
      const raw = JSON.parse(`"${text.slice(node.span.start, node.span.end)}"`);
      const steps = node.pointer.split("/").slice(1).map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
      const value = steps.reduce((at, step) => at[step], json.value);
      assert.deepEqual(JSON.parse(raw), value, `${name} ${node.pointer}`);
      if (node.key) assert.equal(JSON.parse(JSON.parse(`"${text.slice(node.key.span.start, node.key.span.end)}"`)), node.key.text);
    }
  }
  assert.ok(seen >= 4, `${seen} seen`);
});

test("broken text: every cut, and every fixture of a syntax error, gives nodes of one piece", () => {
  const faults = [];
  const bodies = [...accept.slice(0, 12), ...codes].filter(({ text }) => text.length < 2000);
  for (const [number, { name, text }] of bodies.entries()) {
    for (let end = number % 37; end < text.length; end += 37) {
      const cut = text.slice(0, end);
      const { nodes } = inspect(cut);
      const fault = formOf(nodes, cut) ?? nodes.map(({ embedded }) => embedded && formOf(embedded, cut)).find(Boolean);
      if (fault) faults.push(`${name} cut at ${end}: ${fault}`);
    }
  }
  assertNone(faults);
});

test("a Flow's answers keep their names, however broken the string around them is", () => {
  const answers = String.raw`{"flow_token":"t","pr\u00e9nom":"Ada","x":1}`;
  const body = JSON.parse(bodyOf("accept/inbound-v2-interactive-flow.json").text);
  body.payload.content.interactive.nfmReply.responseJson = answers;
  const text = JSON.stringify(body);
  const literal = JSON.stringify(answers);
  const names = (text) => {
    const { embedded } = inspect(text).nodes.find(({ embedded }) => embedded);
    return embedded.slice(1).map(({ pointer, key }) => `${pointer} ${key.text}`);
  };
  const all = ["/flow_token flow_token", "/prénom prénom", "/x x"];
  const { length } = text.slice(0, text.indexOf(literal) + literal.length);
  for (const sent of [text, JSON.stringify(text), text.slice(0, length - 1)]) assert.deepEqual(names(sent), all);
  assert.deepEqual(names(text.slice(0, length - 8)), all.slice(0, 2));
  assert.deepEqual(names(text.replace(literal, () => `'${answers}'`)), all);
  const bare = `{flow_token: "t", "pr\u00e9nom": 1, x: 2}`;
  assert.deepEqual(names(text.replace(literal, () => JSON.stringify(bare))), all);
  for (let end = 0; end <= text.length; end++) inspect(text.slice(0, end));
});

test("nothing was read: no nodes, or one", () => {
  assert.deepEqual(inspect("").nodes, []);
  assert.deepEqual(inspect("<html>").nodes, []);
  assert.deepEqual(inspect("42").nodes.map(({ type, pointer, parent }) => [type, pointer, parent]), [["number", "", -1]]);
});

test("what the schema knows is told, and what it does not call safe is marked", () => {
  const { text } = bodyOf("accept/inbound-v2-text-whatsapp.json");
  const body = JSON.parse(text);
  body.payload.secret = { of: ["someone"] };
  const { nodes } = inspect(JSON.stringify(body));
  const at = (pointer) => nodes.find((node) => node.pointer === pointer);
  const umid = at("/payload/umid");
  assert.equal(umid.kind, "uuid");
  assert.ok(umid.label && umid.doc.endsWith("."));
  const SAFE = ["/namespace", "/eventType", "/payload/umid", "/payload/type", "/payload/recipient/channel", "/payload/timestamp", "/payload/subAccountId"];
  const SENSITIVE = ["/payload/user/msisdn", "/payload/user/name", "/payload/user/channelUserId", "/payload/content/text", "/payload/secret/of/0"];
  for (const pointer of SAFE) assert.equal(at(pointer).sensitive, false, pointer);
  for (const pointer of SENSITIVE) assert.equal(at(pointer).sensitive, true, pointer);
  assert.ok(!("label" in at("/payload/secret")));
});

test("in time proportional to the length", () => {
  const time = (body) => {
    const start = performance.now();
    inspect(body);
    return performance.now() - start;
  };
  const many = (count) => `{"a": [${'{"b": "\\u0061"},'.repeat(count)}1]}`;
  time(many(1000));
  const [short, long] = [time(many(4_000)), time(many(32_000))];
  assert.ok(long < short * 8 * 6 + 200, `${short} ms, and eight times as much in ${long} ms`);
  const deep = `{"a": ${"[".repeat(200_000)}`;
  assert.ok(time(deep) < 5000);
});
