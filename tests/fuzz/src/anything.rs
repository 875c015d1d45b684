//! Target `anything`: what holds of every body, whatever it is.
//!
//! In: a body. Out: a panic where a position is wrong, an edit mends nothing, a limit is passed, the work is out of
//! proportion, or the text for people cannot be made. Does not know: what the body should be read as.

use super::common::edits::{is_syntax_error, judge_edits_alone};
use super::common::positions;
use super::terminal::acting;
use allocation_counter::{AllocationInfo, measure};
use chatapps_webhook::{
    DIAGNOSTICS_MAX, Diagnostic, Options, RenderOptions, Report, Severity, parse, parse_with, redact, render,
};
use std::collections::BTreeSet;

/// So much memory may be asked for, all in all, for each byte of a body, and so much for none.
const BYTES_FOR_EACH: u64 = 400;
const BYTES_FOR_NONE: u64 = 600_000;
/// So often may memory be asked for, for each byte of a body, and for none.
const REQUESTS_FOR_EACH: u64 = 4;
const REQUESTS_FOR_NONE: u64 = 4_000;
/// Of how many diagnostics the edits are tried: each try reads the body anew. Which, is up to the body.
const EDITS_TRIED: usize = 3;
/// How many diagnostics, one behind the other, are shown to people. Which, is up to the body.
const SHOWN: usize = 16;

pub fn anything(body: &[u8]) {
    let mut report = None;
    let work = measure(|| report = Some(parse(body)));
    let report = report.expect("it was read");
    is_in_proportion(body, work);
    is_sound(body, &report);
    is_judged_alike(body, &report);
    edits_mend(body, &report);
    can_be_shown(body, &report.diagnostics);
}

/// Memory instead of time: the same in every run, and there is hardly work that asks for none.
fn is_in_proportion(body: &[u8], work: AllocationInfo) {
    let length = body.len() as u64;
    assert!(
        work.bytes_total <= BYTES_FOR_NONE + BYTES_FOR_EACH * length,
        "{length} bytes: {work:?}"
    );
    assert!(
        work.count_total <= REQUESTS_FOR_NONE + REQUESTS_FOR_EACH * length,
        "{length} bytes: {work:?}"
    );
}

fn is_sound(body: &[u8], report: &Report<'_>) {
    assert!(report.diagnostics.len() <= DIAGNOSTICS_MAX);
    assert!(report.omitted == 0 || report.diagnostics.len() == DIAGNOSTICS_MAX);
    let has_error = report.diagnostics.iter().any(|found| found.severity == Severity::Error);
    assert_eq!(
        report.is_ok(),
        !has_error,
        "an event is withheld by an error, and by nothing else"
    );
    positions::judge(body, report).unwrap();
    serde_json::to_string(report).expect("every report has a JavaScript shape");
}

/// With warnings made errors the same is said, at the same places.
fn is_judged_alike(body: &[u8], report: &Report<'_>) {
    let strict = parse_with(body, &Options::new().strict(true));
    let raised = |severity| {
        if severity == Severity::Warning {
            Severity::Error
        } else {
            severity
        }
    };
    if report.omitted == 0 {
        let said = |found: &Diagnostic| (found.code, found.span, found.pointer.clone());
        let usual = report
            .diagnostics
            .iter()
            .map(|found| (said(found), raised(found.severity)));
        let strict = strict.diagnostics.iter().map(|found| (said(found), found.severity));
        assert!(usual.eq(strict), "strict says something else");
    }
    assert_eq!(
        report.omitted + report.diagnostics.len() as u32,
        strict.omitted + strict.diagnostics.len() as u32
    );
    let short = parse_with(body, &Options::new().bytes_max(body.len().saturating_sub(1)));
    let is_refused = short
        .diagnostics
        .iter()
        .any(|found| found.code == chatapps_webhook::Code::BodyTooLarge);
    assert_eq!(is_refused, !body.is_empty());
}

fn edits_mend(body: &[u8], report: &Report<'_>) {
    let with_edits = report
        .diagnostics
        .iter()
        .filter(|found| !found.edits.is_empty() && stands_apart(found, report));
    let count = with_edits.clone().count().max(1);
    for found in with_edits.skip(body.len() % count).take(EDITS_TRIED) {
        if let Some(fault) = judge_edits_alone(body, report, found) {
            panic!("{fault}");
        }
    }
}

/// Whether no other syntax error touches it: of faults inside each other each edit leaves the others to be seen.
fn stands_apart(found: &Diagnostic, report: &Report<'_>) -> bool {
    let reach = |found: &Diagnostic| {
        let ranges = found.edits.iter().map(|edit| edit.span.bytes());
        ranges
            .chain(found.span.map(|span| span.bytes()))
            .fold((usize::MAX, 0), |(start, end), range| {
                (start.min(range.start), end.max(range.end))
            })
    };
    let (start, end) = reach(found);
    let touches = |other: &Diagnostic| {
        let (other_start, other_end) = reach(other);
        !std::ptr::eq(other, found) && is_syntax_error(other) && other_start <= end && start <= other_end
    };
    !report.diagnostics.iter().any(touches)
}

fn can_be_shown(body: &[u8], diagnostics: &[Diagnostic]) {
    // One of the four ways; which, is up to the body.
    let (color, masked) = (body.len() & 1 == 0, body.len() & 2 == 0);
    let start = body.len() % diagnostics.len().saturating_sub(SHOWN - 1).max(1);
    let diagnostics = &diagnostics[start..diagnostics.len().min(start + SHOWN)];
    let text = render(body, diagnostics, RenderOptions::new().color(color).redact(masked));
    assert_eq!(acting(&text, color), None, "{text:?}");
    let codes: BTreeSet<&str> = diagnostics.iter().map(|found| found.code.as_str()).collect();
    assert!(codes.iter().all(|code| text.contains(code)));
    let text = String::from_utf8_lossy(body);
    let masked = redact(body);
    assert_eq!(
        (masked.len(), masked.chars().count()),
        (text.len(), text.chars().count())
    );
}
