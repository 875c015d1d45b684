// The way between text and meaning.
//
// In: a place in the text, a row of the table, a step from problem to problem. Out: what is selected, lit up and in
// sight, on both sides. Does not know: how either side shows it.
//
// Why it exists: whoever finds a value on one side wants to see it on the other.

import type { Row } from "../engine/protocol";
import type { Place } from "../editor/editor";
import { messageOf } from "../meaning/message";
import { editor } from "./desk";
import { announcement, current, diagnostics, hovered, rows, selected, selectedRow } from "./signals";

export function rowAt(offset: number): Row | undefined {
  return rows.value.findLast(({ range }) => range.start <= offset && offset <= range.end);
}

export function selectAt(offset: number): void {
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

export function lightUp(): void {
  const place: Place | undefined = selectedRow.value?.range;
  editor?.light(undefined, place && selectedRow.value!.depth > 0 ? place : undefined);
}

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
