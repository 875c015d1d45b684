//! What a text is that is plainly no JSON.
//!
//! In: text. Out: nothing, or the one finding that names it. Does not know: JSON beyond its first character.
//!
//! Only texts whose first character can start neither a JSON value nor one of the mistakes the recovery knows are named
//! here, and JSON that is escaped or of wide characters; everything else is read, and its faults are told one by one.
//!
//! Why it exists: of HTML, a form or a compressed body every byte would be a syntax error, and none of them what is wrong.

use crate::catalog::{Code, Phrase, Word};
use crate::diagnostic::{Arg, Finding};
use crate::lexer::is_neutral;
use crate::scan;
use crate::source::Range;
use crate::tape::{begins_with_foreign_literal, comment_end, placeholder_end, smart_quote_length};

/// What JavaScript makes of an object that is joined to a text.
pub(crate) const OBJECT_AS_TEXT: &[u8] = b"[object Object]";

/// Names a text that is empty or plainly something else than JSON.
pub(crate) fn not_json(text: &[u8]) -> Option<Finding> {
    let is = |range: Range, word: Word, help: Phrase| {
        let finding = Finding::new(Code::NotJson, 0, range, Phrase::IsNotJson);
        Some(finding.args([Arg::Word(word)]).help(help))
    };
    let whole = Range::new(0, text.len());
    if let Some(word) = wide(text) {
        return is(whole, word, Phrase::HelpUtf16);
    }
    let start = scan::space_end(text, if text.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 });
    let Some(first) = text.get(start).copied() else {
        let finding = Finding::new(Code::EmptyBody, 0, Range::empty(text.len()), Phrase::BodyIsEmpty);
        return Some(finding.help(Phrase::HelpEmpty));
    };
    if is_compressed(text) {
        return is(whole, Word::CompressedData, Phrase::HelpCompressed);
    }
    let rest = text.get(start..).unwrap_or_default().trim_ascii_end();
    let range = Range::new(start, start + rest.len());
    if let Some(word) = escaped(rest) {
        return is(range, word, Phrase::HelpEscaped);
    }
    let is_object = rest == OBJECT_AS_TEXT;
    if !is_object && matches!(first, b'{' | b'[' | b'"' | b'-' | b'0'..=b'9' | b't' | b'f' | b'n') {
        return None;
    }
    if !is_object && (is_mistaken(text, start, rest) || !begins_text(rest)) {
        return None;
    }
    let (word, help) = name(rest);
    is(range, word, help)
}

/// Whether the text is UTF-16 or UTF-32: beside the first bracket, and perhaps a line break before it, are bytes that are
/// nothing. Of their byte order marks, which are no UTF-8, replacement characters have become.
fn wide(text: &[u8]) -> Option<Word> {
    let is_before = |character: char| character == '\0' || character == '\u{FFFD}' || character.is_ascii_whitespace();
    const HEAD_BYTES: usize = 64;
    let head = text.get(..HEAD_BYTES).unwrap_or(text).utf8_chunks().next()?.valid();
    let first = head.trim_start_matches(is_before);
    let before = head.as_bytes().get(..head.len() - first.len())?;
    match (before, first.as_bytes()) {
        (_, [b'{' | b'[', 0, 0, 0, ..]) | ([.., 0, 0, 0], [b'{' | b'[', ..]) => Some(Word::Utf32),
        (_, [b'{' | b'[', 0, _, 0, ..]) | ([.., 0], [b'{' | b'[', 0, ..]) => Some(Word::Utf16),
        _ => None,
    }
}

/// Whether the text begins as gzip (RFC 1952), zlib (RFC 1950), Zstandard (RFC 8878) or ZIP does. Of a byte that is no UTF-8 a
/// replacement character has become, or the character of Latin-1.
fn is_compressed(text: &[u8]) -> bool {
    const BEGINNINGS: [&[u8]; 5] = [
        "\u{1F}\u{FFFD}\u{8}".as_bytes(),
        "\u{1F}\u{8B}\u{8}".as_bytes(),
        "x\u{FFFD}".as_bytes(),
        "(\u{FFFD}/\u{FFFD}".as_bytes(),
        b"PK\x03\x04",
    ];
    BEGINNINGS.iter().any(|beginning| text.starts_with(beginning))
}

/// How the quotes of a JSON text are escaped: behind the brace and the line break after it, which may be an escape itself, is no
/// quote, but what a log, a page or a link has in place of one. A masked body has other letters and digits there.
fn escaped(text: &[u8]) -> Option<Word> {
    if let [b'%', b'0'..=b'9', digit, b'%', b'0'..=b'9', ..] = text
        && digit.is_ascii_alphanumeric()
    {
        return Some(Word::PercentEncodedJson);
    }
    let mut rest = text.strip_prefix(b"{")?.trim_ascii_start();
    loop {
        match rest {
            [b'\\', b'a'..=b'z', b'0'..=b'9', b'0'..=b'9', ..] => return Some(Word::HexEscapedJson),
            [b'\\', b'a'..=b'z', behind @ ..] => rest = behind.trim_ascii_start(),
            [b'&', b'#' | b'a'..=b'z', ..] => return Some(Word::HtmlEscapedJson),
            [b'%', b'0'..=b'9', b'0'..=b'9', ..] => return Some(Word::PercentEncodedJson),
            _ => return is_quote_escaped(rest).then_some(Word::EscapedJson),
        }
    }
}

