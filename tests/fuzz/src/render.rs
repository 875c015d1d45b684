//! Target `render`: a text for people comes out of any body and any diagnostics, also of ones that were not made for it.
//!
//! In: two bodies, and what to put into the diagnostics of the second. Out: a panic where rendering them over the first fails
//! or lets something act on a terminal. Does not know: what the text should look like; the golden texts tell that.

use super::terminal::acting;
use arbitrary::{Arbitrary, Unstructured};
use chatapps_webhook::{Code, Diagnostic, Embedded, RenderOptions, Severity, Span, Step, parse, render as render_text};
use std::collections::BTreeSet;
use std::sync::LazyLock;

const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Info];

/// One that was given, to be changed: none can be made out of nothing.
static EMBEDDED: LazyLock<Embedded> = LazyLock::new(|| {
    let report = parse(Code::InvalidEmbeddedJson.prose().bad.body);
    let mut given = report.diagnostics.into_iter().filter_map(|found| found.embedded);
    given.next().expect("the bad example has JSON in a string that is none")
});

/// A diagnostic that somebody else has made: kept in a store, sent over a wire, about another body.
#[derive(Arbitrary, Debug)]
struct Foreign<'a> {
    code: u8,
    severity: u8,
    message: &'a str,
    help: Option<&'a str>,
    pointer: &'a str,
    label: Option<&'a str>,
    embedded: Option<&'a str>,
    place: Option<[u32; 4]>,
}

impl Foreign<'_> {
    fn change(&self, found: &mut Diagnostic) {
        found.code = Code::ALL[usize::from(self.code) % Code::COUNT];
        found.severity = SEVERITIES[usize::from(self.severity) % SEVERITIES.len()];
        found.message = self.message.to_owned();
        found.help = self.help.map(str::to_owned);
        found.pointer = self.pointer.to_owned();
        found.path = vec![Step::Member(self.pointer.to_owned())];
        found.embedded = self.embedded.map(|pointer| {
            let mut embedded = EMBEDDED.clone();
            (embedded.pointer, embedded.code) = (pointer.to_owned(), found.code);
            embedded
        });
        if let (Some(span), Some(place)) = (&mut found.span, self.place) {
            moved(span, place);
        }
        for label in &mut found.labels {
            label.message = self.label.unwrap_or_default().to_owned();
            moved(&mut label.span, self.place.unwrap_or_default());
        }
        if self.place.is_none() && self.label.is_none() {
            found.span = None;
        }
    }
}

fn moved(span: &mut Span, [line, column, end_line, end_column]: [u32; 4]) {
    (span.line, span.column, span.end_line, span.end_column) = (line, column, end_line, end_column);
}

pub fn render(data: &[u8]) {
    let mut data = Unstructured::new(data);
    let Ok((foreign, length)) = <(Vec<Foreign<'_>>, u16)>::arbitrary(&mut data) else {
        return;
    };
    let rest = data.take_rest();
    let (body, other) = rest.split_at(usize::from(length).min(rest.len()));
    let mut diagnostics = parse(other).diagnostics;
    for (found, foreign) in diagnostics.iter_mut().zip(&foreign) {
        foreign.change(found);
    }
    // One of the four ways; which, is up to the bodies.
    let (color, masked) = (rest.len() & 1 == 0, rest.len() & 2 == 0);
    let text = render_text(body, &diagnostics, RenderOptions::new().color(color).redact(masked));
    assert_eq!(acting(&text, color), None, "{text:?}");
    let codes: BTreeSet<&str> = diagnostics.iter().map(|found| found.code.as_str()).collect();
    for code in codes {
        assert!(text.contains(code), "{text:?} lacks {code}");
    }
    assert!(text.ends_with('\n'));
}
