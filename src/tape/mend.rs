//! The recovery: what to say where the text is not JSON, and how to read on.
//!
//! In: a reader that stands before something RFC 8259 does not have. Out: a finding, nodes for what was meant, and the
//! state to go on from. Does not know: the schema.
//!
//! Where a reader can stand there is a room for: anywhere (`spaces`), before a value (`values`), before a string (`strings`),
//! before a name or a colon (`names`), behind a value (`between`), at a bracket (`brackets`), behind a quote that was not the
//! one that was meant (`quotes`). Here is what they share.
//!
//! Every function here is cold. Each either consumes text or moves on to a state that does, and each look-ahead is bounded, or
//! made for an error that is counted, of which there are [`SYNTAX_ERRORS_MAX`] – so that no text costs more than time in
//! proportion to its length.
//!
//! Why it exists: who wrote a body by hand, or cut it out of a log, made more than one mistake and wants to hear of all of them
//! – and of none that is only the echo of another.

mod between;
mod brackets;
mod names;
mod quotes;
mod spaces;
mod strings;
mod values;

pub(crate) use values::begins_with_foreign_literal;

use super::reader::{Reader, State};
use super::{Node, NodeType, SYNTAX_ERRORS_MAX};
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

/// Whether there may be more errors. Of a text that is wrong throughout so many are told as are of use.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Patience {
    Left,
    Gone,
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

/// How long the name is that templates put between braces, with white space around it.
fn template_name_length(text: &[u8]) -> usize {
    let is_name = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(**byte, b'_' | b'-' | b'.' | b'$' | b' ');
    text.iter().take(LOOK_AHEAD_BYTES_MAX).take_while(is_name).count()
}

/// How long the count is that consoles put behind an ellipsis, of what they leave out: ` 98 more items`. Any words will do, since a
/// masked body has others.
fn left_out_length(text: &[u8]) -> usize {
    let is_count = matches!(text, [b' ', digit, ..] if digit.is_ascii_digit());
    let is_word = |byte: &&u8| **byte == b' ' || byte.is_ascii_alphanumeric();
    let length = text.iter().take(LOOK_AHEAD_BYTES_MAX).take_while(is_word).count();
    match text.get(..length) {
        Some(words) if is_count => words.trim_ascii_end().len(),
        _ => 0,
    }
}

