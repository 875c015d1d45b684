//! The words of JSON: where a string, a number or a bare word ends, and what a string says.
//!
//! In: text and a place. Out: places, and decoded strings. Does not know: grammar, recovery, diagnostics.
//!
//! Strict to RFC 8259 section 6 and 7: what it does not accept is no JSON, and is looked at again by the recovery.
//!
//! Why it exists: the tape, the fast path and the recovery stop at the same places, or they would read the same body in two
//! ways.

use crate::scan::{self, all_hex};

/// Where a string ends, and what is in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct StringEnd {
    /// The place of the closing quote.
    pub(crate) close: usize,
    /// Whether there are escapes.
    pub(crate) escaped: bool,
    /// Whether an escape is half a surrogate pair, and the other half is missing.
    pub(crate) halves: bool,
}

/// The end of a string whose first character is at `at`; `Err` with the place of the first byte that may not be there
/// (or the end of the text).
#[inline(never)]
pub(crate) fn string_end(text: &[u8], mut at: usize) -> Result<StringEnd, usize> {
    let (mut escaped, mut halves) = (false, false);
    loop {
        // Whoever escapes writes one escape behind another: the letters of most languages, a line break and the next one.
        if text.get(at) != Some(&b'\\') {
            at = scan::string_stop(text, at);
        }
        match text.get(at) {
            Some(b'"') => {
                return Ok(StringEnd {
                    close: at,
                    escaped,
                    halves,
                });
            }
            Some(b'\\') => {
                escaped = true;
                let Some(b'u') = text.get(at + 1) else {
                    at += escape_length(text, at).ok_or(at)?;
                    continue;
                };
                let unit = hex4(text, at + 2).ok_or(at)?;
                let is_pair = is_high(unit) && low_half(text, at + 6).is_some();
                halves |= is_half(unit) && !is_pair;
                at += if is_pair { 12 } else { 6 };
            }
            _ => return Err(at),
        }
    }
}

/// The length of the escape at `at`, if it is one of RFC 8259 section 7.
#[inline]
pub(crate) fn escape_length(text: &[u8], at: usize) -> Option<usize> {
    match text.get(at + 1)? {
        b'u' => hex4(text, at + 2).map(|_| 6),
        letter => short_escape(*letter).map(|_| 2),
    }
}

/// The character that a backslash and this letter stand for (RFC 8259 section 7).
#[inline]
const fn short_escape(letter: u8) -> Option<u8> {
    match letter {
        b'"' | b'\\' | b'/' => Some(letter),
        b'b' => Some(8),
        b'f' => Some(12),
        b'n' => Some(b'\n'),
        b'r' => Some(b'\r'),
        b't' => Some(b'\t'),
        _ => None,
    }
}

/// The value of four hex digits.
#[inline]
pub(crate) fn hex4(text: &[u8], at: usize) -> Option<u32> {
    const EACH: u32 = 0x0101_0101;
    let word = u32::from_le_bytes(*text.get(at..)?.first_chunk()?);
    // The other four are zeros.
    if !all_hex(u64::from(word) | u64::from(EACH * 0x30) << 32) {
        return None;
    }
    // Letters have a bit that digits do not have, and begin with one.
    let nibbles = (word & (EACH * 0xF)) + ((word >> 6) & EACH) * 9;
    let pairs = ((nibbles << 4) | (nibbles >> 8)) & 0x00FF_00FF;
    Some(pairs << 8 & 0xFF00 | pairs >> 16)
}

/// The end of the number that starts at `at` (RFC 8259 section 6), if one does.
#[inline]
pub(crate) fn number_end(text: &[u8], mut at: usize) -> Option<usize> {
    let digits_end = |mut at: usize| {
        while text.get(at).is_some_and(u8::is_ascii_digit) {
            at += 1;
        }
        at
    };
    at += usize::from(text.get(at) == Some(&b'-'));
    at = match text.get(at)? {
        b'0' => at + 1,
        b'1'..=b'9' => digits_end(at),
        _ => return None,
    };
    if text.get(at) == Some(&b'.') {
        let end = digits_end(at + 1);
        if end == at + 1 {
            return None;
        }
        at = end;
    }
    if let Some(b'e' | b'E') = text.get(at) {
        let first = at + 1 + usize::from(matches!(text.get(at + 1), Some(b'+' | b'-')));
        let end = digits_end(first);
        if end == first {
            return None;
        }
        at = end;
    }
    Some(at)
}

