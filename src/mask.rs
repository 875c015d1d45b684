//! Masking: text that keeps its shape and loses its meaning.
//!
//! In: a JSON text, its tape, and which nodes may be shown. Out: a text of the same length – in bytes and in UTF-16 – with
//! the same brackets, quotes, escapes and faults, in which everything else is replaced, character class by character
//! class. Does not know: the schema.
//!
//! The classes are chosen so that a masked value is judged as the value was: a digit stays a digit (a leading zero stays
//! zero), a letter a letter, the scheme of a link and the bare words of JSON stay as they are.
//!
//! Why it exists: people show a body to others to ask what is wrong with it, and it holds what somebody wrote to somebody.

mod names;

use crate::kind::{is_number, likely_length, url_scheme_length};
use crate::lexer::{self, is_neutral};
use crate::sniff::{is_object_as_text, not_json};
use crate::source::Range;
use crate::tape::{Node, NodeType, Tape, begins_with_foreign_literal};
use names::{Name, name_mask, names};

/// How much of a node may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Show {
    /// All of it.
    All,
    /// Nothing.
    Nothing,
    /// What it begins with, as far as that is an id, a time or one of a set.
    Likely,
    /// That it is a link.
    Scheme,
    /// The shape of the JSON in it.
    Json,
}

/// A character of the same class, the same length in UTF-8 and in UTF-16. `is_letter` is asked of those beyond ASCII.
fn character(original: char, follows_digit: bool, is_letter: fn(char) -> bool) -> char {
    match original {
        'a'..='z' => 'x',
        'A'..='Z' => 'X',
        '0' if !follows_digit => '0',
        '0'..='9' => '1',
        // It says nothing of anybody.
        _ if is_neutral(original) => original,
        _ => match (original.len_utf8(), is_letter(original)) {
            (2, true) => 'χ',
            (2, false) => '·',
            (3, true) => 'ẋ',
            (3, false) => '■',
            (_, true) => '𝗑',
            (_, false) => '🀫',
        },
    }
}

/// Masks plain text.
pub(crate) fn text(original: &str) -> String {
    masked(original, char::is_alphanumeric)
}

/// Masks a name. To know which characters are letters takes tables of some kilobytes, which a name is not worth: all count as
/// such that are of a script.
pub(crate) fn name(original: &str) -> String {
    masked(original, |_| true)
}

fn masked(original: &str, is_letter: fn(char) -> bool) -> String {
    let mut follows_digit = false;
    let mask = |original: char| {
        let masked = character(original, follows_digit, is_letter);
        follows_digit = original.is_ascii_digit();
        masked
    };
    original.chars().map(mask).collect()
}

/// Masks text of which nothing is known, but for what says nothing but what it is.
pub(crate) fn bytes(original: &[u8]) -> Vec<u8> {
    if is_object_as_text(original.trim_ascii()) {
        return original.to_vec();
    }
    text(&String::from_utf8_lossy(original)).into_bytes()
}

/// Masks a JSON text, broken or not.
pub(crate) fn document(text: &[u8], tape: &Tape, show: &dyn Fn(u32) -> Show) -> Vec<u8> {
    let mut masker = Masker {
        text,
        tape,
        out: Vec::with_capacity(text.len()),
        names: names(text, tape, show),
    };
    let mut at = 0;
    for index in 0..tape.len() {
        let node = tape.node(index);
        if matches!(node.kind(), NodeType::Object | NodeType::Array) {
            continue;
        }
        masker.between(at, node.start as usize);
        if node.end as usize >= at {
            masker.leaf(index, node, show(index));
            at = node.end as usize;
        }
    }
    masker.between(at, text.len());
    masker.out
}

struct Masker<'t> {
    text: &'t [u8],
    tape: &'t Tape,
    out: Vec<u8>,
    /// What becomes of the names that are not shown, by node.
    names: Vec<Name>,
}

