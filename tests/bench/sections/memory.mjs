// Whether memory grows with the number of bodies.
//
// In: bodies of all sizes up to the limit, many times. Out: the linear memory of the wasm instance before and after.
// Does not know: how the module uses its memory.
// Why: wasm memory never shrinks. A server that leaks ten bytes a body is out of memory within a month.

import { loadBodies } from "../bodies.mjs";
import { KIND_NAMES, bodyOf } from "../made.mjs";
import { memoryBytes, parse } from "../parts.mjs";

const SIZES = [1e3, 1e4, 1e5, 1e6, 1e7];
/** A large one now and then: most bodies are small. */
const LARGE_EVERY = 50_000;

export async function memory(bodiesMax) {
  const { bodies } = await loadBodies("");
  const small = bodies.filter(({ isSmall }) => isSmall).map(({ text }) => text);
  const large = SIZES.flatMap((size) => KIND_NAMES.map((kind) => bodyOf(kind, size)));
  const peak = small.concat(large).reduce((most, text) => (parse(text), Math.max(most, memoryBytes())), 0);
  const first = memoryBytes();
  let most = 0;
  for (let count = 0, turn = 0; count < bodiesMax; count++) {
    if (count % LARGE_EVERY === 0) parse(large[turn++ % large.length]);
    else parse(small[count % small.length]);
    if (count % LARGE_EVERY <= 1) most = Math.max(most, memoryBytes());
  }
  return { bodies: bodiesMax, peakOfFirst: peak, afterFirst: first, mostLater: most, after: memoryBytes() };
}
