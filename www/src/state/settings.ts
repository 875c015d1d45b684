// How the page is set: the zone, the theme, the clock.
//
// In: what the person chooses. Out: signals. Does not know: bodies.
//
// Why it exists: the reference shows words that ask for the zone and the clock, and is to start no editor and no worker.

import { signal } from "@preact/signals";
import type { Zone } from "../meaning/time";

export type Theme = "auto" | "light" | "dark";

export const zone = signal<Zone>("UTC");
export const theme = signal<Theme>("auto");
export const wrapped = signal(true);
/** Moves on twice a minute, so that `3 minutes ago` stays true. */
export const now = signal(Date.now());
