//! What the fuzzers ask of the library, for whatever bytes they think of.
//!
//! * In: the bytes of one run.
//! * Out: nothing, or a panic that says what does not hold.
//! * Does not know: who thinks of the bytes. `cargo xtask fuzz` has libFuzzer do it, `tests/replay.rs` reads the corpora.
//! * Why: the same questions are asked for minutes by `cargo test` and for days by a fuzzer, so they stand in neither of them.
//!
//! Every target takes bytes: those that need more than a body read it from them by `arbitrary`, so that each file of a
//! corpus is the same question in every run.

#![allow(missing_docs, unreachable_pub)]

#[path = "../../common/mod.rs"]
mod common;

mod anything;
mod json;
mod law;
mod mutate;
mod redact;
mod render;
mod terminal;
mod tree;

pub use anything::anything;
pub use json::json;
pub use mutate::{every_change, mutate};
pub use redact::redact;
pub use render::render;

/// One run of a target.
pub type Target = fn(&[u8]);

/// The targets by their names, which are those of their corpora too.
pub const TARGETS: [(&str, Target); 5] = [
    ("anything", anything),
    ("json", json),
    ("mutate", mutate),
    ("redact", redact),
    ("render", render),
];
