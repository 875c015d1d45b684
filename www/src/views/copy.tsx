// Copying to the clipboard.
//
// In: text. Out: the text on the clipboard, and a word that it is there. Does not know: what is copied.
//
// Why it exists: a browser may refuse, and in either case people want to hear of it.

import { announcement, notice } from "../state/signals";

export async function copy(text: string, what: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    copyBySelection(text);
  }
  notice.value = `${what} copied`;
  announcement.value = notice.value;
}

/** For pages that may not use the clipboard directly. */
function copyBySelection(text: string): void {
  const holder = document.createElement("textarea");
  holder.value = text;
  holder.className = "hidden";
  (document.querySelector("dialog[open]") ?? document.body).append(holder);
  holder.select();
  document.execCommand("copy");
  holder.remove();
}
