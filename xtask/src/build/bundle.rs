//! The bundles in `pkg/dist/`.
//!
//! * In: `pkg/src/` and `pkg/wasm/`.
//! * Out: what `xtask/js/bundle.mjs` writes and what `xtask/js/sizes.mjs` prints.
//! * Does not know: esbuild. It is a JavaScript library, so it is called from JavaScript.
//! * Why: one place that starts the two.

use std::process::Command;

use anyhow::Result;

use crate::process::run;
use crate::repo::Repo;

pub(crate) fn write(repo: &Repo) -> Result<()> {
    run_script(repo, "bundle.mjs")
}

pub(crate) fn print_sizes(repo: &Repo) -> Result<()> {
    run_script(repo, "sizes.mjs")
}

fn run_script(repo: &Repo, name: &str) -> Result<()> {
    run(Command::new("node")
        .arg(repo.root().join("xtask/js").join(name))
        .current_dir(repo.root()))
}
