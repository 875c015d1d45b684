//! `cargo xtask demo`: shows a newcomer what the package does.
//!
//! * In: nothing.
//! * Out: the text that `tests/demo.mjs` prints: bodies, good and broken, and what the npm package makes of them.
//! * Does not know: the bodies.
//! * Why: one command from a fresh clone to the first decoded message.

use std::process::Command;

use anyhow::Result;

use crate::process::run as run_command;
use crate::repo::Repo;
use crate::{build, setup};

/// Set up, build, and show what a user of the package gets
#[derive(clap::Args)]
pub(crate) struct Args {}

pub(crate) fn run(repo: &Repo, _args: &Args) -> Result<()> {
    setup::npm_packages(&repo.tests())?;
    build::quietly(repo)?;
    run_command(Command::new("node").arg("tests/demo.mjs").current_dir(repo.root()))
}
