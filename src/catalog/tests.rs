//! Codes and severities are read as they are written; every code is really given somewhere, and no sentence is kept that nothing
//! says.

use super::*;
use std::fs;
use std::path::Path;

/// The sources but for the catalog itself, and for tests: what these name is said nowhere.
fn sources() -> String {
    fn collect(folder: &Path, text: &mut String) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let says_nothing = path
                .file_stem()
                .is_some_and(|stem| stem == "catalog" || stem == "tests");
            if path.is_dir() && !says_nothing {
                collect(&path, text);
            } else if !says_nothing && path.extension().is_some_and(|extension| extension == "rs") {
                let source = fs::read_to_string(&path).unwrap();
                text.push_str(source.split("#[cfg(test)]").next().unwrap());
            }
        }
    }
    let mut text = String::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut text);
    text
}

/// Whether the sources name `name` as a whole word.
fn names(sources: &str, name: &str) -> bool {
    let mut rest = sources;
    while let Some((_, behind)) = rest.split_once(name) {
        if !behind.starts_with(|next: char| next.is_alphanumeric() || next == '_') {
            return true;
        }
        rest = behind;
    }
    false
}

#[test]
fn slugs_are_the_variants() {
    for code in Code::ALL {
        let camel: String = code
            .as_str()
            .split('-')
            .map(|word| word[..1].to_ascii_uppercase() + &word[1..])
            .collect();
        assert_eq!(format!("{code:?}"), camel);
        assert_eq!(Code::from_slug(code.as_str()), Some(*code));
    }
}

#[test]
fn codes_and_severities_are_read_as_they_are_written() {
    for code in Code::ALL {
        assert_eq!(code.to_string().parse(), Ok(*code));
        let written = serde_json::to_string(code).unwrap();
        assert_eq!(serde_json::from_str::<Code>(&written).unwrap(), *code);
    }
    for severity in [Severity::Error, Severity::Warning, Severity::Info] {
        assert_eq!(severity.to_string().parse(), Ok(severity));
        let written = serde_json::to_string(&severity).unwrap();
        assert_eq!(serde_json::from_str::<Severity>(&written).unwrap(), severity);
    }
    assert_eq!(
        serde_json::from_str::<Code>("\"x\"").unwrap_err().to_string(),
        "invalid value: string \"x\", expected the slug of a diagnostic code at line 1 column 3"
    );
    assert_eq!(
        serde_json::from_str::<Severity>("\"x\"").unwrap_err().to_string(),
        "invalid value: string \"x\", expected \"error\", \"warning\" or \"info\" at line 1 column 3"
    );
    assert!("Error".parse::<Severity>().is_err() && "".parse::<Severity>().is_err());
    assert!(serde_json::from_str::<Severity>("\"off\"").is_err() && serde_json::from_str::<Severity>("1").is_err());
}

#[test]
fn what_is_written_takes_the_columns_that_are_asked_for() {
    assert_eq!(
        format!(
            "{:<8}{:>14}|{:^7}|{:.4}",
            Severity::Error,
            Code::Comment,
            Phase::Rule,
            Severity::Warning
        ),
        "error          comment| rule  |warn"
    );
    assert_eq!(serde_json::to_value(Phase::Event).unwrap(), Phase::Event.as_str());
}

#[test]
#[cfg_attr(miri, ignore = "reads all sources")]
fn every_code_is_given_somewhere() {
    let sources = sources();
    let missing: Vec<_> = Code::ALL
        .iter()
        .filter(|code| !names(&sources, &format!("Code::{code:?}")))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
#[cfg_attr(miri, ignore = "reads all sources")]
fn every_phrase_and_word_is_said_somewhere() {
    let sources = sources();
    let phrases = Phrase::ALL.iter().map(|phrase| format!("Phrase::{phrase:?}"));
    let words = Word::ALL.iter().map(|word| format!("Word::{word:?}"));
    let unused: Vec<_> = phrases.chain(words).filter(|name| !names(&sources, name)).collect();
    assert!(unused.is_empty(), "{unused:?}");
}
