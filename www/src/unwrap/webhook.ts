// What tells a webhook from the other JSON in a paste.
//
// In: the names of an object's members, or text that may be broken or escaped. Out: whether a webhook of 8x8 is to be
// expected there. Does not know: whether it is one; that is the library's to say. Why so little: a body with mistakes is to
// be found as well, and what holds a body is to be told from the body.

/** One of these has to be there: the rest is in payloads too, which are a part of a body only. */
const NAMES_OF_ROOT = ["namespace", "eventType"] as const;
const NAMES = [...NAMES_OF_ROOT, "payload", "umid", "subAccountId"] as const;
/** What else may follow where an object was closed too early. */
const NAMES_INSIDE = [...NAMES, "description", "user", "recipient", "content"] as const;
/** This one stands in no other JSON that we know of. */
const NAME_ENOUGH = "eventDetails";
const NAMES_MIN = 2;

export function isWebhook(names: ReadonlySet<string>): boolean {
  return speaksForWebhook((name) => names.has(name));
}

export function mentionsWebhook(text: string): boolean {
  return speaksForWebhook((name) => text.includes(name));
}

function speaksForWebhook(has: (name: string) => boolean): boolean {
  return has(NAME_ENOUGH) || (NAMES_OF_ROOT.some(has) && NAMES.filter(has).length >= NAMES_MIN);
}

/** Whether what stands behind an object is the rest of a webhook, of which a brace too many closed the object. */
export function goesOnBehind(text: string, end: number): boolean {
  const [, name] = /^\s*,?\s*"(\w+)"\s*:/.exec(text.slice(end, end + 100)) ?? [];
  return NAMES_INSIDE.some((one) => one === name);
}

/** The texts among which a webhook is most likely; all where nothing speaks for any. */
export function likeliest<T extends { readonly inside: string }>(pieces: readonly T[]): readonly T[] {
  const counts = pieces.map(({ inside }) => Math.min(NAMES_MIN, namesIn(inside)));
  const most = counts.reduce((one, other) => Math.max(one, other), 0);
  return pieces.filter((_, index) => counts[index] === most);
}

function namesIn(text: string): number {
  if (text.includes(NAME_ENOUGH)) return NAMES_MIN;
  return NAMES.filter((name) => text.includes(name)).length;
}
