//! What serde_json, the oracle of the tests, is asked, and where it is not asked.

use super::text_of;
use chatapps_webhook::{Code, Phase, Severity, parse};
use serde::de::IgnoredAny;
use serde_json::Value;

/// Where this parser and serde_json differ on purpose, and what the comparison does about it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Tolerated {
    /// A byte order mark is skipped with an info; serde_json refuses it. The oracle reads the text behind it.
    ByteOrderMark,
    /// Bytes that are not UTF-8 are read as U+FFFD, as `TextDecoder` does; serde_json refuses them. The oracle reads the text.
    InvalidUtf8,
    /// Half a surrogate pair is a warning and read as U+FFFD; serde_json refuses it. The oracle reads `\ufffd`.
    LoneSurrogate,
    /// A number beyond f64 is a number (RFC 8259 sets no limit); serde_json has no value for it. Only the verdict is compared.
    NumberBeyondDouble,
    /// Nesting is read to a depth of 128, and what is deeper is passed over unread; serde_json stops at 127 for values and
    /// nowhere for verdicts. A body whose only fault is `too-deep` is not compared.
    Depth,
    /// A root string that holds an object is read once more. The oracle does the same.
    DoubleEncoded,
}

pub const TOLERATED: [Tolerated; 6] = [
    Tolerated::ByteOrderMark,
    Tolerated::InvalidUtf8,
    Tolerated::LoneSurrogate,
    Tolerated::NumberBeyondDouble,
    Tolerated::Depth,
    Tolerated::DoubleEncoded,
];

pub fn tolerates(difference: Tolerated) -> bool {
    TOLERATED.contains(&difference)
}

/// The text that the oracle reads.
pub fn oracle_text(body: &[u8]) -> String {
    let text = if tolerates(Tolerated::InvalidUtf8) {
        text_of(body)
    } else {
        String::new()
    };
    let text = match text.strip_prefix('\u{FEFF}') {
        Some(behind) if tolerates(Tolerated::ByteOrderMark) => behind.to_owned(),
        _ => text,
    };
    let text = if tolerates(Tolerated::LoneSurrogate) {
        with_whole_pairs(&text)
    } else {
        text
    };
    match serde_json::from_str(&text) {
        Ok(Value::String(inner)) if tolerates(Tolerated::DoubleEncoded) && holds_object(&inner) => {
            with_whole_pairs(&inner)
        }
        _ => text,
    }
}

fn holds_object(text: &str) -> bool {
    text.trim_start_matches([' ', '\t', '\n', '\r']).starts_with('{')
}

/// The text with `\ufffd` for every escape of half a surrogate pair.
fn with_whole_pairs(text: &str) -> String {
    let unit = |at: usize| {
        let digits = text.get(at..)?.strip_prefix("\\u")?.get(..4)?;
        digits
            .bytes()
            .all(|digit| digit.is_ascii_hexdigit())
            .then(|| u32::from_str_radix(digits, 16).unwrap())
    };
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(place) = rest.find('\\') {
        let at = text.len() - rest.len() + place;
        out.push_str(&rest[..place]);
        let pair = matches!((unit(at), unit(at + 6)), (Some(0xD800..=0xDBFF), Some(0xDC00..=0xDFFF)));
        let length = match unit(at) {
            Some(0xD800..=0xDFFF) if pair => 12,
            Some(_) => 6,
            None => 1 + text[at + 1..].chars().next().map_or(0, char::len_utf8),
        };
        match unit(at) {
            Some(0xD800..=0xDFFF) if !pair => out.push_str("\\ufffd"),
            _ => out.push_str(&text[at..at + length]),
        }
        rest = &text[at + length..];
    }
    out + rest
}

/// So deep is the third parser let into a text.
const DEPTH_ASKED: usize = 1024;

/// What hifijson says of a text: a third parser, which shares neither authors nor code with serde_json. It is asked for values,
/// since its verdicts do not look into escapes; of what is too deep it says nothing.
pub fn third_opinion(text: &[u8]) -> Option<bool> {
    use hifijson::token::Lex;
    use hifijson::{Error, SliceLexer, value::parse_bounded};
    let read = SliceLexer::new(text).exactly_one(Lex::ws_peek, |next, lexer| parse_bounded(DEPTH_ASKED, next, lexer));
    match read {
        Err(Error::Depth) => None,
        read => Some(read.is_ok()),
    }
}

/// Compares what is said of one body with the oracle.
pub fn compare(body: &[u8]) -> Option<String> {
    let report = parse(body);
    let is_syntax = |code: Code| matches!(code.phase(), Phase::Text | Phase::Json);
    let is_refusal = |code: Code, severity: Severity| severity == Severity::Error && is_syntax(code);
    let mut refusals = report
        .diagnostics
        .iter()
        .filter(|found| is_refusal(found.code, found.severity));
    let refusal = refusals.clone().next();
    if refusal.is_some() && refusals.all(|found| found.code == Code::TooDeep) && tolerates(Tolerated::Depth) {
        return None;
    }
    let text = oracle_text(body);
    let verdict = serde_json::from_str::<IgnoredAny>(&text);
    match (refusal, verdict) {
        (Some(refusal), Ok(_)) => return Some(format!("refused with {}", refusal.code)),
        (None, Err(error)) => return Some(format!("accepted, but {error}")),
        (Some(_), Err(_)) => return None,
        (None, Ok(_)) => {}
    }
    // Beyond a depth or a double the oracle has no value.
    let expected: Value = serde_json::from_str(&text).ok()?;
    let event = serde_json::to_value(&report).unwrap();
    let came = [&event["event"]["body"], &event["partial"]["body"]]
        .into_iter()
        .find(|body| !body.is_null());
    let came = came
        .or_else(|| report.kind.is_none().then_some(&event["partial"]))
        .filter(|came| !came.is_null())?;
    (*came != expected).then(|| format!("another value: {came}"))
}
