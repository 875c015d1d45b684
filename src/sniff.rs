//! What a text is that is plainly no JSON.
//!
//! In: text. Out: nothing, or the one finding that names it. Does not know: JSON beyond its first character.
//!
//! Only texts whose first character can start neither a JSON value nor one of the mistakes the recovery knows are named
//! here, and JSON whose quotes are all escaped; everything else is read, and its faults are told one by one.
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
    if is_utf16(text) {
        let finding = Finding::new(Code::NotJson, 0, Range::new(0, text.len()), Phrase::IsNotJson);
        return Some(finding.args([Arg::Word(Word::Utf16)]).help(Phrase::HelpUtf16));
    }
    let start = scan::space_end(text, if text.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 });
    let Some(first) = text.get(start).copied() else {
        let finding = Finding::new(Code::EmptyBody, 0, Range::empty(text.len()), Phrase::BodyIsEmpty);
        return Some(finding.help(Phrase::HelpEmpty));
    };
    if is_compressed(text) {
        let finding = Finding::new(Code::NotJson, 0, Range::new(0, text.len()), Phrase::IsNotJson);
        return Some(
            finding
                .args([Arg::Word(Word::CompressedData)])
                .help(Phrase::HelpCompressed),
        );
    }
    if is_escaped(text.get(start..).unwrap_or_default()) {
        let range = Range::new(start, text.trim_ascii_end().len());
        let finding = Finding::new(Code::NotJson, 0, range, Phrase::IsNotJson);
        return Some(finding.args([Arg::Word(Word::EscapedJson)]).help(Phrase::HelpEscaped));
    }
    let is_object = text
        .get(start..)
        .is_some_and(|rest| rest.trim_ascii_end() == OBJECT_AS_TEXT);
    if !is_object && matches!(first, b'{' | b'[' | b'"' | b'-' | b'0'..=b'9' | b't' | b'f' | b'n') {
        return None;
    }
    let rest = text.get(start..).unwrap_or_default();
    if !is_object && (is_mistaken(text, start, rest) || !begins_text(rest)) {
        return None;
    }
    let rest = rest.trim_ascii_end();
    let (word, help) = name(rest);
    let range = Range::new(start, start + rest.len());
    let finding = Finding::new(Code::NotJson, 0, range, Phrase::IsNotJson);
    Some(finding.args([Arg::Word(word)]).help(help))
}

/// Whether the text is UTF-16: every second byte of its beginning is nothing. Of its byte order mark, which is no UTF-8, two
/// replacement characters have become.
fn is_utf16(text: &[u8]) -> bool {
    let rest = text.strip_prefix("\u{FFFD}\u{FFFD}".as_bytes()).unwrap_or(text);
    matches!(rest, [b'{' | b'[', 0, _, 0, ..] | [0, b'{' | b'[', 0, _, ..])
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

/// Whether the text is the inside of a JSON string that holds JSON: the quotes of its first name stand behind backslashes, and
/// perhaps the line breaks before it are escapes.
fn is_escaped(text: &[u8]) -> bool {
    const NAME_BYTES_MAX: usize = 64;
    let Some(mut rest) = text.strip_prefix(b"{").map(<[u8]>::trim_ascii_start) else {
        return false;
    };
    // A masked body has other letters there.
    while let [b'\\', b'a'..=b'z', behind @ ..] = rest {
        rest = behind.trim_ascii_start();
    }
    let Some(name) = rest.strip_prefix(b"\\\"") else {
        return false;
    };
    let close = name.iter().take(NAME_BYTES_MAX).position(|byte| *byte == b'"');
    close.is_some_and(|close| name.get(..close).is_some_and(|name| name.ends_with(b"\\")))
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
        for text in [r#"{\"a":1}"#, r#"{"a\":1}"#, r"{\a", r"{\n", r#"["\"a\""]"#] {
            assert_eq!(word(text), None, "{text}");
        }
    }
}
