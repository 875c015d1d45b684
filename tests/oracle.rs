//! The oracle: what is JSON, and what it says, is what serde_json says – for every fixture, every truncation of it, every
//! deletion of a byte, and a sample of replaced bytes.

mod common;

use chatapps_webhook::{Code, Phase, Severity, parse};
use common::oracle::compare;
use common::{Fixture, Random, assert_none, faults, text_of};

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
