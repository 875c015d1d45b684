// The subpath /slim: the same library without its wasm modules, for those who bring them.
//
// In: a `WebAssembly.Module`, or the bytes of one. Out: all that the root exports. Does not know: where modules come from.
// Why: a runtime that compiles no bytes, a page that streams its wasm from its own server, an app that shares a module
// with its workers.

import { describe } from "./options.js";
import { reader } from "./slots.js";
import { tools } from "./tools.js";

export * from "./index.js";

/** Hands over the module that reads bodies: chatapps-webhook/chatapps_webhook.wasm. */
export function init(source) {
  reader.provide(checked(source, "init"));
}

/** Hands over the module of inspect, render and redact: chatapps-webhook/chatapps_webhook_tools.wasm. */
export function initTools(source) {
  tools.provide(checked(source, "initTools"));
}

function checked(source, name) {
  const brand = Object.prototype.toString.call(source);
  const isBytes = ArrayBuffer.isView(source) || brand === "[object ArrayBuffer]" || brand === "[object SharedArrayBuffer]";
  if (isBytes || brand === "[object WebAssembly.Module]") return source;
  const help = typeof source?.then === "function" ? "a Promise: await it first" : describe(source);
  throw new TypeError(`${name} expects a WebAssembly.Module or the bytes of one, found ${help}.`);
}
