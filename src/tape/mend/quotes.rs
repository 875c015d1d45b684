//! Quotes that are missing, or too many: a string that was read to the wrong quote is read again, once.
//!
//! In: what was read up to a quote, and what stands behind it. Out: whether that is another quote than the one that was meant, and
//! the string as it was meant. Does not know: what the string stands for.
//!
//! Why it exists: a quote too many or too few turns strings inside out up to the end of the text. Where it stands is seen by
//! what comes behind it only.

use super::super::reader::{Reader, State};
use super::super::{Node, NodeType};
use super::{LOOK_AHEAD_BYTES_MAX, Loss, is_double_smart, smart_quote_length};
use crate::catalog::{Code, Phrase};
use crate::diagnostic::Finding;
use crate::lexer;
use crate::source::Range;

/// How long the name is that a text begins with, of the letters that names have which stand without quotes.
fn name_length(text: &[u8]) -> usize {
    let is_name = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(**byte, b'_' | b'-' | b'$');
    text.iter().take(LOOK_AHEAD_BYTES_MAX).take_while(is_name).count()
}

/// The length of what stands before the delimiters that a text ends with.
fn length_before_delimiters(text: &[u8]) -> usize {
    let is_delimiter = |byte: &u8| matches!(byte, b',' | b'}' | b']' | b' ' | b'\t' | b'\n' | b'\r');
    text.iter()
        .rposition(|byte| !is_delimiter(byte))
        .map_or(0, |last| last + 1)
}

/// The length of a quote that is none of JSON's.
fn foreign_quote_length(text: &[u8], at: usize) -> Option<usize> {
    match text.get(at)? {
        b'\'' => Some(1),
        _ => smart_quote_length(text, at),
    }
}

