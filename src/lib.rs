//! Reads 8x8 Messaging Apps webhooks: a raw body in, a typed event and exact diagnostics out.
//!
//! ```
//! let body = r#"{"namespace": "ChatApps", "eventType": "inbound_message_received", "payload": {"#;
//! let report = chatapps_webhook::parse(body);
//! assert!(!report.is_ok());
//! assert_eq!(report.diagnostics[0].message, "the text ends inside an object");
//! assert_eq!(report.kind.unwrap().as_str(), "inbound-message");
//! ```
//!
//! # The corridor
//!
//! ```text
//! body ─source─▶ text ─lexer, tape─▶ Tape ─check (by the schema)─▶ slots ─rules─▶ report ─▶ Rust
//!   └──────────────┴──────────────────┴────────────────────────────┴──▶ sink: diagnostics    └▶ wasm ─▶ JavaScript
//! ```
//!
//! Most bodies are as documented. The `fast_path` goes straight from their text to the slots; at the first thing that has to
//! be thought about it steps aside, and the body takes the corridor from its beginning. It knows nothing that the corridor
//! does not, makes no finding, and a test reads bodies in both ways. It remembers the sorts of bodies that came last, without
//! their values: a body that differs from one of them in its values only is read without looking for a name.
//!
//! Two laws are written once and everything else follows from them: [`catalog`] holds every diagnostic, `schema` every
//! event, record and field that 8x8 documents. The Rust and TypeScript types, the JavaScript that builds objects, the
//! JSON Schema and the reference are generated from them by `cargo xtask codegen`, and so are, from `border`, the numbers that
//! JavaScript reads the words by.
//!
//! The rooms, in the order in which they may know of each other (a test holds it): `scan`, `order`, `visible`, `border`,
//! `catalog`, `source`, `patterns`, `diagnostic`, `lexer`, `tape`, `plain`, `sniff`, `recover`, `value`, `canonical`, `kind`,
//! `schema`, `slots`, `mask`, `check`, `rules`, `fast_path`, `corridor`, `event`, `partial`, `report`, `redact`,
//! `render`, `nodes`, `wasm`, `wasm_tools`.
//!
//! # What always holds
//!
//! * Reading never fails and never panics: a bad body is a result.
//! * No input and output, no clock, no randomness, no `unsafe` outside the door to JavaScript.
//! * No recursion on input: every size, depth and count has a named limit and a diagnostic.
//! * Time is in proportion to the length of the body. No hash table stands on input; where names are compared, they are
//!   sorted. (The names that JavaScript has at hand are found by a hash: each has two places, so the worst that names can do to
//!   each other is to take them.)
//! * What is remembered of a body is its form, within named limits, and changes nothing but the time that the next one takes.
//! * Unknown is not invalid: what the schema does not know is kept, named and passed on.
//! * No sentence of a diagnostic repeats what a person wrote or what tells who they are.
//!
//! # Why the lexer is our own
//!
//! A validator that points at characters needs the span of every key and value, a tape that goes on behind an error, and
//! positions in UTF-16 for JavaScript; serde_json gives none of these. It is the oracle of the tests instead, and writes
//! the JSON on the Rust side.

// Each door to JavaScript needs its part of the crate only, and none of them is there on another target than wasm32.
#![cfg_attr(feature = "wasm", allow(dead_code))]

#[cfg(feature = "codegen")]
#[doc(hidden)]
pub mod border;
#[cfg(not(feature = "codegen"))]
#[allow(dead_code, unreachable_pub)] // what only the generator and the doors to JavaScript read
mod border;
mod canonical;
pub mod catalog;
mod check;
mod corridor;
mod diagnostic;
pub mod event;
mod fast_path;
#[cfg(feature = "codegen")]
#[doc(hidden)]
pub mod kind;
#[cfg(not(feature = "codegen"))]
#[allow(dead_code, unreachable_pub)] // what only the generator reads
mod kind;
mod lexer;
mod mask;
#[cfg(feature = "wasm-tools")]
mod nodes;
mod order;
mod partial;
mod patterns;
mod plain;
mod recover;
mod redact;
mod render;
mod report;
mod rules;
mod scan;
#[cfg(feature = "codegen")]
#[doc(hidden)]
pub mod schema;
#[cfg(not(feature = "codegen"))]
#[allow(dead_code, unreachable_pub)] // the same
mod schema;
mod slots;
mod sniff;
mod source;
mod tape;
mod value;
#[cfg(feature = "codegen")]
#[doc(hidden)]
pub mod visible;
#[cfg(not(feature = "codegen"))]
#[allow(unreachable_pub)] // the same
mod visible;
#[cfg(all(feature = "wasm", not(feature = "wasm-tools"), target_arch = "wasm32"))]
#[allow(unsafe_code, unreachable_pub)] // wasm-bindgen's own, which its macro writes here
mod wasm;
#[cfg(all(feature = "wasm-tools", target_arch = "wasm32"))]
#[allow(unsafe_code, unreachable_pub)] // the same
mod wasm_tools;

pub use catalog::{Code, ParseCodeError, ParseNameError, Phase, Severity};
pub use corridor::BODY_BYTES_MAX;
pub use diagnostic::{DIAGNOSTICS_MAX, Diagnostic, EDITS_MAX, Edit, Embedded, Label, PATH_BYTES_MAX, Step};
pub use event::WebhookEvent;
pub use redact::redact;
pub use render::{RenderOptions, render};
pub use report::{Options, Report, parse, parse_with};
pub use schema::{EventKind, Shape};
pub use slots::{Extra, ExtraIter, Json};
pub use source::Span;
pub use tape::{DEPTH_MAX, SYNTAX_ERRORS_MAX};

/// The Rust example of the README, so that it is run.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
