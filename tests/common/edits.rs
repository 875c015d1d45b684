//! Edits, made and judged.
//!
//! In: a body, its report and one diagnostic of it. Out: the body as its edits leave it, or what is wrong with them. Does not
//! know: which edits a code should have. Why: the tests of the recovery and the fuzzers hold edits to the same promise.

use super::text_of;
use chatapps_webhook::{Code, Diagnostic, Phase, Report, Severity, parse};

pub fn is_syntax_error(found: &Diagnostic) -> bool {
    found.severity == Severity::Error && matches!(found.code.phase(), Phase::Text | Phase::Json)
}

pub fn syntax_errors(report: &Report<'_>) -> usize {
    report.diagnostics.iter().filter(|found| is_syntax_error(found)).count()
}

/// An edit in bytes of the body.
pub type Change = (std::ops::Range<usize>, String);

pub fn changes(diagnostic: &Diagnostic) -> Vec<Change> {
    diagnostic
        .edits
        .iter()
        .map(|edit| (edit.span.bytes(), edit.text.clone()))
        .collect()
}

/// The body with some changes made; they must be sorted and apart.
pub fn changed(body: &[u8], changes: &[Change]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut at = 0;
    for (range, text) in changes {
        out.extend_from_slice(&body[at..range.start]);
        out.extend_from_slice(text.as_bytes());
        at = range.end;
    }
    out.extend_from_slice(&body[at..]);
    out
}

/// Where a place of the body is behind some changes.
fn moved(place: usize, changes: &[Change]) -> usize {
    let before = changes
        .iter()
        .filter(|(range, _)| range.end <= place && range.start < place);
    before.fold(place, |place, (range, text)| place + text.len() - range.len())
}

/// The text around a place, for people.
pub fn around(body: &[u8], place: usize) -> String {
    format!(
        "{:?}",
        text_of(&body[place.saturating_sub(60)..(place + 60).min(body.len())])
    )
}

/// What is wrong with the edits of one diagnostic.
pub fn judge_edits(body: &[u8], report: &Report<'_>, found: &Diagnostic) -> Option<String> {
    let changes = changes(found);
    let in_order = changes.windows(2).all(|pair| pair[0].0.end <= pair[1].0.start);
    if !in_order
        || changes
            .iter()
            .any(|(range, _)| range.start > range.end || range.end > body.len())
    {
        return Some(format!("edits not in order: {changes:?}"));
    }
    let mended = changed(body, &changes);
    let after = parse(&mended);
    let place = moved(found.span.unwrap().bytes().start, &changes);
    // Two of the same may stand at one place, each with an edit of its own: one less of them is what an edit promises.
    let count = |report: &Report<'_>, place: usize| {
        let same = |other: &&Diagnostic| {
            other.code == found.code && other.pointer == found.pointer && other.span.unwrap().bytes().start == place
        };
        report.diagnostics.iter().filter(same).count()
    };
    let is_left = count(&after, place) >= count(report, found.span.unwrap().bytes().start);
    // A body with as many errors as are looked for has more behind them.
    let many = syntax_errors(report) >= chatapps_webhook::SYNTAX_ERRORS_MAX as usize;
    let (before, behind) = (syntax_errors(report), syntax_errors(&after));
    match is_left {
        // Of two byte order marks or two commas the second takes the place of the first.
        true if behind < before => None,
        true => Some(format!("{} is still there in {}", found.code, around(&mended, place))),
        false if many => None,
        // What a wrong bracket should have been can only be told in the end: the edit is a guess.
        false if found.code == Code::UnexpectedCharacter => None,
        false if behind + usize::from(is_syntax_error(found)) > before => {
            let codes: Vec<_> = after.diagnostics.iter().map(|found| found.code.as_str()).collect();
            Some(format!("{} gives {codes:?} in {}", found.code, around(&mended, place)))
        }
        false => None,
    }
}
