//! Single values: judged and decoded by the same function, once.
//!
//! In: a node, and what kind of value or which choice is due there. Out: its slot, and findings of what is wrong with it. Does not
//! know: of which member it is the value, but for its name in a sentence; whether it was needed.
//!
//! Why it exists: a value that is wrong is mostly of use all the same – a number in a string, another spelling –, and then it is
//! read as it is meant and kept as it was sent.

use super::nearest::nearest_value;
use super::{Check, Found, Judged, type_word};
use crate::catalog::{Code, Phrase, Severity, Word};
use crate::diagnostic::{Arg, Finding};
use crate::kind::{Fault, JsonType, Kind, boolean_in, holds_number, is_likely, is_number};
use crate::lexer::Decoded;
use crate::schema::{Choice, Otherwise};
use crate::slots::{Slot, Tag, json_slot, text_slot};
use crate::source::Range;
use crate::tape::{Node, NodeType};
use std::borrow::Cow;

impl<'t> Check<'t, '_, '_> {
    /// Whether the text ends inside a string: of an id, a time or a choice there is nothing to judge then, nor to rely on.
    pub(crate) fn is_cut(&self, value: Node) -> bool {
        value.is(Node::UNCLOSED) && value.end as usize == self.text.len()
    }

    /// Whether what a string was meant to say is a guess: it is cut, or has something in it that no JSON string has.
    pub(crate) fn is_guess(&self, value: Node) -> bool {
        value.is(Node::MARRED) || self.is_cut(value)
    }

    /// Judges a single value.
    #[inline]
    pub(super) fn leaf(&mut self, kind: Kind, node: u32) -> Judged {
        let value = self.node(node);
        match (kind, value.kind()) {
            (Kind::EmbeddedJson, NodeType::String) => self.embedded(node),
            (Kind::Version, NodeType::String) if self.is_guess(value) => Judged::Silent,
            (Kind::Version, NodeType::String | NodeType::Number) => Judged::Slot(json_slot(self.tape, node)),
            (Kind::Version, _) => self.stand_in(node, Word::ANumber),
            (Kind::Json, _) | (Kind::JsonObject, NodeType::Object) => {
                self.look_through(node);
                Judged::Slot(json_slot(self.tape, node))
            }
            (Kind::JsonObject, _) => self.stand_in(node, Word::AnObject),
            _ => match kind.law().json_type {
                Some(JsonType::Number) => self.number(kind, node),
                Some(JsonType::Boolean) => self.boolean(node),
                _ => self.string(kind, node),
            },
        }
    }

    /// A value of a wrong type, unless a syntax error put it there.
    fn stand_in(&mut self, node: u32, expected: Word) -> Judged {
        let value = self.node(node);
        if self.is_guess(value) {
            return Judged::Silent;
        }
        let is_text = matches!(value.kind(), NodeType::Object | NodeType::Array | NodeType::String);
        if value.is(Node::FAULTY) && !is_text {
            Judged::Silent
        } else {
            Judged::Mistyped(expected)
        }
    }

    #[inline]
    fn string(&mut self, kind: Kind, node: u32) -> Judged {
        let value = self.node(node);
        match value.kind() {
            NodeType::String => {
                if value.is(Node::ESCAPED | Node::FAULTY) {
                    if value.is(Node::MARRED) && !matches!(kind, Kind::FreeText) {
                        self.sink.join_lines(node);
                    }
                    let is_open = !matches!(kind, Kind::FreeText) && self.is_cut(value);
                    if is_open || !kind.is_any_string() && value.is(Node::MARRED) {
                        return Judged::Silent;
                    }
                    let decoded = self.tape.decode(self.text, value);
                    match kind.judge(&decoded.text) {
                        Ok(()) => {}
                        // Who knows what it lost together with its quote.
                        Err(_) if value.is(Node::UNCLOSED) => return Judged::Silent,
                        Err(fault) => self.report_fault(node, fault, Some(&decoded)),
                    }
                } else if let Err(fault) = kind.judge(value.inner().of(self.text)) {
                    self.report_fault(node, fault, None);
                }
                Judged::Slot(text_slot(self.tape, node))
            }
            NodeType::Object | NodeType::Array => {
                if kind.law().sensitive {
                    self.scratch.veiled.push(node);
                }
                Judged::Mistyped(Word::AString)
            }
            _ => self.scalar_as_text(node),
        }
    }

    /// A number or a boolean where a string is due can only be meant one way: as its text.
    #[cold]
    fn scalar_as_text(&mut self, node: u32) -> Judged {
        let value = self.node(node);
        if value.is(Node::FAULTY) {
            return Judged::Silent;
        }
        self.read_as(node, Word::AString);
        Judged::Slot(Slot::range(Tag::Text, value.range()))
    }

    /// Says that a value is of another type than documented, and read as it is meant.
    fn read_as(&mut self, node: u32, expected: Word) {
        let value = self.node(node);
        let finding = Finding::new(Code::TypeMismatch, node, value.range(), Phrase::TypeExpectedFound)
            .severity(Severity::Warning)
            .args([Arg::Word(expected), Arg::Word(type_word(value.kind()))])
            .help(Phrase::HelpReadAs);
        self.sink.push(finding);
    }

