// inspect: everything parse gives, and the whole text as a flat list of nodes.
//
// In: a body. Out: plain objects. Does not know: how the text was read; the words are those of src/nodes.rs.
//
// Why it exists: an editor or a page asks of any place in the text what it is, and people who only handle events should not pay
// for the answer.

import {
  FLAG_EMBEDDED, FLAG_MEMBER, FLAG_SENSITIVE, NODE_FIELD, NODE_NAME, NODE_NAME_SPAN, NODE_PARENT, NODE_PLACE, NODE_SPAN, NODE_WORDS,
} from "../generated/border.js";
import { records } from "../generated/reference.js";
import { wantsOf } from "./options.js";
import { read } from "./parse.js";
import { escapedStep } from "./diagnostics.js";
import { copied, decode } from "./slots.js";
import { steady, textOut, withBody } from "./tools.js";

/** The types of nodes, by their number: true and false are one. */
const TYPES = ["object", "array", "string", "number", "boolean", "boolean", "null", "error"];
/** The parent of the root, in unsigned words. */
const NONE = 0xffffffff;

/** Reads a body for people who look at its text. */
export function inspect(body, options) {
  const result = read(body, wantsOf(options), "inspect");
  const steadied = steady(body, "inspect");
  const text = typeof steadied === "string" ? steadied : decode(steadied);
  return Object.assign(result, { nodes: withBody(steadied, (exports) => readNodes(exports, text)) });
}

function readNodes(exports, text) {
  const address = exports.tools_nodes();
  const end = exports.tools_embedded();
  // A copy: what names say the module is asked, and its memory may grow then.
  const words = new Uint32Array(exports.memory.buffer, address, exports.tools_words()).slice();
  const nodes = readList(words, 0, end / NODE_WORDS, namesOf(exports, 0, text));
  let at = end + 1;
  for (let document = 1; document <= words[end]; document++) {
    const count = words[at + 1];
    nodes[words[at]].embedded = readList(words, at + 2, count, namesOf(exports, document, ""));
    at += 2 + count * NODE_WORDS;
  }
  return nodes;
}

/** Reads the names of a document, by the numbers of `name_words` in src/slots.rs: slices of its text (1), string literals with
 * escapes (2), and what is not JSON as it stands (3). */
function namesOf(exports, document, body) {
  const length = exports.tools_text(document);
  const text = length > 0 ? textOut(exports, length) : body;
  return (tag, a, b) => {
    if (tag === 3) return JSON.parse(textOut(exports, exports.tools_name(document, a)));
    if (tag === 2) return JSON.parse(text.slice(a, b));
    return tag === 1 ? copied(text, a, b) : "";
  };
}

function readList(words, start, count, nameOf) {
  const nodes = [];
  let holder = -1;
  let prefix = "";
  for (let at = start; nodes.length < count; at += NODE_WORDS) {
    const parent = words[at + NODE_PARENT] === NONE ? -1 : words[at + NODE_PARENT];
    if (parent !== holder) {
      holder = parent;
      // Its siblings share this.
      prefix = nodes[parent].pointer + "/";
    }
    let key;
    let pointer = "";
    if (words[at] & FLAG_MEMBER) {
      const name = at + NODE_NAME;
      key = { text: nameOf(words[name], words[name + 1], words[name + 2]), span: spanAt(words, at + NODE_NAME_SPAN) };
      pointer = prefix + escapedStep(key.text);
    } else if (parent >= 0) {
      pointer = prefix + words[at + NODE_PLACE];
    }
    nodes.push(nodeAt(words, at, parent, key, pointer));
  }
  return nodes;
}

/** A node. Those of a kind are written out whole: an object that gets its members one by one takes twice as long. */
function nodeAt(words, at, parent, key, pointer) {
  const head = words[at];
  const type = TYPES[head & 0xff];
  const span = spanAt(words, at + NODE_SPAN);
  const sensitive = (head & FLAG_SENSITIVE) !== 0;
  if (words[at + NODE_FIELD] !== 0 || head & FLAG_EMBEDDED) {
    const named = key === undefined ? {} : { key };
    const embedded = head & FLAG_EMBEDDED ? { embedded: [] } : {};
    return { parent, type, span, ...named, pointer, ...fieldOf(words[at + NODE_FIELD]), sensitive, ...embedded };
  }
  return key === undefined
    ? { parent, type, span, pointer, sensitive }
    : { parent, type, span, key, pointer, sensitive };
}

function spanAt(words, at) {
  return {
    start: words[at],
    end: words[at + 1],
    line: words[at + 2],
    column: words[at + 3],
    endLine: words[at + 4],
    endColumn: words[at + 5],
  };
}

/** What the schema says of the field that a node was read as. */
function fieldOf(field) {
  if (field === 0) return {};
  const { label, doc, kind } = records[(field - 1) >> 8].fields[(field - 1) & 0xff];
  return { label, doc, kind };
}
