// The matrix: the packed package in every runtime, bundler, test runner and compiler.
//
// In: the built package; optionally words, to run only the cells whose names hold one of them.
// Out: a table on the standard output, and `N passed, N failed`. With BLESS=1 the table goes into the README of the package;
// without it the README has to have all cells.
// Does not know: how a cell works. A cell gives the text of the probe, which must be that of the reference; one that gives
// nothing has passed when it does not throw.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { setUp } from "./user.mjs";
import { tableOf, withTable } from "./table.mjs";

const FAMILIES = ["node", "workers", "browser", "runners", "types", "package"];

const filters = process.argv.slice(2);
const user = await setUp();
console.log(`${user.reference.split("\n").length} results from each cell that reads fixtures\n`);

const rows = [];
for (const family of FAMILIES) {
  const { cells } = await import(`./cells/${family}.mjs`);
  for (const cell of await cells(user)) {
    if (filters.length === 0 || filters.some((word) => cell.name.includes(word))) rows.push(await outcomeOf(cell));
  }
}

const failed = rows.filter(({ error }) => error !== undefined).length + checkReadme();
console.log(`\n${rows.length - Math.min(failed, rows.length)} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);

async function outcomeOf({ name, run, isTold = true }) {
  const start = Date.now();
  let error;
  try {
    const text = await run();
    if (text !== undefined) error = difference(text, user.reference);
  } catch (thrown) {
    error = thrown.stderr ? `${thrown.message}\n${thrown.stdout ?? ""}` : thrown.stack;
  }
  console.log(`${error === undefined ? "ok    " : "FAILED"} ${((Date.now() - start) / 1000).toFixed(1).padStart(6)} s  ${name}`);
  if (error !== undefined) console.log(String(error).slice(0, 4000).replace(/^/gm, "    "));
  return { name, error, isTold };
}

/** The first line in which a text is not the reference. */
function difference(text, reference) {
  if (text === reference) return undefined;
  const [lines, expected] = [text.split("\n"), reference.split("\n")];
  const at = expected.findIndex((line, index) => line !== lines[index]);
  if (at < 0) return `${lines.length} lines, expected ${expected.length}`;
  return `line ${at + 1}:\nfound    ${lines[at]?.slice(0, 800)}\nexpected ${expected[at].slice(0, 800)}`;
}

/** The table in the README is that of this run; a run of some cells says nothing about it. */
function checkReadme() {
  if (filters.length > 0) return 0;
  const file = join(user.root, "pkg/README.md");
  const present = readFileSync(file, "utf8");
  const wanted = withTable(present, tableOf(rows.filter(({ isTold }) => isTold)));
  if (present === wanted) return 0;
  if (process.env.BLESS) {
    writeFileSync(file, wanted);
    console.log("wrote the table of pkg/README.md");
    return 0;
  }
  console.log("FAILED  the table of pkg/README.md is not that of this run: cargo xtask test matrix --bless");
  return 1;
}
