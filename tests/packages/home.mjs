// The packed package, installed in an empty folder of a test's own.
//
// In: the name of the test. Out: the folder, and a way to import from it. Does not know: what is tested.

import { rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import { install, pack } from "../matrix/user.mjs";

export function homeOf(name) {
  const folder = fileURLToPath(new URL(`../../target/packages/${name}`, import.meta.url));
  rmSync(folder, { recursive: true, force: true });
  install(folder, pack(folder));
  const require = createRequire(join(folder, "package.json"));
  return { folder, require, load: (door) => import(pathToFileURL(require.resolve(door)).href) };
}
