//! Strings that are not JSON: cut off, closed nowhere, in quotes of another language, with escapes and characters that may
//! not stand in one.
//!
//! In: a reader that stands before a quote. Out: a finding, a node with what the string says, and the state to go on from.
//! Does not know: what the string stands for.
//!
//! Why it exists: what a string says can mostly be told although JSON does not allow how it is written.

use super::super::reader::{Reader, State};
use super::super::{Node, NodeType, SYNTAX_ERRORS_MAX};
use super::{LOOK_AHEAD_BYTES_MAX, Loss, Patience, character_length, is_double_smart, smart_quote_length};
use crate::catalog::{Code, Phrase, Word};
use crate::diagnostic::{Arg, Finding};
use crate::lexer;
use crate::scan;
use crate::source::Range;

/// What is wrong inside of a string, whatever its quotes, and where.
pub(super) enum FaultInside {
    /// A backslash that begins no escape.
    Escape(usize),
    /// A control character.
    Control(usize),
}

/// What was wrong inside of a string, and was told.
pub(super) struct Passed {
    /// How long it is.
    length: usize,
    patience: Patience,
}

/// The quote that closes a string, or a piece of one.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
pub(super) struct Quote {
    pub(super) at: usize,
    /// 0 where a string ends with its line: there is none.
    length: usize,
}

impl Quote {
    fn end(self) -> usize {
        self.at + self.length
    }
}

/// A quote behind a string, which may begin its next piece.
struct QuoteBehind {
    at: usize,
    /// Whether a plus sign says so.
    is_joined: bool,
}

