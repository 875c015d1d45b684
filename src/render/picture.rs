//! The picture of a diagnostic: its lines, their frame, and the colours.
//!
//! In: entries, and the lines of the body. Out: text. Does not know: how much of a line is shown, and in how many columns.
//!
//! Why it exists: what stands above what – the line, below it a mark for each place, its label behind – is to be seen in one
//! place, apart from what has to be counted for it.

use super::entry::{Entry, Note, Place};
use super::excerpt::{Milestones, lines, part, window};
use super::{RenderOptions, push_text, shortened, whereabouts};

/// The pictures of diagnostics, and a line that sums them up; of a text that was masked where it has to be.
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

/// The picture in the making.
struct Painter<'t> {
    out: String,
    color: bool,
    lines: &'t [&'t str],
    milestones: Milestones,
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
