//! What stands behind a value: commas and brackets, missing, wrong or too many, and what follows the document.
//!
//! In: a reader that stands behind a value. Out: a finding, nodes closed where they end, and the state to go on from. Does not
//! know: what the value was, but for a string that may have been read too far.
//!
//! Why it exists: between two values there is a comma or a bracket. Whatever else stands there may be the next value, or the rest
//! of the one before.

use super::super::reader::{Reader, State};
use super::super::{DEPTH_MAX, Node, NodeType};
use super::{Loss, Patience, character_length, placeholder_end, smart_quote_length};
use crate::catalog::{Code, Phrase, Word};
use crate::diagnostic::{Arg, Finding};
use crate::source::Range;

impl Reader<'_, '_, '_> {
    #[cold]
    pub(in crate::tape) fn mend_after(&mut self) -> State {
        let container = self.container_or_root();
        let is_object = self.container_is_object();
        if let Some(state) = self.goes_on_otherwise() {
            return state;
        }
        if let Some(state) = self.mend_quotes_before() {
            return state;
        }
        if let Some(state) = self.escaped_json_read_too_short() {
            return state;
        }
        let behind = self.end_of_last();
        while let Some(patience) = self.comment(container) {
            if patience == Patience::Gone {
                return self.stop();
            }
            if matches!(self.peek(), Some(b',' | b'}' | b']')) {
                return State::After;
            }
        }
        let Some(byte) = self.peek() else {
            return self.unexpected_end(container);
        };
        let expected = if is_object {
            Word::ACommaOrBrace
        } else {
            Word::ACommaOrBracket
        };
        let next = if is_object { State::Key } else { State::Value };
        let before = self.follows_whole(NodeType::String);
        if byte == b':'
            && before
            && let Some(state) = self.name_for_value(container, expected)
        {
            return state;
        }
        if !self.leaves_whole(behind, byte) {
            self.mar_last(behind);
        }
        if let Some(length) = self.odd_comma_length() {
            let patience = self.unexpected(container, length, expected, Some(Phrase::EditComma));
            return self.or_stop(patience, next);
        }
        match byte {
            // It closes nothing: without it all brackets match.
            b']' if self.bracket_excess() == -1 => self.one_too_many(container, expected, State::After),
            b'}' | b']' => self.wrong_closer(),
            b':' if is_object && before => self.stray_colon(container, expected),
            _ if !self.can_start_value(byte) || is_object && self.is_stray_word() => {
                self.junk_after(container, expected)
            }
            _ => {
                let finding = Finding::new(Code::MissingComma, container, Range::empty(behind), Phrase::NoComma)
                    .help(Phrase::HelpComma)
                    .edit(Range::empty(behind), Phrase::EditComma);
                let patience = self.fault(finding, Loss::None);
                self.or_stop(patience, next)
            }
        }
    }

    /// What stands behind a string may show that it goes on: in another piece behind a plus sign, or where the count of characters that
    /// a console leaves out stands for the rest of it.
    fn goes_on_otherwise(&mut self) -> Option<State> {
        let last = *self.tape.nodes.last()?;
        let behind = last.end as usize;
        if last.kind() != NodeType::String || self.end_of_last() != behind {
            return None;
        }
        if self.text.get(self.at) == Some(&b'+') && !last.is(Node::FAULTY) && self.next_piece(behind).is_some() {
            self.tape.nodes.pop();
            self.at = last.start as usize;
            return Some(self.foreign_string(0));
        }
        let is_count = |end: &usize| self.text.get(end - 1).is_some_and(u8::is_ascii_alphabetic);
        let end = placeholder_end(self.text, self.at).filter(|end| self.at == behind && is_count(end))?;
        self.mar_last(behind);
        let node = self.tape.len() - 1;
        Some(self.placeholder(node, end, State::After))
    }

    /// What stands behind a value may show that the value before has lost a quote; then it is read again.
    fn mend_quotes_before(&mut self) -> Option<State> {
        let last = self.tape.nodes.last().copied().filter(|last| !last.is(Node::FAULTY))?;
        let start = last.start as usize;
        match last.kind() {
            NodeType::String if last.end as usize == self.end_of_last() => {
                if let Some(content) = self.value_read_too_far(last).filter(|_| last.end as usize == self.at) {
                    self.tape.nodes.pop();
                    return Some(self.unclosed(start, content, 0));
                }
                let close = self.end_behind_stray_quotes(last)?;
                self.tape.nodes.pop();
                Some(self.with_stray_quotes(last, close))
            }
            NodeType::String => None,
            _ => {
                let close = self.lost_opening_quote(start).filter(|close| *close >= self.at)?;
                self.tape.nodes.pop();
                self.at = start;
                Some(self.unopened(self.upcoming(), close))
            }
        }
    }

    /// Whether what stands behind a value leaves it whole: a bracket, or plainly the next member or element. Anything else may be the
    /// rest of the value.
    fn leaves_whole(&self, behind: usize, byte: u8) -> bool {
        let is_apart = self.at > behind;
        let is_quote = byte == b'\'' || smart_quote_length(self.text, self.at).is_some();
        if let Some(length) = self.odd_comma_length() {
            return self.name_follows(self.at + length);
        }
        match byte {
            b'}' | b']' => true,
            b'"' if self.container_is_object() => self.name_follows(self.at),
            _ if self.container_is_object() => is_apart && (is_quote || self.bare_name_follows(is_apart)),
            b'"' | b'{' | b'[' => true,
            _ => is_apart,
        }
    }

    /// The length of what stands here for a comma: a semicolon, or the comma of a keyboard for Chinese or Japanese (U+FF0C).
    fn odd_comma_length(&self) -> Option<usize> {
        let rest = self.text.get(self.at..)?;
        let is_here = |comma: &&str| rest.starts_with(comma.as_bytes());
        [";", "\u{FF0C}"]
            .iter()
            .find(|comma| is_here(comma))
            .map(|comma| comma.len())
    }

    /// Takes the value that ends at `behind` for a guess: the syntax breaks directly behind it.
    fn mar_last(&mut self, behind: usize) {
        if let Some(last) = self.tape.nodes.last_mut()
            && last.end as usize == behind
        {
            last.info |= Node::FAULTY | Node::MARRED;
            if last.kind() == NodeType::String {
                last.info |= Node::ESCAPED;
            }
        }
    }

    /// A colon behind a string shows that it is a name. What is missing, or wrong, in front of it? Brackets tell, where they do not
    /// match up.
    fn name_for_value(&mut self, container: u32, expected: Word) -> Option<State> {
        let excess = self.bracket_excess();
        let lacks_brace = match self.container_is_object() {
            true => excess != 0 && self.depth < DEPTH_MAX,
            false => excess < 0 && self.depth < DEPTH_MAX,
        };
        match () {
            () if lacks_brace => {
                let patience = self.report_here(container, expected);
                Some(self.unopened_object(patience))
            }
            () if !self.container_is_object() => self.wrong_bracket_before_name(container, excess),
            () if self.is_name_before_value() => Some(self.lost_value()),
            () => None,
        }
    }

    /// Whether the string before is one that names are made of, and a value follows the colon here.
    fn is_name_before_value(&self) -> bool {
        let name = self
            .tape
            .nodes
            .last()
            .map_or(&b""[..], |last| last.inner().of(self.text));
        let is_name = name
            .first()
            .is_some_and(|byte| byte.is_ascii_alphabetic() || *byte == b'_')
            && name.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
        is_name && self.follows(self.at + 1, |next| !matches!(next, b',' | b':' | b'}' | b']'))
    }

    /// A colon behind a string that is a member's value: the string is the next name, and the value before it is missing.
    fn lost_value(&mut self) -> State {
        let Some(name) = self.tape.nodes.pop() else {
            return self.stop();
        };
        let (start, node) = (name.start as usize, self.upcoming());
        let finding = Finding::new(
            Code::UnexpectedCharacter,
            node,
            name.range(),
            Phrase::ExpectedFoundCharacter,
        )
        .args([Arg::Word(Word::AValue), Arg::Word(Word::AKey)])
        .help(Phrase::HelpValueBefore);
        self.give_up_member_at(start);
        self.push(NodeType::String, Node::KEY, start, name.end as usize);
        let patience = self.fault(finding, Loss::None);
        self.or_stop(patience, State::Colon)
    }

    /// A colon that belongs nowhere, and the value behind it.
    fn stray_colon(&mut self, container: u32, expected: Word) -> State {
        let patience = self.unexpected(container, 1, expected, None);
        match self.peek() {
            Some(b'"') => self.at = (self.string_skip(self.at) + 1).min(self.text.len()),
            _ => {
                while self.goes_on(self.at) {
                    self.at += 1;
                }
            }
        }
        self.or_stop(patience, State::After)
    }

    /// Whether the value before is of this type, and nothing is wrong with it. It is the last node, unless that stands in an
    /// object or array that was closed since.
    fn follows_whole(&self, kind: NodeType) -> bool {
        let is_before = |last: &Node| last.end as usize == self.end_of_last();
        self.tape
            .nodes
            .last()
            .is_some_and(|last| last.kind() == kind && !last.is(Node::FAULTY) && is_before(last))
    }

    /// Skips what belongs nowhere up to the next thing that may stand behind a value.
    fn junk_after(&mut self, container: u32, expected: Word) -> State {
        let length = character_length(self.text, self.at);
        let patience = self.unexpected(container, length, expected, None);
        while let Some(byte) = self.text.get(self.at) {
            if matches!(byte, b',' | b'}' | b']' | b'"' | b'{' | b'[' | b'\n' | b'\r') {
                break;
            }
            self.at += 1;
        }
        self.or_stop(patience, State::After)
    }

    /// Where the value just read ends.
    fn end_of_last(&self) -> usize {
        let before = self.text.get(..self.at).unwrap_or_default();
        before.trim_ascii_end().len()
    }

    pub(super) fn trailing_comma(&mut self, comma: usize) -> State {
        let patience = self.report_trailing_comma(comma);
        let state = self.close();
        self.or_stop(patience, state)
    }

    pub(super) fn report_trailing_comma(&mut self, comma: usize) -> Patience {
        let range = Range::new(comma, comma + 1);
        let closer = self.text.get(self.at).copied().unwrap_or(b'}');
        let finding = Finding::new(
            Code::TrailingComma,
            self.container_or_root(),
            range,
            Phrase::CommaTrails,
        )
        .args([Arg::Character(closer)])
        .help(Phrase::HelpRemoveComma)
        .edit(range, Phrase::EditNothing);
        self.fault(finding, Loss::None)
    }

    #[cold]
    pub(in crate::tape) fn mend_end(&mut self) -> State {
        if let Some(patience) = self.comment(0) {
            return match patience {
                Patience::Left => State::After,
                Patience::Gone => State::Done,
            };
        }
        if self.lacks_first_brace() {
            return self.unopened_root();
        }
        if let Some(state) = self.escaped_json_read_too_short() {
            return state;
        }
        let rest = self.text.get(self.at..).unwrap_or_default();
        // A form feed is no white space of JSON, and may be all there is.
        let range = Range::new(self.at, self.at + rest.trim_ascii_end().len().max(1));
        // A bracket too many may have closed an object early: then this is what it has lost.
        self.tape.unbalanced |= matches!(rest.first(), Some(b'}' | b']' | b',' | b'"'));
        if let Some(root) = self.tape.nodes.first_mut() {
            root.info |= Node::LOSSY;
        }
        let finding = Finding::new(Code::TrailingText, 0, range, Phrase::TextTrails).help(Phrase::HelpTrailing);
        self.fault(finding, Loss::None);
        self.at = self.text.len();
        State::Done
    }
}
