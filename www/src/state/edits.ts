// What changes the text, other than the keys.
//
// In: a diagnostic with edits, or the wish to have all of it mended or laid out. Out: the changed text, and a word
// about it. Does not know: what an edit is for, how JSON is laid out.
//
// Why it exists: each of these is one step that undo takes back, and none may change a text that is no longer the one
// it was made for.

import type { Diagnostic } from "chatapps-webhook";
import { editor, engine, version } from "./desk";
import { announcement, current, diagnostics, notice, selected } from "./signals";

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

export async function reformat(form: "pretty" | "compact"): Promise<void> {
  if (!editor) return;
  const asked = version;
  const text = await engine.ask("format", { text: editor.doc.toString(), form });
  if (asked === version) editor.replace(text);
}
