//! `cargo xtask test panics`: no panic is left in the shipped wasm, but those that are listed with their reason.
//!
//! * In: both modules as wasm-bindgen writes them, with their names; `tests/panics.txt`.
//! * Out: an error that names each place that is not listed, and each entry of the list that stands for nothing.
//! * Does not know: how a panic is found ([`graph`] does).
//! * Why: tests show that no body was met that panics; the binary shows that there is no panic to be met. wasm-opt, which
//!   the shipped bytes have gone through besides, takes calls away and adds none.

mod graph;

use std::collections::BTreeSet;
use std::fs;

use anyhow::{Context, Result, bail, ensure};

use crate::build::{self, wasm::Names};
use crate::repo::Repo;
use graph::Panic;

const LIST: &str = "tests/panics.txt";

/// How many functions are named that share an origin.
const SHOWN_MAX: usize = 3;

pub(crate) fn check(repo: &Repo) -> Result<()> {
    let text = fs::read_to_string(repo.root().join(LIST)).with_context(|| format!("cannot read {LIST}"))?;
    let entries = entries(&text)?;
    let mut is_used = vec![false; entries.len()];
    let mut unlisted = Vec::new();
    for mut module in build::modules(repo, Names::Kept) {
        module.out_dir = repo.target().join("panics");
        let panics = graph::panics(&module.link(repo)?)?;
        let found = panics.len();
        let unknown = without_listed(panics, module.name, &entries, &mut is_used);
        println!(
            "{}: {found} places that can panic, {} of them not listed",
            module.name,
            unknown.len()
        );
        unlisted.extend(lines(module.name, &unknown));
    }
    let stale = entries.iter().zip(&is_used).filter(|(_, is_used)| !**is_used);
    let stale: Vec<String> = stale.map(|(entry, _)| entry.to_string()).collect();
    if !unlisted.is_empty() {
        bail!(
            "places that can panic and are not in {LIST}; take each away, or say there why it cannot come to it:\n{}",
            unlisted.join("\n")
        );
    }
    ensure!(
        stale.is_empty(),
        "nothing is left of these; take them out of {LIST}:\n{}",
        stale.join("\n")
    );
    Ok(())
}

fn without_listed(panics: BTreeSet<Panic>, module: &str, entries: &[Entry<'_>], is_used: &mut [bool]) -> Vec<Panic> {
    let mut unknown = Vec::new();
    for panic in panics {
        let mut is_listed = false;
        for (entry, is_used) in entries.iter().zip(&mut *is_used) {
            if entry.stands_for(module, &panic) {
                is_listed = true;
                *is_used = true;
            }
        }
        if !is_listed {
            unknown.push(panic);
        }
    }
    unknown
}

/// The places, as they would be listed, each with where it is.
fn lines(module: &str, panics: &[Panic]) -> Vec<String> {
    let same = panics.chunk_by(|left, right| left.what == right.what && left.origin == right.origin);
    let lines = same.map(|same| {
        let places = same.iter().take(SHOWN_MAX).map(|panic| match panic.line {
            0 => panic.within.clone(),
            line => format!("line {line}, in {}", panic.within),
        });
        let mut places: Vec<String> = places.collect();
        if same.len() > SHOWN_MAX {
            places.push(format!("and {} more", same.len() - SHOWN_MAX));
        }
        let Panic { what, origin, .. } = &same[0];
        format!("{module}  {what}  {origin}\n    {}", places.join("; "))
    });
    lines.collect()
}

/// One of the listed: in which module, what is called, from where. A `*` at the end stands for any rest.
struct Entry<'a> {
    module: &'a str,
    what: &'a str,
    origin: &'a str,
}

impl Entry<'_> {
    fn stands_for(&self, module: &str, panic: &Panic) -> bool {
        is_like(self.module, module) && is_like(self.what, &panic.what) && is_like(self.origin, &panic.origin)
    }
}

impl std::fmt::Display for Entry<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}  {}  {}", self.module, self.what, self.origin)
    }
}

fn is_like(pattern: &str, text: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(start) => text.starts_with(start),
        None => pattern == text,
    }
}

/// Lines that begin with a module; the reason stands under them, indented. What begins with `#` is a remark.
fn entries(text: &str) -> Result<Vec<Entry<'_>>> {
    let mut entries = Vec::new();
    let mut lines = text.lines().filter(|line| !line.starts_with('#')).peekable();
    while let Some(line) = lines.next() {
        if line.trim().is_empty() || line.starts_with(' ') {
            continue;
        }
        let words: Vec<&str> = line
            .split("  ")
            .map(str::trim)
            .filter(|word| !word.is_empty())
            .collect();
        let &[module, what, origin] = words.as_slice() else {
            bail!("{LIST}: `{line}` is not a module, what is called, and from where, with two spaces between them");
        };
        // Entries that follow each other share the reason behind the last.
        ensure!(
            lines.peek().is_some_and(|next| !next.trim().is_empty()),
            "{LIST}: there is no reason under `{line}`"
        );
        entries.push(Entry { module, what, origin });
    }
    Ok(entries)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn panic(what: &str, origin: &str) -> Panic {
        Panic {
            what: what.to_owned(),
            origin: origin.to_owned(),
            within: "f".to_owned(),
            line: 7,
        }
    }

    #[test]
    fn what_is_not_listed_is_named() {
        let list = entries("# remark\n*  a::fail  *\ntools  a::panic  core/*\n    There is a reason.\n").unwrap();
        let mut is_used = vec![false; list.len()];
        let panics = BTreeSet::from([panic("a::panic", "core/x.rs"), panic("a::panic", "src/x.rs")]);
        let unknown = without_listed(panics.clone(), "tools", &list, &mut is_used);
        assert_eq!(
            lines("tools", &unknown),
            ["tools  a::panic  src/x.rs\n    line 7, in f"]
        );
        assert_eq!(is_used, [false, true]);
        assert_eq!(without_listed(panics, "parse", &list, &mut is_used).len(), 2);
    }

    #[test]
    fn an_entry_has_three_parts_and_a_reason() {
        assert!(entries("parse  a::fail\n    A reason.\n").is_err());
        assert!(entries("parse  a::fail  *\n\n    Too far away.\n").is_err());
        assert!(entries("parse  a::fail  *").is_err());
    }
}