impl Reader<'_, '_, '_> {
    // ---- missing -------------------------------------------------------------------------------------------------------

    /// The place of the closing quote, if what starts here is the inside of a string whose opening quote is missing.
    pub(super) fn lost_opening_quote(&self, start: usize) -> Option<usize> {
        if matches!(self.text.get(start), Some(b'"' | b'\'' | b'{' | b'['))
            || smart_quote_length(self.text, start).is_some()
        {
            return None;
        }
        let close = lexer::string_end(self.text, start).ok()?.close;
        let is_list = self
            .text
            .get(start..close)?
            .iter()
            .any(|byte| matches!(byte, b'{' | b'}' | b'[' | b']'));
        let ends_line = matches!(self.text.get(close + 1), Some(b'\n' | b'\r'));
        let ends = ends_line || self.follows(close + 1, |next| matches!(next, b',' | b'}' | b']'));
        (!is_list && ends).then_some(close)
    }

    /// The start of the name just read, and where it ends if it has lost its closing quote: directly behind what was
    /// taken for that quote stands text.
    pub(super) fn name_read_too_far(&self) -> Option<(usize, usize)> {
        let name = self.tape.nodes.last()?;
        let goes_on = name.end as usize == self.at && !name.is(Node::FAULTY | Node::ESCAPED);
        let end = self
            .name_end_before_colon(name.start as usize)
            .filter(|end| goes_on && *end < name.end as usize)?;
        let may_follow = matches!(self.text.get(self.at), Some(b',' | b'}' | b']'));
        (!may_follow).then_some((name.start as usize, end))
    }

    /// Where a name without a closing quote ends: before the colon, behind a quote of another sort.
    pub(super) fn name_end_before_colon(&self, start: usize) -> Option<usize> {
        let end = start + 1 + name_length(self.text.get(start + 1..)?);
        let end = end + foreign_quote_length(self.text, end).unwrap_or(0);
        self.follows(end, |next| next == b':').then_some(end)
    }

    /// The quote of another sort at the end of what a double one opens, if that is the only one of its sort: then it closes the
    /// string. Single ones, which may be apostrophes, are no sort of double ones.
    fn odd_close(&self, start: usize, end: usize) -> Option<usize> {
        let content = self.text.get(start + 1..end)?;
        let is_double = |at: usize| match foreign_quote_length(content, at)? {
            1 => Some(false),
            _ => Some(is_double_smart(content, at)),
        };
        let last = [1, 3]
            .into_iter()
            .filter_map(|length| content.len().checked_sub(length))
            .find(|at| foreign_quote_length(content, *at).is_some_and(|length| at + length == content.len()))?;
        let first = (0..content.len()).find(|at| is_double(*at).is_some_and(|sort| is_double(last) == Some(sort)))?;
        (first == last).then_some(start + 1 + last)
    }

    /// Where a string ends up to whose end the text ends, if a quote of another sort closes it and brackets follow.
    pub(super) fn odd_close_before_end(&self, start: usize) -> Option<usize> {
        let content = self.text.get(start..)?;
        let length = length_before_delimiters(content);
        let is_closed = content.get(length..)?.contains(&b'}');
        self.odd_close(start, start + length)
            .filter(|_| is_closed)
            .map(|_| start + length)
    }

    /// A string that a double quote opens and one of another sort closes, which stands at `close`.
    fn closed_otherwise(&mut self, start: usize, close: usize, end: usize, flags: u32) -> State {
        let (code, message, marred) = match self.text.get(close) {
            // It may be an apostrophe.
            Some(b'\'') => (Code::SingleQuotedString, Phrase::StringSingleQuoted, Node::MARRED),
            _ => (Code::SmartQuotes, Phrase::StringSmartQuoted, 0),
        };
        let finding = Finding::new(code, self.upcoming(), Range::new(start, end), message)
            .help(Phrase::HelpQuote)
            .edit(Range::new(close, end), Phrase::EditQuote);
        self.push(
            NodeType::String,
            flags | Node::FAULTY | Node::ESCAPED | marred,
            start,
            end,
        );
        self.at = end;
        let patience = self.fault(finding, Loss::Around);
        let state = self.behind_string(flags);
        self.or_stop(patience, state)
    }

    /// Where the content of a value ends that has lost its closing quote, and the comma behind it: the quote that was
    /// taken for the closing one begins the next name (or element).
    pub(super) fn value_read_too_far(&self, value: Node) -> Option<std::ops::Range<usize>> {
        let inner = value.inner();
        let content = inner.of(self.text);
        let length = length_before_delimiters(content);
        let delimiters = content.get(length..)?;
        let closes_here = content.trim_ascii_end().ends_with(b",") && !delimiters.is_empty();
        let next = lexer::string_end(self.text, self.at).ok()?.close;
        let is_element = !self.container_is_object() && delimiters.trim_ascii() == b",";
        let fits = self.follows(next + 1, |byte| {
            byte == b':' || is_element && matches!(byte, b',' | b']')
        });
        let start = inner.start as usize;
        (closes_here && fits).then_some(start + length..start + length + 1)
    }

    /// A name without a closing quote.
    pub(super) fn unclosed_name(&mut self, start: usize, end: usize) -> State {
        self.unclosed(start, end..end, Node::KEY)
    }

    /// A string without a closing quote. `end`: of what it says, and of what is shown.
    pub(super) fn unclosed(&mut self, start: usize, end: std::ops::Range<usize>, flags: u32) -> State {
        let range = Range::new(start, end.end);
        let end = end.start;
        if let Some(close) = self.odd_close(start, end) {
            return self.closed_otherwise(start, close, end, flags);
        }
        let node = self.upcoming();
        let finding = Finding::new(Code::UnterminatedString, node, range, Phrase::StringUnterminated)
            .help(Phrase::HelpUnterminated);
        // The quote may be there, behind a backslash.
        let escaped = self.escaped_quote_before(start + 1, end);
        let (finding, marred) = match escaped {
            Some(backslash) => {
                let range = Range::new(backslash, backslash + 1);
                (finding.edit(range, Phrase::EditNothing), Node::MARRED)
            }
            None => {
                // With nothing in it the quote may as well be the closing one of something that was passed over.
                let marred = if end == start + 1 { Node::MARRED } else { 0 };
                (finding.edit(Range::empty(end), Phrase::EditQuote), marred)
            }
        };
        self.push(
            NodeType::String,
            flags | Node::FAULTY | Node::ESCAPED | Node::UNCLOSED | marred,
            start,
            escaped.unwrap_or(end),
        );
        self.at = end;
        let patience = self.fault(finding, Loss::Around);
        let state = self.behind_string(flags);
        self.or_stop(patience, state)
    }

    /// The backslash of an escaped quote that ends directly before a place.
    fn escaped_quote_before(&self, start: usize, end: usize) -> Option<usize> {
        let content = self.text.get(start..end)?.strip_suffix(b"\"")?;
        let backslashes = content.iter().rev().take_while(|byte| **byte == b'\\').count();
        (backslashes % 2 == 1).then_some(end - 2)
    }

    // ---- too many: a string that seems to end before it does -----------------------------------------------------------

    /// Where a value really ends that holds double quotes without a backslash: at the quote behind which JSON goes on, on the same
    /// line. `value`: what was read up to the first of those quotes, directly before.
    pub(super) fn end_behind_stray_quotes(&self, value: Node) -> Option<usize> {
        let behind = value.end as usize;
        if let Some(close) = self.end_of_bare_json(value).or_else(|| self.end_of_escaped_json(value)) {
            return Some(close);
        }
        let is_apart = self.at > behind;
        let begins_anew = match self.text.get(self.at)? {
            b':' => !self.is_colon_of_time_behind(behind),
            b'\'' => true,
            // What stands apart in an array is another element, so a comma is missing.
            byte if !self.container_is_object() => is_apart || *byte == b'"',
            _ => self.bare_name_follows(is_apart) || is_apart && self.comment_here().is_some(),
        };
        if begins_anew {
            return None;
        }
        let mut at = behind;
        loop {
            at += match self.text.get(at)? {
                b'"' if self.is_colon_of_member(at + 1) => return None,
                b'"' if self.ends_value(at + 1) => return Some(at),
                b'\\' => 2,
                b'\n' | b'\r' => return None,
                _ => 1,
            };
        }
    }

    /// Whether a colon comes next, and then what a value begins with: not the rest of a sentence.
    fn is_colon_of_member(&self, at: usize) -> bool {
        let Some((colon, b':')) = self.next_in_sight(at) else {
            return false;
        };
        let value = self.next_in_sight(colon + 1);
        value.is_none_or(|(place, byte)| {
            let rest = self.text.get(place..).unwrap_or_default();
            let is_word = |word: &&[u8]| rest.starts_with(word);
            matches!(byte, b'"' | b'\'' | b'{' | b'[' | b'-' | b'0'..=b'9')
                || [&b"true"[..], b"false", b"null"].iter().any(is_word)
        })
    }

    /// Where a string ends that holds an object or an array whose quotes have no backslashes.
    fn end_of_bare_json(&self, value: Node) -> Option<usize> {
        let inner = value.inner();
        let is_opening = |byte: &u8| matches!(byte, b'{' | b'[' | b' ' | b'\t');
        let begins = inner.of(self.text);
        if !begins.iter().all(is_opening) || !begins.contains(&b'{') {
            return None;
        }
        let (mut at, mut depth) = (inner.start as usize, 0_usize);
        loop {
            match self.text.get(at)? {
                b'{' | b'[' => depth += 1,
                b'}' | b']' => depth = depth.checked_sub(1)?,
                b'"' if depth == 0 => return self.ends_value(at + 1).then_some(at),
                b'"' => at = self.string_skip(at),
                b'\n' | b'\r' => return None,
                _ => {}
            }
            at += 1;
        }
    }

    /// Where a string ends that holds an object or an array, a quote of which has lost its backslash: the others have theirs.
    fn end_of_escaped_json(&self, value: Node) -> Option<usize> {
        let is_plain = value.kind() == NodeType::String && !value.is(Node::KEY | Node::FAULTY);
        let inside = value.inner().of(self.text).trim_ascii();
        let count = |brackets: &[u8]| inside.iter().filter(|byte| brackets.contains(byte)).count();
        if !is_plain || !matches!(inside, [b'{' | b'[', ..]) || count(b"{[") == count(b"}]") {
            return None;
        }
        let mut has_escaped = inside.contains(&b'\\');
        let mut at = value.end as usize;
        loop {
            at += match self.text.get(at)? {
                b'"' if has_escaped
                    && matches!(self.text.get(at - 1), Some(b'}' | b']'))
                    && self.ends_value(at + 1) =>
                {
                    return Some(at);
                }
                b'\n' | b'\r' => return None,
                b'\\' => {
                    has_escaped = true;
                    2
                }
                _ => 1,
            };
        }
    }

    /// Reads a string again that holds JSON and was read to a quote in the middle of it, where its own commas and brackets were then
    /// taken for those of the body.
    pub(super) fn escaped_json_read_too_short(&mut self) -> Option<State> {
        let value = *self.tape.nodes.last()?;
        let behind = self.text.get(value.end as usize..self.at)?;
        let is_delimiter = |byte: &u8| matches!(byte, b',' | b'}' | b']' | b' ' | b'\t');
        if behind.is_empty() || !behind.iter().all(is_delimiter) {
            return None;
        }
        let close = self.end_of_escaped_json(value).filter(|close| *close >= self.at)?;
        // What those brackets have closed is open: nothing has taken its place on the stack.
        self.depth += behind.iter().filter(|byte| matches!(byte, b'}' | b']')).count();
        self.tape.nodes.pop();
        Some(self.with_stray_quotes(value, close))
    }

    /// Whether the colon of a time stands here, directly behind a quote in the middle of it.
    fn is_colon_of_time_behind(&self, behind: usize) -> bool {
        let is_digit = |at: usize| self.text.get(at).is_some_and(u8::is_ascii_digit);
        self.at == behind && is_digit(self.at + 1) && self.at.checked_sub(2).is_some_and(is_digit)
    }

    /// Whether a name without quotes stands here, and its colon, which is not that of a link or a time. Directly behind a quote it
    /// is one only if a quote or a bracket follows the colon.
    pub(super) fn bare_name_follows(&self, is_apart: bool) -> bool {
        let ahead = self.text.get(self.at..).unwrap_or_default();
        let length = name_length(ahead);
        let is_link = ahead.get(length..length + 3) == Some(b"://");
        let begins = ahead
            .first()
            .is_some_and(|byte| !byte.is_ascii_digit() && *byte != b'-');
        let Some((colon, b':')) = self
            .next_in_sight(self.at + length)
            .filter(|_| length > 0 && begins && !is_link)
        else {
            return false;
        };
        is_apart || self.follows(colon + 1, |next| matches!(next, b'"' | b'\'' | b'{' | b'['))
    }

    /// Whether a word without quotes stands here that is no name: behind it the object goes on.
    pub(super) fn is_stray_word(&self) -> bool {
        let length = name_length(self.text.get(self.at..).unwrap_or_default());
        self.follows(self.at + length, |next| matches!(next, b',' | b'}'))
    }

    /// Whether what stands at a place can only stand behind a value: a comma and what belongs behind it, or a bracket and what
    /// belongs behind that.
    pub(super) fn ends_value(&self, at: usize) -> bool {
        match self.next_in_sight(at) {
            Some((comma, b',')) => match self.next_in_sight(comma + 1) {
                Some((name, b'"')) if self.container_is_object() => self.name_follows(name),
                Some((_, byte)) => !self.container_is_object() && matches!(byte, b'"' | b'{' | b'['),
                None => false,
            },
            Some((bracket, b'}' | b']')) => self
                .next_in_sight(bracket + 1)
                .is_none_or(|(_, next)| matches!(next, b',' | b'}' | b']')),
            _ => false,
        }
    }

    /// Whether a name in double quotes comes next, and its colon.
    pub(super) fn name_follows(&self, at: usize) -> bool {
        let Some((name, b'"')) = self.next_in_sight(at) else {
            return false;
        };
        let close = lexer::string_end(self.text, name + 1).map(|end| end.close);
        close.is_ok_and(|close| self.follows(close + 1, |next| next == b':'))
    }

    /// A string with double quotes in it that have no backslash; it ends at `close`.
    pub(super) fn with_stray_quotes(&mut self, value: Node, close: usize) -> State {
        let node = self.upcoming();
        let (start, stray) = (value.start as usize, value.end as usize - 1);
        let mut finding = Finding::new(
            Code::UnescapedQuote,
            node,
            Range::new(stray, stray + 1),
            Phrase::QuoteUnescaped,
        )
        .help(Phrase::HelpUnescapedQuote);
        // Where none stands between them those at the edges are one too many each, and not what the string says.
        let is_stray = |at: usize| matches!(self.text.get(at - 1..=at), Some([before, b'"']) if *before != b'\\');
        let (first, last) = (start + 1, close - 1);
        let is_doubled = (stray..close).all(|at| at == first || at == last || !is_stray(at));
        let front = is_doubled && stray == first;
        let back = is_doubled && last > first && is_stray(last);
        if front {
            finding = finding.edit(Range::new(first, first + 1), Phrase::EditNothing);
        }
        let mut faults = Vec::new();
        finding = self.requote(
            finding,
            stray + usize::from(is_doubled)..close - usize::from(back),
            &mut faults,
        );
        if back {
            finding = finding.edit(Range::new(last, close), Phrase::EditNothing);
        }
        let patience = self.fault(finding, Loss::None);
        let patience = self.faults_inside(node, &faults, patience);
        self.at = close + 1;
        self.push(
            NodeType::String,
            Node::FAULTY | Node::ESCAPED | Node::MARRED,
            start + usize::from(front),
            self.at - usize::from(back),
        );
        let state = self.behind_string(0);
        self.or_stop(patience, state)
    }

    /// The closing quote of the name just read, if that one stands in the middle of it: directly behind stands the rest.
    pub(super) fn name_end_behind_stray_quote(&self) -> Option<usize> {
        let name = self.tape.nodes.last().filter(|name| !name.is(Node::FAULTY))?;
        let length = name_length(self.text.get(self.at..)?);
        let close = self.at + length;
        let content = name.inner().of(self.text);
        let is_name = name_length(content) == content.len();
        let is_rest = is_name && name.end as usize == self.at && length > 0 && self.text.get(close) == Some(&b'"');
        (is_rest && self.follows(self.behind_quotes(close), |next| next == b':')).then_some(close)
    }

    /// Behind the quote at a place, and behind another one.
    fn behind_quotes(&self, close: usize) -> usize {
        close + 1 + usize::from(self.text.get(close + 1) == Some(&b'"'))
    }

    /// A name with a double quote in it or in front, which is one too many, and perhaps one behind. In front it leaves the name whole.
    pub(super) fn name_with_stray_quote(&mut self, close: usize) -> State {
        let Some(name) = self.tape.nodes.pop() else {
            return self.stop();
        };
        let is_in_front = name.start + 2 == name.end;
        let (start, stray) = match is_in_front {
            true => (name.end as usize - 1, name.start as usize),
            false => (name.start as usize, name.end as usize - 1),
        };
        let node = self.upcoming();
        let here = Range::new(stray, stray + 1);
        let mut finding = Finding::new(Code::UnescapedQuote, node, here, Phrase::QuoteUnescaped)
            .help(Phrase::HelpUnescapedQuote)
            .edit(here, Phrase::EditNothing);
        let (flags, loss) = match is_in_front {
            true => (0, Loss::None),
            false => (Node::FAULTY | Node::ESCAPED | Node::MARRED, Loss::Around),
        };
        self.push(NodeType::String, Node::KEY | flags, start, close + 1);
        self.at = self.behind_quotes(close);
        if self.at > close + 1 {
            finding = finding.edit(Range::new(close + 1, self.at), Phrase::EditNothing);
        }
        let patience = self.fault(finding, loss);
        self.or_stop(patience, State::Colon)
    }
}
