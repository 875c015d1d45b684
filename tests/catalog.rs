//! The catalog keeps its promises: every code is listed once, explained with examples that do what they say, and shown by
//! fixtures. That it is really given somewhere is seen from inside (`src/catalog/tests.rs`).

mod common;

use chatapps_webhook::catalog::prose::Example;
use chatapps_webhook::{Code, Options, parse_with};
use std::collections::BTreeSet;
use std::fs;

#[test]
fn every_code_is_listed_once() {
    let slugs: BTreeSet<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
    assert_eq!(slugs.len(), Code::COUNT);
    for (place, code) in Code::ALL.iter().enumerate() {
        assert_eq!(*code as usize, place, "{code}");
        assert_eq!(Code::from_slug(code.as_str()), Some(*code));
        assert!(!code.severities().is_empty(), "{code}");
    }
}

/// The severities of a code in an example.
fn severities(code: Code, example: &Example) -> Vec<chatapps_webhook::Severity> {
    let options = example.options.map_or(Options::new(), common::options_of);
    let report = parse_with(example.body, &options);
    report
        .diagnostics
        .iter()
        .filter(|found| found.code == code)
        .map(|found| found.severity)
        .collect()
}

#[test]
fn every_code_is_explained() {
    let mut titles = BTreeSet::new();
    for code in Code::ALL {
        let prose = code.prose();
        assert!(titles.insert(prose.title), "{code}: the title of another code");
        assert!(
            prose.title.starts_with(char::is_uppercase) && !prose.title.ends_with('.'),
            "{code}: {}",
            prose.title
        );
        assert!(
            prose.explanation.ends_with('.') && prose.explanation.len() > 40,
            "{code}"
        );
        let bad = severities(*code, &prose.bad);
        assert!(!bad.is_empty(), "{code}: the bad example does not give it");
        let may_be_set = prose.bad.options.is_some();
        assert!(
            may_be_set || bad.iter().all(|severity| code.severities().contains(severity)),
            "{code}: {bad:?}"
        );
        assert!(
            severities(*code, &prose.good).is_empty(),
            "{code}: the good example gives it"
        );
    }
}

#[test]
fn every_code_has_fixtures() {
    let without: Vec<_> = Code::ALL
        .iter()
        .filter(|code| common::code(**code).is_empty())
        .collect();
    assert!(without.is_empty(), "{without:?}");
    for entry in fs::read_dir(common::folder("codes")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(Code::from_slug(&name).is_some(), "{name} is no code");
    }
}
