//! One wasm module with its JavaScript glue, out of one crate.
//!
//! * In: a crate, its features, how it is to be optimised.
//! * Out: `NAME_bg.wasm` and `NAME.js` (wasm-bindgen's target `web`, which starts synchronously with `initSync`).
//! * Does not know: who loads it.
//! * Why: no tool has to be installed. wasm-bindgen is a library here, wasm-opt comes with the npm packages. The same
//!   sources give the same bytes on every machine, and the bytes name no folder of the machine.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

use crate::process::{answer, cargo, run};
use crate::repo::Repo;
use crate::setup::WASM_TARGET;

/// What a module may use: all of it is in Node 20, Chrome 91, Firefox 89, Safari 16.4 and workerd.
/// Besides SIMD, rustc has them on by default; they are named so that a newer rustc does not move the line.
const RUST_FEATURES: &str = "-Ctarget-feature=+simd128,+bulk-memory,+sign-ext,+nontrapping-fptoint,+mutable-globals";

/// The same for wasm-opt; reference types and multi-value are in rustc's standard library.
const WASM_OPT_FEATURES: [&str; 8] = [
    "--enable-simd",
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-sign-ext",
    "--enable-nontrapping-float-to-int",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// What becomes of the names of functions, which profilers show.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Names {
    Kept,
    Removed,
}

/// What is built, and how.
pub(crate) struct WasmModule {
    /// The stem of the files written.
    pub(crate) name: &'static str,
    pub(crate) manifest: PathBuf,
    pub(crate) package: &'static str,
    pub(crate) features: Vec<&'static str>,
    /// rustc's `opt-level`.
    pub(crate) opt_level: &'static str,
    /// What LLVM is told beside: options with their values.
    pub(crate) llvm: &'static [&'static str],
    /// wasm-opt's level, as its option is spelled.
    pub(crate) wasm_opt_level: &'static str,
    pub(crate) names: Names,
    /// One for each set of features: in a shared folder they would push each other out.
    pub(crate) target_dir: PathBuf,
    pub(crate) out_dir: PathBuf,
    /// The program wasm-opt, see [`wasm_opt`].
    pub(crate) wasm_opt: PathBuf,
}

/// wasm-opt, as it comes with the npm packages of the tests.
pub(crate) fn wasm_opt(repo: &Repo) -> PathBuf {
    repo.tests().join("node_modules/binaryen/bin/wasm-opt")
}

impl WasmModule {
    pub(crate) fn build(&self, repo: &Repo) -> Result<()> {
        self.link(repo)?;
        self.optimise()?;
        self.check_no_machine_path(repo)
    }

    /// The module as rustc and wasm-bindgen make it: what wasm-opt only makes smaller and faster.
    pub(crate) fn link(&self, repo: &Repo) -> Result<PathBuf> {
        let compiled = self.compile(repo)?;
        self.write_glue(&compiled)?;
        Ok(self.wasm_file())
    }

    /// The flags for rustc, in the form that allows for spaces in them. They stand in for what the caller has in `RUSTFLAGS`.
    fn rust_flags(&self, repo: &Repo) -> Result<String> {
        let mut flags = vec![RUST_FEATURES.to_owned()];
        flags.extend(self.llvm.iter().map(|option| format!("-Cllvm-args=--{option}")));
        let mut rename = |from: &Path, to: &str| flags.push(format!("--remap-path-prefix={}={to}", from.display()));
        // The last one that fits is taken, so the general ones come first.
        if let Some(sysroot) = rust_sysroot() {
            rename(&sysroot, "/rust");
        }
        if let Some(home) = cargo_home() {
            rename(&home, "/cargo");
            // The folder is named after the registry, and that differs from machine to machine.
            for registry in folders(&home.join("registry/src"))? {
                rename(&registry, "/deps");
            }
        }
        rename(repo.root(), "/chatapps-webhook");
        Ok(flags.join("\x1f"))
    }

