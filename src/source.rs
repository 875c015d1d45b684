//! The body as text, and where things are in it.
//!
//! In: the bytes as they were sent. Out: UTF-8 text that is safe to read, and positions – UTF-16 code units, lines,
//! columns, bytes of the body – of any place in it. Does not know: JSON.
//!
//! Positions in UTF-16 are made here alone. Everything behind it counts in bytes of [`Source::text`]. For the door to JavaScript
//! `utf16` reads a text that is written so, and leads many places of one back to it.
//!
//! Why it exists: what points into a body has to point to the same character in a program that counts bytes, in one that counts
//! UTF-16 code units, and for a person who counts lines – also where the body is not even UTF-8.

#[cfg(any(test, feature = "wasm"))]
pub(crate) mod utf16;

#[cfg(feature = "wasm")]
use crate::border;
use crate::order::sort;
use crate::scan;
use serde::Serialize;
use std::borrow::Cow;
#[cfg(feature = "wasm-tools")]
use utf16::Utf16Index;

/// A range of bytes of the text: `start..end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Range {
    pub(crate) start: u32,
    pub(crate) end: u32,
}

impl Range {
    pub(crate) const fn new(start: usize, end: usize) -> Self {
        Self {
            start: start as u32,
            end: end as u32,
        }
    }
    pub(crate) const fn empty(at: usize) -> Self {
        Self::new(at, at)
    }
    /// Whether it has anything in common with another one, or is right beside it.
    pub(crate) const fn touches(self, other: Self) -> bool {
        self.start <= other.end && other.start <= self.end
    }
    /// The bytes of `text` in this range; nothing if it does not lie inside.
    pub(crate) fn of(self, text: &[u8]) -> &[u8] {
        text.get(self.start as usize..self.end as usize).unwrap_or_default()
    }
}

/// A stretch of the text, as an editor or a `String.prototype.slice` wants it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Span {
    /// Where it starts, in UTF-16 code units of the text.
    pub start: u32,
    /// Where it ends, in UTF-16 code units: the first behind it.
    pub end: u32,
    /// The line it starts on, 1-based. A line ends at LF, CRLF or CR.
    pub line: u32,
    /// The column it starts at, 1-based, in UTF-16 code units.
    pub column: u32,
    /// The line it ends on.
    pub end_line: u32,
    /// The column behind its end.
    pub end_column: u32,
    #[serde(skip)]
    pub(crate) byte_start: u32,
    #[serde(skip)]
    pub(crate) byte_end: u32,
}

#[cfg(feature = "wasm")]
impl Span {
    /// The six numbers, in their order.
    pub(crate) const fn words(self) -> [u32; border::span::WORDS] {
        [
            self.start,
            self.end,
            self.line,
            self.column,
            self.end_line,
            self.end_column,
        ]
    }
}

impl Span {
    /// The same stretch in bytes of the body as it was sent.
    ///
    /// ```
    /// let body = "{\"ü\": 1,}";
    /// let report = chatapps_webhook::parse(body);
    /// let span = report.diagnostics.last().unwrap().span.unwrap();
    /// assert_eq!(&body[span.bytes()], ",");
    /// assert_eq!((span.start, span.bytes().start), (7, 8));
    /// ```
    #[must_use]
    pub const fn bytes(&self) -> core::ops::Range<usize> {
        self.byte_start as usize..self.byte_end as usize
    }
}

/// A place where text and body part: what is behind `text` in the text is behind `body` in the body as it was sent.
#[derive(Clone, Copy, Debug)]
struct Repair {
    text: u32,
    body: u32,
}

/// U+FEFF in UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";
/// U+FFFD in UTF-8: what stands in the text for bytes that are not UTF-8.
pub(crate) const REPLACEMENT: &[u8] = b"\xEF\xBF\xBD";

/// The body as text.
pub(crate) struct Source<'a> {
    /// UTF-8: the body itself, or a copy in which U+FFFD stands for what was not UTF-8.
    pub(crate) text: Cow<'a, [u8]>,
    /// The runs of bytes that were not UTF-8, as ranges of the text.
    pub(crate) broken: Vec<Range>,
    /// How many bytes the body has as it was sent.
    pub(crate) sent: usize,
    repairs: Vec<Repair>,
    /// Whether all of it is ASCII, where that is known beforehand.
    ascii: Option<bool>,
    /// The body, where it is known to be UTF-8: of this a part is taken without a look at each of its bytes.
    body: Option<&'a str>,
}

