//! `cargo xtask test`: every test there is, in groups.
//!
//! * In: the names of groups, or none for all of them.
//! * Out: the output of each group as it runs, a table at the end, and as the last line `N passed, N failed` (groups).
//! * Does not know: what is tested.
//! * Why: one command for a person and for CI. A group that ran no test has failed: silence is no proof.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use crate::process::{announce, cargo, output, run as run_command, run_watched};
use crate::repo::Repo;
use crate::setup::{self, NIGHTLY, WASM_TARGET};
use crate::{bench, build, codegen, deny, panics, reproducible, serve};

/// Run the tests, all of them or the groups that are named
#[derive(clap::Args)]
#[command(after_help = groups_help())]
pub(crate) struct Args {
    /// The groups to run; all but the long ones where none is named
    #[arg(value_name = "GROUP", value_parser = group_names())]
    groups: Vec<String>,
    /// Rust and Node only
    #[arg(long, conflicts_with = "groups")]
    quick: bool,
    /// The groups that take long as well
    #[arg(long, conflicts_with_all = ["groups", "quick"])]
    long: bool,
    /// Write the expected texts anew where they differ, instead of failing
    #[arg(long)]
    bless: bool,
    /// With --bless: record also what breaks users of the package
    #[arg(long, requires = "bless")]
    breaking: bool,
}

/// The groups, in the order they run. `build` comes before those that need `pkg/wasm/` and `pkg/dist/`.
const GROUPS: &[Group] = &[
    Group {
        name: "fmt",
        when: When::Quick,
        about: "the sources are formatted (rustfmt)",
        run: fmt,
    },
    Group {
        name: "clippy",
        when: When::Normal,
        about: "no warning, natively, for wasm, and in the documentation",
        run: clippy,
    },
    Group {
        name: "rust",
        when: When::Quick,
        about: "cargo test, examples in the documentation included",
        run: rust,
    },
    Group {
        name: "codegen",
        when: When::Normal,
        about: "no generated file is stale",
        run: codegen_check,
    },
    Group {
        name: "build",
        when: When::Quick,
        about: "the npm package can be built",
        run: build_package,
    },
    Group {
        name: "panics",
        when: When::Normal,
        about: "no panic is left in the wasm but those that are listed with their reason",
        run: panics,
    },
    Group {
        name: "node",
        when: When::Quick,
        about: "tests/node/, over the built package",
        run: node,
    },
    Group {
        name: "types",
        when: When::Normal,
        about: "tests/types/, by the TypeScript compiler",
        run: types,
    },
    Group {
        name: "bench",
        when: When::Normal,
        about: "the contestants of the benchmark agree (no times)",
        run: bench_agreement,
    },
    Group {
        name: "packages",
        when: When::Normal,
        about: "tests/packages/: schemas, contracts, samples and the command, as others use them",
        run: packages,
    },
    Group {
        name: "promises",
        when: When::Normal,
        about: "what users rely on is as it was recorded (after `build`)",
        run: promises,
    },
    Group {
        name: "examples",
        when: When::Normal,
        about: "examples/, started and posted to",
        run: examples,
    },
    Group {
        name: "matrix",
        when: When::Normal,
        about: "tests/matrix/: the packed package in every runtime and bundler (three minutes)",
        run: matrix,
    },
    Group {
        name: "page",
        when: When::Normal,
        about: "the debugger page can be built, and its own logic is right",
        run: page,
    },
    Group {
        name: "browser",
        when: When::Normal,
        about: "the debugger page in a real Chromium (after `build` and `page`)",
        run: browser,
    },
    Group {
        name: "rust-api",
        when: When::Long,
        about: "the public interface of the crate is as it was recorded (with a nightly Rust; after `build`)",
        run: rust_api,
    },
    Group {
        name: "oldest-rust",
        when: When::Long,
        about: "the crate and these tasks compile with the oldest Rust that the manifest names",
        run: oldest_rust,
    },
    Group {
        name: "reproducible",
        when: When::Long,
        about: "the same sources give the same wasm in another folder",
        run: reproducible,
    },
    Group {
        name: "deny",
        when: When::Long,
        about: "what is depended on: licences, sources, checksums, known vulnerabilities",
        run: deny,
    },
    Group {
        name: "miri",
        when: When::Long,
        about: "the unit tests and a sample of the fixtures in Miri, which sees undefined behaviour (half an hour)",
        run: miri,
    },
    Group {
        name: "mutants",
        when: When::Long,
        about: "no change of the parser goes unnoticed (cargo-mutants; hours)",
        run: mutants,
    },
];

