// The record: what was promised by the last release, or, before the first one, what was agreed on last.
//
// In: the files in record/, one for each section, one fact on each line. Out: the same. Does not know: what the facts mean.

import { existsSync, readFileSync, writeFileSync } from "node:fs";

const fileOf = (section) => new URL(`record/${section}.json`, import.meta.url);

/** The facts of a section; none where nothing was recorded. */
export function recorded(section) {
  return existsSync(fileOf(section)) ? JSON.parse(readFileSync(fileOf(section), "utf8")) : {};
}

export function write(section, facts) {
  const lines = Object.entries(facts).map(([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)}`);
  writeFileSync(fileOf(section), `{\n${lines.sort().join(",\n")}\n}\n`);
}
