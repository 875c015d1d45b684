// The subpath /samples: bodies to test with. No wasm comes with them.

export { samples } from "../generated/samples.js";
