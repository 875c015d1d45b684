//! Redaction: the masked body has the lengths, the codes and the positions of the body, and nothing that a person wrote.

mod common;

use chatapps_webhook::{Code, Report, parse_with, redact};
use common::markers::{MARKER, NUMBER, PLANTS, SAFE, SHOWN, plant};
use common::{Fixture, Random, assert_none, faults, text_of};
use serde_json::Value;

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

/// What is wrong with the masked body.
fn judge(fixture: &Fixture, body: &[u8]) -> Option<String> {
    let text = text_of(body);
    let masked = redact(body);
    if masked.len() != text.len() || masked.encode_utf16().count() != text.encode_utf16().count() {
        return Some(format!("{} bytes became {}", text.len(), masked.len()));
    }
    if redact(&masked) != masked {
        return Some("masking twice masks more".to_owned());
    }
    let (before, after) = (
        said(&parse_with(&text, &fixture.options)),
        said(&parse_with(&masked, &fixture.options)),
    );
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
        place(&masked)
    ))
}

fn judge_all(fixtures: &[Fixture], bodies: impl Fn(&[u8], &mut dyn FnMut(String, &[u8])) + Sync) {
    assert_none(&faults(fixtures, |fixture, faults| {
        bodies(&fixture.body, &mut |what, body| {
            if let Some(fault) = judge(fixture, body) {
                faults.push(format!("{} {what}: {fault}", fixture.name()));
            }
        });
    }));
}

#[test]
fn every_masked_fixture_is_judged_as_the_fixture() {
    judge_all(&common::all(), |body, each| each("whole".into(), body));
}

#[test]
fn every_masked_truncation_is() {
    const STEP: usize = 7;
    judge_all(&common::all(), |body, each| {
        for place in common::places(body).into_iter().step_by(STEP) {
            each(format!("cut at {place}"), &body[..place]);
        }
    });
}

#[test]
fn every_masked_deletion_is() {
    const PLACES: usize = 12;
    judge_all(&common::all(), |body, each| {
        let mut random = Random::new(body.len() as u64);
        for _ in 0..PLACES.min(body.len()) {
            let place = random.below(body.len());
            each(format!("without {place}"), &common::without(body, place));
        }
    });
}

/// Whether anything of what was planted is left.
fn leak(body: &[u8]) -> Option<String> {
    let masked = redact(body);
    let number = NUMBER.to_string();
    let place = masked.find(MARKER).or_else(|| masked.find(&number))?;
    let around: String = masked[..place].chars().rev().take(40).collect();
    Some(around.chars().rev().collect::<String>() + &masked[place..].chars().take(40).collect::<String>())
}

/// Plants in every fixture, and looks for what is left in what `bodies` makes of it.
fn seek(bodies: impl Fn(&[u8], &mut dyn FnMut(String, &[u8])) + Sync) {
    let fixtures: Vec<_> = [common::accept(), common::codes()].into_iter().flatten().collect();
    assert_none(&faults(&fixtures, |fixture, faults| {
        let Ok(sent) = serde_json::from_slice::<Value>(&fixture.body) else {
            return;
        };
        if !sent.is_object() {
            return;
        }
        for how in PLANTS {
            let mut sent = sent.clone();
            plant(&mut sent, how, &[SAFE, SHOWN]);
            let body = serde_json::to_vec_pretty(&sent).unwrap();
            bodies(&body, &mut |what, body| {
                if let Some(leak) = leak(body) {
                    faults.push(format!("{} {how:?} {what}: {leak:?}", fixture.name()));
                }
            });
        }
    }));
}

#[test]
fn nothing_that_was_planted_survives() {
    seek(|body, each| {
        each("whole".into(), body);
        let text = String::from_utf8_lossy(body);
        each("encoded twice".into(), serde_json::to_string(&text).unwrap().as_bytes());
        each("in single quotes".into(), text.replace('"', "'").as_bytes());
        each("in an array".into(), format!("[{text}]").as_bytes());
        each("not JSON".into(), format!("body: {text}").as_bytes());
    });
}

#[test]
fn nor_in_a_broken_body() {
    const PLACES: usize = 6;
    seek(|body, each| {
        let mut random = Random::new(body.len() as u64);
        for _ in 0..PLACES {
            let place = random.below(body.len());
            each(format!("cut at {place}"), &body[..place]);
            each(format!("without {place}"), &common::without(body, place));
            let quoted = [&body[..place], b"\"", &body[place..]].concat();
            each(format!("with a quote at {place}"), &quoted);
        }
    });
}

/// In any text at all: words and numbers of a text that is no body.
#[test]
fn nothing_of_a_text_that_is_no_body_survives() {
    for text in [
        "Zqxj called 731908264517",
        "<html>Zqxj 731908264517</html>",
        "name=Zqxj&phone=731908264517",
        "{Zqxj: 731908264517, 'Zqxj': Zqxj, \"a\": <Zqxj>, /* Zqxj */ }",
        "\"Zqxj 731908264517\"",
        "731908264517",
        "[\"Zqxj\", 731908264517, Zqxj",
        "{\"Zqxj\": {\"Zqxj\": \"Zqxj\\u005aqxj\\n\"",
        "“Zqxj” Zqxj",
        "\u{feff}{\"a\": \"Zqxj\"}",
    ] {
        assert_eq!(leak(text.as_bytes()), None, "{text}");
        assert_eq!(redact(text).len(), text.len());
    }
}