/// The exponent of a number, from behind its letter: its sign and its digits (RFC 8259 section 6). One that is too large is the
/// largest there is.
pub(crate) fn exponent(text: &[u8]) -> i64 {
    let (sign, digits) = match text {
        [b'-', digits @ ..] => (-1, digits),
        [b'+', digits @ ..] => (1, digits),
        digits => (1, digits),
    };
    let digits = digits.iter().take_while(|byte| byte.is_ascii_digit());
    sign * digits.fold(0_i64, |value, byte| {
        value.saturating_mul(10).saturating_add(i64::from(byte - b'0'))
    })
}

/// Whether a byte can go on a bare word or a number, so that `0x1F`, `truely` and `1.2.3` are one thing.
pub(crate) const fn goes_on(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$' | b'.' | b'+' | b'-')
}

/// Whether a character is ASCII, punctuation – the comma and colon of a Chinese or Japanese keyboard too –, a space, a mark of order or
/// the replacement character: none of any script.
pub(crate) const fn is_neutral(character: char) -> bool {
    matches!(
        character,
        '\0'..='\u{A0}' | '\u{2000}'..='\u{206F}' | '\u{3000}' | '\u{FEFF}' | '\u{FF0C}' | '\u{FF1A}' | '\u{FFFD}'
    )
}

/// A run of decoded text and where it came from: up to the next run, both go on alike – or, for an escape, all of the
/// decoded bytes come from the whole of the escape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    decoded: u32,
    source: u32,
}

/// A decoded string, and where each of its bytes came from.
#[derive(Debug, Default)]
pub(crate) struct Decoded {
    pub(crate) text: Vec<u8>,
    runs: Vec<Run>,
}

impl Decoded {
    /// The place in the source of a decoded byte (or of the end).
    pub(crate) fn source(&self, at: usize) -> usize {
        let behind = self.runs.partition_point(|run| run.decoded as usize <= at);
        match behind.checked_sub(1).and_then(|last| self.runs.get(last)) {
            Some(run) => run.source as usize + (at - run.decoded as usize),
            None => at,
        }
    }
}

/// Decodes the inside of a string, `text[start..end]`. What is no escape of JSON is kept as it stands; half a surrogate
/// pair becomes U+FFFD.
pub(crate) fn decode(text: &[u8], start: usize, end: usize) -> Decoded {
    let mut decoded = Decoded::default();
    decoded.runs.push(Run {
        decoded: 0,
        source: start as u32,
    });
    let Decoded { text: out, runs } = &mut decoded;
    decode_into(text, start, end, out, |decoded, source| {
        runs.push(Run {
            decoded: decoded as u32,
            source: source as u32,
        });
    });
    decoded
}

/// What a string says of which nobody asks where it came from: the inside of one that ends at `end`.
pub(crate) fn decoded_text(text: &[u8], start: usize, end: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(end.saturating_sub(start));
    match decode_to_end(text, start, &mut out) {
        Some(_) => out,
        None => decode(text, start, end).text,
    }
}

/// As [`decode`] does, behind what is in `out` already. `each` is told where the text goes on behind each escape, in `out` and in
/// the source.
pub(crate) fn decode_into(
    text: &[u8],
    start: usize,
    end: usize,
    out: &mut Vec<u8>,
    mut each: impl FnMut(usize, usize),
) {
    let text = text.get(..end).unwrap_or(text);
    out.reserve(end.saturating_sub(start));
    let mut at = start;
    loop {
        let stop = scan::backslash(text, at);
        scan::append(text, at, stop, out);
        if stop >= text.len() {
            return;
        }
        let (character, length) = escaped_character(text, stop);
        out.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
        at = stop + length;
        each(out.len(), at);
    }
}

