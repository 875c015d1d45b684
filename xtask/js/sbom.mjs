// Writes the bill of materials of what is released: CycloneDX, one file for the npm package, one for the crate.
//
// In: what `cargo tree` says of the crate, the checksums in Cargo.lock, the version of rustc; the file to write and whose it
// is, "npm" or "crate". Out: the file, the same on every machine. Does not know: what is in the packages.
//
// The npm package depends on no other, but compiled into its wasm are crates, and Rust's standard library. That of the
// crate names what it is built with by its lock file; who uses it may get newer versions of these.

import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const requireOfTests = createRequire(new URL("../../tests/package.json", import.meta.url));
const { Enums, Models, Serialize, Spec } = requireOfTests("@cyclonedx/cyclonedx-library");

const root = fileURLToPath(new URL("../..", import.meta.url));
const { license, version } = JSON.parse(readFileSync(`${root}/pkg/package.json`, "utf8"));

/** Macros are not shipped in wasm: they have run when it is compiled. */
const OF_WASM = ["--edges", "normal,no-proc-macro", "--target", "wasm32-unknown-unknown", "--features", "wasm-tools"];
const OF_CRATE = ["--edges", "normal", "--target", "all"];

const run = (command, ...args) => execFileSync(command, args, { cwd: root, encoding: "utf8" });

/** The packages of the crate, as { depth, name, version, license }, each behind what needs it. */
function tree(options) {
  const args = ["tree", "--locked", "--package", "chatapps-webhook", "--no-dedupe", "--prefix", "depth", "--format", "\t{p}\t{l}"];
  const lines = run("cargo", ...args, ...options).split("\n").filter((line) => line !== "");
  return lines.map((line) => {
    const [depth, id, license] = line.split("\t");
    const [name, version] = id.split(" ");
    return { depth: Number(depth), name, version: version.slice(1), license };
  });
}

/** The checksum of a package, by its name and version. */
function checksums() {
  const found = {};
  for (const entry of readFileSync(`${root}/Cargo.lock`, "utf8").split("[[package]]")) {
    const value = (name) => new RegExp(`^${name} = "(.*)"$`, "m").exec(entry)?.[1];
    found[`${value("name")}@${value("version")}`] = value("checksum");
  }
  return found;
}

/** Some packages still write a slash for "or". */
const expressionOf = (license) => new Models.LicenseExpression(license.replaceAll(/\s*\/\s*/g, " OR "));

function library(name, version, purl, license) {
  const component = new Models.Component(Enums.ComponentType.Library, name, { version, purl, bomRef: purl });
  component.licenses.add(expressionOf(license));
  return component;
}

/** The components below the root, each with what it depends on. */
function addTree(bom, packages) {
  const sums = checksums();
  const known = new Map();
  const outer = [];
  for (const { depth, name, version, license } of packages) {
    let component = bom.metadata.component;
    if (depth > 0) {
      const id = `${name}@${version}`;
      if (!known.has(id)) {
        known.set(id, library(name, version, `pkg:cargo/${id}`, license));
        known.get(id).hashes.set(Enums.HashAlgorithm["SHA-256"], sums[id]);
        bom.components.add(known.get(id));
      }
      component = known.get(id);
      outer[depth - 1].dependencies.add(component.bomRef);
    }
    outer[depth] = component;
  }
}

/** rustc's own libraries, which cargo does not list. */
function addStandardLibrary(bom) {
  const release = /^release: (.*)$/m.exec(run("rustc", "--version", "--verbose"))[1];
  const component = library("rust-std", release, `pkg:generic/rust-std@${release}`, "MIT OR Apache-2.0");
  component.description = "Rust's standard library for wasm32-unknown-unknown";
  bom.components.add(component);
  bom.metadata.component.dependencies.add(component.bomRef);
}

/** The file's text. */
export function bomOf(whose) {
  const purl = `pkg:${whose === "npm" ? "npm" : "cargo"}/chatapps-webhook@${version}`;
  const bom = new Models.Bom();
  bom.metadata.component = library("chatapps-webhook", version, purl, license);
  addTree(bom, tree(whose === "npm" ? OF_WASM : OF_CRATE));
  if (whose === "npm") addStandardLibrary(bom);
  const serializer = new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6));
  return `${serializer.serialize(bom, { sortLists: true, space: 2 })}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [whose, file] = process.argv.slice(2);
  writeFileSync(file, bomOf(whose));
}
