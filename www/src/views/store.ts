// What the page knows at a moment, and what can be done to it.
//
// In: what the person does. Out: signals, which the views show. Does not know: how anything is drawn. All of it is in memory
// only: nothing is sent, and nothing stored but the link that was opened, which the tab keeps for a reload (address.ts).

import { computed, signal } from "@preact/signals";
import type { Diagnostic } from "chatapps-webhook";
import type { EditorState } from "@codemirror/state";
import { Engine } from "../engine/client";
import type { Glance, Reading, Row } from "../engine/protocol";
import { Editor, type Mark, type Place } from "../editor/editor";
import { messageOf } from "../meaning/message";
import { worst } from "../meaning/worst";
import { fromFragment, LinkError } from "../share/link";
import type { Unwrapping } from "../unwrap";
import { wrapped } from "./settings";

export interface Body {
  readonly id: number;
  /** Where it came from: `Pasted 14:03`, a file's name, an example's. */
  readonly origin: string;
  readonly notes: readonly string[];
  /** What was pasted, without secrets, where the body is only a part of it. */
  readonly pasted?: string;
  readonly state: string | EditorState;
  readonly glance?: Glance;
}

export type Dialog = "examples" | "share" | "compare" | "reference" | "keys";

const ROWS_AT_FIRST = 200;
/** Up to this many characters a body is read at every key press; beyond, when the keys rest. */
const EAGER_UNITS_MAX = 100_000;
const REST_MS = 350;
const LINES_OF_BODIES_MAX = 500;

export const bodies = signal<readonly Body[]>([]);
export const activeId = signal(0);
export const reading = signal<Reading | undefined>(undefined);
export const isReading = signal(false);
/** Something was pasted or opened, and what is a body in it is being looked for. */
export const isLoading = signal(false);
export const masked = signal(false);
export const selected = signal<string | undefined>(undefined);
export const hovered = signal<string | undefined>(undefined);
export const current = signal(-1);
export const dialog = signal<Dialog | undefined>(undefined);
/** Where the reference opens. */
export const anchor = signal("");
/** What is said to a screen reader. */
export const announcement = signal("");
/** What is said to everybody, until the next thing happens. */
export const notice = signal("");

export const active = computed(() => bodies.value.find(({ id }) => id === activeId.value));
export const rows = computed<readonly Row[]>(() => reading.value?.rows ?? []);
export const selectedRow = computed(() => rows.value.find(({ pointer }) => pointer === selected.value));
export const diagnostics = computed<readonly Diagnostic[]>(() => reading.value?.diagnostics ?? []);
export const mendable = computed(() => diagnostics.value.filter(({ edits }) => edits !== undefined).length);

export const engine = new Engine();
let editor: Editor | undefined;
let lastId = 0;
let rowsMax = ROWS_AT_FIRST;
let version = 0;
let isAsked = false;
let timer: ReturnType<typeof setTimeout> | undefined;

/** The editor is made once, when its place on the page is there. */
export function startEditor(parent: HTMLElement): void {
  editor = new Editor(parent, {
    changed: () => onChange(),
    moved: (offset) => selectAt(offset),
    hovered: (offset) => {
      hovered.value = offset === undefined ? undefined : rowAt(offset)?.pointer;
    },
    pasted: (text) => void load(text, pastedNow()),
  });
  if (bodies.value.length === 0) show(newBody("", "New", []));
}

export function pastedNow(): string {
  return `Pasted ${new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" })}`;
}

// --- bodies ---

/** Takes whatever was pasted, dropped or opened, and the bodies out of it. */
export async function load(text: string, origin: string): Promise<void> {
  isLoading.value = true;
  try {
    takeAll(await engine.ask("unwrap", text), origin);
  } finally {
    isLoading.value = false;
  }
}

/** Takes a body as it is. */
export function loadAsIs(text: string, origin: string): void {
  takeAll({ bodies: [text], notes: [] }, origin);
}

function takeAll(unwrapped: Unwrapping, origin: string): void {
  const many = unwrapped.bodies.length > 1;
  const added = unwrapped.bodies.map((body, index) =>
    newBody(body, many ? `${origin}, ${index + 1} of ${unwrapped.bodies.length}` : origin, unwrapped.notes, unwrapped.pasted),
  );
  keep();
  bodies.value = [...added, ...withoutBlank(bodies.value)].slice(0, LINES_OF_BODIES_MAX);
  notice.value = unwrapped.notes.join(" · ");
  show(added[0]!);
  if (many) void glanceAt(added);
}