impl<'a> Source<'a> {
    /// Reads bytes as `new TextDecoder("utf-8", { ignoreBOM: true })` would.
    pub(crate) fn new(body: &'a [u8]) -> Self {
        match core::str::from_utf8(body) {
            Ok(text) => Self {
                body: Some(text),
                ascii: None,
                ..Self::utf8(body)
            },
            Err(_) => Self::repaired(body),
        }
    }

    /// The body as text, if it is known to be UTF-8.
    pub(crate) const fn body(&self) -> Option<&'a str> {
        self.body
    }

    /// Takes text that is known to be ASCII.
    #[cfg(feature = "wasm")]
    pub(crate) fn ascii(text: &'a [u8]) -> Self {
        Self {
            ascii: Some(true),
            ..Self::utf8(text)
        }
    }

    /// Takes text that is known to be UTF-8, and not ASCII.
    pub(crate) const fn utf8(text: &'a [u8]) -> Self {
        Self {
            text: Cow::Borrowed(text),
            broken: Vec::new(),
            sent: text.len(),
            repairs: Vec::new(),
            ascii: Some(false),
            body: None,
        }
    }

    /// One U+FFFD for each maximal part of a broken sequence, as the Encoding Standard has it (and the standard library).
    #[cold]
    fn repaired(body: &[u8]) -> Self {
        let mut text = Vec::with_capacity(body.len() + 16);
        let (mut broken, mut repairs): (Vec<Range>, Vec<Repair>) = (Vec::new(), Vec::new());
        let mut read = 0;
        for chunk in body.utf8_chunks() {
            text.extend_from_slice(chunk.valid().as_bytes());
            read += chunk.valid().len();
            if chunk.invalid().is_empty() {
                continue;
            }
            let start = text.len();
            text.extend_from_slice(REPLACEMENT);
            read += chunk.invalid().len();
            match broken.last_mut() {
                Some(last) if last.end as usize == start => last.end = text.len() as u32,
                _ => broken.push(Range::new(start, text.len())),
            }
            repairs.push(Repair {
                text: text.len() as u32,
                body: read as u32,
            });
        }
        Self {
            text: Cow::Owned(text),
            broken,
            sent: body.len(),
            repairs,
            ascii: Some(false),
            body: None,
        }
    }

    /// Whether a byte order mark stands before everything else.
    pub(crate) fn has_byte_order_mark(&self) -> bool {
        self.text.starts_with(BYTE_ORDER_MARK)
    }

    /// The first byte behind the byte order mark.
    pub(crate) fn start(&self) -> usize {
        if self.has_byte_order_mark() {
            BYTE_ORDER_MARK.len()
        } else {
            0
        }
    }

    pub(crate) fn is_ascii(&self) -> bool {
        self.ascii.unwrap_or_else(|| scan::is_ascii(&self.text))
    }

    /// The place in the body as it was sent.
    fn body_offset(&self, at: u32) -> u32 {
        let behind = self.repairs.partition_point(|repair| repair.text <= at);
        match behind.checked_sub(1).and_then(|last| self.repairs.get(last)) {
            Some(repair) => repair.body + (at - repair.text),
            None => at,
        }
    }
}

/// The spans of some ranges of a text: asked for together, so that the text is passed over once. Its memory is used again.
#[derive(Default)]
pub(crate) struct Spans {
    /// Where the ranges start and end, each place once, in the order of the text.
    offsets: Vec<u32>,
    places: Vec<Place>,
}

impl Spans {
    /// Forgets everything but the memory.
    pub(crate) fn clear(&mut self) {
        self.offsets.clear();
        self.places.clear();
    }

    /// Asks for a range.
    pub(crate) fn ask(&mut self, range: Range) {
        self.offsets.extend([range.start, range.end]);
    }

    /// Finds all that were asked for.
    pub(crate) fn find(&mut self, source: &Source<'_>) {
        sort(&mut self.offsets, &|one, other| one.cmp(&other));
        self.offsets.dedup();
        let mut walk = Walk {
            text: &source.text,
            ascii: source.is_ascii(),
            at: 0,
            utf16: 0,
            line: 1,
            line_start: 0,
        };
        let places = self.offsets.iter().map(|offset| walk.to(*offset as usize));
        self.places.extend(places);
    }

    /// The span of a range that was asked for.
    pub(crate) fn of(&self, source: &Source<'_>, range: Range) -> Span {
        let place = |offset: u32| {
            let index = self.offsets.binary_search(&offset).unwrap_or(0);
            self.places.get(index).copied().unwrap_or_default()
        };
        let (start, end) = (place(range.start), place(range.end));
        Span {
            start: start.utf16,
            end: end.utf16,
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
            byte_start: source.body_offset(range.start),
            byte_end: source.body_offset(range.end),
        }
    }
}

