// The subpath /catalog: what each code means.
//
// In: nothing. Out: the generated catalog. Does not know: bodies; no wasm comes with it.
//
// Why it exists: a dashboard or a bot that explains codes should not have to load the reader.

import { codes } from "../generated/catalog.js";

export { codes };

/** The entry of a code; a TypeError for what is none. */
export function explain(code) {
  const entry = codes.find((row) => row.code === code);
  if (entry === undefined) throw new TypeError(`There is no diagnostic code ${typeof code === "string" ? JSON.stringify(code) : `of type ${typeof code}`}.`);
  return entry;
}
