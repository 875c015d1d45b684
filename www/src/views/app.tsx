// The page.
//
// In: keys, pastes, drops. Out: the parts of the page in their places. Does not know: what the parts do.
//
// Why it exists: keys, pastes and drops belong to the whole page, whatever part has the focus.

import { useEffect } from "preact/hooks";
import { load, loadFiles, pastedNow } from "../state/bodies";
import { applyCurrent } from "../state/edits";
import { stepDiagnostic } from "../state/moving";
import { now, theme } from "../state/settings";
import { anchor, announcement, bodies, dialog } from "../state/signals";
import { followAddress } from "./address";
import { Bodies } from "./bodies";
import { CompareWindow } from "./compare";
import { Window } from "./dialog";
import { ExamplesWindow } from "./examples";
import { Guard } from "./guard";
import { Header } from "./header";
import { MeaningPane } from "./meaning";
import { Problems } from "./problems";
import { Reference } from "./reference";
import { ShareWindow } from "./share";
import { TextPane } from "./text";

export function App() {
  useEffect(() => listen(), []);
  useEffect(() => {
    document.documentElement.dataset["theme"] = theme.value;
  }, [theme.value]);
  return (
    <>
      <Header />
      <main class={bodies.value.length > 1 ? "with-bodies" : ""}>
        <Guard name="Bodies of this visit" place="bodies"><Bodies /></Guard>
        <TextPane />
        <Guard name="Problems" place="problems"><Problems /></Guard>
        <Guard name="Meaning" place="meaning"><MeaningPane /></Guard>
      </main>
      <p class="hidden" role="status" aria-live="polite">{announcement.value}</p>
      <Windows />
    </>
  );
}

function Windows() {
  switch (dialog.value) {
    case "examples":
      return <ExamplesWindow />;
    case "share":
      return <ShareWindow />;
    case "compare":
      return <CompareWindow />;
    case "reference":
      return <Window title="Reference" name="reference" wide><Reference start={anchor.value} /></Window>;
    case "keys":
      return <Window title="Keys" name="keys"><Keys /></Window>;
    default:
      return null;
  }
}

const KEYS: readonly (readonly [string, string])[] = [
  ["F8", "Next problem"],
  ["Shift F8", "Problem before"],
  ["Alt Enter", "Fix the problem at the cursor"],
  ["Ctrl F", "Search in the text"],
  ["Ctrl Z, Ctrl Y", "Undo, redo"],
  ["Ctrl Shift [ and ]", "Fold and unfold"],
  ["↑ ↓ in the fields", "Walk through the fields; the text follows"],
  ["Enter in the fields", "Go to the value in the text"],
  ["Ctrl V", "Load the body on the clipboard; amid text, put it in there"],
];

function Keys() {
  return (
    <dl class="keys">
      {KEYS.map(([key, words]) => (
        <div key={key}><dt><kbd>{key}</kbd></dt><dd>{words}</dd></div>
      ))}
    </dl>
  );
}

/** What the page hears wherever the focus is. */
function listen(): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  addEventListener("keydown", onKey, { signal, capture: true });
  addEventListener("paste", onPaste, { signal });
  addEventListener("dragover", (event) => event.preventDefault(), { signal });
  addEventListener("drop", onDrop, { signal, capture: true });
  const clock = setInterval(() => (now.value = Date.now()), 30_000);
  const stopFollowing = followAddress();
  return () => {
    stopFollowing();
    stop.abort();
    clearInterval(clock);
  };
}

function onKey(event: KeyboardEvent): void {
  if (dialog.peek() !== undefined) return;
  if (event.key === "F8") {
    event.preventDefault();
    event.stopPropagation();
    stepDiagnostic(event.shiftKey ? -1 : 1);
  } else if (event.key === "Enter" && event.altKey) {
    event.preventDefault();
    event.stopPropagation();
    applyCurrent();
  }
}

function onPaste(event: ClipboardEvent): void {
  const target = event.composedPath()[0];
  const isField = target instanceof Element && target.closest("input, textarea, .cm-editor") !== null;
  const text = event.clipboardData?.getData("text/plain") ?? "";
  if (event.defaultPrevented || isField || text === "" || dialog.peek() !== undefined) return;
  event.preventDefault();
  void load(text, pastedNow());
}

function onDrop(event: DragEvent): void {
  const files = [...(event.dataTransfer?.files ?? [])];
  if (files.length === 0) return;
  event.preventDefault();
  event.stopPropagation();
  void loadFiles(files);
}
