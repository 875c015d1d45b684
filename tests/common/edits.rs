//! Edits, made and judged.
//!
//! In: a body, its report and one diagnostic of it. Out: the body as its edits leave it, or what is wrong with them. Does not
//! know: which edits a code should have. Why: the tests of the recovery and the fuzzers hold edits to the same promise.

use super::text_of;
use chatapps_webhook::{Code, Diagnostic, Phase, Report, SYNTAX_ERRORS_MAX, Severity, parse};

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

/// A body as the edits of one diagnostic leave it.
struct Mended<'a> {
    body: Vec<u8>,
    /// Where the diagnostic would stand.
    place: usize,
    found: &'a Diagnostic,
    /// Whether it does.
    is_left: bool,
    /// Whether something else is said of the text before it. Quotes are told by what follows them, so an edit may turn strings
    /// inside out that end before it.
    is_told_anew: bool,
    /// How many syntax errors there were, and those that there are.
    before: usize,
    behind: Vec<Code>,
}

impl<'a> Mended<'a> {
    fn new(body: &[u8], report: &Report<'_>, found: &'a Diagnostic) -> Result<Self, String> {
        let changes = changes(found);
        let in_order = changes.windows(2).all(|pair| pair[0].0.end <= pair[1].0.start);
        let inside = |(range, _): &Change| range.start <= range.end && range.end <= body.len();
        if !in_order || !changes.iter().all(inside) {
            return Err(format!("edits not in order: {changes:?}"));
        }
        let mended = changed(body, &changes);
        let after = parse(&mended);
        let start = found.span.unwrap().bytes().start;
        let place = moved(start, &changes);
        // Two of the same may stand at one place, each with an edit of its own: an edit promises one less of them.
        let is_left = times(found, &after, place) >= times(found, report, start);
        let is_told_anew = !ending_before(start, report).eq(ending_before(start, &after));
        let errors = after.diagnostics.iter().filter(|found| is_syntax_error(found));
        Ok(Self {
            place,
            found,
            is_left,
            is_told_anew,
            before: syntax_errors(report),
            behind: errors.map(|found| found.code).collect(),
            body: mended,
        })
    }

    /// Whether the body had as many errors as are looked for, and perhaps more behind them.
    fn is_full(&self) -> bool {
        self.before >= SYNTAX_ERRORS_MAX as usize
    }

    fn left(&self) -> Option<String> {
        // Of two byte order marks or two commas the second takes the place of the first; where as many errors as are looked
        // for are found, there may be any number of them.
        let is_another = self.behind.len() < self.before || self.is_full();
        let around = around(&self.body, self.place);
        (self.is_left && !is_another).then(|| format!("{} is still there in {around}", self.found.code))
    }
}

/// How often a diagnostic like this one is given at a place.
fn times(found: &Diagnostic, report: &Report<'_>, place: usize) -> usize {
    let is_same = |other: &&Diagnostic| {
        other.code == found.code && other.pointer == found.pointer && other.span.unwrap().bytes().start == place
    };
    report.diagnostics.iter().filter(is_same).count()
}

/// The syntax errors that end before a place, each with its own.
fn ending_before<'r>(
    place: usize,
    report: &'r Report<'_>,
) -> impl Iterator<Item = (Code, std::ops::Range<usize>)> + 'r {
    let errors = report.diagnostics.iter().filter(|found| is_syntax_error(found));
    let places = errors.map(|found| (found.code, found.span.unwrap().bytes()));
    places.filter(move |(_, range)| range.end < place)
}

/// What is wrong with the edits of one diagnostic of any text: they may not leave it where it was, unless they change what the
/// text before it is read as.
pub fn judge_edits_alone(body: &[u8], report: &Report<'_>, found: &Diagnostic) -> Option<String> {
    match Mended::new(body, report, found) {
        Ok(mended) if mended.is_told_anew => None,
        Ok(mended) => mended.left(),
        Err(fault) => Some(fault),
    }
}

/// The same, and in a body with few faults they may not bring about another error either.
pub fn judge_edits(body: &[u8], report: &Report<'_>, found: &Diagnostic) -> Option<String> {
    let mended = match Mended::new(body, report, found) {
        Ok(mended) => mended,
        Err(fault) => return Some(fault),
    };
    if mended.is_left {
        return mended.left();
    }
    // What a wrong bracket should have been can only be told in the end: the edit is a guess.
    let is_guess = found.code == Code::UnexpectedCharacter;
    let more = mended.behind.len() + usize::from(is_syntax_error(found)) > mended.before;
    (!mended.is_full() && !is_guess && more).then(|| {
        let around = around(&mended.body, mended.place);
        format!("{} gives {:?} in {around}", found.code, mended.behind)
    })
}
