// The text at hand: the editor that it stands in, and the worker that is asked about it.
//
// In: the editor, once there is one; how it is shown. Out: the text, how often it has changed, the text of a value in
// it. Does not know: bodies that are not open, what the text means.
//
// Why it exists: all that moves in the text, reads or changes it goes through one editor, and an answer counts only
// while the text is still the one that was asked about.

import type { Editor } from "../editor/editor";
import { Engine } from "../engine/client";
import type { Row } from "../engine/protocol";
import { wrapped } from "./settings";
import { activeId, announcement, reading, type Body } from "./signals";

export const engine = new Engine();
/** Made when its place on the page is there. */
export let editor: Editor | undefined;
/** How often the text has changed, or another one was opened. */
export let version = 0;

export function setEditor(made: Editor): void {
  editor = made;
}

export function countChange(): void {
  version++;
}

/** Whether what was read is another text than the one that is there, so that no place is known in it; says so then. */
export function mustWait(): boolean {
  const isStale = reading.value?.asOf !== version;
  if (isStale) announcement.value = "The text is still being read.";
  return isStale;
}

export function hasText(): boolean {
  return (editor?.doc.length ?? 0) > 0;
}

export function currentText(): string {
  return editor?.doc.toString() ?? "";
}

/** The text of a body, as it is. */
export function textOf(body: Body): string {
  if (body.id === activeId.value && editor) return editor.doc.toString();
  return typeof body.state === "string" ? body.state : body.state.doc.toString();
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

export function setWrapped(isWrapped: boolean): void {
  wrapped.value = isWrapped;
  editor?.wrap(isWrapped);
}
