// Passing a body on.
//
// In: the body, and whether it is to be masked. Out: a link or a text, on the clipboard when asked for. Does not know: how
// either is made. Masked unless the person says otherwise, each time anew.
//
// Why it exists: a body is most often looked at because somebody else has to know of it, and it may name people.

import { useSignal, useSignalEffect } from "@preact/signals";
import type { ReportForm } from "../engine/protocol";
import { LINK_LENGTH_MAX, LINK_LENGTH_SAFE, toFragment } from "../share/link";
import { currentText, engine } from "../state/desk";
import { now } from "../state/settings";
import { masked } from "../state/signals";
import { copy } from "./copy";
import { Window } from "./dialog";
import { visible } from "./words";

type Form = ReportForm | "link";

const FORMS: readonly (readonly [Form, string])[] = [
  ["link", "Link"],
  ["json", "JSON"],
  ["markdown", "Markdown report"],
  ["curl", "cURL command"],
  ["typescript", "TypeScript test"],
];

const SHOWN_UNITS_MAX = 20_000;

/** Opened from disk, the page has an address on this machine alone, with the folders of its user in it. */
const isFromDisk = location.protocol === "file:";

export function ShareWindow() {
  const form = useSignal<Form>(isFromDisk ? "json" : "link");
  const isMasked = useSignal(true);
  const made = useSignal<string | undefined>(undefined);
  useSignalEffect(() => {
    const [wanted, hidden] = [form.value, isMasked.value];
    made.value = undefined;
    void make(wanted, hidden).then((text) => {
      if (form.peek() === wanted && isMasked.peek() === hidden) made.value = text;
    });
  });
  const text = made.value;
  const problem = form.value === "link" && text !== undefined ? lengthProblem(text.length) : undefined;
  const name = FORMS.find(([value]) => value === form.value)![1];
  return (
    <Window title="Share" name="share">
      <fieldset class="forms">
        <legend class="hidden">As</legend>
        {FORMS.map(([value, label]) => (
          <label key={value}>
            <input type="radio" name="form" value={value} checked={form.value === value} disabled={value === "link" && isFromDisk} onChange={() => (form.value = value)} />
            {label}
          </label>
        ))}
      </fieldset>
      <label class="switch">
        <input type="checkbox" role="switch" checked={isMasked.value} onChange={(event) => (isMasked.value = event.currentTarget.checked)} />
        Mask what may name or describe a person
      </label>
      <p class={isMasked.value ? "note" : "note bad"}>
        {isMasked.value
          ? "Names, numbers, texts, links and answers are replaced character by character; lengths and positions stay."
          : "Not masked: whoever gets this reads names, numbers, texts and links."}
        {isFromDisk && " There is no link: this page was opened from a file, and its address leads nowhere on another machine."}
        {form.value === "link" && " The body stands in the part of the link behind the #, which browsers send to nobody."}
      </p>
      <pre class="preview" tabIndex={0} aria-label={`${name}, as it will be copied`}>
        {masked.value && !isMasked.value ? "Not shown while the screen is masked." : text === undefined ? "Working…" : previewOf(text)}
      </pre>
      <p class="actions">
        <span class="grow bad" role="status">{problem?.words ?? ""}</span>
        <button type="button" class="main" disabled={text === undefined || problem?.isFinal === true} onClick={() => void copy(text!, name)}>Copy {name}</button>
      </p>
    </Window>
  );
}

/** The beginning of it, with what would act on the page made visible; what is copied is as it is. */
function previewOf(text: string): string {
  return visible(text.slice(0, SHOWN_UNITS_MAX)) + (text.length > SHOWN_UNITS_MAX ? "…" : "");
}

async function make(form: Form, masked: boolean): Promise<string> {
  const text = currentText();
  if (form !== "link") return engine.ask("report", { text, form, masked, now: now.peek() });
  const shared = masked ? await engine.ask("mask", text) : text;
  const page = location.href.replace(/#.*$/, "");
  return `${page}#${await toFragment({ text: shared, masked })}`;
}

function lengthProblem(length: number): { words: string; isFinal: boolean } | undefined {
  const count = length.toLocaleString("en");
  if (length > LINK_LENGTH_MAX) return { words: `Too long for a link (${count} characters, ${LINK_LENGTH_MAX.toLocaleString("en")} at most). Copy the JSON instead.`, isFinal: true };
  if (length > LINK_LENGTH_SAFE) return { words: `A long link (${count} characters): chat programs may cut it off.`, isFinal: false };
  return undefined;
}
