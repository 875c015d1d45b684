// What may be a body: told by brand, since test runners and vm contexts have constructors of their own.
//
// In: anything. Out: a string or bytes – or a TypeError that says what to do. Does not know: what the bytes say.
//
// Why it exists: a forgotten `await`, a request in place of its body, or an object that somebody has parsed must not look like a
// webhook that is broken.

import { describe } from "./options.js";

const bufferLength = Object.getOwnPropertyDescriptor(ArrayBuffer.prototype, "byteLength").get;
const typedArrayName = Object.getOwnPropertyDescriptor(
  Object.getPrototypeOf(Uint8Array.prototype),
  Symbol.toStringTag,
).get;

/** Whether a value is an ArrayBuffer of any realm. */
function isArrayBuffer(value) {
  try {
    bufferLength.call(value);
    return true;
  } catch {
    return false;
  }
}

/** What most bodies are made by, here and in Node. */
const arrays = Uint8Array.prototype;
const buffers = globalThis.Buffer?.prototype;

/** The bytes of a body that is no string, to be copied; of one of Node's buffers not all methods are those of Uint8Array. */
export function bytesOf(body, name) {
  if (ArrayBuffer.isView(body)) {
    // To make another view takes as long as to copy a body.
    const made = Object.getPrototypeOf(body);
    if ((made === arrays || made === buffers) && body.length > 0) return body;
    if (typedArrayName.call(body) === "Uint8Array") return alive(name, () => viewOf(body));
  }
  if (typeof body === "object" && body !== null && isArrayBuffer(body)) return alive(name, () => new Uint8Array(body));
  throw new TypeError(`${name} expects the raw body as a string, Uint8Array or ArrayBuffer, found ${misuse(body, name)}`);
}

/** A plain view of the same bytes. */
function viewOf(body) {
  // Fills nothing, and throws where the buffer has lost the bytes of this view: by its length alone it would be empty.
  arrays.fill.call(body, 0, 0, 0);
  return new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
}

/** What is made of bytes that are there. */
function alive(name, make) {
  try {
    return make();
  } catch (cause) {
    const help = "pass the bytes before they are transferred elsewhere, or their buffer is made shorter";
    throw new TypeError(`${name} found a detached buffer: ${help}.`, { cause });
  }
}

/** What was passed instead, and what to do about it. */
function misuse(value, name) {
  const found = describe(value);
  if (typeof value === "function") return `${found}: call it, and await what it gives, as in ${name}(await request.text()).`;
  if (typeof value !== "object" || value === null) return `${found}: pass the raw body of the request.`;
  if (typeof value.then === "function") return `a Promise: await it first, as in ${name}(await request.text()).`;
  const readable = typeof value.text === "function" || typeof value.arrayBuffer === "function";
  if (readable) return `a ${found}: pass its text, as in ${name}(await request.text()).`;
  if (typeof value.pipe === "function" || typeof value.getReader === "function") {
    return `a stream: read it to its end first, and pass the bytes.`;
  }
  if (ArrayBuffer.isView(value)) return `${found}: pass its bytes as a Uint8Array.`;
  if (found === "SharedArrayBuffer") return `${found}: pass a view of it, as in ${name}(new Uint8Array(buffer)).`;
  if (typeof value.isBase64Encoded === "boolean") {
    return `an event of AWS Lambda: pass its body, and where isBase64Encoded is true, Buffer.from(event.body, "base64").`;
  }
  if (value.type === "Buffer" && Array.isArray(value.data)) return `a Buffer that was JSON: pass Buffer.from(value.data).`;
  const prototype = Object.getPrototypeOf(value);
  const isPlain = Array.isArray(value) || prototype === null || Object.getPrototypeOf(prototype) === null;
  if (isPlain) return `${found}: pass JSON.stringify(value), or call parseValue(value) for an event.`;
  return `${found}: pass the raw body of the request.`;
}
