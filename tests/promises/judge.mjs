// What a change means to those who use the package, by "What a version number promises" in the README.
//
// In: the facts as recorded and as they are. Out: for each change a text and its step: "major", "minor" or "patch".
// Does not know: where the facts come from.
//
// What the README does not call minor is major: a change is let through by a rule, never by its absence.

const STEPS = ["none", "patch", "minor", "major"];
export const worst = (steps) => STEPS[Math.max(0, ...steps.map((step) => STEPS.indexOf(step)))];

const RANK = { off: 0, info: 1, warning: 2, error: 3 };

/** All changes, section by section. */
export function changes(before, after) {
  return Object.keys({ ...before, ...after }).flatMap((section) => {
    const [was, is] = [before[section] ?? {}, after[section] ?? {}];
    return JUDGES[section](was, is).map((change) => ({ section, ...change }));
  });
}

/** Goes through two sets of facts by name. A rule that is a text is the step itself. */
function compare(before, after, { removed = "major", added = "minor", changed = "major" }) {
  const found = [];
  const judge = (rule, name, ...values) => {
    const verdict = typeof rule === "function" ? rule(name, ...values) : rule;
    for (const { step, text } of Array.isArray(verdict) ? verdict : [{ step: verdict }]) if (step !== "none") found.push({ step, text: text ?? told(name, ...values) });
  };
  for (const name of Object.keys({ ...before, ...after })) {
    if (!Object.hasOwn(after, name)) judge(removed, name, before[name], undefined);
    else if (!Object.hasOwn(before, name)) judge(added, name, undefined, after[name]);
    else if (!isSame(before[name], after[name])) judge(changed, name, before[name], after[name]);
  }
  return found;
}

const isSame = (left, right) => JSON.stringify(left) === JSON.stringify(right);

function told(name, before, after) {
  const shown = (value) => (value === "" ? "" : `: ${typeof value === "string" ? value : JSON.stringify(value)}`);
  if (after === undefined) return `${name} is gone${shown(before)}`;
  if (before === undefined) return `${name} is new${shown(after)}`;
  return `${name} was${shown(before)} and is${shown(after)}`;
}

/** Of two severities: what it means that one became the other. */
const severityStep = (before, after) => (RANK[after] > RANK[before] ? "major" : RANK[after] < RANK[before] ? "minor" : "none");

/** A code that means something else by its phase; raised, if it can now be what it could not. */
function codeStep(_name, before, after) {
  if (before.phase !== after.phase) return "major";
  const highest = (code) => code.severities.toSorted((left, right) => RANK[right] - RANK[left])[0];
  return worst([severityStep(before.severity, after.severity), severityStep(highest(before), highest(after)), "minor"]);
}

/** The oldest Node and Rust that are served; of all else a change is one of kind. */
function exportStep(name, before, after) {
  if (!name.startsWith("engine ")) return "major";
  const [was, is] = [before, after].map((version) => version.split(".").map(Number));
  const at = is.findIndex((number, index) => number !== (was[index] ?? 0));
  return is[at] > (was[at] ?? 0) ? "major" : "minor";
}

/** Types that are closed: whoever takes every alternative of them today takes every alternative. */
const CLOSED = /^\w+ JsonValue \|/;

/** The object that holds the samples, in the facts of its door. */
const SAMPLES = "samples samples";

