//! Positions: every span lies inside the text and on character borders, and its offsets, lines and columns are what a
//! plain count from the start of the text gives – in UTF-16 and in bytes, for whole, cut and decorated bodies.

mod common;

use chatapps_webhook::{Report, Span, parse};
use common::{assert_none, faults, text_of};

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

fn judge(body: &[u8], report: &Report<'_>) -> Result<(), String> {
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

fn check(what: &str, body: &[u8], faults: &mut Vec<String>) {
    if let Err(fault) = judge(body, &parse(body)) {
        faults.push(format!("{what}: {fault}"));
    }
}

#[test]
fn spans_of_fixtures() {
    assert_none(&faults(&common::all(), |fixture, faults| {
        check(&fixture.name(), &fixture.body, faults)
    }));
}

#[test]
fn spans_of_cut_fixtures() {
    const STEP: usize = 5;
    assert_none(&faults(&common::all(), |fixture, faults| {
        for place in common::places(&fixture.body).into_iter().step_by(STEP) {
            check(
                &format!("{} cut at {place}", fixture.name()),
                &fixture.body[..place],
                faults,
            );
            check(
                &format!("{} without {place}", fixture.name()),
                &common::without(&fixture.body, place),
                faults,
            );
        }
    }));
}

/// What makes counting hard, put in front of a body and into it.
const DECORATIONS: &[&[u8]] = &[
    b"\n",
    b"\r",
    b"\r\n",
    b"\r\r\n\n",
    b"\xEF\xBB\xBF",
    "😀".as_bytes(),
    "e\u{301}".as_bytes(),
    "👩‍👩‍👧‍👧".as_bytes(),
    "\u{2028}".as_bytes(),
    b"\xFF",
    b"\xE2\x82",
    b"\xF0\x9F\x98",
    b"\xC3\x28\xA0\xA1",
];

#[test]
fn spans_of_decorated_fixtures() {
    const PLACES: usize = 6;
    let fixtures: Vec<_> = [common::accept(), common::codes()].into_iter().flatten().collect();
    assert_none(&faults(&fixtures, |fixture, faults| {
        let body = &fixture.body;
        let mut random = common::Random::new(body.len() as u64);
        for decoration in DECORATIONS {
            check(
                &format!("{} behind {decoration:?}", fixture.name()),
                &[decoration, &body[..]].concat(),
                faults,
            );
            for _ in 0..PLACES {
                let place = random.below(body.len() + 1);
                let decorated = [&body[..place], decoration, &body[place..]].concat();
                check(
                    &format!("{} with {decoration:?} at {place}", fixture.name()),
                    &decorated,
                    faults,
                );
            }
        }
        // Every line break of another kind, and every letter of a string two units wide.
        let text = text_of(body);
        check(
            &fixture.name(),
            text.replace("\r\n", "\n").replace('\n', "\r\n").as_bytes(),
            faults,
        );
        check(
            &fixture.name(),
            text.replace("\r\n", "\n").replace('\n', "\r").as_bytes(),
            faults,
        );
        check(&fixture.name(), text.replace('o', "😀").as_bytes(), faults);
    }));
}
