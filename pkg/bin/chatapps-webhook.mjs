#!/usr/bin/env node
// The command: npx chatapps-webhook check | redact | explain.
//
// In: arguments, files, standard input. Out: text or JSON; the exit status 0 where all is well, 1 where a body gives no
// event, 2 for misuse. Does not know: how bodies are read, shown or masked; the library does. What it prints of a body is
// masked, unless --show is given.

import { readFileSync, writeSync } from "node:fs";
import { isatty } from "node:tty";
import { parseArgs } from "node:util";

import { parse, redact, render } from "../dist/index.mjs";
import { codes, explain } from "../dist/catalog.mjs";

const USAGE = `Reads bodies of 8x8 Messaging Apps webhooks.

  chatapps-webhook check [FILE…]     what is wrong with them, and where
  chatapps-webhook redact [FILE…]    the same text with everything masked that may name or describe a person
  chatapps-webhook explain [CODE…]   what diagnostic codes mean; all of them, in one line each, where none is named

FILE is a body; - or none is standard input.

  --ndjson    one body on each line (usual for files that end in .ndjson or .jsonl)
  --max-bytes N   the longest body that is read (check); usually 10485760
  --json      results as JSON, one line each
  --strict    warnings count as errors
  --show      do not mask what is printed of a body (check)
  --color, --no-color
  --help, --version

Exit status: 0 every body gives an event, 1 one does not, 2 the command was called wrongly, or could not read or write.
`;

const OPTIONS = {
  ndjson: { type: "boolean" },
  "max-bytes": { type: "string" },
  json: { type: "boolean" },
  strict: { type: "boolean" },
  show: { type: "boolean" },
  color: { type: "boolean" },
  "no-color": { type: "boolean" },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean", short: "v" },
};

/** What the caller did wrong: told without a trace. */
class Misuse extends Error {}

const COMMANDS = { check, redact: mask, explain: explainCodes };

const STANDARD_OUTPUT = 1;
/** The last of the characters that are not seen. */
const SPACE = 32;
/** How long to wait for a reader that is slower. */
const PAUSE_MS = 5;

process.exitCode = main(process.argv.slice(2));

function main(args) {
  try {
    const { values, positionals } = parsed(args);
    if (values.help) return print(USAGE, 0);
    if (values.version) return print(`${JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")).version}\n`, 0);
    const [name, ...rest] = positionals;
    if (name === undefined) throw new Misuse("which command?");
    if (!Object.hasOwn(COMMANDS, name)) throw new Misuse(`there is no command ${JSON.stringify(name)}`);
    return COMMANDS[name](rest, values);
  } catch (error) {
    // `… | head` has read enough: no fault.
    if (error.syscall === "write" && error.code === "EPIPE") return 0;
    if (error.syscall === "write") return complain(`cannot write: ${error.message}`);
    if (!(error instanceof Misuse)) throw error;
    process.stderr.write(`chatapps-webhook: ${error.message}\nchatapps-webhook --help tells how it is called.\n`);
    return 2;
  }
}

function parsed(args) {
  try {
    return parseArgs({ args, options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new Misuse(error.message);
  }
}

/** Writes at once, so that whoever has read enough stops the work. */
function print(text, status) {
  let bytes = Buffer.from(text);
  while (bytes.length > 0) {
    try {
      bytes = bytes.subarray(writeSync(STANDARD_OUTPUT, bytes));
    } catch (error) {
      if (error.code !== "EAGAIN") throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
    }
  }
  return status;
}

/** Tells what went wrong in one line. */
function complain(message) {
  process.stderr.write(`chatapps-webhook: ${message}\n`);
  return 2;
}

/** Does something with every body and the name that it is told by; the worst status that was given for one. A file that cannot be
 * read keeps no other from being read. */
function forEachBody(files, options, work) {
  let status = 0;
  for (const file of files.length > 0 ? files : ["-"]) {
    let bytes;
    try {
      bytes = readFileSync(file === "-" ? 0 : file);
    } catch (error) {
      status = complain(`cannot read ${file}: ${error.message}`);
      continue;
    }
    for (const { name, body } of bodiesIn(file, bytes, options)) status = Math.max(status, work(name, body));
  }
  return status;
}

function* bodiesIn(file, bytes, { ndjson = /\.(ndjson|jsonl)$/i.test(file) }) {
  const name = file === "-" ? "standard input" : file;
  if (!ndjson) {
    yield { name, body: bytes };
    return;
  }
  let number = 0;
  for (const line of linesOf(bytes)) {
    number += 1;
    if (line.some((byte) => byte > SPACE)) yield { name: `${name}:${number}`, body: line };
  }
}

/** Bytes, since a line that is not UTF-8 has to stay as it is. */
function* linesOf(bytes) {
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(10, start);
    const line = bytes.subarray(start, end < 0 ? bytes.length : end);
    yield line.at(-1) === 13 ? line.subarray(0, -1) : line;
    start = end < 0 ? bytes.length : end + 1;
  }
}

function check(files, { json, strict = false, show = false, ...rest }) {
  const isColored = wantsColor(rest);
  const maxBytes = maxBytesOf(rest);
  return forEachBody(files, rest, (name, body) => {
    const result = parse(body, { strict, maxBytes });
    const status = result.ok ? 0 : 1;
    return print(json ? `${JSON.stringify(told(name, result, show))}\n` : shown(name, body, result, isColored, show), status);
  });
}

function maxBytesOf({ "max-bytes": text }) {
  if (text === undefined) return undefined;
  if (!/^[0-9]+$/.test(text)) throw new Misuse(`--max-bytes takes a number of bytes, not ${JSON.stringify(text)}`);
  return Number(text);
}

function wantsColor({ color, "no-color": noColor }) {
  if (color || noColor) return color === true;
  return isatty(STANDARD_OUTPUT) && !process.env.NO_COLOR;
}

/** What a program is told. Diagnostics never repeat what may name a person; the event does, so it needs --show. */
function told(name, result, show) {
  const { ok, diagnostics, omitted } = result;
  const kind = result.event?.kind ?? result.kind;
  return { name, ok, kind, ...(show ? { event: result.event, partial: result.partial } : {}), diagnostics, omitted };
}

function shown(name, body, result, color, show) {
  const kind = result.event?.kind ?? result.kind;
  const head = `${name}: ${result.ok ? "ok" : "no event"}${kind ? `, ${kind}` : ""}\n`;
  if (result.diagnostics.length === 0) return head;
  return `${head}${render(body, result, { color, redact: !show }).trimEnd()}\n\n`;
}

function mask(files, { json, ...rest }) {
  return forEachBody(files, rest, (name, body) => {
    const text = redact(body);
    return print(json ? `${JSON.stringify({ name, body: text })}\n` : text.endsWith("\n") ? text : `${text}\n`, 0);
  });
}

function explainCodes(names, { json }) {
  const entries = names.map((name) => {
    try {
      return explain(name);
    } catch (error) {
      throw new Misuse(error.message);
    }
  });
  for (const entry of names.length > 0 ? entries : codes) {
    if (json) print(`${JSON.stringify(entry, plain)}\n`);
    else if (names.length === 0) print(`${entry.code.padEnd(28)}${entry.title}\n`);
    else print(`${entry.code} (${entry.severity}): ${entry.title}\n\n${entry.explanation.trim()}\n\n`);
  }
  return 0;
}

/** One body of the catalog is not UTF-8, so it is bytes; JSON has none. */
function plain(_, value) {
  return value instanceof Uint8Array ? { base64: Buffer.from(value).toString("base64") } : value;
}
