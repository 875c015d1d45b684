// When the text is read, and what becomes of the answer.
//
// In: that the text has changed. Out: the reading, marks in the text, a word to a screen reader. Does not know: how a
// text is read.
//
// Why it exists: a short text is read at every key press and a long one when the keys rest, never two at a time, and an
// answer to an older text is of no use.

import type { Diagnostic } from "chatapps-webhook";
import type { Glance, Reading } from "../engine/protocol";
import type { Mark } from "../editor/editor";
import { messageOf } from "../meaning/message";
import { worst } from "../meaning/worst";
import { countChange, editor, engine, version } from "./desk";
import { applyEdits } from "./edits";
import { lightUp } from "./moving";
import { active, activeId, announcement, bodies, current, isReading, masked, notice, reading, type Body } from "./signals";

const ROWS_AT_FIRST = 200;
/** So many are shown at a time beyond them. */
export const ROWS_MORE = 500;
/** Up to this many characters a body is read at every key press; beyond, when the keys rest. */
const EAGER_UNITS_MAX = 100_000;
const REST_MS = 350;

let rowsMax = ROWS_AT_FIRST;
let isAsked = false;
let timer: ReturnType<typeof setTimeout> | undefined;

export function onChange(isAtOnce = false): void {
  countChange();
  isReading.value = true;
  // What was said was said of the text as it was.
  notice.value = "";
  if (isAtOnce) void readNow();
  else readSoon();
}

/** Reads at once what is short, and what is long when the keys rest. */
function readSoon(): void {
  clearTimeout(timer);
  if ((editor?.doc.length ?? 0) <= EAGER_UNITS_MAX) void readNow();
  else timer = setTimeout(() => void readNow(), REST_MS);
}

/** Reads what is there now; one question at a time, so that none waits behind an older one. */
async function readNow(): Promise<void> {
  clearTimeout(timer);
  if (isAsked || editor === undefined) return;
  isAsked = true;
  const [asked, id, isMasked] = [version, activeId.value, masked.value];
  try {
    const answer = await engine.ask("read", { text: editor.doc.toString(), bytes: active.value?.bytes, masked: isMasked, rowsMax });
    if (asked === version && isMasked === masked.value) take(answer, id, asked);
  } catch (error) {
    sayUnread(error);
  } finally {
    isAsked = false;
  }
  if (asked === version) isReading.value = false;
  else readSoon();
}

/** Says that the worker has failed, and at what. */
export function sayUnread(error: unknown): void {
  notice.value = `This could not be read: ${error instanceof Error ? error.message : String(error)}`;
  announcement.value = notice.value;
}

function take(answer: Reading, id: number, asked: number): void {
  reading.value = { ...answer, asOf: asked };
  if (answer.masked !== undefined) editor?.showMasked(answer.masked);
  current.value = -1;
  editor?.mark(answer.diagnostics.map(markOf));
  lightUp();
  replaceBody(id, (body) => ({ ...body, glance: glanceOf(answer) }));
  announcement.value = spoken(answer);
}

export function replaceBody(id: number, change: (body: Body) => Body): void {
  bodies.value = bodies.value.map((body) => (body.id === id ? change(body) : body));
}

function glanceOf({ sentence, diagnostics: found }: Reading): Glance {
  const severity = worst(found);
  return severity === undefined ? { sentence } : { sentence, severity };
}

function spoken({ isEmpty, diagnostics: found, omitted, isCutShort }: Reading): string {
  if (isEmpty) return "";
  const count = found.length + omitted;
  return count === 0 ? "Nothing is wrong." : `${count} ${count === 1 ? "problem" : "problems"}${isCutShort ? " or more" : ""}.`;
}

function markOf(diagnostic: Diagnostic): Mark {
  const { start, end } = diagnostic.span!;
  return {
    from: start,
    to: end,
    severity: diagnostic.severity,
    message: messageOf(diagnostic) + (diagnostic.help ? `\n${diagnostic.help}` : ""),
    ...(diagnostic.edits ? { actions: [{ name: "Fix", apply: () => applyEdits(diagnostic) }] } : {}),
  };
}

export function showMoreRows(): void {
  rowsMax += ROWS_MORE;
  onChange(true);
}

/** As many rows as of any body that is opened. */
export function showFirstRows(): void {
  rowsMax = ROWS_AT_FIRST;
}
