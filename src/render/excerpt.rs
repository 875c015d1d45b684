//! Excerpts: the part of a line that is shown around a place.
//!
//! In: a text, and a place in UTF-16 code units. Out: so much of its line as fits, and where the place stands in it, in columns.
//! Does not know: what is meant by the place, or why it is shown.
//!
//! Why it exists: a body is often a single line, of which nobody wants to see all, or wait until it was read for each mark.

use super::columns::width;
use crate::visible::push_visible;
use std::collections::BTreeMap;

/// The lines of a text; a line ends at LF, CRLF or CR.
pub(super) fn lines(text: &str) -> Vec<&str> {
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

/// Where lines have been read up to: for each line, every so many code units, the unit and the byte a character starts at. A body
/// is often a single line, which would else be read from its start for each place that is meant.
#[derive(Default)]
pub(super) struct Milestones(BTreeMap<usize, Vec<(usize, usize)>>);

impl Milestones {
    const UNITS_APART: usize = 4096;

    /// The first character that starts at or behind some UTF-16 code units of a line: its byte, and its unit.
    pub(super) fn find(&mut self, index: usize, line: &str, wanted: usize) -> (usize, usize) {
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

/// The widest part of a line that is shown, in columns of a terminal.
const WINDOW_COLUMNS: usize = 96;
/// What is shown before the place that is meant, when a line is cut.
const LEAD_COLUMNS: usize = 32;

/// A part of a line as it is shown.
pub(super) struct Window {
    pub(super) text: String,
    /// Columns before what is meant.
    pub(super) before: usize,
    /// Columns of what is meant.
    pub(super) width: usize,
}

/// A part of a line, long enough for every window that holds the place it was made for.
pub(super) struct Part<'l> {
    text: &'l str,
    /// The UTF-16 code units of the line before it.
    unit: usize,
    /// Whether it is the whole line.
    is_whole: bool,
}

/// The part of a line on both sides of a character: at least two windows, where the line has as much.
pub(super) fn part(line: &str, (byte, unit): (usize, usize)) -> Part<'_> {
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
pub(super) fn window(part: &Part<'_>, start: usize, end: usize) -> Window {
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

/// Appends a character as it is shown of a line.
fn push_shown(character: char, out: &mut String) {
    if character == '\t' {
        out.push_str("    ");
    } else {
        push_visible(character, out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn carets_stand_below_wide_characters() {
        let line = "\"日本\": x";
        let window = window(&part(line, Milestones::default().find(0, line, 6)), 6, 7);
        assert_eq!((window.before, window.width), (8, 1));
    }
}
