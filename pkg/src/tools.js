// The second wasm module: what editors, terminals and tickets need. Users of `parse` never load it.
//
// In: a body. Out: its masked text, diagnostics as text, the words of its nodes. Does not know: events.
//
// Why it exists: it is as large as the module for `parse`, and most handlers never need it.

import { __wbg_reset_state, initSync, tools_render } from "../wasm/tools.js";
import literal from "../wasm/tools.bytes.js";
import { UTF8_BYTES_OF_UNIT } from "../generated/border.js";
import { bytesOf } from "./body.js";
import { Instance } from "./instance.js";
import { checkOptions, flagOf } from "./options.js";
import { decode, encodeInto } from "./slots.js";

/** The module that shows and masks bodies. */
export const tools = /* @__PURE__ */ new Instance({ __wbg_reset_state, initSync }, literal);

/** A UTF-16 code unit has so many bytes of UTF-8 at most: two make a character of four. */

/** A body as it stays: a text as it is, of bytes a copy, since another thread may change them. */
export function steady(body, name) {
  return typeof body === "string" ? body : new Uint8Array(bytesOf(body, name));
}

/** Hands a body that stays to the module and does something with it. */
export function withBody(body, work) {
  const done = tools.run((exports) => {
    if (typeof body === "string") writeText(exports, body);
    else roomOf(exports, body.length).set(body);
    return work(exports);
  });
  tools.shrink();
  return done;
}

/** Room for so many bytes in the memory of the module; of what stood there the first ones stay. */
function roomOf(exports, length) {
  // The address first: making room may replace the buffer.
  const address = exports.tools_reserve(length);
  return new Uint8Array(exports.memory.buffer, address, length);
}

/** Writes a text into the memory of the module. Most are ASCII: more room is made only when it is needed. */
function writeText(exports, text) {
  let { read, written } = encodeInto(text, roomOf(exports, text.length));
  if (read < text.length) ({ written } = encodeInto(text, roomOf(exports, UTF8_BYTES_OF_UNIT * text.length)));
  roomOf(exports, written);
}

/** The text of the given length that the module made last. */
export function textOut(exports, length) {
  const address = exports.tools_out();
  return decode(new Uint8Array(exports.memory.buffer, address, length));
}

/** The body with everything masked that the schema does not declare safe. */
export function redact(body) {
  return withBody(steady(body, "redact"), (exports) => textOut(exports, exports.tools_redact()));
}

/** The diagnostics of a result as a person reads them. */
export function render(body, result, options) {
  const diagnostics = result?.diagnostics;
  if (!Array.isArray(diagnostics)) {
    throw new TypeError("render expects the body and the result that parse gave for it.");
  }
  const omitted = result.omitted ?? 0;
  if (!Number.isInteger(omitted) || omitted < 0) {
    throw new TypeError("render expects the result that parse gave, found an `omitted` in it that is no count.");
  }
  const { color, masked } = lookOf(options);
  const steadied = steady(body, "render");
  const entries = diagnostics.map(plainEntry);
  return withBody(steadied, (exports) => textOut(exports, renderEntries(entries, omitted, color, masked)));
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
  checkOptions(options);
  const { color, redact } = options;
  return { color: flagOf("color", color) ?? false, masked: flagOf("redact", redact) ?? true };
}
