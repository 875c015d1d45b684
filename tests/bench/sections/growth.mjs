// Whether time grows with length, and no faster.
//
// In: bodies that are all one thing, from 1 kB to 10 MB. Out: nanoseconds per byte of the wasm part alone and of the whole,
// and the whole as a ratio to JSON.parse of the same text.
// Does not know: what the bodies mean.
// Why per byte: what is linear stays level. Small bodies pay for the envelope and the call, so a size is held against the
// best of the smaller ones.

import { KIND_NAMES, bodyOf } from "../made.mjs";
import { compare } from "../measure.mjs";
import { parse, readAlone } from "../parts.mjs";

const SIZES = [1e3, 1e4, 1e5, 1e6, 1e7];

export async function growth(effort) {
  const rows = [];
  for (const kind of KIND_NAMES) {
    const sizes = [];
    for (const bytes of SIZES) sizes.push(await measured(bodyOf(kind, bytes), effort));
    rows.push({ kind, sizes, wasmWorst: worst(sizes.map(({ wasm }) => wasm)), wholeWorst: worstRatio(sizes) });
  }
  return rows;
}

async function measured(text, { rounds, batchMs }) {
  const bytes = Buffer.byteLength(text);
  const effort = { batchMs, rounds: bytes > 1e6 ? Math.min(rounds, 5) : rounds };
  const alone = await compare({ read: readAlone(text) }, effort);
  const whole = await compare({ "JSON.parse": () => parsed(text), ours: () => parse(text) }, effort);
  return {
    bytes,
    wasm: alone.read.ns / bytes,
    whole: whole.ours.ns / bytes,
    ratio: isJson(text) ? whole.ours.ratio : undefined,
  };
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    return error;
  }
}

const isJson = (text) => !(parsed(text) instanceof Error);

/** How much worse a size is than the best of the smaller ones. */
function worst(perByte) {
  return Math.max(...perByte.map((ns, index) => ns / Math.min(ns, ...perByte.slice(0, index))));
}

/** The whole against JSON.parse, as a multiple of what it is at the smallest size. Broken text has no such ratio. */
function worstRatio(sizes) {
  const [first] = sizes;
  return first.ratio === undefined ? undefined : Math.max(...sizes.map(({ ratio }) => ratio / first.ratio));
}
