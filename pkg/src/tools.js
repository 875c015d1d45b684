// The second wasm module: what editors, terminals and tickets need. Users of `parse` never load it.
//
// In: a body. Out: its masked text, diagnostics as text, the words of its nodes. Does not know: events.

import { __wbg_reset_state, initSync, tools_render } from "../wasm/tools.js";
import literal from "../wasm/tools.bytes.js";
import { bytesOf } from "./body.js";
import { Instance } from "./instance.js";
import { describe, flagOf } from "./options.js";
import { decode } from "./slots.js";

/** The module that shows and masks bodies. */
export const tools = /* @__PURE__ */ new Instance({ __wbg_reset_state, initSync }, literal);

let encoder;

/** The bytes of a body, and its text: what offsets count in. */
export function textAndBytes(body, name) {
  if (typeof body === "string") {
    encoder ??= new TextEncoder();
    return { text: body, bytes: encoder.encode(body) };
  }
  const bytes = new Uint8Array(bytesOf(body, name));
  return { text: decode(bytes), bytes };
}

/** Hands a body to the module and does something with it. */
export function withBody(bytes, work) {
  const done = tools.run((exports) => {
    // The address first: making room may replace the buffer.
    const address = exports.tools_reserve(bytes.length);
    new Uint8Array(exports.memory.buffer, address, bytes.length).set(bytes);
    return work(exports);
  });
  tools.shrink();
  return done;
}

/** The text of the given length that the module made last. */
export function textOut(exports, length) {
  const address = exports.tools_out();
  return decode(new Uint8Array(exports.memory.buffer, address, length));
}

/** The body with everything masked that the schema does not declare safe. */
export function redact(body) {
  const { bytes } = textAndBytes(body, "redact");
  return withBody(bytes, (exports) => textOut(exports, exports.tools_redact()));
}

/** The diagnostics of a result as a person reads them. */
export function render(body, result, options) {
  const diagnostics = result?.diagnostics;
  if (!Array.isArray(diagnostics)) {
    throw new TypeError("render expects the body and the result that parse gave for it.");
  }
  const { color, masked } = lookOf(options);
  const { bytes } = textAndBytes(body, "render");
  const entries = diagnostics.map(plainEntry);
  return withBody(bytes, (exports) => textOut(exports, renderEntries(entries, result.omitted ?? 0, color, masked)));
}

/** What is rendered of a diagnostic. The serializer reads plain data: what it does not know is left out here. */
function plainEntry(diagnostic) {
  if (typeof diagnostic?.code !== "string") throw noDiagnostic();
  const { code, severity, message, help, pointer, span, labels, embedded } = diagnostic;
  const members = Object.entries({ code, severity, message, help, pointer, span, labels, embedded });
  return Object.fromEntries(members.filter(([, value]) => value !== undefined));
}

function renderEntries(...work) {
  try {
    return tools_render(...work);
  } catch (cause) {
    if (cause instanceof WebAssembly.RuntimeError) throw cause;
    throw noDiagnostic(cause);
  }
}

const noDiagnostic = (cause) =>
  new TypeError("render expects the result that parse gave, found something in it that is no diagnostic.", { cause });

/** How a text is to look, checked. */
function lookOf(options) {
  if (options === undefined) return { color: false, masked: true };
  if (typeof options !== "object" || options === null) {
    throw new TypeError(`The options must be an object, found ${describe(options)}.`);
  }
  const { color, redact } = options;
  return { color: flagOf("color", color) ?? false, masked: flagOf("redact", redact) ?? true };
}
