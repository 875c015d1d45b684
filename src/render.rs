//! Rendering: diagnostics as a person reads them in a terminal or a log.
//!
//! In: the text of the body and diagnostics. Out: text in the manner of rustc – code, message, pointer, line and column, the
//! line itself with carets, labels, help. Does not know: where the diagnostics come from.
//!
//! What is shown of the body is masked unless the reader wants otherwise, and nothing in it can act on a terminal.
//!
//! Why it exists: a code and an offset are for programs. A person finds a mistake by seeing it.

use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::visible::{is_acting, push_visible};
use std::collections::BTreeMap;
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    pub const fn new() -> Self {
        Self {
            color: false,
            redact: true,
            omitted: 0,
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
    /// How many diagnostics there were beside those that are rendered: [`crate::Report::omitted`]. The last line counts them.
    pub const fn omitted(mut self, omitted: u32) -> Self {
        self.omitted = omitted;
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
    pub(crate) embedded: Option<Inside>,
}

/// What is wrong inside a string that should hold JSON.
#[derive(Clone, Debug, Default)]
#[cfg_attr(all(feature = "wasm-tools", target_arch = "wasm32"), derive(serde::Deserialize))]
#[cfg_attr(all(feature = "wasm-tools", target_arch = "wasm32"), serde(default))]
pub(crate) struct Inside {
    pub(crate) pointer: String,
    pub(crate) code: String,
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
            embedded: diagnostic.embedded.as_ref().map(|embedded| Inside {
                pointer: embedded.pointer.clone(),
                code: embedded.code.to_string(),
            }),
        }
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

/// The same, of a text that was masked where it has to be.
pub(crate) fn render_entries(text: &str, entries: &[Entry], options: RenderOptions) -> String {
    let lines = lines(text);
    let mut painter = Painter {
        out: String::new(),
        color: options.color,
        lines: &lines,
        milestones: Milestones::default(),
    };
    for entry in entries {
        painter.entry(entry);
    }
    painter.summary(entries, options.omitted);
    painter.out
}

/// The lines of a text; a line ends at LF, CRLF or CR.
fn lines(text: &str) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut rest = text;
    while let Some(end) = rest.find(['\n', '\r']) {
        let (line, tail) = rest.split_at_checked(end).unwrap_or((rest, ""));
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
/// The longest pointer that is shown whole, in characters.
const POINTER_LENGTH_MAX: usize = 120;

struct Painter<'t> {
    out: String,
    color: bool,
    lines: &'t [&'t str],
    milestones: Milestones,
}

/// Where lines have been read up to: for each line, every so many code units, the unit and the byte a character starts at. A body
/// is often a single line, which would else be read from its start for each place that is meant.
#[derive(Default)]
struct Milestones(BTreeMap<usize, Vec<(usize, usize)>>);

impl Milestones {
    const UNITS_APART: usize = 4096;

    /// The first character that starts at or behind some UTF-16 code units of a line: its byte, and its unit.
    fn find(&mut self, index: usize, line: &str, wanted: usize) -> (usize, usize) {
        let known = self.0.entry(index).or_default();
        let before = known.partition_point(|(unit, _)| *unit <= wanted);
        let nearest = before.checked_sub(1).and_then(|place| known.get(place));
        let (mut unit, mut byte) = nearest.copied().unwrap_or_default();
        for character in line.get(byte..).unwrap_or_default().chars() {
            if unit >= wanted {
                break;
            }
            unit += character.len_utf16();
            byte += character.len_utf8();
            if unit >= known.last().map_or(0, |(unit, _)| *unit) + Self::UNITS_APART {
                known.push((unit, byte));
            }
        }
        (byte, unit)
    }
}

impl Painter<'_> {
    fn paint(&mut self, style: &str, text: &str) {
        if self.color {
            self.out.push_str("\x1b[");
            self.out.push_str(style);
            self.out.push('m');
        }
        push_text(text, &mut self.out);
        if self.color {
            self.out.push_str("\x1b[0m");
        }
    }

    fn plain(&mut self, text: &str) {
        push_text(text, &mut self.out);
    }

    fn entry(&mut self, entry: &Entry) {
        let style = severity_style(&entry.severity);
        self.paint(style, &format!("{}[{}]", entry.severity, entry.code));
        self.paint(BOLD, &format!(": {}", entry.message));
        self.out.push('\n');
        let mut marks: Vec<Mark<'_>> = entry.labels.iter().map(Mark::label).collect();
        marks.extend(entry.span.map(|place| Mark::meant(place, style)));
        marks.sort_by_key(|mark| (mark.place.line, mark.place.column));
        let gutter = marks.iter().map(|mark| mark.place.line.to_string().len()).max();
        let gutter = gutter.unwrap_or(1);
        let pad = " ".repeat(gutter);
        self.paint(FRAME, &format!("{pad}--> "));
        self.plain(&whereabouts(entry.span.as_ref(), &entry.pointer));
        self.out.push('\n');
        self.snippets(&marks, gutter);
        if let Some(inside) = &entry.embedded {
            let note = format!(
                "{} in the JSON of the string, at {}",
                inside.code,
                shortened(&inside.pointer)
            );
            self.remark(&pad, "note", &note);
        }
        if let Some(help) = &entry.help {
            self.remark(&pad, "help", help);
        }
        self.out.push('\n');
    }

    fn remark(&mut self, pad: &str, what: &str, text: &str) {
        self.paint(FRAME, &format!("{pad} = "));
        self.paint(BOLD, what);
        self.plain(&format!(": {text}"));
        self.out.push('\n');
    }

    /// The lines with marks below what is meant, in their order; of a span over several lines the first.
    fn snippets(&mut self, marks: &[Mark<'_>], gutter: usize) {
        let pad = " ".repeat(gutter);
        let mut before: Option<(u32, String)> = None;
        for mark in marks {
            let index = (mark.place.line as usize).wrapping_sub(1);
            let Some(line) = self.lines.get(index) else {
                continue;
            };
            let start = mark.place.column.saturating_sub(1) as usize;
            let end = if mark.place.end_line == mark.place.line {
                mark.place.end_column.saturating_sub(1) as usize
            } else {
                usize::MAX
            };
            let around = part(line, self.milestones.find(index, line, start));
            let shown = window(&around, start, end);
            let number = mark.place.line;
            match &before {
                None => self.rule(&format!("{pad} |")),
                Some((line, _)) if number.saturating_sub(*line) > 1 => self.rule("..."),
                Some(_) => {}
            }
            if before
                .as_ref()
                .is_none_or(|(line, text)| (*line, text) != (number, &shown.text))
            {
                self.paint(FRAME, &format!("{number:>gutter$} | "));
                self.out.push_str(&shown.text);
                self.out.push('\n');
            }
            self.paint(FRAME, &format!("{pad} | "));
            self.out.push_str(&" ".repeat(shown.before));
            let mut text = mark.character.to_string().repeat(shown.width.max(1));
            if !mark.message.is_empty() {
                text.push(' ');
                text.push_str(mark.message);
            }
            self.paint(mark.style, &text);
            self.out.push('\n');
            before = Some((number, shown.text));
        }
    }

    fn rule(&mut self, text: &str) {
        self.paint(FRAME, text);
        self.out.push('\n');
    }

    fn summary(&mut self, entries: &[Entry], omitted: u32) {
        let count = |severity: &str| entries.iter().filter(|entry| entry.severity == severity).count();
        let mut parts = Vec::new();
        for severity in ["error", "warning", "info"] {
            match count(severity) {
                0 => {}
                1 => parts.push(format!("1 {severity}")),
                many => parts.push(format!("{many} {severity}s")),
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

/// A place of a line that is marked.
struct Mark<'e> {
    place: Place,
    character: char,
    style: &'static str,
    message: &'e str,
}

impl<'e> Mark<'e> {
    fn label(note: &'e Note) -> Self {
        Self {
            place: note.span,
            character: '-',
            style: FRAME,
            message: &note.message,
        }
    }

    fn meant(place: Place, style: &'static str) -> Self {
        Self {
            place,
            character: '^',
            style,
            message: "",
        }
    }
}

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

/// The style of what frames a picture, and of labels: bold and blue (ECMA-48, Select Graphic Rendition).
const FRAME: &str = "34;1";
const BOLD: &str = "1";

/// Bold and red, yellow or cyan.
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

/// A part of a line, long enough for every window that holds the place it was made for.
struct Part<'l> {
    text: &'l str,
    /// The UTF-16 code units of the line before it.
    unit: usize,
    /// Whether it is the whole line.
    is_whole: bool,
}

/// The part of a line on both sides of a character: at least two windows, where the line has as much.
fn part(line: &str, (byte, unit): (usize, usize)) -> Part<'_> {
    let (before, behind) = line.split_at_checked(byte).unwrap_or((line, ""));
    // A character takes a column at least, but for marks that combine.
    const CHARACTERS: usize = 4 * WINDOW_COLUMNS;
    let lead = before.chars().rev().take(CHARACTERS);
    let (lead_bytes, lead_units) = lead.fold((0, 0), |(bytes, units), character| {
        (bytes + character.len_utf8(), units + character.len_utf16())
    });
    let rest: usize = behind.chars().take(CHARACTERS).map(char::len_utf8).sum();
    let (start, end) = (byte - lead_bytes, byte + rest);
    Part {
        text: line.get(start..end).unwrap_or_default(),
        unit: unit - lead_units,
        is_whole: start == 0 && end == line.len(),
    }
}

/// A character of a line: its columns, and whether it stands before what is meant or belongs to it.
struct Cell {
    character: char,
    width: usize,
    is_before: bool,
    is_meant: bool,
}

/// The characters of a part of a line, of which some UTF-16 code units are meant.
fn cells(part: &Part<'_>, start: usize, end: usize) -> impl Iterator<Item = Cell> {
    let mut unit = part.unit;
    part.text.chars().map(move |character| {
        let cell = Cell {
            character,
            width: width(character),
            is_before: unit < start,
            is_meant: unit >= start && unit < end,
        };
        unit += character.len_utf16();
        cell
    })
}

/// What is shown of a line around some UTF-16 code units of it.
fn window(part: &Part<'_>, start: usize, end: usize) -> Window {
    let (mut before, mut total) = (0, 0);
    for cell in cells(part, start, end) {
        before += if cell.is_before { cell.width } else { 0 };
        total += cell.width;
    }
    let from = before.saturating_sub(LEAD_COLUMNS);
    let from = if part.is_whole && total <= WINDOW_COLUMNS {
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
    for cell in cells(part, start, end) {
        column += cell.width;
        if column <= from {
            continue;
        }
        if column > from + WINDOW_COLUMNS {
            shown.text.push('…');
            break;
        }
        push_shown(cell.character, &mut shown.text);
        shown.before += if cell.is_before { cell.width } else { 0 };
        shown.width += if cell.is_meant { cell.width } else { 0 };
    }
    shown
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

/// Appends a character as it is shown of a line.
fn push_shown(character: char, out: &mut String) {
    if character == '\t' {
        out.push_str("    ");
    } else {
        push_visible(character, out);
    }
}

/// How many columns a character takes as it is shown of a line.
fn width(character: char) -> usize {
    match character {
        ' '..='~' => 1,
        '\t' => 4,
        _ if is_acting(character) => 6,
        _ => columns(character),
    }
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
                "2 |   \"a\": [1, 2\n",
                "  |        - opened here\n",
                "3 | }\n",
                "  | ^\n",
                "  = help: Close with \"]\" what was opened.\n",
                "\n",
                "1 error\n",
            ),
        );
    }

    #[test]
    fn marks_of_one_line_stand_below_it_and_lines_far_apart_are_parted() {
        check(
            "{\"a\": [",
            RenderOptions::new(),
            concat!(
                "error[unexpected-end]: the text ends inside an array\n",
                " --> line 1, column 8 at the root\n",
                "  |\n",
                "1 | {\"x\": [\n",
                "  |       - this array is not closed\n",
                "  |        ^\n",
                "  = help: Pass the whole body: this one was cut off.\n",
                "\n",
                "1 error\n",
            ),
        );
        let body = "{\n\"a\": 1,\n\n\n\"a\": 2}";
        let text = render(
            body,
            &crate::parse(body).diagnostics,
            RenderOptions::new().redact(false),
        );
        let picture = concat!(
            "2 | \"a\": 1,\n",
            "  | --- first here\n",
            "...\n",
            "5 | \"a\": 2}\n",
            "  | ^^^\n",
        );
        assert!(text.contains(picture), "{text}");
    }

    #[test]
    fn a_diagnostic_is_a_line() {
        let report = crate::parse(r#"{"a\u001b\n": [1 2]}"#);
        let is_error = |diagnostic: &Diagnostic| diagnostic.code == crate::Code::MissingComma;
        let mut diagnostic = report.diagnostics.into_iter().find(is_error).unwrap();
        assert_eq!(
            diagnostic.to_string(),
            "error[missing-comma]: a comma is missing (line 1, column 17 at /a\\u001B\\u000A)"
        );
        diagnostic.span = None;
        diagnostic.pointer.clear();
        assert_eq!(
            diagnostic.to_string(),
            "error[missing-comma]: a comma is missing (the root)"
        );
    }

    #[test]
    fn what_is_wrong_inside_a_string_is_told() {
        let entry = Entry {
            embedded: Some(Inside {
                pointer: "/x".repeat(100),
                code: "invalid-number".to_owned(),
            }),
            ..Entry::default()
        };
        let text = render_entries("{}", &[entry], RenderOptions::new());
        assert!(
            text.contains(" = note: invalid-number in the JSON of the string, at /x/x"),
            "{text}"
        );
        assert!(text.contains("/x…/x"), "{text}");
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
        let line = "\"日本\": x";
        let window = window(&part(line, Milestones::default().find(0, line, 6)), 6, 7);
        assert_eq!((window.before, window.width), (8, 1));
    }
}
