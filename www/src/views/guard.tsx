// A part of the page that does not take the others with it when it fails.
//
// In: the part, what it is called, and where on the page it stands. Out: the part; where drawing it failed, a word about that,
// until there is something else to draw. Does not know: what the part shows.
//
// Why it exists: bodies are anybody's. One that a part cannot show, by a mistake of ours, is not to leave a dead page for the ones
// that come after it.

import type { ComponentChildren } from "preact";
import { useEffect, useErrorBoundary } from "preact/hooks";
import { now, zone } from "../state/settings";
import { activeId, masked, reading } from "../state/signals";

export function Guard({ name, place, children }: { name: string; place: string; children: ComponentChildren }) {
  const [error, tryAgain] = useErrorBoundary((failure) => console.error(failure));
  useEffect(() => {
    if (error !== undefined) tryAgain();
  }, [reading.value, activeId.value, masked.value, zone.value, now.value]);
  if (error === undefined) return <>{children}</>;
  return (
    <section class={`pane ${place}`} aria-label={name}>
      <p class="empty" role="alert">This could not be shown, which is a mistake of this page. Another body can be.</p>
    </section>
  );
}
