// What is wrong, in the order of the text.
//
// In: the diagnostics. Out: a line for each, which leads to its place, mends it, explains it. Does not know: the editor.
//
// Why it exists: marks in the text show where something is wrong, and a list shows that it is all of it.

import { codes } from "chatapps-webhook/catalog";
import type { Diagnostic } from "chatapps-webhook";
import { useRef } from "preact/hooks";
import { useSignal } from "@preact/signals";
import { messageOf } from "../meaning/message";
import { applyEdits } from "../state/edits";
import { goToDiagnostic } from "../state/moving";
import { current, diagnostics, isReading, openReference, reading } from "../state/signals";
import { useHandover } from "./focus";
import { Examples } from "./pair";
import { Prose, Severity, visible } from "./words";

export function Problems() {
  const list = diagnostics.value;
  const { omitted = 0, isCutShort = false } = reading.value ?? {};
  const box = useRef<HTMLDivElement>(null);
  const handOver = useHandover();
  const fix = (diagnostic: Diagnostic, index: number) => {
    // To the next that can be fixed, so that one key mends them all.
    handOver(() => {
      const lines = [...box.current!.querySelectorAll("li")];
      const next = lines[Math.min(index, lines.length - 1)];
      (next?.querySelector<HTMLElement>(".fix") ?? next?.querySelector("button") ?? box.current!).focus();
    });
    applyEdits(diagnostic);
  };
  return (
    <section class="pane problems" aria-labelledby="problems-title">
      <h2 id="problems-title">
        Problems <span class="count">{list.length + omitted}{isCutShort && " or more"}</span>
      </h2>
      <div class="scroll" ref={box} tabIndex={0} role="group" aria-label="List of problems">
        {list.length === 0 ? (
          <p class="empty">{reading.value === undefined || isReading.value ? "" : reading.value.isEmpty ? "There is no text yet." : "Nothing is wrong."}</p>
        ) : (
          <ol>
            {list.map((diagnostic, index) => (
              <Problem key={`${diagnostic.code} ${diagnostic.span?.start} ${diagnostic.pointer}`} diagnostic={diagnostic} index={index} onFix={() => fix(diagnostic, index)} />
            ))}
          </ol>
        )}
        {omitted > 0 && <p class="empty">And {omitted} more, which show when these are mended.</p>}
        {isCutShort && <p class="empty">Reading stopped here, at so many mistakes. What stands behind them shows when these are mended.</p>}
      </div>
    </section>
  );
}

function Problem({ diagnostic, index, onFix }: { diagnostic: Diagnostic; index: number; onFix: () => void }) {
  const isOpen = useSignal(false);
  const { code, severity, help, span, edits, labels, embedded } = diagnostic;
  const message = messageOf(diagnostic);
  const id = `problem-${index}`;
  return (
    <li class={index === current.value ? "chosen" : ""}>
      <div class="problem">
        <button type="button" class="line" aria-current={index === current.value ? "true" : undefined} onClick={() => goToDiagnostic(index)}>
          <Severity of={severity} />
          <span class="message">{visible(message)}</span>
          <span class="where">{span ? `${span.line}:${span.column}` : ""}</span>
        </button>
        {edits && <button type="button" class="small fix" aria-label={`Fix: ${message}`} onClick={onFix}>Fix</button>}
        <button type="button" class="quiet small" aria-expanded={isOpen.value} aria-controls={id} aria-label={`${isOpen.value ? "Less" : "More"}: explain ${code}`} onClick={() => (isOpen.value = !isOpen.value)}>
          {isOpen.value ? "Less" : "More"}
        </button>
      </div>
      <p class="help">{help ? visible(help) : ""}</p>
      {isOpen.value && (
        <div class="explained" id={id}>
          {labels?.map((label) => <p>Line {label.span.line}, column {label.span.column}: {visible(label.message)}.</p>)}
          <Explained code={code} />
          {embedded && <ReferenceLink code={embedded.code} />}
        </div>
      )}
    </li>
  );
}

function Explained({ code }: { code: string }) {
  const info = codes.find((entry) => entry.code === code);
  if (!info) return null;
  return (
    <>
      <p><Prose text={info.explanation} /></p>
      <Examples bad={info.bad} good={info.good} />
      <ReferenceLink code={code} />
    </>
  );
}

function ReferenceLink({ code }: { code: string }) {
  return <button type="button" class="link" onClick={() => openReference(`code-${code}`)}>{code} in the reference</button>;
}
