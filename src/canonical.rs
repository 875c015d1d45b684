//! The key of an event that has no key of its own: a fingerprint of what it says.
//!
//! In: a text that is known to be JSON, and its tape where members may stand twice. Out: a UUID of version 8 (RFC 9562
//! section 5.8) made of 122 bits that depend on the whole JSON. Does not know: the schema. Two bodies that say the same – other
//! white space, other order of members, other escapes, `1.0` for `1` – are repeats of one event, and JSON that was parsed and
//! written again has the same key.
//!
//! Members are added up, so that their order is nothing to sort. The mixing is that of MurmurHash3 (its 64-bit constants and
//! final steps): even and quick, and no obstacle to somebody who looks for two bodies with one key on purpose.
//!
//! Why it exists: 8x8 delivers again what was not answered in time, and events of Voice, and those that nobody knows, have no
//! id by which a repeat could be told.

use crate::lexer;
use crate::order::order;
use crate::scan;
use crate::source::Range;
use crate::tape::{self, NodeType, Tape};
use std::borrow::Cow;
use uuid::{Builder, Uuid};

/// The fingerprint of the whole document, as a UUID.
pub(crate) fn key(text: &[u8], tape: &Tape) -> String {
    written(document(text, &repeated(text, tape)), str::to_owned)
}

/// The same of a text that is known to be JSON in which no object has two members of one name: it needs no tape.
pub(crate) fn key_without_repeats(text: &[u8]) -> String {
    written(document(text, &[]), str::to_owned)
}

/// The same, into memory that is there.
#[cfg(feature = "wasm")]
pub(crate) fn write_key_without_repeats(text: &[u8], out: &mut Vec<u8>) {
    out.clear();
    written(document(text, &[]), |key| out.extend_from_slice(key.as_bytes()));
}

/// Does something with the UUID of a fingerprint. (`to_string` would bring what formats any value, which is 3 kB.)
fn written<T>(print: Print, give: impl FnOnce(&str) -> T) -> T {
    let Print(high, low) = print.closed(0);
    let bytes = (u128::from(high) << 64 | u128::from(low)).to_be_bytes();
    let uuid = Builder::from_custom_bytes(bytes).into_uuid().hyphenated();
    give(uuid.encode_lower(&mut Uuid::encode_buffer()))
}

/// A fingerprint in the making: two words that every value stirs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Print(u64, u64);

impl Print {
    /// Nothing yet, of a kind of value.
    const fn of(kind: u8) -> Self {
        Self(kind as u64, !(kind as u64))
    }

    /// Stirs in two words, in their order.
    #[inline]
    const fn with(self, one: u64, other: u64) -> Self {
        const C1: u64 = 0x87c3_7b91_1142_53d5;
        const C2: u64 = 0x4cf5_ad43_2745_937f;
        let first = self.0 ^ one.wrapping_mul(C1).rotate_left(31).wrapping_mul(C2);
        let first = first
            .rotate_left(27)
            .wrapping_add(self.1)
            .wrapping_mul(5)
            .wrapping_add(0x52dc_e729);
        let second = self.1 ^ other.wrapping_mul(C2).rotate_left(33).wrapping_mul(C1);
        let second = second
            .rotate_left(31)
            .wrapping_add(first)
            .wrapping_mul(5)
            .wrapping_add(0x3849_5ab5);
        Self(first, second)
    }

    /// Stirs in bytes and how many they are, so that no text can look like another.
    fn with_bytes(self, bytes: &[u8]) -> Self {
        self.with_part(bytes, Range::new(0, bytes.len()))
    }

    /// The same of a part of a text: sixteen bytes at a time, the last of them with zeros for what is not there.
    #[inline(never)]
    fn with_part(self, text: &[u8], part: Range) -> Self {
        let (chunks, rest) = part.of(text).as_chunks::<16>();
        let mut print = self;
        for chunk in chunks {
            let (one, other) = two_words(chunk);
            print = print.with(one, other);
        }
        let start = part.end as usize - rest.len();
        let (one, other) = match text.get(start..).and_then(<[u8]>::first_chunk) {
            Some(chunk) => {
                let (one, other) = two_words(chunk);
                (
                    one & bytes_mask(rest.len()),
                    other & bytes_mask(rest.len().saturating_sub(8)),
                )
            }
            None => {
                let mut last = [0; 16];
                for (place, byte) in last.iter_mut().zip(rest) {
                    *place = *byte;
                }
                two_words(&last)
            }
        };
        print.with(one, other ^ u64::from(part.end - part.start) << 56)
    }

