// Values out of slots: the text of the body, sliced and decoded.
//
// In: the words that the wasm module left, and the text they point into. Out: strings, numbers, JSON. Does not know: which
// member a value belongs to; the generated builders do.
//
// Why it exists: to build an event from the places of its values is faster than to read the text twice. Why strings are copied:
// V8 makes of a slice of 13 or more characters a view that keeps the whole text alive, and people keep ids much longer than
// bodies.
//
// A slot is two words, `a` and `b`. The low four bits of `b` are its tag, by the numbers of `Tag` in src/slots.rs, and the others
// where its text ends. They stand here as numbers, since V8 jumps by the cases of a switch only where these are numbers.

import { Instance } from "./instance.js";
import { Members } from "./members.js";
import { __wbg_reset_state, initSync } from "../wasm/parse.js";
import literal from "../wasm/parse.bytes.js";

/** The module that reads bodies. */
export const reader = /* @__PURE__ */ new Instance({ __wbg_reset_state, initSync }, literal);

/** No words. */
const NONE = /* @__PURE__ */ new Int32Array(0);
/** The words of the last body. */
export let m = NONE;
/** The text that the words point into. */
let source = "";
/** The tag of strings that are slices of the text, `Text`: none where the text is too long to be kept alive by one. */
let sliced = 1;
/** Whether the id that the key begins with is known to be in lower case. */
let isLower = false;
/** Where the whole text stands as a value out of words. */
let wholeAt = 0;
/** That id, once it was read. */
export let id;

/** Above this no string of an event keeps its body alive. */
const KEPT_UNITS_MAX = 8192;
/** Slices of up to so many characters V8 copies by itself, and at once; any others it has to leave its own code for. */
const COPIED_UNITS = 12;

let decoder;
/** Reads UTF-8 as the library promises to: the byte order mark stays. Made late, since some test environments bring their own. */
export function decode(bytes) {
  decoder ??= new TextDecoder("utf-8", { ignoreBOM: true });
  return decoder.decode(bytes);
}

let encoder;
/** Writes a text as UTF-8 for as far as there is room: how much of it was read, and how much was written. */
export function encodeInto(text, bytes) {
  if (typeof TextEncoder !== "function") throw new Error(NO_ENCODER);
  encoder ??= new TextEncoder();
  return encoder.encodeInto(text, bytes);
}

/** Says what to do in a test environment that has half of a browser. */
const NO_ENCODER =
  "chatapps-webhook needs TextEncoder and TextDecoder, which this environment does not have. In Jest's jsdom, make those of " +
  "node:util global in a file of setupFiles.";

let hasBuffers;

/** A view of the memory of a module: one of Node's buffers, where there are any, for their ways to write and to read a text. */
export function viewOf({ memory: { buffer } }, address, bytes) {
  hasBuffers ??= isNode();
  const view = hasBuffers ? globalThis.Buffer.from(buffer, address, bytes) : undefined;
  // What is called so may be another thing, and copy.
  return view?.buffer === buffer ? view : new Uint8Array(buffer, address, bytes);
}

/** Whether this is Node, whose buffers write UTF-16 faster than UTF-8, and read ASCII faster than a TextDecoder does. Others have
 * buffers of that name, and Deno's write UTF-16 letter by letter. Node 20 has no navigator. */
function isNode() {
  const { Buffer, navigator, process } = globalThis;
  const looksLikeNode = process?.versions?.node !== undefined && Buffer?.from !== undefined;
  return looksLikeNode && (navigator === undefined || navigator.userAgent?.startsWith("Node.js/") === true);
}

/** The words where they stand in the memory, and where that is and whose. */
let view = m;
let place = -1;
let owner;
/** All of the memory they are in, once somebody asked. */
let all;
/** Whether the memory may have grown since somebody asked. */
let grown = false;

/** The words at an address. The view is made anew when they have moved, the memory has grown (which leaves the view empty), or
 * the instance is another. */
function viewAt(exports, address) {
  if (place !== address || view.length === 0 || owner !== exports) {
    view = new Int32Array(exports.memory.buffer, address);
    // Another instance counts the names from the beginning.
    if (owner !== exports) nameNumbers.fill(0);
    place = address;
    owner = exports;
    all = undefined;
    grown = true;
  }
  return view;
}

/** Looks at the words at an address. */
export function look(exports, address) {
  m = viewAt(exports, address);
  return m;
}

/** The ASCII at an address of that memory. */
export function ascii(address, length) {
  all ??= viewOf(owner, 0);
  return all.write === undefined
    ? decode(all.subarray(address, address + length))
    : all.toString("latin1", address, address + length);
}

