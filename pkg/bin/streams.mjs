// Files and the standard streams, read and written at once.
//
// In: names of files, bytes to write. Out: what is in a file, as it comes. Does not know: what is read and written.
//
// Why it exists: whoever starts a command may have made its input or output non-blocking. Then Node says EAGAIN where it should
// wait for a side that is slower, and here that is waited for.

import { closeSync, openSync, readSync, writeSync } from "node:fs";

const STANDARD_INPUT = 0;
export const STANDARD_OUTPUT = 1;
/** How much is read at once. */
const CHUNK_BYTES = 64 * 1024;
/** How long to wait before the next try. */
const PAUSE_MS = 5;

/** A file that is not there, or that cannot be read to its end. */
export class Unreadable extends Error {}

/** What a file is called where people read it. */
export function nameOf(file) {
  return file === "-" ? "standard input" : file;
}

/** A text in which nothing is hidden from who reads it, and nothing moves a terminal's cursor. */
export function visible(text) {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (hidden) => `\\u{${hidden.codePointAt(0).toString(16).toUpperCase()}}`);
}

/** What is in a file, as it comes. The standard input is `-`. */
export function* chunksOf(file) {
  const descriptor = file === "-" ? STANDARD_INPUT : readably(() => openSync(file));
  const room = Buffer.allocUnsafe(CHUNK_BYTES);
  try {
    for (let count; (count = readInto(room, descriptor)) > 0; ) yield Buffer.from(room.subarray(0, count));
  } finally {
    if (descriptor !== STANDARD_INPUT) closeSync(descriptor);
  }
}

/** How many bytes were read; none at the end. */
function readInto(room, descriptor) {
  try {
    return readably(() => patiently(() => readSync(descriptor, room)));
  } catch (error) {
    // Windows has an error for the end of a pipe or a console.
    if (error.cause?.code === "EOF") return 0;
    throw error;
  }
}

/** Tells what cannot be read apart from what goes wrong with it later. */
function readably(read) {
  try {
    return read();
  } catch (error) {
    throw new Unreadable(error.message, { cause: error });
  }
}

/** Writes to the standard output before it returns, so that whoever has read enough stops the work. */
export function write(text) {
  let bytes = Buffer.from(text);
  while (bytes.length > 0) bytes = bytes.subarray(patiently(() => writeSync(STANDARD_OUTPUT, bytes)));
}

/** Does it again until the other side is ready. */
function patiently(act) {
  for (;;) {
    try {
      return act();
    } catch (error) {
      if (error.code !== "EAGAIN") throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
    }
  }
}
