// The list of what was pasted in this visit.
//
// In: the bodies. Out: a line for each, and which one is shown. Does not know: their text.
//
// Why it exists: one paste may hold hundreds of bodies, and one line is enough to find the one that matters.

import { choose, forget } from "../state/bodies";
import { activeId, bodies, type Body } from "../state/signals";
import { plainAt } from "../meaning/summary";
import { now, zone } from "../state/settings";
import { Severity, visible, Words } from "./words";

export function Bodies() {
  if (bodies.value.length < 2) return null;
  return (
    <nav class="bodies" aria-label="Bodies of this visit">
      <ul>
        {bodies.value.map((body) => <Line key={body.id} body={body} isChosen={body.id === activeId.value} />)}
      </ul>
    </nav>
  );
}

/** Drawn anew only when its own body changes: there may be hundreds, which are read one by one. */
function Line({ body: { id, origin, glance }, isChosen }: { body: Body; isChosen: boolean }) {
  return (
    <li class={isChosen ? "chosen" : ""}>
      <button type="button" class="line" title={glance && visible(plainAt(glance.sentence, now.value, zone.value))} aria-current={isChosen ? "true" : undefined} onClick={() => choose(id)}>
        <Severity of={glance?.severity} />
        <span class="what">{glance === undefined ? "Reading…" : glance.sentence.length > 0 ? <Words sentence={glance.sentence} /> : "Empty"}</span>
        <span class="origin">{origin}</span>
      </button>
      <button type="button" class="quiet remove" aria-label={`Remove: ${origin}`} title="Remove" onClick={() => forget(id)}>×</button>
    </li>
  );
}
