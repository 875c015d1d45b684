//! Where things are.
//!
//! * In: the place of this crate, as cargo tells it at run time.
//! * Out: the folders that the tasks share.
//! * Does not know: what is in them, but for git's list of what belongs to the checkout.
//! * Why: a path is spelled once, and works from whatever folder the task was called.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::process::output;

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

    /// The files that belong to the checkout, committed or about to be, as git finds them by `patterns`; from its root.
    pub(crate) fn files(&self, patterns: &[&str]) -> Result<Vec<PathBuf>> {
        let mut git = Command::new("git");
        git.args([
            "ls-files",
            "--cached",
            "--others",
            "--exclude-standard",
            "--deduplicate",
            "--",
        ]);
        let files = output(git.args(patterns).current_dir(&self.root)).context("this is no checkout of git")?;
        // A file that is removed is known until the commit.
        let is_there = |file: &PathBuf| self.root.join(file).is_file();
        Ok(files.lines().map(PathBuf::from).filter(is_there).collect())
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