impl Masker<'_> {
    /// What stands between the leaves: brackets, commas, comments, and whatever the recovery has passed over.
    fn between(&mut self, start: usize, end: usize) {
        if start < end {
            let masked = string_inside(self.text.get(start..end).unwrap_or_default());
            self.out.extend_from_slice(&masked);
        }
    }

    fn leaf(&mut self, index: u32, node: Node, show: Show) {
        let raw = node.range().of(self.text);
        if show == Show::All {
            let (shown, swallowed) = raw.split_at(shown_length(raw, node));
            self.out.extend_from_slice(shown);
            self.out.extend_from_slice(&string_inside(swallowed));
            return;
        }
        match node.kind() {
            NodeType::String => self.string(index, node, show),
            NodeType::Number => self.out.extend(number(raw)),
            NodeType::Error => self.out.extend(unreadable(raw)),
            _ => self.out.extend_from_slice(raw),
        }
    }

    fn string(&mut self, index: u32, node: Node, show: Show) {
        let inner = self.tape.inside(self.text, node);
        self.out.extend_from_slice(
            Range {
                start: node.start,
                end: inner.start,
            }
            .of(self.text),
        );
        let raw = inner.of(self.text);
        match self.names.get(index as usize) {
            Some(Name::AsSent) => self.out.extend_from_slice(raw),
            Some(Name::Counted(ordinal)) => self.out.extend(name_mask(raw, *ordinal)),
            _ if show == Show::Json => self.out.extend(json_inside(self.text, inner)),
            _ => {
                let shown = match show {
                    Show::Scheme => decoded_length(raw, |text| url_scheme_length(text).unwrap_or(0)),
                    Show::Likely => decoded_length(raw, likely_length),
                    _ => 0,
                };
                self.out.extend_from_slice(raw.get(..shown).unwrap_or_default());
                let rest = raw.get(shown..).unwrap_or_default();
                let rest_is_number = is_number(rest);
                self.out.extend(if rest_is_number {
                    number(rest)
                } else {
                    string_inside(rest)
                });
            }
        }
        self.out.extend_from_slice(
            Range {
                start: inner.end,
                end: node.end,
            }
            .of(self.text),
        );
    }
}

/// How much of the inside of a string it is that has some length when it is decoded. Many a sender writes the slashes of a link
/// as escapes.
fn decoded_length(raw: &[u8], length: impl Fn(&[u8]) -> usize) -> usize {
    let decoded = lexer::decode(raw, 0, raw.len());
    match length(&decoded.text) {
        0 => 0,
        length => decoded.source(length),
    }
}

/// How much of a value that is safe to show is shown. What a wrong quote has made a string of may hold the members behind it as
/// well. Of a string with a quote in it that is what stands before the quote; of one that was mended, what stands before the first
/// character that could end a value.
fn shown_length(raw: &[u8], node: Node) -> usize {
    if node.kind() != NodeType::String {
        return raw.len();
    }
    let is_mended = node.is(Node::FAULTY);
    let text = String::from_utf8_lossy(raw);
    let ends = |character: char| match character {
        '"' | '\'' | '\u{2018}'..='\u{201F}' => true,
        ',' | '{' | '}' | '[' | ']' | '\n' | '\r' => is_mended,
        _ => false,
    };
    let mut places = text.char_indices().skip(1);
    let end = places.find(|(_, character)| ends(*character));
    end.map_or(raw.len(), |(place, _)| place.min(raw.len()))
}

/// A number: its digits. What makes it a number stays.
fn number(raw: &[u8]) -> Vec<u8> {
    let mut follows_digit = false;
    let mask = |byte: &u8| {
        let masked = match byte {
            b'0' if !follows_digit => b'0',
            b'0'..=b'9' => b'1',
            b'e' | b'E' | b'x' | b'X' => *byte,
            b'a'..=b'z' => b'x',
            b'A'..=b'Z' => b'X',
            _ => *byte,
        };
        follows_digit = byte.is_ascii_digit();
        masked
    };
    raw.iter().map(mask).collect()
}

