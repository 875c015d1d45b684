// Who has the focus when what had it is gone.
//
// In: how to find the next one. Out: the focus there, once the page is drawn without the one that was pressed. Does not know: what was
// pressed.
//
// Why it exists: a button that takes itself away, as one that mends or removes, would leave whoever works by keyboard at the top of
// the page.

import { useLayoutEffect, useRef } from "preact/hooks";

/** For a component that draws the button: to be told, when it is pressed, who comes after it. */
export function useHandover(): (focusNext: () => void) => void {
  const waiting = useRef<{ readonly pressed: Element | null; readonly focusNext: () => void } | undefined>(undefined);
  useLayoutEffect(() => {
    if (waiting.current === undefined || waiting.current.pressed?.isConnected) return;
    const { focusNext } = waiting.current;
    waiting.current = undefined;
    // By now the person may be elsewhere.
    if (document.activeElement === document.body) focusNext();
  });
  return (focusNext) => {
    waiting.current = { pressed: document.activeElement, focusNext };
  };
}
