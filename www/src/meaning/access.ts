// Where a value of the body is found in the event, as TypeScript.
//
// In: the event, the keys that lead to the value in the body. Out: an expression such as `event.payload.user?.msisdn`,
// or undefined where the event does not hold the value. Does not know: what the members mean. It walks the event that
// there is instead of knowing the rules by which it was made, so it cannot point beside it.
//
// Why it exists: whoever has found a value in the body wants to get it in their program.

import { named } from "../named";

type Step = string | number;
type Members = Readonly<Record<string, unknown>>;

/** Members that may be absent although the event has its type. */
const OPTIONAL = new Set(["user", "recipient", "extra", "whatsapp", "outboundContent", "price", "template", "header", "body", "footer", "actions", "media", "meta"]);

/** The flat shape's members that are called otherwise in the event. */
const LIFTED = named<readonly string[]>({
  channel: ["payload", "recipient", "channel"],
  "recipient/recipientId": ["payload", "recipient", "channelId"],
  recipient: ["payload", "recipient"],
});

export function accessPath(event: unknown, path: readonly Step[], isFlat = false): string | undefined {
  if (typeof event !== "object" || event === null) return undefined;
  for (const start of startsOf(path, isFlat)) {
    const expression = walk(event as Members, start);
    if (expression !== undefined) return expression;
  }
  const body = (event as Members)["body"];
  return body === undefined ? undefined : walk({ body }, ["body", ...path]);
}

/** The paths to try, the likeliest first. */
function startsOf(path: readonly Step[], isFlat: boolean): (readonly Step[])[] {
  if (!isFlat) return [path];
  const lifted = LIFTED[path.join("/")];
  return lifted ? [lifted, path] : [path, ["payload", ...path]];
}

function walk(event: Members, path: readonly Step[]): string | undefined {
  let value: unknown = event;
  let expression = "event";
  let previous: Step = "";
  for (const step of path) {
    const found = follow(value, step);
    if (found === undefined) return undefined;
    for (const name of found.names) {
      expression += written(name, OPTIONAL.has(String(previous)));
      previous = name;
    }
    value = found.value;
  }
  return expression;
}

/** One key of the body, as one or several of the event. */
function follow(holder: unknown, step: Step): { names: Step[]; value: unknown } | undefined {
  if (typeof holder === "object" && holder !== null) {
    const own = nameIn(holder as Members, step);
    if (own !== undefined) return { names: [own], value: (holder as Members)[own] };
    const extra = (holder as Members)["extra"];
    if (typeof extra === "object" && extra !== null && Object.hasOwn(extra, step)) {
      return { names: ["extra", step], value: (extra as Members)[step] };
    }
  }
  return undefined;
}

/** The name of a member, also where the sender spelled it in another way. */
function nameIn(holder: object, step: Step): Step | undefined {
  if (Object.hasOwn(holder, step)) return step;
  if (typeof step === "number") return undefined;
  const camel = step.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const snake = step.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return [camel, snake].find((name) => Object.hasOwn(holder, name));
}

function written(name: Step, isChained: boolean): string {
  if (typeof name === "number") return isChained ? `?.[${name}]` : `[${name}]`;
  if (/^[A-Za-z_$][\w$]*$/.test(name)) return (isChained ? "?." : ".") + name;
  return `${isChained ? "?." : ""}[${JSON.stringify(name)}]`;
}
