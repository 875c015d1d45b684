// What the page and its worker say to each other.
//
// In, out: the types of questions and answers; plain data. Does not know: who asks, or how it is answered. Why so: text of
// 5 MB has tens of thousands of nodes; the page gets only what fits on a screen, the rest stays where it was made.

import type { Diagnostic, Severity } from "chatapps-webhook";
import type { Phone } from "../meaning/phone";
import type { Sentence } from "../meaning/summary";
import type { Unwrapping } from "../unwrap";
import type { Mending } from "./mend";

/** One value of the body, as the table of fields shows it. */
export interface Row {
  /** Its pointer, and which one of those with this pointer it is: a member may stand twice. Stays the same while the text around changes. */
  readonly id: string;
  readonly pointer: string;
  readonly depth: number;
  readonly type: "object" | "array" | "string" | "number" | "boolean" | "null" | "error";
  /** The member's name as sent; the index of an element. */
  readonly name: string;
  readonly label?: string;
  readonly doc?: string;
  readonly kind?: string;
  /** `Payload.umid`: the anchor on the reference page. */
  readonly field?: string;
  /** The value as sent: text of strings without quotes and escapes, JSON of all else; cut when it is long. */
  readonly value: string;
  /** How many characters were cut off. */
  readonly cut: number;
  readonly span: { readonly start: number; readonly end: number };
  /** From the name to the end of the value. */
  readonly range: { readonly start: number; readonly end: number };
  readonly sensitive: boolean;
  readonly isEmbedded: boolean;
  /** How many members or elements it has. */
  readonly size: number;
  /** The worst that is said of it. */
  readonly severity?: Severity;
  readonly access?: string;
  readonly phone?: Phone;
  /** The value beside it that it is told with: the longitude of a latitude, the answer that a permission is of. */
  readonly partner?: string;
}

export interface Reading {
  /** What is shown: the body, or its masked form. Absent where the page has that text already. */
  readonly masked?: string;
  readonly ok: boolean;
  readonly isEmpty: boolean;
  readonly kind?: string;
  readonly shape?: string;
  readonly version?: string;
  readonly type?: string;
  readonly key?: string;
  readonly sentence: Sentence;
  readonly answers?: readonly { readonly name: string; readonly value: string }[];
  readonly rows: readonly Row[];
  readonly rowsInAll: number;
  readonly diagnostics: readonly Diagnostic[];
  readonly omitted: number;
  /** Reading stopped at so many mistakes that what stands behind them was not looked at. */
  readonly isCutShort: boolean;
  /** Milliseconds it took to read. */
  readonly took: number;
}

export interface ReadRequest {
  readonly text: string;
  /** What the text was decoded from, where some of that is not UTF-8; of no account when the text has changed since. */
  readonly bytes?: Uint8Array | undefined;
  readonly masked: boolean;
  readonly rowsMax: number;
}

/** One member of two bodies. */
export interface Difference {
  readonly pointer: string;
  readonly label?: string;
  readonly left?: string;
  readonly right?: string;
  readonly state: "same" | "changed" | "left" | "right";
}

export interface Comparison {
  readonly differences: readonly Difference[];
  readonly counts: Readonly<Record<Difference["state"], number>>;
  readonly omitted: number;
  readonly left: Sentence;
  readonly right: Sentence;
}

export type ReportForm = "json" | "markdown" | "curl" | "typescript";

export interface ReportRequest {
  readonly text: string;
  readonly form: ReportForm;
  readonly masked: boolean;
  /** The time of the report: what ends is told by it. */
  readonly now: number;
}

/** A line of the list of bodies. */
export interface Glance {
  readonly sentence: Sentence;
  readonly severity?: Severity;
}

/** Every question, with what is asked and what is answered. */
export interface Questions {
  unwrap: { asked: string; answered: Unwrapping };
  read: { asked: ReadRequest; answered: Reading };
  glance: { asked: Omit<ReadRequest, "rowsMax">; answered: Glance };
  mend: { asked: string; answered: Mending };
  format: { asked: { text: string; form: "pretty" | "compact" }; answered: string };
  compare: { asked: { left: string; right: string; masked: boolean }; answered: Comparison };
  report: { asked: ReportRequest; answered: string };
  mask: { asked: string; answered: string };
}

export type Question = keyof Questions;
