// The right half: what the body says.
//
// In: the reading. Out: the sentence, the answers of a Flow, the table of fields, the field that is chosen. Does not know:
// the text, but for leading to places in it.
//
// Why it exists: this is what the page is for: the body in words, each of which leads to its place in the text.

import { Fragment } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Row } from "../engine/protocol";
import { loadAsIs } from "../state/bodies";
import { hasText, wholeValue } from "../state/desk";
import { hover, select } from "../state/moving";
import { ROWS_MORE, showMoreRows } from "../state/reading";
import { now, zone } from "../state/settings";
import { activeId, hovered, isLoading, isReading, masked, openReference, reading, rows, selected, selectedRow } from "../state/signals";
import { examples } from "./examples-data";
import { meaningOf, type Meaning } from "../meaning/meaning";
import { kindLabel } from "../meaning/summary";
import { shapeOf, shapesOf } from "../meaning/versions";
import { events, records } from "#reference";
import { bringIntoSight } from "../sight";
import { copy } from "./copy";
import { useHandover } from "./focus";
import { Prose, Severity, visible, Words } from "./words";

export function MeaningPane() {
  const box = useRef<HTMLDivElement>(null);
  const handOver = useHandover();
  // What is pressed here may show another body, and is gone with this one.
  const onClick = () => handOver(() => box.current!.focus());
  return (
    <section class="pane meaning" aria-label="Meaning">
      <div key={activeId.value} ref={box} class="scroll" onClick={onClick} tabIndex={0} role="region" aria-label="What the body says">
        <Summary />
        <Answers />
        <Fields />
      </div>
      <Detail />
    </section>
  );
}

function Summary() {
  const answer = reading.value;
  if (answer === undefined || answer.isEmpty) {
    if (isLoading.value || (isReading.value && hasText())) return <div class="summary"><p class="sentence quiet">Reading…</p></div>;
    return (
      <div class="summary">
        <p class="sentence quiet">Paste a webhook on the left. What it says appears here.</p>
        <p class="facts">Nothing leaves this page: it has no way to send anything anywhere.</p>
      </div>
    );
  }
  const { kind, shape, version, ok, sentence } = answer;
  const label = kindLabel(kind);
  return (
    <div class="summary">
      <p class="facts">
        <strong>{label ?? "Not readable"}</strong>
        {shapeOf(kind, shape, version) && <span>{shapeOf(kind, shape, version)}</span>}
        {!ok && <span class="bad">No event: there are errors</span>}
      </p>
      <p class="sentence"><Words sentence={sentence} /></p>
      <Others kind={kind} shape={shapeOf(kind, shape, version)} />
    </div>
  );
}

/** The other shapes of this event, and the other events. */
function Others({ kind, shape }: { kind: string | undefined; shape: string | undefined }) {
  const shapes = shapesOf(kind);
  return (
    <details class="others">
      <summary>{shapes.length > 0 ? "Versions and siblings" : "Siblings"}</summary>
      {shapes.length > 0 && (
        <dl>
          {shapes.map(({ name, words, example }) => (
            <Fragment key={name}>
              <dt>{name}{name === shape ? " (this)" : ""}</dt>
              <dd><Prose text={words} /> <ExampleLink name={example} /></dd>
            </Fragment>
          ))}
        </dl>
      )}
      <p>Events that arrive at the same address:</p>
      <ul>
        {events.map((event) => (
          <li key={event.kind}>
            {event.label}{event.kind === kind ? " (this)" : ""} <ExampleLink name={SIBLINGS[event.kind]} />
          </li>
        ))}
      </ul>
    </details>
  );
}

const SIBLINGS: Readonly<Record<string, string>> = {
  "inbound-message": "inbound-v2-text-whatsapp",
  "delivery-receipt": "receipt-v9-delivered",
  "external-app-message": "external-app-text",
  "inbound-sms": "sms-inbound-gsm7",
  "sms-delivery-receipt": "sms-receipt-delivered",
  "business-management": "management-template-status-update",
  voice: "voice-call-action",
  unknown: "unknown-meta-message",
};

function ExampleLink({ name }: { name: string | undefined }) {
  const example = examples.find((one) => one.name === name);
  if (example === undefined) return null;
  return <button type="button" class="link" onClick={() => loadAsIs(example.body, `Example: ${example.title}`)}>Show one</button>;
}

function Answers() {
  const answers = reading.value?.answers;
  if (!answers || answers.length === 0) return null;
  return (
    <table class="answers">
      <caption>Flow answers</caption>
      <thead>
        <tr><th scope="col">Question</th><th scope="col">Answer</th></tr>
      </thead>
      <tbody>
        {answers.map(({ name, value }) => (
          <tr key={name}><th scope="row">{visible(name)}</th><td dir="auto">{visible(value)}</td></tr>
        ))}
      </tbody>
    </table>
  );
}

function Fields() {
  const table = useRef<HTMLDivElement>(null);
  const list = rows.value;
  useEffect(() => {
    const row = table.current?.querySelector("[aria-selected=true]");
    if (!row) return;
    // Whoever is in the table keeps the row in sight; for whoever is in the text, the page stays where it is.
    if (table.current!.contains(document.activeElement)) row.scrollIntoView({ block: "nearest" });
    else bringIntoSight(row.closest(".scroll")!, row.getBoundingClientRect());
  }, [selected.value]);
  if (list.length === 0 || reading.value?.isEmpty) return null;
  const rest = (reading.value?.rowsInAll ?? 0) - list.length;
  return (
    <>
      <div class="fields" role="grid" aria-label="Fields" ref={table} onKeyDown={onKey} onPointerLeave={() => hover(undefined)}>
        <div class="row head" role="row">
          <span role="columnheader">Field</span>
          <span role="columnheader">As sent</span>
          <span role="columnheader">Meaning</span>
        </div>
        {list.map((row, index) => <FieldRow key={row.id} row={row} isFirst={index === 0} />)}
      </div>
      {rest > 0 && (
        <p class="more">
          {rest} more {rest === 1 ? "field" : "fields"} <button type="button" onClick={showMoreRows}>Show {rest > ROWS_MORE ? `the next ${ROWS_MORE}` : rest === 1 ? "it" : "them"}</button>
        </p>
      )}
    </>
  );
}

