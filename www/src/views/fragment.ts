// The part of an address behind the #, where it names a place.
//
// In: a fragment, with or without its #. Out: the name. Does not know: which places there are, and links that carry a body.
//
// Why it exists: the page and the reference read addresses that anybody may have written, and must not fail on one.

/** Decoded; "" where it cannot be, as `#%`: an address may have been typed by anybody. */
export function placeOf(fragment: string): string {
  try {
    return decodeURIComponent(fragment.replace(/^#/, ""));
  } catch {
    return "";
  }
}
