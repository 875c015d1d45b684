//! `cargo xtask publish`: a release, to npm and to crates.io.
//!
//! * In: the checkout.
//! * Out: with `--dry-run` everything but the upload: the checks, the build, both packages, as the registries would get them.
//! * Does not know: passwords. npm and cargo have their own.
//! * Why: what is released is built from a commit by one command, and the npm package says which commit and which tools,
//!   and what else is in it.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use crate::process::{announce, answer, cargo, run as run_command};
use crate::repo::Repo;
use crate::{build, codegen};

/// Release the packages for npm and crates.io
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Do everything but the upload
    #[arg(long)]
    dry_run: bool,
}

pub(crate) fn run(repo: &Repo, args: &Args) -> Result<()> {
    let changed = uncommitted(repo)?;
    if !changed.is_empty() && !args.dry_run {
        bail!("a release is made from a commit; these files are not committed:\n{changed}");
    }
    let version = agreed_version(repo)?;
    announce(&format!("version {version}"));
    codegen::check()?;
    build::quietly(repo)?;
    write_provenance(repo, !changed.is_empty())?;
    write_bills(repo, &version)?;
    publish_npm(repo, args.dry_run)?;
    publish_crate(repo, args.dry_run)?;
    let done = if args.dry_run {
        "could be released"
    } else {
        "is released"
    };
    println!("{version} {done}");
    Ok(())
}

/// The files that differ from the commit.
fn uncommitted(repo: &Repo) -> Result<String> {
    answer(git(repo).args(["status", "--porcelain"])).context("this is no checkout of git")
}

fn git(repo: &Repo) -> Command {
    let mut git = Command::new("git");
    git.current_dir(repo.root());
    git
}

/// The one version of the crate, of the npm package and of the changelog.
fn agreed_version(repo: &Repo) -> Result<String> {
    let in_crate = version_in(&repo.root().join("Cargo.toml"), "version = \"")?;
    let in_package = version_in(&repo.pkg().join("package.json"), "\"version\": \"")?;
    ensure!(
        in_crate == in_package,
        "the crate is {in_crate}, the npm package is {in_package}"
    );
    let changelog = fs::read_to_string(repo.root().join("CHANGELOG.md"))?;
    ensure!(
        changelog
            .lines()
            .any(|line| line.starts_with(&format!("## {in_crate}"))),
        "CHANGELOG.md says nothing of {in_crate}"
    );
    Ok(in_crate)
}

fn version_in(file: &Path, before: &str) -> Result<String> {
    let text = fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    let line = text.lines().find_map(|line| line.trim_start().strip_prefix(before));
    let version = line.and_then(|rest| rest.split('"').next());
    Ok(version
        .with_context(|| format!("{} names no version", file.display()))?
        .to_owned())
}

/// `pkg/provenance.json`: from which commit and by which tools the wasm was built, to be built again and compared.
fn write_provenance(repo: &Repo, is_changed: bool) -> Result<()> {
    let commit = answer(git(repo).args(["rev-parse", "HEAD"])).context("there is no commit")?;
    let rustc = answer(Command::new("rustc").arg("--version")).context("there is no rustc")?;
    let node = answer(Command::new("node").arg("--version")).context("there is no node")?;
    let sums = answer(
        Command::new("node")
            .arg(repo.root().join("xtask/js/sums.mjs"))
            .current_dir(repo.root()),
    )
    .context("the sums of the wasm modules cannot be made")?;
    let text = format!(
        "{{\n  \"commit\": \"{commit}\",\n  \"changed\": {is_changed},\n  \"command\": \"cargo xtask build\",\n  \
         \"rustc\": \"{rustc}\",\n  \"node\": \"{node}\",\n  \"sha256\": {sums}\n}}\n"
    );
    fs::write(repo.pkg().join("provenance.json"), text)?;
    Ok(())
}

/// What is in the packages: `sbom.cdx.json` inside the one for npm, and a file beside the crate.
fn write_bills(repo: &Repo, version: &str) -> Result<()> {
    let crates = repo.target().join("package");
    fs::create_dir_all(&crates).with_context(|| format!("cannot make {}", crates.display()))?;
    let of_crate = crates.join(format!("chatapps-webhook-{version}.cdx.json"));
    for (whose, file) in [("npm", repo.pkg().join("sbom.cdx.json")), ("crate", of_crate)] {
        let mut node = Command::new("node");
        node.arg(repo.root().join("xtask/js/sbom.mjs")).args([whose]).arg(&file);
        run_command(node.current_dir(repo.root()))?;
        announce(&format!("bill of materials: {}", file.display()));
    }
    Ok(())
}

fn publish_npm(repo: &Repo, dry_run: bool) -> Result<()> {
    announce("npm publish");
    let mut npm = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    npm.arg("publish").current_dir(repo.pkg());
    if dry_run {
        // A statement of provenance is signed by the machine that builds releases; nobody else can. It has to be allowed
        // to read the repository and to ask for a token that says who it is (`contents: read`, `id-token: write`), no more.
        npm.args(["--dry-run", "--no-provenance"]);
    }
    run_command(&mut npm)
}

fn publish_crate(repo: &Repo, dry_run: bool) -> Result<()> {
    announce("cargo publish");
    let mut cargo = cargo();
    cargo
        .args(["publish", "--package", "chatapps-webhook"])
        .current_dir(repo.root());
    if dry_run {
        cargo.args(["--dry-run", "--allow-dirty"]);
    }
    run_command(&mut cargo)
}
