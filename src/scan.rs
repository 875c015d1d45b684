//! Finding the next byte that matters, sixteen at a time.
//!
//! In: bytes and a place. Out: a place – or, of the eight bytes of a word, whether all are of a sort. Does not know: JSON beyond
//! the bytes it is asked for.
//!
//! On wasm the sixteen lanes are SIMD128 instructions (`simd`), elsewhere two 64-bit words (`words`); both are safe code. Why
//! it exists: most bytes of a body are inside strings, and a body is read in the time it takes to pass over them.

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod simd;
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
use simd as lanes;
#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
mod words;
#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
use words as lanes;

/// How many bytes are looked at together.
const LANES: usize = 16;
/// How many at once where it is a question of any of them.
const BLOCK: usize = 4 * LANES;

type Chunk = [u8; LANES];

fn chunk(text: &[u8], at: usize) -> Option<&Chunk> {
    text.get(at..)?.first_chunk()
}

/// The first place at or behind `at` whose byte ends a plain run inside a string: a quote, a backslash, a control
/// character (RFC 8259 section 7). The end of the text if there is none.
#[inline(never)]
pub(crate) fn string_stop(text: &[u8], mut at: usize) -> usize {
    if let Some(place) = chunk(text, at).and_then(lanes::string_stop) {
        return at + place;
    }
    // What is longer is mostly much longer.
    let (blocks, _) = text.get(at..).unwrap_or_default().as_chunks::<BLOCK>();
    at += BLOCK * blocks.iter().take_while(|block| !has_string_stop(block)).count();
    while let Some(chunk) = chunk(text, at) {
        if let Some(place) = lanes::string_stop(chunk) {
            return at + place;
        }
        at += LANES;
    }
    while let Some(byte) = text.get(at) {
        if is_string_stop(*byte) {
            return at;
        }
        at += 1;
    }
    text.len()
}

/// The same without a call, which takes three times as long as looking at most strings does; for what most bodies come to.
#[inline(always)]
pub(crate) fn string_stop_inline(text: &[u8], mut at: usize) -> usize {
    for _ in 0..3 {
        match chunk(text, at).map(lanes::string_stop) {
            Some(Some(place)) => return at + place,
            Some(None) => at += LANES,
            None => break,
        }
    }
    string_stop(text, at)
}

#[inline(always)]
fn is_string_stop(byte: u8) -> bool {
    (byte < b' ') | (byte == b'"') | (byte == b'\\')
}

/// Whether any byte ends a plain run. Compilers make of this loop what the processor has for sixteen bytes.
#[inline(always)]
fn has_string_stop(block: &[u8; BLOCK]) -> bool {
    block.iter().fold(0, |any, byte| any | u8::from(is_string_stop(*byte))) != 0
}

/// Appends `text[start..end]`. A short piece is copied with what stands behind it, and cut: that is no call.
#[inline]
pub(crate) fn append(text: &[u8], start: usize, end: usize, out: &mut Vec<u8>) {
    match chunk(text, start) {
        Some(chunk) if end <= start + LANES => {
            let length = out.len() + (end - start);
            out.extend_from_slice(chunk);
            out.truncate(length);
        }
        _ => out.extend_from_slice(text.get(start..end).unwrap_or_default()),
    }
}

/// The first backslash at or behind `at`, or the end.
#[inline]
pub(crate) fn backslash(text: &[u8], mut at: usize) -> usize {
    loop {
        at = string_stop(text, at);
        match text.get(at) {
            Some(b'\\') | None => return at,
            Some(_) => at += 1,
        }
    }
}

/// The first byte that ends a link wherever links are read (RFC 3986 appendix C): a space or a control, a quote, `<`, `>`.
/// The end of the text if there is none.
pub(crate) fn link_stop(text: &[u8]) -> usize {
    let mut at = 0;
    while let Some(chunk) = chunk(text, at) {
        let stops = lanes::link_stops(chunk);
        if stops != 0 {
            return at + stops.trailing_zeros() as usize;
        }
        at += LANES;
    }
    let is_stop = |byte: &u8| *byte <= b' ' || matches!(*byte, b'"' | b'<' | b'>' | 0x7F);
    let rest = text.get(at..).unwrap_or_default();
    rest.iter().position(is_stop).map_or(text.len(), |place| at + place)
}

