//! The header: what the first words say.
//!
//! In: what is known of a body once it was read. Out: so many words, before all others. Does not know: how it was read.
//!
//! Why it exists: JavaScript reads as many words as it needs, and most of the time these are the only ones beside the event's.

use crate::schema::{EventKind, Shape};
use crate::slots::HEADER_WORDS;

/// What the first words say. `pkg/src/parse.js` reads them.
#[derive(Clone, Copy)]
pub(super) enum Header {
    /// The bits of [`crate::border::status`], then the number of the kind, from bit 16 on, and the shape – 1, 2 or 3 –, from bit 24 on.
    Event,
    /// The block of the root.
    Block,
    /// How many diagnostics there are.
    Count,
    /// Where they begin.
    Diagnostics,
    /// How many more there were.
    Omitted,
    /// The address of the hash, if the event needs one: 36 characters.
    HashAddress,
    /// Where the paths of the nulls begin that the event leaves out.
    Nulls,
    /// The text that was read, where it is not the body: its address and its length in bytes.
    TextAddress,
    /// See there.
    TextLength,
    /// How many words there are, where the text is not JSON as it stands.
    Words,
    /// Where the body is that is kept as words (src/slots/json.rs), if it is.
    Body,
    /// The number of the precedent that this body is, or that it follows: no other has it, and its last seven bits say in
    /// which place it is. 0 where it is neither.
    Precedent,
}

/// The header in the making.
pub(super) struct Head(pub(super) [u32; HEADER_WORDS]);

impl Head {
    pub(super) fn new(status: u32, kind: Option<EventKind>, shape: Shape, block: u32) -> Self {
        let mut head = Self([0; HEADER_WORDS]);
        let kind = kind.map_or(0, |kind| kind as u32);
        head.put(Header::Event, status | kind << 16 | (shape as u32 + 1) << 24);
        head.put(Header::Block, block);
        head
    }

    pub(super) fn put(&mut self, place: Header, word: u32) {
        if let Some(room) = self.0.get_mut(place as usize) {
            *room = word;
        }
    }
}

/// A bit where something is so.
pub(super) const fn when(is_so: bool, bit: u32) -> u32 {
    if is_so { bit } else { 0 }
}