/// Whether the text begins with a name whose quotes stand behind backslashes.
fn is_quote_escaped(text: &[u8]) -> bool {
    const NAME_BYTES_MAX: usize = 64;
    let escape = text.iter().take_while(|byte| **byte == b'\\').count();
    let Some(name) = text.get(escape..).and_then(|rest| rest.strip_prefix(b"\"")) else {
        return false;
    };
    let close = name.iter().take(NAME_BYTES_MAX).position(|byte| *byte == b'"');
    escape > 0 && close.is_some_and(|close| name.get(..close).is_some_and(|name| name.ends_with(b"\\")))
}

/// What stands before the JSON where that is an object behind what a log, a protocol or a tool has put there – a time, a level in
/// brackets, the length of a chunk, a sign. `is_member`: whether an event may have a member of this name.
pub(crate) fn lead(text: &[u8], start: usize, is_member: fn(&[u8]) -> bool) -> Option<Range> {
    const NAME_BYTES_MAX: usize = 64;
    let start = scan::space_end(text, start);
    let rest = text.get(start..)?;
    if !matches!(rest.first()?, b'0'..=b'9' | b'-' | b'+' | b'[') {
        return None;
    }
    let (before, object) = rest.split_at_checked(rest.iter().position(|byte| *byte == b'{')?)?;
    let name = object.get(1..)?.trim_ascii_start().strip_prefix(b"\"")?;
    let close = name.iter().take(NAME_BYTES_MAX).position(|byte| *byte == b'"')?;
    let count = |bracket: u8| before.iter().filter(|byte| **byte == bracket).count();
    // An object in an open bracket is an element of an array.
    let is_lead = count(b'[') <= count(b']') && is_member(name.get(..close)?);
    is_lead.then(|| Range::new(start, start + before.len()))
}

/// Whether the text begins with one of the mistakes that are told by themselves.
fn is_mistaken(text: &[u8], start: usize, rest: &[u8]) -> bool {
    matches!(rest.first(), Some(b'\'' | b'+' | b'.'))
        || smart_quote_length(text, start).is_some()
        || placeholder_end(text, start).is_some()
        || comment_end(text, start).is_some_and(|end| !rest.starts_with(b"<") || begins_json(text, end))
        || begins_with_foreign_literal(rest)
}

/// Whether an object or an array begins behind a comment, which may be one of HTML.
fn begins_json(text: &[u8], behind: usize) -> bool {
    matches!(text.get(scan::space_end(text, behind)), Some(b'{' | b'['))
}

/// Whether the text begins as text does: with a letter or another sign of some script, or with what HTML and form data begin
/// with.
fn begins_text(rest: &[u8]) -> bool {
    let head = rest.utf8_chunks().next().and_then(|chunk| chunk.valid().chars().next());
    head.is_some_and(|head| {
        let is_ascii =
            head.is_ascii_alphanumeric() || matches!(head, '<' | '_' | '$' | '%' | '&' | '=' | '(' | '*' | '!' | '@');
        is_ascii || !is_neutral(head)
    })
}

fn name(text: &[u8]) -> (Word, Phrase) {
    const HTML: [&[u8]; 9] = [
        b"<!doctype html",
        b"<html",
        b"<head",
        b"<body",
        b"<div",
        b"<p>",
        b"<h1",
        b"<title",
        b"<center",
    ];
    let begins = |tag: &&[u8]| {
        text.get(..tag.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(tag))
    };
    if HTML.iter().any(begins) {
        return (Word::Html, Phrase::HelpHtml);
    }
    if text == OBJECT_AS_TEXT || text.starts_with(b"<Buffer ") {
        return (Word::ObjectAsText, Phrase::HelpObjectAsText);
    }
    if text.starts_with(b"<") {
        return (Word::Xml, Phrase::HelpHtml);
    }
    let named = text
        .iter()
        .position(|byte| !(byte.is_ascii_alphanumeric() || b"_.%+-[]$".contains(byte)));
    // An arrow is a function's.
    let is_equals_sign = |end| text.get(end) == Some(&b'=') && text.get(end + 1) != Some(&b'>');
    let is_field = named.is_some_and(|end| end > 0 && is_equals_sign(end));
    // A short one may be a word, unless it is that of a brace and what stands behind braces.
    let is_brace = text.ends_with(b"=") && [b"ey", b"e3", b"ew"].iter().any(|begin| text.starts_with(*begin));
    let is_base64 = (text.len() >= 16 || is_brace) && is_base64(text);
    match () {
        () if is_base64 => (Word::Base64, Phrase::HelpBase64),
        () if is_field => (Word::FormData, Phrase::HelpForm),
        () => (Word::PlainText, Phrase::HelpPlain),
    }
}

