// Words on the page: sentences, documentation with code in backticks, values.
//
// In: pieces and texts. Out: elements. Does not know: where they stand. Everything from a body is put in as text, never as
// markup; characters that turn the direction of text are shown as what they are.
//
// Why it exists: whatever a body says can be shown in one way only, which is the safe one.

import type { Diagnostic } from "chatapps-webhook";
import { saidAt, type Sentence } from "../meaning/summary";
import { shortDateTime } from "../meaning/time";
import { now, zone } from "../state/settings";

/** What the library's sentences never show, but for line ends and tabs, which lay out text, and the joiners of emoji and Persian. */
const ACTING = /(?![\t\n\r\u200c\u200d])[\0-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

/** Text out of a body, with what would act on the page made visible. */
export function visible(text: string): string {
  return text.replace(ACTING, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

export function Words({ sentence }: { sentence: Sentence }) {
  return (
    <>
      {saidAt(sentence, now.value).map((piece) =>
        typeof piece === "string" ? (
          visible(piece)
        ) : "moment" in piece ? (
          <time>{shortDateTime(piece.moment, zone.value)}</time>
        ) : (
          <q dir="auto">{visible(piece.quoted)}</q>
        ),
      )}
    </>
  );
}

/** Documentation: plain text with code in backticks. */
export function Prose({ text }: { text: string }) {
  return <>{text.split("`").map((part, index) => (index % 2 === 1 ? <code>{part}</code> : part))}</>;
}

const NAMES = { error: "Error", warning: "Warning", info: "Note" } as const;

/** A shape and a word, so that no meaning hangs on the colour alone. */
export function Severity({ of }: { of: Diagnostic["severity"] | undefined }) {
  return of === undefined ? <span class="mark" /> : (
    <span class={`mark ${of}`}>
      <span class="hidden">{NAMES[of]}</span>
    </span>
  );
}