    /// Ends a value with how many parts it has: every bit depends on all that was stirred in.
    #[inline(never)]
    const fn closed(self, length: u64) -> Self {
        const fn avalanche(word: u64) -> u64 {
            let word = (word ^ word >> 33).wrapping_mul(0xff51_afd7_ed55_8ccd);
            let word = (word ^ word >> 33).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
            word ^ word >> 33
        }
        let one = self.0 ^ length;
        let other = self.1 ^ length;
        let one = avalanche(one.wrapping_add(other));
        let other = avalanche(other.wrapping_add(one));
        Self(one.wrapping_add(other), other)
    }

    /// Adds another: the order of such additions does not matter.
    const fn plus(self, other: Self) -> Self {
        Self(self.0.wrapping_add(other.0), self.1.wrapping_add(other.1))
    }
}

const fn two_words(chunk: &[u8; 16]) -> (u64, u64) {
    let both = u128::from_le_bytes(*chunk);
    (both as u64, (both >> 64) as u64)
}

/// The bits of the first so many bytes of a word, of all of them if it has not so many.
const fn bytes_mask(count: usize) -> u64 {
    if count < 8 { (1 << (8 * count)) - 1 } else { u64::MAX }
}

/// A document in the making: its parts come in the order of the text.
struct Document {
    open: Open,
    around: Vec<Open>,
}

/// An open object or array.
#[derive(Clone, Copy)]
struct Open {
    print: Print,
    is_object: bool,
    /// The name of the member that is being read.
    name: Print,
}

impl Open {
    const fn of(kind: u8) -> Self {
        Self {
            print: Print::of(kind),
            is_object: kind == b'{',
            name: Print::of(b'.'),
        }
    }
}

impl Document {
    fn new() -> Self {
        Self {
            open: Open::of(b'.'),
            around: Vec::with_capacity(8),
        }
    }

    /// A value with nothing inside: a member counts by its name, an element by its place.
    #[inline(never)]
    fn value(&mut self, value: Print) {
        let Open { print, is_object, name } = self.open;
        self.open.print = if is_object {
            print.plus(name.with(value.0, value.1).closed(2))
        } else {
            print.with(value.0, value.1)
        };
    }

    /// The name of the value that comes next.
    fn name(&mut self, name: Print) {
        self.open.name = name;
    }

    /// The beginning of an object or an array, by its bracket.
    fn begin(&mut self, bracket: u8) {
        self.around.push(self.open);
        self.open = Open::of(bracket);
    }

    /// The end of what was begun last.
    fn end(&mut self) {
        if let Some(outer) = self.around.pop() {
            let ended = self.open.print.closed(1);
            self.open = outer;
            self.value(ended);
        }
    }
}

/// Reads the text. What could be no JSON is passed over: there is none. `repeated`: the members that do not count, in their
/// order.
fn document(text: &[u8], repeated: &[Range]) -> Print {
    let mut document = Document::new();
    let mut repeated = repeated.iter().peekable();
    let mut at = 0;
    while at < text.len() {
        match scan::byte_behind_space(text, &mut at) {
            b'"' => {
                if let Some(member) = repeated.next_if(|member| member.start as usize == at) {
                    at = member.end as usize;
                    continue;
                }
                let start = at + 1;
                let (close, decoded) = string_at(text, start);
                at = close + 1;
                let is_name = scan::byte_behind_space(text, &mut at) == b':';
                let print = Print::of(if is_name { b':' } else { b'"' });
                let print = match decoded {
                    Some(decoded) => print.with_bytes(&decoded),
                    None => print.with_part(text, Range::new(start, close)),
                };
                if is_name {
                    document.name(print);
                } else {
                    document.value(print);
                }
            }
            bracket @ (b'{' | b'[') => {
                document.begin(bracket);
                at += 1;
            }
            b'}' | b']' => {
                document.end();
                at += 1;
            }
            b',' | b':' => at += 1,
            byte => match tape::scalar(text, at, byte) {
                Some((kind, end)) => {
                    document.value(scalar(kind, Range::new(at, end).of(text)));
                    at = end;
                }
                None => at += 1,
            },
        }
    }
    document.open.print
}

/// Where the string ends whose inside begins at `start`, and what it says if it has escapes.
fn string_at(text: &[u8], start: usize) -> (usize, Option<Vec<u8>>) {
    let stop = scan::string_stop(text, start);
    if text.get(stop) == Some(&b'"') {
        return (stop, None);
    }
    let close = lexer::string_end(text, stop).map_or(text.len(), |end| end.close);
    (close, Some(lexer::decoded_text(text, start, close)))
}

