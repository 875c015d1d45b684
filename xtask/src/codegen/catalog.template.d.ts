import type { DiagnosticCode, ParseOptions, Severity } from "/*{index}*/";

/** Every code, in the order of the reference. */
export const codes: readonly CodeInfo[];

/**
 * What a code means.
 *
 * ```js
 * for (const { code } of result.diagnostics) console.log(explain(code).title);
 * ```
 *
 * @throws {TypeError} There is no such code.
 */
export function explain(code: DiagnosticCode): CodeInfo;

/** What a code means. */
export interface CodeInfo {
  readonly code: DiagnosticCode;
  /** Where it comes from. */
  readonly phase: Phase;
  /** The severity it usually has. */
  readonly severity: Severity;
  /** The severities it can have by itself, the usual one first. */
  readonly severities: readonly Severity[];
  /** A short noun phrase: `Trailing comma`. */
  readonly title: string;
  /** A few plain sentences, with code in backticks. */
  readonly explanation: string;
  /** The options with which the bodies are to be parsed, where it takes some. */
  readonly options?: ParseOptions;
  /** A body that gives the code. Bytes where it is not UTF-8. */
  readonly bad: string | Uint8Array;
  /** The same body mended: it does not give the code. */
  readonly good: string | Uint8Array;
}

/**
 * Where a code comes from: before JSON, the syntax, which event it is, its structure, the documented form of a value,
 * members against each other.
 */
export type Phase = "text" | "json" | "event" | "shape" | "value" | "rule";
