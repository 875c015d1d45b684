//! The words of one body: blocks, and what else slots lead to.
//!
//! In: records, slots, lists and members, one after the other. Out: the slots by their places, the words as they are, and each
//! slot that is a range of the text, to be made another one. Does not know: the text.
//!
//! Why it exists: words are written by the check, the fast path and what follows either, and read in Rust and in JavaScript.
//! How a block is laid out is known here, and to what reads it in JavaScript.

use super::{EXTRA_WORDS, HEADER_WORDS, Slot, Tag, forms, json};
use crate::schema::{Field, Record, Type};

/// The words of a block before its first slot.
const BLOCK_HEAD: usize = 2;

/// Makes another slot of one that is a range, with where it is and what field it is of.
pub(crate) type ChangeRange<'c> = &'c mut dyn FnMut(u32, Slot, Option<&'static Field>) -> Slot;

/// The words of one body.
#[derive(Default)]
#[cfg_attr(test, derive(Clone))]
pub(crate) struct Words {
    words: Vec<u32>,
    pub(super) used: usize,
    /// Whether somebody will want to know which slots are ranges.
    pub(crate) notes: bool,
    /// Where those are, in the order of the text.
    noted: Vec<u32>,
    /// Whether somebody builds JSON of words, by the offsets they have.
    pub(crate) makes_values: bool,
    pub(super) names: json::Names,
    /// Taken out while they write words, so it should be a small thing to take.
    pub(super) forms: Option<Box<forms::Forms>>,
}

impl Words {
    /// Forgets everything but its memory. The first words are left for a header; no block has index 0.
    pub(crate) fn clear(&mut self) {
        self.used = 0;
        self.noted.clear();
        self.room(HEADER_WORDS);
    }

    /// Writes the header.
    #[cfg(feature = "wasm")]
    pub(crate) fn set_header(&mut self, header: &[u32; HEADER_WORDS]) {
        if let Some(room) = self.words.first_chunk_mut() {
            *room = *header;
        }
    }

    pub(crate) fn as_slice(&self) -> &[u32] {
        self.words.get(..self.used).unwrap_or_default()
    }

    /// Room for so many more words; where it begins.
    #[inline(never)]
    pub(super) fn room(&mut self, count: usize) -> usize {
        let start = self.used;
        self.used += count;
        if self.used > self.words.len() {
            self.grow();
        }
        start
    }

    #[cold]
    fn grow(&mut self) {
        const WORDS_MIN: usize = 512;
        self.words.resize(self.used.next_power_of_two().max(WORDS_MIN), 0);
    }

    /// A block for a record, all of it absent.
    #[inline]
    pub(crate) fn block(&mut self, record: &Record) -> u32 {
        let block = self.room(BLOCK_HEAD + 2 * record.slots()) as u32;
        self.set_pair(block, Slot { a: 0, b: 0 });
        block
    }

    /// Notes that a member is null.
    pub(crate) fn set_null(&mut self, block: u32, index: usize) {
        let Slot { a, b } = self.pair(block);
        self.set_pair(block, Slot { a, b: b | 1 << index });
    }

    /// Says of a block whose slots were set by [`Self::set_next`] which members were sent, as bits; those that are null.
    pub(crate) fn finish(&mut self, block: u32, sent: u32) -> u32 {
        let nulls = self.pair(block).b;
        let present = sent & !nulls;
        self.set_pair(block, Slot { a: present, b: nulls });
        nulls
    }

    /// Whether a member is null, which the event leaves out and its `body` has.
    #[cfg(any(test, feature = "wasm"))]
    pub(crate) fn is_null(&self, block: u32, index: usize) -> bool {
        self.pair(block).b >> index & 1 != 0
    }

    #[inline]
    pub(crate) fn get(&self, block: u32, index: usize) -> Slot {
        if self.pair(block).a >> index & 1 == 0 {
            return Slot::ABSENT;
        }
        self.pair(Self::place(block, index))
    }

    pub(crate) fn set(&mut self, block: u32, index: usize, slot: Slot) {
        let head = self.pair(block);
        let bit = 1 << index;
        let present = if slot.is_absent() { head.a & !bit } else { head.a | bit };
        self.set_pair(block, Slot { a: present, ..head });
        self.set_pair(Self::place(block, index), slot);
    }

    /// Sets a slot, and notes where it is; for a reader that goes from the beginning of the text to its end, and says at the
    /// end of the record what is there.
    #[inline]
    pub(crate) fn set_next(&mut self, block: u32, index: usize, slot: Slot) {
        self.set_read(Self::place(block, index), slot);
    }

    /// The same of a place that is known.
    #[inline]
    pub(crate) fn set_read(&mut self, at: u32, slot: Slot) {
        self.set_pair(at, slot);
        if self.notes && slot.is_range() {
            self.noted.push(at);
        }
    }

    /// Where the slot of a field is.
    pub(crate) const fn place(block: u32, index: usize) -> u32 {
        block + (BLOCK_HEAD + 2 * index) as u32
    }

    /// Forgets everything, and leaves room for the words that will be given.
    pub(crate) fn leave(&mut self, count: usize) {
        self.used = 0;
        self.noted.clear();
        self.room(count);
    }

    /// Puts words where room was left for them, the header's included.
    pub(crate) fn load(&mut self, words: &[u32]) {
        if let Some(room) = self.words.get_mut(..words.len()) {
            room.copy_from_slice(words);
        }
    }

    /// Two words as a slot, in a block or elsewhere.
    #[inline]
    pub(crate) fn pair(&self, at: u32) -> Slot {
        match self.words.get(at as usize..at as usize + 2) {
            Some([a, b]) => Slot { a: *a, b: *b },
            _ => Slot::ABSENT,
        }
    }

    #[inline]
    pub(crate) fn set_pair(&mut self, at: u32, slot: Slot) {
        if let Some([a, b]) = self.words.get_mut(at as usize..at as usize + 2) {
            (*a, *b) = (slot.a, slot.b);
        }
    }

    /// Makes other slots of those that were noted, one by one.
    #[cfg(any(test, feature = "wasm"))]
    pub(crate) fn change_noted(&mut self, mut change: impl FnMut(Slot) -> Slot) {
        let noted = core::mem::take(&mut self.noted);
        for at in &noted {
            let slot = self.pair(*at);
            // The text of a choice may have become its number.
            if slot.is_range() {
                self.set_pair(*at, change(slot));
            }
        }
        self.noted = noted;
    }

    /// One word; 0 where there is none.
    pub(crate) fn word(&self, at: u32) -> u32 {
        self.words.get(at as usize).copied().unwrap_or(0)
    }

    /// Sets one word.
    #[cfg(feature = "wasm")]
    pub(crate) fn put(&mut self, at: usize, word: u32) {
        if let Some(place) = self.words.get_mut(at) {
            *place = word;
        }
    }

    /// Adds to one word; what is beyond its bits is lost.
    pub(crate) fn add(&mut self, at: u32, number: u32) {
        if let Some(place) = self.words.get_mut(at as usize) {
            *place = place.wrapping_add(number);
        }
    }

    /// Appends words; where they begin.
    pub(crate) fn append(&mut self, words: &[u32]) -> u32 {
        let start = self.room(words.len());
        let room = self.words.get_mut(start..).unwrap_or_default();
        for (place, word) in room.iter_mut().zip(words) {
            *place = *word;
        }
        start as u32
    }

    /// Makes another slot of each that is a range of the text, in a block and in those that it leads to. Each comes with where
    /// it is, and with the field that it is of, if it is of one.
    ///
    /// Recursion here follows the schema, whose depth is fixed, and not the input.
    pub(crate) fn change_ranges(&mut self, record: &'static Record, block: u32, change: ChangeRange<'_>) {
        for index in 0..record.slots() {
            let slot = self.get(block, index);
            let field = record.fields.get(index);
            if slot.is_range() {
                let at = Self::place(block, index);
                self.set_pair(at, change(at, slot, field));
                continue;
            }
            match field.map(|field| field.of) {
                Some(Type::Record(inner)) if slot.is(Tag::Record) => self.change_ranges(inner, slot.a, change),
                Some(Type::List(inner)) if slot.is(Tag::List) => {
                    for at in 1..=self.word(slot.a) {
                        self.change_ranges(inner, self.word(slot.a + at), change);
                    }
                }
                _ if slot.is(Tag::Extra) => self.change_ranges_of_extra(slot.a, change),
                _ => {}
            }
        }
    }

    fn change_ranges_of_extra(&mut self, mut entry: u32, change: ChangeRange<'_>) {
        while entry != 0 {
            for at in (entry + 1..entry + EXTRA_WORDS as u32).step_by(2) {
                let slot = self.pair(at);
                if slot.is_range() {
                    self.set_pair(at, change(at, slot, None));
                }
            }
            entry = self.word(entry);
        }
    }

    /// A list of blocks.
    pub(crate) fn list(&mut self, blocks: &[u32]) -> Slot {
        let at = self.append(&[blocks.len() as u32]);
        self.append(blocks);
        Slot::new(Tag::List, at, 0)
    }

    /// Appends an entry to a list of members whose last entry is `tail` (0: there is none yet); its index.
    pub(crate) fn extra(&mut self, tail: u32, key: Slot, value: Slot) -> u32 {
        let at = self.append(&[0, key.a, key.b, value.a, value.b]);
        if tail != 0
            && let Some(next) = self.words.get_mut(tail as usize)
        {
            *next = at;
        }
        at
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::events::INBOUND_MESSAGE;

    fn words() -> Words {
        let mut words = Words::default();
        words.clear();
        words
    }

    #[test]
    fn a_block_has_a_head_and_two_words_for_each_slot() {
        let mut words = words();
        for count in 0..3 {
            let block = words.block(&INBOUND_MESSAGE) as usize;
            assert_eq!(block, HEADER_WORDS + count * (2 + 2 * INBOUND_MESSAGE.slots()));
        }
    }

    #[test]
    fn the_head_of_a_block_says_what_is_there_and_what_is_null() {
        let mut words = words();
        let block = words.block(&INBOUND_MESSAGE);
        let slot = Slot::new(Tag::Choice, 7, 0);
        words.set(block, 1, slot);
        words.set(block, 2, slot);
        assert_eq!(words.pair(block), Slot { a: 0b110, b: 0 });
        assert_eq!(words.get(block, 1), slot);
        words.set(block, 2, Slot::ABSENT);
        assert_eq!(words.pair(block), Slot { a: 0b010, b: 0 });
        // Twice, as a member may stand twice.
        words.set_null(block, 3);
        words.set_null(block, 3);
        words.set_null(block, 2);
        assert_eq!(words.pair(block), Slot { a: 0b0010, b: 0b1100 });
        words.set_next(block, 0, slot);
        assert_eq!(words.finish(block, 0b0111), 0b1100);
        assert_eq!(words.pair(block), Slot { a: 0b0011, b: 0b1100 });
        assert_eq!([0, 1, 2, 3].map(|index| words.get(block, index).a), [7, 7, 0, 0]);
    }

    #[cfg(feature = "wasm")]
    #[test]
    fn words_are_read_and_written_by_their_places() {
        let mut words = words();
        let block = words.block(&INBOUND_MESSAGE);
        words.set_null(block, 3);
        assert_eq!([2, 3, 4].map(|index| words.is_null(block, index)), [false, true, false]);
        let header = std::array::from_fn(|place| place as u32 + 1);
        words.set_header(&header);
        assert_eq!(words.as_slice()[..HEADER_WORDS], header);
        let end = words.as_slice().len();
        words.append(&[5, 6]);
        words.put(end, 4);
        assert_eq!(words.as_slice()[end..], [4, 6]);
        assert_eq!(
            [end, end + 1, usize::from(u16::MAX)].map(|at| words.word(at as u32)),
            [4, 6, 0]
        );
    }

    #[cfg(feature = "wasm")]
    #[test]
    fn ranges_are_noted_for_who_wants_to_change_them() {
        let (text, choice) = (Slot::new(Tag::Text, 1, 2), Slot::new(Tag::Choice, 1, 0));
        for notes in [false, true] {
            let mut words = words();
            words.notes = notes;
            let block = words.block(&INBOUND_MESSAGE);
            words.set_next(block, 0, text);
            words.set_next(block, 1, choice);
            words.finish(block, 0b11);
            let mut changed = 0;
            words.change_noted(|slot| {
                changed += 1;
                Slot { a: 9, ..slot }
            });
            assert_eq!(changed, u32::from(notes));
            let first = if notes { Slot { a: 9, ..text } } else { text };
            assert_eq!((words.get(block, 0), words.get(block, 1)), (first, choice));
        }
    }
}
