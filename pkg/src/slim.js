// The subpath /slim: the same library without its wasm modules, for those who bring them.
//
// In: a `WebAssembly.Module`, or the bytes of one. Out: all that the root exports. Does not know: where modules come from.
// Why: a runtime that compiles no bytes, a page that streams its wasm from its own server, an app that shares a module
// with its workers.

import { isModule } from "./instance.js";
import { describe } from "./options.js";
import { reader } from "./slots.js";
import { tools } from "./tools.js";

export * from "./index.js";

/** Hands over the module that reads bodies: chatapps-webhook/chatapps_webhook.wasm. */
export function init(source) {
  reader.provide(moduleOf(source, "init", "read", "chatapps_webhook.wasm"));
}

/** Hands over the module of inspect, render and redact: chatapps-webhook/chatapps_webhook_tools.wasm. */
export function initTools(source) {
  tools.provide(moduleOf(source, "initTools", "tools_render", "chatapps_webhook_tools.wasm"));
}

/** What was handed over, as a module that has the export `mark`, as that of `file` has. */
function moduleOf(source, name, mark, file) {
  const found = isModule(source) ? source : compiled(bytesOrThrow(source, name), name, file);
  const isOther = isModule(found) && !WebAssembly.Module.exports(found).some((item) => item.name === mark);
  if (isOther) throw new TypeError(`${name} expects chatapps-webhook/${file}, found another WebAssembly module.`);
  return found;
}

/** The bytes as a module; as they are where none may be compiled, which the first use tells. */
function compiled(bytes, name, file) {
  if (typeof WebAssembly !== "object") return bytes;
  try {
    return new WebAssembly.Module(bytes);
  } catch (cause) {
    if (WebAssembly.validate(bytes)) return bytes;
    const message = `${name} expects the bytes of chatapps-webhook/${file}, found bytes that are no WebAssembly module.`;
    throw new TypeError(message, { cause });
  }
}

function bytesOrThrow(source, name) {
  const brand = Object.prototype.toString.call(source);
  if (ArrayBuffer.isView(source) || brand === "[object ArrayBuffer]" || brand === "[object SharedArrayBuffer]") return source;
  const help = typeof source?.then === "function" ? "a Promise: await it first" : describe(source);
  throw new TypeError(`${name} expects a WebAssembly.Module or the bytes of one, found ${help}.`);
}
