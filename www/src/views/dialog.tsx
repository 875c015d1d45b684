// A window over the page.
//
// In: a title, what stands in it. Out: the window; Escape, the button and a click beside it close it. Does not know: what
// it is for. The browser's own dialog element keeps the focus inside and gives it back.
//
// Why it exists: all windows open, close and keep the focus in the same way.

import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { dialog } from "../state/signals";

export function Window({ title, name, wide = false, children }: { title: string; name: string; wide?: boolean; children: ComponentChildren }) {
  const element = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const window = element.current!;
    window.showModal();
    // One that goes without being closed first, as by the browser's Back, would give the focus to nobody. This has to be
    // while it still stands in the document, which is why it is a layout effect.
    return () => window.close();
  }, []);
  const onClose = () => {
    // The browser says so later: of a window that is gone by then, whatever is open now is another one.
    if (element.current !== null) dialog.value = undefined;
  };
  return (
    <dialog
      ref={element}
      class={wide ? "wide" : ""}
      aria-labelledby={`${name}-title`}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === element.current) element.current?.close();
      }}
    >
      <div class="window">
        <header>
          <h2 id={`${name}-title`}>{title}</h2>
          <button type="button" class="quiet" onClick={() => element.current?.close()}>
            Close
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}
