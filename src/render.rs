//! Rendering: diagnostics as a person reads them in a terminal or a log.
//!
//! In: the text of the body and diagnostics. Out: text in the manner of rustc – code, message, pointer, line and column, the
//! line itself with carets, labels, help. Does not know: where the diagnostics come from.
//!
//! What is shown of the body is masked unless the reader wants otherwise, and nothing in it can act on a terminal.

use crate::diagnostic::{Diagnostic, push_visible};
use crate::source::Span;

/// How to render.
///
/// ```
/// use chatapps_webhook::{RenderOptions, parse, render};
/// let body = r#"{"a": 1,}"#;
/// let text = render(body, &parse(body).diagnostics, RenderOptions::new());
/// assert!(text.contains("error[trailing-comma]: a comma stands before \"}\""));
/// assert!(text.contains("1 | {\"x\": 1,}"));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct RenderOptions {
    color: bool,
    redact: bool,
}

impl Default for RenderOptions {
    fn default() -> Self {
        Self::new()
    }
}

impl RenderOptions {
    /// No colours, and the body masked.
    pub const fn new() -> Self {
        Self {
            color: false,
            redact: true,
        }
    }
    /// Whether to use ANSI colours.
    pub const fn color(mut self, color: bool) -> Self {
        self.color = color;
        self
    }
    /// Whether to mask what is shown of the body, as [`crate::redact`] does.
    pub const fn redact(mut self, redact: bool) -> Self {
        self.redact = redact;
        self
    }
}

/// What rendering needs of a diagnostic; the door to JavaScript has no other.
#[derive(Clone, Debug, Default)]
#[cfg_attr(all(feature = "wasm-tools", target_arch = "wasm32"), derive(serde::Deserialize))]
#[cfg_attr(
    all(feature = "wasm-tools", target_arch = "wasm32"),
    serde(rename_all = "camelCase", default)
)]
pub(crate) struct Entry {
    pub(crate) code: String,
    pub(crate) severity: String,
    pub(crate) message: String,
    pub(crate) help: Option<String>,
    pub(crate) pointer: String,
    pub(crate) span: Option<Place>,
    pub(crate) labels: Vec<Note>,
}

/// A label.
#[derive(Clone, Debug, Default)]
#[cfg_attr(all(feature = "wasm-tools", target_arch = "wasm32"), derive(serde::Deserialize))]
#[cfg_attr(all(feature = "wasm-tools", target_arch = "wasm32"), serde(default))]
pub(crate) struct Note {
    pub(crate) span: Place,
    pub(crate) message: String,
}

/// A span, 1-based.
#[derive(Clone, Copy, Debug, Default)]
#[cfg_attr(all(feature = "wasm-tools", target_arch = "wasm32"), derive(serde::Deserialize))]
#[cfg_attr(
    all(feature = "wasm-tools", target_arch = "wasm32"),
    serde(rename_all = "camelCase", default)
)]
pub(crate) struct Place {
    pub(crate) line: u32,
    pub(crate) column: u32,
    pub(crate) end_line: u32,
    pub(crate) end_column: u32,
}

impl From<&Span> for Place {
    fn from(span: &Span) -> Self {
        Self {
            line: span.line,
            column: span.column,
            end_line: span.end_line,
            end_column: span.end_column,
        }
    }
}

impl From<&Diagnostic> for Entry {
    fn from(diagnostic: &Diagnostic) -> Self {
        let note = |label: &crate::diagnostic::Label| Note {
            span: (&label.span).into(),
            message: label.message.clone(),
        };
        Self {
            code: diagnostic.code.to_string(),
            severity: diagnostic.severity.to_string(),
            message: diagnostic.message.clone(),
            help: diagnostic.help.clone(),
            pointer: diagnostic.pointer.clone(),
            span: diagnostic.span.as_ref().map(Place::from),
            labels: diagnostic.labels.iter().map(note).collect(),
        }
    }
}

/// Diagnostics of a body as text for people.
pub fn render<B: AsRef<[u8]> + ?Sized>(body: &B, diagnostics: &[Diagnostic], options: RenderOptions) -> String {
    let text = if options.redact {
        crate::redact(body)
    } else {
        String::from_utf8_lossy(body.as_ref()).into_owned()
    };
    let entries: Vec<Entry> = diagnostics.iter().map(Entry::from).collect();
    render_entries(&text, &entries, 0, options)
}

/// The same, of a text that was masked where it has to be.
pub(crate) fn render_entries(text: &str, entries: &[Entry], omitted: u32, options: RenderOptions) -> String {
    let lines = lines(text);
    let mut painter = Painter {
        out: String::new(),
        color: options.color,
        lines: &lines,
    };
    for entry in entries {
        painter.entry(entry);
    }
    painter.summary(entries, omitted);
    painter.out
}