function typeAdded(before) {
  return (name, _, after) => {
    if (CLOSED.test(name)) return "major";
    const owner = name.slice(0, name.lastIndexOf("."));
    const isMember = owner !== "" && Object.hasOwn(before, owner);
    // A member that must be there breaks those who make such a value themselves; the samples nobody makes.
    return isMember && owner !== SAMPLES && !/^[^:(]*\?/.test(after) ? "major" : "minor";
  };
}

/** Schemas are compared down to the single word. */
function schemaChanges(before, after) {
  return compare(before, after, {
    changed: (name, was, is) => compare(words(was), words(is), { removed: schemaRemoved(name), added: schemaAdded(words(was)) }).map(({ step, text }) => ({ step, text: `${name}: ${text}` })),
  });
}

/** A schema as facts: the path of each word. Lists of texts are sets. */
function words(schema, path = "", found = {}) {
  if (typeof schema !== "object" || schema === null) found[path] = schema;
  else if (Array.isArray(schema) && schema.every((item) => typeof item === "string")) for (const item of schema) found[`${path}/${item}`] = "";
  else for (const [name, value] of Object.entries(schema)) words(value, `${path}/${name}`, found);
  return found;
}

/** What a body need not have any more is less asked for; what an event need not have any more is less promised. */
const schemaRemoved = (schema) => (name) => (schema.startsWith("schema.json") && /\/required\/[^/]+$/.test(name) ? "minor" : "major");

/** A property and one more of an enumeration are new; whatever else comes to a schema that was there narrows it. */
function schemaAdded(before) {
  const known = new Set(Object.keys(before).flatMap((path) => prefixes(path)));
  return (name) => {
    if (/\/enum\/[^/]+$/.test(name)) return "minor";
    const property = prefixes(name).find((path) => /(^|\/)properties\/[^/]+$/.test(path) && !known.has(path));
    return property === undefined ? "major" : "minor";
  };
}

const prefixes = (path) => path.split("/").map((_, index, parts) => parts.slice(0, index + 1).join("/"));

/** What a body gave and gives. */
function bodyChanges(name, before, after) {
  const found = [];
  const add = (step, text) => step !== "none" && found.push({ step, text: `${name}: ${text}` });
  if (before.ok !== after.ok) add(before.ok ? "major" : "minor", before.ok ? "gave an event and gives none" : "gives an event");
  const becomesKnown = before.kind === "unknown" || before.kind === null;
  if (before.kind !== after.kind) add(becomesKnown ? "minor" : "major", `was ${before.kind} and is ${after.kind}`);
  if (before.key !== after.key) add(becomesKnown && before.kind !== after.kind ? "minor" : before.key === null ? "patch" : "major", `the key was ${before.key} and is ${after.key}`);
  for (const code of Object.keys({ ...before.said, ...after.said })) {
    const [was, is] = [before.said[code], after.said[code]];
    if (is === undefined) add("patch", `nothing is said of ${code} any more`);
    else if (was === undefined) add("minor", `${code} is said, ${is}`);
    else add(severityStep(was, is), `${code} was ${was} and is ${is}`);
  }
  return found;
}

/**
 * What stood under `extra` may become a member with a name; no member goes but this way. That one is seen with one more
 * type may come from one more body; which there can be is held by the declarations.
 */
function memberStep(_name, before, after) {
  const lost = before.filter((type) => !after.includes(type));
  return lost.length > 0 ? "major" : "minor";
}

const memberRemoved = (after) => (name) => (/\/extra$/.test(name) && Object.hasOwn(after, name.slice(0, -"/extra".length)) ? "minor" : "major");

/** In Rust, one more variant or member breaks where the type is not marked as one that grows. */
function rustAdded(before) {
  const declared = Object.keys(before).filter((line) => !line.includes("#[non_exhaustive]"));
  const closed = new Set(declared.map((line) => /^(?:#\[.*\] )?pub (?:enum|struct) ([\w:]+)/.exec(line)?.[1]));
  return (name) => {
    const owner = /^pub ([\w:]+)::\w+(?:\(.*\)|: .*)?$/.exec(name)?.[1];
    return owner !== undefined && closed.has(owner) ? "major" : "minor";
  };
}

const JUDGES = {
  codes: (before, after) => compare(before, after, { changed: codeStep }),
  exports: (before, after) => compare(before, after, { changed: exportStep }),
  types: (before, after) => compare(before, after, { added: typeAdded(before) }),
  schemas: schemaChanges,
  // A body is one of our tests: that there are more or fewer of them changes nothing for anybody.
  bodies: (before, after) => compare(before, after, { removed: "patch", added: "patch", changed: bodyChanges }),
  members: (before, after) => compare(before, after, { removed: memberRemoved(after), changed: memberStep }),
  rust: (before, after) => compare(before, after, { added: rustAdded(before) }),
};

/** The step from one version to a later one, in which the second number counts as the first while that is 0. */
export function stepBetween(from, to) {
  const parts = (version) => version.split(/[.-]/).slice(0, 3).map(Number);
  const [was, is] = [parts(from), parts(to)];
  const at = is.findIndex((number, index) => number !== was[index]);
  if (at < 0) return "none";
  return ["major", "minor", "patch", "patch"][was[0] === 0 && at > 0 ? at - 1 : at];
}

/** Whether a step is at least as large as another. */
export const isAtLeast = (step, other) => STEPS.indexOf(step) >= STEPS.indexOf(other);