/// What no value could be read from: bare words, numbers that are none, placeholders, what was nested too deep.
fn unreadable(raw: &[u8]) -> Vec<u8> {
    let is_literal_start = [&b"true"[..], b"false", b"null"]
        .iter()
        .any(|literal| literal.starts_with(raw));
    if is_literal_start || begins_with_foreign_literal(raw) {
        return raw.to_vec();
    }
    match raw.first() {
        Some(b'0'..=b'9' | b'-' | b'+' | b'.') => number(raw),
        // A text that begins like a literal is read on; one that begins with another letter may be no JSON at all.
        Some(b't' | b'f' | b'n') => {
            let mut masked = string_inside(raw);
            if let Some(first) = masked.first_mut() {
                *first = b't';
            }
            masked
        }
        // Brackets and quotes stay, so that what is nested too deep ends where it ended. Escapes stay as well: quotes may be
        // found to stand elsewhere, and then they are in a string.
        _ => string_inside(raw),
    }
}

/// The inside of a string, its escapes kept as escapes.
fn string_inside(raw: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(raw.len());
    let mut at = 0;
    while at < raw.len() {
        let stop = raw
            .get(at..)
            .and_then(|rest| rest.iter().position(|byte| *byte == b'\\'))
            .map_or(raw.len(), |n| at + n);
        out.extend(bytes(raw.get(at..stop).unwrap_or_default()));
        at = stop;
        if at < raw.len() {
            at += escape(raw, at, &mut out);
        }
    }
    out
}

/// Masks one escape; its length.
fn escape(raw: &[u8], at: usize, out: &mut Vec<u8>) -> usize {
    match (raw.get(at + 1), lexer::hex4(raw, at + 2)) {
        (Some(b'u'), Some(unit)) => {
            let masked = match unit {
                // The halves of a pair, or one that is alone: still what it was.
                0xD800..=0xDBFF => 0xD83C,
                0xDC00..=0xDFFF => 0xDC2B,
                _ => character(char::from_u32(unit).unwrap_or('x'), true, char::is_alphanumeric) as u32,
            };
            out.extend_from_slice(escape_text(masked).as_bytes());
            6
        }
        (Some(b'u'), None) => {
            let digits = raw.get(at + 2..).unwrap_or_default();
            let length = digits
                .iter()
                .take(4)
                .take_while(|byte| byte.is_ascii_alphanumeric())
                .count();
            out.extend_from_slice(b"\\u");
            let mask = |byte: &u8| if byte.is_ascii_hexdigit() { b'1' } else { b'x' };
            out.extend(digits.iter().take(length).map(mask));
            2 + length
        }
        (Some(byte), _) if lexer::escape_length(raw, at).is_some() || byte.is_ascii_punctuation() => {
            out.extend_from_slice(&[b'\\', *byte]);
            2
        }
        (Some(byte), _) if byte.is_ascii_alphanumeric() => {
            out.extend_from_slice(&[b'\\', if byte.is_ascii_digit() { b'1' } else { b'x' }]);
            2
        }
        _ => {
            out.push(b'\\');
            1
        }
    }
}

/// The inside of a string that holds JSON: the inner document masked, and put back through the escapes.
fn json_inside(text: &[u8], inner: Range) -> Vec<u8> {
    let raw = inner.of(text);
    let decoded = lexer::decode(text, inner.start as usize, inner.end as usize);
    let mut masked = if not_json(&decoded.text).is_some() {
        bytes(&decoded.text)
    } else {
        let tape = Tape::of(&decoded.text, 0);
        document(&decoded.text, &tape, &|_| Show::Nothing)
    };
    masked.resize(decoded.text.len(), b'x');
    put_back(raw, &decoded.text, &masked)
}