/// Decodes a string from `at` on, behind what is in `out` already; the place of its closing quote. Nothing where it is no
/// JSON, or where the other half of a surrogate pair is missing.
pub(crate) fn decode_to_end(text: &[u8], mut at: usize, out: &mut Vec<u8>) -> Option<usize> {
    loop {
        // As in `string_end`, escapes stand one behind another.
        if text.get(at) != Some(&b'\\') {
            let stop = scan::string_stop(text, at);
            scan::append(text, at, stop, out);
            at = stop;
        }
        if *text.get(at)? != b'\\' {
            return (text.get(at) == Some(&b'"')).then_some(at);
        }
        match text.get(at + 1)? {
            b'u' => {
                let (character, length) = unicode_escape(text, at)?;
                out.extend_from_slice(character?.encode_utf8(&mut [0; 4]).as_bytes());
                at += length;
            }
            letter => {
                out.push(short_escape(*letter)?);
                at += 2;
            }
        }
    }
}

/// What the backslash at `at` begins, and how long that is; a backslash that begins nothing is one.
fn escaped_character(text: &[u8], at: usize) -> (char, usize) {
    let character = match text.get(at + 1) {
        Some(b'u') => {
            return match unicode_escape(text, at) {
                Some((character, length)) => (character.unwrap_or(char::REPLACEMENT_CHARACTER), length),
                None => ('\\', 1),
            };
        }
        // It is not JSON, and there is no doubt what it means.
        Some(b'\'') => '\'',
        Some(letter) => match short_escape(*letter) {
            Some(character) => char::from(character),
            None => return ('\\', 1),
        },
        None => return ('\\', 1),
    };
    (character, 2)
}

/// The UTF-16 code unit that the escape at `at` stands for, if it has four digits.
#[inline]
fn unicode_unit(text: &[u8], at: usize) -> Option<u32> {
    if text.get(at + 1) != Some(&b'u') {
        return None;
    }
    hex4(text, at + 2)
}

/// What the escape at `at`, and the other half of its pair, stand for – nothing for half a pair –, and how long it is.
#[inline]
fn unicode_escape(text: &[u8], at: usize) -> Option<(Option<char>, usize)> {
    let unit = hex4(text, at + 2)?;
    if is_high(unit)
        && let Some(low) = low_half(text, at + 6)
    {
        return Some((char::from_u32(0x1_0000 + ((unit - 0xD800) << 10) + (low - 0xDC00)), 12));
    }
    Some((char::from_u32(unit), 6))
}

const fn is_half(unit: u32) -> bool {
    matches!(unit, 0xD800..=0xDFFF)
}

const fn is_high(unit: u32) -> bool {
    matches!(unit, 0xD800..=0xDBFF)
}

/// The low half of a surrogate pair, if the escape at `at` is one.
fn low_half(text: &[u8], at: usize) -> Option<u32> {
    if text.get(at) != Some(&b'\\') {
        return None;
    }
    unicode_unit(text, at).filter(|unit| matches!(unit, 0xDC00..=0xDFFF))
}

