// What changes the text, other than the keys.
//
// In: a diagnostic with edits, or the wish to have all of it mended or laid out. Out: the changed text, and a word
// about it. Does not know: what an edit is for, how JSON is laid out.
//
// Why it exists: each of these is one step that undo takes back, and none may change a text that is no longer the one
// it was made for.

import type { Diagnostic } from "chatapps-webhook";
import { editor, engine, mustWait, version } from "./desk";
import { announcement, current, diagnostics, notice, selectedRow } from "./signals";

export function applyEdits(diagnostic: Diagnostic): void {
  const { edits } = diagnostic;
  if (!edits) return;
  // A button may be pressed twice, and a mark in the text may still be open, before the changed text is read.
  if (mustWait() || !diagnostics.value.includes(diagnostic)) return;
  editor?.change(edits.map(({ span, text }) => ({ from: span.start, to: span.end, insert: text })), "input.fix");
  announcement.value = "Mended. Undo takes it back.";
}

/** Mends what was gone to, or else what is wrong at the cursor. */
export function applyCurrent(): void {
  if (mustWait()) return;
  const diagnostic = diagnostics.value[current.value] ?? mendableAt(editor?.cursor ?? 0);
  if (diagnostic?.edits) applyEdits(diagnostic);
  else announcement.value = "Nothing at the cursor can be fixed.";
}

/** What the cursor touches, the smallest of it; else what is wrong with the value that the cursor is in. */
function mendableAt(offset: number): Diagnostic | undefined {
  const list = diagnostics.value.filter(({ edits }) => edits !== undefined);
  const touched = list.filter(({ span }) => span!.start <= offset && offset <= span!.end);
  if (touched.length > 0) return touched.reduce((least, one) => (lengthOf(one) < lengthOf(least) ? one : least));
  const row = selectedRow.value;
  if (row === undefined || row.type === "object" || row.type === "array") return undefined;
  return list.find(({ span }) => row.range.start <= span!.start && span!.end <= row.range.end);
}

function lengthOf({ span }: Diagnostic): number {
  return span!.end - span!.start;
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

export async function reformat(form: "pretty" | "compact"): Promise<void> {
  if (!editor) return;
  const asked = version;
  const text = await engine.ask("format", { text: editor.doc.toString(), form });
  if (asked === version) editor.replace(text);
}
