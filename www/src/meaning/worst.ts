// The worst that is said of a body, or of a place in it.
//
// In: its diagnostics, or two severities. Out: the severity of the worst of them; undefined where there is none. Does not know:
// what they are about.
// Why it exists: the list of bodies shows it, and the table of fields. Of most bodies the worker says it; of the one that is open
// the page has what is said.

import type { Diagnostic, Severity } from "chatapps-webhook";

const FROM_THE_WORST: readonly Severity[] = ["error", "warning", "info"];

export function worst(diagnostics: readonly Diagnostic[]): Severity | undefined {
  return FROM_THE_WORST.find((severity) => diagnostics.some((one) => one.severity === severity));
}

export function isWorse(one: Severity, other: Severity): boolean {
  return FROM_THE_WORST.indexOf(one) < FROM_THE_WORST.indexOf(other);
}
