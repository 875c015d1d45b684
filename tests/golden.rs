//! The golden texts: what a person reads of each body that gives a code. With `BLESS=1` they are written anew.

mod common;

use chatapps_webhook::{RenderOptions, parse_with, render};
use common::assert_none;
use std::fs;

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