/** What holds no text is not worth a line in the list. */
function withoutBlank(list: readonly Body[]): readonly Body[] {
  return list.filter(({ state }) => /\S/.test(typeof state === "string" ? state : state.doc.toString()));
}

function newBody(text: string, origin: string, notes: readonly string[], pasted?: string): Body {
  return { id: ++lastId, origin, notes, state: text, ...(pasted === undefined ? {} : { pasted }) };
}

/** Keeps what the editor holds with the body it belongs to. */
function keep(): void {
  const state = editor?.saved;
  if (state) replaceBody(activeId.value, (body) => ({ ...body, state }));
}

function replaceBody(id: number, change: (body: Body) => Body): void {
  bodies.value = bodies.value.map((body) => (body.id === id ? change(body) : body));
}

function show(body: Body): void {
  if (!bodies.value.some(({ id }) => id === body.id)) bodies.value = [body, ...bodies.value];
  activeId.value = body.id;
  selected.value = undefined;
  hovered.value = undefined;
  current.value = -1;
  rowsMax = ROWS_AT_FIRST;
  editor?.open(body.state);
  if (masked.value) editor?.showMasked("");
  onChange(true);
}

export function choose(id: number): void {
  const body = bodies.value.find((one) => one.id === id);
  if (!body || id === activeId.value) return;
  keep();
  show(bodies.value.find((one) => one.id === id)!);
}

export function forget(id: number): void {
  const rest = bodies.value.filter((body) => body.id !== id);
  bodies.value = rest;
  if (id === activeId.value) show(rest[0] ?? newBody("", "New", []));
}

export function startNew(): void {
  keep();
  bodies.value = withoutBlank(bodies.value);
  notice.value = "";
  show(newBody("", "New", []));
  editor?.focus();
}

/** The paste as it was, where something was taken off. */
export function showPasted(): void {
  const body = active.value;
  if (body?.pasted !== undefined) loadAsIs(body.pasted, `${body.origin}, as pasted`);
}

/** The text of a body, as it is. */
export function textOf(body: Body): string {
  if (body.id === activeId.value && editor) return editor.doc.toString();
  return typeof body.state === "string" ? body.state : body.state.doc.toString();
}

/** One line for each body of a list, in their order, without keeping the active one waiting. */
async function glanceAt(list: readonly Body[]): Promise<void> {
  for (const { id } of list) {
    const body = bodies.value.find((one) => one.id === id);
    if (!body || id === activeId.value) continue;
    const glance = await engine.ask("glance", { text: textOf(body), masked: masked.value });
    replaceBody(id, (one) => ({ ...one, glance }));
  }
}

export async function loadFile(file: File): Promise<void> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const encoding = isUtf16 ? (bytes[0] === 0xff ? "utf-16le" : "utf-16be") : "utf-8";
  await load(new TextDecoder(encoding, { ignoreBOM: !isUtf16 }).decode(bytes), file.name);
}

/** Opens what a link carries. */
export async function loadLink(fragment: string): Promise<void> {
  try {
    const shared = await fromFragment(fragment);
    loadAsIs(shared.text, shared.masked ? "From a link, masked" : "From a link");
  } catch (error) {
    if (!(error instanceof LinkError)) throw error;
    notice.value = error.message;
    announcement.value = error.message;
  }
}

// --- reading ---

function onChange(isAtOnce = false): void {
  version++;
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
  isReading.value = true;
  const [asked, id, isMasked] = [version, activeId.value, masked.value];
  try {
    const answer = await engine.ask("read", { text: editor.doc.toString(), masked: isMasked, rowsMax });
    if (asked === version && isMasked === masked.value) take(answer, id);
  } catch (error) {
    notice.value = `This could not be read: ${error instanceof Error ? error.message : String(error)}`;
    announcement.value = notice.value;
  } finally {
    isAsked = false;
  }
  if (asked === version) isReading.value = false;
  else readSoon();
}

function take(answer: Reading, id: number): void {
  reading.value = answer;
  if (answer.masked !== undefined) editor?.showMasked(answer.masked);
  current.value = -1;
  editor?.mark(answer.diagnostics.map(markOf));
  lightUp();
  replaceBody(id, (body) => ({ ...body, glance: glanceOf(answer) }));
  announcement.value = spoken(answer);
}

function glanceOf({ sentence, diagnostics: found }: Reading): Glance {
  const severity = worst(found);
  return severity === undefined ? { sentence } : { sentence, severity };
}

function spoken({ isEmpty, diagnostics: found, omitted }: Reading): string {
  if (isEmpty) return "";
  const count = found.length + omitted;
  return count === 0 ? "Nothing is wrong." : `${count} ${count === 1 ? "problem" : "problems"}.`;
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
  rowsMax += 500;
  onChange(true);
}

