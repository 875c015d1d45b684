// JSON that carries a body somewhere in it.
//
// In: JSON: an event of a cloud, a line of a log, an archive of HTTP. Out: the bodies in it, as they were sent. Does not know:
// who makes such JSON. Why by looking everywhere: there are as many envelopes as there are tools, and a body tells itself from
// them. One pass over the text, without recursion; an object is taken as it stands, so that nothing of it is lost.

import { base64 } from "./base64";
import { isJson, jsonString } from "./json";
import type { Layer, Unwrapped } from "./layer";
import { elementsOf, endOfString } from "./split";
import { isWebhook, mentionsWebhook } from "./webhook";

const PATH_UNITS_MAX = 120;

export const envelope: Layer = (text) => {
  // Of an array of objects each is looked at by itself.
  if (!/^\s*[{[]/.test(text) || !isJson(text) || elementsOf(text) !== undefined) return undefined;
  const search = new Search(text);
  if (search.isRootWebhook) return undefined;
  const { found } = search;
  if (found.length === 0) return carrier(text);
  const note = (member: string) => `Envelope: ${found.length === 1 ? "" : `${found.length} bodies, the first `}taken out of ${member}`;
  // Members of an envelope may be called anything: by a number, by a person's name.
  return { insides: found.map(({ inside }) => inside), note: note(`its member \`${pathOf(found[0]!)}\``), maskedNote: note("one of its members") };
};

/** An object or array that is open. */
interface Frame {
  readonly holder: Frame | undefined;
  /** Its own place in its holder. */
  readonly step: string | number;
  readonly start: number;
  readonly isArray: boolean;
  readonly names: Set<string>;
  /** How many bodies there were before it: if it is one itself, those in it are none. */
  readonly foundBefore: number;
}

interface Found {
  readonly inside: string;
  readonly holder: Frame | undefined;
  readonly step: string | number;
}

/** One pass over JSON that is known to be valid. */
class Search {
  readonly found: Found[] = [];
  isRootWebhook = false;
  readonly #text: string;
  #frame: Frame | undefined;
  /** Where the next value stands in the frame, and whether it is yet to be named. */
  #step: string | number = "";
  #isNameNext = false;

  constructor(text: string) {
    this.#text = text;
    // Of a root that is one itself, no more than its first names is looked at.
    for (let at = 0; at < text.length && !this.isRootWebhook; at++) {
      const character = text[at]!;
      if (character === "{" || character === "[") this.#open(at, character === "[");
      else if (character === "}" || character === "]") this.#close(at + 1);
      else if (character === ",") this.#separate();
      else if (character === '"') {
        const start = at;
        at = endOfString(text, at);
        this.#string(text.slice(start, at + 1));
      }
    }
  }

  #open(start: number, isArray: boolean): void {
    this.#frame = { holder: this.#frame, step: this.#step, start, isArray, names: new Set(), foundBefore: this.found.length };
    this.#step = 0;
    this.#isNameNext = !isArray;
  }

  #close(end: number): void {
    const { holder, step, start, names, foundBefore } = this.#frame!;
    this.#frame = holder;
    this.#step = step;
    if (!isWebhook(names)) return;
    this.found.length = foundBefore;
    this.found.push({ inside: this.#text.slice(start, end), holder, step });
  }

  #separate(): void {
    this.#isNameNext = !this.#frame!.isArray;
    if (this.#frame!.isArray) this.#step = (this.#step as number) + 1;
  }

  #string(literal: string): void {
    if (this.#isNameNext) {
      this.#step = jsonString(literal)!;
      this.#frame!.names.add(this.#step);
      this.#isNameNext = false;
      this.isRootWebhook = this.#frame!.holder === undefined && isWebhook(this.#frame!.names);
      return;
    }
    const inside = bodyIn(literal);
    if (inside !== undefined) this.found.push({ inside, holder: this.#frame, step: this.#step });
  }
}

/** What a string says, if there is a body in it. */
function bodyIn(literal: string): string | undefined {
  // Base64 of `{"`, or of `{` and white space.
  if (/^"(?:ey|ew)/.test(literal)) {
    const text = jsonString(literal)!;
    return base64(text)?.insides.some(mentionsWebhook) ? text : undefined;
  }
  return literal.includes("{") && mentionsWebhook(literal) ? jsonString(literal) : undefined;
}

function pathOf({ holder, step }: Found): string {
  const steps = [step];
  for (let frame = holder; frame?.holder !== undefined; frame = frame.holder) steps.push(frame.step);
  const path = steps.reverse().map((one) => (typeof one === "number" ? `[${one}]` : `.${one}`)).join("").replace(/^\./, "");
  return path.length > PATH_UNITS_MAX ? `…${path.slice(-PATH_UNITS_MAX)}` : path;
}

const CARRIERS = ["body", "rawBody", "log", "message", "msg", "Message", "data"] as const;

/** A body with mistakes may not look like a webhook; then what is called a body is taken for one. */
function carrier(text: string): Unwrapped | undefined {
  const value = JSON.parse(text) as Record<string, unknown>;
  if ("payload" in value || "namespace" in value || "umid" in value) return undefined;
  const name = CARRIERS.find((one) => typeof value[one] === "string" && opensBody(value[one]));
  return name === undefined ? undefined : { insides: [value[name] as string], note: `Envelope: taken out of its member \`${name}\`` };
}

/** Whether a text begins as a body does, plain or encoded. */
export function opensBody(text: string): boolean {
  return /^\s*[{["]/.test(text) || /^\s*[A-Za-z0-9+/=_-]{24,}\s*$/.test(text);
}
