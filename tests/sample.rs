//! A sample of the fixtures, read, written, rendered and masked: a little of everything, for interpreters that look at each
//! step and take ten thousand times as long. Without one it is all fixtures.

mod common;

use chatapps_webhook::{RenderOptions, Severity, parse_with, redact, render};
use common::{Fixture, assert_none, text_of};

/// A short one of each: what the fast path reads, what the check says, what the recovery mends, text in JSON in text.
const SAMPLE: [&str; 16] = [
    "accept/inbound-v2-channel-zalo.json",
    "accept/inbound-v2-invalid-utf8-in-text.json",
    "accept/management-phone-number-quality-update.json",
    "accept/receipt-v4-read.json",
    "accept/receipt-v9-double-encoded.json",
    "accept/unknown-object.json",
    "accept/voice-call-status.json",
    "codes/duplicate-key/recipient-of-v1.body",
    "codes/invalid-embedded-json/empty.body",
    "codes/invalid-utf8/truncated-sequence.body",
    "codes/missing-comma/in-array.body",
    "codes/nonstandard-spelling/management-event-type.body",
    "codes/smart-quotes/value.body",
    "codes/trailing-comma/in-root.body",
    "codes/type-mismatch/error-root-number.body",
    "codes/unterminated-string/before-closing-bracket.body",
];

fn judge(fixture: &Fixture) -> Option<String> {
    let report = parse_with(&fixture.body, &fixture.options);
    let has_error = report.diagnostics.iter().any(|found| found.severity == Severity::Error);
    if report.is_ok() == has_error {
        return Some("an event is withheld by an error, and by nothing else".to_owned());
    }
    let written = serde_json::to_string(&report).unwrap();
    if !report
        .diagnostics
        .iter()
        .all(|found| written.contains(found.code.as_str()))
    {
        return Some(format!("not all is in {written}"));
    }
    let rendered = render(&fixture.body, &report.diagnostics, RenderOptions::new().color(true));
    if !report
        .diagnostics
        .iter()
        .all(|found| rendered.contains(found.code.as_str()))
    {
        return Some(format!("not all is in {rendered}"));
    }
    let (text, masked) = (text_of(&fixture.body), redact(&fixture.body));
    (masked.len() != text.len()).then(|| format!("{} bytes became {}", text.len(), masked.len()))
}

#[test]
fn fixtures_go_the_whole_way() {
    // To list a folder of a thousand files takes an interpreter longer than to read a body.
    let fixtures = if cfg!(miri) {
        common::named(&SAMPLE)
    } else {
        common::all()
    };
    let faults: Vec<String> = fixtures
        .iter()
        .filter_map(|fixture| judge(fixture).map(|fault| format!("{}: {fault}", fixture.name())))
        .collect();
    assert_none(&faults);
}
