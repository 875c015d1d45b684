//! `cargo xtask bench`: how fast `parse` is, beside what people use otherwise.
//!
//! * In: the options of `tests/bench/bench.mjs`, handed on as they are.
//! * Out: the table that it prints.
//! * Does not know: how it measures.
//! * Why: the peer that is made of serde has to be compiled by the same tools with the same flags as the package, or
//!   the comparison would be worth nothing.

use std::process::Command;

use anyhow::Result;

use crate::build::wasm::WasmModule;
use crate::process::{announce, run as run_command};
use crate::repo::Repo;
use crate::{build, setup};

/// Measure `parse` against JSON.parse, ajv, zod, valibot and serde
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Options for the benchmark: `-- --help` lists them
    #[arg(last = true)]
    options: Vec<String>,
}

pub(crate) fn run(repo: &Repo, args: &Args) -> Result<()> {
    setup::npm_packages(&repo.tests())?;
    build::quietly(repo)?;
    announce("building the peer made of serde_json and serde-wasm-bindgen");
    serde_peer(repo).build(repo)?;
    let mut node = Command::new("node");
    node.args(["--expose-gc", "tests/bench/bench.mjs"]).args(&args.options);
    run_command(node.current_dir(repo.root()))
}

/// Optimised like the module `parse`.
fn serde_peer(repo: &Repo) -> WasmModule {
    let dir = repo.tests().join("bench/serde-peer");
    WasmModule {
        name: "peer",
        manifest: dir.join("Cargo.toml"),
        package: "serde-peer",
        features: Vec::new(),
        opt_level: "3",
        wasm_opt_level: "-O3",
        keep_names: false,
        target_dir: repo.target().join("wasm-serde-peer"),
        out_dir: dir.join("pkg"),
    }
}
