// The address, and the browser's Back and Forward.
//
// In: which window is open, where the browser goes. Out: an entry of the browser's history for each window that opens, the
// window of the entry that is gone to, the body or the place that an address names. Does not know: what stands in a window,
// how a link holds a body. Why: whoever presses Back wants the window away, and not the page with all that was pasted. A
// body out of a link stands in no address; that a reload does not lose it, the browser keeps the link with the entry.

import { effect } from "@preact/signals";
import { isShared } from "../share/link";
import { loadLink } from "../state/bodies";
import { activeId, anchor, bodies, dialog, openReference, type Body, type Dialog } from "../state/signals";
import { placeOf } from "./fragment";

/** What the browser keeps with each entry of its history. */
interface Entry {
  /** The fragment that the body of this visit came in. */
  readonly link?: string;
  readonly window?: Dialog;
  /** How many entries back the page without the window is. */
  readonly depth: number;
}

let at: Entry = { depth: 0 };
/** The address of that entry. */
let address = "";
/** A window was closed, and the browser is on its way back over its entries. */
let isLeaving = false;
/** The body that came in the link. */
let linkedId: number | undefined;

export function followAddress(): () => void {
  const stop = new AbortController();
  addEventListener("popstate", onMove, { signal: stop.signal });
  const kept = history.state as Entry | null;
  if (kept === null) {
    arrive();
  } else {
    show(kept);
    if (kept.link !== undefined) void open(kept.link);
  }
  const stops = [effect(() => keepUp(dialog.value)), effect(() => forgetLink(bodies.value)), () => stop.abort()];
  return () => stops.forEach((one) => one());
}

function onMove(): void {
  const entry = history.state as Entry | null;
  const hasLeft = isLeaving;
  isLeaving = false;
  if (entry === null) {
    arrive();
  } else if (hasLeft) {
    settle(entry);
    keepUp(dialog.peek());
  } else {
    show(entry);
  }
}

/** At an entry that is not from here: the first one, that of a link in the reference, that of an address that was typed. */
function arrive(): void {
  const fragment = location.hash.slice(1);
  const { window: _, ...page } = { ...at, depth: 0 };
  if (isShared(fragment)) {
    write({ link: fragment, depth: 0 }, bare());
    dialog.value = undefined;
    void open(fragment);
  } else if (!/^(?:code|field|record|values)-|^reference$/.test(fragment)) {
    write(page);
    dialog.value = undefined;
  } else {
    // Whoever follows a link to where they are stays at the same entry.
    if (dialog.peek() === "reference") write({ ...at, depth: at.depth + (location.href === address ? 0 : 1) });
    else write(page, bare());
    openReference(fragment === "reference" ? "" : placeOf(fragment));
  }
}

async function open(link: string): Promise<void> {
  await loadLink(link);
  linkedId = activeId.peek();
}

/** Shows what belongs to an entry that was made here. */
function show(entry: Entry): void {
  settle(entry);
  anchor.value = placeOf(location.hash);
  dialog.value = entry.window;
}

/** Gives the window that is open an entry, or leaves those of the one that was closed. */
function keepUp(window: Dialog | undefined): void {
  if (isLeaving || window === at.window) return;
  if (window === undefined) {
    isLeaving = true;
    history.go(-at.depth);
  } else if (at.window === undefined) {
    const place = window === "reference" && anchor.peek() !== "" ? `#${encodeURIComponent(anchor.peek())}` : "";
    const entry: Entry = { ...at, window, depth: 1 };
    history.pushState(entry, "", bare() + place);
    settle(entry);
  } else {
    write({ ...at, window });
  }
}

/** A body that the person removed does not come back by a reload. */
function forgetLink(list: readonly Body[]): void {
  if (linkedId === undefined || list.some(({ id }) => id === linkedId)) return;
  linkedId = undefined;
  const { link: _, ...rest } = at;
  write(rest);
}

function write(entry: Entry, url = location.href): void {
  history.replaceState(entry, "", url);
  settle(entry);
}

function settle(entry: Entry): void {
  [at, address] = [entry, location.href];
}

function bare(): string {
  return location.href.replace(/#.*$/, "");
}
