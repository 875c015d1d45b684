// The list of what was pasted in this visit.
//
// In: the bodies. Out: a line for each, and which one is shown. Does not know: their text.
//
// Why it exists: one paste may hold hundreds of bodies, and one line is enough to find the one that matters.

import { useCallback, useRef } from "preact/hooks";
import { plainAt } from "../meaning/summary";
import { choose, forget } from "../state/bodies";
import { editor } from "../state/desk";
import { now, zone } from "../state/settings";
import { activeId, bodies, type Body } from "../state/signals";
import { useHandover } from "./focus";
import { Severity, visible, Words } from "./words";

export function Bodies() {
  const list = useRef<HTMLUListElement>(null);
  const handOver = useHandover();
  const remove = useCallback((id: number) => {
    const index = bodies.peek().findIndex((body) => body.id === id);
    handOver(() => {
      const left = list.current?.querySelectorAll<HTMLElement>(".remove") ?? [];
      const next = left[Math.min(index, left.length - 1)];
      // Of the last one there is no list.
      if (next) next.focus();
      else editor?.focus();
    });
    forget(id);
  }, []);
  if (bodies.value.length < 2) return null;
  return (
    <nav class="bodies" aria-label="Bodies of this visit">
      <ul ref={list}>
        {bodies.value.map((body) => <Line key={body.id} body={body} isChosen={body.id === activeId.value} onRemove={remove} />)}
      </ul>
    </nav>
  );
}

/** Drawn anew only when its own body changes: there may be hundreds, which are read one by one. */
function Line({ body: { id, origin, glance }, isChosen, onRemove }: { body: Body; isChosen: boolean; onRemove: (id: number) => void }) {
  return (
    <li class={isChosen ? "chosen" : ""}>
      <button type="button" class="line" title={glance && visible(plainAt(glance.sentence, now.value, zone.value))} aria-current={isChosen ? "true" : undefined} onClick={() => choose(id)}>
        <Severity of={glance?.severity} />
        <span class="what">{glance === undefined ? "Reading…" : glance.sentence.length > 0 ? <Words sentence={glance.sentence} /> : "Empty"}</span>
        <span class="origin">{origin}</span>
      </button>
      <button type="button" class="quiet remove" aria-label={`Remove: ${origin}`} title="Remove" onClick={() => onRemove(id)}>×</button>
    </li>
  );
}
