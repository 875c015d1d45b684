// The bodies that are measured.
//
// In: `tests/fixtures/accept/*.json` and the built package.
// Out: each body as text and as bytes, with what `parse` and `JSON.parse` make of it, and the groups it belongs to.
// Does not know: the contestants.
// Why read once: a benchmark that reads files measures the disk.

import { readdir, readFile } from "node:fs/promises";

import { parse } from "../../pkg/dist/index.mjs";

const DIR = new URL("../fixtures/accept/", import.meta.url);
const SMALL_BYTES_MAX = 2000;

export async function loadBodies(filter) {
  const names = (await readdir(DIR)).filter((name) => name.endsWith(".json") && name.includes(filter)).sort();
  const bodies = [];
  const leftOut = [];
  for (const name of names) {
    const body = describe(name, await readFile(new URL(name, DIR)));
    if (body.why) leftOut.push(body);
    else bodies.push(body);
  }
  return { bodies, leftOut };
}

function describe(name, bytes) {
  // The text that all have to read: a string as a server's framework hands it over.
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  const sent = parsed(text);
  if (sent === null || typeof sent !== "object") return { name, why: "JSON.parse makes no object of it" };
  const results = { text: parse(text), bytes: parse(bytes) };
  if (!results.text.ok || !results.bytes.ok) return { name, why: "not accepted" };
  return {
    name: name.replace(/\.json$/, ""),
    text,
    bytes: new Uint8Array(bytes),
    sent,
    results,
    isFlow: answersOf(sent) !== undefined,
    isSmall: bytes.length < SMALL_BYTES_MAX,
    prefix: prefixOf(name),
    diagnostics: results.text.diagnostics.length,
  };
}

/** The kind; for inbound messages the shape as well. */
function prefixOf(name) {
  const [kind, shape] = name.split(/[-.]/);
  return kind === "inbound" ? `${kind}-${shape}` : kind;
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What the string of JSON in a WhatsApp Flow's reply holds, whichever shape of the message it came in. */
export function answersOf(value) {
  const content = value.payload?.content ?? value.content;
  const json = content?.interactive?.nfmReply?.responseJson;
  return typeof json === "string" ? parsed(json) : undefined;
}
