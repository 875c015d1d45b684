//! Masked bodies, judged.
//!
//! In: a body. Out: what its masked form has lost – a length, a code, a place – or has kept of what was planted. Does not
//! know: how masking works. Why: the tests of redaction and the fuzzers hold it to the same promise.

use super::markers::{MARKER, NUMBER};
use super::text_of;
use chatapps_webhook::{Code, Options, Report, parse_with, redact};
use serde::de::IgnoredAny;

/// Codes that depend on the very value that is masked: a coordinate, and two ids that should be one. These may come or go.
const DEPEND_ON_VALUE: &[Code] = &[Code::OutOfRange, Code::ChannelUserIdMismatch];

/// What is said of a body: codes and places.
fn said(report: &Report<'_>) -> Vec<(Code, u32, u32)> {
    let place = |found: &chatapps_webhook::Diagnostic| {
        let span = found.span.unwrap();
        (found.code, span.start, span.end)
    };
    let diagnostics = report.diagnostics.iter().map(place);
    diagnostics
        .filter(|(code, ..)| !DEPEND_ON_VALUE.contains(code))
        .collect()
}

/// The bones of JSON: every bracket, comma, colon, quote and space where it stands, and whether a value is a number or a word.
fn skeleton(json: &str) -> Option<Vec<u8>> {
    serde_json::from_str::<IgnoredAny>(json).ok()?;
    let (mut is_string, mut is_escaped) = (false, false);
    let bone = |byte: u8| {
        let was_string = is_string;
        is_string ^= byte == b'"' && !is_escaped;
        is_escaped = was_string && !is_escaped && byte == b'\\';
        match byte {
            b'"' if is_string != was_string => b'"',
            _ if was_string => b'.',
            b'0'..=b'9' => b'0',
            b'a'..=b'z' => b'a',
            other => other,
        }
    };
    Some(json.bytes().map(bone).collect())
}

/// What is wrong with the masked body.
pub fn judge(body: &[u8], options: &Options) -> Option<String> {
    judge_masked(body, &redact(body), options)
}

/// The same, of a body that has been masked already.
pub fn judge_masked(body: &[u8], masked: &str, options: &Options) -> Option<String> {
    let text = text_of(body);
    if masked.len() != text.len() || masked.encode_utf16().count() != text.encode_utf16().count() {
        return Some(format!("{} bytes became {}", text.len(), masked.len()));
    }
    if redact(masked) != masked {
        return Some("masking twice masks more".to_owned());
    }
    if serde_json::from_str::<IgnoredAny>(&text).is_ok() && skeleton(masked) != skeleton(&text) {
        return Some(format!("another shape: {masked}"));
    }
    let (before, after) = (said(&parse_with(&text, options)), said(&parse_with(masked, options)));
    if before == after {
        return None;
    }
    let lost: Vec<_> = before.iter().filter(|one| !after.contains(one)).collect();
    let new: Vec<_> = after.iter().filter(|one| !before.contains(one)).collect();
    let (Some(first), length) = (lost.first().or(new.first()), 40) else {
        return Some("another order".to_owned());
    };
    let place = |text: &str| {
        let units: Vec<u16> = text.encode_utf16().collect();
        let start = (first.1 as usize).saturating_sub(length);
        String::from_utf16_lossy(&units[start..(first.1 as usize + length).min(units.len())])
    };
    Some(format!(
        "lost {lost:?}, new {new:?}\n  {:?}\n  {:?}",
        place(&text),
        place(masked)
    ))
}

/// Whether anything of what was planted is left.
pub fn leak(body: &[u8]) -> Option<String> {
    left_of(&redact(body))
}

/// The same, of a body that has been masked already.
pub fn left_of(masked: &str) -> Option<String> {
    let number = NUMBER.to_string();
    let place = masked.find(MARKER).or_else(|| masked.find(&number))?;
    let around: String = masked[..place].chars().rev().take(40).collect();
    Some(around.chars().rev().collect::<String>() + &masked[place..].chars().take(40).collect::<String>())
}
