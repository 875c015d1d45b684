// Whether text is JSON.
//
// In: text. Out: whether it is JSON, or begins as it does; what it says as a string of JSON. Does not know: why it is asked.
//
// Why it exists: every layer asks this of what it has taken out, and all have to mean the same by it.

export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** What a string of JSON says; undefined if it is none. */
export function jsonString(literal: string): string | undefined {
  try {
    const value: unknown = JSON.parse(literal);
    return typeof value === "string" ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a text begins as an object or an array does. A bracket may also open the time or the level, a brace a block of Jira. */
export function opensJson(text: string): boolean {
  const first = /[^\s\ufeff]/.exec(text)?.[0];
  if (first === "{") return !/^\s*\{(?:code|noformat)[:}]/.test(text.slice(0, 1000));
  return first === "[" && !/^\s*\[[^"'{}[\],]*\]\s*[^\s,\]}]/.test(text.slice(0, 1000));
}
