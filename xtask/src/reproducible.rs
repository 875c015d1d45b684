//! `cargo xtask test reproducible`: the same sources give the same wasm, wherever they stand.
//!
//! * In: the checkout; what belongs to it is copied to another folder, deeper down.
//! * Out: an error where a module built there differs from the one built here.
//! * Does not know: how a module is built.
//! * Why: `provenance.json` of a release names the sums of the modules, so that others can build them again and compare.
//!   That is worth something only where a folder, a target folder or a file that is not committed changes no byte.

use std::fs;

use anyhow::{Context, Result, ensure};

use crate::build::{self, wasm::Names};
use crate::process::announce;
use crate::repo::Repo;

/// What a wasm module is built from, and the test that the manifest names: cargo reads none without it.
const SOURCES: [&str; 6] = [
    "Cargo.toml",
    "Cargo.lock",
    "src",
    "tests/mutants.rs",
    "xtask/Cargo.toml",
    "xtask/src",
];

pub(crate) fn check(repo: &Repo) -> Result<()> {
    build::quietly(repo)?;
    let away = repo.target().join("reproducible");
    if away.exists() {
        fs::remove_dir_all(&away).with_context(|| format!("cannot remove {}", away.display()))?;
    }
    let copy = Repo::at(away.join("another/folder of sources"));
    copy_sources(repo, &copy)?;
    for mut module in build::modules(repo, Names::Removed) {
        let name = module.name;
        announce(&format!(
            "building the wasm module `{name}` in {}",
            copy.root().display()
        ));
        let here = module.out_dir.join(format!("{name}_bg.wasm"));
        module.manifest = copy.root().join("Cargo.toml");
        module.target_dir = away.join(format!("target of {name}"));
        module.out_dir = away.join("wasm");
        module.build(&copy)?;
        let there = module.out_dir.join(format!("{name}_bg.wasm"));
        ensure_same(&fs::read(&here)?, &fs::read(&there)?)
            .with_context(|| format!("{} and {} differ", here.display(), there.display()))?;
        println!("{name}: the same bytes");
    }
    fs::remove_dir_all(&away)?;
    Ok(())
}

fn ensure_same(here: &[u8], there: &[u8]) -> Result<()> {
    let differing = here.iter().zip(there).filter(|(left, right)| left != right).count();
    let longer = here.len().abs_diff(there.len());
    ensure!(
        differing == 0 && longer == 0,
        "{differing} bytes are not the same, and {longer} are there in one of them only"
    );
    Ok(())
}

/// Copies what git knows of, or would at the next commit.
fn copy_sources(repo: &Repo, copy: &Repo) -> Result<()> {
    for file in repo.files(&SOURCES)? {
        let (from, to) = (repo.root().join(&file), copy.root().join(&file));
        fs::create_dir_all(to.parent().context("a file stands in a folder")?)?;
        fs::copy(&from, &to).with_context(|| format!("cannot copy {}", from.display()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::ensure_same;

    #[test]
    fn one_byte_is_a_difference() {
        assert!(ensure_same(b"abc", b"abc").is_ok());
        assert!(ensure_same(b"abc", b"abd").is_err());
        assert!(ensure_same(b"abc", b"ab").is_err());
    }
}