/// The escapes in `text[start..end]` that are half a surrogate pair.
pub(crate) fn lone_surrogates(text: &[u8], start: usize, end: usize) -> Vec<usize> {
    let text = text.get(..end).unwrap_or(text);
    let mut lone = Vec::new();
    let mut at = start;
    while at < end {
        if text.get(at) != Some(&b'\\') {
            at += 1;
            continue;
        }
        at += match unicode_unit(text, at) {
            Some(unit) if is_high(unit) && low_half(text, at + 6).is_some() => 12,
            Some(unit) if is_half(unit) => {
                lone.push(at);
                6
            }
            _ => escape_length(text, at).unwrap_or(1),
        };
    }
    lone
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_end_where_serde_json_says() {
        for text in ["0", "-0", "10", "1.5", "1e5", "1E+5", "1.25e-10", "-12.0"] {
            assert_eq!(number_end(text.as_bytes(), 0), Some(text.len()), "{text}");
            assert!(serde_json::from_str::<serde_json::Value>(text).is_ok());
        }
        for text in ["", "-", ".5", "1.", "1.e5", "1e", "1e+", "+1", "-a"] {
            assert_eq!(number_end(text.as_bytes(), 0), None, "{text}");
        }
        assert_eq!(number_end(b"01", 0), Some(1));
    }

    #[test]
    fn strings_end_at_their_quote() {
        let end = string_end(br#"a\"b\u00e9" rest"#, 0).unwrap();
        assert_eq!(
            end,
            StringEnd {
                close: 10,
                escaped: true,
                halves: false
            }
        );
        for (text, halves) in [
            (r#"\ud83d\ude00""#, false),
            (r#"\uD83D\uDE00\udbff\udfff""#, false),
            (r#"\ud7ff\ue000""#, false),
            (r#"\ud83d""#, true),
            (r#"\ude00""#, true),
            (r#"\ude00\ud83d""#, true),
            (r#"\ud83d\ud83d\ude00""#, true),
            (r#"\ud83d\ude00\ude00""#, true),
            (r#"\ud83dx\ude00""#, true),
            (r#"\ud83d\n""#, true),
        ] {
            let end = string_end(text.as_bytes(), 0).unwrap();
            assert_eq!((end.close, end.halves), (text.len() - 1, halves), "{text}");
        }
        assert_eq!(string_end(b"ab\x01\"", 0), Err(2));
        assert_eq!(string_end(br#"ab\x""#, 0), Err(2));
        assert_eq!(string_end(b"ab", 0), Err(2));
        assert_eq!(string_end(br#"\u12g4""#, 0), Err(0));
    }

    #[test]
    fn four_hex_digits_are_those_of_the_standard_library() {
        for byte in 0..=u8::MAX {
            for place in 0..4 {
                let mut digits = *b"9aF0";
                digits[place] = byte;
                let is_hex = byte.is_ascii_hexdigit();
                let expected = core::str::from_utf8(&digits).ok().filter(|_| is_hex);
                let expected = expected.and_then(|digits| u32::from_str_radix(digits, 16).ok());
                assert_eq!(hex4(&digits, 0), expected, "{digits:?}");
            }
        }
        assert_eq!(hex4(b"12f", 0), None);
        assert_eq!(hex4(b"x0000", 1), Some(0));
        assert_eq!(hex4(b"FfFf", 0), Some(0xFFFF));
    }

    #[test]
    fn decoding_is_that_of_serde_json() {
        for inner in [
            r"a\nb",
            r"\u00e9\ud83d\ude00x",
            r#"\"\\\/\b\f\r\t"#,
            "plain é",
            r"\u0041\u0000",
        ] {
            let expected: String = serde_json::from_str(&format!("\"{inner}\"")).unwrap();
            assert_eq!(decode(inner.as_bytes(), 0, inner.len()).text, expected.as_bytes());
        }
        assert_eq!(decode(br"a\ud83dx", 0, 8).text, "a\u{FFFD}x".as_bytes());
        assert_eq!(decode(br"a\qx\", 0, 5).text, br"a\qx\");
        // No escape of JSON, but of those who write strings in single quotes.
        assert_eq!(decode(br"it\'s", 0, 5).text, b"it's");
    }

    #[test]
    fn a_string_is_decoded_to_its_end() {
        for text in [
            r#"a\nb"x"#,
            r#"\u00e9\u20ac, and more than sixteen characters"#,
            r#""#,
            r#"\"\\\/\b\f\r\t"#,
            r#"\ud83d\ude00\uDBFF\uDFFF \ufffd"#,
        ] {
            let text = format!("{text}\", \"next\"");
            let mut out = b"before".to_vec();
            let close = decode_to_end(text.as_bytes(), 0, &mut out).unwrap();
            assert_eq!(close, string_end(text.as_bytes(), 0).unwrap().close);
            assert_eq!(&out[6..], decode(text.as_bytes(), 0, close).text);
        }
        for text in [
            "",
            "a",
            "a\\",
            "a\\x\"",
            "a\\'\"",
            "a\n\"",
            "\\ud83d\"",
            "\\ude00\\ud83d\"",
            "\\ud83d\\u0041\"",
            "\\u12g4\"",
        ] {
            assert_eq!(decode_to_end(text.as_bytes(), 0, &mut Vec::new()), None, "{text}");
        }
    }

    #[test]
    fn places_lead_back() {
        let text = br#"..ab\n\ud83d\ude00cd"#;
        let decoded = decode(text, 2, text.len());
        assert_eq!(decoded.text, "ab\n😀cd".as_bytes());
        for (at, source) in [(0, 2), (1, 3), (2, 4), (3, 6), (7, 18), (8, 19), (9, 20)] {
            assert_eq!(decoded.source(at), source, "{at}");
        }
    }

    #[test]
    fn halves_of_pairs() {
        let text = br"\ud83d\ude00 \ud83d \ude00 \ud83d\ud83d\ude00 \\ud83d";
        assert_eq!(lone_surrogates(text, 0, text.len()), [13, 20, 27]);
    }
}
