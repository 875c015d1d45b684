//! `cargo xtask build`: from the crate to what npm gets.
//!
//! * In: the crate, `pkg/src/` and `pkg/generated/`.
//! * Out: `pkg/wasm/` (two modules, their glue, their embedded forms) and `pkg/dist/` (the doors), none of them committed.
//! * Does not know: what the modules do.
//! * Why: two modules, because what only editors need should cost those who only parse nothing.

mod bundle;
mod embed;
mod glue;
pub(crate) mod wasm;

use anyhow::Result;

use crate::process::announce;
use crate::repo::Repo;
use crate::setup;
use wasm::{Names, WasmModule};

/// Build the npm package: the wasm modules, their glue, and the bundles
#[derive(clap::Args, Default)]
pub(crate) struct Args {
    /// Keep the names of functions in the wasm, for profilers
    #[arg(long)]
    names: bool,
}

pub(crate) fn run(repo: &Repo, args: &Args) -> Result<()> {
    let names = if args.names { Names::Kept } else { Names::Removed };
    build(repo, names)?;
    bundle::print_sizes(repo)
}

/// The same without the table of sizes, for the tasks that need a built package first.
pub(crate) fn quietly(repo: &Repo) -> Result<()> {
    build(repo, Names::Removed)
}

fn build(repo: &Repo, names: Names) -> Result<()> {
    setup::wasm_target()?;
    setup::npm_packages(&repo.tests())?;
    for module in modules(repo, names) {
        announce(&format!("building the wasm module `{}`", module.name));
        module.build(repo)?;
        glue::make_lazy(&module.out_dir, module.name)?;
        embed::write(&module.out_dir, module.name)?;
    }
    announce("bundling pkg/dist");
    bundle::write(repo)
}

/// `parse` is made for speed – where that costs little: LLVM inlines a sixth and unrolls an eighth of what it would. What has to be
/// inlined says so; of the rest a processor has more in its cache when it is called, and other programs run in between.
/// `tools` is called by a person, so it is made small.
pub(crate) fn modules(repo: &Repo, names: Names) -> [WasmModule; 2] {
    let module = |name, feature, opt_level, llvm, wasm_opt_level| WasmModule {
        name,
        manifest: repo.root().join("Cargo.toml"),
        package: "chatapps-webhook",
        features: vec![feature],
        opt_level,
        llvm,
        wasm_opt_level,
        names,
        target_dir: repo.target().join(format!("wasm-{name}")),
        out_dir: repo.pkg().join("wasm"),
        wasm_opt: wasm::wasm_opt(repo),
    };
    [
        module(
            "parse",
            "wasm",
            "3",
            &["inline-threshold=40", "unroll-threshold=40"],
            "-O3",
        ),
        module("tools", "wasm-tools", "s", &[], "-Oz"),
    ]
}
