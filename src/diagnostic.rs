//! Diagnostics: how they are noted on the way, and what people get.
//!
//! In: findings, from every room of the corridor. Out: [`Diagnostic`]s. Does not know: how anything was found.
//!
//! A [`Finding`] is plain data – a code, ranges of the text, phrases with arguments – and costs no allocation until it is
//! kept. All rooms write to the [`Sink`] and none that judges reads from it; sentences, positions and pointers are made at the exit.
//!
//! Why it exists: a body may be broken in a thousand places, and most callers look at none of the sentences. What is noted is
//! counted, limited and put in order here, so that no room has to think of it.

use crate::catalog::{Code, Phrase, Severity, Word};
use crate::order::order;
use crate::source::{Range, Span};
use serde::{Serialize, Serializer};
use std::cmp::Ordering;

/// The most diagnostics a report holds; the rest is counted.
pub const DIAGNOSTICS_MAX: usize = 100;

/// The most edits a diagnostic holds. What takes more to mend – a text in single quotes that is full of double ones – has none.
pub const EDITS_MAX: usize = 64;

/// What an argument of a sentence is. None of them is a value from a sensitive place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Arg {
    None,
    Word(Word),
    Number(u32),
    /// A number in hexadecimal, four digits.
    Hex(u32),
    /// One ASCII character.
    Character(u8),
    /// One ASCII character in quotes.
    Quoted(u8),
    /// Text of the body, from a place that is safe to show.
    Text(Range),
    /// The name of a field, by record and index.
    Field(u8, u8),
    /// The canonical spelling of a value, by choice and index.
    Value(u8, u8),
    /// The text of an event kind.
    Kind(u8),
}

/// The place inside a string that holds JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Embedded {
    /// JSON Pointer into the inner document; member names are masked, since a person's answers may be among them.
    pub pointer: String,
    /// What is wrong there.
    pub code: Code,
}

/// Something that was noticed.
#[derive(Clone, Debug)]
pub(crate) struct Finding {
    pub(crate) code: Code,
    pub(crate) severity: Severity,
    /// The node whose pointer names the value.
    pub(crate) node: u32,
    pub(crate) range: Range,
    pub(crate) message: Phrase,
    pub(crate) args: [Arg; 3],
    pub(crate) help: Option<Phrase>,
    pub(crate) label: Option<(Range, Phrase)>,
    pub(crate) edits: Vec<(Range, Phrase)>,
    pub(crate) embedded: Option<Box<Embedded>>,
    /// Whether it is about JSON inside a string that is the body: its edits are escaped.
    pub(crate) is_inner: bool,
}

/// What makes one is called, not written out: there are a hundred places, and no good body comes to one.
impl Finding {
    #[inline(never)]
    pub(crate) fn new(code: Code, node: u32, range: Range, message: Phrase) -> Self {
        Self {
            code,
            severity: code.severities().first().copied().unwrap_or(Severity::Error),
            node,
            range,
            message,
            args: [Arg::None; 3],
            help: None,
            label: None,
            edits: Vec::new(),
            embedded: None,
            is_inner: false,
        }
    }
    #[inline(never)]
    pub(crate) fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }
    #[inline(never)]
    pub(crate) fn args<const N: usize>(mut self, args: [Arg; N]) -> Self {
        for (place, arg) in self.args.iter_mut().zip(args) {
            *place = arg;
        }
        self
    }
    #[inline(never)]
    pub(crate) fn help(mut self, help: Phrase) -> Self {
        self.help = Some(help);
        self
    }
    #[inline(never)]
    pub(crate) fn label(mut self, range: Range, phrase: Phrase) -> Self {
        self.label = Some((range, phrase));
        self
    }
    #[inline(never)]
    pub(crate) fn edit(mut self, range: Range, text: Phrase) -> Self {
        // One more than there may be is how many are too many.
        if self.edits.len() <= EDITS_MAX {
            self.edits.push((range, text));
        }
        self
    }

    /// Every range of the text it has.
    pub(crate) fn each_range(&self, mut each: impl FnMut(Range)) {
        each(self.range);
        for arg in &self.args {
            if let Arg::Text(range) = arg {
                each(*range);
            }
        }
        self.label.iter().for_each(|(range, _)| each(*range));
        self.edits.iter().for_each(|(range, _)| each(*range));
    }

    /// The same of another text, where each range is another one.
    pub(crate) fn moved(mut self, to: impl Fn(Range) -> Range) -> Self {
        self.range = to(self.range);
        for arg in &mut self.args {
            if let Arg::Text(range) = arg {
                *range = to(*range);
            }
        }
        if let Some((range, _)) = &mut self.label {
            *range = to(*range);
        }
        for (range, _) in &mut self.edits {
            *range = to(*range);
        }
        self
    }
}

