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

/// Whether this is what JavaScript makes of an object that is joined to a text: of a promise that nobody awaited as well.
pub(crate) fn is_object_as_text(text: &[u8]) -> bool {
    let class = text.strip_prefix(b"[object ").and_then(|rest| rest.strip_suffix(b"]"));
    class.is_some_and(|class| class.iter().all(u8::is_ascii_alphanumeric))
}

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
    if is_marked(rest) {
        return is(range, Word::MarkedJson, Phrase::HelpMarked);
    }
    let is_object = is_object_as_text(rest);
    if !is_object && matches!(first, b'{' | b'[' | b'"' | b'-' | b'0'..=b'9' | b't' | b'f' | b'n') {
        return None;
    }
    if !is_object && (is_mistaken(text, start, rest) || !begins_text(rest)) {
        return None;
    }
    let (word, help) = name(rest);
    is(range, word, help)
}

/// Whether the text is UTF-16 or UTF-32: beside its first bracket are bytes that are nothing.
fn wide(text: &[u8]) -> Option<Word> {
    const HEAD_BYTES: usize = 64;
    let is_bracket = |byte: &u8| matches!(byte, b'{' | b'[');
    let at = text.iter().take(HEAD_BYTES).position(is_bracket)?;
    let is_nothing = |at: usize| text.get(at) == Some(&0);
    match () {
        () if !is_nothing(at + 1) => None,
        () if is_nothing(at + 2) && is_nothing(at + 3) => Some(Word::Utf32),
        () => (is_nothing(at + 3) || is_nothing(at.wrapping_sub(1))).then_some(Word::Utf16),
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

/// Whether the lines of a JSON text begin with a mark or their number, as what a mail quotes, a patch adds, or an editor shows: the
/// first one, which ends behind its brace, and the next one.
fn is_marked(text: &[u8]) -> bool {
    const MARK_BYTES_MAX: usize = 8;
    let is_of_mark = |byte: &u8| byte.is_ascii_digit() || b" \t>+-|:.".contains(byte);
    let Some(end) = text.iter().take(MARK_BYTES_MAX).position(|byte| !is_of_mark(byte)) else {
        return false;
    };
    let next_line = match text.get(end..) {
        Some([b'{', b'\n', behind @ ..] | [b'{', b'\r', b'\n', behind @ ..]) => behind.trim_ascii_start(),
        _ => return false,
    };
    match (text.first(), next_line.first()) {
        _ if end == 0 => false,
        (Some(b'0'..=b'9'), Some(next)) => next.is_ascii_digit(),
        (mark, next) => mark == next,
    }
}

/// How the quotes of a JSON text are escaped: behind the brace and the line break after it, which may be an escape itself, is no
/// quote, but what a log, a page or a link has in place of one. A masked body has other letters and digits there.
fn escaped(text: &[u8]) -> Option<Word> {
    let mut at = match text {
        [b'{', ..] => 1,
        [b'%', b'0'..=b'9', ..] => 3,
        [b'"', b'{', cell @ ..] => return doubled(cell),
        _ => return None,
    };
    loop {
        at = scan::space_end(text, at);
        let of = |place: usize| text.get(at + place).copied().unwrap_or_default();
        match (of(0), of(1)) {
            (b'\\', b'a'..=b'z') if of(2).is_ascii_digit() => return Some(Word::HexEscapedJson),
            (b'\\', b'a'..=b'z') => at += 2,
            // What was escaped more than once.
            (b'\\', b'\\') => at += 1,
            (b'\\', _) => {
                let name = quoted(text.get(at + 1..)?)?;
                return name.ends_with(b"\\").then_some(Word::EscapedJson);
            }
            (b'%', b'0'..=b'9') => return Some(Word::PercentEncodedJson),
            (b'&', _) => return Some(Word::HtmlEscapedJson),
            _ => return None,
        }
    }
}

/// The same of a text that begins with a name between doubled quotes, as in a cell of CSV (RFC 4180 section 2) or in SQL.
fn doubled(text: &[u8]) -> Option<Word> {
    let name = text.get(scan::space_end(text, 0)..)?.strip_prefix(b"\"")?;
    let inside = quoted(name)?;
    let behind = name.get(inside.len() + 1..)?;
    (!inside.is_empty() && behind.starts_with(b"\"\"")).then_some(Word::DoubledJson)
}

/// What stands between the quote that a text begins with and the next one, as long as a name is.
fn quoted(text: &[u8]) -> Option<&[u8]> {
    const NAME_BYTES_MAX: usize = 64;
    let name = text.strip_prefix(b"\"")?;
    let close = name.iter().take(NAME_BYTES_MAX).position(|byte| *byte == b'"')?;
    name.get(..close)
}

/// What begins the sequences that colour a terminal (ECMA-48 section 5.4).
const ESCAPE: u8 = 0x1B;

/// What stands before the JSON where that is an object behind what a log, a protocol or a tool has put there – a time, a level in
/// brackets, the length of a chunk, a fence, a quote, a colour, a sign, what keeps a page from running it as a script. What may be
/// JSON itself, such as a number, is one of two texts, unless an event may have a member of the name that follows: `is_member`.
pub(crate) fn lead(text: &[u8], start: usize, is_member: fn(&[u8]) -> bool) -> Option<Range> {
    let start = scan::space_end(text, start);
    let rest = text.get(start..)?;
    let quote = match rest.first()? {
        b'0'..=b'9' | b'-' | b'+' | b'[' | b')' | b'`' | &ESCAPE => None,
        b'"' | b'\'' => Some(1),
        _ => Some(smart_quote_length(text, start)?),
    };
    if let Some(length) = quote {
        // Here any name will do: a string in which the next quote is its last ends there, and no letter follows it.
        let inside = rest.get(scan::space_end(rest, length)..)?.strip_prefix(b"{")?;
        let name = inside.get(scan::space_end(inside, 0)..)?;
        let begins = matches!(name, [b'"', letter, ..] if letter.is_ascii_alphabetic());
        return begins.then(|| Range::new(start, start + length));
    }
    // An object in an open bracket is an element of an array, unless that is the bracket of a colour.
    let mut open = 0_i32;
    let mut before = 0;
    let brace = rest.iter().position(|byte| {
        open += i32::from(*byte == b'[' && before != ESCAPE) - i32::from(*byte == b']');
        before = *byte;
        *byte == b'{'
    })?;
    let name = quoted(rest.get(scan::space_end(rest, brace + 1)..)?)?;
    let is_lead = open <= 0 && (is_member(name) || is_no_json(rest.get(..brace)?));
    is_lead.then(|| Range::new(start, start + brace))
}

/// Whether there is a character in a text without quotes and braces that JSON has in strings only (RFC 8259 section 2).
fn is_no_json(text: &[u8]) -> bool {
    let is_of_json = |byte: &u8| byte.is_ascii_digit() || b"[],-+.eE \t\n\rtrufalsn".contains(byte);
    !text.contains(&b'"') && !text.iter().all(is_of_json)
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
    if is_object_as_text(text) || text.starts_with(b"<Buffer ") {
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
    fn json_with_marked_lines_is_named() {
        for text in [
            "> {\n>   \"a\": 1\n> }",
            ">{\r\n>\r\n>  \"a\": 1}",
            "+{\n+  \"a\": 1\n+}",
            "1: {\n2:   \"a\": 1\n3: }",
            " 9  {\n10    \"a\": 1",
            "1\t| {\n2\t|   \"a\": 1",
        ] {
            assert_eq!(word(text), Some("JSON with a mark before each line"), "{text:?}");
            assert_eq!(word(&crate::redact(text)), word(text), "{text:?}");
        }
        for text in [
            "+{\n  \"a\": 1}",
            "1 {\n\"a\": 1}",
            "-",
            "-1",
            "123456789 {\n1",
            "{\n1",
            "1",
            "1 {",
            "1 {2",
            "+{+}",
        ] {
            assert_eq!(word(text), None, "{text:?}");
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
            ")]}',\n",
            "```json\n",
            "\"",
            "'",
            "\u{201C}",
            "\u{1B}[32m",
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
            "\"{\\\"eventType\\\":1}\"",
            "'{'eventType':1}'",
            "\"a\" {\"eventType\":1}",
            "\"a\": {\"eventType\":1}",
        ] {
            assert_eq!(lead(text), None, "{text}");
        }
    }
}
