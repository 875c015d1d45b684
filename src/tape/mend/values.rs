//! Values that are not JSON, and what stands where a value is due.
//!
//! In: a reader that stands where a value begins. Out: a finding, a node for what was meant, and the state to go on from. Does
//! not know: strings in quotes, which are a matter of their own.
//!
//! Why it exists: Python, JavaScript and people write values in ways that JSON has not, and mean a value by it.

use super::super::reader::{Reader, State};
use super::super::{DEPTH_MAX, Node, NodeType};
use super::{Loss, placeholder_end, smart_quote_length};
use crate::catalog::{Code, Phrase, Word};
use crate::diagnostic::{Arg, Finding};
use crate::lexer;
use crate::source::Range;

/// The words other languages have for the values of JSON, and what to write instead.
const FOREIGN_LITERALS: &[(&str, NodeType)] = &[
    ("True", NodeType::True),
    ("TRUE", NodeType::True),
    ("False", NodeType::False),
    ("FALSE", NodeType::False),
    ("None", NodeType::Null),
    ("NULL", NodeType::Null),
    ("Null", NodeType::Null),
    ("nil", NodeType::Null),
    ("undefined", NodeType::Null),
    ("NaN", NodeType::Null),
    ("nan", NodeType::Null),
    ("Infinity", NodeType::Null),
    ("-Infinity", NodeType::Null),
    ("inf", NodeType::Null),
];

/// Whether text begins with a word that other languages use where JSON has a literal.
pub(crate) fn begins_with_foreign_literal(text: &[u8]) -> bool {
    let end = text
        .iter()
        .position(|byte| !lexer::goes_on(*byte))
        .unwrap_or(text.len());
    let word = text.get(..end).unwrap_or_default();
    FOREIGN_LITERALS.iter().any(|(foreign, _)| foreign.as_bytes() == word)
}

/// How far brackets are counted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Until {
    /// To the one that closes what opens at the beginning, or to the end of the text where none does.
    Closed,
    /// To the one that closes what was open before.
    Outer,
    /// To the end of the text.
    End,
}

/// How to write a literal.
const fn literal_word(kind: NodeType) -> Word {
    match kind {
        NodeType::True => Word::True,
        NodeType::False => Word::False,
        _ => Word::Null,
    }
}

/// Whether what begins like a number is text that has lost its quotes: a phone number, a time, a UUID.
fn is_text(token: &[u8]) -> bool {
    const PHONE_DIGITS_MIN: usize = 7;
    let is_phone =
        |digits: &[u8]| digits.len() >= PHONE_DIGITS_MIN && digits.iter().all(u8::is_ascii_digit) && digits[0] != b'0';
    match token {
        [b'+', digits @ ..] => is_phone(digits),
        [b'0', b'x' | b'X', ..] => false,
        [b'0'..=b'9', ..] => token
            .iter()
            .any(|byte| byte.is_ascii_alphabetic() && !matches!(byte, b'e' | b'E') || *byte == b':'),
        _ => false,
    }
}

/// What is said of a word that means a literal in another language.
fn foreign_literal(node: u32, word: Range, meant: NodeType) -> Finding {
    let text = match meant {
        NodeType::True => Phrase::EditTrue,
        NodeType::False => Phrase::EditFalse,
        _ => Phrase::EditNull,
    };
    Finding::new(Code::UnknownLiteral, node, word, Phrase::LiteralUnknownNamed)
        .args([Arg::Text(word), Arg::Word(literal_word(meant))])
        .help(Phrase::HelpLiteral)
        .edit(word, text)
}

