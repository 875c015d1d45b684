//! Positions: every span lies inside the text and on character borders, and its offsets, lines and columns are what a
//! plain count from the start of the text gives – in UTF-16 and in bytes, for whole, cut and decorated bodies.

mod common;

use chatapps_webhook::parse;
use common::positions::judge;
use common::{assert_none, faults, text_of};

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
