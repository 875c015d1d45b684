//! The golden texts: what a person reads of each body that gives a code. With `BLESS=1` they are written anew.

mod common;

use chatapps_webhook::{RenderOptions, parse, parse_with, render};
use common::assert_none;
use common::edits::{changed, changes};
use std::fs;

/// What begins the golden text of a slip: behind it stands the body, as a JSON string.
const SLIP: &str = "==== ";

#[test]
fn every_code_is_rendered_as_its_golden_text() {
    let bless = std::env::var_os("BLESS").is_some();
    let mut differ = Vec::new();
    for fixture in common::codes() {
        let report = parse_with(&fixture.body, &fixture.options);
        // The bodies are made up: nothing in them has to be masked.
        let rendered = render(&fixture.body, &report.diagnostics, RenderOptions::new().redact(false));
        let path = fixture.path.with_extension("txt");
        let golden = fs::read_to_string(&path).unwrap_or_default();
        if golden == rendered {
            continue;
        }
        if bless {
            fs::write(&path, rendered).unwrap();
        } else {
            differ.push(format!(
                "{}\n--- golden\n{golden}--- rendered\n{rendered}",
                fixture.name()
            ));
        }
    }
    assert_none(&differ);
}

/// No golden text is left of a body that is gone.
#[test]
fn every_golden_text_has_a_body() {
    let mut left = Vec::new();
    for folder in fs::read_dir(common::folder("codes")).unwrap() {
        for golden in common::files(&folder.unwrap().path(), "txt") {
            if !golden.with_extension("body").exists() {
                left.push(golden.display().to_string());
            }
        }
    }
    assert_none(&left);
}

/// Small bodies with a slip or two, one behind the other in a file: what is said of each, what is read of it, and what the edits make of
/// it.
#[test]
fn every_slip_is_told_as_its_golden_text() {
    let path = common::folder("").join("slips.txt");
    let file = fs::read_to_string(&path).unwrap();
    let slips = file.split(SLIP).skip(1).map(|slip| slip.split_once('\n').unwrap());
    let told: Vec<_> = slips.map(|(body, golden)| (body, golden, told(body))).collect();
    assert!(told.len() > 200, "{} slips", told.len());
    if std::env::var_os("BLESS").is_some() {
        let all = told.iter().map(|(body, _, told)| format!("{SLIP}{body}\n{told}"));
        fs::write(&path, all.collect::<String>()).unwrap();
        return;
    }
    let differ = told.iter().filter(|(_, golden, told)| golden != told);
    let differ = differ.map(|(body, golden, told)| format!("{body}\n--- golden\n{golden}--- told\n{told}"));
    assert_none(&differ.collect::<Vec<_>>());
}

/// All that is to be known of a body, which is given as a JSON string.
fn told(literal: &str) -> String {
    let body: String = serde_json::from_str(literal).unwrap();
    let report = parse(&body);
    let mut told = String::new();
    for found in &report.diagnostics {
        let place = found.span.map_or(0..0, |span| span.bytes());
        let (code, pointer, help) = (found.code.as_str(), &found.pointer, found.help.as_deref());
        told += &format!(
            "{code} {place:?} {pointer}: {}. {}\n",
            found.message,
            help.unwrap_or_default()
        );
        for label in &found.labels {
            told += &format!("  {:?} {}\n", label.span.bytes(), label.message);
        }
        if !found.edits.is_empty() {
            let mended = String::from_utf8(changed(body.as_bytes(), &changes(found))).unwrap();
            told += &format!("  makes {}\n", serde_json::to_string(&mended).unwrap());
        }
    }
    let read = match &report.event {
        Some(event) => serde_json::to_string(event),
        None => serde_json::to_string(&report.partial),
    };
    told + &format!("read: {}\n", read.unwrap())
}
