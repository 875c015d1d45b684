// The subpath /slim: everything of the root, over a wasm module that you bring.

export * from "./index.js";

/** A compiled module, where TypeScript knows of WebAssembly; any object where it does not. */
type CompiledModule = typeof globalThis extends { WebAssembly: { Module: { prototype: infer Module } } } ? Module : object;

/** What a module can be made of. */
export type ModuleSource = CompiledModule | Uint8Array | ArrayBuffer;

/**
 * Hands over the module that reads bodies, `chatapps-webhook/chatapps_webhook.wasm`: compiled, or its bytes. Once, before
 * the first `parse`; what is handed over later is ignored.
 *
 * ```js
 * import { init, parse } from "chatapps-webhook/slim";
 *
 * init(await WebAssembly.compileStreaming(fetch("/chatapps_webhook.wasm")));
 * parse(body);
 * ```
 *
 * @throws {TypeError} `source` is neither, or another module than this one; of a Promise it says that an `await` is missing.
 */
export function init(source: ModuleSource): void;

/**
 * Hands over the module of `inspect`, `render` and `redact`, `chatapps-webhook/chatapps_webhook_tools.wasm`.
 *
 * @throws {TypeError} As {@link init}.
 */
export function initTools(source: ModuleSource): void;
