// The bodies of this visit.
//
// In: what is pasted, dropped, opened or chosen. Out: the list of bodies, and which one is open. Does not know: what a
// body means, how it is taken out of a paste.
//
// Why it exists: a paste may hold many bodies, and each keeps its text and its undo while another one is looked at.

import { Editor } from "../editor/editor";
import { fromFragment, LinkError } from "../share/link";
import type { Unwrapping } from "../unwrap";
import { decoded, type Decoded } from "../unwrap/bytes";
import { editor, engine, setEditor, textOf } from "./desk";
import { rowAt, selectAt } from "./moving";
import { onChange, replaceBody, sayUnread, showFirstRows } from "./reading";
import { active, activeId, announcement, bodies, current, hovered, isLoading, masked, notice, reading, selected, type Body } from "./signals";

let lastId = 0;

/** The editor is made once, when its place on the page is there. */
export function startEditor(parent: HTMLElement): void {
  setEditor(new Editor(parent, {
    changed: onChange,
    moved: (offset) => selectAt(offset),
    hovered: (offset) => {
      hovered.value = offset === undefined ? undefined : rowAt(offset)?.id;
    },
    pasted: (text) => void load(text, pastedNow()),
  }));
  if (bodies.value.length === 0) show(newBody("", "New"));
}

export function pastedNow(): string {
  return `Pasted ${new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" })}`;
}

/** Takes whatever was pasted, dropped or opened, and the bodies out of it. */
export async function load(pasted: string | Uint8Array, origin: string): Promise<void> {
  isLoading.value = true;
  try {
    const came = decodedIfBytes(pasted);
    takeAll(await engine.ask("unwrap", came.text), origin, came);
  } catch (error) {
    sayUnread(error);
  } finally {
    isLoading.value = false;
  }
}

/** Takes a body as it is. */
export function loadAsIs(body: string | Uint8Array, origin: string): void {
  const came = decodedIfBytes(body);
  takeAll({ bodies: [came.text], notes: [] }, origin, came);
}

function decodedIfBytes(came: string | Uint8Array): Decoded {
  return typeof came === "string" ? { text: came } : decoded(came);
}

/** Opens files one after another; one that cannot be read, as a folder, keeps none of the others out. */
export async function loadFiles(files: readonly File[]): Promise<void> {
  const unread: string[] = [];
  for (const file of files) {
    try {
      await loadFile(file);
    } catch {
      unread.push(file.name);
    }
  }
  if (unread.length === 0) return;
  notice.value = `Could not be read, a folder perhaps: ${unread.join(", ")}`;
  announcement.value = notice.value;
}

async function loadFile(file: File): Promise<void> {
  await load(new Uint8Array(await file.arrayBuffer()), file.name);
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

function takeAll(unwrapped: Unwrapping, origin: string, { note, bytes }: Decoded): void {
  const many = unwrapped.bodies.length > 1;
  const first = note === undefined ? [] : [note];
  const about = {
    notes: [...first, ...unwrapped.notes],
    maskedNotes: [...first, ...(unwrapped.maskedNotes ?? unwrapped.notes)],
    pasted: unwrapped.pasted,
    bytes: many ? undefined : bytes,
  };
  const added = unwrapped.bodies.map((body, index) => newBody(body, many ? `${origin}, ${index + 1} of ${unwrapped.bodies.length}` : origin, about));
  keep();
  bodies.value = [...added, ...withoutBlank(bodies.value)];
  show(added[0]!);
  if (many) void glanceAt(added);
}

/** What holds no text is not worth a line in the list. */
function withoutBlank(list: readonly Body[]): readonly Body[] {
  return list.filter(({ state }) => /\S/.test(typeof state === "string" ? state : state.doc.toString()));
}

function newBody(text: string, origin: string, about: Pick<Body, "notes" | "maskedNotes" | "pasted" | "bytes"> = { notes: [], maskedNotes: [] }): Body {
  return { id: ++lastId, origin, state: text, ...about };
}

/** Keeps what the editor holds with the body it belongs to. */
function keep(): void {
  const state = editor?.saved;
  if (state) replaceBody(activeId.value, (body) => ({ ...body, state }));
}

function show(body: Body): void {
  if (!bodies.value.some(({ id }) => id === body.id)) bodies.value = [body, ...bodies.value];
  activeId.value = body.id;
  selected.value = undefined;
  hovered.value = undefined;
  current.value = -1;
  showFirstRows();
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
  if (id === activeId.value) show(rest[0] ?? newBody("", "New"));
}

export function startNew(): void {
  keep();
  bodies.value = withoutBlank(bodies.value);
  show(newBody("", "New"));
  editor?.focus();
}

/** The paste as it was, where something was taken off. */
export function showPasted(): void {
  const body = active.value;
  if (body?.pasted !== undefined) loadAsIs(body.pasted, `${body.origin}, as pasted`);
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

/** One line for each body of a list, in their order, without keeping the active one waiting. */
async function glanceAt(list: readonly Body[]): Promise<void> {
  const isMasked = masked.value;
  for (const { id } of list) {
    const body = bodies.value.find((one) => one.id === id);
    if (!body || id === activeId.value) continue;
    const glance = await engine.ask("glance", { text: textOf(body), bytes: body.bytes, masked: isMasked });
    // What was asked before the mask went on or off may not be shown, and all lines are asked for anew.
    if (isMasked !== masked.value) return;
    replaceBody(id, (one) => ({ ...one, glance }));
  }
}
