// What criterion found of the native library.
//
// In: the files that `cargo bench` leaves. Out: the geometric mean of `parse` against serde_json, and each body.
// Does not know: how criterion measures.
// Why read and not run: the task runner runs cargo; this is the place where all numbers meet. Why the fastest sample: criterion
// measures one after the other, so what slows the machine meanwhile falls on one side only.

import { readdir, readFile } from "node:fs/promises";

import { CRITERION_DIR as DIR } from "../results.mjs";


/** Undefined where `cargo bench` has not run. */
export async function native() {
  const names = await readdir(DIR).catch(() => []);
  const rows = [];
  for (const name of names.filter((name) => name.startsWith("parse "))) {
    const [ours, serde] = await Promise.all([fastest(name, "chatapps-webhook"), fastest(name, "serde_json")]);
    rows.push({ body: name.slice("parse ".length), ours, serde, ratio: ours / serde });
  }
  if (rows.length === 0) return undefined;
  return { ratio: Math.exp(rows.reduce((sum, { ratio }) => sum + Math.log(ratio), 0) / rows.length), rows };
}

/** Nanoseconds of the fastest sample. */
async function fastest(group, contestant) {
  const file = new URL(`${encodeURIComponent(group)}/${contestant}/new/sample.json`, DIR);
  const { iters, times } = JSON.parse(await readFile(file, "utf8"));
  return Math.min(...times.map((time, index) => time / iters[index]));
}
