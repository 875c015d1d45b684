// The reference: every code, every event, every field, every set of values.
//
// In: what is searched for, and where to begin. Out: one page with an anchor for each. Does not know: bodies. All of it is
// generated from what the library itself goes by.
//
// Why it exists: a diagnostic names a code or a field, and its documentation is one click away, also without a network.

import { useEffect, useRef } from "preact/hooks";
import { useSignal } from "@preact/signals";
import { codes } from "chatapps-webhook/catalog";
import { choices, events, kinds, records } from "#reference";
import { Examples } from "./pair";
import { Prose, Severity } from "./words";

const PHASES: Readonly<Record<string, string>> = {
  text: "Before JSON",
  json: "Syntax",
  event: "Which event it is",
  shape: "Structure",
  value: "Form of values",
  rule: "Members against each other",
};

export function Reference({ start }: { start: string }) {
  const wanted = useSignal("");
  const page = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // After the window around it has opened, which takes the focus.
    const frame = requestAnimationFrame(() => {
      if (start === "") page.current?.scrollTo({ top: 0 });
      const target = start === "" ? null : page.current?.querySelector<HTMLElement>(`#${CSS.escape(start)}`);
      target?.scrollIntoView({ block: "start" });
      target?.focus({ preventScroll: true });
    });
    return () => cancelAnimationFrame(frame);
  }, [start]);
  const words = wanted.value.toLowerCase().split(/\s+/).filter(Boolean);
  const has = (...texts: (string | undefined)[]) => words.every((word) => texts.join(" ").toLowerCase().includes(word));
  const foundCodes = codes.filter(({ code, title, explanation }) => has(code, title, explanation));
  const foundRecords = records
    .map((record) => ({ ...record, fields: record.fields.filter(({ name, label, doc, kind }) => has(record.name, name, label, doc, kind)) }))
    .filter(({ fields }) => fields.length > 0);
  const foundChoices = choices
    .map((set) => ({ ...set, values: set.values.filter(({ name, aliases, doc }) => has(set.name, name, ...aliases, doc)) }))
    .filter(({ values }) => values.length > 0);
  const isNothing = foundCodes.length + foundRecords.length + foundChoices.length === 0;
  return (
    <>
      <label class="search">
        <span class="hidden">Search the reference</span>
        <input type="search" placeholder="Search: a code, a field, a value" value={wanted.value} onInput={(event) => (wanted.value = event.currentTarget.value)} />
      </label>
      <div class="scroll reference" ref={page} tabIndex={0} role="region" aria-label="Reference">
        {isNothing && <p class="empty">Nothing has all of these words.</p>}
        {Object.entries(PHASES).map(([phase, title]) => {
          const members = foundCodes.filter((code) => code.phase === phase);
          return members.length === 0 ? null : (
            <section key={phase}>
              <h3>Codes: {title}</h3>
              {members.map((code) => <CodeEntry key={code.code} {...code} />)}
            </section>
          );
        })}
        {foundRecords.length > 0 && <h3>Fields</h3>}
        {foundRecords.map((record) => <RecordEntry key={record.name} {...record} />)}
        {foundChoices.length > 0 && <h3>Values</h3>}
        {foundChoices.map((choice) => <ChoiceEntry key={choice.name} {...choice} />)}
      </div>
    </>
  );
}

function CodeEntry({ code, title, severities, explanation, bad, good }: (typeof codes)[number]) {
  return (
    <article id={`code-${code}`} tabIndex={-1}>
      <h4><Severity of={severities[0]} /> {title} <a class="anchor" href={`#code-${code}`}><code>{code}</code></a></h4>
      <p class="kinds">{severities.join(" or ")}</p>
      <p><Prose text={explanation} /></p>
      <details>
        <summary>Examples</summary>
        <Examples bad={bad} good={good} />
      </details>
    </article>
  );
}

function RecordEntry({ name, doc, fields }: (typeof records)[number]) {
  return (
    <article id={`record-${name}`} tabIndex={-1}>
      <h4>{eventLabel(name) ?? name} <a class="anchor" href={`#record-${name}`}><code>{name}</code></a></h4>
      <p><Prose text={doc} /></p>
      <table>
        <thead><tr><th scope="col">Field</th><th scope="col">Form</th><th scope="col">What it is</th></tr></thead>
        <tbody>
          {fields.map((field) => (
            <tr key={field.name} id={`field-${name}.${field.name}`} tabIndex={-1}>
              <th scope="row">{field.label} <a class="anchor" href={`#field-${name}.${field.name}`}><code>{field.name}</code></a></th>
              <td>{formOf(field.kind, field.of)}, {field.presence}</td>
              <td><Prose text={field.doc} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </article>
  );
}

function ChoiceEntry({ name, doc, values }: (typeof choices)[number]) {
  return (
    <article id={`values-${name}`} tabIndex={-1}>
      <h4>{name}</h4>
      <p><Prose text={doc} /></p>
      <table>
        <thead><tr><th scope="col">Value</th><th scope="col">Also spelled</th><th scope="col">What it means</th></tr></thead>
        <tbody>
          {values.map((value) => (
            <tr key={value.name}><th scope="row"><code>{value.name}</code></th><td>{value.aliases.join(", ")}</td><td><Prose text={value.doc} /></td></tr>
          ))}
        </tbody>
      </table>
    </article>
  );
}

function eventLabel(record: string): string | undefined {
  return events.find((event) => event.record === record)?.label;
}

function formOf(kind: string, of: string | undefined) {
  const noun = kinds.find(({ name }) => name === kind)?.noun ?? kind;
  if (of === undefined) return noun;
  const isRecord = records.some(({ name }) => name === of);
  return <a href={`#${isRecord ? "record" : "values"}-${of}`}>{of}</a>;
}
