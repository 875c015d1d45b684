//! Sixteen bytes at a time, as two 64-bit words, wherever there is no SIMD128 of wasm.
//!
//! In: a chunk. Out: one bit for each byte, the first of them the lowest. Does not know: where in a text the chunk stands.
//! A lane's high bit says yes; [`spread`] gathers the high bits of a word into eight bits.
//!
//! Why it exists: the crate is safe code for any processor, and eight bytes at a time are still several times faster than one.

use super::Chunk;

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGHS: u64 = ONES << 7;

/// The two words of a chunk.
#[inline(always)]
fn words(chunk: &Chunk) -> [u64; 2] {
    let (low, high) = chunk.split_at(8);
    [low, high].map(|half| u64::from_le_bytes(half.try_into().unwrap_or_default()))
}

#[inline(always)]
fn gather(chunk: &Chunk, lanes: impl Fn(u64) -> u64) -> u32 {
    let [low, high] = words(chunk).map(lanes);
    if (low | high) & HIGHS == 0 {
        return 0;
    }
    spread(low) | spread(high) << 8
}

#[inline(always)]
fn spread(highs: u64) -> u32 {
    ((highs & HIGHS).wrapping_mul(0x0002_0408_1020_4081) >> 56) as u32
}

/// High bit set in the lanes that are zero; exact, no carry crosses a lane.
#[inline(always)]
const fn zeros(word: u64) -> u64 {
    !(((word & !HIGHS) + !HIGHS) | word | !HIGHS)
}

/// High bit set in the lanes below a byte that is itself below 0x80. Behind the first of them it may be set in others: what is
/// borrowed there is taken from the next lane.
#[inline(always)]
const fn first_below(word: u64, byte: u8) -> u64 {
    word.wrapping_sub(ONES * byte as u64) & !word
}

/// The first byte that ends a plain run inside a string.
#[inline(always)]
pub(super) fn string_stop(chunk: &Chunk) -> Option<usize> {
    let [low, high] = words(chunk).map(|word| {
        let first = |byte: u8| first_below(word ^ (ONES * u64::from(byte)), 1);
        (first_below(word, b' ') | first(b'"') | first(b'\\')) & HIGHS
    });
    let lanes = u128::from(low) | u128::from(high) << 64;
    (lanes != 0).then(|| lanes.trailing_zeros() as usize / 8)
}

#[inline(always)]
pub(super) fn link_stops(chunk: &Chunk) -> u32 {
    gather(chunk, |word| {
        let byte = |byte: u8| zeros(word ^ (ONES * u64::from(byte)));
        let control = zeros(word & (ONES * 0xE0)) | byte(b' ') | byte(0x7F);
        byte(b'"') | byte(b'<') | byte(b'>') | control
    })
}

#[inline(always)]
pub(super) fn no_spaces(chunk: &Chunk) -> u32 {
    !gather(chunk, |word| {
        let byte = |byte: u8| zeros(word ^ (ONES * u64::from(byte)));
        byte(b' ') | byte(b'\n') | byte(b'\r') | byte(b'\t')
    }) & 0xFFFF
}

#[inline(always)]
pub(super) fn differences(one: &Chunk, other: &Chunk) -> u32 {
    let ([low, high], [other_low, other_high]) = (words(one), words(other));
    !(spread(zeros(low ^ other_low)) | spread(zeros(high ^ other_high)) << 8) & 0xFFFF
}

#[inline(always)]
pub(super) fn is_same(one: &Chunk, other: &Chunk) -> bool {
    one == other
}

#[inline(always)]
pub(super) fn line_ends(chunk: &Chunk) -> (u32, u32) {
    let is = |byte: u8| gather(chunk, |word| zeros(word ^ (ONES * u64::from(byte))));
    (is(b'\n'), is(b'\r'))
}

#[inline(always)]
pub(super) fn is_ascii(chunk: &Chunk) -> bool {
    chunk.is_ascii()
}

/// The units of those characters whose first byte is in one of the lanes.
#[inline(always)]
pub(super) fn utf16_units(chunk: &Chunk, lanes: u32) -> u32 {
    // A byte that continues a character has its high bit, and not the one below it.
    let first = gather(chunk, |word| !word | word << 1);
    let astral = gather(chunk, |word| word & word << 1 & word << 2 & word << 3);
    ((first | astral << 16) & ((lanes & 0xFFFF) * 0x1_0001)).count_ones()
}
