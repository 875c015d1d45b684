//! The task runner of the project: everything that is done to the sources, under one name, `cargo xtask`.
//!
//! * In: a subcommand and its options.
//! * Out: files under `pkg/`, the exit status, and a text for the person who called.
//! * Does not know: what a webhook is. It moves files and starts programs; what is built is decided in `src/` and `pkg/src/`.
//! * Why: a fresh clone needs Rust, Node and no further explanation. Each step installs what it lacks, and says so.
//!
//! A new subcommand is a module with a `Args` (its options, by clap) and a `run`, and one line in [`Task`] and in [`run`].

mod bench;
mod build;
mod codegen;
mod demo;
mod deny;
mod fuzz;
mod panics;
mod process;
mod publish;
mod repo;
mod reproducible;
mod serve;
mod setup;
mod test;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::repo::Repo;

/// The tasks of this project.
#[derive(Parser)]
#[command(bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    Build(build::Args),
    Codegen(codegen::Args),
    Test(test::Args),
    Demo(demo::Args),
    Bench(bench::Args),
    Fuzz(fuzz::Args),
    Publish(publish::Args),
    Serve(serve::Args),
}

fn main() -> ExitCode {
    match run(Cli::parse().task) {
        Ok(()) => ExitCode::SUCCESS,
        // Not returned from `main`: there it would be printed with the trace of this program, which helps nobody.
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> anyhow::Result<()> {
    let repo = Repo::find()?;
    match task {
        Task::Build(args) => build::run(&repo, &args),
        Task::Codegen(args) if args.check => codegen::check(),
        Task::Codegen(_) => codegen::write(),
        Task::Test(args) => test::run(&repo, &args),
        Task::Demo(args) => demo::run(&repo, &args),
        Task::Bench(args) => bench::run(&repo, &args),
        Task::Fuzz(args) => fuzz::run(&repo, &args),
        Task::Publish(args) => publish::run(&repo, &args),
        Task::Serve(args) => serve::run(&repo, &args),
    }
}
