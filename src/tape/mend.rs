//! The recovery: what to say where the text is not JSON, and how to read on.
//!
//! In: a reader that stands before something RFC 8259 does not have. Out: a finding, nodes for what was meant, and the
//! state to go on from. Does not know: the schema.
//!
//! Every function here is cold. Each either consumes text or moves on to a state that does, and each look-ahead is
//! bounded, so that no text costs more than time in proportion to its length.

mod strings;

use super::{DEPTH_ARG, DEPTH_MAX, Node, NodeType, Reader, SYNTAX_ERRORS_MAX, State};
use crate::catalog::{Code, Phrase, Word};
use crate::diagnostic::{Arg, Finding};
use crate::lexer;
use crate::scan;
use crate::source::Range;

/// How far the recovery looks ahead for what follows some white space.
const LOOK_AHEAD_BYTES_MAX: usize = 256;

/// Whether an error can have swallowed what stands around it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Loss {
    None,
    Around,
}

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

/// The quotes that word processors make of straight ones (General Punctuation, U+2018 to U+201F).
pub(crate) fn smart_quote_length(text: &[u8], at: usize) -> Option<usize> {
    match text.get(at..at + 3)? {
        [0xE2, 0x80, 0x98..=0x9F] => Some(3),
        _ => None,
    }
}

/// Whether a smart quote is a double one.
fn is_double_smart(text: &[u8], at: usize) -> bool {
    text.get(at + 2).is_some_and(|byte| *byte >= 0x9C)
}

/// A placeholder such as documentation prints: `<LIKE_THIS>` or an ellipsis.
pub(crate) fn placeholder_end(text: &[u8], at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    if rest.starts_with(b"...") {
        return Some(at + rest.iter().take_while(|byte| **byte == b'.').count());
    }
    if rest.starts_with("…".as_bytes()) {
        return Some(at + "…".len());
    }
    let name = rest.strip_prefix(b"<")?;
    let length = name
        .iter()
        .take(LOOK_AHEAD_BYTES_MAX)
        .take_while(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'-' | b' '))
        .count();
    let named = name.first().is_some_and(u8::is_ascii_uppercase);
    (named && name.get(length) == Some(&b'>')).then_some(at + length + 2)
}

/// The end of the comment at `at`, if one is there. One that is never closed goes to the end of the text.
pub(crate) fn comment_end(text: &[u8], at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    if rest.starts_with(b"/*") {
        let inside = rest.get(2..)?;
        let close = inside.windows(2).position(|pair| pair == b"*/");
        return Some(close.map_or(text.len(), |place| at + 2 + place + 2));
    }
    if rest.starts_with(b"//") || rest.starts_with(b"#") {
        return Some(scan::line_break(text, at, text.len()));
    }
    None
}

/// The inside of a string or name that is not JSON, without what stands for its quotes.
pub(super) fn inside(text: &[u8], node: Node) -> Range {
    if node.is(Node::BARE) {
        return node.range();
    }
    let (start, end) = (node.start as usize, node.end as usize);
    let open = match text.get(start) {
        Some(b'"' | b'\'') => 1,
        // A smart quote, or text that has lost its opening quote.
        _ => smart_quote_length(text, start).unwrap_or(0),
    };
    let close = match () {
        () if node.is(Node::UNCLOSED) => 0,
        () if end >= 3 && smart_quote_length(text, end - 3).is_some() => 3,
        () => 1,
    };
    Range::new((start + open).min(end), (end - close).max((start + open).min(end)))
}

/// Whether strings and what stands between them are told apart in spite of a fault.
const fn keeps_strings(code: Code) -> bool {
    matches!(
        code,
        Code::TrailingComma
            | Code::Comment
            | Code::Placeholder
            | Code::InvalidEscape
            | Code::ControlCharacter
            | Code::InvalidNumber
            | Code::TooDeep
    )
}

/// How many bytes the character at `at` has.
fn character_length(text: &[u8], at: usize) -> usize {
    let continues = |byte: &&u8| **byte & 0xC0 == 0x80;
    1 + text
        .get(at + 1..)
        .unwrap_or_default()
        .iter()
        .take(3)
        .take_while(continues)
        .count()
}

