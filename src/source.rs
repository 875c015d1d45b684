//! The body as text, and where things are in it.
//!
//! In: the bytes as they were sent. Out: UTF-8 text that is safe to read, and positions – UTF-16 code units, lines,
//! columns, bytes of the body – of any place in it. Does not know: JSON.
//!
//! Positions in UTF-16 are made here alone. Everything behind it counts in bytes of [`Source::text`].

use crate::order::sort;
use crate::scan;
use serde::Serialize;
use std::borrow::Cow;

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
    pub(crate) const fn words(self) -> [u32; 6] {
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
    ascii: bool,
}

impl<'a> Source<'a> {
    /// Reads bytes as `new TextDecoder("utf-8", { ignoreBOM: true })` would.
    pub(crate) fn new(body: &'a [u8]) -> Self {
        if scan::is_ascii(body) {
            return Self::trusted(body, true);
        }
        if core::str::from_utf8(body).is_ok() {
            return Self::trusted(body, false);
        }
        Self::repaired(body)
    }

    /// Takes text that is known to be UTF-8, and known to be ASCII or not.
    pub(crate) const fn trusted(text: &'a [u8], ascii: bool) -> Self {
        Self {
            text: Cow::Borrowed(text),
            broken: Vec::new(),
            sent: text.len(),
            repairs: Vec::new(),
            ascii,
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
            ascii: false,
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

    #[cfg(feature = "wasm")]
    pub(crate) const fn is_ascii(&self) -> bool {
        self.ascii
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
            ascii: source.ascii,
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

/// UTF-16 offsets of places in the order of the text.
#[cfg(any(test, feature = "wasm"))]
pub(crate) struct Utf16Walk<'t> {
    text: &'t [u8],
    at: usize,
    units: u32,
}

#[cfg(any(test, feature = "wasm"))]
impl<'t> Utf16Walk<'t> {
    pub(crate) const fn new(text: &'t [u8]) -> Self {
        Self { text, at: 0, units: 0 }
    }

    /// The offset of a byte, which does not lie before the last one that was asked for.
    #[inline]
    pub(crate) fn to(&mut self, byte: u32) -> u32 {
        let byte = byte as usize;
        if byte > self.at {
            self.units += scan::utf16_length_between(self.text, self.at, byte);
            self.at = byte;
        }
        self.units
    }
}

/// Where the units begin of a text in UTF-16 that has so many, in bytes: behind room for one byte for each, in an even place.
#[cfg(any(test, feature = "wasm"))]
pub(crate) const fn units_start(count: usize) -> usize {
    count.next_multiple_of(UNIT_BYTES)
}

/// Writes one byte for each unit of a text in UTF-16, in front of the units: ASCII as it is, 0xFF for everything else. Whether
/// the text is ASCII. `buffer`: see [`units_start`].
#[cfg(any(test, feature = "wasm"))]
pub(crate) fn narrow(buffer: &mut [u8], count: usize) -> bool {
    let Some((room, units)) = buffer.split_at_mut_checked(units_start(count)) else {
        return false;
    };
    let (units, _) = units.as_chunks();
    let units = units.get(..count).unwrap_or_default();
    let mut all = 0;
    for (byte, unit) in room.iter_mut().zip(units) {
        let unit = u16::from_le_bytes(*unit);
        *byte = unit.min(0xFF) as u8;
        all |= unit;
    }
    all < 0x80
}

/// How many bytes of UTF-8 a text in UTF-16 has, half a surrogate pair being U+FFFD. `buffer`: see [`units_start`].
#[cfg(any(test, feature = "wasm"))]
pub(crate) fn utf8_length(buffer: &[u8], count: usize) -> usize {
    let (units, _) = buffer.get(units_start(count)..).unwrap_or_default().as_chunks();
    let units = units.get(..count).unwrap_or_default();
    let bytes = |unit: &[u8; UNIT_BYTES]| match u16::from_le_bytes(*unit) {
        0..0x80 => 1,
        0x80..0x800 => 2,
        _ => 3,
    };
    // A pair has four bytes, and not three for each half.
    let surplus = |(high, low): (&[u8; UNIT_BYTES], &[u8; UNIT_BYTES])| {
        let is_pair = high[1] & 0xFC == 0xD8 && low[1] & 0xFC == 0xDC;
        if is_pair { 2 } else { 0 }
    };
    let behind = units.iter().skip(1);
    units.iter().map(bytes).sum::<usize>() - units.iter().zip(behind).map(surplus).sum::<usize>()
}

/// Writes a text in UTF-16 as UTF-8, from the beginning of the buffer on, over its units; half a surrogate pair becomes U+FFFD, as
/// `TextEncoder` does it (WHATWG Encoding, section 4.5). How many bytes it has. `buffer`: see [`units_start`]. As a unit has
/// three bytes of UTF-8 at most, no unit is written over before it is read.
#[cfg(any(test, feature = "wasm"))]
pub(crate) fn to_utf8(buffer: &mut [u8], count: usize) -> usize {
    let mut at = units_start(count);
    let end = at + UNIT_BYTES * count;
    let mut length = 0;
    while at < end {
        // Most of nearly every text is ASCII.
        if let Some(run) = ascii_run(buffer.get(at..end).unwrap_or_default()) {
            put(buffer, &mut length, run);
            at += UNIT_BYTES * RUN;
            continue;
        }
        let behind = end.min(at + UNIT_BYTES * RUN);
        while at < behind {
            let unit = unit_at(buffer, at);
            at += UNIT_BYTES;
            let bits = |shift: u16| (unit >> shift & 0x3F) as u8 | 0x80;
            match unit {
                0..0x80 => put(buffer, &mut length, [unit as u8]),
                0x80..0x800 => put(buffer, &mut length, [0xC0 | (unit >> 6) as u8, bits(0)]),
                0xD800..0xE000 => match pair(unit, if at < end { unit_at(buffer, at) } else { 0 }) {
                    Some(bytes) => {
                        put(buffer, &mut length, bytes);
                        at += UNIT_BYTES;
                    }
                    None => put(buffer, &mut length, [0xEF, 0xBF, 0xBD]),
                },
                _ => put(buffer, &mut length, [0xE0 | (unit >> 12) as u8, bits(6), bits(0)]),
            }
        }
    }
    length
}

/// The bytes of the first units, if they are ASCII.
#[cfg(any(test, feature = "wasm"))]
#[inline]
fn ascii_run(units: &[u8]) -> Option<[u8; RUN]> {
    let (units, _) = units.first_chunk::<{ UNIT_BYTES * RUN }>()?.as_chunks();
    let (mut run, mut all) = ([0; RUN], 0);
    for (byte, unit) in run.iter_mut().zip(units) {
        let unit = u16::from_le_bytes(*unit);
        *byte = unit as u8;
        all |= unit;
    }
    (all < 0x80).then_some(run)
}

/// The unit in a place.
#[cfg(any(test, feature = "wasm"))]
#[inline]
fn unit_at(buffer: &[u8], at: usize) -> u16 {
    let bytes = buffer.get(at..).and_then(<[u8]>::first_chunk);
    bytes.map_or(0, |bytes| u16::from_le_bytes(*bytes))
}

/// The character of a surrogate pair, in UTF-8.
#[cfg(any(test, feature = "wasm"))]
fn pair(high: u16, low: u16) -> Option<[u8; 4]> {
    let character = char::decode_utf16([high, low]).next()?.ok()?;
    let mut bytes = [0; 4];
    character.encode_utf8(&mut bytes);
    Some(bytes)
}

/// Puts bytes in a place, which is behind them then.
#[cfg(any(test, feature = "wasm"))]
#[inline]
fn put<const COUNT: usize>(buffer: &mut [u8], at: &mut usize, bytes: [u8; COUNT]) {
    if let Some(room) = buffer.get_mut(*at..).and_then(<[u8]>::first_chunk_mut) {
        *room = bytes;
    }
    *at += COUNT;
}

#[cfg(any(test, feature = "wasm"))]
const UNIT_BYTES: usize = 2;

/// So many units are looked at together.
#[cfg(any(test, feature = "wasm"))]
const RUN: usize = 16;

/// Bytes between two entries of a [`Utf16Index`].
#[cfg(any(test, feature = "wasm"))]
const STRIDE: usize = 64;

/// UTF-16 offsets of many places in any order.
#[cfg(any(test, feature = "wasm"))]
#[derive(Default)]
pub(crate) struct Utf16Index {
    /// The offset at each multiple of [`STRIDE`], and whether what is from there to the next one is ASCII. That cannot be told by
    /// the offsets: a block may have fewer units for an accent, and one more for an emoji that only begins there.
    marks: Vec<(u32, bool)>,
    /// Up to here all is ASCII.
    ascii: u32,
}

#[cfg(any(test, feature = "wasm"))]
impl Utf16Index {
    /// Builds the index; reuses the memory of the last one.
    pub(crate) fn build(&mut self, text: &[u8]) {
        self.marks.clear();
        let (mut units, mut ascii) = (0, None);
        for block in text.chunks(STRIDE) {
            let is_ascii = scan::is_ascii(block);
            if !is_ascii {
                ascii = ascii.or(Some(units));
            }
            self.marks.push((units, is_ascii));
            units += if is_ascii {
                block.len() as u32
            } else {
                scan::utf16_length(block)
            };
        }
        self.marks.push((units, false));
        self.ascii = ascii.unwrap_or(units);
    }

    /// The offset of a byte of the same text.
    #[inline]
    pub(crate) fn at(&self, text: &[u8], byte: u32) -> u32 {
        if byte <= self.ascii {
            return byte;
        }
        let byte = byte as usize;
        let block = byte / STRIDE;
        match self.marks.get(block) {
            Some((units, true)) => units + (byte % STRIDE) as u32,
            Some((units, false)) => units + scan::utf16_length_between(text, block * STRIDE, byte),
            None => self.marks.last().map_or(0, |(units, _)| *units),
        }
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

    /// A text as JavaScript writes it, behind room for one byte for each of its units.
    fn in_utf16(units: &[u16]) -> Vec<u8> {
        let mut buffer = vec![b'x'; units_start(units.len())];
        buffer.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
        buffer
    }

    #[test]
    fn a_text_in_utf16_is_narrowed_and_written_as_the_standard_library_does() {
        for text in [
            "",
            "plain \u{7F}",
            "caf\u{E9}",
            "\u{80}",
            "€ 😀",
            "\u{8000}",
            &"aé€😀".repeat(9),
        ] {
            let units: Vec<u16> = text.encode_utf16().collect();
            let mut buffer = in_utf16(&units);
            assert_eq!(narrow(&mut buffer, units.len()), text.is_ascii(), "{text}");
            for (unit, byte) in units.iter().zip(&buffer) {
                assert_eq!(*byte, if *unit < 0xFF { *unit as u8 } else { 0xFF }, "{text}");
            }
            assert_eq!(utf8_length(&buffer, units.len()), text.len(), "{text}");
            let length = to_utf8(&mut buffer, units.len());
            assert_eq!(buffer.get(..length), Some(text.as_bytes()), "{text}");
        }
        let halves = [
            &[0xD83D][..],
            &[0xDE00],
            &[0xDE00, 0xD83D],
            &[0xD83D, 0x41],
            &[0xD83D, 0xD83D, 0xDE00],
            &[0xDFFF; 40],
        ];
        for units in halves {
            let mut buffer = in_utf16(units);
            // What is behind the text is no half of it.
            buffer.extend_from_slice(&0xDE00_u16.to_le_bytes());
            let expected = utf8_length(&buffer, units.len());
            let length = to_utf8(&mut buffer, units.len());
            assert_eq!(length, expected);
            assert_eq!(&buffer[..length], String::from_utf16_lossy(units).as_bytes());
        }
    }

    /// No unit is written over before it is read, and no run ends where another text is ASCII again.
    #[test]
    fn texts_of_any_length_are_written_over_their_units() {
        let characters = ['a', 'é', '€', '\u{FFFF}', '😀'];
        let mut seed = 1_u32;
        for length in 0..200 {
            let mut next = || {
                seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                seed >> 16
            };
            let run = 1 + next() % 40;
            let text: String = (0..length)
                .map(|at| characters[if at % run == 0 { next() % 5 } else { at / run % 5 } as usize])
                .collect();
            let units: Vec<u16> = text.encode_utf16().collect();
            let mut buffer = in_utf16(&units);
            narrow(&mut buffer, units.len());
            let length = to_utf8(&mut buffer, units.len());
            assert_eq!(core::str::from_utf8(&buffer[..length]), Ok(&*text));
        }
    }

    #[test]
    fn index_and_walk_agree_with_the_standard_library() {
        let text = "aé€😀{}\"".repeat(90);
        let mut index = Utf16Index::default();
        index.build(text.as_bytes());
        let mut walk = Utf16Walk::new(text.as_bytes());
        for (at, _) in text.char_indices().filter(|(at, _)| at % 7 != 3) {
            assert_eq!(walk.to(at as u32) as usize, text[..at].encode_utf16().count());
        }
        for (at, _) in text.char_indices() {
            assert_eq!(
                index.at(text.as_bytes(), at as u32) as usize,
                text[..at].encode_utf16().count()
            );
        }
        assert_eq!(
            index.at(text.as_bytes(), text.len() as u32) as usize,
            text.encode_utf16().count()
        );
    }

    /// An accent takes a unit from a block, and the first byte of an emoji at its end gives it one: then it has as many units as
    /// bytes.
    #[test]
    fn a_block_with_as_many_units_as_bytes_may_have_letters_beyond_ascii() {
        let mut index = Utf16Index::default();
        for before in (0..2 * STRIDE).step_by(if cfg!(miri) { 31 } else { 1 }) {
            for between in 0..STRIDE {
                let [start, middle] = [before, between].map(|count| "a".repeat(count));
                let text = format!("{start}é{middle}😀{}€", "b".repeat(STRIDE));
                index.build(text.as_bytes());
                for (at, _) in text.char_indices() {
                    let expected = text[..at].chars().map(char::len_utf16).sum::<usize>();
                    assert_eq!(index.at(text.as_bytes(), at as u32) as usize, expected, "{text} {at}");
                }
            }
        }
    }
}