/** Gives the memory back if it has grown large – that is noticed by the view it leaves empty –, and lets go of all views of it,
 * which would keep it alive. Whether that was so. */
export function giveBack() {
  if (!grown) return false;
  grown = false;
  if (!reader.shrink()) return false;
  m = NONE;
  view = NONE;
  place = -1;
  owner = undefined;
  all = undefined;
  return true;
}

/** Sets the text of the words. `lower`: the id that the key begins with is in lower case. `body`: where the words are of which
 * the whole consists, 0 if there are none. */
export function readFrom(text, lower, body) {
  source = text;
  wholeAt = body;
  sliced = text.length > KEPT_UNITS_MAX ? -1 : 1;
  isLower = lower;
  id = undefined;
}

/** Forgets the text, so that it is not kept alive from here. */
export function forget() {
  source = "";
}

/** Most bodies of some kilobytes have fewer words: of 2 kB that are documented 60 to 230, of 2 kB of new members 1300. */
const OWN_WORDS = 2048;
/** Room for them outside of the memory, once there was such a body. */
let own;

/** Takes the words of a body that is not JSON as it stands out of the memory: what its strings say the module is asked, and then
 * its memory may grow, which takes any view of it from under us. */
export function keepWords(count) {
  if (count > OWN_WORDS) {
    m = m.slice(0, count);
    return;
  }
  own ??= new Int32Array(OWN_WORDS);
  for (let at = 0; at < count; at++) own[at] = m[at];
  m = own;
}

/** A part of a text in a string of its own: most ids are as long as a UUID at most, and are put together of pieces. */
export function copied(text, start, end) {
  const length = end - start;
  if (length <= COPIED_UNITS) return text.slice(start, end);
  if (length > 3 * COPIED_UNITS) return (" " + text.slice(start, end)).slice(1);
  const second = start + COPIED_UNITS;
  const begin = text.slice(start, second);
  if (length <= 2 * COPIED_UNITS) return begin + text.slice(second, end);
  const third = second + COPIED_UNITS;
  return begin + text.slice(second, third) + text.slice(third, end);
}

/** The JSON text of a node that is not JSON as it stands. */
function recovered(node) {
  const { exports } = reader;
  const words = viewAt(exports, exports.recovered(node));
  return decode(new Uint8Array(words.buffer, words[7], words[8]));
}

/** The text of a string slot. */
export function text(a, b) {
  return (b & 15) === sliced ? source.slice(a, b >>> 4) : decoded(a, b);
}

/** The same of what is no slice of the text, or must not be one. */
function decoded(a, b) {
  switch (b & 15) {
    case 1: // Text
    case 11: // Embedded
      // A string that is nearly all of its body keeps little more alive than itself.
      return sliced < 0 && (b >>> 4) - a < source.length * 0.875 ? copied(source, a, b >>> 4) : source.slice(a, b >>> 4);
    case 2: // Escaped
    case 12: // EmbeddedEscaped
      return JSON.parse(source.slice(a, b >>> 4));
    case 15: // Values: what it would be as a range stands before them.
      return decoded(m[a], m[a + 1]);
    default: // Recovered
      return JSON.parse(recovered(a));
  }
}

/** The text of a slot that holds one of the documented values, or something else. */
export function choice(values, a, b) {
  return (b & 15) === 3 ? values[a] : text(a, b);
}

/** The text of a string slot that people keep. */
export function kept(a, b) {
  return (b & 15) === 1 ? copied(source, a, b >>> 4) : decoded(a, b);
}

/** The same of the id that the key begins with. */
export function keptId(a, b) {
  id = kept(a, b);
  return id;
}

/** An id as it stands in a key: it is compared without case. */
export function canonical(id) {
  return isLower ? id : id.toLowerCase();
}

/** The powers of ten below the length of the numbers that are put together here. */
const POWERS = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];
const [POINT, MINUS, ZERO] = [46, 45, 48];

/** The value of a number slot. V8 leaves its own code to read one, so short ones are put together here: fifteen digits and a
 * power of ten that are both exact make a quotient that is rounded once, as the number itself would be (Clinger, "How to Read
 * Floating Point Numbers Accurately", 1990). */
export function number(a, b) {
  const end = b >>> 4;
  if (end - a > 15) return +source.slice(a, end);
  const isNegative = source.charCodeAt(a) === MINUS;
  let digits = 0;
  let behindPoint = end;
  for (let at = isNegative ? a + 1 : a; at < end; at++) {
    const unit = source.charCodeAt(at);
    if (unit >= ZERO) {
      // Behind the digits only the exponent's letter is.
      if (unit > ZERO + 9) return +source.slice(a, end);
      digits = digits * 10 + (unit - ZERO);
    } else if (unit === POINT) {
      behindPoint = at + 1;
    }
  }
  const value = digits / POWERS[end - behindPoint];
  return isNegative ? -value : value;
}