function FieldRow({ row, isFirst }: { row: Row; isFirst: boolean }) {
  const isSelected = selected.value === row.id;
  const isStop = isSelected || (selected.value === undefined && isFirst);
  const meaning = meaningOf(row, zone.value, now.value);
  const classes = ["row", isSelected ? "chosen" : "", hovered.value === row.id ? "hovered" : "", row.label === undefined ? "plain" : ""];
  return (
    <div
      class={classes.join(" ")}
      role="row"
      aria-selected={isSelected}
      tabIndex={isStop ? 0 : -1}
      data-pointer={row.pointer}
      data-depth={Math.min(row.depth, 12)}
      onClick={() => select(row)}
      onPointerEnter={() => hover(row)}
    >
      <span class="name" role="gridcell">
        <Severity of={row.severity} />
        <span class="label">{row.label ?? visible(row.name)}</span>
        {row.label !== undefined && <code>{visible(row.name)}</code>}
      </span>
      <span class="value" role="gridcell" dir="auto">{shownValue(row)}</span>
      <span class="means" role="gridcell"><Means meaning={meaning} /></span>
    </div>
  );
}

function Means({ meaning }: { meaning: Meaning | undefined }) {
  if (!meaning) return null;
  return (
    <>
      <span class={meaning.isOver ? "over" : ""}><Prose text={meaning.words} /></span>
      {meaning.link && !masked.value && (
        <a href={meaning.link.href} target="_blank" rel="noopener noreferrer" onClick={(event) => event.stopPropagation()}>{meaning.link.name}</a>
      )}
    </>
  );
}

const SHOWN_UNITS_MAX = 160;

function shownValue(row: Row): string {
  if (row.type === "object") return row.size === 0 ? "{ }" : `{ ${row.size} }`;
  if (row.type === "array") return row.size === 0 ? "[ ]" : `[ ${row.size} ]`;
  const length = row.value.length + row.cut;
  if (row.type === "string" && length === 0) return "“”";
  const cut = visible(row.value.slice(0, SHOWN_UNITS_MAX));
  return length > SHOWN_UNITS_MAX ? `${cut}… (${length} characters)` : cut;
}

/** Arrow keys walk the rows; the text follows. Enter goes into the text. */
function onKey(event: KeyboardEvent): void {
  const list = rows.value;
  const at = list.findIndex(({ id }) => id === selected.value);
  const to = { ArrowDown: at + 1, ArrowUp: Math.max(0, at - 1), Home: 0, End: list.length - 1, PageDown: at + 10, PageUp: Math.max(0, at - 10) }[event.key];
  if (event.key === "Enter" && event.target instanceof HTMLElement && event.target.role !== "link" && list[at] && !(event.target instanceof HTMLAnchorElement)) {
    event.preventDefault();
    select(list[at], { focusText: true });
    return;
  }
  if (to === undefined) return;
  event.preventDefault();
  const row = list[Math.min(to, list.length - 1)];
  if (!row) return;
  select(row);
  const table = event.currentTarget as HTMLElement;
  requestAnimationFrame(() => table.querySelector<HTMLElement>("[aria-selected=true]")?.focus({ preventScroll: true }));
}

function Detail() {
  const row = selectedRow.value;
  if (!row) {
    return (
      <aside class="detail" aria-label="Chosen field">
        <p class="empty">Choose a field, or put the cursor into the text, to read what it is.</p>
      </aside>
    );
  }
  return (
    <aside class="detail chosen" aria-label="Chosen field">
      <p class="title">
        <strong>{row.label ?? visible(row.name)}</strong> <code>{visible(row.pointer || "the whole body")}</code>
      </p>
      <div class="scroll" tabIndex={0} role="region" aria-label="About the chosen field">
        <p><Prose text={docOf(row)} /></p>
        {row.value !== "" && <p class="whole" dir="auto">{visible(row.value)}{row.cut > 0 ? `… (${row.cut} more characters)` : ""}</p>}
        <p><Means meaning={meaningOf(row, zone.value, now.value)} /></p>
      </div>
      <p class="actions">
        <span>Copy</span>
        <button type="button" class="small" aria-label="Copy value" onClick={() => void copy(wholeValue(row), "Value")}>value</button>
        <button type="button" class="small" aria-label="Copy pointer" onClick={() => void copy(row.pointer, "JSON Pointer")}>pointer</button>
        <button type="button" class="small" aria-label="Copy TypeScript path" disabled={row.access === undefined} title={row.access ?? "The event does not hold it"} onClick={() => void copy(row.access ?? "", "TypeScript path")}>TypeScript path</button>
        {row.field && <button type="button" class="link" onClick={() => openReference(`field-${row.field}`)}>Reference</button>}
      </p>
    </aside>
  );
}

/** What the field is. The whole body is the event. */
function docOf(row: Row): string {
  if (row.doc !== undefined) return row.doc;
  if (row.pointer !== "") return "Not documented by 8x8. It is kept as it was sent.";
  const event = events.find(({ kind }) => kind === reading.value?.kind);
  return records.find(({ name }) => name === event?.record)?.doc ?? "It is not known which event this is.";
}
