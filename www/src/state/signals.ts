// What the page knows at a moment.
//
// In: what the other rooms of the state put there. Out: signals, which the views show. Does not know: how they come
// about, how anything is drawn. All of it is in memory only: nothing is sent, and nothing stored but the link that was
// opened, which the tab keeps for a reload (address.ts).
//
// Why it exists: a view asks for what it shows, and is drawn anew when that changes; who has changed it is no matter to
// it.

import { computed, signal } from "@preact/signals";
import type { EditorState } from "@codemirror/state";
import type { Diagnostic } from "chatapps-webhook";
import type { Glance, Reading, Row } from "../engine/protocol";

export interface Body {
  readonly id: number;
  /** Where it came from: `Pasted 14:03`, a file's name, an example's. */
  readonly origin: string;
  /** What was taken off it, and the same for a screen that is masked. */
  readonly notes: readonly string[];
  readonly maskedNotes: readonly string[];
  /** What was pasted, without secrets, where the body is only a part of it. */
  readonly pasted?: string | undefined;
  /** What came, where some of it is not UTF-8: to be read instead of the text while that is unchanged. */
  readonly bytes?: Uint8Array | undefined;
  readonly state: string | EditorState;
  readonly glance?: Glance;
}

export type Dialog = "examples" | "share" | "compare" | "reference" | "keys";

export const bodies = signal<readonly Body[]>([]);
export const activeId = signal(0);
/** A reading, and how often the text had changed when it was asked for (desk.ts). */
export const reading = signal<(Reading & { readonly asOf: number }) | undefined>(undefined);
/** What is shown is of a text that has changed since. */
export const isReading = signal(false);
/** Something was pasted or opened, and what is a body in it is being looked for. */
export const isLoading = signal(false);
export const masked = signal(false);
/** Rows, by their ids. */
export const selected = signal<string | undefined>(undefined);
export const hovered = signal<string | undefined>(undefined);
export const current = signal(-1);
export const dialog = signal<Dialog | undefined>(undefined);
/** Where the reference opens. */
export const anchor = signal("");
/** What is said to a screen reader. */
export const announcement = signal("");
/** What is said to everybody, until the text changes or another body is shown. */
export const notice = signal("");

export const active = computed(() => bodies.value.find(({ id }) => id === activeId.value));
export const rows = computed<readonly Row[]>(() => reading.value?.rows ?? []);
export const selectedRow = computed(() => rows.value.find(({ id }) => id === selected.value));
export const diagnostics = computed<readonly Diagnostic[]>(() => reading.value?.diagnostics ?? []);
export const mendable = computed(() => diagnostics.value.filter(({ edits }) => edits !== undefined).length);

export function openReference(place: string): void {
  anchor.value = place;
  dialog.value = "reference";
}
