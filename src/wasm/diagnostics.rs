//! Diagnostics as words.
//!
//! In: findings, and where they are. Out: words behind the slots, which `pkg/src/diagnostics.js` reads. Does not know:
//! sentences; JavaScript makes them, of the same numbers.
//!
//! Why it exists: nothing but numbers crosses the border, and a diagnostic that nobody looks at costs no text.

use super::examination::is_ascii;
use crate::border;
use crate::corridor::{Reading, Workspace};
use crate::diagnostic::{Arg, Finding};
use crate::report::Whereabouts;
use crate::slots::{Words, name_words};
use crate::source::utf16::Utf16Index;
use crate::source::{Range, Source, Span};
use crate::tape::{PathStep, Tape};

/// The spans of all diagnostics, in the order in which they are written.
pub(super) fn told_spans(source: &Source<'_>, reading: &Reading<'_>, whereabouts: &Whereabouts) -> Vec<Span> {
    let mut spans = Vec::new();
    for finding in &reading.kept.findings {
        let label = finding.label.iter().map(|(range, _)| *range);
        let edits = finding.edits.iter().map(|(range, _)| *range);
        let ranges = core::iter::once(finding.range).chain(label).chain(edits);
        spans.extend(ranges.map(|range| whereabouts.spans.of(source, range)));
    }
    spans
}

/// Where the diagnostics begin, and how many there are.
#[derive(Clone, Copy)]
pub(super) struct Written {
    pub(super) start: u32,
    pub(super) count: u32,
}

/// Writes the diagnostics behind the slots.
#[inline(never)]
pub(super) fn write_diagnostics(
    source: &Source<'_>,
    reading: &Reading<'_>,
    workspace: &mut Workspace,
    index: &mut Utf16Index,
    whereabouts: &mut Whereabouts,
) -> Written {
    let findings = &reading.kept.findings;
    let Workspace { tape, words, .. } = workspace;
    let start = words.as_slice().len() as u32;
    if findings.is_empty() {
        return Written { start, count: 0 };
    }
    whereabouts.find(source, reading, tape);
    let is_ascii = is_ascii(source, reading);
    if !is_ascii {
        index.build(&reading.text);
    }
    let convert = |at: u32| {
        if is_ascii { at } else { index.at(&reading.text, at) }
    };
    let spans = |range| whereabouts.spans.of(source, range);
    for (number, finding) in findings.iter().enumerate() {
        let path = whereabouts.path(number);
        write_finding(words, finding, path.len(), &spans);
        for step in path {
            words.append(&step_words(*step, tape, &convert));
        }
        write_embedded(words, finding);
    }
    Written {
        start,
        count: findings.len() as u32,
    }
}

/// The fixed part of a diagnostic, then its label and its edits. `pkg/src/diagnostics.js` reads this.
fn write_finding(words: &mut Words, finding: &Finding, steps: usize, spans: &dyn Fn(Range) -> Span) {
    let head: [u32; border::diagnostic::HEAD_WORDS] = [
        finding.code as u32 | (finding.severity as u32) << 8 | (finding.message as u32) << 16,
        finding.help.map_or(0, |help| help as u32 + 1) | finding.label.map_or(0, |(_, label)| label as u32 + 1) << 16,
        finding.edits.len() as u32 | u32::from(finding.is_inner) << 16,
        steps as u32,
    ];
    words.append(&head);
    words.append(&spans(finding.range).words());
    for arg in &finding.args {
        words.append(&arg_words(*arg, spans));
    }
    if let Some((range, _)) = finding.label {
        words.append(&spans(range).words());
    }
    for (range, text) in &finding.edits {
        words.append(&[*text as u32]);
        words.append(&spans(*range).words());
    }
}

/// An argument: what it is, by the numbers of `readArgument` in `pkg/src/diagnostics.js`, and two numbers.
fn arg_words(arg: Arg, spans: &dyn Fn(Range) -> Span) -> [u32; border::argument::WORDS] {
    match arg {
        Arg::None => [0, 0, 0],
        Arg::Word(word) => [1, word as u32, 0],
        Arg::Number(number) => [2, number, 0],
        Arg::Hex(number) => [3, number, 0],
        Arg::Character(byte) => [4, u32::from(byte), 0],
        Arg::Text(range) => {
            let span = spans(range);
            [5, span.start, span.end]
        }
        Arg::Field(record, field) => [6, u32::from(record), u32::from(field)],
        Arg::Value(choice, value) => [7, u32::from(choice), u32::from(value)],
        Arg::Kind(kind) => [8, u32::from(kind), 0],
        Arg::Quoted(byte) => [9, u32::from(byte), 0],
    }
}

/// A step of a path: an index, or where the name stands.
fn step_words(step: PathStep, tape: &Tape, convert: &dyn Fn(u32) -> u32) -> [u32; border::name::WORDS] {
    match step {
        PathStep::Index(index) => [0, index, 0],
        PathStep::Member(key) => name_words(tape, key, convert),
    }
}

/// Where in a document inside a string: the code, and the pointer as UTF-16 code units.
fn write_embedded(words: &mut Words, finding: &Finding) {
    let Some(embedded) = &finding.embedded else {
        words.append(&[0]);
        return;
    };
    let units: Vec<u32> = embedded.pointer.encode_utf16().map(u32::from).collect();
    words.append(&[embedded.code as u32 + 1, units.len() as u32]);
    words.append(&units);
}