struct Group {
    name: &'static str,
    when: When,
    about: &'static str,
    run: fn(&Task<'_>) -> Result<()>,
}

/// From which call without names on a group runs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum When {
    Quick,
    Normal,
    /// With `--long` only.
    Long,
}

struct Task<'a> {
    repo: &'a Repo,
    /// What the tests find in the environment variable `BLESS`.
    bless: Option<&'static str>,
    long: bool,
}

struct Outcome {
    name: &'static str,
    ok: bool,
    time: Duration,
}

pub(crate) fn run(repo: &Repo, args: &Args) -> Result<()> {
    let task = Task {
        repo,
        bless: args.bless.then_some(if args.breaking { "breaking" } else { "1" }),
        long: args.long,
    };
    let outcomes: Vec<Outcome> = GROUPS
        .iter()
        .filter(|group| is_called_for(group, args))
        .map(|group| task.run(group))
        .collect();
    print_table(&outcomes);
    let failed = outcomes.iter().filter(|outcome| !outcome.ok).count();
    println!("{} passed, {failed} failed", outcomes.len() - failed);
    if failed > 0 {
        // The table has said it all.
        std::process::exit(1);
    }
    Ok(())
}

fn is_called_for(group: &Group, args: &Args) -> bool {
    if !args.groups.is_empty() {
        return args.groups.iter().any(|name| name == group.name);
    }
    let most = match (args.quick, args.long) {
        (true, _) => When::Quick,
        (_, true) => When::Long,
        _ => When::Normal,
    };
    group.when <= most
}

fn print_table(outcomes: &[Outcome]) {
    let width = outcomes.iter().map(|outcome| outcome.name.len()).max().unwrap_or(0);
    println!();
    for Outcome { name, ok, time } in outcomes {
        let verdict = if *ok { "ok" } else { "FAILED" };
        println!("{name:width$}  {verdict:6}  {:6.1} s", time.as_secs_f64());
    }
}

fn group_names() -> Vec<&'static str> {
    GROUPS.iter().map(|group| group.name).collect()
}

fn groups_help() -> String {
    let width = GROUPS.iter().map(|group| group.name.len()).max().unwrap_or(0);
    let mut help = "Groups:\n".to_owned();
    for Group { name, when, about, .. } in GROUPS {
        let note = match when {
            When::Quick => " (also with --quick)",
            When::Normal => "",
            When::Long => " (only with --long)",
        };
        help.push_str(&format!("  {name:width$}  {about}{note}\n"));
    }
    help
}

impl Task<'_> {
    /// A group that fails does not keep the others from running: one call shows all that is wrong.
    fn run(&self, group: &Group) -> Outcome {
        announce(&format!("{}: {}", group.name, group.about));
        let start = Instant::now();
        let result = (group.run)(self);
        if let Err(error) = &result {
            eprintln!("{}: {error:#}", group.name);
        }
        Outcome {
            name: group.name,
            ok: result.is_ok(),
            time: start.elapsed(),
        }
    }

    fn cargo(&self, args: &[&str]) -> Command {
        let mut cargo = cargo();
        cargo.args(args).current_dir(self.repo.root());
        cargo.envs(self.blessing());
        cargo
    }

    fn blessing(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        self.bless.into_iter().map(|how| ("BLESS", how))
    }

    fn dir(&self, path: &str) -> PathBuf {
        self.repo.root().join(path)
    }
}

fn fmt(task: &Task<'_>) -> Result<()> {
    run_command(&mut task.cargo(&["fmt", "--all", "--check"]))?;
    for alone in [
        "tests/bench/native/Cargo.toml",
        "tests/bench/serde-peer/Cargo.toml",
        "tests/fuzz/Cargo.toml",
    ] {
        run_command(&mut task.cargo(&["fmt", "--check", "--manifest-path", alone]))?;
    }
    Ok(())
}

/// For wasm only the crate itself: the task runner does not run there.
fn clippy(task: &Task<'_>) -> Result<()> {
    setup::wasm_target()?;
    let strictly = ["--", "-D", "warnings"];
    run_command(
        task.cargo(&["clippy", "--quiet", "--workspace", "--all-targets", "--all-features"])
            .args(strictly),
    )?;
    run_command(
        task.cargo(&["clippy", "--quiet", "--lib", "--all-features", "--target", WASM_TARGET])
            .args(strictly),
    )?;
    // A link that leads nowhere is a warning of rustdoc.
    run_command(
        task.cargo(&["doc", "--quiet", "--lib", "--no-deps"])
            .env("RUSTDOCFLAGS", "-D warnings"),
    )
}