/// What to call the character at `at`, without repeating a letter or a digit of what may be somebody's text.
fn describe(text: &[u8], at: usize) -> Arg {
    match text.get(at).copied() {
        Some(byte) if byte.is_ascii_punctuation() => Arg::Quoted(byte),
        Some(byte) if byte.is_ascii_alphabetic() => Arg::Word(Word::ALetter),
        Some(byte) if byte.is_ascii_digit() => Arg::Word(Word::ADigit),
        Some(byte) if byte < b' ' || byte == 0x7F => Arg::Word(Word::AControlCharacter),
        Some(0xC2) if text.get(at + 1) == Some(&0xA0) => Arg::Word(Word::AnUnusualSpace),
        Some(0xE2) if matches!(text.get(at + 1..at + 3), Some([0x80, 0x80..=0x8B | 0xA8 | 0xA9 | 0xAF])) => {
            Arg::Word(Word::AnUnusualSpace)
        }
        Some(0xE3) if text.get(at + 1..at + 3) == Some(&[0x80, 0x80]) => Arg::Word(Word::AnUnusualSpace),
        _ => Arg::Word(Word::AnotherCharacter),
    }
}

impl Reader<'_, '_, '_> {
    /// Reports a syntax error and marks what it makes unreadable. `Done` when there have been enough.
    fn fault(&mut self, finding: Finding, loss: Loss) -> bool {
        if !keeps_strings(finding.code) {
            // The last that was read before is what may have been read too far.
            let last = self.tape.nodes.last().map_or(u32::MAX, |last| last.start);
            let from = self.tape.doubtful_from.unwrap_or(u32::MAX);
            self.tape.doubtful_from = Some(from.min(finding.range.start).min(last));
        }
        self.sink.push(finding);
        self.errors += 1;
        self.tape.faulty = true;
        let flags = if loss == Loss::Around {
            Node::FAULTY | Node::LOSSY
        } else {
            Node::FAULTY
        };
        self.mark_open(flags);
        self.errors < SYNTAX_ERRORS_MAX
    }

    fn mark_open(&mut self, flags: u32) {
        for container in self.stack.iter().take(self.depth) {
            if let Some(node) = self.tape.nodes.get_mut(*container as usize) {
                node.info |= flags;
            }
        }
    }

    /// Goes on, unless there have been enough errors.
    fn or_stop(&mut self, go_on: bool, state: State) -> State {
        if go_on { state } else { self.stop() }
    }

    /// Reads no further: everything open ends here.
    fn stop(&mut self) -> State {
        self.mark_open(Node::FAULTY | Node::LOSSY);
        self.give_up_member();
        self.tape.unclosed |= self.depth > 0;
        while self.depth > 0 {
            self.close_at(self.at);
        }
        State::Done
    }

    /// A name that is left without a value gets one that is nothing.
    fn give_up_member(&mut self) {
        if self.tape.nodes.last().is_some_and(|last| last.is(Node::KEY)) {
            self.push(NodeType::Error, Node::FAULTY, self.at, self.at);
        }
    }

    fn container_or_root(&self) -> u32 {
        self.container().unwrap_or(0)
    }

    /// The text stops while something is open.
    fn unexpected_end(&mut self, node: u32) -> State {
        let end = self.text.len();
        if self.depth == 0 && self.junk {
            // Nothing but what cannot start a value: that has been said.
            self.at = end;
            return self.stop();
        }
        let finding = match self.container() {
            None => Finding::new(Code::UnexpectedEnd, node, Range::empty(end), Phrase::EndsBeforeValue),
            Some(container) => {
                let open = self.tape.node(container);
                let (an, the) = match open.kind() {
                    NodeType::Object => (Word::AnObject, Word::Object),
                    _ => (Word::AnArray, Word::Array),
                };
                Finding::new(Code::UnexpectedEnd, node, Range::empty(end), Phrase::EndsInside)
                    .args([Arg::Word(an), Arg::Word(the)])
                    .label(
                        Range::new(open.start as usize, open.start as usize + 1),
                        Phrase::OpenedHere,
                    )
            }
        };
        self.fault(finding.help(Phrase::HelpEnd), Loss::Around);
        self.at = end;
        self.stop()
    }

    /// Something that can start nothing here, `length` bytes long; goes behind it.
    fn unexpected(&mut self, node: u32, length: usize, expected: Word, edit: Option<Phrase>) -> bool {
        let range = Range::new(self.at, self.at + length);
        let mut finding = Finding::new(Code::UnexpectedCharacter, node, range, Phrase::ExpectedFoundCharacter)
            .args([Arg::Word(expected), describe(self.text, self.at)])
            .help(Phrase::HelpRemoveCharacter);
        if let Some(text) = edit {
            finding = finding.edit(range, text);
        }
        self.at += length;
        self.fault(finding, Loss::Around)
    }

    /// A character that belongs nowhere, and whatever else of its sort follows.
    fn junk(&mut self, node: u32, expected: Word, state: State) -> State {
        let go_on = if self.junk {
            self.at += character_length(self.text, self.at);
            true
        } else {
            let length = character_length(self.text, self.at);
            self.unexpected(node, length, expected, None)
        };
        self.junk = true;
        while self
            .text
            .get(self.at)
            .is_some_and(|byte| *byte >= 0x80 || lexer::goes_on(*byte))
        {
            if smart_quote_length(self.text, self.at).is_some() {
                break;
            }
            self.at += 1;
        }
        // White space between junk and what follows makes no second cause of it.
        self.at = scan::space_end(self.text, self.at);
        self.or_stop(go_on, state)
    }

    /// Skips a comment, if one is here.
    fn comment(&mut self, node: u32) -> Option<bool> {
        let end = comment_end(self.text, self.at)?;
        let range = Range::new(self.at, end);
        let finding = Finding::new(Code::Comment, node, range, Phrase::HasComment)
            .help(Phrase::HelpRemoveComment)
            .edit(range, Phrase::EditNothing);
        self.at = end;
        Some(self.fault(finding, Loss::None))
    }

    // ---- where a value is due --------------------------------------------------------------------------------------

    #[cold]
    pub(super) fn mend_value(&mut self) -> State {
        let node = self.upcoming();
        let Some(byte) = self.peek() else {
            let node = if self.comma.is_some() {
                self.container_or_root()
            } else {
                node
            };
            return self.unexpected_end(node);
        };
        if let Some(go_on) = self.comment(node) {
            return self.or_stop(go_on, State::Value);
        }
        if let Some(end) = placeholder_end(self.text, self.at) {
            return self.placeholder(node, end, State::After);
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
            b'A'..=b'Z' | b'a'..=b'z' | b'_' | b'$' => self.bare_value(node),
            b']' | b'}' => self.closer_for_value(node, byte),
            b',' => self.comma_for_value(node),
            b':' => {
                let go_on = self.unexpected(node, 1, Word::AValue, Some(Phrase::EditNothing));
                self.or_stop(go_on, State::Value)
            }
            _ => self.junk(node, Word::AValue, State::Value),
        }
    }

    fn placeholder(&mut self, node: u32, end: usize, then: State) -> State {
        let range = Range::new(self.at, end);
        let finding = Finding::new(Code::Placeholder, node, range, Phrase::IsPlaceholder).help(Phrase::HelpPlaceholder);
        if then == State::After {
            self.push(NodeType::Error, Node::FAULTY, self.at, end);
        }
        self.at = end;
        self.comma = None;
        let go_on = self.fault(finding, Loss::None);
        self.or_stop(go_on, then)
    }

    /// Digits and what belongs to them, but no number.
    fn bad_number(&mut self, node: u32) -> State {
        let start = self.at;
        while self.goes_on(self.at) {
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
        let go_on = self.fault(finding, Loss::None);
        self.or_stop(go_on, State::After)
    }

    /// A word that is no literal, or text without quotes up to where it must end.
    fn bare_value(&mut self, node: u32) -> State {
        let start = self.at;
        while self.goes_on(self.at) {
            self.at += 1;
        }
        let word = Range::new(start, self.at).of(self.text);
        let meant = FOREIGN_LITERALS.iter().find(|(foreign, _)| foreign.as_bytes() == word);
        let mut finding = Finding::new(
            Code::UnknownLiteral,
            node,
            Range::new(start, self.at),
            Phrase::LiteralUnknown,
        )
        .help(Phrase::HelpLiteralQuote);
        let kind = match meant {
            Some((_, kind)) => {
                let text = match kind {
                    NodeType::True => Phrase::EditTrue,
                    NodeType::False => Phrase::EditFalse,
                    _ => Phrase::EditNull,
                };
                finding.message = Phrase::LiteralUnknownNamed;
                finding = finding
                    .args([Arg::Text(Range::new(start, self.at)), Arg::Word(literal_word(*kind))])
                    .help(Phrase::HelpLiteral)
                    .edit(Range::new(start, self.at), text);
                *kind
            }
            _ => {
                self.bare_text_end();
                finding.range = Range::new(start, self.at);
                if self.text.get(self.at).is_none() && self.is_literal_cut_short(start) {
                    self.push(NodeType::Error, Node::FAULTY, start, self.at);
                    return self.unexpected_end(node);
                }
                NodeType::Error
            }
        };
        self.push(kind, Node::FAULTY, start, self.at);
        self.comma = None;
        let go_on = self.fault(finding, Loss::None);
        self.or_stop(go_on, State::After)
    }

    /// Text that has lost its opening quote; the closing one is at `close`.
    fn unopened(&mut self, node: u32, close: usize) -> State {
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
        self.push(NodeType::String, Node::FAULTY | Node::ESCAPED, start, self.at);
        self.comma = None;
        let go_on = self.fault(finding, Loss::None);
        self.or_stop(go_on, State::After)
    }

    /// Whether the text ends inside `true`, `false` or `null`.
    fn is_literal_cut_short(&self, start: usize) -> bool {
        let word = self.text.get(start..).unwrap_or_default();
        self.depth > 0
            && [&b"true"[..], b"false", b"null"]
                .iter()
                .any(|literal| literal.starts_with(word))
    }

    /// Goes to the end of text that stands without quotes: before a delimiter, white space at its end left out.
    fn bare_text_end(&mut self) {
        let mut end = self.at;
        while let Some(byte) = self.text.get(self.at) {
            if matches!(byte, b',' | b']' | b'}' | b'[' | b'{' | b':' | b'"' | b'\n' | b'\r') {
                break;
            }
            self.at += 1;
            if !matches!(byte, b' ' | b'\t') {
                end = self.at;
            }
        }
        self.at = end;
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
            let go_on = self.junk || self.report_here(node, Word::AValue);
            self.give_up_member();
            return self.or_stop(go_on, State::After);
        }
        self.wrong_closer()
    }

    /// Reports the character here and stays before it.
    fn report_here(&mut self, node: u32, expected: Word) -> bool {
        let at = self.at;
        let length = character_length(self.text, at);
        let go_on = self.unexpected(node, length, expected, None);
        self.at = at;
        go_on
    }

    fn comma_for_value(&mut self, node: u32) -> State {
        if self.tape.nodes.last().is_some_and(|last| last.is(Node::KEY)) {
            let go_on = self.junk || self.report_here(node, Word::AValue);
            self.give_up_member();
            return self.or_stop(go_on, State::After);
        }
        if self.junk && self.depth > 0 {
            self.push(NodeType::Error, Node::FAULTY, self.at, self.at);
            return State::After;
        }
        let node = self.container_or_root();
        let go_on = self.unexpected(node, 1, Word::AValue, Some(Phrase::EditNothing));
        self.or_stop(go_on, State::Value)
    }

    fn trailing_comma(&mut self, comma: usize) -> State {
        let go_on = self.report_trailing_comma(comma);
        let state = self.close();
        self.or_stop(go_on, state)
    }

    fn report_trailing_comma(&mut self, comma: usize) -> bool {
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

    // ---- where a name is due ---------------------------------------------------------------------------------------

    #[cold]
    pub(super) fn mend_key(&mut self) -> State {
        let container = self.container_or_root();
        let Some(byte) = self.peek() else {
            return self.unexpected_end(container);
        };
        if let Some(go_on) = self.comment(container) {
            return self.or_stop(go_on, State::Key);
        }
        if let Some(end) = placeholder_end(self.text, self.at) {
            return self.placeholder(container, end, State::Key);
        }
        match byte {
            b'}' => match self.comma {
                Some(comma) => self.trailing_comma(comma),
                None => self.close(),
            },
            b']' => self.wrong_closer(),
            b'\'' => self.foreign_string(Node::KEY),
            _ if smart_quote_length(self.text, self.at).is_some() => self.foreign_string(Node::KEY),
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'_' | b'$' | b'-' => self.bare_key(),
            b',' => self.comma_for_key(container),
            b'{' | b'[' => self.value_without_key(container),
            b':' => self.value_without_key(container),
            _ => self.junk(container, Word::AKey, State::Key),
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
        let go_on = self.unexpected(container, 1, Word::AKey, Some(Phrase::EditNothing));
        self.or_stop(go_on, State::Key)
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
        let go_on = self.fault(finding, Loss::None);
        self.or_stop(go_on, State::Colon)
    }

    /// A value that no name belongs to: it is read, under a name that is nothing.
    fn value_without_key(&mut self, container: u32) -> State {
        let at = self.at;
        let go_on = self.junk || self.report_here(container, Word::AKey);
        self.push(NodeType::String, Node::KEY | Node::FAULTY | Node::BARE, at, at);
        self.comma = None;
        self.junk = false;
        let state = if self.text.get(at) == Some(&b':') {
            State::Colon
        } else {
            State::Value
        };
        self.or_stop(go_on, state)
    }

    #[cold]
    pub(super) fn mend_colon(&mut self) -> State {
        let key = self.tape.len().saturating_sub(1);
        let Some(byte) = self.peek() else {
            return self.unexpected_end(key);
        };
        if let Some(go_on) = self.comment(key) {
            return self.or_stop(go_on, State::Colon);
        }
        let behind = self.tape.node(key).end as usize;
        if let Some((start, end)) = self.name_read_too_far() {
            self.tape.nodes.pop();
            return self.unclosed_name(start, end);
        }
        match byte {
            b',' | b'}' | b']' => {
                let go_on = self.report_here(key, Word::AColon);
                self.give_up_member();
                self.or_stop(go_on, State::After)
            }
            b'=' => {
                let arrow = 1 + usize::from(self.text.get(self.at + 1) == Some(&b'>'));
                let go_on = self.unexpected(key, arrow, Word::AColon, Some(Phrase::EditColon));
                self.or_stop(go_on, State::Value)
            }
            _ if self.can_start_value(byte) => {
                let mut finding = Finding::new(Code::MissingColon, key, Range::empty(behind), Phrase::NoColon)
                    .help(Phrase::HelpColon);
                // Where a name ends that is not closed is a guess already.
                if !self.tape.node(key).is(Node::UNCLOSED) {
                    finding = finding.edit(Range::empty(behind), Phrase::EditColon);
                }
                let go_on = self.fault(finding, Loss::None);
                self.or_stop(go_on, State::Value)
            }
            _ => self.junk(key, Word::AColon, State::Colon),
        }
    }

    fn can_start_value(&self, byte: u8) -> bool {
        matches!(byte, b'"' | b'\'' | b'{' | b'[' | b'_' | b'$')
            || byte.is_ascii_alphanumeric()
            || matches!(byte, b'-' | b'+' | b'.') && self.text.get(self.at + 1).is_some_and(u8::is_ascii_alphanumeric)
            || smart_quote_length(self.text, self.at).is_some()
            || placeholder_end(self.text, self.at).is_some()
    }

    // ---- behind a value --------------------------------------------------------------------------------------------

    #[cold]
    pub(super) fn mend_after(&mut self) -> State {
        let container = self.container_or_root();
        let is_object = self.container_is_object();
        if let Some(state) = self.mend_quotes_before() {
            return state;
        }
        let behind = self.end_of_last();
        while let Some(go_on) = self.comment(container) {
            if !go_on {
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
        match byte {
            b'}' | b']' => self.wrong_closer(),
            b':' if is_object && self.follows_whole(NodeType::String) && self.depth < DEPTH_MAX => {
                self.unopened_object(container, expected)
            }
            b';' => {
                let go_on = self.unexpected(container, 1, expected, Some(Phrase::EditComma));
                self.or_stop(go_on, next)
            }
            _ if self.can_start_value(byte) => {
                let finding = Finding::new(Code::MissingComma, container, Range::empty(behind), Phrase::NoComma)
                    .help(Phrase::HelpComma)
                    .edit(Range::empty(behind), Phrase::EditComma);
                let go_on = self.fault(finding, Loss::None);
                self.or_stop(go_on, next)
            }
            _ => self.junk_after(container, expected),
        }
    }

    /// What stands behind a value may show that the value before has lost a quote; then it is read again.
    fn mend_quotes_before(&mut self) -> Option<State> {
        let last = self.tape.nodes.last().copied().filter(|last| !last.is(Node::FAULTY))?;
        let start = last.start as usize;
        match last.kind() {
            NodeType::String => {
                let content = self.value_read_too_far(last).filter(|_| last.end as usize == self.at)?;
                self.tape.nodes.pop();
                Some(self.unclosed(start, content, 0))
            }
            _ => {
                let close = self.lost_opening_quote(start).filter(|close| *close >= self.at)?;
                self.tape.nodes.pop();
                self.at = start;
                Some(self.unopened(self.upcoming(), close))
            }
        }
    }

    /// A colon behind a string that is a member's value: the string is the first name of an object whose brace is missing.
    fn unopened_object(&mut self, container: u32, expected: Word) -> State {
        let go_on = self.report_here(container, expected);
        let (Some(name), Some(place)) = (self.tape.nodes.pop(), self.stack.get_mut(self.depth)) else {
            return self.stop();
        };
        *place = self.tape.len();
        self.depth += 1;
        let (start, end) = (name.start as usize, name.end as usize);
        self.push(NodeType::Object, 0, start, start);
        self.push(NodeType::String, name.info & Node::ESCAPED | Node::KEY, start, end);
        self.mark_open(Node::FAULTY | Node::LOSSY);
        self.or_stop(go_on, State::Colon)
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
        let go_on = self.unexpected(container, length, expected, None);
        while let Some(byte) = self.text.get(self.at) {
            if matches!(byte, b',' | b'}' | b']' | b'"' | b'{' | b'[' | b'\n' | b'\r') {
                break;
            }
            self.at += 1;
        }
        self.or_stop(go_on, State::After)
    }

    /// Where the value just read ends.
    fn end_of_last(&self) -> usize {
        let before = self.text.get(..self.at).unwrap_or_default();
        before.trim_ascii_end().len()
    }

    /// A bracket that does not close what is open: it closes what it fits, or else stands for the right one.
    fn wrong_closer(&mut self) -> State {
        let byte = self.text.get(self.at).copied().unwrap_or(b'}');
        let wanted = if byte == b'}' {
            NodeType::Object
        } else {
            NodeType::Array
        };
        let Some(container) = self.container() else {
            return self.junk(0, Word::AValue, State::Value);
        };
        if let Some(comma) = self.comma.take()
            && !self.report_trailing_comma(comma)
        {
            return self.stop();
        }
        let open = self.tape.node(container);
        let (expected, closer) = match open.kind() {
            NodeType::Object => (Word::ACommaOrBrace, b'}'),
            _ => (Word::ACommaOrBracket, b']'),
        };
        let fitting = self
            .stack
            .iter()
            .take(self.depth)
            .rposition(|place| self.tape.node(*place).kind() == wanted);
        let here = Range::new(self.at, self.at + 1);
        let mut finding = Finding::new(
            Code::UnexpectedCharacter,
            container,
            here,
            Phrase::ExpectedFoundCharacter,
        )
        .args([Arg::Word(expected), Arg::Quoted(byte), Arg::Character(closer)])
        .help(Phrase::HelpCloser)
        .label(
            Range::new(open.start as usize, open.start as usize + 1),
            Phrase::NotClosed,
        );
        let closes_all = fitting.is_some_and(|place| place + 2 == self.depth);
        finding = match closes_all {
            true => finding.edit(Range::empty(self.at), Phrase::EditCloser),
            false => finding.edit(here, Phrase::EditCloser),
        };
        self.give_up_member();
        let go_on = self.fault(finding, Loss::Around);
        self.tape.unbalanced = true;
        if let Some(place) = fitting {
            while self.depth > place + 1 {
                self.close_at(self.at);
            }
        }
        self.at += 1;
        self.close_at(self.at);
        self.or_stop(go_on, State::After)
    }

    // ---- behind the root -------------------------------------------------------------------------------------------

    #[cold]
    pub(super) fn mend_end(&mut self) -> State {
        if let Some(go_on) = self.comment(0) {
            return if go_on { State::After } else { State::Done };
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

    // ---- depth -----------------------------------------------------------------------------------------------------

    /// Passes over what is nested too deep, up to the bracket that closes it.
    #[cold]
    pub(super) fn skip_deep(&mut self) -> State {
        let start = self.at;
        let node = self.upcoming();
        let finding = Finding::new(Code::TooDeep, node, Range::new(start, start + 1), Phrase::NestsTooDeep)
            .args([DEPTH_ARG])
            .help(Phrase::HelpTooDeep);
        let go_on = self.fault(finding, Loss::None);
        let mut depth = 0_usize;
        let mut at = start;
        while let Some(byte) = self.text.get(at) {
            match byte {
                b'{' | b'[' => depth += 1,
                b'}' | b']' => depth -= 1,
                b'"' => at = self.string_skip(at),
                _ => {}
            }
            at += 1;
            if depth == 0 {
                break;
            }
        }
        self.at = at.min(self.text.len());
        self.push(NodeType::Error, Node::FAULTY, start, self.at);
        self.comma = None;
        if depth > 0 {
            return self.unexpected_end(node);
        }
        self.or_stop(go_on, State::After)
    }

    /// The closing quote of the string at `at`, or the end of the text.
    fn string_skip(&self, at: usize) -> usize {
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

/// How to write a literal.
const fn literal_word(kind: NodeType) -> Word {
    match kind {
        NodeType::True => Word::True,
        NodeType::False => Word::False,
        _ => Word::Null,
    }
}
