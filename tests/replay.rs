//! The corpora of the fuzzers, read once more: every file of theirs is a question that was worth asking, and is asked in
//! every run of the tests – without a fuzzer, by the same functions.

#[path = "fuzz/src/lib.rs"]
mod targets;

use std::fs;
use std::path::Path;

/// The files of the corpus of a target, in order.
fn corpus(target: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fuzz/corpus")
        .join(target);
    let entries = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let read = |path: &std::path::PathBuf| (path.display().to_string(), fs::read(path).unwrap());
    paths.iter().map(read).collect()
}

/// Asks every question of a corpus; what fails is named by its file.
fn replay(target: &str) {
    let (_, ask) = targets::TARGETS.into_iter().find(|(name, _)| *name == target).unwrap();
    let files = corpus(target);
    assert!(files.len() >= 20, "{target}: {} files", files.len());
    let mut failed = Vec::new();
    for (path, data) in files {
        if std::panic::catch_unwind(|| ask(&data)).is_err() {
            failed.push(path);
        }
    }
    assert!(failed.is_empty(), "{failed:#?}");
}

#[test]
fn corpus_of_anything() {
    replay("anything");
}

#[test]
fn corpus_of_json() {
    replay("json");
}

#[test]
fn corpus_of_mutate() {
    replay("mutate");
}

#[test]
fn corpus_of_redact() {
    replay("redact");
}

#[test]
fn corpus_of_render() {
    replay("render");
}

/// A corpus that no target reads would never be read.
#[test]
fn every_corpus_has_a_target() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus");
    let mut corpora: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    corpora.sort();
    assert_eq!(corpora, targets::TARGETS.map(|(name, _)| name.to_owned()));
}

/// Every change of every member of every body, in the order the members stand in: few enough to make them all.
#[test]
fn every_change_of_every_member() {
    let judged = targets::every_change();
    assert!(judged >= 10_000, "only {judged} changes");
}
