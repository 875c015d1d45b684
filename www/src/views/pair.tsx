// A body that gives a code, beside the same one mended.
//
// In: the two. Out: elements. Does not know: the code.
//
// Why it exists: a code is understood by what it was before and after.

import { visible } from "./words";

export function Examples({ bad, good }: { bad: string | Uint8Array; good: string | Uint8Array }) {
  return (
    <div class="examples">
      <figure>
        <figcaption>Gives it</figcaption>
        <pre tabIndex={0}>{exampleText(bad)}</pre>
      </figure>
      <figure>
        <figcaption>Mended</figcaption>
        <pre tabIndex={0}>{exampleText(good)}</pre>
      </figure>
    </div>
  );
}

function exampleText(body: string | Uint8Array): string {
  return visible(typeof body === "string" ? body : new TextDecoder().decode(body)) || "(nothing)";
}