/// RFC 4648 section 4 and 5, perhaps in lines.
fn is_base64(text: &[u8]) -> bool {
    let digits = text.trim_ascii_end();
    let unpadded = digits
        .strip_suffix(b"==")
        .or_else(|| digits.strip_suffix(b"="))
        .unwrap_or(digits);
    unpadded
        .iter()
        .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'-' | b'_' | b'\r' | b'\n'))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a text is said to be; nothing where it is read as JSON.
    fn word(text: &str) -> Option<&'static str> {
        let finding = not_json(text.as_bytes())?;
        match finding.args[0] {
            Arg::Word(word) => Some(word.text()),
            _ => None,
        }
    }

    #[test]
    fn what_is_no_json_is_named() {
        for (text, expected) in [
            ("\u{1F}\u{FFFD}\u{8}\0\0", "compressed data"),
            ("\u{1F}\u{8B}\u{8}\0\0", "compressed data"),
            ("x\u{FFFD}\u{AB}V", "compressed data"),
            ("PK\u{3}\u{4}\u{14}", "compressed data"),
            ("eyJhIjoxfQ==", "base64"),
            ("e30=", "base64"),
            ("eyes", "plain text"),
            ("x=>{ return 5 }", "plain text"),
            ("payload=%7B%7D", "form data"),
            ("key=", "form data"),
            ("ey=1", "form data"),
        ] {
            assert_eq!(word(text), Some(expected), "{text:?}");
        }
    }

    #[test]
    fn json_with_escaped_quotes_is_named() {
        for text in [r#"{\"a\":1}"#, "{\n  \\\"a\\\": \\\"b\\\"\n}", r#" { \n \n\t\"a\":1}"#] {
            assert_eq!(word(text), Some("JSON with a backslash before each quote"), "{text}");
        }
        for text in [
            r#"{\"a":1}"#,
            r#"{"a\":1}"#,
            r"{\a",
            r"{\n",
            r#"["\"a\""]"#,
            "{5%}",
            "{ \"&quot;\": 1}",
        ] {
            assert_eq!(word(text), None, "{text}");
        }
        for (text, expected) in [
            (r#"{\\"a\\":1}"#, "JSON with a backslash before each quote"),
            (r"{\x22a\x22:1}", "JSON with hexadecimal escapes in place of quotes"),
            (
                r"{\n\u0022a\u0022:1}",
                "JSON with hexadecimal escapes in place of quotes",
            ),
            ("{&quot;a&quot;:1}", "JSON escaped for HTML"),
            ("{ &#34;a&#34;:1}", "JSON escaped for HTML"),
            ("{%22a%22:1}", "percent-encoded JSON"),
            ("%7B%22a%22%3A1%7D", "percent-encoded JSON"),
        ] {
            assert_eq!(word(text), Some(expected), "{text}");
            assert_eq!(word(&crate::redact(text)), Some(expected), "{text}");
        }
    }

    #[test]
    fn wide_characters_are_named() {
        let utf16 =
            |text: &str, order: fn(u16) -> [u8; 2]| -> Vec<u8> { text.encode_utf16().flat_map(order).collect() };
        let utf32 = |text: &str, order: fn(u32) -> [u8; 4]| -> Vec<u8> {
            text.chars().flat_map(|sign| order(sign.into())).collect()
        };
        for text in ["{\"a\":1}", "\u{FEFF}{\"a\":1}", "\n[\"a\"]", "\u{FEFF}\r\n {}"] {
            let wide = [
                (utf16(text, u16::to_le_bytes), "UTF-16"),
                (utf16(text, u16::to_be_bytes), "UTF-16"),
                (utf32(text, u32::to_le_bytes), "UTF-32"),
                (utf32(text, u32::to_be_bytes), "UTF-32"),
            ];
            for (bytes, expected) in wide {
                assert_eq!(word(&String::from_utf8_lossy(&bytes)), Some(expected), "{text:?}");
            }
        }
    }

    #[test]
    fn what_stands_before_an_object_is_found() {
        let lead = |text: &str| {
            lead(text.as_bytes(), 0, |name| name == b"eventType").map(|range| range.of(text.as_bytes()).to_vec())
        };
        for before in [
            "1 ",
            "2026-07-01T10:15:00Z INFO ",
            "[INFO] ",
            "[2026-07-01 10:15:00] local.INFO: ",
            "1e8\r\n",
            "+",
            "- ",
            "--b\r\nContent-Type: a; name=\"b\"\r\n\r\n",
        ] {
            assert_eq!(
                lead(&format!("{before}{{\"eventType\":1}}")).as_deref(),
                Some(before.as_bytes())
            );
        }
        for text in [
            "{\"eventType\":1}",
            "[{\"eventType\":1}]",
            "[[], {\"eventType\":1}]",
            "1 {\"a\":1}",
            "1 {eventType:1}",
            "[INFO] \"eventType\"",
            "1 {\"eventType",
            "\"a\" {\"eventType\":1}",
        ] {
            assert_eq!(lead(text), None, "{text}");
        }
    }
}