/// The first line feed or carriage return in `text[at..end]`, or `end`.
#[inline]
pub(crate) fn line_break(text: &[u8], mut at: usize, end: usize) -> usize {
    let text = text.get(..end).unwrap_or(text);
    while let Some(chunk) = chunk(text, at) {
        let (feeds, returns) = lanes::line_ends(chunk);
        let stops = feeds | returns;
        if stops != 0 {
            return at + stops.trailing_zeros() as usize;
        }
        at += LANES;
    }
    while let Some(byte) = text.get(at) {
        if matches!(byte, b'\n' | b'\r') {
            return at;
        }
        at += 1;
    }
    end
}

/// How many lines end in `text[at..end]` – by LF, CRLF or CR – and where the last of them does, if any.
pub(crate) fn line_ends(text: &[u8], mut at: usize, end: usize) -> (u32, usize) {
    let (mut count, mut last) = (0, 0);
    while at < end {
        let (mut ends, bytes) = line_ends_at(text, at);
        if end - at < bytes {
            ends &= (1 << (end - at)) - 1;
        }
        if ends != 0 {
            count += ends.count_ones();
            last = at + (u32::BITS - ends.leading_zeros()) as usize;
        }
        at += bytes;
    }
    (count, last)
}

/// The next bytes with which a line ends, as bits, and how many bytes were looked at. A carriage return before a line feed
/// ends none.
#[inline]
fn line_ends_at(text: &[u8], at: usize) -> (u32, usize) {
    let is_feed = |at: usize| text.get(at) == Some(&b'\n');
    let Some(chunk) = chunk(text, at) else {
        let is_return = text.get(at) == Some(&b'\r') && !is_feed(at + 1);
        return (u32::from(is_feed(at) || is_return), 1);
    };
    let (feeds, returns) = lanes::line_ends(chunk);
    let next_feeds = feeds >> 1 | u32::from(is_feed(at + LANES)) << (LANES - 1);
    (feeds | returns & !next_feeds, LANES)
}

/// The first place at or behind `at` whose byte is no white space of JSON (RFC 8259 section 2), or the end.
#[inline]
pub(crate) fn space_end(text: &[u8], mut at: usize) -> usize {
    while let Some(chunk) = chunk(text, at) {
        let others = lanes::no_spaces(chunk);
        if others != 0 {
            return at + others.trailing_zeros() as usize;
        }
        at += LANES;
    }
    while let Some(b' ' | b'\n' | b'\r' | b'\t') = text.get(at) {
        at += 1;
    }
    at
}

/// Goes to the next byte that is no white space, and gives it; 0 at the end (a NUL in the text is no JSON either, and is
/// looked at as such).
#[inline(always)]
pub(crate) fn byte_behind_space(text: &[u8], at: &mut usize) -> u8 {
    let byte = byte_at(text, *at);
    if byte > b' ' {
        return byte;
    }
    // Behind a colon or a comma there is mostly one space.
    let next = byte_at(text, *at + 1);
    if byte == b' ' && next > b' ' {
        *at += 1;
        return next;
    }
    *at = space_end(text, *at);
    byte_at(text, *at)
}

/// The white space that stood before the last member, with what stood behind it, if it is known and short.
#[derive(Clone, Copy, Default)]
pub(crate) struct Indent {
    chunk: Chunk,
    length: usize,
    /// The lanes that are white space.
    lanes: u32,
}

/// Like [`byte_behind_space`], where the white space that stood before the last member is expected once more: it is compared
/// with that one, and not looked through.
#[inline(always)]
pub(crate) fn byte_behind_indent(text: &[u8], at: &mut usize, indent: &mut Indent) -> u8 {
    let byte = byte_at(text, *at);
    if byte > b' ' {
        return byte;
    }
    if let Some((place, byte)) = behind_known(text, *at, indent) {
        *at = place;
        return byte;
    }
    (*at, *indent) = indent_at(text, *at);
    byte_at(text, *at)
}