impl Reader<'_, '_, '_> {
    /// A string in double quotes with something in it that JSON does not allow.
    #[cold]
    pub(in crate::tape) fn mend_string(&mut self, start: usize, flags: u32) -> State {
        let node = self.upcoming();
        let mut at = start + 1;
        let close = loop {
            match lexer::string_end(self.text, at) {
                Ok(end) => break Some(end.close),
                Err(stop) => at = stop,
            }
            let passed = match self.text.get(at) {
                None => break None,
                Some(b'\\') if self.is_escape_cut_short(at) => break None,
                Some(b'\\') => self.bad_escape(node, at),
                Some(b'\n' | b'\r')
                    if self.ends_at_line(at, flags)
                        || (flags & Node::KEY != 0 && self.name_end_before_colon(start).is_some()) =>
                {
                    return self.unterminated(start, at, flags);
                }
                Some(_) => self.control(node, at, flags),
            };
            at += passed.length;
            if passed.patience == Patience::Gone {
                self.at = at;
                self.push(
                    NodeType::String,
                    flags | Node::FAULTY | Node::ESCAPED | Node::UNCLOSED | Node::MARRED,
                    start,
                    at,
                );
                return self.stop();
            }
        };
        let Some(close) = close else {
            if let Some(end) = self.odd_close_before_end(start) {
                return self.unclosed(start, end..end, flags);
            }
            return self.string_without_end(start, flags);
        };
        self.report_lone_surrogates(node, start + 1, close);
        self.at = close + 1;
        if flags & Node::KEY != 0 {
            // Whatever member this is, it is there.
            self.mark_open(Node::LOSSY);
        }
        self.push(
            NodeType::String,
            flags | Node::FAULTY | Node::ESCAPED | Node::MARRED,
            start,
            self.at,
        );
        self.behind_string(flags)
    }

    pub(super) fn behind_string(&mut self, flags: u32) -> State {
        self.comma = None;
        if flags & Node::KEY != 0 {
            State::Colon
        } else {
            State::After
        }
    }

    /// The text ends inside a string.
    pub(super) fn string_without_end(&mut self, start: usize, flags: u32) -> State {
        let end = self.text.len();
        let node = if flags & Node::KEY != 0 {
            self.container_or_root()
        } else {
            self.upcoming()
        };
        let finding = Finding::new(Code::UnexpectedEnd, node, Range::empty(end), Phrase::EndsInside)
            .args([Arg::Word(Word::AString), Arg::Word(Word::StringNoun)])
            .label(
                Range::new(start, start + smart_quote_length(self.text, start).unwrap_or(1)),
                Phrase::OpenedHere,
            )
            .help(Phrase::HelpEnd);
        self.at = end;
        if flags & Node::KEY == 0 {
            self.push(
                NodeType::String,
                Node::FAULTY | Node::ESCAPED | Node::UNCLOSED,
                start,
                end,
            );
        }
        self.fault(finding, Loss::Around);
        self.stop()
    }

    /// Whether a string ends at the line break here: what follows it says so. A quote does, but for one that closes this string,
    /// behind which there is what stands behind strings.
    pub(super) fn ends_at_line(&self, at: usize, flags: u32) -> bool {
        let is_name = flags & Node::KEY != 0;
        let closes = |next| matches!(next, b',' | b'}' | b']') || is_name && next == b':';
        match self.next_in_sight(at) {
            Some((quote, b'"')) => !self.follows(quote + 1, closes),
            Some((_, byte)) => matches!(byte, b'}' | b']'),
            None => false,
        }
    }

    /// Whether the next byte behind some white space, if one is in sight, is as wanted.
    pub(super) fn follows(&self, at: usize, wanted: impl Fn(u8) -> bool) -> bool {
        self.next_in_sight(at).is_some_and(|(_, next)| wanted(next))
    }

    /// The next byte behind some white space, if one is in sight, and its place.
    pub(super) fn next_in_sight(&self, at: usize) -> Option<(usize, u8)> {
        let ahead = self.text.get(at..(at + LOOK_AHEAD_BYTES_MAX).min(self.text.len()))?;
        let is_space = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r');
        let place = ahead.iter().position(|byte| !is_space(byte))?;
        Some((at + place, *ahead.get(place)?))
    }

    /// A string that ends at a line break instead of a quote. A comma at its end belongs behind it.
    pub(super) fn unterminated(&mut self, start: usize, line_end: usize, flags: u32) -> State {
        if let Some(end) = self.name_end_before_colon(start).filter(|_| flags & Node::KEY != 0) {
            return self.unclosed_name(start, end);
        }
        let content = self.line_content(start + 1, line_end);
        self.unclosed(start, content, flags)
    }

    /// Where the content of a string ends that ends with its line: without and with a comma at its end.
    pub(super) fn line_content(&self, start: usize, line_end: usize) -> std::ops::Range<usize> {
        let content = self.text.get(start..line_end).unwrap_or_default().trim_ascii_end();
        let without_comma = content.strip_suffix(b",").unwrap_or(content);
        start + without_comma.len()..start + content.len()
    }

    /// Whether the text ends inside an escape.
    pub(super) fn is_escape_cut_short(&self, at: usize) -> bool {
        match self.text.get(at + 1..) {
            Some([b'u', digits @ ..]) => digits.len() < 4 && digits.iter().all(u8::is_ascii_hexdigit),
            rest => rest.is_none_or(<[u8]>::is_empty),
        }
    }

    /// A backslash that begins no escape.
    pub(super) fn bad_escape(&mut self, node: u32, at: usize) -> Passed {
        let rest = self.text.get(at + 1..).unwrap_or_default();
        let length = match rest {
            [b'u', meant @ ..] => {
                2 + meant
                    .iter()
                    .take(4)
                    .take_while(|byte| byte.is_ascii_alphanumeric())
                    .count()
            }
            [byte, ..] if *byte < b' ' => 1,
            _ => 1 + character_length(self.text, at + 1),
        };
        let finding = Finding::new(
            Code::InvalidEscape,
            node,
            Range::new(at, at + length),
            Phrase::EscapeInvalid,
        )
        .help(Phrase::HelpEscape);
        let finding = match rest {
            // Markdown has it before every sign, other languages before an apostrophe or a dollar.
            [sign, ..] if sign.is_ascii_punctuation() => finding
                .help(Phrase::HelpRemoveBackslash)
                .edit(Range::new(at, at + 1), Phrase::EditNothing),
            [b'x', high, low, ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                finding.edit(Range::new(at, at + 2), Phrase::EditUnicode)
            }
            _ => finding.edit(Range::empty(at), Phrase::EditBackslash),
        };
        let patience = self.fault(finding, Loss::None);
        Passed { length, patience }
    }

    /// A raw control character in a string; a CR with its LF is one. No name has line breaks: one in it is of who printed the text.
    pub(super) fn control(&mut self, node: u32, at: usize, flags: u32) -> Passed {
        let byte = self.text.get(at).copied().unwrap_or(0);
        let is_pair = byte == b'\r' && self.text.get(at + 1) == Some(&b'\n');
        let range = Range::new(at, at + 1 + usize::from(is_pair));
        let text = match byte {
            b'\n' | b'\r' => Phrase::EditNewline,
            b'\t' => Phrase::EditTab,
            0x08 => Phrase::EditBackspace,
            0x0C => Phrase::EditFormFeed,
            _ => Phrase::EditControl,
        };
        let text = if byte == b'\r' && !is_pair {
            Phrase::EditReturn
        } else {
            text
        };
        let finding = Finding::new(Code::ControlCharacter, node, range, Phrase::RawControl)
            .args([Arg::Hex(u32::from(byte))])
            .help(Phrase::HelpControl);
        let finding = if matches!(byte, b'\n' | b'\r') && flags & Node::KEY != 0 {
            let printed = Range::new(at, scan::space_end(self.text, at));
            finding
                .help(Phrase::HelpRemoveCharacter)
                .edit(printed, Phrase::EditNothing)
        } else if is_pair {
            finding
                .edit(Range::new(at, at + 1), Phrase::EditReturn)
                .edit(Range::new(at + 1, at + 2), Phrase::EditNewline)
        } else {
            finding.edit(range, text)
        };
        let loss = if matches!(byte, b'\n' | b'\r') {
            Loss::Around
        } else {
            Loss::None
        };
        let length = 1 + usize::from(is_pair);
        let patience = self.fault(finding, loss);
        Passed { length, patience }
    }

    /// A string whose opening quote stands behind a backslash, and perhaps the closing one as well.
    pub(super) fn escaped_string(&mut self, node: u32) -> Option<State> {
        let start = self.at;
        let line_end = scan::line_break(self.text, start, self.text.len());
        let content = self.text.get(start + 2..line_end)?;
        let length = content.iter().position(|byte| *byte == b'"')?;
        let is_escaped = content.get(..length)?.ends_with(b"\\");
        let (backslash, end) = (start + 1 + length, start + 2 + length - usize::from(is_escaped));
        self.push(
            NodeType::String,
            Node::FAULTY | Node::ESCAPED | Node::UNCLOSED | Node::MARRED,
            start + 1,
            end,
        );
        let here = Range::new(start, start + 1);
        let mut finding = Finding::new(Code::UnexpectedCharacter, node, here, Phrase::ExpectedFoundCharacter)
            .args([Arg::Word(Word::AValue), Arg::Quoted(b'\\')])
            .help(Phrase::HelpRemoveCharacter)
            .edit(here, Phrase::EditNothing);
        if is_escaped {
            finding = finding.edit(Range::new(backslash, backslash + 1), Phrase::EditNothing);
        }
        self.at = start + 2 + length + 1;
        let patience = self.fault(finding, Loss::Around);
        let state = self.behind_string(0);
        Some(self.or_stop(patience, state))
    }

    /// A string in quotes that are not JSON's. It ends at the quote that something follows which may follow a string, or
    /// with its line. One in pieces is no value before they are joined.
    pub(super) fn foreign_string(&mut self, flags: u32) -> State {
        let from = self.at;
        let start = from + usize::from(self.is_prefix());
        let smart = smart_quote_length(self.text, start);
        let open = smart.unwrap_or(1);
        let Some(mut close) = self.foreign_end(start, open) else {
            return self.string_without_end(start, flags);
        };
        let node = self.upcoming();
        let mut finding = self.said_of_quotes(node, from, start, close);
        if finding.code != Code::UnexpectedCharacter {
            finding = finding.edit(Range::new(from, start + open), Phrase::EditQuote);
        }
        let mut faults = Vec::new();
        finding = self.requote(finding, start + open..close.at, &mut faults);
        let mut kind = NodeType::String;
        while let Some(piece) = self
            .next_piece(close.end())
            .filter(|_| close.length > 0 && flags & Node::KEY == 0)
            && let Some(behind) = self.piece_close(piece, 1)
        {
            finding = finding.edit(Range::new(close.at, piece + 1), Phrase::EditNothing);
            close = behind;
            finding = self.requote(finding, piece + 1..close.at, &mut faults);
            finding.range = Range::new(from, close.end());
            kind = NodeType::Error;
        }
        let finding = match self.text.get(close.at) {
            Some(b'"') if close.length > 0 => finding,
            _ => finding.edit(Range::new(close.at, close.end()), Phrase::EditQuote),
        };
        let patience = self.fault(finding, Loss::None);
        let patience = self.faults_inside(node, &faults, patience);
        self.at = close.end();
        let unclosed = if close.length == 0 { Node::UNCLOSED } else { 0 };
        // Of two sorts of quotes one may belong to what stands between them.
        let is_double = |at: usize| self.text.get(at) == Some(&b'"');
        let is_mixed = smart.is_none() && is_double(close.at) || is_double(start + open);
        let marred = if faults.is_empty() && !is_mixed {
            0
        } else {
            Node::MARRED
        };
        self.push(
            kind,
            flags | Node::FAULTY | Node::ESCAPED | unclosed | marred,
            start,
            self.at,
        );
        let state = self.behind_string(flags);
        self.or_stop(patience, state)
    }

    /// Where a string in foreign quotes ends: at a quote, or with its line. Nothing where that is the end of the text.
    fn foreign_end(&self, start: usize, open: usize) -> Option<Quote> {
        if let Some(close) = self.piece_close(start, open) {
            return Some(close);
        }
        let line_end = scan::line_break(self.text, start, self.text.len());
        (line_end < self.text.len()).then(|| Quote {
            at: self.line_content(start + open, line_end).start,
            length: 0,
        })
    }

    /// What is said of a string because of its quotes, or since it is in pieces.
    fn said_of_quotes(&self, node: u32, from: usize, start: usize, close: Quote) -> Finding {
        let is_smart = smart_quote_length(self.text, start).is_some();
        let (code, message, help) = match is_smart {
            false if self.text.get(start) == Some(&b'"') => {
                (Code::UnexpectedCharacter, Phrase::StringInPieces, Phrase::HelpPieces)
            }
            _ if close.length == 0 => (
                Code::UnterminatedString,
                Phrase::StringUnterminated,
                Phrase::HelpUnterminated,
            ),
            true => (Code::SmartQuotes, Phrase::StringSmartQuoted, Phrase::HelpQuote),
            false => (Code::SingleQuotedString, Phrase::StringSingleQuoted, Phrase::HelpQuote),
        };
        Finding::new(code, node, Range::new(from, close.end()), message).help(help)
    }

    /// The closing quote of a string, or of a piece of one, whatever its quotes are.
    fn piece_close(&self, start: usize, open: usize) -> Option<Quote> {
        if self.text.get(start) != Some(&b'"') {
            return self.foreign_close(start, start + open);
        }
        let end = lexer::string_end(self.text, start + 1).ok()?;
        Some(Quote {
            at: end.close,
            length: 1,
        })
    }

    /// The quote that follows what ends at a place behind a plus sign, or on another line.
    fn quote_behind(&self, at: usize) -> Option<QuoteBehind> {
        let (next, byte) = self.next_in_sight(at)?;
        let is_joined = byte == b'+';
        let (quote, mark) = match is_joined {
            true => self.next_in_sight(next + 1)?,
            false => (next, byte),
        };
        let is_apart = is_joined || scan::line_break(self.text, at, quote) < quote;
        (is_apart && matches!(mark, b'\'' | b'"')).then_some(QuoteBehind { at: quote, is_joined })
    }

    /// Where the next piece begins of a string, the last of which ends at `at`: behind a plus sign, as consoles print long text, or on
    /// the next line of a member's value, as Python does, where it is not the next name.
    pub(super) fn next_piece(&self, at: usize) -> Option<usize> {
        let QuoteBehind { at: quote, is_joined } = self.quote_behind(at)?;
        let mark = self.text.get(quote)?;
        let mut behind = self.text.get(quote + 1..)?.iter();
        let close = quote + 1 + behind.position(|byte| byte == mark || matches!(byte, b'\n' | b'\r'))?;
        if self.text.get(close) != Some(mark) {
            return None;
        }
        let is_name = self.follows(close + 1, |next| next == b':');
        (is_joined || !is_name && self.container_is_object()).then_some(quote)
    }

    /// Reports what was noted inside of a string, as long as there is patience.
    pub(super) fn faults_inside(&mut self, node: u32, faults: &[FaultInside], mut patience: Patience) -> Patience {
        for fault in faults {
            if patience == Patience::Gone {
                break;
            }
            let passed = match *fault {
                FaultInside::Escape(at) => self.bad_escape(node, at),
                FaultInside::Control(at) => self.control(node, at, 0),
            };
            patience = passed.patience;
        }
        patience
    }

    /// Adds the edits that the inside of a foreign string needs between double quotes, and notes what is wrong there
    /// whatever the quotes.
    pub(super) fn requote(
        &self,
        mut finding: Finding,
        inside: std::ops::Range<usize>,
        faults: &mut Vec<FaultInside>,
    ) -> Finding {
        let mut at = inside.start;
        while at < inside.end && faults.len() < SYNTAX_ERRORS_MAX as usize {
            let byte = self.text.get(at).copied().unwrap_or(0);
            at += match byte {
                b'"' => {
                    finding = finding.edit(Range::empty(at), Phrase::EditBackslash);
                    1
                }
                b'\\' if self.text.get(at + 1) == Some(&b'\'') => {
                    finding = finding.edit(Range::new(at, at + 1), Phrase::EditNothing);
                    2
                }
                b'\\' => lexer::escape_length(self.text, at).unwrap_or_else(|| {
                    faults.push(FaultInside::Escape(at));
                    1
                }),
                byte if byte < b' ' => {
                    faults.push(FaultInside::Control(at));
                    1 + usize::from(byte == b'\r' && self.text.get(at + 1) == Some(&b'\n'))
                }
                _ => 1,
            };
        }
        finding
    }

    /// The closing quote of a string in foreign quotes. One in single quotes that is closed nowhere may be closed by
    /// a double one on its line.
    pub(super) fn foreign_close(&self, start: usize, from: usize) -> Option<Quote> {
        let smart = smart_quote_length(self.text, start).is_some();
        let double = is_double_smart(self.text, start);
        let (mut fallback, mut mixed) = (None, None);
        let mut is_first_line = true;
        let mut at = from;
        while let Some(byte) = self.text.get(at) {
            let length = match byte {
                b'\\' => {
                    at += 2;
                    continue;
                }
                b'\n' | b'\r' if smart => break,
                b'\n' | b'\r' => {
                    is_first_line = false;
                    0
                }
                b'"' if !smart && is_first_line && mixed.is_none() && self.ends_value(at + 1) => {
                    mixed = Some(Quote { at, length: 1 });
                    0
                }
                b'\'' if !smart || !double => 1,
                b'"' if smart && double => 1,
                0xE2 if smart => match smart_quote_length(self.text, at) {
                    Some(length) if is_double_smart(self.text, at) == double => length,
                    _ => 0,
                },
                _ => 0,
            };
            if length == 0 {
                at += 1;
                continue;
            }
            if self.ends_string(at + length) || self.quote_behind(at + length).is_some() {
                return Some(Quote { at, length });
            }
            fallback = fallback.or(Some(Quote { at, length }));
            at += length;
        }
        mixed
            .filter(|mixed| fallback.is_none_or(|other| *mixed < other))
            .or(fallback)
    }

    /// Whether what stands behind a quote may stand behind a string.
    pub(super) fn ends_string(&self, at: usize) -> bool {
        self.next_in_sight(at)
            .is_none_or(|(place, next)| matches!(next, b',' | b':' | b'}' | b']') || self.is_arrow(place))
    }

    /// Whether the arrow stands here that PHP and Ruby have for a colon.
    fn is_arrow(&self, at: usize) -> bool {
        self.text.get(at..).is_some_and(|rest| rest.starts_with(b"=>"))
    }
}
