//! `cargo xtask codegen`: writes what is derived from the two laws, the catalog and the schema, and from the border.
//!
//! * In: the laws, from the crate itself (its feature `codegen`).
//! * Out: the committed files that open with "Generated".
//! * Does not know: what the laws say.
//! * Why: nothing is written twice, and a test fails when a derived file is stale.
//!
//! One module for each output; [`law`], [`names`] and [`layout`] hold what several of them ask.

mod border;
mod builders;
mod catalog;
mod contracts;
mod declarations;
mod json;
mod json_schema;
mod law;
mod layout;
mod names;
mod reference;
mod rust_types;
mod samples;
mod words;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::repo::Repo;

/// Write the files that are derived from the catalog and the schema
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Write nothing; fail when a file is not what would be written
    #[arg(long)]
    pub(crate) check: bool,
}

/// A derived file: its place below the root of the checkout, and what stands in it.
struct Output {
    path: &'static str,
    text: String,
}

/// All texts are made before the first file is touched: a generator that fails leaves everything as it was.
fn outputs(root: &Path) -> Result<Vec<Output>> {
    Ok(vec![
        Output {
            path: "src/event.rs",
            text: rust_types::text(root)?,
        },
        Output {
            path: "pkg/generated/border.js",
            text: border::text(),
        },
        Output {
            path: "pkg/generated/builders.js",
            text: builders::text(),
        },
        Output {
            path: "pkg/generated/words.js",
            text: words::text(),
        },
        Output {
            path: "pkg/index.d.ts",
            text: declarations::text(),
        },
        Output {
            path: "pkg/generated/catalog.js",
            text: catalog::text(),
        },
        Output {
            path: "pkg/generated/catalog.d.ts",
            text: catalog::declarations("../index.js"),
        },
        Output {
            path: "pkg/generated/catalog.d.cts",
            text: catalog::declarations("../index.cjs"),
        },
        Output {
            path: "pkg/generated/reference.js",
            text: reference::text(),
        },
        Output {
            path: "pkg/generated/schema.json",
            text: json_schema::text(),
        },
        Output {
            path: "pkg/generated/event.schema.json",
            text: json_schema::event::text(),
        },
        Output {
            path: "pkg/generated/schemas.js",
            text: json_schema::module::text(),
        },
        Output {
            path: "pkg/generated/openapi.json",
            text: contracts::openapi(root)?,
        },
        Output {
            path: "pkg/generated/asyncapi.json",
            text: contracts::asyncapi(root)?,
        },
        Output {
            path: "pkg/generated/samples.js",
            text: samples::text(root)?,
        },
        Output {
            path: "pkg/generated/samples.d.ts",
            text: samples::declarations(root, "../index.js")?,
        },
        Output {
            path: "pkg/generated/samples.d.cts",
            text: samples::declarations(root, "../index.cjs")?,
        },
        // The same again: TypeScript takes a file's ending for the format of the module it describes.
        Output {
            path: "pkg/index.d.cts",
            text: declarations::text(),
        },
    ])
}

/// Writes what is stale.
pub(crate) fn write() -> Result<()> {
    let repo = Repo::find()?;
    for Output { path, text } in stale(&repo)? {
        write_file(&repo.root().join(path), &text)?;
        println!("wrote {path}");
    }
    Ok(())
}

/// Fails where anything is stale.
pub(crate) fn check() -> Result<()> {
    let stale: Vec<&str> = stale(&Repo::find()?)?.iter().map(|output| output.path).collect();
    ensure!(
        stale.is_empty(),
        "stale, write them anew with `cargo xtask codegen`: {}",
        stale.join(", ")
    );
    Ok(())
}

/// The outputs whose files are not what they would be written as.
fn stale(repo: &Repo) -> Result<Vec<Output>> {
    let mut outputs = outputs(repo.root())?;
    outputs.retain(|output| {
        let present = fs::read_to_string(repo.root().join(output.path));
        !present.is_ok_and(|present| present == output.text)
    });
    Ok(outputs)
}

fn write_file(file: &Path, text: &str) -> Result<()> {
    let folder = file.parent().context("a derived file stands in a folder")?;
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    fs::write(file, text).with_context(|| format!("cannot write {}", file.display()))
}
