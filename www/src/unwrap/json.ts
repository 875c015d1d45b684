// Questions that JSON.parse answers.
//
// In: text. Out: whether it is JSON; what it says as a string of JSON. Does not know: why it is asked.

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