export async function setMasked(isMasked: boolean): Promise<void> {
  masked.value = isMasked;
  // What is on screen goes at once, not when the masked form is ready.
  reading.value = undefined;
  selected.value = undefined;
  if (isMasked) editor?.showMasked("");
  else editor?.unmask();
  onChange(true);
  bodies.value = bodies.value.map(({ glance: _, ...body }) => body);
  await glanceAt(bodies.value);
}

// --- moving between text and meaning ---

function rowAt(offset: number): Row | undefined {
  return rows.value.findLast(({ range }) => range.start <= offset && offset <= range.end);
}

function selectAt(offset: number): void {
  selected.value = rowAt(offset)?.pointer;
  lightUp();
}

export function hover(row: Row | undefined): void {
  hovered.value = row?.pointer;
  editor?.light(row?.range, selectedRow.value?.range);
}

export function select(row: Row, options: { focusText?: boolean } = {}): void {
  selected.value = row.pointer;
  lightUp();
  editor?.reveal(row.span, { select: options.focusText === true, focus: options.focusText === true });
}

function lightUp(): void {
  const place: Place | undefined = selectedRow.value?.range;
  editor?.light(undefined, place && selectedRow.value!.depth > 0 ? place : undefined);
}

// --- problems ---

export function goToDiagnostic(index: number, options: { focus?: boolean } = {}): void {
  const diagnostic = diagnostics.value[index];
  if (!diagnostic?.span) return;
  current.value = index;
  const { start } = diagnostic.span;
  selected.value = rowAt(start)?.pointer;
  lightUp();
  editor?.reveal(diagnostic.span, { select: true, focus: options.focus ?? false });
  announcement.value = `${index + 1} of ${diagnostics.value.length}, ${diagnostic.severity}: ${messageOf(diagnostic)}. ${diagnostic.help ?? ""}`;
}

export function stepDiagnostic(step: 1 | -1): void {
  const count = diagnostics.value.length;
  if (count === 0) {
    announcement.value = "Nothing is wrong.";
    return;
  }
  const from = current.value < 0 ? (step > 0 ? -1 : 0) : current.value;
  goToDiagnostic((from + step + count) % count, { focus: true });
}

export function applyEdits({ edits }: Diagnostic): void {
  if (!edits) return;
  editor?.change(edits.map(({ span, text }) => ({ from: span.start, to: span.end, insert: text })), "input.fix");
  announcement.value = "Mended. Undo takes it back.";
}

/** The diagnostic that was gone to, or the one under the cursor. */
export function applyCurrent(): void {
  const diagnostic = diagnostics.value[current.value] ?? diagnostics.value.find(({ pointer, edits }) => edits && pointer === selected.value);
  if (diagnostic) applyEdits(diagnostic);
}

export async function mendAll(): Promise<void> {
  if (!editor) return;
  const asked = version;
  const { text, count, isInVain } = await engine.ask("mend", editor.doc.toString());
  if (asked !== version || (count === 0 && !isInVain)) return;
  if (!isInVain) editor.replace(text);
  notice.value = isInVain ? "Mending all of it made it no better: nothing was changed." : `${count} ${count === 1 ? "problem" : "problems"} mended. Undo takes it back.`;
  announcement.value = notice.value;
}

// --- text ---

export async function reformat(form: "pretty" | "compact"): Promise<void> {
  if (!editor) return;
  const asked = version;
  const text = await engine.ask("format", { text: editor.doc.toString(), form });
  if (asked === version) editor.replace(text);
}

export function setWrapped(isWrapped: boolean): void {
  wrapped.value = isWrapped;
  editor?.wrap(isWrapped);
}

/** The value as it stands in the text, where the row holds only its beginning. */
export function wholeValue(row: Row): string {
  const isHolder = row.type === "object" || row.type === "array";
  if (!isHolder && row.cut === 0) return row.value;
  const literal = (reading.value?.masked ?? editor?.doc.toString() ?? "").slice(row.span.start, row.span.end);
  if (isHolder || row.isEmbedded || row.type !== "string") return literal;
  try {
    return String(JSON.parse(literal));
  } catch {
    return literal;
  }
}

export function hasText(): boolean {
  return (editor?.doc.length ?? 0) > 0;
}

export function currentText(): string {
  return editor?.doc.toString() ?? "";
}

// --- the reference ---

export function openReference(place: string): void {
  anchor.value = place;
  dialog.value = "reference";
}
