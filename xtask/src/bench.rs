//! `cargo xtask bench`: how fast `parse` is, beside what people use otherwise.
//!
//! * In: which bodies, which contestants, how long.
//! * Out: the table that it prints.
//! * Does not know: how it measures.
//! * Why: the peer that is made of serde has to be compiled by the same tools with the same flags as the package, or
//!   the comparison would be worth nothing.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::build::wasm::WasmModule;
use crate::process::{announce, run as run_command};
use crate::repo::Repo;
use crate::{build, setup};

/// Measure `parse` against JSON.parse, ajv, zod, valibot and serde
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Fewer and shorter rounds: a first impression
    #[arg(long)]
    quick: bool,
    /// Only the bodies whose file name contains TEXT
    #[arg(long, value_name = "TEXT")]
    filter: Option<String>,
    /// Only the contestants whose names contain one of these, and JSON.parse, the measure; `chat` is ours
    #[arg(long, value_name = "NAME,NAME")]
    only: Option<String>,
    /// Write every number to FILE
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

impl Args {
    /// As `tests/bench/bench.mjs` takes them.
    fn to_options(&self) -> Result<Vec<OsString>> {
        let mut options = Vec::new();
        if self.quick {
            options.push("--quick".into());
        }
        for (name, value) in [("--filter", &self.filter), ("--only", &self.only)] {
            options.extend(value.iter().flat_map(|value| [name.into(), value.into()]));
        }
        if let Some(file) = &self.json {
            // The benchmark runs in the root of the checkout; the caller may be elsewhere.
            options.extend(["--json".into(), std::path::absolute(file)?.into()]);
        }
        Ok(options)
    }
}

pub(crate) fn run(repo: &Repo, args: &Args) -> Result<()> {
    let options = args.to_options()?;
    build::quietly(repo)?;
    start(repo, &options)
}

/// Times nothing; fails where the contestants give different answers. For the tests, which have built the package.
pub(crate) fn check_agreement(repo: &Repo) -> Result<()> {
    start(repo, &["--agree".into()])
}

fn start(repo: &Repo, options: &[OsString]) -> Result<()> {
    setup::wasm_target()?;
    setup::npm_packages(&repo.tests())?;
    announce("building the peer made of serde_json and serde-wasm-bindgen");
    serde_peer(repo).build(repo)?;
    let mut node = Command::new("node");
    node.args(["--expose-gc", "tests/bench/bench.mjs"]).args(options);
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
