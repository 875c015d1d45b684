// `inspect` of a body of 1 MB, beside the tree that jsonc-parser makes of it.
//
// In: two made-up bodies. Out: times. Does not know: what the nodes say.
// Why two: one is all nodes, the other nearly all text.

import jsonc from "jsonc-parser";

import { inspect as inspectBody } from "../../../pkg/dist/index.mjs";
import { compare } from "../measure.mjs";
import { bodyOf } from "../made.mjs";

const { parseTree } = jsonc;

const BYTES = 1_000_000;
const KINDS = ["many members", "long text"];

export async function inspect(effort) {
  const rows = [];
  for (const kind of KINDS) {
    const text = bodyOf(kind, BYTES);
    const { nodes } = inspectBody(text);
    const times = await compare(
      { parseTree: () => parseTree(text, []), ours: () => inspectBody(text) },
      { ...effort, rounds: Math.min(effort.rounds, 11) },
    );
    rows.push({ body: kind, bytes: BYTES, nodes: nodes.length, times });
  }
  return rows;
}
