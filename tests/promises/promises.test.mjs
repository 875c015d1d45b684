// The promise of a version number: what users rely on is as it was recorded, or the change was decided on.
//
// In: the facts as they are (facts.mjs), the record, the version, the changelog. Holds: nothing differs from the record; and
// the version is as far from the last release as the changes since then ask for.
//
// BLESS=1 records what is new; BLESS=breaking also what breaks users. `cargo xtask test promises --bless` and `--breaking`
// set it. RUST_API names a file with the public interface of the crate, where there is one.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { facts } from "./facts.mjs";
import { changes, isAtLeast, stepBetween, worst } from "./judge.mjs";
import { recorded, write } from "./record.mjs";

const ADVICE = {
  major: "Breaking. Take it back; or, if it is decided, raise the version as a breaking change asks for, say in CHANGELOG.md what\nusers have to do, and accept it with `cargo xtask test promises --bless --breaking`.",
  minor: "New. Say it in CHANGELOG.md, and accept it with `cargo xtask test promises --bless`.",
  patch: "Of no consequence to users. Accept it with `cargo xtask test promises --bless`.",
};

const readText = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const version = JSON.parse(readText("pkg/package.json")).version;
/** The newest version that the changelog does not call unreleased; null before the first. */
const released = readText("CHANGELOG.md").split("\n").filter((line) => /^## \d/.test(line) && !line.includes("unreleased"))[0]?.split(" ")[1] ?? null;

const now = await facts();
if (process.env.RUST_API) {
  const lines = readFileSync(process.env.RUST_API, "utf8").split("\n").filter((line) => line !== "");
  now.rust = Object.fromEntries(lines.map((line) => [line, ""]));
}
const before = Object.fromEntries(Object.keys(now).map((section) => [section, recorded(section)]));
const found = changes(before, now);
const step = worst(found.map((change) => change.step));
const mayBless = process.env.BLESS === "breaking" || (process.env.BLESS === "1" && step !== "major");
if (mayBless) bless();

function bless() {
  const { release, changed } = recorded("version");
  // Before the first release, and in it, nothing has changed for anybody.
  const isSince = released !== null && released === release;
  write("version", { release: released, changed: isSince ? worst([changed, step]) : "none" });
  for (const [section, sectionFacts] of Object.entries(now)) write(section, sectionFacts);
}

test("what users rely on is as it was recorded", () => {
  if (mayBless) return;
  const groups = Object.keys(ADVICE).map((name) => {
    const texts = found.filter((change) => change.step === name).map(({ section, text }) => `  ${section}: ${text}`);
    return texts.length > 0 ? `${texts.slice(0, process.env.FAULTS ?? 40).join("\n")}\n${ADVICE[name]}\n(${texts.length} in all)` : "";
  });
  assert.ok(found.length === 0, `the promise differs from tests/promises/record:\n${groups.filter(Boolean).join("\n\n")}`);
});

test("there is something to hold in each section", () => {
  for (const [section, sectionFacts] of Object.entries(now)) assert.ok(Object.keys(sectionFacts).length > 20, section);
});

test("the version is as far from the last release as the changes since then ask for", () => {
  const { release, changed } = recorded("version");
  assert.equal(release, released, "the changelog names another release than the record: accept it with `cargo xtask test promises --bless`");
  if (release === null) return;
  assert.ok(isAtLeast(stepBetween(release, version), changed), `${version} follows ${release}, and what has changed since then is ${changed}`);
});
