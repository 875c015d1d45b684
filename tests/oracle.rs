//! The oracle: what is JSON, and what it says, is what serde_json says – for every fixture, every truncation of it, every
//! deletion of a byte, and a sample of replaced bytes.

mod common;

use chatapps_webhook::{Code, Phase, Severity, parse};
use common::oracle::{compare, oracle_text, third_opinion};
use common::{Fixture, Random, assert_none, faults, text_of};
use serde::de::IgnoredAny;
use serde_json::Value;

fn show(body: &[u8]) -> String {
    let text = text_of(body);
    if text.chars().count() > 300 {
        format!("…{} bytes", body.len())
    } else {
        format!("{text:?}")
    }
}

/// Compares every body that `bodies` makes of a fixture.
fn compare_all(fixtures: &[Fixture], bodies: impl Fn(&[u8], &mut dyn FnMut(String, &[u8])) + Sync) -> Vec<String> {
    faults(fixtures, |fixture, faults| {
        bodies(&fixture.body, &mut |what, body| {
            if let Some(difference) = compare(body) {
                faults.push(format!("{} {what}: {difference}: {}", fixture.name(), show(body)));
            }
        });
    })
}

#[test]
fn fixtures_are_json_where_serde_json_says_so() {
    assert_none(&compare_all(&common::all(), |body, each| each("whole".into(), body)));
}

#[test]
fn truncations_are() {
    assert_none(&compare_all(&common::all(), |body, each| {
        for place in common::places(body) {
            each(format!("cut at {place}"), &body[..place]);
        }
    }));
}

#[test]
fn deletions_are() {
    assert_none(&compare_all(&common::all(), |body, each| {
        for place in common::places(body) {
            each(format!("without {place}"), &common::without(body, place));
        }
    }));
}

#[test]
fn replacements_are() {
    const BYTES: &[u8] = b"{}[],:\"'\\/ \n\r\t0-.eutn#<\x00\x1F\x7F\x80\xC2\xE2\xFF";
    const PLACES: usize = 12;
    assert_none(&compare_all(&common::all(), |body, each| {
        let mut random = Random::new(body.len() as u64);
        for _ in 0..PLACES.min(body.len()) {
            let place = random.below(body.len());
            for byte in BYTES {
                let mut body = body.to_vec();
                body[place] = *byte;
                each(format!("{byte:#04x} at {place}"), &body);
            }
        }
    }));
}

/// `y_` must be accepted as JSON, `n_` refused; `i_` is ours to choose, and must give a report.
#[test]
fn the_conformance_suite() {
    let is_refusal = |code: Code, severity: Severity| {
        severity == Severity::Error && matches!(code.phase(), Phase::Text | Phase::Json)
    };
    let mut faults = Vec::new();
    for fixture in common::json() {
        // As it stands, and as a member of a body.
        let wrapped = [b"{\"member\":", &fixture.body[..], b"\n}"].concat();
        let name = fixture.name();
        let whole_text = name.contains("_text_") || name.contains("_depth_") || name.contains("_encoding_");
        for (body, is_whole) in [(&fixture.body, true), (&wrapped, false)] {
            let report = parse(body);
            let refused = report
                .diagnostics
                .iter()
                .any(|found| is_refusal(found.code, found.severity));
            let agrees = match &name["json/".len()..][..2] {
                "y_" => !refused || (whole_text && !is_whole),
                "n_" => refused || (whole_text && !is_whole),
                _ => true,
            };
            if !agrees {
                faults.push(format!("{name}: {} {:?}", show(body), report.diagnostics));
            }
        }
    }
    assert_none(&faults);
}

fn is_refused(body: &[u8]) -> bool {
    let mut found = parse(body).diagnostics.into_iter();
    found.any(|found| found.severity == Severity::Error && matches!(found.code.phase(), Phase::Text | Phase::Json))
}

/// Where RFC 8259 leaves the choice, by the first words of a name: whether this parser accepts it, and whether the two others
/// do – and what for.
const CHOICES: [(&str, bool, bool, &str); 6] = [
    (
        "i_depth_",
        false,
        true,
        "nesting has a limit here, and none where only verdicts are asked for",
    ),
    (
        "i_number_",
        true,
        true,
        "what a double cannot hold is a number all the same",
    ),
    (
        "i_string_surrogate_",
        true,
        false,
        "half a pair is a warning, and kept in JavaScript; Rust's strings cannot hold it",
    ),
    (
        "i_string_utf8_",
        true,
        false,
        "bytes that are not UTF-8 are read as TextDecoder reads them; slices of bytes are refused",
    ),
    (
        "i_text_bom",
        true,
        false,
        "a byte order mark is skipped with an info; RFC 8259 section 8.1 lets a parser ignore it",
    ),
    ("i_object_", true, true, "the last of two equal names counts"),
];

/// Three parsers that share no code agree on every file – the two others as the files stand, bytes and all.
#[test]
fn three_parsers_give_the_same_verdict() {
    let mut faults = Vec::new();
    for fixture in common::json() {
        let (name, body) = (fixture.name(), &fixture.body);
        let name = &name["json/".len()..];
        let ours = !is_refused(body);
        let serde = serde_json::from_slice::<IgnoredAny>(body).is_ok() && has_whole_text(body);
        let third = third_opinion(body);
        let choice = CHOICES.iter().find(|(prefix, ..)| name.starts_with(prefix));
        let expected = match (&name[..2], choice) {
            ("y_", None) => (true, true),
            ("n_", None) => (false, false),
            ("i_", Some((_, ours, others, _))) => (*ours, *others),
            _ => panic!("{name}: no reason is listed"),
        };
        if (ours, serde) != expected || third.is_some_and(|third| third != serde) {
            faults.push(format!(
                "{name}: here {ours}, serde_json {serde}, hifijson {third:?}, expected {expected:?}"
            ));
        }
    }
    assert_none(&faults);
}

/// Whether strings hold text: serde_json does not look into those whose values nobody asks for.
fn has_whole_text(body: &[u8]) -> bool {
    let without_limits = serde_json::from_slice::<Value>(body);
    !without_limits.is_err_and(|error| {
        ["surrogate", "escape", "unicode"]
            .iter()
            .any(|word| error.to_string().contains(word))
    })
}

/// The second oracle confirms the first where the grammar is put to the test: in small texts, whole, cut and bitten into.
#[test]
fn the_oracle_has_a_witness() {
    const BYTES_MAX: usize = 256;
    let mut fixtures = common::json();
    fixtures.retain(|fixture| fixture.body.len() <= BYTES_MAX);
    assert!(fixtures.len() >= 400);
    assert_none(&faults(&fixtures, |fixture, faults| {
        let mut ask = |what: String, body: &[u8]| {
            let text = oracle_text(body);
            let verdict = serde_json::from_str::<IgnoredAny>(&text).is_ok();
            if third_opinion(text.as_bytes()).is_some_and(|third| third != verdict) {
                faults.push(format!("{} {what}: serde_json says {verdict}", fixture.name()));
            }
        };
        ask("whole".into(), &fixture.body);
        for place in common::places(&fixture.body) {
            ask(format!("cut at {place}"), &fixture.body[..place]);
            ask(format!("without {place}"), &common::without(&fixture.body, place));
        }
    }));
}
