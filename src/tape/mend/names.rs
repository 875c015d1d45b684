//! What stands where the name of a member is due, or its colon.
//!
//! In: a reader that stands behind a brace, a comma or a name. Out: a finding, a name for what was meant, and the state to go on
//! from. Does not know: values.
//!
//! Why it exists: JavaScript, templates and documentation write names in ways that JSON has not, and mean a name by it.

use super::super::reader::{Reader, State};
use super::super::{Node, NodeType};
use super::{Loss, placeholder_end, smart_quote_length};
use crate::catalog::{Code, Phrase, Word};
use crate::diagnostic::Finding;
use crate::source::Range;

impl Reader<'_, '_, '_> {
    #[cold]
    pub(in crate::tape) fn mend_key(&mut self) -> State {
        let container = self.container_or_root();
        let Some(byte) = self.peek() else {
            return self.unexpected_end(container);
        };
        if let Some(patience) = self.comment(container) {
            return self.or_stop(patience, State::Key);
        }
        if let Some(state) = self.escaped_json_read_too_short() {
            return state;
        }
        if byte == b'{'
            && let Some(state) = self.element_for_key(self.at)
        {
            return state;
        }
        if let Some(end) = placeholder_end(self.text, self.at) {
            return self.placeholder_for_key(container, end);
        }
        if let Some(state) = self.placeholder_in_brackets() {
            return state;
        }
        if let Some(end) = self.decimals_end() {
            return self.decimal_comma(end);
        }
        match byte {
            b'}' => match self.comma {
                Some(comma) => self.trailing_comma(comma),
                None => self.close(),
            },
            b']' => self.wrong_closer(),
            b'\'' => self.foreign_string(Node::KEY),
            _ if smart_quote_length(self.text, self.at).is_some() => self.foreign_string(Node::KEY),
            _ if self.is_prefix() => self.foreign_string(Node::KEY),
            _ if self.is_prefix_of_double() => self.one_too_many(container, Word::AKey, State::Key),
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'_' | b'$' | b'-' => self.bare_key(),
            b',' => self.comma_for_key(container),
            b'{' | b'[' if self.is_bracket_too_many(container) => self.one_too_many(container, Word::AKey, State::Key),
            b'{' | b'[' => self.value_without_key(container),
            b':' if self.name_follows(self.at + 1) => self.one_too_many(container, Word::AKey, State::Key),
            b':' => self.value_without_key(container),
            _ => self.junk(container, Word::AKey, State::Key),
        }
    }

    /// A placeholder up to `end`: the name of a member, or any members that the object may have.
    fn placeholder_for_key(&mut self, container: u32, end: usize) -> State {
        if self.follows(end, |next| next == b':') {
            let flags = Node::KEY | Node::FAULTY | Node::BARE | Node::MARRED;
            self.push(NodeType::String, flags, self.at, self.placeholder_name_end(end));
            // Whatever member this is, it is there.
            self.mark_open(Node::LOSSY);
            return self.placeholder(self.tape.len() - 1, end, State::Colon);
        }
        if let Some(object) = self.tape.nodes.get_mut(container as usize) {
            object.info |= Node::LOSSY;
        }
        self.placeholder(container, end, State::Key)
    }

    /// Where the name ends that a placeholder up to `end` is: behind the dots. What follows them may be somebody's number, and names are
    /// shown.
    fn placeholder_name_end(&self, end: usize) -> usize {
        let dots = self.text.get(self.at..end).unwrap_or_default().iter();
        match dots.take_while(|byte| **byte == b'.').count() {
            0 => end,
            dots => self.at + dots,
        }
    }

    fn comma_for_key(&mut self, container: u32) -> State {
        let before = self.text.get(..self.at).unwrap_or_default();
        let after_placeholder = before.trim_ascii_end().ends_with(b".") || before.trim_ascii_end().ends_with(b">");
        if self.comma.is_none() && after_placeholder {
            self.comma = Some(self.at);
            self.at += 1;
            return State::Key;
        }
        self.one_too_many(container, Word::AKey, State::Key)
    }

    /// Where digits end that stand directly behind a number and its comma, and before what stands behind values: the comma is that of
    /// a number as it is written in many languages.
    fn decimals_end(&self) -> Option<usize> {
        let whole = self.tape.nodes.last().filter(|last| last.kind() == NodeType::Number)?;
        let digits = self
            .text
            .get(self.at..)?
            .iter()
            .take_while(|byte| byte.is_ascii_digit());
        let end = self.at + digits.count();
        let is_joined = end > self.at && whole.end as usize + 1 == self.at && self.comma == Some(self.at - 1);
        (is_joined && self.follows(end, |next| matches!(next, b',' | b'}'))).then_some(end)
    }

    /// A number with a comma for its point: both its parts are one value.
    fn decimal_comma(&mut self, end: usize) -> State {
        let Some(number) = self.tape.nodes.last_mut() else {
            return self.stop();
        };
        number.info = NodeType::Error as u32 | Node::FAULTY;
        number.end = end as u32;
        let range = number.range();
        let node = self.tape.len() - 1;
        let finding = Finding::new(Code::InvalidNumber, node, range, Phrase::NumberInvalid)
            .help(Phrase::HelpNumber)
            .edit(Range::new(self.at - 1, self.at), Phrase::EditPoint);
        self.at = end;
        self.comma = None;
        let patience = self.fault(finding, Loss::None);
        self.or_stop(patience, State::After)
    }

    fn bare_key(&mut self) -> State {
        let start = self.at;
        while self.goes_on(self.at) {
            self.at += 1;
        }
        let node = self.upcoming();
        let end = self.at;
        let is_closed = self.text.get(end) == Some(&b'"') && self.follows(end + 1, |next| next == b':');
        self.at += usize::from(is_closed);
        let quotes = if is_closed { Node::ESCAPED } else { Node::BARE };
        self.push(NodeType::String, Node::KEY | Node::FAULTY | quotes, start, self.at);
        self.comma = None;
        let mut finding = Finding::new(Code::UnquotedKey, node, Range::new(start, self.at), Phrase::KeyUnquoted)
            .help(Phrase::HelpQuote)
            .edit(Range::empty(start), Phrase::EditQuote);
        if !is_closed {
            finding = finding.edit(Range::empty(end), Phrase::EditQuote);
        }
        let patience = self.fault(finding, Loss::None);
        self.or_stop(patience, State::Colon)
    }

    /// A value that no name belongs to: it is read, under a name that is nothing.
    fn value_without_key(&mut self, container: u32) -> State {
        let at = self.at;
        let patience = self.report_unless_junk(container, Word::AKey);
        self.push(NodeType::String, Node::KEY | Node::FAULTY | Node::BARE, at, at);
        self.comma = None;
        self.junk = false;
        let state = if self.text.get(at) == Some(&b':') {
            State::Colon
        } else {
            State::Value
        };
        self.or_stop(patience, state)
    }

    #[cold]
    pub(in crate::tape) fn mend_colon(&mut self) -> State {
        let key = self.tape.len().saturating_sub(1);
        let Some(byte) = self.peek() else {
            return self.unexpected_end(key);
        };
        if let Some(patience) = self.comment(key) {
            return self.or_stop(patience, State::Colon);
        }
        let behind = self.tape.node(key).end as usize;
        if let Some((start, end)) = self.name_read_too_far() {
            self.tape.nodes.pop();
            return self.unclosed_name(start, end);
        }
        if let Some(close) = self.name_end_behind_stray_quote() {
            return self.name_with_stray_quote(close);
        }
        if matches!(byte, b',' | b']')
            && let Some(state) = self.element_for_name()
        {
            return state;
        }
        match byte {
            b',' | b'}' | b']' => {
                let patience = self.report_here(key, Word::AColon);
                self.give_up_member();
                self.or_stop(patience, State::After)
            }
            b'"' | b'\'' if self.follows(self.at + 1, |next| next == b':') => {
                self.one_too_many(key, Word::AColon, State::Colon)
            }
            b'=' => {
                let arrow = 1 + usize::from(self.text.get(self.at + 1) == Some(&b'>'));
                let patience = self.unexpected(key, arrow, Word::AColon, Some(Phrase::EditColon));
                self.or_stop(patience, State::Value)
            }
            _ if self.text.get(self.at..self.at + 3) == Some("\u{FF1A}".as_bytes()) => {
                let patience = self.unexpected(key, 3, Word::AColon, Some(Phrase::EditColon));
                self.or_stop(patience, State::Value)
            }
            _ if self.can_start_value(byte) => {
                let mut finding = Finding::new(Code::MissingColon, key, Range::empty(behind), Phrase::NoColon)
                    .help(Phrase::HelpColon);
                // Where a name ends that is not closed is a guess already.
                if !self.tape.node(key).is(Node::UNCLOSED) {
                    finding = finding.edit(Range::empty(behind), Phrase::EditColon);
                }
                let patience = self.fault(finding, Loss::None);
                self.or_stop(patience, State::Value)
            }
            _ => self.junk(key, Word::AColon, State::Colon),
        }
    }
}