/// The place behind the white space that is expected, and its byte; nothing where another white space stands.
#[inline(always)]
fn behind_known(text: &[u8], at: usize, indent: &Indent) -> Option<(usize, u8)> {
    if indent.length == 0 || lanes::differences(chunk(text, at)?, &indent.chunk) & indent.lanes != 0 {
        return None;
    }
    let place = at + indent.length;
    let byte = byte_at(text, place);
    (byte > b' ').then_some((place, byte))
}

/// Like [`byte_behind_indent`], where white space is seldom there: none is remembered.
#[inline(always)]
pub(crate) fn byte_behind_known(text: &[u8], at: &mut usize, indent: &Indent) -> u8 {
    let byte = byte_at(text, *at);
    if byte > b' ' {
        return byte;
    }
    *at = known_end(text, *at, indent);
    byte_at(text, *at)
}

/// Where white space ends that is probably known.
#[inline(never)]
fn known_end(text: &[u8], at: usize, indent: &Indent) -> usize {
    match behind_known(text, at, indent) {
        Some((place, _)) => place,
        None => space_end(text, at),
    }
}

/// Looks through white space: where it ends, and what is remembered of it.
#[inline(never)]
fn indent_at(text: &[u8], at: usize) -> (usize, Indent) {
    if let Some(chunk) = chunk(text, at) {
        let others = lanes::no_spaces(chunk);
        if others != 0 {
            let length = others.trailing_zeros() as usize;
            let indent = Indent {
                chunk: *chunk,
                length,
                lanes: (1 << length) - 1,
            };
            return (at + length, indent);
        }
    }
    (space_end(text, at), Indent::default())
}

#[inline(always)]
fn byte_at(text: &[u8], at: usize) -> u8 {
    text.get(at).copied().unwrap_or(0)
}

/// Whether two short texts are the same. In comparisons of words that may overlap, without the call that a comparison of
/// slices is.
#[inline]
pub(crate) fn same(one: &[u8], other: &[u8]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    if one.len() < 8 {
        return same_shorts(one, other);
    }
    let words = |text: &[u8]| -> Option<(u64, u64)> {
        let (first, last) = (text.first_chunk()?, text.last_chunk()?);
        Some((u64::from_le_bytes(*first), u64::from_le_bytes(*last)))
    };
    words(one) == words(other) && (one.len() <= 16 || same_longs(one, other))
}

/// The same for less than eight bytes.
#[inline]
fn same_shorts(one: &[u8], other: &[u8]) -> bool {
    let words = |text: &[u8]| -> Option<(u32, u32)> {
        let (first, last) = (text.first_chunk()?, text.last_chunk()?);
        Some((u32::from_le_bytes(*first), u32::from_le_bytes(*last)))
    };
    match (words(one), words(other)) {
        (Some(one), Some(other)) => one == other,
        _ => one.iter().zip(other).all(|(one, other)| one == other),
    }
}

/// The same for what lies between the first and the last eight bytes.
fn same_longs(one: &[u8], other: &[u8]) -> bool {
    let (one, _) = one.as_chunks::<8>();
    let (other, _) = other.as_chunks::<8>();
    let word = |chunk: &[u8; 8]| u64::from_le_bytes(*chunk);
    one.iter().zip(other).all(|(one, other)| word(one) == word(other))
}

/// Whether two texts are the same in so many bytes from a place of each on.
#[inline(always)]
pub(crate) fn same_between(text: &[u8], at: usize, other: &[u8], from: usize, length: usize) -> bool {
    let (Some(one), Some(other)) = (text.get(at..at + length), other.get(from..from + length)) else {
        return false;
    };
    let (Some(last), Some(other_last)) = (one.last_chunk::<LANES>(), other.last_chunk::<LANES>()) else {
        return same(one, other);
    };
    let (chunks, _) = one.as_chunks::<LANES>();
    let (others, _) = other.as_chunks::<LANES>();
    // The last chunk may lie over the one before it.
    lanes::is_same(last, other_last) && chunks.iter().zip(others).all(|(one, other)| lanes::is_same(one, other))
}

