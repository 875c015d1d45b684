// The bill of materials: what is released says what is in it.
//
// In: the two bills, as a release writes them; the graph of `cargo metadata`, walked here. Holds: each is valid CycloneDX, the
// same at any time, and lists what is compiled in, all of it and nothing else.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { bomOf } from "../../xtask/js/sbom.mjs";

const { Spec, Validation } = createRequire(new URL("../package.json", import.meta.url))("@cyclonedx/cyclonedx-library");
const cwd = fileURLToPath(new URL("../..", import.meta.url));
const bills = { npm: bomOf("npm"), crate: bomOf("crate") };
const idsOf = (bill) => JSON.parse(bill).components.map(({ purl }) => purl).sort();

/** The packages that are compiled into the crate: not those that only its macros, tests and build scripts need. */
function compiledIn(options) {
  const args = ["metadata", "--locked", "--format-version", "1", ...options];
  const { packages, resolve } = JSON.parse(execFileSync("cargo", args, { cwd, encoding: "utf8", maxBuffer: 2 ** 28 }));
  const packageOf = new Map(packages.map((found) => [found.id, found]));
  const nodeOf = new Map(resolve.nodes.map((node) => [node.id, node]));
  const found = new Set();
  const visit = (id) => {
    for (const { pkg, dep_kinds } of nodeOf.get(id).deps) {
      const { name, version, targets } = packageOf.get(pkg);
      const isNormal = dep_kinds.some(({ kind }) => kind === null);
      const isMacro = targets.some(({ kind }) => kind.includes("proc-macro"));
      if (!isNormal || isMacro || found.has(`pkg:cargo/${name}@${version}`)) continue;
      found.add(`pkg:cargo/${name}@${version}`);
      visit(pkg);
    }
  };
  visit(packages.find(({ name }) => name === "chatapps-webhook").id);
  return [...found].sort();
}

test("each is valid CycloneDX", async () => {
  const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6);
  for (const [name, bill] of Object.entries(bills)) assert.equal(await validator.validate(bill), null, name);
  assert.notEqual(await validator.validate(bills.npm.replace('"library"', '"leaflet"')), null);
});

test("that of the npm package lists what is compiled into the wasm, and Rust's own library", () => {
  const ids = idsOf(bills.npm);
  const crates = ids.filter((id) => id.startsWith("pkg:cargo/"));
  assert.deepEqual(crates, compiledIn(["--filter-platform", "wasm32-unknown-unknown", "--features", "wasm-tools"]));
  assert.deepEqual(ids.filter((id) => !crates.includes(id)).map((id) => id.split("@")[0]), ["pkg:generic/rust-std"]);
});

test("that of the crate lists what it depends on", () => {
  const ids = idsOf(bills.crate);
  for (const name of ["serde", "serde_json", "uuid"]) assert.ok(ids.some((id) => id.startsWith(`pkg:cargo/${name}@`)), name);
  assert.ok(!ids.some((id) => id.includes("wasm")));
});

test("every crate has a checksum and a licence, and nothing tells when or where", () => {
  for (const bill of Object.values(bills)) {
    for (const { name, purl, hashes, licenses } of JSON.parse(bill).components) {
      assert.ok(licenses?.length > 0, name);
      if (purl.startsWith("pkg:cargo/")) assert.match(hashes[0].content, /^[0-9a-f]{64}$/, name);
    }
    assert.ok(!/timestamp|serialNumber/.test(bill) && !bill.includes(cwd));
  }
  assert.equal(bomOf("npm"), bills.npm);
});
