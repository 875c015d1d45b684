//! Sixteen bytes at a time, by the SIMD128 instructions of wasm.
//!
//! In: a chunk. Out: one bit for each byte, the first of them the lowest. Does not know: where in a text the chunk stands.
//! `words` does the same elsewhere; tests hold that one to a plain loop, and this one through the module.
//!
//! Why it exists: one instruction looks at sixteen bytes, where two words take a dozen.

use super::Chunk;
use core::arch::wasm32::*;

#[inline(always)]
fn load(chunk: &Chunk) -> v128 {
    let (low, high) = chunk.split_at(8);
    let word = |half: &[u8]| u64::from_le_bytes(half.try_into().unwrap_or_default());
    u64x2(word(low), word(high))
}

/// The first byte that ends a plain run inside a string.
#[inline(always)]
pub(super) fn string_stop(chunk: &Chunk) -> Option<usize> {
    let bytes = load(chunk);
    let quote = u8x16_eq(bytes, u8x16_splat(b'"'));
    let backslash = u8x16_eq(bytes, u8x16_splat(b'\\'));
    let control = u8x16_lt(bytes, u8x16_splat(b' '));
    let stops = u8x16_bitmask(v128_or(v128_or(quote, backslash), control));
    (stops != 0).then(|| stops.trailing_zeros() as usize)
}

#[inline(always)]
pub(super) fn link_stops(chunk: &Chunk) -> u32 {
    let bytes = load(chunk);
    let is = |byte: u8| u8x16_eq(bytes, u8x16_splat(byte));
    // `<` and `>` differ in one bit.
    let angle = u8x16_eq(v128_or(bytes, u8x16_splat(2)), u8x16_splat(b'>'));
    let control = v128_or(u8x16_le(bytes, u8x16_splat(b' ')), is(0x7F));
    u32::from(u8x16_bitmask(v128_or(v128_or(is(b'"'), angle), control)))
}

#[inline(always)]
pub(super) fn no_spaces(chunk: &Chunk) -> u32 {
    // In each place a white space of that number; what is no index below 16 finds a zero, and is none.
    let spaces = u8x16(1, 0, 0, 0, 0, 0, 0, 0, 0, b'\t', b'\n', 0, 0, b'\r', 0, 0);
    let bytes = load(chunk);
    let found = u8x16_eq(u8x16_swizzle(spaces, bytes), bytes);
    let space = u8x16_eq(bytes, u8x16_splat(b' '));
    u32::from(u8x16_bitmask(v128_not(v128_or(found, space))))
}

#[inline(always)]
pub(super) fn differences(one: &Chunk, other: &Chunk) -> u32 {
    u32::from(u8x16_bitmask(u8x16_ne(load(one), load(other))))
}

#[inline(always)]
pub(super) fn is_same(one: &Chunk, other: &Chunk) -> bool {
    differences(one, other) == 0
}

#[inline(always)]
pub(super) fn line_ends(chunk: &Chunk) -> (u32, u32) {
    let bytes = load(chunk);
    let is = |byte: u8| u32::from(u8x16_bitmask(u8x16_eq(bytes, u8x16_splat(byte))));
    (is(b'\n'), is(b'\r'))
}

#[inline(always)]
pub(super) fn is_ascii(chunk: &Chunk) -> bool {
    u8x16_bitmask(load(chunk)) == 0
}

/// The units of those characters whose first byte is in one of the lanes.
#[inline(always)]
pub(super) fn utf16_units(chunk: &Chunk, lanes: u32) -> u32 {
    let bytes = load(chunk);
    // As signed bytes, those that continue a character are the ones below −64.
    let first = u32::from(i8x16_bitmask(i8x16_ge(bytes, i8x16_splat(-64))));
    let astral = u32::from(u8x16_bitmask(u8x16_ge(bytes, u8x16_splat(0xF0))));
    ((first | astral << 16) & ((lanes & 0xFFFF) * 0x1_0001)).count_ones()
}
