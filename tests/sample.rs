//! A sample of the fixtures, read, written, rendered and masked: a little of everything, for interpreters that look at each
//! step and take ten thousand times as long. Without one it is all fixtures.

mod common;

use chatapps_webhook::{RenderOptions, Severity, parse_with, redact, render};
use common::{Fixture, assert_none, text_of};

/// Every so-manieth fixture, and none that is long.
const STEP: usize = if cfg!(miri) { 50 } else { 1 };
const BYTES_MAX: Option<usize> = if cfg!(miri) { Some(600) } else { None };

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
    let mut fixtures = common::all();
    fixtures.retain(|fixture| BYTES_MAX.is_none_or(|most| fixture.body.len() <= most));
    let sample: Vec<&Fixture> = fixtures.iter().step_by(STEP).collect();
    assert!(sample.len() >= 16, "{}", sample.len());
    let faults: Vec<String> = sample
        .iter()
        .filter_map(|fixture| judge(fixture).map(|fault| format!("{}: {fault}", fixture.name())))
        .collect();
    assert_none(&faults);
}
