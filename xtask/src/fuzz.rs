//! `cargo xtask fuzz`: bytes that nobody thought of, for as long as you like.
//!
//! * In: a target or all of them, and how long or how often.
//! * Out: the progress of libFuzzer, a line for each target with what it did, and an error that names the input where a
//!   target found something.
//! * Does not know: what a target asks; that is `tests/fuzz/src`.
//! * Why: cargo-fuzz wants a nightly Rust, a C++ compiler and a dozen options. Here is one command that has them.
//!
//! What libFuzzer collects while it runs stays under `tests/fuzz/target`. The corpora that are committed are read as well and
//! written with `--keep` only: cut down to the files of which each reaches something that no other does.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, bail, ensure};

use crate::process::{announce, run as run_command};
use crate::repo::Repo;
use crate::setup::{self, NIGHTLY};

/// The targets, as `tests/fuzz/src/lib.rs` has them.
const TARGETS: [&str; 5] = ["anything", "json", "mutate", "redact", "render"];

/// The longest input that is tried, in bytes, and in how many tenths of the runs: first short ones, of which many can be tried,
/// then longer ones, which say little that is new and say it slowly.
const LEGS: [(u32, u32); 2] = [(256, 9), (INPUT_BYTES_MAX, 1)];
const INPUT_BYTES_MAX: u32 = 1024;
/// So long may one input take, in seconds: a thousand times what they take.
const SECONDS_FOR_ONE: u32 = 20;
/// A committed corpus: so many files at most, and so many bytes all in all.
const KEPT_FILES_MAX: usize = 150;
const KEPT_BYTES_MAX: u64 = 300_000;

/// Fuzz the library: find input for which something that always holds does not hold
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The target; all of them, one after the other, where none is named
    #[arg(value_parser = TARGETS)]
    target: Option<String>,
    /// For so many seconds each
    #[arg(long, value_name = "SECONDS", default_value_t = 60, conflicts_with = "runs")]
    time: u32,
    /// So many inputs each, however long they take
    #[arg(long, value_name = "N")]
    runs: Option<u64>,
    /// What the random numbers begin with: the same number, the same inputs
    #[arg(long, default_value_t = 1)]
    seed: u32,
    /// Cut what was collected down to what is worth committing, and write it to tests/fuzz/corpus
    #[arg(long)]
    keep: bool,
}

/// Where the fuzzers live and leave things.
struct Workshop {
    dir: PathBuf,
    fixtures: PathBuf,
}

pub(crate) fn run(repo: &Repo, args: &Args) -> Result<()> {
    setup::nightly(&[])?;
    setup::cargo_tool("cargo-fuzz")?;
    let workshop = Workshop {
        dir: repo.tests().join("fuzz"),
        fixtures: repo.tests().join("fixtures"),
    };
    workshop.build()?;
    let targets = TARGETS
        .iter()
        .filter(|target| args.target.as_deref().is_none_or(|named| named == **target));
    let mut found = Vec::new();
    for target in targets {
        announce(&format!("{target}: {}", args.extent()));
        let start = Instant::now();
        let outcome = workshop.fuzz(target, args);
        println!(
            "{target}: {:.0} s, {}",
            start.elapsed().as_secs_f64(),
            if outcome.is_ok() {
                "nothing found"
            } else {
                "FOUND SOMETHING"
            }
        );
        found.extend(outcome.err().map(|error| format!("{target}: {error:#}")));
        if args.keep {
            workshop.keep(target)?;
        }
    }
    ensure!(
        found.is_empty(),
        "{}\nthe inputs are in {}",
        found.join("\n"),
        workshop.dir.join("target/found").display()
    );
    Ok(())
}

impl Args {
    fn extent(&self) -> String {
        match self.runs {
            Some(runs) => format!("{runs} inputs"),
            None => format!("{} seconds", self.time),
        }
    }
}

impl Workshop {
    /// Without a sanitizer: there is no unsafe code to watch, and they halve the speed. Overflows are checked.
    fn build(&self) -> Result<()> {
        announce("building the fuzzers");
        let options = ["--sanitizer", "none", "--no-trace-compares", "--fuzz-dir", "."];
        run_command(
            Command::new("cargo")
                .args([NIGHTLY, "fuzz", "build"])
                .args(options)
                .current_dir(&self.dir),
        )
    }

    fn program(&self, target: &str) -> Result<Command> {
        let programs = self.dir.join("target").join(setup::host_triple()?).join("release");
        let mut program = Command::new(programs.join(target));
        program.current_dir(&self.dir);
        Ok(program)
    }

    /// What libFuzzer collects; made where it is not there.
    fn collected(&self, target: &str) -> Result<PathBuf> {
        let dir = self.dir.join("target/corpus").join(target);
        fs::create_dir_all(&dir).with_context(|| format!("cannot make {}", dir.display()))?;
        Ok(dir)
    }

