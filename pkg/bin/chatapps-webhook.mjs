#!/usr/bin/env node
// The command: npx chatapps-webhook check | redact | explain.
//
// In: arguments, files, standard input. Out: text or JSON; the exit status 0 where all is well, 1 where a body that is
// checked gives no event, 2 for misuse. Does not know: how bodies are judged, shown or masked; the library does. What it
// prints of a body is masked, unless --show is given.

import { readFileSync } from "node:fs";
import { isatty } from "node:tty";
import { parseArgs } from "node:util";

import { parse, redact, render } from "../dist/index.mjs";
import { codes, explain } from "../dist/catalog.mjs";
import { BODY_BYTES_MAX, OFFSET_MAX } from "../generated/border.js";
import { chunksOf, nameOf, STANDARD_OUTPUT, Unreadable, visible, write } from "./streams.mjs";

const USAGE = `Reads bodies of 8x8 Messaging Apps webhooks.

  chatapps-webhook check [FILE…]     what is wrong with them, and where
  chatapps-webhook redact [FILE…]    the same text with everything masked that may name or describe a person
  chatapps-webhook explain [CODE…]   what diagnostic codes mean; all of them, in one line each, where none is named

FILE is a body; - or none is standard input.

  --ndjson    one body on each line, told of as soon as it is there (check, redact); usual for files that end in .ndjson or .jsonl
  --max-bytes N   the longest body that is read (check); usually ${BODY_BYTES_MAX}
  --json      results as JSON, one line each
  --strict    warnings count as errors (check)
  --show      do not mask what is printed of a body (check)
  --color, --no-color   whether to use colours (check); the last one counts
  --help, --version

Exit status: 0 all is well, 1 a body gives no event (check), 2 the command was called wrongly, or could not read or write.
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

/** What can be done, and the options that change something about it. An option that would change nothing is misuse: whoever
 * gives it expects something that will not happen. */
const COMMANDS = {
  check: { run: check, takes: ["ndjson", "max-bytes", "json", "strict", "show", "color", "no-color"] },
  redact: { run: mask, takes: ["ndjson", "json"] },
  explain: { run: explainCodes, takes: ["json"] },
};

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
/** The last of the characters that are not seen. */
const SPACE = 32;

process.exitCode = main(process.argv.slice(2));

function main(args) {
  try {
    const { values, positionals, tokens } = parsed(args);
    if (values.help) return print(USAGE, 0);
    if (values.version) return print(`${JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")).version}\n`, 0);
    const [name, ...rest] = positionals;
    if (name === undefined) throw new Misuse("which command?");
    if (!Object.hasOwn(COMMANDS, name)) throw new Misuse(`there is no command ${JSON.stringify(name)}`);
    const { run, takes } = COMMANDS[name];
    for (const option of Object.keys(values)) if (!takes.includes(option)) throw new Misuse(misplaced(option, name));
    return run(rest, { ...values, color: colorIn(tokens) });
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
    return parseArgs({ args, options: OPTIONS, allowPositionals: true, tokens: true });
  } catch (error) {
    throw new Misuse(error.message);
  }
}

/** What to say of an option that does nothing for a command. */
function misplaced(option, name) {
  const takers = Object.keys(COMMANDS).filter((other) => COMMANDS[other].takes.includes(option));
  return `--${option} belongs to ${takers.join(" and ")}, not to ${name}`;
}

/** Whether colours are wanted; nothing where nobody says. Of two that contradict each other the last one counts, so that an
 * alias can be overruled. */
function colorIn(tokens) {
  const last = tokens.findLast(({ kind, name }) => kind === "option" && (name === "color" || name === "no-color"));
  return last === undefined ? undefined : last.name === "color";
}

/** Writes, and gives the status that goes with it. */
function print(text, status) {
  write(text);
  return status;
}

/** Tells what went wrong in one line. */
function complain(message) {
  process.stderr.write(`chatapps-webhook: ${visible(message)}\n`);
  return 2;
}

/** Does something with every body and the name that it is told by; the worst status that was given for one. A file that cannot be
 * read keeps no other from being read. */
function forEachBody(files, options, work) {
  let status = 0;
  for (const file of files.length > 0 ? files : ["-"]) {
    try {
      for (const { name, body } of bodiesIn(file, options)) status = Math.max(status, work(name, body));
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      status = complain(`cannot read ${nameOf(file)}: ${error.message}`);
    }
  }
  return status;
}

function* bodiesIn(file, { ndjson = /\.(ndjson|jsonl)$/i.test(file) }) {
  const name = nameOf(file);
  if (!ndjson) {
    yield { name, body: Buffer.concat([...chunksOf(file)]) };
    return;
  }
  let number = 0;
  for (const line of linesOf(chunksOf(file))) {
    number += 1;
    if (line.some((byte) => byte > SPACE)) yield { name: `${name}:${number}`, body: line };
  }
}

/** Each line as soon as its end is read, so that a log that still grows can be followed, and no more than one line is kept. Bytes,
 * since a line that is not UTF-8 has to stay as it is. */
function* linesOf(chunks) {
  let begun = [];
  for (const chunk of chunks) {
    let start = 0;
    for (let end; (end = chunk.indexOf(LINE_FEED, start)) >= 0; start = end + 1) {
      yield withoutReturn(Buffer.concat([...begun, chunk.subarray(start, end)]));
      begun = [];
    }
    if (start < chunk.length) begun.push(chunk.subarray(start));
  }
  if (begun.length > 0) yield withoutReturn(Buffer.concat(begun));
}

function withoutReturn(line) {
  return line.at(-1) === CARRIAGE_RETURN ? line.subarray(0, -1) : line;
}

function check(files, { json, strict = false, show = false, color, ...rest }) {
  const isColored = color ?? (isatty(STANDARD_OUTPUT) && !process.env.NO_COLOR);
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
  if (Number(text) > OFFSET_MAX) throw new Misuse(`--max-bytes takes at most ${OFFSET_MAX}, not ${text}`);
  return Number(text);
}

/** What a program is told. Diagnostics never repeat what may name a person; the event does, so it needs --show. */
function told(name, result, show) {
  const { ok, diagnostics, omitted } = result;
  const { kind, key } = result.event ?? result;
  return { name, ok, kind, ...(show ? { key, event: result.event, partial: result.partial } : {}), diagnostics, omitted };
}

function shown(name, body, result, color, show) {
  const kind = result.event?.kind ?? result.kind;
  const head = `${visible(name)}: ${result.ok ? "ok" : "no event"}${kind ? `, ${kind}` : ""}\n`;
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
