//! Text in UTF-16, as JavaScript has it: written as UTF-8, and led back to by its offsets.
//!
//! In: UTF-16 code units behind room for one byte for each, or UTF-8 and places in it. Out: UTF-8 in the same memory; offsets in
//! code units. Does not know: lines, and what the text is.
//!
//! Why it exists: JavaScript counts in code units, and takes several times as long as this to write a text beyond ASCII as UTF-8.

use crate::scan;

/// How many bytes a code unit has.
const UNIT_BYTES: usize = 2;

/// So many units are looked at together.
const RUN: usize = 16;

/// UTF-16 offsets of places in the order of the text.
pub(crate) struct Utf16Walk<'t> {
    text: &'t [u8],
    at: usize,
    units: u32,
}

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
pub(crate) const fn units_start(count: usize) -> usize {
    count.next_multiple_of(UNIT_BYTES)
}

/// Writes one byte for each unit of a text in UTF-16, in front of the units: ASCII as it is, 0xFF for everything else. Whether
/// the text is ASCII. `buffer`: see [`units_start`].
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
pub(crate) fn utf8_length(buffer: &[u8], count: usize) -> usize {
    let (units, _) = buffer.get(units_start(count)..).unwrap_or_default().as_chunks();
    let units = units.get(..count).unwrap_or_default();
    // Without a branch, and in words of one size, so that many units are looked at at once.
    let bytes = |unit: &[u8; UNIT_BYTES]| {
        let unit = u16::from_le_bytes(*unit);
        1 + u32::from(unit >= 0x80) + u32::from(unit >= 0x800)
    };
    let is_half = |unit: &[u8; UNIT_BYTES], first: u16| u16::from_le_bytes(*unit) & 0xFC00 == first;
    // A pair has four bytes, and not three for each half.
    let surplus = |high, low| 2 * u32::from(is_half(high, 0xD800) & is_half(low, 0xDC00));
    let [_, behind @ ..] = units else { return 0 };
    let before = units
        .iter()
        .zip(behind)
        .map(|(unit, next)| bytes(unit) - surplus(unit, next));
    (before.sum::<u32>() + units.last().map_or(0, bytes)) as usize
}

/// Writes a text in UTF-16 as UTF-8, from the beginning of the buffer on, over its units; half a surrogate pair becomes U+FFFD, as
/// `TextEncoder` does it (WHATWG Encoding, section 4.5). How many bytes it has. `buffer`: see [`units_start`]. As a unit has
/// three bytes of UTF-8 at most, no unit is written over before it is read.
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
#[inline]
fn unit_at(buffer: &[u8], at: usize) -> u16 {
    let bytes = buffer.get(at..).and_then(<[u8]>::first_chunk);
    bytes.map_or(0, |bytes| u16::from_le_bytes(*bytes))
}

/// The character of a surrogate pair, in UTF-8.
fn pair(high: u16, low: u16) -> Option<[u8; 4]> {
    let character = char::decode_utf16([high, low]).next()?.ok()?;
    let mut bytes = [0; 4];
    character.encode_utf8(&mut bytes);
    Some(bytes)
}

/// Puts bytes in a place, which is behind them then.
#[inline]
fn put<const COUNT: usize>(buffer: &mut [u8], at: &mut usize, bytes: [u8; COUNT]) {
    if let Some(room) = buffer.get_mut(*at..).and_then(<[u8]>::first_chunk_mut) {
        *room = bytes;
    }
    *at += COUNT;
}

/// Bytes between two entries of a [`Utf16Index`].
const STRIDE: usize = 64;

/// UTF-16 offsets of many places in any order.
#[derive(Default)]
pub(crate) struct Utf16Index {
    /// The offset at each multiple of [`STRIDE`], and whether what is from there to the next one is ASCII. That cannot be told by
    /// the offsets: a block may have fewer units for an accent, and one more for an emoji that only begins there.
    marks: Vec<(u32, bool)>,
    /// Up to here all is ASCII.
    ascii: u32,
}

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

#[cfg(test)]
mod tests {
    use super::*;

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
