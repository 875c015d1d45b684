//! Positions, counted anew.
//!
//! In: a body and its report. Out: the first place that is not what a plain count from the start of the text gives. Does not
//! know: how the library counts. Why: the tests of positions and the fuzzers hold every report to the same count.

use super::text_of;
use chatapps_webhook::{Report, Span};

/// Where a character starts, counted one character after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Place {
    /// In bytes of the body as it was sent.
    body: usize,
    line: u32,
    column: u32,
}

/// The places of all UTF-16 offsets; none inside a surrogate pair.
fn places(body: &[u8]) -> Vec<Option<Place>> {
    let mut places = Vec::new();
    let mut place = Place {
        body: 0,
        line: 1,
        column: 1,
    };
    let mut count = |character: char, length: usize, next: Option<char>| {
        places.push(Some(place));
        places.extend((1..character.len_utf16()).map(|_| None));
        place.body += length;
        place.column += character.len_utf16() as u32;
        if character == '\n' || (character == '\r' && next != Some('\n')) {
            (place.line, place.column) = (place.line + 1, 1);
        }
    };
    let text = text_of(body);
    let mut following = text.chars().skip(1);
    for chunk in body.utf8_chunks() {
        for character in chunk.valid().chars() {
            count(character, character.len_utf8(), following.next());
        }
        if !chunk.invalid().is_empty() {
            count(char::REPLACEMENT_CHARACTER, chunk.invalid().len(), following.next());
        }
    }
    places.push(Some(place));
    places
}

fn judge_span(span: Span, places: &[Option<Place>]) -> Result<(), String> {
    let at = |offset: u32| places.get(offset as usize).copied().flatten();
    let (Some(start), Some(end)) = (at(span.start), at(span.end)) else {
        return Err(format!("outside the text, or inside a character: {span:?}"));
    };
    let said = (span.line, span.column, span.end_line, span.end_column, span.bytes());
    let counted = (start.line, start.column, end.line, end.column, start.body..end.body);
    if span.start > span.end || said != counted {
        return Err(format!("{span:?} {:?}, counted {counted:?}", span.bytes()));
    }
    Ok(())
}

/// What is wrong with the positions of a report.
pub fn judge(body: &[u8], report: &Report<'_>) -> Result<(), String> {
    let places = places(body);
    let mut last = (0, 0);
    for found in &report.diagnostics {
        let span = found.span.ok_or("a diagnostic without a span")?;
        judge_span(span, &places).map_err(|fault| format!("{}: {fault}", found.code))?;
        if (span.start, span.end) < last {
            return Err(format!("{}: stands before the one before it", found.code));
        }
        last = (span.start, span.end);
        for label in &found.labels {
            judge_span(label.span, &places).map_err(|fault| format!("label of {}: {fault}", found.code))?;
        }
        let mut behind = 0;
        for edit in &found.edits {
            judge_span(edit.span, &places).map_err(|fault| format!("edit of {}: {fault}", found.code))?;
            if edit.span.start < behind {
                return Err(format!("{}: edits not in order", found.code));
            }
            behind = edit.span.end;
        }
    }
    Ok(())
}
