// Two bodies side by side.
//
// In: which two. Out: a table of their members. Does not know: how they are compared.
//
// Why it exists: what two bodies differ in stands far apart in their texts.

import { useSignal, useSignalEffect } from "@preact/signals";
import type { Comparison, Difference } from "../engine/protocol";
import { load } from "../state/bodies";
import { engine, textOf } from "../state/desk";
import { active, activeId, bodies, masked, type Body } from "../state/signals";
import { Window } from "./dialog";
import { visible, Words } from "./words";

const NAMES: Readonly<Record<Difference["state"], string>> = { same: "Same", changed: "Differs", left: "Only left", right: "Only right" };

export function CompareWindow() {
  const left = useSignal(activeId.peek());
  const right = useSignal(bodies.peek().find(({ id }) => id !== activeId.peek())?.id ?? 0);
  const onlyDifferences = useSignal(true);
  const result = useSignal<Comparison | undefined>(undefined);
  useSignalEffect(() => {
    const [a, b] = [bodyOf(left.value), bodyOf(right.value)];
    result.value = undefined;
    if (!a || !b) return;
    void engine.ask("compare", { left: textOf(a), right: textOf(b), masked: masked.value }).then((answer) => {
      result.value = answer;
    });
  });
  const addPasted = async (text: string) => {
    const before = activeId.peek();
    await load(text, "Pasted to compare");
    left.value = before;
    right.value = active.peek()!.id;
  };
  return (
    <Window title="Compare" name="compare" wide>
      <div class="sides">
        <Side name="Left" chosen={left} />
        <Side name="Right" chosen={right} />
        <label class="field paste">
          <span>Or paste the other one</span>
          <textarea
            rows={1}
            placeholder="Paste here"
            value=""
            onPaste={(event) => {
              event.preventDefault();
              void addPasted(event.clipboardData?.getData("text/plain") ?? "");
            }}
          />
        </label>
      </div>
      {result.value ? <Table result={result.value} onlyDifferences={onlyDifferences} /> : <p class="empty">{bodies.value.length < 2 ? "Two bodies are needed: paste the other one above." : "Choose two bodies."}</p>}
    </Window>
  );
}

function bodyOf(id: number): Body | undefined {
  return bodies.peek().find((body) => body.id === id);
}

function Side({ name, chosen }: { name: string; chosen: { value: number } }) {
  return (
    <label class="field">
      <span>{name}</span>
      <select value={chosen.value} onChange={(event) => (chosen.value = Number(event.currentTarget.value))}>
        <option value={0}>Choose a body</option>
        {bodies.value.map(({ id, origin }) => <option key={id} value={id}>{origin} (no. {id})</option>)}
      </select>
    </label>
  );
}

function Table({ result, onlyDifferences }: { result: Comparison; onlyDifferences: { value: boolean } }) {
  const { counts, differences, omitted } = result;
  const shown = differences.filter(({ state }) => !onlyDifferences.value || state !== "same");
  const differing = counts.changed + counts.left + counts.right;
  return (
    <>
      <p class="tools">
        <span class="grow" role="status">{differing === 0 ? "No member differs." : `${differing} ${differing === 1 ? "member differs" : "members differ"}, ${counts.same} are the same.`}</span>
        <label class="switch">
          <input type="checkbox" role="switch" checked={onlyDifferences.value} onChange={(event) => (onlyDifferences.value = event.currentTarget.checked)} />
          Only what differs
        </label>
      </p>
      <div class="scroll" tabIndex={0} role="region" aria-label="Members of both">
        <table class="compared">
          <thead>
            <tr><th scope="col">Member</th><th scope="col"><Words sentence={result.left} /></th><th scope="col"><Words sentence={result.right} /></th></tr>
          </thead>
          <tbody>
            {shown.map(({ pointer, label, left, right, state }) => (
              <tr key={pointer} class={state}>
                <th scope="row">
                  <span>{label ?? visible(pointer.slice(pointer.lastIndexOf("/") + 1))}</span>
                  <code>{visible(pointer)}</code>
                  <span class="hidden">: {NAMES[state]}</span>
                </th>
                <td dir="auto">{left === undefined ? <span class="absent">Not there</span> : visible(left)}</td>
                <td dir="auto">{right === undefined ? <span class="absent">Not there</span> : visible(right)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {omitted > 0 && <p class="empty">And {omitted} more members.</p>}
      </div>
    </>
  );
}
