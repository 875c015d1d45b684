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
    let output = |path, text| Output { path, text };
    Ok(vec![
        output("src/event.rs", rust_types::text(root)?),
        output("pkg/generated/border.js", border::text()),
        output("pkg/generated/builders.js", builders::text()),
        output("pkg/generated/words.js", words::text()),
        output("pkg/index.d.ts", declarations::text()),
        output("pkg/generated/catalog.js", catalog::text()),
        output("pkg/generated/catalog.d.ts", catalog::declarations("../index.js")),
        output("pkg/generated/catalog.d.cts", catalog::declarations("../index.cjs")),
        output("pkg/generated/reference.js", reference::text()),
        output("pkg/generated/schema.json", json_schema::text()),
        output("pkg/generated/event.schema.json", json_schema::event::text()),
        output("pkg/generated/schemas.js", json_schema::module::text()),
        output("pkg/generated/openapi.json", contracts::openapi(root)?),
        output("pkg/generated/asyncapi.json", contracts::asyncapi(root)?),
        output("pkg/generated/samples.js", samples::text(root)?),
        output(
            "pkg/generated/samples.d.ts",
            samples::declarations(root, "../index.js")?,
        ),
        output(
            "pkg/generated/samples.d.cts",
            samples::declarations(root, "../index.cjs")?,
        ),
        // The same again: TypeScript takes a file's ending for the format of the module it describes.
        output("pkg/index.d.cts", declarations::text()),
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