/** The value of a JSON slot. */
export function json(a, b) {
  switch (b & 15) {
    case 4: // Number
      return number(a, b);
    case 10: // Recovered
      return JSON.parse(recovered(a));
    case 15: // Values
      next = a + 2;
      return value();
    default: // Json
      return parsed(a, b);
  }
}

/** What a JSON text can begin with. */
const [QUOTE, BRACKET, BRACE, TRUE, FALSE, NULL] = [34, 91, 123, 116, 102, 110];

/** The value of a text that is JSON as it stands. Most of these texts are short, and a call of JSON.parse takes longer than to
 * read one. */
function parsed(a, b) {
  const end = b >>> 4;
  switch (source.charCodeAt(a)) {
    case QUOTE: {
      const said = copied(source, a + 1, end - 1);
      return said.includes("\\") ? JSON.parse(source.slice(a, end)) : said;
    }
    case TRUE:
      return true;
    case FALSE:
      return false;
    case NULL:
      return null;
    case BRACE:
      return end - a === 2 ? {} : JSON.parse(source.slice(a, end));
    case BRACKET:
      return end - a === 2 ? [] : JSON.parse(source.slice(a, end));
    default:
      return number(a, b);
  }
}

/** What a string says whose slot is one of those that hold JSON. */
export function embedded(said, a, b) {
  if ((b & 15) !== 15) return JSON.parse(said);
  const outer = source;
  source = said;
  next = a + 2;
  const found = value();
  source = outer;
  return found;
}

/** The word that is read next of a value that consists of words (src/slots/json.rs). */
let next = 0;

/** A value out of words. Its strings are copied: what the law does not know may be an id. */
function value() {
  const a = m[next];
  const b = m[next + 1];
  next += 2;
  switch (b & 15) {
    case 0: // Absent
      return null;
    case 1: // Text
      return copied(source, a, b >>> 4);
    case 4: // Number
      return number(a, b);
    case 5: // True
      return true;
    case 6: // False
      return false;
    case 7: // Record
      return members(a);
    case 8: { // List
      const elements = [];
      for (let left = a; left > 0; left--) elements.push(value());
      return elements;
    }
    default: // Escaped
      return decoded(a, b);
  }
}

/** The members of an object out of words. Of a name the first word is its number; the second has its place in the table of names
 * (nine bits), its length (six), and where it stands in the text (src/slots/json.rs). */
function members(count) {
  const object = new Members();
  for (; count > 0; count--) {
    const number = m[next];
    const place = m[next + 1];
    next += 2;
    const name = nameNumbers[place & 511] === number ? names[place & 511] : learned(number, place);
    object[name] = value();
  }
  return object;
}

/** The names of members that were seen, each at the place the module gives it, and the numbers they came with: a name with
 * another number has taken the place. */
const names = /* @__PURE__ */ new Array(512).fill("");
const nameNumbers = /* @__PURE__ */ new Int32Array(512);

/** Reads a name that is new. As the name of a member V8 keeps it once for all, and finds it without comparing letters. */
function learned(number, place) {
  const start = place >>> 15;
  const [name] = Object.keys({ [source.slice(start, start + ((place >> 9) & 63))]: 0 });
  names[place & 511] = name;
  nameNumbers[place & 511] = number;
  return name;
}

/** The members of `extra`, from its first entry: an ordinary object, whatever the names are. */
export function extra(entry) {
  const members = new Members();
  while (entry !== 0) {
    const next = m[entry];
    const valueA = m[entry + 3];
    const valueB = m[entry + 4];
    const name = kept(m[entry + 1], m[entry + 2]);
    const value = json(valueA, valueB);
    // What is inherited cannot be assigned where the prototype is frozen, and `__proto__` nowhere.
    if (name in Object.prototype) {
      Object.defineProperty(members, name, { value, writable: true, enumerable: true, configurable: true });
    } else {
      members[name] = value;
    }
    entry = next;
  }
  return members;
}

/** The whole text as JSON. */
export function whole() {
  if (wholeAt !== 0) {
    next = wholeAt + 2;
    return value();
  }
  return JSON.parse(source.charCodeAt(0) === 0xfeff ? source.slice(1) : source);
}

/** What could be read of a text that is not JSON as it stands. */
export function recoveredWhole() {
  return JSON.parse(recovered(0));
}

/** A range of the text. */
export function slice(start, end) {
  return copied(source, start, end);
}

/** The name of a member that is not JSON as it stands. */
export function recoveredName(node) {
  return JSON.parse(recovered(node));
}
