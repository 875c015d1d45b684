// The subpath /samples: bodies to test with.
//
// In: nothing. Out: the generated samples. Does not know: how they are read; no wasm comes with them.
//
// Why it exists: who tests a handler needs a body of each event, and it should be one that 8x8 could have sent.

export { samples } from "../generated/samples.js";
