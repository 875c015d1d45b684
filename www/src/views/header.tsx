// The bar at the top: where bodies come from, how they are shown, where they go.
//
// In: clicks. Out: what becomes of the state. Does not know: what becomes of them.
//
// Why it exists: what belongs to no body in particular stands in one place that never moves.

import { useRef } from "preact/hooks";
import { loadFiles, setMasked, startNew } from "../state/bodies";
import { theme, zone, type Theme } from "../state/settings";
import { dialog, masked, openReference } from "../state/signals";

const zones = ["UTC", ...Intl.supportedValuesOf("timeZone").filter((name) => name !== "UTC")];
const local = Intl.DateTimeFormat().resolvedOptions().timeZone;

export function Header() {
  const picker = useRef<HTMLInputElement>(null);
  return (
    <header class="bar">
      <h1>Webhook debugger</h1>
      <div class="group">
        <button type="button" onClick={startNew}>New</button>
        <button type="button" onClick={() => picker.current?.click()}>Open…</button>
        <input ref={picker} class="hidden" type="file" multiple aria-label="Open files" tabIndex={-1} onChange={(event) => void openAll(event.currentTarget)} />
        <button type="button" onClick={() => (dialog.value = "examples")}>Examples…</button>
      </div>
      <div class="group">
        <button type="button" onClick={() => (dialog.value = "compare")}>Compare…</button>
        <button type="button" onClick={() => (dialog.value = "share")}>Share…</button>
      </div>
      <label class="switch">
        <input type="checkbox" role="switch" checked={masked.value} onChange={(event) => void setMasked(event.currentTarget.checked)} />
        Mask
      </label>
      <div class="group last">
        <label class="field">
          <span>Time</span>
          <select value={zone.value} onChange={(event) => (zone.value = event.currentTarget.value)}>
            <option value="UTC">UTC</option>
            <option value="local">Local ({local})</option>
            <optgroup label="Time zones">
              {zones.slice(1).map((name) => <option value={name}>{name.replaceAll("_", " ")}</option>)}
            </optgroup>
          </select>
        </label>
        <label class="field">
          <span>Theme</span>
          <select value={theme.value} onChange={(event) => (theme.value = event.currentTarget.value as Theme)}>
            <option value="auto">Auto</option>
            <option value="light">Light</option>
            <option value="dark">Dark</option>
          </select>
        </label>
        <button type="button" class="quiet" onClick={() => openReference("")}>Reference</button>
        <button type="button" class="quiet" onClick={() => (dialog.value = "keys")}>Keys</button>
      </div>
    </header>
  );
}

async function openAll(input: HTMLInputElement): Promise<void> {
  await loadFiles([...(input.files ?? [])]);
  input.value = "";
}
