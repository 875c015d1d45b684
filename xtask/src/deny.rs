//! `cargo xtask test deny`: what the project depends on may be depended on.
//!
//! * In: every lock file of the checkout, of cargo and of npm; `deny.toml`.
//! * Out: an error for a licence, a source or a package that is not allowed, and for a known vulnerability; a word where
//!   the list of vulnerabilities could not be had.
//! * Does not know: what is allowed (`deny.toml` says it) or vulnerable (RustSec and npm say it).
//! * Why: a finding always fails, a service that is out of reach never does. So the two are told apart: first the list is
//!   fetched, then it is asked.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use crate::process::{announce, answer, run as run_command};
use crate::repo::Repo;
use crate::setup;

pub(crate) fn check(repo: &Repo) -> Result<()> {
    let cargo_locks = lock_files(repo, "Cargo.lock")?;
    let npm_locks = lock_files(repo, "package-lock.json")?;
    let mut wrong = Vec::new();
    for lock in &npm_locks {
        let text = fs::read_to_string(lock).with_context(|| format!("cannot read {}", lock.display()))?;
        let faults = lock_faults(&serde_json::from_str(&text)?);
        wrong.extend(faults.into_iter().map(|fault| format!("{}: {fault}", lock.display())));
    }
    let cargo_deny = setup::tool(repo, &setup::CARGO_DENY)?;
    let deny = |arguments: &[&str]| {
        let mut deny = Command::new(&cargo_deny);
        deny.args(["--config", "deny.toml"])
            .args(arguments)
            .current_dir(repo.root());
        deny
    };
    let mut checks = vec!["bans", "licenses", "sources"];
    if answer(&mut deny(&["fetch", "db"])).is_some() {
        checks.push("advisories");
    } else {
        announce("NOT CHECKED: the list of vulnerable crates (RustSec) is out of reach");
    }
    for lock in &cargo_locks {
        announce(&format!("{}: {}", lock.display(), checks.join(", ")));
        let manifest = lock.with_file_name("Cargo.toml");
        let mut command = deny(&["--locked", "--manifest-path"]);
        command.arg(manifest).arg("check");
        // An exception is for one of the workspaces.
        command
            .args(["--allow", "license-exception-not-encountered"])
            .args(&checks);
        wrong.extend(run_command(&mut command).err().map(|error| error.to_string()));
    }
    for lock in &npm_locks {
        wrong.extend(audit(lock)?);
    }
    if !wrong.is_empty() {
        bail!("{}", wrong.join("\n"));
    }
    Ok(())
}

/// The lock files of that name that belong to the checkout, committed or about to be.
fn lock_files(repo: &Repo, name: &str) -> Result<Vec<PathBuf>> {
    let files = repo.files(&[name, &format!("**/{name}")])?;
    ensure!(!files.is_empty(), "there is no {name}");
    Ok(files.into_iter().map(|file| repo.root().join(file)).collect())
}

/// What is wrong with a lock file of npm by itself.
fn lock_faults(lock: &Value) -> Vec<String> {
    let packages = lock["packages"].as_object().into_iter().flatten();
    let installed = packages.filter(|(path, package)| path.contains("node_modules/") && package["link"] != true);
    let mut faults = Vec::new();
    for (path, package) in installed {
        if package.get("resolved").is_some() {
            faults.push(format!("{path} names a download address, which is one machine's"));
        }
        // What comes inside of another package has the checksum of that.
        if package.get("integrity").is_none() && package["inBundle"] != true {
            faults.push(format!("{path} has no checksum"));
        }
    }
    faults
}

/// Asks npm for known vulnerabilities.
fn audit(lock: &Path) -> Result<Option<String>> {
    let folder = lock.parent().context("a file stands in a folder")?;
    let output = setup::npm()
        .args(["audit", "--json", "--package-lock-only"])
        .current_dir(folder)
        .output()
        .context("cannot start npm")?;
    Ok(match audited(&output.stdout) {
        Audit::Clean => {
            announce(&format!("{}: npm knows of no vulnerability", lock.display()));
            None
        }
        Audit::OutOfReach(why) => {
            announce(&format!(
                "NOT CHECKED: npm cannot say of {} whether it is vulnerable: {why}",
                lock.display()
            ));
            None
        }
        Audit::Found(packages) => Some(format!("{}: vulnerable by npm's list: {packages}", lock.display())),
    })
}

#[derive(Debug, PartialEq)]
enum Audit {
    Clean,
    Found(String),
    OutOfReach(String),
}

fn audited(report: &[u8]) -> Audit {
    let report: Value = serde_json::from_slice(report).unwrap_or_default();
    let Some(packages) = report["vulnerabilities"].as_object() else {
        return Audit::OutOfReach(report["message"].as_str().unwrap_or("no answer").to_owned());
    };
    if packages.is_empty() {
        return Audit::Clean;
    }
    let named = packages.iter().map(|(name, package)| {
        let severity = package["severity"].as_str().unwrap_or("of unknown severity");
        format!("{name} ({severity})")
    });
    Audit::Found(named.collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_finding_is_no_silence_and_silence_is_no_finding() {
        let found = br#"{"auditReportVersion": 2, "vulnerabilities": {"left-pad": {"severity": "high"}}}"#;
        assert_eq!(audited(found), Audit::Found("left-pad (high)".to_owned()));
        assert_eq!(
            audited(br#"{"auditReportVersion": 2, "vulnerabilities": {}}"#),
            Audit::Clean
        );
        let refused = br#"{"message": "405 Method Not Allowed", "statusCode": 405, "error": {}}"#;
        assert_eq!(audited(refused), Audit::OutOfReach("405 Method Not Allowed".to_owned()));
        assert_eq!(audited(b""), Audit::OutOfReach("no answer".to_owned()));
    }

    #[test]
    fn a_lock_file_names_checksums_and_no_addresses() {
        let lock = json!({"packages": {
            "": {"name": "root"},
            "linked": {"name": "linked"},
            "node_modules/linked": {"resolved": "linked", "link": true},
            "node_modules/a": {"integrity": "sha512-"},
            "node_modules/a/node_modules/inside": {"inBundle": true},
            "node_modules/b": {"integrity": "sha512-", "resolved": "https://registry.example/b.tgz"},
            "node_modules/c": {},
        }});
        let faults = lock_faults(&lock);
        assert_eq!(faults.len(), 2, "{faults:?}");
        assert!(faults[0].starts_with("node_modules/b names a download address"));
        assert!(faults[1].starts_with("node_modules/c has no checksum"));
    }
}
