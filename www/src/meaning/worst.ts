// The worst that is said of a body.
//
// In: its diagnostics. Out: the severity of the worst of them; undefined where there is none. Does not know: what they are about.
// Why it exists: the list of bodies shows it. Of most bodies the worker says it; of the one that is open the page has what is said.

import type { Diagnostic } from "chatapps-webhook";

const FROM_THE_WORST = ["error", "warning", "info"] as const;

export function worst(diagnostics: readonly Diagnostic[]): Diagnostic["severity"] | undefined {
  return FROM_THE_WORST.find((severity) => diagnostics.some((one) => one.severity === severity));
}
