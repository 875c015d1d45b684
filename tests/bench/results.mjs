// Where the numbers are kept between runs.
//
// In: the results of a section. Out: `target/bench/RUNTIME.json`, and all that is there.
// Does not know: what the numbers mean.
// Why kept: the page compares runtimes, and each is a run of its own. Why by build: numbers of another build of the package
// are dropped, not mixed in.

import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import os from "node:os";
import { fileURLToPath, pathToFileURL } from "node:url";

/** The task runner knows where things are built. */
const built = (variable, usual) =>
  pathToFileURL(`${process.env[variable] ?? fileURLToPath(new URL(`../../target/${usual}`, import.meta.url))}/`);

const DIR = built("BENCH_DIR", "bench");
export const CRITERION_DIR = built("CRITERION_DIR", "native-bench/criterion");
const PACKAGE = new URL("../../pkg/dist/index.cjs", import.meta.url);

const NODE = { name: `Node ${process.versions.node}`, file: `node-${process.versions.node}`, v8: process.versions.v8 };
export const runtimeName = () => NODE.name;

const fileOf = (runtime) => new URL(`${runtime.file}.json`, DIR);

export async function save(section, found, runtime = NODE) {
  const results = await saved(runtime);
  results.sections[section] = found;
  await mkdir(DIR, { recursive: true });
  await writeFile(fileOf(runtime), `${JSON.stringify(results)}\n`);
}

/** What a runtime has measured of this build. */
export async function saved(runtime = NODE) {
  const build = await buildHash();
  const fresh = { runtime: runtime.name, v8: runtime.v8, machine: machine(), build, sections: {} };
  try {
    const results = JSON.parse(await readFile(fileOf(runtime), "utf8"));
    return results.build === build ? results : fresh;
  } catch {
    return fresh;
  }
}

/** What all runtimes have measured of this build. */
export async function allSaved() {
  const build = await buildHash();
  const names = (await readdir(DIR)).filter((name) => name.endsWith(".json"));
  const all = await Promise.all(names.map(async (name) => JSON.parse(await readFile(new URL(name, DIR), "utf8"))));
  return all.filter((results) => results.build === build).sort((a, b) => a.runtime.localeCompare(b.runtime, "en", { numeric: true }));
}

const buildHash = async () => createHash("sha256").update(await readFile(PACKAGE)).digest("hex");

const machine = () => ({
  cpu: os.cpus()[0]?.model ?? "unknown",
  cores: os.cpus().length,
  os: `${os.type()} ${os.arch()}`,
});
