// The left half: the text and what can be done with it.
//
// In: the body. Out: the editor's place on the page, its buttons, the note of what was taken off. Does not know: CodeMirror.
//
// Why it exists: what can be done with the text stands beside the text.

import { useEffect, useRef } from "preact/hooks";
import { showPasted, startEditor } from "../state/bodies";
import { setWrapped } from "../state/desk";
import { mendAll, reformat } from "../state/edits";
import { wrapped } from "../state/settings";
import { active, isLoading, isReading, masked, mendable, notice } from "../state/signals";

export function TextPane() {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (place.current && !place.current.shadowRoot) startEditor(place.current);
  }, []);
  const body = active.value;
  return (
    <section class="pane text" aria-label="Text">
      <div class="tools">
        <button type="button" onClick={() => void reformat("pretty")}>Format</button>
        <button type="button" onClick={() => void reformat("compact")}>Compact</button>
        <label class="switch">
          <input type="checkbox" role="switch" checked={wrapped.value} onChange={(event) => setWrapped(event.currentTarget.checked)} />
          Wrap
        </label>
        <span class="state grow">{isLoading.value || isReading.value ? "Reading…" : ""}</span>
        <button type="button" class="main" disabled={mendable.value === 0} onClick={() => void mendAll()}>
          Fix all ({mendable.value})
        </button>
      </div>
      <p class="note">
        <span class="grow">
          {masked.value ? "Masked, and read-only: paste to load another body. " : ""}
          {notice.value || (masked.value ? body?.maskedNotes : body?.notes)?.join(" · ") || body?.origin || ""}
          {body?.pasted !== undefined && <button type="button" class="link" onClick={showPasted}>Show as pasted</button>}
        </span>
      </p>
      <div class="editor" ref={place} />
    </section>
  );
}
