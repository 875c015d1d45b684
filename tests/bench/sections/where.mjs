// Where the time of `parse` goes.
//
// In: some bodies that stand for the many. Out: the whole and its parts, each measured alone, and the floor: copying in and
// building from known offsets.
// Does not know: how to make it faster.
// Why the floor: no reading, however fast, can do without these two.

import { loadBodies } from "../bodies.mjs";
import { compare } from "../measure.mjs";
import { parse, partsOf } from "../parts.mjs";

const BODIES = [
  "inbound-v2-text-whatsapp",
  "inbound-v2-sample-text",
  "inbound-v2-text-emoji",
  "inbound-v2-interactive-flow",
  "receipt-v9-delivered",
  "inbound-v2-text-8kb-ascii",
];

async function loaded() {
  const { bodies } = await loadBodies("");
  for (const { text } of bodies) parse(text);
  return BODIES.map((name) => bodies.find((body) => body.name === name));
}

/** Whether the parts make what the whole makes: {@link partsOf} throws where they do not. */
export async function partsAgree() {
  for (const { text } of await loaded()) partsOf(text);
}

export async function where(effort) {
  const rows = [];
  for (const { name, text, bytes, diagnostics } of await loaded()) {
    const times = await compare({ "JSON.parse": () => JSON.parse(text), parse: () => parse(text), ...partsOf(text) }, effort);
    const floor = (times["copy in"].ns + times["build event"].ns) / times["JSON.parse"].ns;
    rows.push({ body: name, bytes: bytes.length, diagnostics, times, floor });
  }
  return rows;
}