/// Which of these bytes are this one, as bits, the first of them the lowest.
pub(crate) fn lanes_with(bytes: &[u8; 8 * LANES], byte: u8) -> u128 {
    let (chunks, _) = bytes.as_chunks::<LANES>();
    let mut bits = [0; LANES];
    let (pairs, _) = bits.as_chunks_mut::<2>();
    for (chunk, pair) in chunks.iter().zip(pairs) {
        *pair = (!lanes::differences(chunk, &[byte; LANES]) as u16).to_le_bytes();
    }
    u128::from_le_bytes(bits)
}

/// Whether all bytes are ASCII.
pub(crate) fn is_ascii(text: &[u8]) -> bool {
    let (chunks, rest) = text.as_chunks::<LANES>();
    chunks.iter().all(lanes::is_ascii) && rest.is_ascii()
}

/// The length of valid UTF-8 in UTF-16 code units: a unit for each character, two for those of four bytes.
pub(crate) fn utf16_length(text: &[u8]) -> u32 {
    let (chunks, rest) = text.as_chunks::<LANES>();
    let units = |byte: &u8| u32::from(*byte & 0xC0 != 0x80) + u32::from(*byte >= 0xF0);
    let all = |chunk| lanes::utf16_units(chunk, u32::MAX);
    chunks.iter().map(all).sum::<u32>() + rest.iter().map(units).sum::<u32>()
}

/// The same for `text[start..end]`, which takes no loop where it is short and does not stand at the end of the text.
#[cfg(any(test, feature = "wasm"))]
#[inline]
pub(crate) fn utf16_length_between(text: &[u8], mut start: usize, end: usize) -> u32 {
    let mut units = 0;
    while end - start >= LANES
        && let Some(chunk) = chunk(text, start)
    {
        units += lanes::utf16_units(chunk, u32::MAX);
        start += LANES;
    }
    match chunk(text, start) {
        Some(chunk) => units + lanes::utf16_units(chunk, (1 << (end - start)) - 1),
        None => units + utf16_length(text.get(start..end).unwrap_or_default()),
    }
}

/// Eight bytes as the lanes of a word, the first in the lowest; zeros where there are none.
#[inline]
pub(crate) fn word(text: &[u8], at: usize) -> u64 {
    text.get(at..)
        .and_then(<[u8]>::first_chunk)
        .map_or(0, |bytes| u64::from_le_bytes(*bytes))
}

/// A byte in all lanes.
pub(crate) const fn all(byte: u8) -> u64 {
    u64::MAX / 0xFF * byte as u64
}

/// The high bits of the lanes that are at least a byte below 0x80, of lanes that are below 0x80 themselves: no lane
/// carries into the next.
pub(crate) const fn at_least(lanes: u64, byte: u8) -> u64 {
    lanes + all(0x80 - byte)
}