    /// The `cdylib` is asked for here: named in the manifest, every user of the crate would build one as well. It is the only
    /// one: beside an `rlib` cargo leaves out link-time optimisation.
    fn compile(&self, repo: &Repo) -> Result<PathBuf> {
        let mut cargo = cargo();
        cargo.args([
            "rustc",
            "--quiet",
            "--release",
            "--lib",
            "--crate-type",
            "cdylib",
            "--target",
            WASM_TARGET,
        ]);
        cargo.arg("--manifest-path").arg(&self.manifest);
        cargo.args(["--package", self.package]);
        if !self.features.is_empty() {
            cargo.args(["--features", &self.features.join(",")]);
        }
        cargo.arg("--target-dir").arg(&self.target_dir);
        cargo
            .arg("--config")
            .arg(format!("profile.release.opt-level={}", toml_level(self.opt_level)));
        // wasm-bindgen reads from a section that stripping removes which features it may use. It strips by itself.
        cargo.args(["--config", "profile.release.strip=\"none\""]);
        cargo.env("CARGO_ENCODED_RUSTFLAGS", self.rust_flags(repo)?);
        run(&mut cargo)?;
        let file = format!("{}.wasm", self.package.replace('-', "_"));
        Ok(self.target_dir.join(WASM_TARGET).join("release").join(file))
    }

    fn write_glue(&self, compiled: &Path) -> Result<()> {
        fs::create_dir_all(&self.out_dir)?;
        let mut bindgen = Bindgen::new();
        bindgen
            .input_path(compiled)
            .out_name(self.name)
            .web(true)?
            .typescript(false)
            .remove_name_section(self.names == Names::Removed)
            .remove_producers_section(true)
            // An instance that trapped can only be replaced if the glue's own state can be put back.
            .reset_state_function(true);
        bindgen
            .generate(&self.out_dir)
            .with_context(|| format!("wasm-bindgen cannot read {}", compiled.display()))
    }

    /// Runs the passes again until none finds anything any more: 0.3 kB of what a page loads. A function is put into its callers only
    /// where it is short, for LLVM has done so with whatever gains by it: 0.7 kB, since several small functions are more like each
    /// other than one large one is like anything.
    fn optimise(&self) -> Result<()> {
        let wasm = self.wasm_file();
        let mut command = Command::new("node");
        command.arg(&self.wasm_opt);
        command
            .args([
                self.wasm_opt_level,
                "--converge",
                "--one-caller-inline-max-function-size=60",
                "--flexible-inline-max-function-size=0",
            ])
            .args(WASM_OPT_FEATURES)
            .args(["--strip-producers", "--strip-target-features"]);
        command.arg(match self.names {
            Names::Kept => "--debuginfo",
            Names::Removed => "--strip-debug",
        });
        run(command.arg(&wasm).arg("--output").arg(&wasm))
    }

    /// Panics hold the names of source files. They are renamed by [`Self::rust_flags`]; this makes sure.
    fn check_no_machine_path(&self, repo: &Repo) -> Result<()> {
        let wasm = fs::read(self.wasm_file())?;
        for dir in [Some(repo.root().to_path_buf()), cargo_home(), rust_sysroot()]
            .into_iter()
            .flatten()
        {
            let dir = dir.to_string_lossy();
            if wasm.windows(dir.len()).any(|bytes| bytes == dir.as_bytes()) {
                bail!("{} holds the path {dir} of this machine", self.wasm_file().display());
            }
        }
        Ok(())
    }

    fn wasm_file(&self) -> PathBuf {
        self.out_dir.join(format!("{}_bg.wasm", self.name))
    }
}

/// TOML spells a number plain and a letter in quotes.
fn toml_level(level: &str) -> String {
    if level.parse::<u8>().is_ok() {
        level.to_owned()
    } else {
        format!("\"{level}\"")
    }
}

fn rust_sysroot() -> Option<PathBuf> {
    answer(Command::new("rustc").args(["--print", "sysroot"])).map(PathBuf::from)
}

fn cargo_home() -> Option<PathBuf> {
    let named = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    named.or_else(|| std::env::home_dir().map(|home| home.join(".cargo")))
}

/// The folders in `dir`, in a fixed order; none where there is no `dir`.
fn folders(dir: &Path) -> Result<Vec<PathBuf>> {
    let Ok(entries) = fs::read_dir(dir) else {
        return Ok(Vec::new());
    };
    let mut folders = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    folders.sort();
    Ok(folders)
}