/// The lines of a text; a line ends at LF, CRLF or CR.
fn lines(text: &str) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut rest = text;
    while let Some(end) = rest.find(['\n', '\r']) {
        let (line, tail) = rest.split_at(end);
        lines.push(line);
        rest = tail
            .strip_prefix("\r\n")
            .unwrap_or_else(|| tail.get(1..).unwrap_or_default());
    }
    lines.push(rest);
    lines
}

/// The widest part of a line that is shown, in columns of a terminal.
const WINDOW_COLUMNS: usize = 96;
/// What is shown before the place that is meant, when a line is cut.
const LEAD_COLUMNS: usize = 32;

struct Painter<'t> {
    out: String,
    color: bool,
    lines: &'t [&'t str],
}

impl Painter<'_> {
    fn paint(&mut self, style: &str, text: &str) {
        if self.color {
            self.out.push_str("\x1b[");
            self.out.push_str(style);
            self.out.push('m');
        }
        text.chars()
            .for_each(|character| push_visible(character, &mut self.out));
        if self.color {
            self.out.push_str("\x1b[0m");
        }
    }

    fn plain(&mut self, text: &str) {
        text.chars()
            .for_each(|character| push_visible(character, &mut self.out));
    }

    fn entry(&mut self, entry: &Entry) {
        let style = severity_style(&entry.severity);
        self.paint(style, &format!("{}[{}]", entry.severity, entry.code));
        self.paint("1", &format!(": {}", entry.message));
        self.out.push('\n');
        let places = entry.span.iter().chain(entry.labels.iter().map(|label| &label.span));
        let gutter = places.map(|place| place.line.to_string().len()).max().unwrap_or(1);
        let pad = " ".repeat(gutter);
        self.paint("34;1", &format!("{pad}--> "));
        if let Some(span) = &entry.span {
            self.plain(&format!("line {}, column {}", span.line, span.column));
        }
        let joint = if entry.span.is_some() { " at " } else { "" };
        let pointer = if entry.pointer.is_empty() {
            "the root"
        } else {
            &entry.pointer
        };
        self.plain(&format!("{joint}{pointer}"));
        self.out.push('\n');
        if let Some(span) = entry.span {
            self.snippet(span, gutter, '^', style, "");
        }
        for label in &entry.labels {
            self.snippet(label.span, gutter, '-', "34;1", &label.message);
        }
        if let Some(help) = &entry.help {
            self.paint("34;1", &format!("{pad} = "));
            self.paint("1", "help");
            self.plain(&format!(": {help}"));
            self.out.push('\n');
        }
        self.out.push('\n');
    }

    /// A line with a mark below what is meant; of a span over several lines the first.
    fn snippet(&mut self, place: Place, gutter: usize, mark: char, style: &str, message: &str) {
        let Some(line) = (place.line as usize)
            .checked_sub(1)
            .and_then(|index| self.lines.get(index))
        else {
            return;
        };
        let start = place.column.saturating_sub(1) as usize;
        let end = if place.end_line == place.line {
            place.end_column.saturating_sub(1) as usize
        } else {
            usize::MAX
        };
        let shown = window(line, start, end);
        let pad = " ".repeat(gutter);
        self.paint("34;1", &format!("{pad} |"));
        self.out.push('\n');
        self.paint("34;1", &format!("{:>gutter$} | ", place.line));
        self.out.push_str(&shown.text);
        self.out.push('\n');
        self.paint("34;1", &format!("{pad} | "));
        self.out.push_str(&" ".repeat(shown.before));
        let marks = mark.to_string().repeat(shown.width.max(1));
        self.paint(
            style,
            &if message.is_empty() {
                marks
            } else {
                format!("{marks} {message}")
            },
        );
        self.out.push('\n');
    }

    fn summary(&mut self, entries: &[Entry], omitted: u32) {
        let count = |severity: &str| entries.iter().filter(|entry| entry.severity == severity).count();
        let mut parts = Vec::new();
        for (severity, name) in [("error", "error"), ("warning", "warning"), ("info", "info")] {
            match count(severity) {
                0 => {}
                1 => parts.push(format!("1 {name}")),
                many => parts.push(format!("{many} {name}s")),
            }
        }
        if omitted > 0 {
            parts.push(format!("{omitted} more not shown"));
        }
        let summary = if parts.is_empty() {
            "nothing to remark".to_owned()
        } else {
            parts.join(", ")
        };
        self.out.push_str(&summary);
        self.out.push('\n');
    }
}

fn severity_style(severity: &str) -> &'static str {
    match severity {
        "error" => "31;1",
        "warning" => "33;1",
        _ => "36;1",
    }
}

/// A part of a line as it is shown.
struct Window {
    text: String,
    /// Columns before what is meant.
    before: usize,
    /// Columns of what is meant.
    width: usize,
}