/// What becomes of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Level {
    /// As the rules have it.
    Usual,
    /// As the reader wants it.
    Set(Severity),
    /// Not at all.
    Off,
}

/// The severities a reader wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Levels {
    pub(crate) strict: bool,
    /// One for each code, where any is not as the rules have it.
    by_code: Option<Box<[Level; Code::COUNT]>>,
}

impl Levels {
    pub(crate) const USUAL: Self = Self {
        strict: false,
        by_code: None,
    };

    /// What becomes of each code, to be changed.
    pub(crate) fn by_code(&mut self) -> &mut [Level; Code::COUNT] {
        self.by_code
            .get_or_insert_with(|| Box::new([Level::Usual; Code::COUNT]))
    }

    /// Whether whatever is found is told.
    #[cfg(feature = "wasm")]
    pub(crate) const fn tell_all(&self) -> bool {
        self.by_code.is_none()
    }

    /// What withholds the event stays an error, whatever the reader wants.
    fn of(&self, finding: &Finding) -> Option<Severity> {
        if finding.severity == Severity::Error {
            return Some(Severity::Error);
        }
        let level = self
            .by_code
            .as_ref()
            .and_then(|by_code| by_code.get(finding.code as usize));
        match level {
            Some(Level::Off) => None,
            Some(Level::Set(severity)) => Some(*severity),
            _ if self.strict && finding.severity == Severity::Warning => Some(Severity::Error),
            _ => Some(finding.severity),
        }
    }
}

/// Where findings go: written by all rooms, read by none that judges.
pub(crate) struct Sink<'l> {
    findings: Vec<Finding>,
    counts: [u32; 3],
    levels: &'l Levels,
    /// A code that has been said already, of an outer text.
    muted: Option<Code>,
}

impl<'l> Sink<'l> {
    pub(crate) const fn new(levels: &'l Levels) -> Self {
        Self {
            findings: Vec::new(),
            counts: [0; 3],
            levels,
            muted: None,
        }
    }

    /// What it holds so far, in no order.
    pub(crate) fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Drops every finding with this code from now on.
    pub(crate) fn mute(&mut self, code: Code) {
        self.muted = Some(code);
    }

    /// Takes over what another sink holds, its ranges led back to this sink's text.
    pub(crate) fn absorb(&mut self, inner: Sink<'_>, lead_back: impl Fn(Range) -> Range) {
        for finding in inner.findings {
            let mut finding = finding.moved(&lead_back);
            finding.is_inner = true;
            self.findings.push(finding);
        }
        for (count, inner) in self.counts.iter_mut().zip(inner.counts) {
            *count += inner;
        }
    }

    #[cold]
    pub(crate) fn push(&mut self, mut finding: Finding) {
        let Some(severity) = self.levels.of(&finding).filter(|_| self.muted != Some(finding.code)) else {
            return;
        };
        finding.severity = severity;
        // Half of what mends would mend nothing.
        if finding.edits.len() > EDITS_MAX {
            finding.edits.clear();
        }
        let Some(count) = self.counts.get_mut(severity as usize) else {
            return;
        };
        let is_repeat = finding.code == Code::DuplicateKey;
        let has_room = (*count as usize) < DIAGNOSTICS_MAX;
        // What is judged first and then kept as it was sent is looked through twice for repeated names.
        let is_same = |other: &Finding| other.code == Code::DuplicateKey && other.node == finding.node;
        if has_room && is_repeat && self.findings.iter().any(is_same) {
            return;
        }
        *count += 1;
        if has_room {
            self.findings.push(finding);
        }
    }

