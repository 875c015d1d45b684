//! Findings: what is noted on the way.
//!
//! In: a code, ranges of the text, phrases with arguments. Out: the same, as one thing. Does not know: sentences, positions,
//! pointers.
//!
//! Why it exists: a body may be broken in a thousand places, and most callers look at none of the sentences. A finding is plain
//! data, and costs no allocation until it is kept.

use super::{EDITS_MAX, Embedded};
use crate::border;
use crate::catalog::{Code, Phrase, Severity, Word};
use crate::source::Range;

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

/// Something that was noticed.
#[derive(Clone, Debug)]
pub(crate) struct Finding {
    pub(crate) code: Code,
    pub(crate) severity: Severity,
    /// The node whose pointer names the value.
    pub(crate) node: u32,
    pub(crate) range: Range,
    pub(crate) message: Phrase,
    pub(crate) args: [Arg; border::diagnostic::ARGUMENTS],
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
            args: [Arg::None; border::diagnostic::ARGUMENTS],
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