/// Whether all eight lanes are hex digits.
pub(crate) const fn all_hex(lanes: u64) -> bool {
    const HIGHS: u64 = all(0x80);
    if lanes & HIGHS != 0 {
        return false;
    }
    let small = lanes | all(0x20);
    let digit = at_least(lanes, b'0') & !at_least(lanes, b'9' + 1);
    let letter = at_least(small, b'a') & !at_least(small, b'f' + 1);
    (digit | letter) & HIGHS == HIGHS
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every byte at every place of texts of every length around the lanes, and of some that are a block and more.
    #[test]
    fn the_lanes_agree_with_a_plain_loop() {
        for length in (0..40).chain([BLOCK + 15, BLOCK + 16, 2 * BLOCK + 35]) {
            for place in 0..length {
                for byte in (0..=255_u8).step_by(if cfg!(miri) { 31 } else { 1 }) {
                    let mut text = vec![b'a'; length];
                    text[place] = byte;
                    let stop = byte < b' ' || byte == b'"' || byte == b'\\';
                    assert_eq!(string_stop(&text, 0), if stop { place } else { length });
                    let ends_link = byte <= b' ' || matches!(byte, b'"' | b'<' | b'>' | 0x7F);
                    assert_eq!(link_stop(&text), if ends_link { place } else { length });
                    let line = byte == b'\n' || byte == b'\r';
                    assert_eq!(line_break(&text, 0, length), if line { place } else { length });
                    assert_eq!(is_ascii(&text), byte < 0x80);
                    let spaces: Vec<u8> = text.iter().map(|one| if *one == b'a' { b' ' } else { *one }).collect();
                    let is_space = matches!(byte, b' ' | b'\n' | b'\r' | b'\t' | b'a');
                    assert_eq!(space_end(&spaces, 0), if is_space { length } else { place });
                }
            }
        }
    }

    #[test]
    fn lines_end_at_lf_crlf_and_cr() {
        let text = b"a\nbc\r\nd\re\r\r\n\n0123456789abcd\r\n0123456789abcde\r\n0123456789abcdef\r\r\nlast";
        let plainly = |at: usize, end: usize| {
            let is_end = |place: &usize| match text[*place] {
                b'\n' => true,
                byte => byte == b'\r' && text.get(place + 1) != Some(&b'\n'),
            };
            let ends: Vec<usize> = (at..end).filter(is_end).collect();
            (ends.len() as u32, ends.last().map_or(0, |last| last + 1))
        };
        for at in 0..text.len() {
            for end in at..=text.len() {
                assert_eq!(line_ends(text, at, end), plainly(at, end), "{at}..{end}");
            }
        }
    }

    #[test]
    fn a_range_ends_where_it_is_told() {
        assert_eq!(line_break(b"abcdefghijklmnopqrstuvwxyz\n", 3, 20), 20);
        assert_eq!(string_stop(b"\"abcdefghijklmnopqrstuvwxyz\"", 1), 27);
        assert_eq!(space_end(b" \t\r\n x", 0), 5);
        assert_eq!(space_end(b" ", 0), 1);
    }

    /// White space is passed over alike, whatever stood before the last member.
    #[test]
    fn an_indent_is_a_guess() {
        let spaces = |of: &str, length: usize| of.chars().cycle().take(length).collect::<String>();
        let step = if cfg!(miri) { 5 } else { 1 };
        for (known, of) in (0..40)
            .step_by(step)
            .flat_map(|known| [(known, " \n\t"), (known, "\n\t ")])
        {
            for length in (0..40).step_by(step) {
                let text = format!("{}:{}x   x, then a member", spaces(of, known), spaces(" \n\t", length));
                let mut indent = Indent::default();
                for at in [0, known + 1, known + 1] {
                    let (mut plainly, mut guessed, mut lent) = (at, at, at);
                    let byte = byte_behind_space(text.as_bytes(), &mut plainly);
                    // The one that remembers comes last: the other has what was remembered before.
                    assert_eq!(byte_behind_known(text.as_bytes(), &mut lent, &indent), byte);
                    assert_eq!(byte_behind_indent(text.as_bytes(), &mut guessed, &mut indent), byte);
                    assert_eq!((lent, guessed), (plainly, plainly), "{known} {length}");
                }
            }
        }
    }

    #[test]
    fn pieces_are_appended_just_as_they_are() {
        let text = b"abcdefghijklmnopqrstuvwxyz";
        let mut out = Vec::new();
        for start in 0..=text.len() {
            for end in start..=text.len() {
                out.clear();
                out.push(b'>');
                append(text, start, end, &mut out);
                assert_eq!(out[1..], text[start..end]);
            }
        }
    }

    #[test]
    fn short_texts_are_compared_whole() {
        let text = b"abcdefghijklmnopqrstuvwxyz";
        for length in 0..text.len() {
            let one = &text[..length];
            assert!(same(one, one));
            assert!(!same(one, &text[..length + 1]));
            for place in 0..length {
                let mut other = one.to_vec();
                other[place] = b'!';
                assert!(!same(one, &other), "{length} {place}");
            }
        }
    }

    #[test]
    fn utf16_lengths() {
        let text = "aé€😀".repeat(11) + "x";
        for (at, _) in text.char_indices() {
            assert_eq!(
                utf16_length(&text.as_bytes()[at..]) as usize,
                text[at..].encode_utf16().count()
            );
            for (end, _) in text.char_indices().filter(|(end, _)| *end >= at) {
                assert_eq!(
                    utf16_length_between(text.as_bytes(), at, end) as usize,
                    text[at..end].encode_utf16().count()
                );
            }
        }
    }
}