impl Reader<'_, '_, '_> {
    #[cold]
    pub(in crate::tape) fn mend_value(&mut self) -> State {
        let node = self.upcoming();
        let Some(byte) = self.peek() else {
            let node = if self.comma.is_some() {
                self.container_or_root()
            } else {
                node
            };
            return self.unexpected_end(node);
        };
        if let Some(patience) = self.comment(node) {
            return self.or_stop(patience, State::Value);
        }
        if let Some(end) = placeholder_end(self.text, self.at) {
            return self.placeholder(node, end, State::After);
        }
        if let Some(state) = self.placeholder_in_brackets() {
            return state;
        }
        if !self.junk
            && self.text.get(self.at..self.at + 2) == Some(b"\\\"")
            && let Some(state) = self.escaped_string(node)
        {
            return state;
        }
        // Not behind junk: that is passed over byte by byte, and this looks far ahead.
        if !self.junk
            && let Some(close) = self.lost_opening_quote(self.at)
        {
            return self.unopened(node, close);
        }
        match byte {
            b'\'' => self.foreign_string(0),
            _ if smart_quote_length(self.text, self.at).is_some() => self.foreign_string(0),
            b'-' if self.text.get(self.at + 1).is_some_and(u8::is_ascii_alphabetic) => self.bare_value(node),
            b'0'..=b'9' | b'-' | b'+' | b'.' => self.bad_number(node),
            _ if self.is_prefix() => self.foreign_string(0),
            _ if self.is_prefix_of_double() => self.one_too_many(node, Word::AValue, State::Value),
            b'A'..=b'Z' | b'a'..=b'z' | b'_' | b'$' => self.bare_value(node),
            b'#' | b'<' | b'/' | b'&' if !self.junk => self.bare_value(node),
            b']' | b'}' => self.closer_for_value(node, byte),
            b',' => self.comma_for_value(node),
            b':' => self.one_too_many(node, Word::AValue, State::Value),
            _ => self.junk(node, Word::AValue, State::Value),
        }
    }

    /// Digits and what belongs to them, but no number.
    fn bad_number(&mut self, node: u32) -> State {
        let start = self.at;
        while self.goes_on(self.at) || self.is_colon_of_time() {
            self.at += 1;
        }
        let range = Range::new(start, self.at);
        let token = range.of(self.text);
        if self.depth > 0
            && self.at == self.text.len()
            && lexer::number_end(&[token, b"0"].concat(), 0) == Some(token.len() + 1)
        {
            self.push(NodeType::Error, Node::FAULTY, start, self.at);
            return self.unexpected_end(node);
        }
        let mut finding =
            Finding::new(Code::InvalidNumber, node, range, Phrase::NumberInvalid).help(Phrase::HelpNumber);
        match token {
            _ if is_text(token) => {
                finding = finding
                    .help(Phrase::HelpNumberQuote)
                    .edit(Range::empty(start), Phrase::EditQuote)
                    .edit(Range::empty(self.at), Phrase::EditQuote);
            }
            [b'0', b'0'..=b'9', ..] | [b'-', b'0', b'0'..=b'9', ..] => finding = finding.help(Phrase::HelpNumberZero),
            [b'+', rest @ ..] if lexer::number_end(rest, 0) == Some(rest.len()) => {
                finding = finding.edit(Range::new(start, start + 1), Phrase::EditNothing);
            }
            [b'.', rest @ ..] | [b'-', b'.', rest @ ..] if rest.iter().all(u8::is_ascii_digit) && !rest.is_empty() => {
                let point = self.at - rest.len() - 1;
                finding = finding.edit(Range::empty(point), Phrase::EditZero);
            }
            [rest @ .., b'.']
                if lexer::number_end(rest, 0) == Some(rest.len())
                    && rest.iter().all(|b| *b == b'-' || b.is_ascii_digit()) =>
            {
                finding = finding.edit(Range::empty(self.at), Phrase::EditZero);
            }
            _ => {}
        }
        self.push(NodeType::Error, Node::FAULTY, start, self.at);
        self.comma = None;
        let patience = self.fault(finding, Loss::None);
        self.or_stop(patience, State::After)
    }

    /// Whether a colon between the digits of a time stands here.
    fn is_colon_of_time(&self) -> bool {
        let around = (
            self.at.checked_sub(1).and_then(|before| self.text.get(before)),
            self.text.get(self.at + 1),
        );
        self.text.get(self.at) == Some(&b':')
            && matches!(around, (Some(before), Some(behind)) if before.is_ascii_digit() && behind.is_ascii_digit())
    }

    /// A word that is no literal, or text without quotes up to where it must end.
    fn bare_value(&mut self, node: u32) -> State {
        let start = self.at;
        while self.goes_on(self.at) {
            self.at += 1;
        }
        let word = Range::new(start, self.at);
        let meant = FOREIGN_LITERALS
            .iter()
            .find(|(foreign, _)| foreign.as_bytes() == word.of(self.text));
        let (kind, mut finding) = match meant {
            Some((_, kind)) => (*kind, foreign_literal(node, word, *kind)),
            None => {
                let finding = self.bare_text(node, word);
                if self.text.get(self.at).is_none() && self.is_literal_cut_short(start) {
                    self.push(NodeType::Error, Node::FAULTY, start, self.at);
                    return self.unexpected_end(node);
                }
                (NodeType::Error, finding)
            }
        };
        // Whatever a body is that is but a word, it is no event.
        if node == 0 {
            finding.help = Some(Phrase::HelpPlain);
            finding.edits.clear();
        }
        self.push(kind, Node::FAULTY, start, self.at);
        self.comma = None;
        let patience = self.fault(finding, Loss::None);
        self.or_stop(patience, State::After)
    }

    /// Text without quotes that begins with a word; goes behind it.
    fn bare_text(&mut self, node: u32, word: Range) -> Finding {
        let (start, word_end) = (word.start as usize, self.at);
        let is_link = self.text.get(self.at..self.at + 3) == Some(b"://");
        // With a digit in it a word can only be an id.
        let letters = word.of(self.text);
        let is_id = letters.first().is_some_and(u8::is_ascii_alphabetic) && letters.iter().any(u8::is_ascii_digit);
        self.bare_text_end(is_link);
        let range = Range::new(start, self.at);
        let finding = Finding::new(Code::UnknownLiteral, node, range, Phrase::LiteralUnknown);
        if is_link || is_id && self.at == word_end {
            finding
                .help(Phrase::HelpNumberQuote)
                .edit(Range::empty(start), Phrase::EditQuote)
                .edit(Range::empty(self.at), Phrase::EditQuote)
        } else {
            finding.help(Phrase::HelpLiteralQuote)
        }
    }

    /// Text that has lost its opening quote; the closing one is at `close`.
    pub(super) fn unopened(&mut self, node: u32, close: usize) -> State {
        let start = self.at;
        self.at = close + 1;
        let finding = Finding::new(
            Code::UnknownLiteral,
            node,
            Range::new(start, self.at),
            Phrase::LiteralUnknown,
        )
        .help(Phrase::HelpLiteralQuote)
        .edit(Range::empty(start), Phrase::EditQuote);
        // A sign may stand where the quote should, or be all that is left of it; and in front of a colon that is no name's, more of
        // the text may stand.
        let is_whole = self.text.get(start).is_some_and(u8::is_ascii_alphanumeric)
            && !matches!(self.text.get(..start), Some([.., before, b':']) if before.is_ascii_alphanumeric());
        let marred = if is_whole { 0 } else { Node::MARRED };
        self.push(NodeType::String, Node::FAULTY | Node::ESCAPED | marred, start, self.at);
        self.comma = None;
        let patience = self.fault(finding, Loss::None);
        self.or_stop(patience, State::After)
    }

    /// Whether the text ends inside `true`, `false` or `null`.
    fn is_literal_cut_short(&self, start: usize) -> bool {
        let word = self.text.get(start..).unwrap_or_default();
        self.depth > 0
            && [&b"true"[..], b"false", b"null"]
                .iter()
                .any(|literal| literal.starts_with(word))
    }

    /// Goes to the end of text that stands without quotes: before a delimiter, white space at its end left out. A link has colons, and
    /// no white space; a tag has both, and quotes; a call, as consoles of databases print ids and times, has quotes between its parentheses.
    fn bare_text_end(&mut self, is_link: bool) {
        let is_tag = self.text.get(self.at) == Some(&b'<');
        let mut end = self.at;
        while let Some(byte) = self.text.get(self.at) {
            if *byte == b'('
                && let Some(behind) = self.call_end()
            {
                self.at = behind;
                return;
            }
            let is_end = match byte {
                b',' | b']' | b'}' | b'[' | b'{' | b'\n' | b'\r' => true,
                b'"' => !is_tag,
                b':' => !is_link && !is_tag,
                b' ' | b'\t' => is_link,
                _ => false,
            };
            if is_end {
                break;
            }
            self.at += 1;
            if !matches!(byte, b' ' | b'\t') {
                end = self.at;
            }
        }
        self.at = end;
    }

    /// Where a call ends whose parenthesis stands here, if what is called with is one string.
    fn call_end(&self) -> Option<usize> {
        let (open, b'"') = self.next_in_sight(self.at + 1)? else {
            return None;
        };
        let close = lexer::string_end(self.text, open + 1).ok()?.close;
        let (end, b')') = self.next_in_sight(close + 1)? else {
            return None;
        };
        self.follows(end + 1, |next| matches!(next, b',' | b'}' | b']'))
            .then_some(end + 1)
    }

    /// A closing bracket where a value is due.
    fn closer_for_value(&mut self, node: u32, byte: u8) -> State {
        let is_object = self.container_is_object();
        if !is_object && byte == b']' && self.container().is_some() {
            if self.junk {
                // Behind a comma: it is what stands there that is wrong.
                self.push(NodeType::Error, Node::FAULTY, self.at, self.at);
                return self.close();
            }
            if let Some(comma) = self.comma {
                return self.trailing_comma(comma);
            }
            return self.close();
        }
        if self.tape.nodes.last().is_some_and(|last| last.is(Node::KEY)) {
            let patience = self.report_unless_junk(node, Word::AValue);
            self.give_up_member();
            return self.or_stop(patience, State::After);
        }
        self.wrong_closer()
    }

    fn comma_for_value(&mut self, node: u32) -> State {
        if self.tape.nodes.last().is_some_and(|last| last.is(Node::KEY)) {
            let patience = self.report_unless_junk(node, Word::AValue);
            self.give_up_member();
            return self.or_stop(patience, State::After);
        }
        if self.junk && self.depth > 0 {
            self.push(NodeType::Error, Node::FAULTY, self.at, self.at);
            return State::After;
        }
        let node = self.container_or_root();
        self.one_too_many(node, Word::AValue, State::Value)
    }

    /// Passes over what is nested too deep, up to the bracket that closes it.
    #[cold]
    pub(in crate::tape) fn skip_deep(&mut self) -> State {
        let start = self.at;
        let node = self.upcoming();
        let finding = Finding::new(Code::TooDeep, node, Range::new(start, start + 1), Phrase::NestsTooDeep)
            .args([Arg::Number(DEPTH_MAX as u32)])
            .help(Phrase::HelpTooDeep);
        let patience = self.fault(finding, Loss::None);
        let (at, depth) = self.brackets(start, Until::Closed);
        self.at = at;
        self.push(NodeType::Error, Node::FAULTY, start, self.at);
        self.comma = None;
        if depth > 0 {
            return self.unexpected_end(node);
        }
        self.or_stop(patience, State::After)
    }

    /// Goes over brackets, but for those in strings. Where that ends, and how many more open than close.
    pub(super) fn brackets(&self, mut at: usize, until: Until) -> (usize, isize) {
        let mut depth = 0;
        while let Some(byte) = self.text.get(at) {
            match byte {
                b'{' | b'[' => depth += 1,
                b'}' | b']' => depth -= 1,
                b'"' => at = self.string_skip(at),
                _ => {}
            }
            at += 1;
            if until == Until::Closed && depth == 0 || until == Until::Outer && depth < 0 {
                break;
            }
        }
        (at.min(self.text.len()), depth)
    }

    /// The closing quote of the string at `at`, or the end of the text.
    pub(super) fn string_skip(&self, at: usize) -> usize {
        let mut at = at + 1;
        loop {
            match lexer::string_end(self.text, at) {
                Ok(end) => return end.close,
                Err(stop) if stop >= self.text.len() => return stop,
                Err(stop) => at = stop + 1 + usize::from(self.text.get(stop) == Some(&b'\\')),
            }
        }
    }
}
