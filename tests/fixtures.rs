//! Every fixture, read by the library: the bodies that must be accepted, and those that give each code.

use chatapps_webhook::{Code, Options, Report, Severity, WebhookEvent, parse_with};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn fixtures(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures")
        .join(folder)
}

fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let paths = entries.map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = paths
        .filter(|path| path.extension().is_some_and(|own| own == extension))
        .collect();
    files.sort();
    files
}

/// The options of a sidecar, as JavaScript would pass them.
fn options(body: &Path) -> Options {
    let Ok(sidecar) = fs::read(body.with_extension("options.json")) else {
        return Options::new();
    };
    let sidecar: Value = serde_json::from_slice(&sidecar).unwrap();
    let mut options = Options::new().strict(sidecar["strict"] == Value::Bool(true));
    if let Some(bytes_max) = sidecar["maxBytes"].as_u64() {
        options = options.bytes_max(bytes_max as usize);
    }
    if let Some(kinds) = sidecar["expect"].as_array() {
        let named = |kind: &chatapps_webhook::EventKind| kinds.iter().any(|name| name == kind.as_str());
        options = options.expect(chatapps_webhook::EventKind::ALL.iter().copied().filter(named));
    }
    for (code, severity) in sidecar["severity"].as_object().into_iter().flatten() {
        let severity = match severity.as_str() {
            Some("error") => Some(Severity::Error),
            Some("warning") => Some(Severity::Warning),
            Some("info") => Some(Severity::Info),
            _ => None,
        };
        options = options.severity(Code::from_slug(code).unwrap(), severity);
    }
    options
}

/// The text as `TextDecoder` reads the bytes.
fn text_of(body: &[u8]) -> String {
    String::from_utf8_lossy(body).into_owned()
}

fn utf16_slice(text: &str, start: u32, end: u32) -> String {
    let units: Vec<u16> = text.encode_utf16().collect();
    String::from_utf16_lossy(&units[start as usize..end as usize])
}

#[test]
fn every_accepted_body_gives_an_event() {
    let files = files(&fixtures("accept"), "json");
    assert!(files.len() >= 40);
    let mut refused = Vec::new();
    for file in files {
        let body = fs::read(&file).unwrap();
        let report = parse_with(&body, &options(&file));
        if !report.is_ok() {
            refused.push(format!("{}: {:#?}", file.display(), report.diagnostics));
        }
    }
    assert!(refused.is_empty(), "{}", refused.join("\n"));
}

/// An event that outlives its body.
fn kept(body: Vec<u8>, options: &Options) -> Option<WebhookEvent<'static>> {
    parse_with(&body, options).event.map(WebhookEvent::into_owned)
}

#[test]
fn an_event_that_borrows_nothing_is_the_same() {
    for file in files(&fixtures("accept"), "json") {
        let (body, options) = (fs::read(&file).unwrap(), options(&file));
        let event = parse_with(&body, &options).event;
        assert_eq!(kept(body.clone(), &options), event, "{}", file.display());
    }
}

/// What a sidecar expects, and what came, one line for each diagnostic.
fn compare(body: &[u8], report: &Report<'_>, expected: &[Value]) -> Option<String> {
    let text = text_of(body);
    let line = |code: &str, severity: &str, pointer: &str, text: &str| format!("{severity}[{code}] {pointer} {text:?}");
    let came: Vec<String> = report
        .diagnostics
        .iter()
        .map(|found| {
            let span = found.span.unwrap();
            line(
                found.code.as_str(),
                found.severity.as_str(),
                &found.pointer,
                &utf16_slice(&text, span.start, span.end),
            )
        })
        .collect();
    let is_partial = expected
        .first()
        .is_some_and(|first| first["partialList"] == Value::Bool(true));
    let field = |row: &Value, name: &str| row[name].as_str().unwrap_or_default().to_owned();
    let wanted: Vec<String> = expected
        .iter()
        .skip(usize::from(is_partial))
        .map(|row| {
            line(
                &field(row, "code"),
                &field(row, "severity"),
                &field(row, "pointer"),
                &field(row, "text"),
            )
        })
        .collect();
    let agrees = if is_partial {
        wanted.iter().all(|row| came.contains(row))
    } else {
        wanted == came
    };
    (!agrees).then(|| {
        format!(
            "  wanted\n    {}\n  came\n    {}",
            wanted.join("\n    "),
            came.join("\n    ")
        )
    })
}

#[test]
fn every_code_is_given_where_it_is_expected() {
    let mut wrong = Vec::new();
    let mut seen = BTreeSet::new();
    for code in Code::ALL {
        let folder = fixtures("codes").join(code.as_str());
        for file in files(&folder, "body") {
            let body = fs::read(&file).unwrap();
            let report = parse_with(&body, &options(&file));
            if report.diagnostics.iter().any(|found| found.code == *code) {
                seen.insert(*code);
            }
            let has_error = report.diagnostics.iter().any(|found| found.severity == Severity::Error);
            if report.is_ok() == has_error {
                wrong.push(format!(
                    "{}: an event is withheld by an error, and by nothing else",
                    file.display()
                ));
            }
            let expected: Vec<Value> =
                serde_json::from_slice(&fs::read(file.with_extension("expect.json")).unwrap()).unwrap();
            if let Some(difference) = compare(&body, &report, &expected) {
                wrong.push(format!("{}\n{difference}", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n"));
    let missing: Vec<_> = Code::ALL.iter().filter(|code| !seen.contains(code)).collect();
    assert!(missing.is_empty(), "no fixture gives {missing:?}");
}