/// A placeholder such as documentation prints, `<LIKE_THIS>` or an ellipsis, or a template that was not filled: `${this}`.
pub(crate) fn placeholder_end(text: &[u8], at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    if rest.starts_with(b"...") {
        let dots = rest.iter().take_while(|byte| **byte == b'.').count();
        return Some(at + dots + left_out_length(rest.get(dots..)?));
    }
    if rest.starts_with("…".as_bytes()) {
        return Some(at + "…".len());
    }
    if let Some(inside) = rest.strip_prefix(b"${") {
        let length = template_name_length(inside);
        return (inside.get(length) == Some(&b'}')).then_some(at + 2 + length + 1);
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
    for (open, close) in [(&b"/*"[..], &b"*/"[..]), (b"<!--", b"-->")] {
        if let Some(inside) = rest.strip_prefix(open) {
            let is_close = |place: &usize| inside.get(*place..).is_some_and(|rest| rest.starts_with(close));
            let place = (0..inside.len()).find(is_close);
            return Some(place.map_or(text.len(), |place| at + open.len() + place + close.len()));
        }
    }
    if rest.starts_with(b"//") || rest.starts_with(b"#") {
        return Some(scan::line_break(text, at, text.len()));
    }
    None
}

/// Where a text ends within an escape, or between the two of a surrogate pair: where that begins.
fn cut_escape(text: &[u8]) -> Option<usize> {
    const ESCAPE_BYTES_MAX: usize = 6;
    let from = text.len().saturating_sub(ESCAPE_BYTES_MAX);
    let place = from + text.get(from..)?.iter().rposition(|byte| *byte == b'\\')?;
    let before = text.get(..place)?.iter().rev();
    let is_escaped = before.take_while(|byte| **byte == b'\\').count() % 2 == 1;
    let is_cut = match text.get(place + 1..)? {
        [b'u', digits @ ..] => {
            let is_high = matches!(digits, [b'd' | b'D', b'8' | b'9' | b'A' | b'B' | b'a' | b'b', ..]);
            digits.iter().all(u8::is_ascii_hexdigit) && (digits.len() < 4 || is_high)
        }
        rest => rest.is_empty(),
    };
    (is_cut && !is_escaped).then_some(place)
}

/// How long the whole of a string is that the text ends in: without a piece of a character or of an escape.
fn whole_length(content: &[u8]) -> usize {
    let mut length = content
        .strip_suffix("\u{FFFD}".as_bytes())
        .map_or(content.len(), <[u8]>::len);
    while let Some(place) = content.get(..length).and_then(cut_escape) {
        length = place;
    }
    length
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
    let first = (start + open).min(end);
    if node.is(Node::UNCLOSED) && end == text.len() {
        return Range::new(first, first + whole_length(text.get(first..).unwrap_or_default()));
    }
    Range::new(first, (end - close).max(first))
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

/// Whether a character is a mark of order or direction, or joins others: U+200C to U+200F, U+202A to U+202E, U+2060 to U+206F,
/// U+FEFF.
fn is_invisible(character: [u8; 3]) -> bool {
    matches!(
        character,
        [0xE2, 0x80, 0x8C..=0x8F | 0xAA..=0xAE] | [0xE2, 0x81, 0xA0..=0xAF] | [0xEF, 0xBB, 0xBF]
    )
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
        Some(first @ (0xE2 | 0xEF)) => match text.get(at + 1..at + 3) {
            // What no text shows is nobody's, and cannot be told apart but by its number.
            Some([second, third]) if is_invisible([first, *second, *third]) => {
                let bits = |byte: u8, count: u32| u32::from(byte) & ((1 << count) - 1);
                Arg::Hex(bits(first, 4) << 12 | bits(*second, 6) << 6 | bits(*third, 6))
            }
            _ => Arg::Word(Word::AnotherCharacter),
        },
        Some(0xE3) if text.get(at + 1..at + 3) == Some(&[0x80, 0x80]) => Arg::Word(Word::AnUnusualSpace),
        _ => Arg::Word(Word::AnotherCharacter),
    }
}

impl Reader<'_, '_, '_> {
    /// Reports a syntax error and marks what it makes unreadable.
    fn fault(&mut self, finding: Finding, loss: Loss) -> Patience {
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
        if self.errors < SYNTAX_ERRORS_MAX {
            Patience::Left
        } else {
            Patience::Gone
        }
    }

    fn mark_open(&mut self, flags: u32) {
        for container in self.stack.iter().take(self.depth) {
            if let Some(node) = self.tape.nodes.get_mut(*container as usize) {
                node.info |= flags;
            }
        }
    }

    /// Goes on, unless there have been enough errors.
    fn or_stop(&mut self, patience: Patience, state: State) -> State {
        match patience {
            Patience::Left => state,
            Patience::Gone => self.stop(),
        }
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
        self.give_up_member_at(self.at);
    }

    fn give_up_member_at(&mut self, at: usize) {
        if self.tape.nodes.last().is_some_and(|last| last.is(Node::KEY)) {
            self.push(NodeType::Error, Node::FAULTY, at, at);
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
        // Behind a bracket it may be another bracket that is missing, in the middle of the text.
        let is_behind_bracket = matches!(self.text.trim_ascii_end().last(), Some(b'}' | b']'));
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
        let help = if is_behind_bracket {
            Phrase::HelpEndBracket
        } else {
            Phrase::HelpEnd
        };
        self.fault(finding.help(help), Loss::Around);
        self.at = end;
        self.stop()
    }

    /// What is said of something that can start nothing here.
    fn not_expected(&self, node: u32, range: Range, expected: Word) -> Finding {
        let found = describe(self.text, self.at);
        let message = match found {
            Arg::Hex(_) => Phrase::ExpectedFoundCodePoint,
            _ => Phrase::ExpectedFoundCharacter,
        };
        Finding::new(Code::UnexpectedCharacter, node, range, message)
            .args([Arg::Word(expected), found])
            .help(Phrase::HelpRemoveCharacter)
    }

    /// Something that can start nothing here, `length` bytes long; goes behind it.
    fn unexpected(&mut self, node: u32, length: usize, expected: Word, edit: Option<Phrase>) -> Patience {
        let range = Range::new(self.at, self.at + length);
        let mut finding = self.not_expected(node, range, expected);
        if let Some(text) = edit {
            finding = finding.edit(range, text);
        }
        self.at += length;
        self.fault(finding, Loss::Around)
    }

    /// A character that is one too many: without it all is well.
    fn one_too_many(&mut self, node: u32, expected: Word, state: State) -> State {
        let patience = self.unexpected(node, 1, expected, Some(Phrase::EditNothing));
        self.or_stop(patience, state)
    }

    /// A character that belongs nowhere, and whatever else of its sort follows.
    fn junk(&mut self, node: u32, expected: Word, state: State) -> State {
        let patience = if self.junk {
            self.at += character_length(self.text, self.at);
            Patience::Left
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
        self.or_stop(patience, state)
    }

    /// The end of the comment here, if one is here. One that goes to the end of its line is none if it would take away what the JSON
    /// cannot do without: the last bracket of the text, while something is open, or the value of a member – behind the line stands
    /// what stands behind values.
    fn comment_here(&self) -> Option<usize> {
        let rest = self.text.get(self.at..)?;
        let ends_with_line = rest.starts_with(b"#") || rest.starts_with(b"//");
        // What is passed over byte by byte is not looked at up to the end of the line each time.
        if ends_with_line && self.junk {
            return None;
        }
        let end = comment_end(self.text, self.at)?;
        if !ends_with_line {
            return Some(end);
        }
        let last_bracket = self.text.iter().rposition(|byte| matches!(byte, b'}' | b']'));
        let takes_bracket = self.depth > 0 && last_bracket.is_some_and(|last| self.at < last && last < end);
        let is_value = self.tape.nodes.last().is_some_and(|last| last.is(Node::KEY))
            && (self.name_follows(end) || self.follows(end, |next| matches!(next, b',' | b'}' | b']')));
        (!takes_bracket && !is_value).then_some(end)
    }

    /// Skips a comment, if one is here.
    fn comment(&mut self, node: u32) -> Option<Patience> {
        let end = self.comment_here()?;
        let range = Range::new(self.at, end);
        let finding = Finding::new(Code::Comment, node, range, Phrase::HasComment)
            .help(Phrase::HelpRemoveComment)
            .edit(range, Phrase::EditNothing);
        self.at = end;
        Some(self.fault(finding, Loss::None))
    }

    fn placeholder(&mut self, node: u32, end: usize, then: State) -> State {
        let range = Range::new(self.at, end);
        let (message, help) = match then {
            State::Colon => (Phrase::IsPlaceholderName, Phrase::HelpPlaceholderName),
            _ => (Phrase::IsPlaceholder, Phrase::HelpPlaceholder),
        };
        let finding = Finding::new(Code::Placeholder, node, range, message).help(help);
        if then == State::After && node == self.upcoming() {
            self.push(NodeType::Error, Node::FAULTY, self.at, end);
        }
        self.at = end;
        self.comma = None;
        let patience = self.fault(finding, Loss::None);
        self.or_stop(patience, then)
    }

    /// A placeholder the beginning of which was taken for that of an object or an array: `{{name}}` of a template, or `[Object]`, as
    /// consoles print what is nested deep.
    fn placeholder_in_brackets(&mut self) -> Option<State> {
        let container = self.container()?;
        let start = self.tape.node(container).start as usize;
        let is_first = container + 1 == self.tape.len() && start + 1 == self.at;
        let inside = self.text.get(self.at..).filter(|_| is_first)?;
        let length = match inside.strip_prefix(b"{") {
            Some(name) => {
                let length = template_name_length(name);
                name.get(length..)?.starts_with(b"}}").then_some(length + 3)?
            }
            // A masked body has another word there, and a word of another language is a value.
            None => {
                let length = inside.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
                let is_named = inside.first().is_some_and(u8::is_ascii_uppercase) && inside.get(length) == Some(&b']');
                (is_named && !begins_with_foreign_literal(inside)).then_some(length + 1)?
            }
        };
        let end = self.at + length;
        self.at = start;
        self.tape.nodes.pop();
        self.depth -= 1;
        Some(self.placeholder(self.upcoming(), end, State::After))
    }

    /// Reports the character here and stays before it.
    fn report_here(&mut self, node: u32, expected: Word) -> Patience {
        let at = self.at;
        let length = character_length(self.text, at);
        let patience = self.unexpected(node, length, expected, None);
        self.at = at;
        patience
    }

    /// The same, unless it is junk: then it was told.
    fn report_unless_junk(&mut self, node: u32, expected: Word) -> Patience {
        if self.junk {
            Patience::Left
        } else {
            self.report_here(node, expected)
        }
    }

    /// Whether a letter stands here that Python has before the quotes of a string; any will do, since a masked body has another.
    fn is_prefix(&self) -> bool {
        matches!(self.text.get(self.at..self.at + 2), Some([letter, b'\'']) if letter.is_ascii_alphabetic())
    }

    /// The same before a double quote, as Python prints a text with an apostrophe: behind it stands what is no end of a string.
    fn is_prefix_of_double(&self) -> bool {
        let is_here =
            matches!(self.text.get(self.at..self.at + 2), Some([letter, b'"']) if letter.is_ascii_alphabetic());
        is_here && !self.ends_string(self.at + 2) && lexer::string_end(self.text, self.at + 2).is_ok()
    }

    fn can_start_value(&self, byte: u8) -> bool {
        matches!(byte, b'"' | b'\'' | b'{' | b'[' | b'_' | b'$')
            || byte.is_ascii_alphanumeric()
            || matches!(byte, b'-' | b'+' | b'.') && self.text.get(self.at + 1).is_some_and(u8::is_ascii_alphanumeric)
            || smart_quote_length(self.text, self.at).is_some()
            || placeholder_end(self.text, self.at).is_some()
    }
}
