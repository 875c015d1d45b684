//! `cargo xtask serve`: the debugger page, built and served on this machine.
//!
//! * In: a port.
//! * Out: `www/dist/` (the page, and the same as one file), and a server until it is stopped.
//! * Does not know: the page. Vite builds and serves it; `www/vite.config.ts` says how.
//! * Why: nobody should have to know which package is built before which to look at a page.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::process::{announce, run as run_command};
use crate::repo::Repo;
use crate::{build, setup};

/// Build the debugger page and serve it
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The port to serve it on; the next free one where it is taken
    #[arg(long, default_value_t = 8088)]
    port: u16,
    /// Build the page and stop
    #[arg(long)]
    build_only: bool,
    /// Do not open it in a browser
    #[arg(long)]
    no_open: bool,
}

pub(crate) fn run(repo: &Repo, args: &Args) -> Result<()> {
    build::quietly(repo)?;
    build_page(repo)?;
    announce("the page as one file, to be opened from disk: www/dist/onefile/webhook-debugger.html");
    if args.build_only {
        return Ok(());
    }
    let port = args.port.to_string();
    let mut server = vite(repo);
    server.args(["preview", "--host", "127.0.0.1", "--port", &port]);
    if !args.no_open && has_screen() {
        server.arg("--open");
    }
    run_command(&mut server)
}

/// The page on a server and the page as one file, over the package that is built already.
pub(crate) fn build_page(repo: &Repo) -> Result<()> {
    setup::npm_packages(&www(repo))?;
    announce("building the debugger page");
    run_command(
        Command::new("node")
            .args(["node_modules/typescript/bin/tsc", "--noEmit"])
            .current_dir(www(repo)),
    )?;
    run_command(vite(repo).args(["build", "--logLevel", "warn"]))?;
    run_command(vite(repo).args(["build", "--logLevel", "warn", "--mode", "onefile"]))
}

/// The tests of the page's own logic, by vitest.
pub(crate) fn test_logic(repo: &Repo) -> Command {
    let mut node = Command::new("node");
    node.args(["node_modules/vitest/vitest.mjs", "run"])
        .current_dir(www(repo));
    node
}

/// On a machine without one, opening a browser would only print an error.
fn has_screen() -> bool {
    cfg!(any(windows, target_os = "macos"))
        || std::env::var_os("DISPLAY").is_some()
        || std::env::var_os("WAYLAND_DISPLAY").is_some()
}

fn www(repo: &Repo) -> PathBuf {
    repo.root().join("www")
}

fn vite(repo: &Repo) -> Command {
    let mut node = Command::new("node");
    node.arg("node_modules/vite/bin/vite.js").current_dir(www(repo));
    node
}