#[derive(Clone, Copy, Default)]
struct Place {
    utf16: u32,
    line: u32,
    column: u32,
}

/// A walk over the text that only goes forward.
struct Walk<'t> {
    text: &'t [u8],
    ascii: bool,
    at: usize,
    utf16: u32,
    line: u32,
    /// Where the line starts, in UTF-16 code units.
    line_start: u32,
}

impl Walk<'_> {
    fn to(&mut self, offset: usize) -> Place {
        let offset = offset.min(self.text.len());
        let (lines, line_start) = scan::line_ends(self.text, self.at, offset);
        if lines > 0 {
            self.advance(line_start);
            self.line += lines;
            self.line_start = self.utf16;
        }
        self.advance(offset);
        Place {
            utf16: self.utf16,
            line: self.line,
            column: self.utf16 - self.line_start + 1,
        }
    }

    fn advance(&mut self, to: usize) {
        let passed = self.text.get(self.at..to).unwrap_or_default();
        self.utf16 += if self.ascii {
            passed.len() as u32
        } else {
            scan::utf16_length(passed)
        };
        self.at = to;
    }
}

/// The places of many bytes in any order: line and column of each in the time of two searches.
#[cfg(feature = "wasm-tools")]
pub(crate) struct Places<'t> {
    text: &'t [u8],
    index: Utf16Index,
    /// Where the lines start, in bytes and in UTF-16 code units.
    lines: Vec<(u32, u32)>,
}

#[cfg(feature = "wasm-tools")]
impl<'t> Places<'t> {
    /// The places of a source.
    pub(crate) fn new(source: &'t Source<'_>) -> Self {
        Self::of(&source.text)
    }

    /// The places of a text.
    pub(crate) fn of(text: &'t [u8]) -> Self {
        let mut index = Utf16Index::default();
        index.build(text);
        let mut places = Self {
            text,
            index,
            lines: vec![(0, 0)],
        };
        let mut at = scan::line_break(text, 0, text.len());
        while at < text.len() {
            let is_pair = text.get(at) == Some(&b'\r') && text.get(at + 1) == Some(&b'\n');
            let start = at + 1 + usize::from(is_pair);
            places.lines.push((start as u32, places.utf16(start as u32)));
            at = scan::line_break(text, start, text.len());
        }
        places
    }

    /// The UTF-16 offset of a byte.
    pub(crate) fn utf16(&self, byte: u32) -> u32 {
        self.index.at(self.text, byte)
    }

    /// UTF-16 offset, line and column of a byte.
    pub(crate) fn of_byte(&self, byte: u32) -> (u32, u32, u32) {
        let line = self.lines.partition_point(|(start, _)| *start <= byte);
        let start = line
            .checked_sub(1)
            .and_then(|last| self.lines.get(last))
            .map_or(0, |(_, utf16)| *utf16);
        let utf16 = self.utf16(byte);
        (utf16, line as u32, utf16 - start + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spans_of(body: &[u8], needle: &str) -> Span {
        let source = Source::new(body);
        let text = core::str::from_utf8(&source.text).unwrap();
        let start = text.find(needle).unwrap();
        let mut spans = Spans::default();
        let range = Range::new(start, start + needle.len());
        spans.ask(range);
        spans.find(&source);
        spans.of(&source, range)
    }

    #[test]
    fn lines_end_at_lf_crlf_and_cr() {
        let span = spans_of(b"a\nb\r\nc\rd\r\r\nXY\nz", "XY");
        assert_eq!((span.line, span.column, span.end_line, span.end_column), (6, 1, 6, 3));
    }

    #[test]
    fn columns_are_utf16() {
        let span = spans_of("é😀e\u{301}\nü😀X".as_bytes(), "X");
        assert_eq!((span.start, span.line, span.column), (9, 2, 4));
        assert_eq!(span.bytes(), 16..17);
    }

    #[test]
    fn the_byte_order_mark_is_a_unit() {
        let span = spans_of("\u{FEFF}{X".as_bytes(), "X");
        assert_eq!((span.start, span.column), (2, 3));
    }

    #[test]
    fn broken_bytes_are_one_replacement_each() {
        let body = b"ab\xFF\xFEcd\xE2\x82X\xF0\x9F\x98";
        let source = Source::new(body);
        assert_eq!(&*source.text, String::from_utf8_lossy(body).as_bytes());
        assert_eq!(source.broken.len(), 3);
        assert_eq!(spans_of(body, "X").bytes(), 8..9);
        assert_eq!(spans_of(body, "c").bytes(), 4..5);
    }
}
