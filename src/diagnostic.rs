//! Diagnostics: how they are noted on the way, and what people get.
//!
//! In: findings, from every room of the corridor. Out: [`Diagnostic`]s. Does not know: how anything was found.
//!
//! What is noted is a [`finding`]; all of them go to the [`sink`], which asks the [`levels`] how severe they are to the reader.
//! Sentences, positions and pointers are made at the exit: what stands here is their form.
//!
//! Why it exists: people want sentences, and who reads a good body wants no time spent on any. So what is noted and what is told
//! of it are two things.

mod finding;
mod levels;
mod sink;

pub(crate) use finding::{Arg, Finding};
pub(crate) use levels::{Level, Levels};
pub(crate) use sink::{Kept, Sink};

use crate::catalog::{Code, Severity};
use crate::source::Span;
use serde::{Serialize, Serializer};

/// The most diagnostics a report holds; the rest is counted.
pub const DIAGNOSTICS_MAX: usize = 100;

/// The most edits a diagnostic holds. What takes more to mend – a text in single quotes that is full of double ones – has none.
pub const EDITS_MAX: usize = 64;

/// The most bytes that the names in the path of a diagnostic have together, as they are written in the body. What is farther in, below
/// a name such as no sender gives, is said of the last place before it: a hundred diagnostics below a name of a megabyte would be a
/// hundred megabytes.
pub const PATH_BYTES_MAX: usize = 4096;

/// A step of a path: a member's name or an element's index.
///
/// JSON has no other container than objects and arrays, so there will be no other step.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(untagged)]
pub enum Step {
    /// The name of a member, decoded.
    Member(String),
    /// The index of an element, from 0.
    Index(u32),
}

/// A second place that belongs to a diagnostic.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What is there; lower case, no full stop.
    pub message: String,
}

/// A change of the text: `text` in place of what the span covers.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub struct Edit {
    /// What is replaced; empty where something is inserted.
    pub span: Span,
    /// What takes its place; empty where something is removed.
    pub text: String,
}

/// The place inside a string that holds JSON.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub struct Embedded {
    /// JSON Pointer into the inner document; member names are masked, since a person's answers may be among them.
    pub pointer: String,
    /// What is wrong there.
    pub code: Code,
}

/// One thing that is off about a body, or worth knowing.
///
/// Made for logs: no member of it repeats a value from a sensitive place of the body.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Diagnostic {
    /// What it is; stable, to filter, count and silence by.
    pub code: Code,
    /// How much can be relied on in spite of it.
    pub severity: Severity,
    /// What was expected and what was found; lower case, no full stop. The wording may change between releases.
    pub message: String,
    /// What to do; one imperative sentence.
    pub help: Option<String>,
    /// JSON Pointer (RFC 6901) into the body as it was sent; empty for the whole.
    pub pointer: String,
    /// The same, step by step.
    pub path: Vec<Step>,
    /// Where; the smallest text that is wrong.
    pub span: Option<Span>,
    /// Other places that belong to it.
    pub labels: Vec<Label>,
    /// Changes that mend this one diagnostic, all of them together: none, or at most [`EDITS_MAX`].
    pub edits: Vec<Edit>,
    /// For JSON inside a string: where in the inner document, and what.
    pub embedded: Option<Embedded>,
}

impl Serialize for Diagnostic {
    /// The JavaScript shape: what is empty is left out.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeMap;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("code", &self.code)?;
        map.serialize_entry("severity", &self.severity)?;
        map.serialize_entry("message", &self.message)?;
        if let Some(help) = &self.help {
            map.serialize_entry("help", help)?;
        }
        map.serialize_entry("pointer", &self.pointer)?;
        map.serialize_entry("path", &self.path)?;
        if let Some(span) = &self.span {
            map.serialize_entry("span", span)?;
        }
        if !self.labels.is_empty() {
            map.serialize_entry("labels", &self.labels)?;
        }
        if !self.edits.is_empty() {
            map.serialize_entry("edits", &self.edits)?;
        }
        if let Some(embedded) = &self.embedded {
            map.serialize_entry("embedded", embedded)?;
        }
        map.end()
    }
}

/// Fills a template: `{0}`, `{1}`, `{2}` become the arguments.
pub(crate) fn fill(template: &str, mut argument: impl FnMut(usize, &mut String)) -> String {
    let mut out = String::with_capacity(template.len() + 16);
    let mut rest = template;
    while let Some((before, behind)) = rest.split_once('{') {
        out.push_str(before);
        match behind.split_once('}') {
            Some((index, tail)) if index.len() == 1 && index.as_bytes()[0].is_ascii_digit() => {
                argument(usize::from(index.as_bytes()[0] - b'0'), &mut out);
                rest = tail;
            }
            _ => {
                out.push('{');
                rest = behind;
            }
        }
    }
    out.push_str(rest);
    out
}

/// A name as a part of a JSON Pointer (RFC 6901 section 3).
pub(crate) fn push_name(name: &str, pointer: &mut String) {
    for character in name.chars() {
        match character {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            _ => pointer.push(character),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_are_filled() {
        let filled = fill("a {0} {b} {1}{", |index, out| out.push_str(&index.to_string()));
        assert_eq!(filled, "a 0 {b} 1{");
    }
}