    /// Takes back that members are unknown, by the nodes of their names.
    pub(crate) fn forget_unknown(&mut self, is_forgotten: &mut dyn FnMut(u32) -> bool) {
        self.retain(&mut |finding| finding.code != Code::UnknownField || !is_forgotten(finding.node));
    }

    #[inline(never)]
    fn retain(&mut self, is_kept: &mut dyn FnMut(&mut Finding) -> bool) {
        let mut place = 0;
        while let Some(finding) = self.findings.get_mut(place) {
            if is_kept(finding) {
                place += 1;
                continue;
            }
            if let Some(count) = self.counts.get_mut(finding.severity as usize) {
                *count -= 1;
            }
            // The last one takes its place: they are in no order.
            let last = self.findings.pop();
            if let (Some(place), Some(last)) = (self.findings.get_mut(place), last) {
                *place = last;
            }
        }
    }

    /// Adds something to be taken away to what was said with this help, if it was: one cause is told once, wherever else it stands.
    #[cold]
    pub(crate) fn remove_too(&mut self, help: Phrase, range: Range) -> bool {
        let Some(said) = self.findings.iter_mut().find(|finding| finding.help == Some(help)) else {
            return false;
        };
        if said.edits.len() < EDITS_MAX {
            said.edits.push((range, Phrase::EditNothing));
        }
        true
    }

    /// Has the line breaks taken out of a value, instead of escaped, that has one line only: they are of who printed it.
    #[cold]
    #[inline(never)]
    pub(crate) fn join_lines(&mut self, node: u32) {
        for finding in self.findings.iter_mut().filter(|finding| finding.node == node) {
            for (_, text) in &mut finding.edits {
                if matches!(text, Phrase::EditNewline | Phrase::EditReturn) {
                    *text = Phrase::EditNothing;
                    finding.help = Some(Phrase::HelpRemoveCharacter);
                }
            }
        }
    }

    /// Takes back what was said of some nodes as far as it says how they are given: they are kept as they were sent, after all.
    #[cold]
    #[inline(never)]
    pub(crate) fn take_back(&mut self, nodes: core::ops::Range<u32>) {
        self.retain(&mut |finding| {
            match finding.help {
                _ if !nodes.contains(&finding.node) => {}
                Some(Phrase::HelpSpelling | Phrase::HelpNull) => return false,
                Some(Phrase::HelpReadAs | Phrase::HelpNumberInString) => finding.help = Some(Phrase::HelpKeptInExtra),
                Some(Phrase::HelpInteractiveMismatch) => finding.help = Some(Phrase::HelpIncomplete),
                _ => {}
            }
            true
        });
    }

    /// What is kept – errors first if there are too many, then by position – and how many more there were.
    pub(crate) fn finish(mut self) -> Kept {
        let errors = self.counts[Severity::Error as usize];
        if self.findings.is_empty() {
            return Kept {
                findings: self.findings,
                omitted: 0,
                errors,
            };
        }
        if self.findings.len() > DIAGNOSTICS_MAX {
            self.sort_by(|one, other| one.severity.cmp(&other.severity));
            self.findings.truncate(DIAGNOSTICS_MAX);
        }
        self.sort_by(|one, other| one.range.cmp(&other.range));
        let omitted = self.counts.iter().sum::<u32>() - self.findings.len() as u32;
        Kept {
            findings: self.findings,
            omitted,
            errors,
        }
    }