/// The part of a line around some UTF-16 code units of it.
fn window(line: &str, start: usize, end: usize) -> Window {
    let mut cells: Vec<(String, usize, bool, bool)> = Vec::new();
    let mut unit = 0;
    for character in line.chars() {
        let mut text = String::new();
        if character == '\t' {
            text.push_str("    ")
        } else {
            push_visible(character, &mut text)
        }
        let width = if text.chars().count() == 1 {
            columns(character)
        } else {
            text.chars().count()
        };
        let next = unit + character.len_utf16();
        cells.push((text, width, unit < start, unit >= start && unit < end));
        unit = next;
    }
    let before: usize = cells.iter().filter(|cell| cell.2).map(|cell| cell.1).sum();
    let from = before.saturating_sub(LEAD_COLUMNS);
    let total: usize = cells.iter().map(|cell| cell.1).sum();
    let from = if total <= WINDOW_COLUMNS {
        0
    } else {
        from.min(total.saturating_sub(WINDOW_COLUMNS))
    };
    let mut shown = Window {
        text: String::new(),
        before: 0,
        width: 0,
    };
    if from > 0 {
        shown.text.push('…');
        shown.before += 1;
    }
    let mut column = 0;
    for (text, width, is_before, is_meant) in cells {
        column += width;
        if column <= from {
            continue;
        }
        if column > from + WINDOW_COLUMNS {
            shown.text.push('…');
            break;
        }
        shown.text.push_str(&text);
        shown.before += if is_before { width } else { 0 };
        shown.width += if is_meant { width } else { 0 };
    }
    shown
}

/// How many columns a character takes in a terminal: none for marks that combine, two for wide ones (Unicode Standard
/// Annex 11, and emoji).
const fn columns(character: char) -> usize {
    match character {
        '\u{300}'..='\u{36F}'
        | '\u{483}'..='\u{489}'
        | '\u{591}'..='\u{5BD}'
        | '\u{610}'..='\u{61A}'
        | '\u{64B}'..='\u{65F}'
        | '\u{1AB0}'..='\u{1AFF}'
        | '\u{1DC0}'..='\u{1DFF}'
        | '\u{20D0}'..='\u{20FF}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{FE20}'..='\u{FE2F}' => 0,
        '\u{1100}'..='\u{115F}'
        | '\u{2E80}'..='\u{303E}'
        | '\u{3041}'..='\u{33FF}'
        | '\u{3400}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}'
        | '\u{A000}'..='\u{A4CF}'
        | '\u{AC00}'..='\u{D7A3}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{FE30}'..='\u{FE6F}'
        | '\u{FF00}'..='\u{FF60}'
        | '\u{FFE0}'..='\u{FFE6}'
        | '\u{1F300}'..='\u{1F64F}'
        | '\u{1F900}'..='\u{1F9FF}'
        | '\u{20000}'..='\u{3FFFD}' => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(body: &str, options: RenderOptions, expected: &str) {
        assert_eq!(render(body, &crate::parse(body).diagnostics, options), expected);
    }

    #[test]
    fn a_diagnostic_is_a_picture() {
        check(
            "{\n  \"a\": [1, 2\n}",
            RenderOptions::new().redact(false),
            concat!(
                "error[unexpected-character]: expected a comma or \"]\", found \"}\"\n",
                " --> line 3, column 1 at /a\n",
                "  |\n",
                "3 | }\n",
                "  | ^\n",
                "  |\n",
                "2 |   \"a\": [1, 2\n",
                "  |        - opened here\n",
                "  = help: Close with \"]\" what was opened.\n",
                "\n",
                "1 error\n",
            ),
        );
    }

    #[test]
    fn nothing_acts_on_a_terminal() {
        let body = "{\"a\": \"\u{1b}[31m\u{202e}\"}";
        let text = render(
            body,
            &crate::parse(body).diagnostics,
            RenderOptions::new().redact(false),
        );
        assert!(!text.contains('\u{1b}') && !text.contains('\u{202e}'), "{text}");
        assert!(text.contains("\\u001B[31m\\u202E"), "{text}");
    }

    #[test]
    fn long_lines_are_cut_around_the_place() {
        let body = format!(
            "{{\"a\": \"{}\", \"b\": tru, \"c\": \"{}\"}}",
            "x".repeat(500),
            "y".repeat(500)
        );
        let text = render(
            &body,
            &crate::parse(&body).diagnostics,
            RenderOptions::new().redact(false),
        );
        let lines: Vec<&str> = text.lines().collect();
        let at = lines.iter().position(|line| line.contains("column 516")).unwrap();
        let (line, marks) = (lines[at + 2], lines[at + 3]);
        assert!(line.contains("…") && line.chars().count() < 120, "{line}");
        let at = marks.chars().position(|character| character == '^').unwrap();
        assert_eq!(line.chars().skip(at).take(3).collect::<String>(), "tru");
    }

    #[test]
    fn carets_stand_below_wide_characters() {
        let window = window("\"日本\": x", 6, 7);
        assert_eq!((window.before, window.width), (8, 1));
    }
}