/// The members whose name comes again in the same object, from the name to the end of the value: the last one counts. Of
/// those inside of one another there is the outermost.
fn repeated(text: &[u8], tape: &Tape) -> Vec<Range> {
    let mut repeated = Vec::new();
    let is_object = |node: &u32| tape.node(*node).kind() == NodeType::Object;
    for object in (0..tape.len()).filter(is_object) {
        if !tape::may_repeat(text, tape, object) {
            continue;
        }
        let keys: Vec<u32> = tape.members(object).collect();
        let sorted = tape::by_name(text, tape, &keys);
        for pair in sorted.windows(2) {
            if let [one, other] = *pair
                && tape::name(text, tape, one) == tape::name(text, tape, other)
            {
                repeated.push(one);
            }
        }
    }
    let at = |place: usize| repeated.get(place).copied().unwrap_or(0);
    let sorted = order(repeated.len(), &|one, other| at(one).cmp(&at(other)));
    let mut members: Vec<Range> = Vec::with_capacity(repeated.len());
    for place in sorted {
        let key = at(place as usize);
        let (name, value) = (tape.node(key), tape.node(key + 1));
        if members.last().is_none_or(|last| last.end <= name.start) {
            members.push(Range {
                start: name.start,
                end: value.end,
            });
        }
    }
    members
}

/// The fingerprint of a number or a bare word.
fn scalar(kind: NodeType, raw: &[u8]) -> Print {
    match kind {
        NodeType::Number => number(raw),
        NodeType::True => Print::of(b't').closed(0),
        NodeType::False => Print::of(b'f').closed(0),
        _ => Print::of(b'n').closed(0),
    }
}

/// A number as its digits without zeros at either end, and the power of ten of the last of them.
fn number(raw: &[u8]) -> Print {
    let split = raw
        .iter()
        .position(|byte| matches!(byte, b'e' | b'E'))
        .unwrap_or(raw.len());
    let (mantissa, exponent) = raw.split_at(split);
    let written = exponent.get(1..).map_or(0, lexer::exponent);
    let behind_point = mantissa
        .iter()
        .position(|byte| *byte == b'.')
        .map_or(0, |point| mantissa.len() - point - 1);
    let digits: Cow<'_, [u8]> = match mantissa.strip_prefix(b"-").unwrap_or(mantissa) {
        digits if behind_point == 0 => digits.into(),
        digits => digits.iter().copied().filter(u8::is_ascii_digit).collect(),
    };
    let from_first = digits
        .iter()
        .position(|byte| *byte != b'0')
        .map_or(&[][..], |first| &digits[first..]);
    let significant = without_last_zeros(from_first);
    let power = if significant.is_empty() {
        0
    } else {
        let zeros = from_first.len() - significant.len();
        written.saturating_sub(behind_point as i64).saturating_add(zeros as i64)
    };
    let is_negative = raw.starts_with(b"-") && !significant.is_empty();
    let print = Print::of(if is_negative { b'-' } else { b'+' });
    print.with_bytes(significant).with(power as u64, 0).closed(0)
}

/// Digits without the zeros at their end.
fn without_last_zeros(digits: &[u8]) -> &[u8] {
    let end = digits.iter().rposition(|byte| *byte != b'0').map_or(0, |last| last + 1);
    digits.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key_of(text: &str) -> String {
        key(text.as_bytes(), &Tape::of(text.as_bytes(), 0))
    }

    #[test]
    fn what_says_the_same_has_the_same_key() {
        for (one, other) in [
            (r#"{"a":1,"b":[true,null]}"#, "{ \"b\" : [ true , null ],\n\"a\":1.0 }"),
            (r#"{"a":"\u0041"}"#, r#"{"\u0061":"A"}"#),
            (
                r#"{"a, \"quoted\"":"\ud83d\ude00\n, a long text"}"#,
                "{ \"a, \\u0022quoted\\\"\" :\t\"😀\\u000a, a long text\" }",
            ),
            (r#"{"a":1,"a":2}"#, r#"{"a":2}"#),
            (
                r#"{"a":{"b":1,"b":2},"c":[{"d":1,"\u0064":[3]}],"a":4}"#,
                r#"{"c":[{"d":[3]}],"a":4}"#,
            ),
            ("[1e2, 0.5, -0, 120]", "[100, 5e-1, 0, 1.2E+2]"),
        ] {
            assert_eq!(key_of(one), key_of(other), "{one} {other}");
        }
    }

    #[test]
    fn what_says_something_else_has_another_key() {
        let texts = [
            "{}",
            "[]",
            "[[]]",
            "[{}]",
            "[1]",
            "[10]",
            "[-1]",
            "[\"1\"]",
            "[\"a\",\"b\"]",
            "[\"ab\"]",
            "[true]",
            "[null]",
            "{\"a\":[]}",
            "[1,2]",
            "[[1],2]",
            "[[1,2]]",
        ];
        let keys: std::collections::BTreeSet<_> = texts.iter().map(|text| key_of(text)).collect();
        assert_eq!(keys.len(), texts.len());
    }
}