    fn sort_by(&mut self, compare: fn(&Finding, &Finding) -> Ordering) {
        if self
            .findings
            .is_sorted_by(|one, other| compare(one, other) != Ordering::Greater)
        {
            return;
        }
        let mut findings: Vec<Option<Finding>> = self.findings.drain(..).map(Some).collect();
        let places = order(
            findings.len(),
            &|one, other| match (findings.get(one), findings.get(other)) {
                (Some(Some(one)), Some(Some(other))) => compare(one, other),
                _ => Ordering::Equal,
            },
        );
        let taken = places
            .into_iter()
            .filter_map(|place| findings.get_mut(place as usize)?.take());
        self.findings.extend(taken);
    }
}

/// What a sink held in the end.
pub(crate) struct Kept {
    pub(crate) findings: Vec<Finding>,
    pub(crate) omitted: u32,
    /// How many errors there were, kept or not.
    pub(crate) errors: u32,
}

impl Kept {
    pub(crate) const NOTHING: Self = Self {
        findings: Vec::new(),
        omitted: 0,
        errors: 0,
    };
}

/// A step of a path: a member's name or an element's index.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Step {
    /// The name of a member, decoded.
    Member(String),
    /// The index of an element, from 0.
    Index(u32),
}

/// A second place that belongs to a diagnostic.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What is there; lower case, no full stop.
    pub message: String,
}

/// A change of the text: `text` in place of what the span covers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Edit {
    /// What is replaced; empty where something is inserted.
    pub span: Span,
    /// What takes its place; empty where something is removed.
    pub text: String,
}

/// One thing that is off about a body, or worth knowing.
///
/// Made for logs: no member of it repeats a value from a sensitive place of the body.
#[derive(Clone, Debug, PartialEq, Eq)]
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

    fn finding(code: Code, at: usize) -> Finding {
        Finding::new(code, 0, Range::empty(at), Phrase::NoComma)
    }

    #[test]
    fn errors_are_kept_first_and_the_rest_is_counted() {
        let mut sink = Sink::new(&Levels::USUAL);
        for at in 0..300 {
            sink.push(finding(Code::UnknownField, at));
        }
        sink.push(finding(Code::MissingComma, 500));
        let kept = sink.finish();
        assert_eq!(
            (kept.findings.len(), kept.omitted, kept.errors),
            (DIAGNOSTICS_MAX, 201, 1)
        );
        assert_eq!(kept.findings[99].code, Code::MissingComma);
    }

    #[test]
    fn a_repeated_name_is_reported_once() {
        let mut sink = Sink::new(&Levels::USUAL);
        for node in [1, 1, 2, 1] {
            sink.push(Finding::new(
                Code::DuplicateKey,
                node,
                Range::empty(0),
                Phrase::KeyRepeated,
            ));
        }
        let kept = sink.finish();
        assert_eq!((kept.findings.len(), kept.omitted), (2, 0));
    }

    #[test]
    fn what_withholds_the_event_stays_an_error() {
        let mut levels = Levels::USUAL;
        levels.by_code()[Code::MissingField as usize] = Level::Off;
        let mut sink = Sink::new(&levels);
        sink.push(finding(Code::MissingField, 0));
        sink.push(finding(Code::MissingField, 1).severity(Severity::Warning));
        assert_eq!(sink.finish().findings.len(), 1);
    }

    #[test]
    fn strict_makes_warnings_errors_but_for_what_is_set() {
        let mut levels = Levels {
            strict: true,
            ..Levels::USUAL
        };
        levels.by_code()[Code::InvalidUrl as usize] = Level::Set(Severity::Info);
        let mut sink = Sink::new(&levels);
        sink.push(finding(Code::InvalidUuid, 0));
        sink.push(finding(Code::InvalidUrl, 1));
        sink.push(finding(Code::NullValue, 2));
        let severities: Vec<_> = sink.finish().findings.iter().map(|finding| finding.severity).collect();
        assert_eq!(severities, [Severity::Error, Severity::Info, Severity::Info]);
    }

    #[test]
    fn templates_are_filled() {
        let filled = fill("a {0} {b} {1}{", |index, out| out.push_str(&index.to_string()));
        assert_eq!(filled, "a 0 {b} 1{");
    }
}
