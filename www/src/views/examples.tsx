// The menu of examples.
//
// In: what is searched for. Out: the example that is chosen, shown. Does not know: where they come from.
//
// Why it exists: who has no body yet wants to see what the page makes of one.

import { useSignal } from "@preact/signals";
import { loadAsIs } from "../state/bodies";
import { dialog } from "../state/signals";
import { Window } from "./dialog";
import { examples, groups } from "./examples-data";

export function ExamplesWindow() {
  const wanted = useSignal("");
  const words = wanted.value.toLowerCase().split(/\s+/);
  const found = examples.filter(({ title, group, name }) => words.every((word) => `${group} ${title} ${name}`.toLowerCase().includes(word)));
  return (
    <Window title="Examples" name="examples">
      <label class="search">
        <span class="hidden">Search the examples</span>
        <input type="search" autofocus placeholder="Search: flow, v3, location, trailing comma …" value={wanted.value} onInput={(event) => (wanted.value = event.currentTarget.value)} />
      </label>
      <div class="scroll" tabIndex={0} role="region" aria-label="Examples">
        {found.length === 0 && <p class="empty">No example has all of these words.</p>}
        {groups.map((group) => {
          const members = found.filter((example) => example.group === group);
          return members.length === 0 ? null : (
            <section key={group}>
              <h3>{group}</h3>
              <ul class="choices">
                {members.map((example) => (
                  <li key={example.name}>
                    <button
                      type="button"
                      class="link"
                      onClick={() => {
                        dialog.value = undefined;
                        loadAsIs(example.body, `Example: ${example.title}`);
                      }}
                    >
                      {example.title}
                    </button>
                  </li>
                ))}
              </ul>
            </section>
          );
        })}
      </div>
    </Window>
  );
}