    fn committed(&self, target: &str) -> PathBuf {
        self.dir.join("corpus").join(target)
    }

    /// The folders that a target begins with, beside what was collected: bodies are of use to those that take bodies.
    fn beginnings(&self, target: &str) -> Result<Vec<PathBuf>> {
        let mut folders = vec![self.committed(target)];
        if matches!(target, "anything" | "json") {
            folders.extend([self.fixtures.join("accept"), self.fixtures.join("json")]);
            for entry in self.fixtures.join("codes").read_dir()? {
                folders.push(entry?.path());
            }
        }
        folders.retain(|folder| folder.is_dir());
        folders.sort();
        Ok(folders)
    }

    fn fuzz(&self, target: &str, args: &Args) -> Result<()> {
        let found = self.dir.join("target/found").join(target);
        fs::create_dir_all(&found)?;
        for (bytes_max, tenths) in LEGS {
            let limit = match args.runs {
                Some(runs) => format!("-runs={}", runs * u64::from(tenths) / 10),
                None => format!("-max_total_time={}", (args.time * tenths / 10).max(1)),
            };
            run_command(
                self.program(target)?
                    .arg(limit)
                    .arg(format!("-seed={}", args.seed))
                    .arg(format!("-max_len={bytes_max}"))
                    // The energy of an input by the rarity of what it reaches: a fifth of the time went into reckoning it.
                    .arg("-entropic=0")
                    .arg(format!("-timeout={SECONDS_FOR_ONE}"))
                    .arg(format!("-artifact_prefix={}/", found.display()))
                    .arg("-print_final_stats=1")
                    .arg(self.collected(target)?)
                    .args(self.beginnings(target)?),
            )?;
        }
        Ok(())
    }

    /// Writes the committed corpus anew: what libFuzzer's own merge leaves over, the shortest first, up to the limits.
    fn keep(&self, target: &str) -> Result<()> {
        let merged = self.dir.join("target/merged").join(target);
        let committed = self.committed(target);
        let _ = fs::remove_dir_all(&merged);
        fs::create_dir_all(&merged)?;
        fs::create_dir_all(&committed)?;
        run_command(
            self.program(target)?
                .args(["-merge=1", &format!("-max_len={INPUT_BYTES_MAX}")])
                .arg(&merged)
                .arg(&committed)
                .arg(self.collected(target)?),
        )?;
        let files = sizes(&merged)?;
        if files.is_empty() {
            bail!("{target}: nothing was collected");
        }
        let kept = spread(&files);
        fs::remove_dir_all(&committed)?;
        fs::create_dir_all(&committed)?;
        for file in &kept {
            fs::copy(merged.join(file), committed.join(file))?;
        }
        println!("{target}: {} of {} files kept", kept.len(), files.len());
        Ok(())
    }
}

/// The files of a folder with their sizes, the shortest first.
fn sizes(dir: &Path) -> Result<Vec<(u64, String)>> {
    let mut files = Vec::new();
    for entry in dir.read_dir()? {
        let entry = entry?;
        files.push((
            entry.metadata()?.len(),
            entry.file_name().to_string_lossy().into_owned(),
        ));
    }
    files.sort();
    Ok(files)
}

/// As many files as may be kept, of all lengths: every so-manieth of them.
fn spread(files: &[(u64, String)]) -> Vec<&str> {
    let step = files.len().div_ceil(KEPT_FILES_MAX).max(1);
    let mut bytes = 0;
    let within = |(size, _): &&(u64, String)| {
        bytes += size;
        bytes <= KEPT_BYTES_MAX
    };
    let kept = files.iter().step_by(step).take_while(within);
    kept.map(|(_, name)| name.as_str()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_small_and_of_all_lengths() {
        let files: Vec<(u64, String)> = (0..1000).map(|size| (size, size.to_string())).collect();
        let kept = spread(&files);
        assert!(kept.len() <= KEPT_FILES_MAX && kept.len() > KEPT_FILES_MAX / 2);
        assert!(kept.contains(&"0") && kept.iter().any(|name| name.len() == 3 && name.starts_with('9')));
        let long: Vec<(u64, String)> = (0..100).map(|name| (KEPT_BYTES_MAX / 10, name.to_string())).collect();
        assert_eq!(spread(&long).len(), 10);
        assert_eq!(spread(&files[..3]).len(), 3);
    }

    #[test]
    fn the_targets_are_those_of_the_crate() {
        let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fuzz/fuzz_targets");
        let mut names: Vec<String> = sizes(&sources).unwrap().into_iter().map(|(_, name)| name).collect();
        names.sort();
        assert_eq!(names, TARGETS.map(|target| format!("{target}.rs")));
    }
}
