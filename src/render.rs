//! Rendering: diagnostics as a person reads them in a terminal or a log.
//!
//! In: the text of the body and diagnostics. Out: text in the manner of rustc – code, message, pointer, line and column, the
//! line itself with carets, labels, help. Does not know: where the diagnostics come from.
//!
//! What is shown of the body is masked unless the reader wants otherwise, and nothing in it can act on a terminal.
//!
//! An [`entry`] is what is needed of a diagnostic, a [`picture`] is drawn of it, with an [`excerpt`] of each line, in so many
//! [`columns`].
//!
//! Why it exists: a code and an offset are for programs. A person finds a mistake by seeing it.

mod columns;
mod entry;
mod excerpt;
mod picture;

pub(crate) use entry::Entry;
pub(crate) use picture::render_entries;

use crate::diagnostic::Diagnostic;
use crate::visible::{is_acting, push_visible};
use entry::Place;
use std::fmt;

/// How to render.
///
/// ```
/// use chatapps_webhook::{RenderOptions, parse, render};
/// let body = r#"{"a": 1,}"#;
/// let text = render(body, &parse(body).diagnostics, RenderOptions::new());
/// assert!(text.contains("error[trailing-comma]: a comma stands before \"}\""));
/// assert!(text.contains("1 | {\"x\": 1,}"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RenderOptions {
    color: bool,
    redact: bool,
    omitted: u32,
}

impl Default for RenderOptions {
    fn default() -> Self {
        Self::new()
    }
}

impl RenderOptions {
    /// No colours, and the body masked.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            color: false,
            redact: true,
            omitted: 0,
        }
    }
    /// Whether to use ANSI colours.
    ///
    /// ```
    /// use chatapps_webhook::{RenderOptions, parse, render};
    /// let render = |options| render("{", &parse("{").diagnostics, options);
    /// assert!(!render(RenderOptions::new()).contains('\x1b'));
    /// assert!(render(RenderOptions::new().color(true)).contains("\x1b["));
    /// ```
    #[must_use]
    pub const fn color(mut self, color: bool) -> Self {
        self.color = color;
        self
    }
    /// Whether to mask what is shown of the body, as [`crate::redact`] does.
    ///
    /// ```
    /// use chatapps_webhook::{RenderOptions, parse, render};
    /// let body = r#"{"a": 1,}"#;
    /// let text = render(body, &parse(body).diagnostics, RenderOptions::new().redact(false));
    /// assert!(text.contains("1 | {\"a\": 1,}"));
    /// ```
    #[must_use]
    pub const fn redact(mut self, redact: bool) -> Self {
        self.redact = redact;
        self
    }
    /// How many diagnostics there were beside those that are rendered: [`crate::Report::omitted`]. The last line counts them.
    #[must_use]
    pub const fn omitted(mut self, omitted: u32) -> Self {
        self.omitted = omitted;
        self
    }
}

/// Diagnostics of a body as text for people: of each what it is, where, the line of the body with the place marked, and what to do.
///
/// Takes the body they are of, and those that are to be shown.
///
/// ```
/// use chatapps_webhook::{RenderOptions, parse, render};
/// let body = r#"{"a": 1,}"#;
/// let report = parse(body);
/// let options = RenderOptions::new().omitted(report.omitted);
/// assert!(render(body, &report.diagnostics, options).contains("error[trailing-comma]"));
/// // Where there were more, the last line counts them.
/// assert!(render(body, &report.diagnostics, options.omitted(3)).contains("3 more not shown"));
/// ```
#[must_use = "nothing is printed: the text comes back"]
pub fn render<B: AsRef<[u8]> + ?Sized>(body: &B, diagnostics: &[Diagnostic], options: RenderOptions) -> String {
    let text = if options.redact {
        crate::redact(body)
    } else {
        String::from_utf8_lossy(body.as_ref()).into_owned()
    };
    let entries: Vec<Entry> = diagnostics.iter().map(Entry::from).collect();
    render_entries(&text, &entries, options)
}

/// In one line, for logs: severity, code, message, and where. Nothing of it can act on a terminal.
///
/// ```
/// let report = chatapps_webhook::parse("{");
/// let lines: Vec<String> = report.diagnostics.iter().map(ToString::to_string).collect();
/// assert!(lines.contains(&"error[unexpected-end]: the text ends inside an object (line 1, column 2 at the root)".to_owned()));
/// ```
impl fmt::Display for Diagnostic {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut line = String::new();
        push_text(&self.message, &mut line);
        line.push_str(" (");
        push_text(
            &whereabouts(self.span.as_ref().map(Place::from).as_ref(), &self.pointer),
            &mut line,
        );
        write!(formatter, "{}[{}]: {line})", self.severity, self.code)
    }
}

/// So that it can be handed on by `?`, and told by what logs errors.
///
/// ```
/// use chatapps_webhook::{Severity, WebhookEvent, parse};
///
/// fn read(body: &str) -> Result<WebhookEvent<'_>, Box<dyn std::error::Error>> {
///     let report = parse(body);
///     let error = report.diagnostics.into_iter().find(|diagnostic| diagnostic.severity == Severity::Error);
///     Ok(report.event.ok_or_else(|| error.expect("an error withholds the event"))?)
/// }
///
/// assert!(read("{}").is_ok());
/// assert_eq!(
///     read("{").unwrap_err().to_string(),
///     "error[unexpected-end]: the text ends inside an object (line 1, column 2 at the root)"
/// );
/// ```
impl std::error::Error for Diagnostic {}

/// Line and column, where there are any, and the pointer.
fn whereabouts(place: Option<&Place>, pointer: &str) -> String {
    let pointer = shortened(pointer);
    match place {
        Some(place) => format!("line {}, column {} at {pointer}", place.line, place.column),
        None => pointer,
    }
}

/// The longest pointer that is shown whole, in characters.
const POINTER_LENGTH_MAX: usize = 120;

/// A pointer, without its middle if it is very long.
fn shortened(pointer: &str) -> String {
    let length = pointer.chars().count();
    match length {
        0 => "the root".to_owned(),
        1..=POINTER_LENGTH_MAX => pointer.to_owned(),
        _ => {
            let half = POINTER_LENGTH_MAX / 2;
            let start: String = pointer.chars().take(half).collect();
            let end: String = pointer.chars().skip(length - half).collect();
            format!("{start}…{end}")
        }
    }
}

/// Appends a text, its acting characters as `\uXXXX`.
fn push_text(text: &str, out: &mut String) {
    for piece in text.split_inclusive(is_acting) {
        match piece.chars().next_back() {
            Some(last) if is_acting(last) => {
                out.push_str(piece.strip_suffix(last).unwrap_or_default());
                push_visible(last, out);
            }
            _ => out.push_str(piece),
        }
    }
}

#[cfg(test)]
mod tests;
