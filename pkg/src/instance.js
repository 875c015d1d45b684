// The wasm module, alive: one instance for everybody, started at the first use, replaced after a trap.
//
// In: the bytes of the module (or a compiled module). Out: its exports. Does not know: what they do.
//
// Why it exists: to import the package must cost nothing and fail nowhere, also where there is no WebAssembly; and a fault in the
// module must end one body, not the process.

/** Says what to do where there is no WebAssembly, or where it is switched off. */
const NO_WEBASSEMBLY =
  "chatapps-webhook needs WebAssembly, which this environment does not have or does not allow. In a page, add " +
  "'wasm-unsafe-eval' to script-src of the Content-Security-Policy. Where no bytes are compiled, hand a compiled module " +
  "to chatapps-webhook/slim.";

/** Says what to do where the door brings no module of its own. */
const NO_MODULE = "chatapps-webhook/slim has no WebAssembly module yet: hand it one with";

/** Above this the memory of an instance is given back, by giving up the instance: wasm memory never shrinks. */
const MEMORY_BYTES_KEPT = 32 * 1024 * 1024;

/** The characters of a module that is text, as xtask/src/build/embed.rs writes it: each stands for a byte, those behind a mark for
 * higher ones. */
const PLAIN = " %&()*+,-./0123456789:;=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_abcdefghijklmnopqrstuvwxyz{|}~";
const [FIRST_MARK, SECOND_MARK] = [33, 35];

/** The bytes of a module that is text. */
function bytesOf(text) {
  const values = new Uint8Array(128);
  for (let value = 0; value < PLAIN.length; value++) values[PLAIN.charCodeAt(value)] = value;
  const bytes = new Uint8Array(text.length);
  let length = 0;
  let turn = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === FIRST_MARK || code === SECOND_MARK) {
      turn = code === FIRST_MARK ? PLAIN.length : 2 * PLAIN.length;
    } else {
      bytes[length++] = turn + values[code];
      turn = 0;
    }
  }
  return bytes.subarray(0, length);
}

/** How a module that is text begins: with the first byte there is. */
const isText = (source) => typeof source === "string" && source.startsWith(PLAIN[0]);

/** Whether a value is a compiled module, of any realm. */
export const isModule = (value) => Object.prototype.toString.call(value) === "[object WebAssembly.Module]";

/** Whether an error is the end of an instance. Told by its brand: there may be no WebAssembly to ask, or one of each realm. */
const isTrap = (error) => error?.constructor?.name === "RuntimeError";

/**
 * A module and its living instance. `glue` is what wasm-bindgen wrote for it; `source` holds the bytes as text, or is a
 * compiled module, or the name of the function by which one is to be handed over.
 */
export class Instance {
  #glue;
  #source;
  #module;
  #exports;
  /** Whether some work began that has not come to its end. */
  #isAtWork = false;
  /** Which instance is the living one. Who remembers an instance by its number does not keep its memory alive. */
  number = 0;

  constructor(glue, source) {
    this.#glue = glue;
    this.#source = source;
  }

  /** Takes a module that somebody else has compiled, or bytes; for runtimes that compile no bytes themselves. */
  provide(source) {
    if (this.#module === undefined) this.#source = source;
  }

  /** The exports of the living instance. */
  get exports() {
    return this.#exports ?? this.#start();
  }

  #start() {
    if (typeof WebAssembly !== "object") throw new Error(NO_WEBASSEMBLY);
    if (this.#module === undefined) {
      this.#module = this.#compiled();
      this.#source = undefined;
    }
    this.#exports = this.#glue.initSync({ module: this.#module });
    this.number += 1;
    return this.#exports;
  }

  #compiled() {
    const source = this.#source;
    if (isModule(source)) return source;
    if (typeof source === "string" && !isText(source)) throw new Error(`${NO_MODULE} ${source}().`);
    try {
      return new WebAssembly.Module(isText(source) ? bytesOf(source) : source);
    } catch (cause) {
      throw new Error(NO_WEBASSEMBLY, { cause });
    }
  }

  /** Gives up the instance; the next use begins with a new one. */
  reset() {
    this.#isAtWork = false;
    if (this.#exports === undefined) return;
    this.#glue.__wbg_reset_state();
    this.#exports = undefined;
  }

  /**
   * What was broken off in the middle has lost its state, and the instance with it: by a trap, by a stack that was full, by
   * a watchdog. The last one (`timeout` of node:vm) passes by every `catch`, so it is the next work that finds out.
   */
  #runOnce(work, body, wants) {
    if (this.#isAtWork) this.reset();
    this.#isAtWork = true;
    try {
      const done = work(this.exports, body, wants);
      this.#isAtWork = false;
      return done;
    } catch (error) {
      this.reset();
      throw error;
    }
  }

  /** Gives the memory back if it has become large; whether it had. */
  shrink() {
    const isLarge = this.#exports !== undefined && this.#exports.memory.buffer.byteLength > MEMORY_BYTES_KEPT;
    if (isLarge) this.reset();
    return isLarge;
  }

  /**
   * Does some work with the exports and what else is given. A trap ends an instance, so the work is done once more with a
   * new one: it must be work that can be done twice.
   */
  run(work, body, wants) {
    try {
      return this.#runOnce(work, body, wants);
    } catch (error) {
      if (!isTrap(error)) throw error;
    }
    try {
      return this.#runOnce(work, body, wants);
    } catch (error) {
      if (!isTrap(error)) throw error;
      throw new Error(
        "chatapps-webhook failed on this body, twice. That is a fault of the library: please report it with the body " +
          "masked by redact(), if that works, or its length.",
        { cause: error },
      );
    }
  }
}