    fn number(&mut self, kind: Kind, node: u32) -> Judged {
        let value = self.node(node);
        let range = match value.kind() {
            NodeType::Number => value.range(),
            NodeType::String if !value.is(Node::FAULTY) && is_number(value.inner().of(self.text)) => {
                let finding = Finding::new(Code::StringifiedNumber, node, value.range(), Phrase::NumberInString)
                    .help(Phrase::HelpNumberInString)
                    .edit(
                        Range {
                            start: value.start,
                            end: value.start + 1,
                        },
                        Phrase::EditNothing,
                    )
                    .edit(
                        Range {
                            start: value.end - 1,
                            end: value.end,
                        },
                        Phrase::EditNothing,
                    );
                self.sink.push(finding);
                value.inner()
            }
            _ => return self.stand_in(node, Word::ANumber),
        };
        if let Err(fault) = kind.judge(range.of(self.text)) {
            self.report_fault(node, fault, None);
        }
        Judged::Slot(Slot::range(Tag::Number, range))
    }

    fn boolean(&mut self, node: u32) -> Judged {
        let value = self.node(node);
        let tag = match value.kind() {
            NodeType::True => Tag::True,
            NodeType::False => Tag::False,
            NodeType::String if self.is_guess(value) => return Judged::Silent,
            NodeType::String => match boolean_in(self.tape.inside(self.text, value).of(self.text)) {
                Some(true) => Tag::True,
                Some(false) => Tag::False,
                None => return Judged::Mistyped(Word::ABoolean),
            },
            _ => return self.stand_in(node, Word::ABoolean),
        };
        if value.kind() == NodeType::String {
            self.read_as(node, Word::ABoolean);
        }
        Judged::Slot(Slot::new(tag, 0, 0))
    }

    /// One of a set of spellings.
    #[inline]
    pub(super) fn choice(&mut self, choice: &'static Choice, field: (&Found, usize), node: u32) -> Judged {
        let value = self.node(node);
        match value.kind() {
            NodeType::String => {}
            NodeType::Object | NodeType::Array => return Judged::Mistyped(Word::AString),
            _ => return self.scalar_as_text(node),
        }
        let text: Cow<'_, [u8]> = if value.is(Node::ESCAPED | Node::FAULTY) {
            if self.is_guess(value) {
                self.sink.join_lines(node);
                return Judged::Silent;
            }
            self.tape.decode(self.text, value).text.into()
        } else {
            value.inner().of(self.text).into()
        };
        match choice.find(&text) {
            Some((index, canonical)) => {
                if !canonical {
                    self.report_spelling(choice, index, node);
                }
                Judged::Slot(Slot::new(Tag::Choice, index as u32, 0))
            }
            None if value.is(Node::UNCLOSED) => Judged::Silent,
            None => {
                self.report_unknown(choice, field, node, &text);
                Judged::Slot(text_slot(self.tape, node))
            }
        }
    }

    #[cold]
    fn report_spelling(&mut self, choice: &'static Choice, index: usize, node: u32) {
        let value = self.node(node);
        let finding = Finding::new(
            Code::NonstandardSpelling,
            node,
            value.range(),
            Phrase::SpellingNonstandard,
        )
        .args([self.written(node), Arg::Value(choice.id, index as u8)])
        .help(Phrase::HelpSpelling)
        .edit(value.range(), Phrase::EditCanonical);
        self.sink.push(finding);
    }

    /// `text`: what the value says. What may be anybody's text is not repeated.
    #[cold]
    fn report_unknown(&mut self, choice: &'static Choice, (found, index): (&Found, usize), node: u32, text: &[u8]) {
        let (code, [named, unnamed], help) = match choice.otherwise {
            Otherwise::UnknownMessageType => (
                Code::UnknownMessageType,
                [Phrase::MessageTypeUnknown, Phrase::MessageTypeUnnamed],
                Phrase::HelpUnknownType,
            ),
            Otherwise::UnknownInteractiveType => (
                Code::UnknownInteractiveType,
                [Phrase::InteractiveTypeUnknown, Phrase::InteractiveTypeUnnamed],
                Phrase::HelpUnknownType,
            ),
            Otherwise::UnknownValue => (
                Code::UnknownValue,
                [Phrase::ValueUnknown, Phrase::ValueUnnamed],
                Phrase::HelpUnknownValue,
            ),
            Otherwise::Open => return,
        };
        let phrase = if is_likely(text) && !holds_number(text) {
            named
        } else {
            unnamed
        };
        let value = self.node(node);
        let mut finding = Finding::new(code, node, value.range(), phrase)
            .args([self.written(node), self.named(found, index)])
            .help(help);
        if let Some(meant) = nearest_value(choice, text) {
            finding = finding.help(Phrase::HelpValueMeant);
            finding.args[2] = Arg::Value(choice.id, meant as u8);
        }
        self.sink.push(finding);
    }

    /// Says what is wrong with a value, at the exact characters where they can be named.
    #[cold]
    fn report_fault(&mut self, node: u32, fault: Fault, decoded: Option<&Decoded>) {
        let value = self.node(node);
        let inner = self.tape.inside(self.text, value);
        let range = match (fault.at, decoded) {
            (None, _) => value.range(),
            (Some((start, end)), Some(decoded)) => Range::new(decoded.source(start), decoded.source(end)),
            (Some((start, end)), None) => Range::new(inner.start as usize + start, inner.start as usize + end),
        };
        let help = match fault.code {
            Code::InvalidUuid => Phrase::HelpUuid,
            Code::InvalidTimestamp => Phrase::HelpTimestamp,
            Code::InvalidPhoneNumber => Phrase::HelpPhone,
            Code::InvalidUrl => Phrase::HelpUrl,
            _ => Phrase::HelpRange,
        };
        self.sink
            .push(Finding::new(fault.code, node, range, fault.phrase).help(help));
    }
}
