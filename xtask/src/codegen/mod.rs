//! `cargo xtask codegen`: writes what is derived from the two laws, the catalog and the schema.
//!
//! * In: the laws, from the crate itself (its feature `codegen`).
//! * Out: the committed files that open with "generated".
//! * Does not know: what the laws say.
//! * Why: nothing is written twice, and a test fails when a derived file is stale.

use anyhow::{Result, bail};

/// Write the files that are derived from the catalog and the schema
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Write nothing; fail when a file is not what would be written
    #[arg(long)]
    pub(crate) check: bool,
}

pub(crate) fn run(_check: bool) -> Result<()> {
    bail!("there is no generator yet")
}