/// Writes a masked document in place of the decoded one, with the escapes where they were.
pub(crate) fn put_back(raw: &[u8], decoded: &[u8], masked: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(raw.len());
    let (mut at, mut place) = (0, 0);
    while at < raw.len() {
        if raw.get(at) != Some(&b'\\') {
            out.extend(masked.get(place).copied());
            (at, place) = (at + 1, place + 1);
            continue;
        }
        if begins_unicode(raw, at) {
            // It would be another fault with another letter behind the backslash.
            out.extend_from_slice(b"\\u");
            (at, place) = (at + 2, place + 2);
            continue;
        }
        let one = escape_extent(raw, at);
        let bytes = lexer::decode(raw, at, at + one).text.len();
        let same = decoded.get(place..place + bytes) == masked.get(place..place + bytes);
        if same {
            out.extend_from_slice(raw.get(at..at + one).unwrap_or_default());
        } else {
            let units = String::from_utf8_lossy(masked.get(place..place + bytes).unwrap_or_default()).into_owned();
            let mut escaped = String::new();
            for unit in units.encode_utf16() {
                escaped.push_str(&escape_text(unit.into()));
            }
            out.extend_from_slice(escaped.as_bytes());
        }
        (at, place) = (at + one, place + bytes);
    }
    out
}

/// The length of the escape at `at`, a pair of surrogates taken together, a backslash that begins none by itself.
fn escape_extent(raw: &[u8], at: usize) -> usize {
    match lexer::escape_length(raw, at) {
        Some(6) if lexer::decode(raw, at, (at + 12).min(raw.len())).text.len() == 4 && is_pair(raw, at) => 12,
        Some(length) => length,
        None if raw.get(at + 1) == Some(&b'\'') => 2,
        None => 1,
    }
}

/// Whether the backslash at `at` begins an escape of four hex digits that has not all of them.
fn begins_unicode(raw: &[u8], at: usize) -> bool {
    raw.get(at + 1) == Some(&b'u') && lexer::hex4(raw, at + 2).is_none()
}

fn is_pair(raw: &[u8], at: usize) -> bool {
    matches!(lexer::hex4(raw, at + 2), Some(0xD800..=0xDBFF))
        && raw.get(at + 6..at + 8) == Some(b"\\u")
        && matches!(lexer::hex4(raw, at + 8), Some(0xDC00..=0xDFFF))
}

fn escape_text(unit: u32) -> String {
    format!("\\u{unit:04x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(body: &str) -> String {
        let tape = Tape::of(body.as_bytes(), 0);
        String::from_utf8(document(body.as_bytes(), &tape, &|_| Show::Nothing)).unwrap()
    }

    #[test]
    fn shape_and_lengths_stay() {
        for body in [
            r#"{"a b": "Grüße 😀, \u00e9\ud83d\ude00\n", "n": [10.05e-7, true, null], "中": "中文"}"#,
            r#"{'single': “smart”, bare: None, x: hello world, y: <THE_NAME>, z: 0x1F} // trailing secret"#,
            r#"{"cut": "off"#,
            "",
        ] {
            let masked = masked(body);
            assert_eq!(masked.len(), body.len(), "{masked}");
            assert_eq!(masked.encode_utf16().count(), body.encode_utf16().count());
        }
        assert_eq!(
            masked(r#"{"ab": "A-1 0405", "n": -10.5}"#),
            r#"{"xx": "X-1 0111", "x": -11.1}"#
        );
    }

    #[test]
    fn names_stay_different_and_equal() {
        assert_eq!(
            masked(r#"{"ab":1,"cd":2,"ab":3,"e1":4}"#),
            r#"{"xx":1,"yx":1,"xx":1,"x1":1}"#
        );
        assert_eq!(masked(r#"{"\u0061":1,"\u0062":2}"#), r#"{"\u0078":1,"\u0079":1}"#);
    }

    #[test]
    fn embedded_json_keeps_its_escapes() {
        let raw = r#"{\"name\":\"J\u00fcrgen \\\"x\\\"\",\"n\":42}"#;
        let body = format!("\"{raw}\"");
        let inner = Range::new(1, 1 + raw.len());
        let masked = String::from_utf8(json_inside(body.as_bytes(), inner)).unwrap();
        assert_eq!(masked, r#"{\"xxxx\":\"X\u03c7xxxx \\\"x\\\"\",\"x\":11}"#);
    }
}
