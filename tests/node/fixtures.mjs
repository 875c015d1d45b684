// The fixtures, and bodies made of them: what the tests in this folder have in common.

import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = new URL("../fixtures/", import.meta.url);
const root = fileURLToPath(new URL("../../", import.meta.url));

/** Bytes as the library reads them: the byte order mark stays. */
export const decode = (bytes) => decoder.decode(bytes);
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

function read(path, ending) {
  const names = readdirSync(new URL(path, folder)).filter((name) => name.endsWith(ending));
  return names.sort().map((name) => {
    const url = new URL(path + name, folder);
    const sidecar = new URL(name.slice(0, -ending.length) + ".options.json", url);
    const bytes = new Uint8Array(readFileSync(url));
    const options = existsSync(sidecar) ? JSON.parse(readFileSync(sidecar, "utf8")) : undefined;
    return { name: path + name, bytes, text: decode(bytes), options };
  });
}

/** Bodies that must be accepted. */
export const accept = read("accept/", ".json");
/** Bodies that give a code, of all codes. */
export const codes = readdirSync(new URL("codes/", folder))
  .sort()
  .flatMap((code) => read(`codes/${code}/`, ".body"));
/** The conformance suite of the JSON grammar. */
export const json = read("json/", ".json");
/** Every fixture there is. */
export const all = [...accept, ...codes, ...json];

/** The body of one fixture. */
export const bodyOf = (name) => all.find((fixture) => fixture.name === name);

/** Numbers without order, the same in every run (Park and Miller's generator). */
export function random(seed) {
  let state = (seed % 2147483646) + 1;
  return (limit) => {
    state = (state * 48271) % 2147483647;
    return state % limit;
  };
}

/** Whether the text is JSON, and what it says. */
export function jsonOf(text) {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** The reports of Rust for bodies, as `{ bytes, options }`, in their order. */
export function rustReports(bodies) {
  const lines = bodies.map(({ bytes, options }) => JSON.stringify({ hex: Buffer.from(bytes).toString("hex"), options }));
  const args = ["run", "--quiet", "--example", "reports", "--profile", "test"];
  const out = execFileSync("cargo", args, { cwd: root, input: lines.join("\n"), maxBuffer: 2 ** 30, stdio: "pipe" });
  const reports = out.toString("utf8").split("\n").slice(0, -1);
  if (reports.length !== bodies.length) throw new Error(`${reports.length} reports for ${bodies.length} bodies`);
  return reports.map((line) => JSON.parse(line));
}

/** The first place where two JSON values differ, as text; undefined where none does. Numbers are compared as numbers. */
export function difference(left, right, path = "") {
  if (left === right) return undefined;
  const both = typeof left === "object" && typeof right === "object" && left !== null && right !== null;
  if (!both || Array.isArray(left) !== Array.isArray(right)) return `${path}: ${show(left)} and ${show(right)}`;
  const names = new Set([...Object.keys(left), ...Object.keys(right)]);
  for (const name of names) {
    const inner = `${path}/${name}`;
    if (!Object.hasOwn(left, name)) return `${inner}: nothing and ${show(right[name])}`;
    if (!Object.hasOwn(right, name)) return `${inner}: ${show(left[name])} and nothing`;
    const found = difference(left[name], right[name], inner);
    if (found) return found;
  }
  return undefined;
}

function show(value) {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

/** Fails with the first of the faults (as many as the environment variable FAULTS says), and how many there are. */
export function assertNone(faults) {
  if (faults.length > 0) throw new Error(`${faults.length} faults:\n${faults.slice(0, process.env.FAULTS ?? 20).join("\n")}`);
}
