//! Where things are.
//!
//! * In: the place of this crate, as cargo tells it at run time.
//! * Out: the folders that the tasks share.
//! * Does not know: what is in them.
//! * Why: a path is spelled once, and works from whatever folder the task was called.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// A checkout of the project.
pub(crate) struct Repo {
    root: PathBuf,
}

impl Repo {
    /// The checkout that this run of cargo belongs to. Not the one that this program was compiled in: several
    /// checkouts may share a target folder, and then cargo does not compile it anew for each.
    pub(crate) fn find() -> Result<Self> {
        let manifest_dir = std::env::var_os("CARGO_MANIFEST_DIR")
            .context("call this program as `cargo xtask`, so that it knows its checkout")?;
        let root = Path::new(&manifest_dir)
            .parent()
            .context("the folder of xtask has no parent")?;
        Ok(Self::at(root.to_path_buf()))
    }

    /// A checkout, or a copy of one, at another place.
    pub(crate) fn at(root: PathBuf) -> Self {
        Self { root }
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    pub(crate) fn tests(&self) -> PathBuf {
        self.root.join("tests")
    }

    pub(crate) fn pkg(&self) -> PathBuf {
        self.root.join("pkg")
    }

    /// Where cargo puts what it builds.
    pub(crate) fn target(&self) -> PathBuf {
        match std::env::var_os("CARGO_TARGET_DIR") {
            Some(dir) => self.root.join(dir),
            None => self.root.join("target"),
        }
    }
}
