// The subpath /catalog: what each code means. No wasm comes with it.

import { codes } from "../generated/catalog.js";

export { codes };

/** The entry of a code; a TypeError for what is none. */
export function explain(code) {
  const entry = codes.find((row) => row.code === code);
  if (entry === undefined) throw new TypeError(`There is no diagnostic code ${typeof code === "string" ? JSON.stringify(code) : `of type ${typeof code}`}.`);
  return entry;
}
