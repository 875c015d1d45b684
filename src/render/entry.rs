//! Entries: what is rendered.
//!
//! In: diagnostics, as Rust or JavaScript has them. Out: their texts and their places. Does not know: the body, how it is shown.
//!
//! Why it exists: what JavaScript hands over is no [`Diagnostic`] – its codes may be those of another release –, and both are
//! rendered alike.

use crate::diagnostic::{Diagnostic, Label};
use crate::source::Span;

/// What rendering needs of a diagnostic; the door to JavaScript has no other.
#[derive(Clone, Debug, Default)]
#[cfg_attr(all(feature = "wasm-tools", target_arch = "wasm32"), derive(serde::Deserialize))]
#[cfg_attr(
    all(feature = "wasm-tools", target_arch = "wasm32"),
    serde(rename_all = "camelCase", default)
)]
pub(crate) struct Entry {
    pub(crate) code: String,
    pub(crate) severity: String,
    pub(crate) message: String,
    pub(crate) help: Option<String>,
    pub(crate) pointer: String,
    pub(crate) span: Option<Place>,
    pub(crate) labels: Vec<Note>,
    pub(crate) embedded: Option<Inside>,
}

/// What is wrong inside a string that should hold JSON.
#[derive(Clone, Debug, Default)]
#[cfg_attr(all(feature = "wasm-tools", target_arch = "wasm32"), derive(serde::Deserialize))]
#[cfg_attr(all(feature = "wasm-tools", target_arch = "wasm32"), serde(default))]
pub(crate) struct Inside {
    pub(crate) pointer: String,
    pub(crate) code: String,
}

/// A label.
#[derive(Clone, Debug, Default)]
#[cfg_attr(all(feature = "wasm-tools", target_arch = "wasm32"), derive(serde::Deserialize))]
#[cfg_attr(all(feature = "wasm-tools", target_arch = "wasm32"), serde(default))]
pub(crate) struct Note {
    pub(crate) span: Place,
    pub(crate) message: String,
}

/// A span, 1-based.
#[derive(Clone, Copy, Debug, Default)]
#[cfg_attr(all(feature = "wasm-tools", target_arch = "wasm32"), derive(serde::Deserialize))]
#[cfg_attr(
    all(feature = "wasm-tools", target_arch = "wasm32"),
    serde(rename_all = "camelCase", default)
)]
pub(crate) struct Place {
    pub(crate) line: u32,
    pub(crate) column: u32,
    pub(crate) end_line: u32,
    pub(crate) end_column: u32,
}

impl From<&Span> for Place {
    fn from(span: &Span) -> Self {
        Self {
            line: span.line,
            column: span.column,
            end_line: span.end_line,
            end_column: span.end_column,
        }
    }
}

impl From<&Diagnostic> for Entry {
    fn from(diagnostic: &Diagnostic) -> Self {
        let note = |label: &Label| Note {
            span: (&label.span).into(),
            message: label.message.clone(),
        };
        Self {
            code: diagnostic.code.to_string(),
            severity: diagnostic.severity.to_string(),
            message: diagnostic.message.clone(),
            help: diagnostic.help.clone(),
            pointer: diagnostic.pointer.clone(),
            span: diagnostic.span.as_ref().map(Place::from),
            labels: diagnostic.labels.iter().map(note).collect(),
            embedded: diagnostic.embedded.as_ref().map(|embedded| Inside {
                pointer: embedded.pointer.clone(),
                code: embedded.code.to_string(),
            }),
        }
    }
}
