// Prints the SHA-256 of the wasm modules, as one line of JSON.
//
// In: `pkg/wasm/`. Out: an object, on the standard output. Does not know: who compares them.

import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";

const sums = {};
for (const name of ["parse_bg.wasm", "tools_bg.wasm"]) {
  const bytes = await readFile(new URL(`../../pkg/wasm/${name}`, import.meta.url));
  sums[`wasm/${name}`] = createHash("sha256").update(bytes).digest("hex");
}
console.log(JSON.stringify(sums));
