// The subpaths that are wasm files. What an import of one gives is up to the runtime and the bundler: a compiled module in
// Workers, an address with Vite's `?url`.

/** A compiled module, where TypeScript knows of WebAssembly; any object where it does not. */
type CompiledModule = typeof globalThis extends { WebAssembly: { Module: { prototype: infer Module } } } ? Module : object;

declare const module: CompiledModule;
export = module;
