// The way between text and meaning.
//
// In: a place in the text, a row of the table, a step from problem to problem. Out: what is selected, lit up and in
// sight, on both sides. Does not know: how either side shows it.
//
// Why it exists: whoever finds a value on one side wants to see it on the other.

import type { Row } from "../engine/protocol";
import type { Place } from "../editor/editor";
import { messageOf } from "../meaning/message";
import { editor, mustWait } from "./desk";
import { announcement, current, diagnostics, hovered, rows, selected, selectedRow } from "./signals";

export function rowAt(offset: number): Row | undefined {
  return rows.value.findLast(({ range }) => range.start <= offset && offset <= range.end);
}

/** The person has put the cursor there, away from the problem that was gone to. */
export function selectAt(offset: number): void {
  current.value = -1;
  selected.value = rowAt(offset)?.id;
  lightUp();
}

export function hover(row: Row | undefined): void {
  hovered.value = row?.id;
  editor?.light(row?.range, selectedRow.value?.range);
}

export function select(row: Row, options: { focusText?: boolean } = {}): void {
  selected.value = row.id;
  lightUp();
  editor?.reveal(row.span, { select: options.focusText === true, focus: options.focusText === true });
}

export function lightUp(): void {
  const place: Place | undefined = selectedRow.value?.range;
  editor?.light(undefined, place && selectedRow.value!.depth > 0 ? place : undefined);
}

export function goToDiagnostic(index: number, options: { focus?: boolean } = {}): void {
  const diagnostic = diagnostics.value[index];
  if (!diagnostic?.span || mustWait()) return;
  current.value = index;
  const { start } = diagnostic.span;
  selected.value = rowAt(start)?.id;
  lightUp();
  editor?.reveal(diagnostic.span, { select: true, focus: options.focus ?? false });
  announcement.value = `${index + 1} of ${diagnostics.value.length}, ${diagnostic.severity}: ${messageOf(diagnostic)}. ${diagnostic.help ?? ""}`;
}

export function stepDiagnostic(step: 1 | -1): void {
  if (mustWait()) return;
  const count = diagnostics.value.length;
  if (count === 0) {
    announcement.value = "Nothing is wrong.";
    return;
  }
  goToDiagnostic((neighbour(step) + count) % count, { focus: true });
}

/** The problem beside the one that was gone to, or else beside the cursor. */
function neighbour(step: 1 | -1): number {
  if (current.value >= 0) return current.value + step;
  const cursor = editor?.cursor ?? 0;
  const before = diagnostics.value.filter(({ span }) => span!.start < cursor).length;
  return step > 0 ? before : before - 1;
}
