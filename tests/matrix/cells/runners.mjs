// Test runners, in a user's project: they bring module systems and realms of their own.

import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { cellFolder } from "../user.mjs";

export function cells(user) {
  // vitest wants a newer Node than the oldest that the package serves.
  const newer = join(user.tools, "node24/bin/node");
  const node = existsSync(newer) ? newer : process.execPath;
  return [
    { name: "vitest", run: () => vitest(user, node) },
    { name: "jest", run: () => jest(user, process.execPath, "jest", []) },
  ];
}

const started = (node, args, cwd) => execFileSync(node, args, { cwd, encoding: "utf8", stdio: "pipe", env: { ...process.env, CI: "1", NO_COLOR: "1" } });

function vitest(user, node) {
  const folder = cellFolder(user, "vitest", ["vitest"]);
  writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module", private: true }));
  writeFileSync(
    join(folder, "user.test.mjs"),
    `import { expect, test } from "vitest";
import { writeFileSync } from "node:fs";
import { text } from "./program.mjs";

test("reads", () => {
  writeFileSync("answer.txt", text());
  expect(true).toBe(true);
});
`,
  );
  started(node, [join(user.tools, "vitest/vitest.mjs"), "run", "--root", folder], folder);
  return readFileSync(join(folder, "answer.txt"), "utf8");
}

function jest(user, node, name, args) {
  const folder = cellFolder(user, name);
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, jest: { testEnvironment: "node", haste: { enableSymlinks: false } } }));
  writeFileSync(
    join(folder, "user.test.js"),
    `const { writeFileSync } = require("node:fs");
const { text } = require("./program.cjs");

test("reads", () => {
  writeFileSync("answer.txt", text());
  expect(true).toBe(true);
});
`,
  );
  started(node, [join(user.tools, "jest/bin/jest.js"), "--rootDir", folder, "--watchman=false", ...args], folder);
  return readFileSync(join(folder, "answer.txt"), "utf8");
}
