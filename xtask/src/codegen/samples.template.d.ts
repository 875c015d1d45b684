import type { DiagnosticCode, EventKind } from "/*{index}*/";

/** A body to test with. */
export interface Sample<K extends EventKind | null = EventKind | null> {
  /** The kind of the event that `parse` makes of it; null where it withholds the event. */
  readonly kind: K;
  /** The codes of the diagnostics, in their order. A code that follows itself is there once. */
  readonly codes: readonly DiagnosticCode[];
  /** The body as it is posted. */
  readonly body: string;
}

/** The names of the samples. */
export type SampleName = keyof typeof samples;

/**
 * Bodies of webhooks, by name: every kind, version and type, and broken ones (`broken-…`, by the code they give). Numbers,
 * names and ids are made up.
 *
 * ```js
 * import { samples } from "chatapps-webhook/samples";
 *
 * const response = await app.request("/webhook", { method: "POST", body: samples["inbound-v2-text-whatsapp"].body });
 * ```
 */
export const samples: {
/*{samples}*/
};
