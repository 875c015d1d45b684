// The parts of `parse`, each by itself.
//
// In: a text, the sources of the package and its built wasm.
// Out: copying in, reading, and building from known offsets, as functions to be called again and again.
// Does not know: the clock.
// Why from the sources: the doors of the package rightly give no part away.

import assert from "node:assert/strict";

import { SENT_ASCII, SENT_TEXT, SENT_UTF_16, STATUS_FOLLOWS, STATUS_LOWER, STATUS_VERBATIM } from "../../pkg/generated/border.js";
import { buildEvent } from "../../pkg/generated/builders.js";
import { readDiagnostics, retell } from "../../pkg/src/diagnostics.js";
import { parse } from "../../pkg/src/parse.js";
import { forget, look, reader, readFrom } from "../../pkg/src/slots.js";

const encoder = new TextEncoder();

/**
 * The parts for one text. They hold until the package reads another body: its input and its words may move then. So the
 * text is read once by the package itself, which makes room for it.
 */
export function partsOf(text) {
  // As it is read once there have been some of its sort.
  for (let round = 0; round < 200; round++) parse(text);
  const { event, diagnostics } = parse(text);
  const { exports } = reader;
  const { copyIn, read } = Buffer.byteLength(text) === text.length ? fromBytes(exports, text) : fromUnits(exports, text);
  copyIn();
  const address = read();
  // The header as src/wasm/header.rs has it: the event's bits, kind and shape, its block, how many diagnostics, where they begin.
  const [status, block, count, start] = look(exports, address);
  const kind = (status >> 16) & 0xff;
  const shape = status >> 24;
  const precedent = look(exports, address)[11] >>> 0;
  const body = status & STATUS_VERBATIM ? undefined : () => JSON.parse(text);
  const at = (build) => () => {
    look(exports, address);
    readFrom(text, (status & STATUS_LOWER) !== 0, 0);
    const built = build();
    forget();
    return built;
  };
  const build = at(() => buildEvent(kind, block, shape, undefined, body));
  const say = at(() => (status & STATUS_FOLLOWS ? retell(reader.number, precedent, start) : readDiagnostics(start, count, text)));
  assert.deepEqual(build(), event, "the parts do not make what the whole makes");
  assert.deepEqual(say(), diagnostics, "the parts do not say what the whole says");
  return {
    "copy in": copyIn,
    read,
    "build event": build,
    ...(count > 0 ? { "build diagnostics": say } : {}),
  };
}

function fromBytes(exports, text) {
  const input = new Uint8Array(exports.memory.buffer, exports.reserve(text.length), text.length);
  return { copyIn: () => encoder.encodeInto(text, input), read: () => exports.read(text.length, SENT_ASCII) };
}

/** A text that is not ASCII, behind others that are not either. */
function fromUnits(exports, text) {
  const { length } = text;
  const input = Buffer.from(exports.memory.buffer, exports.reserve(3 * length + 1), 3 * length + 1);
  return { copyIn: () => input.write(text, length + (length & 1), "utf16le"), read: () => exports.read(text.length, SENT_UTF_16) };
}

/** The wasm part alone, in a new instance: as large bodies are read, whose instance is given up afterwards. */
export function readAlone(text) {
  reader.reset();
  const { exports } = reader;
  const length = Buffer.byteLength(text);
  const address = exports.reserve(length);
  encoder.encodeInto(text, new Uint8Array(exports.memory.buffer, address, length));
  return () => exports.read(length, length === text.length ? SENT_ASCII : SENT_TEXT);
}

/** How much memory the living instance has. */
export const memoryBytes = () => reader.exports.memory.buffer.byteLength;

export { parse };
