//! Set-up: what the tasks need on the machine.
//!
//! * In: nothing but the checkout.
//! * Out: the wasm target installed, a nightly Rust, a tool of cargo's, the npm packages of a folder, a browser; or an error
//!   that says what to do.
//! * Does not know: what they are needed for.
//! * Why: a newcomer calls one command. What is there already is not asked for again, so that all works offline later.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use anyhow::{Context, Result, bail, ensure};

use crate::process::{announce, answer, cargo, run};
use crate::repo::Repo;

/// The target that the two wasm modules are built for.
pub(crate) const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// Major and minor: what the tools of the page ask for, in `www/package.json`.
const NODE_MIN: (u32, u32) = (20, 19);

/// The environment variable that names a browser, for us and for the tests in it.
pub(crate) const CHROME_PATH: &str = "CHROME_PATH";

/// A program of crates.io, and the release that is installed where there is none.
pub(crate) struct Tool {
    name: &'static str,
    version: &'static str,
}

pub(crate) const CARGO_DENY: Tool = Tool {
    name: "cargo-deny",
    version: "0.20.2",
};

/// Its release fits the nightly Rusts of its time; an older or newer one it refuses, saying so.
pub(crate) const CARGO_PUBLIC_API: Tool = Tool {
    name: "cargo-public-api",
    version: "0.52.0",
};

/// The standard library for wasm.
pub(crate) fn wasm_target() -> Result<()> {
    if is_wasm_target_installed() {
        return Ok(());
    }
    announce(&format!("installing the {WASM_TARGET} target of Rust"));
    if answer(Command::new("rustup").arg("--version")).is_none() {
        bail!(
            "the {WASM_TARGET} target of Rust is missing, and there is no `rustup` to install it\n\
             either install Rust by https://rustup.rs, or the package of your system that holds Rust's standard library for wasm32"
        );
    }
    run(Command::new("rustup").args(["target", "add", WASM_TARGET]))
}

/// Asked of rustc, not of rustup: a Rust from a system's package has no rustup.
fn is_wasm_target_installed() -> bool {
    let lib_dir = answer(Command::new("rustc").args(["--print", "target-libdir", "--target", WASM_TARGET]));
    lib_dir.is_some_and(|dir| Path::new(&dir).is_dir())
}

/// How cargo and rustc are told to be the nightly ones.
pub(crate) const NIGHTLY: &str = "+nightly";

/// A Rust beside the one that is used: `nightly`, or a version.
pub(crate) fn rust(toolchain: &str) -> Result<()> {
    if answer(Command::new("rustup").arg("--version")).is_none() {
        bail!("there is no `rustup`\nRust {toolchain} is needed as well: install Rust by https://rustup.rs");
    }
    if answer(Command::new("rustc").args([&format!("+{toolchain}"), "--version"])).is_none() {
        announce(&format!("installing Rust {toolchain}"));
        run(Command::new("rustup").args(["toolchain", "install", toolchain, "--profile", "minimal"]))?;
    }
    Ok(())
}

/// A nightly Rust with some components: fuzzers and Miri need what is not stable.
pub(crate) fn nightly(components: &[&str]) -> Result<()> {
    rust("nightly")?;
    let list = ["component", "list", "--installed", "--toolchain", "nightly"];
    let installed =
        answer(Command::new("rustup").args(list)).context("rustup does not say what the nightly Rust has")?;
    for component in components {
        if !installed.lines().any(|line| line.starts_with(component)) {
            announce(&format!("installing {component} for the nightly Rust"));
            run(Command::new("rustup").args(["component", "add", "--toolchain", "nightly", component]))?;
        }
    }
    Ok(())
}

/// A tool that is called as a subcommand of cargo.
pub(crate) fn cargo_tool(name: &str) -> Result<()> {
    let subcommand = name.strip_prefix("cargo-").unwrap_or(name);
    if answer(Command::new("cargo").args([subcommand, "--version"])).is_some() {
        return Ok(());
    }
    announce(&format!("installing {name}"));
    run(Command::new("cargo").args(["install", "--locked", name]))
        .with_context(|| format!("{name} could not be installed: the first time needs a network"))
}

/// The machine that programs are built for where nothing else is said.
pub(crate) fn host_triple() -> Result<String> {
    let version = answer(Command::new("rustc").arg("-vV")).context("there is no `rustc`")?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).context("`rustc -vV` names no host")
}

/// A Node that is new enough, with its npm.
pub(crate) fn node() -> Result<()> {
    let (major, minor) = NODE_MIN;
    let advice = format!("install Node {major}.{minor} or newer, from https://nodejs.org or by your system's packages");
    let Some(version) = answer(Command::new("node").arg("--version")) else {
        bail!("there is no `node`\n{advice}");
    };
    if !is_node_new_enough(&version) {
        bail!("`node` is {version}\n{advice}");
    }
    if answer(npm().arg("--version")).is_none() {
        bail!("there is a `node`, but no `npm`\n{advice}");
    }
    Ok(())
}