fn rust(task: &Task<'_>) -> Result<()> {
    run_rust_tests(&mut task.cargo(&["test", "--workspace", "--no-fail-fast"]))?;
    // What only the wasm modules have is tested natively as well.
    run_rust_tests(&mut task.cargo(&["test", "--lib", "--features", "wasm"]))
}

fn run_rust_tests(cargo: &mut Command) -> Result<()> {
    let mut passed = 0;
    run_watched(cargo, |line| {
        passed += number_before(line, "test result: ok. ", " passed").unwrap_or(0);
    })?;
    ensure!(passed > 0, "no test ran");
    Ok(())
}

fn codegen_check(_task: &Task<'_>) -> Result<()> {
    codegen::check()
}

fn build_package(task: &Task<'_>) -> Result<()> {
    build::run(task.repo, &build::Args::default())
}

fn panics(task: &Task<'_>) -> Result<()> {
    panics::check(task.repo)
}

fn node(task: &Task<'_>) -> Result<()> {
    setup::npm_packages(&task.repo.tests())?;
    if task.long {
        return run_node_tests_with(
            task,
            "tests/node",
            LONG_NODE_TESTS.map(|(name, value)| (name, value.into())),
        );
    }
    run_node_tests(task, "tests/node")
}

/// How many bodies the tests in Node read where there is time: made at random, and kept in memory.
const LONG_NODE_TESTS: [(&str, &str); 2] = [("RANDOM_BODIES", "100000"), ("KEPT", "10000")];

/// The built package, and those who use it.
fn packages(task: &Task<'_>) -> Result<()> {
    setup::npm_packages(&task.repo.tests())?;
    setup::npm_packages(&task.dir("tests/packages"))?;
    run_node_tests(task, "tests/packages")
}

fn promises(task: &Task<'_>) -> Result<()> {
    setup::npm_packages(&task.dir("tests/promises"))?;
    run_node_tests(task, "tests/promises")
}

/// What rustdoc writes for programs, which only a nightly one does, as a list; and then as [`promises`].
fn rust_api(task: &Task<'_>) -> Result<()> {
    if !setup::has_nightly() {
        announce("NOT CHECKED: the public interface of the crate is read by a nightly Rust, and there is none");
        return Ok(());
    }
    let program = setup::tool(task.repo, &setup::CARGO_PUBLIC_API)?;
    let target = task.repo.target().join("public-api");
    let mut list = Command::new(program);
    list.args(["public-api", "--package", "chatapps-webhook", "-ss"]);
    // Not by the cargo that runs this program, which is no nightly one.
    list.env_remove("CARGO")
        .env("RUSTUP_TOOLCHAIN", "nightly")
        .env("CARGO_TARGET_DIR", &target)
        .current_dir(task.repo.root());
    let interface = output(&mut list)?;
    let file = target.join("interface.txt");
    std::fs::write(&file, interface)?;
    setup::npm_packages(&task.dir("tests/promises"))?;
    run_node_tests_with(task, "tests/promises", [("RUST_API", file.into_os_string())])
}

/// Clippy minds which functions of the standard library an old Rust has; what of the language it has, only that Rust knows.
fn oldest_rust(task: &Task<'_>) -> Result<()> {
    let manifest = std::fs::read_to_string(task.repo.root().join("Cargo.toml"))?;
    let version = manifest.lines().find_map(|line| line.strip_prefix("rust-version = "));
    let version = version.context("Cargo.toml names no rust-version")?.trim_matches('"');
    setup::rust(version)?;
    let mut check = Command::new("cargo");
    check.args(["check", "--quiet", "--workspace"]);
    // Not by the cargo that runs this program, which is a newer one.
    check
        .env_remove("CARGO")
        .env("RUSTUP_TOOLCHAIN", version)
        .env("CARGO_TARGET_DIR", task.repo.target().join("oldest-rust"))
        .current_dir(task.repo.root());
    run_command(&mut check)
}

/// The runtimes of the matrix serve the examples too.
fn examples(task: &Task<'_>) -> Result<()> {
    setup::npm_packages(&task.dir("tests/packages"))?;
    setup::npm_packages(&task.dir("tests/matrix"))?;
    run_node_tests(task, "tests/examples")
}

