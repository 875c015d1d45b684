//! JSON inside a string: read with the same tape, its positions led back through the escapes of the string.
//!
//! In: a string node. Out: its slot, and one diagnostic at the first fault inside. Does not know: what the document means.
//!
//! Why it exists: the answers to a Flow come as JSON in a string, and who reads them wants to know where in the body they are
//! broken.

use super::{Check, Judged};
use crate::catalog::{Code, Phrase, Severity};
use crate::diagnostic::{Arg, Embedded, Finding, Levels, Sink, push_name};
use crate::mask;
use crate::slots::{Slot, Tag, text_slot};
use crate::sniff::not_json;
use crate::source::Range;
use crate::tape::{self, Node, PathStep, PathWalk, Tape, short};
use std::borrow::Cow;

impl Check<'_, '_, '_> {
    /// A string that should hold JSON.
    pub(super) fn embedded(&mut self, node: u32) -> Judged {
        let value = self.node(node);
        let outer = text_slot(self.tape, node);
        let decoded = value
            .is(Node::ESCAPED | Node::FAULTY)
            .then(|| self.tape.decode(self.text, value));
        let inner: Cow<'_, [u8]> = match &decoded {
            Some(decoded) => Cow::Borrowed(&decoded.text),
            None => value.inner().of(self.text).into(),
        };
        let Some((first, pointer)) = first_fault(&inner) else {
            let tag = if decoded.is_some() {
                Tag::EmbeddedEscaped
            } else {
                Tag::Embedded
            };
            let slot = if value.is(Node::FAULTY) {
                outer
            } else {
                Slot::new(tag, outer.a, outer.high())
            };
            return Judged::Slot(slot);
        };
        let lead_back = |at: u32| match &decoded {
            Some(decoded) => decoded.source(at as usize),
            None => (value.start + 1 + at) as usize,
        };
        let range = Range::new(lead_back(first.range.start), lead_back(first.range.end));
        // Of a string that was itself cut off, or has lost its escapes, the rest follows from that.
        if value.is(Node::UNCLOSED | Node::MARRED) {
            return Judged::Slot(outer);
        }
        let (phrase, args) = match first.code {
            // It is JSON, as far as one can tell.
            Code::TooDeep => (first.message, first.args),
            _ => (Phrase::EmbeddedInvalid, [Arg::None; 3]),
        };
        let mut finding = Finding::new(Code::InvalidEmbeddedJson, node, range, phrase)
            .args(args)
            .help(Phrase::HelpEmbedded);
        finding.embedded = Some(Box::new(Embedded {
            pointer,
            code: first.code,
        }));
        self.sink.push(finding);
        Judged::Slot(outer)
    }
}

/// The first syntax error of a document, and the pointer to it.
fn first_fault(text: &[u8]) -> Option<(Finding, String)> {
    let mut tape = Tape::default();
    let mut sink = Sink::new(&Levels::USUAL);
    if let Some(finding) = not_json(text) {
        return Some((finding, String::new()));
    }
    tape::read(text, 0, &mut tape, &mut sink);
    if !tape.faulty {
        return None;
    }
    let is_error = |finding: &Finding| finding.code.severities() == [Severity::Error];
    let first = sink.finish().findings.into_iter().find(is_error)?;
    let mut walk = PathWalk::default();
    let pointer = masked_pointer(text, &tape, short(walk.to(first.node, &tape), &tape));
    Some((first, pointer))
}

/// A pointer (RFC 6901) whose names are masked as in a redacted body.
fn masked_pointer(text: &[u8], tape: &Tape, steps: &[PathStep]) -> String {
    let mut pointer = String::new();
    for step in steps {
        pointer.push('/');
        match step {
            PathStep::Index(index) => pointer.push_str(&index.to_string()),
            PathStep::Member(key) => {
                let name = tape::name(text, tape, *key);
                push_name(&mask::name(&String::from_utf8_lossy(&name)), &mut pointer);
            }
        }
    }
    pointer
}