/// Of a version as Node tells it: `v20.19.4`. One that cannot be read is none.
fn is_node_new_enough(version: &str) -> bool {
    let mut numbers = version.trim_start_matches('v').split('.').map(str::parse::<u32>);
    match (numbers.next(), numbers.next()) {
        (Some(Ok(major)), Some(Ok(minor))) => (major, minor) >= NODE_MIN,
        _ => false,
    }
}

/// The packages of the lock file in `dir`.
pub(crate) fn npm_packages(dir: &Path) -> Result<()> {
    node()?;
    let lock = dir.join("package-lock.json");
    let locked = modified(&lock).with_context(|| format!("{} is missing", lock.display()))?;
    // npm writes this file last, so a broken-off install does not count as one.
    let installed = modified(&dir.join("node_modules/.package-lock.json"));
    if installed.is_some_and(|installed| installed >= locked) {
        return Ok(());
    }
    announce(&format!("installing the npm packages of {}", dir.display()));
    let install = |how: &[&str]| run(npm().args(how).arg("--prefer-offline").current_dir(dir));
    if install(&["ci"]).is_ok() {
        return Ok(());
    }
    // A registry that has not the packages of every platform gives a lock file without them, which `npm ci` refuses.
    // `npm install` takes the versions of the lock file as well, and leaves the file as it is.
    announce("trying again with what the lock file names");
    install(&["install", "--no-save"])
        .context("the npm packages could not be installed: the first time needs a network")
}

/// A Chromium to test in: the one that is named, one that is there, or Debian's, installed.
pub(crate) fn chromium() -> Result<PathBuf> {
    let named = std::env::var_os(CHROME_PATH).filter(|path| !path.is_empty());
    if let Some(path) = named.map(PathBuf::from) {
        let place = path.display();
        ensure!(path.is_file(), "{CHROME_PATH} is {place}, where no program is");
        return Ok(path);
    }
    if let Some(path) = installed_chromium() {
        return Ok(path);
    }
    // Only a system with apt, and only where it may: nothing else is asked for a password.
    if !is_root_on_debian() {
        bail!("there is no Chromium to test in\ninstall Chromium or Chrome, or set {CHROME_PATH} to where it is");
    }
    announce("installing Debian's Chromium, to test in");
    apt_get(&["update", "--quiet"])?;
    let how = ["install", "--yes", "--quiet", "--no-install-recommends"];
    // The page is measured and read as it is drawn, which takes a font.
    apt_get(&[&how[..], &["chromium", "fonts-liberation"]].concat())?;
    installed_chromium().context("Chromium was installed, but is not where it is looked for")
}

fn installed_chromium() -> Option<PathBuf> {
    const PATHS: &[&str] = &[
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome",
        "/snap/bin/chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    ];
    PATHS.iter().map(PathBuf::from).find(|path| path.is_file())
}

fn apt_get(args: &[&str]) -> Result<()> {
    let mut apt_get = Command::new("apt-get");
    run(apt_get.args(args).env("DEBIAN_FRONTEND", "noninteractive"))
}

fn is_root_on_debian() -> bool {
    answer(Command::new("id").arg("-u")).as_deref() == Some("0")
        && answer(Command::new("apt-get").arg("--version")).is_some()
}

/// The program of a tool: that of the machine, or one of our own beside what is built.
pub(crate) fn tool(repo: &Repo, tool: &Tool) -> Result<PathBuf> {
    let Tool { name, version } = tool;
    if answer(Command::new(name).arg("--version")).is_some() {
        return Ok(name.into());
    }
    let tools = repo.target().join("tools");
    let program = tools
        .join("bin")
        .join(name)
        .with_extension(std::env::consts::EXE_EXTENSION);
    if !program.is_file() {
        announce(&format!("installing {name} {version}, which takes some minutes"));
        let mut install = cargo();
        install.args(["install", "--quiet", "--locked", "--version", version, "--root"]);
        run(install.arg(&tools).arg(name))
            .with_context(|| format!("{name} could not be installed: the first time needs a network"))?;
    }
    Ok(program)
}

/// Whether there is a nightly Rust. None is installed: that is for its owner to decide.
pub(crate) fn has_nightly() -> bool {
    answer(Command::new("rustup").args(["run", "nightly", "rustc", "--version"])).is_some()
}

fn modified(file: &Path) -> Option<SystemTime> {
    file.metadata().and_then(|data| data.modified()).ok()
}

pub(crate) fn npm() -> Command {
    Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_node_is_new_enough_by_its_minor_number_too() {
        for version in ["v20.19.0", "v20.20.2", "v21.0.0", "v24.1.0"] {
            assert!(is_node_new_enough(version), "{version}");
        }
        for version in ["v20.18.3", "v18.20.8", "v8.99.0", "v20", "v20.x", ""] {
            assert!(!is_node_new_enough(version), "{version}");
        }
    }

    #[test]
    fn the_page_asks_for_the_same_node() {
        let package = include_str!("../../www/package.json");
        let (major, minor) = NODE_MIN;
        assert!(package.contains(&format!("\"node\": \">={major}.{minor}\"")));
    }
}