fn matrix(task: &Task<'_>) -> Result<()> {
    setup::npm_packages(&task.repo.tests())?;
    setup::npm_packages(&task.dir("tests/matrix"))?;
    let chromium = setup::chromium()?;
    let mut node = Command::new("node");
    node.arg("tests/matrix/run.mjs").current_dir(task.repo.root());
    node.env(setup::CHROME_PATH, chromium).envs(task.blessing());
    let mut passed = 0;
    run_watched(&mut node, |line| {
        passed += u64::from(line.starts_with("ok "));
    })?;
    ensure!(passed > 0, "no cell ran");
    Ok(())
}

/// The files are named one by one: what Node makes of a folder's name differs from version to version.
fn run_node_tests(task: &Task<'_>, folder: &str) -> Result<()> {
    run_node_tests_with(task, folder, [])
}

/// With environment variables.
fn run_node_tests_with<const N: usize>(task: &Task<'_>, folder: &str, env: [(&str, OsString); N]) -> Result<()> {
    let files = files_ending(&task.dir(folder), ".test.mjs")?;
    let mut passed = 0;
    let mut node = Command::new("node");
    node.args(["--test", "--test-reporter=spec"])
        .args(&files)
        .envs(env)
        .envs(task.blessing())
        .current_dir(task.repo.root());
    run_watched(&mut node, |line| {
        passed += number_before(line, "ℹ pass ", "").unwrap_or(0)
    })?;
    ensure!(passed > 0, "no test ran");
    Ok(())
}

fn types(task: &Task<'_>) -> Result<()> {
    setup::npm_packages(&task.repo.tests())?;
    let dir = task.dir("tests/types");
    ensure!(
        dir.join("tsconfig.json").is_file(),
        "there is no {}",
        dir.join("tsconfig.json").display()
    );
    let compiler = task.dir("tests/node_modules/typescript/bin/tsc");
    run_command(
        Command::new("node")
            .arg(compiler)
            .arg("--noEmit")
            .arg("--project")
            .arg(dir),
    )
}

fn bench_agreement(task: &Task<'_>) -> Result<()> {
    bench::check_agreement(task.repo)
}

fn page(task: &Task<'_>) -> Result<()> {
    serve::build_page(task.repo)?;
    run_command(&mut serve::test_logic(task.repo))
}

fn browser(task: &Task<'_>) -> Result<()> {
    let chromium = setup::chromium()?;
    setup::npm_packages(&task.dir("tests/browser"))?;
    let files = files_ending(&task.dir("tests/browser"), ".test.mjs")?;
    let mut passed = 0;
    let mut node = Command::new("node");
    // One file at a time: two browsers on few cores would spoil the times that are measured.
    node.args(["--test", "--test-reporter=spec", "--test-concurrency=1"])
        .args(&files)
        .env(setup::CHROME_PATH, chromium)
        .current_dir(task.repo.root());
    run_watched(&mut node, |line| {
        passed += number_before(line, "ℹ pass ", "").unwrap_or(0)
    })?;
    ensure!(passed > 0, "no test ran");
    Ok(())
}

fn reproducible(task: &Task<'_>) -> Result<()> {
    reproducible::check(task.repo)
}

fn deny(task: &Task<'_>) -> Result<()> {
    setup::node()?;
    deny::check(task.repo)
}

/// What a test needs of the machine, the files of fixtures, Miri would keep from it.
fn miri(task: &Task<'_>) -> Result<()> {
    setup::nightly(&["miri", "rust-src"])?;
    run_rust_tests(
        Command::new("cargo")
            .args([NIGHTLY, "miri", "test", "--lib", "--test", "sample"])
            .env("MIRIFLAGS", "-Zmiri-disable-isolation")
            .current_dir(task.repo.root()),
    )
}

/// What is changed, and which tests have to notice, is in `.cargo/mutants.toml`.
fn mutants(task: &Task<'_>) -> Result<()> {
    setup::cargo_tool("cargo-mutants")?;
    let output = task.repo.target();
    run_command(task.cargo(&["mutants", "--no-shuffle", "--output"]).arg(output))
}

fn files_ending(dir: &Path, ending: &str) -> Result<Vec<PathBuf>> {
    let entries = dir
        .read_dir()
        .with_context(|| format!("cannot read {}", dir.display()))?;
    let mut files = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    files.retain(|file| file.to_string_lossy().ends_with(ending));
    files.sort();
    if files.is_empty() {
        bail!("no file in {} ends with {ending}", dir.display());
    }
    Ok(files)
}

/// The number between the two texts, in a summary line of cargo or Node: `ℹ pass 12`.
fn number_before(line: &str, before: &str, after: &str) -> Option<u64> {
    let (_, rest) = line.split_once(before)?;
    let (digits, rest) = rest.split_at(rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len()));
    rest.starts_with(after).then(|| digits.parse().ok())?
}
