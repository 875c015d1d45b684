//! The words of a slot, as JavaScript asks for them.
//!
//! * In: the number of a slot, and the variable that holds where its block is.
//! * Out: expressions.
//! * Does not know: fields.
//! * Why: how a block is laid out (`src/slots/words.rs`) is said in one place for all that is generated.

use super::Code;

/// The tags of slots that a builder has to tell apart; the readers of `slots.js` know the others.
pub(super) mod tag {
    pub(in super::super) const CHOICE: u8 = 3;
    pub(in super::super) const TRUE: u8 = 5;
    pub(in super::super) const RECORD: u8 = 7;
    pub(in super::super) const EMBEDDED: u8 = 11;
}

/// Where the words of a block are, and which members it has.
pub(super) fn read_block(code: &mut Code) {
    code.line("  const w = memory;");
    code.line("  const has = w[at];");
}

/// Whether a block has a slot.
pub(super) fn has(slot: usize) -> String {
    format!("has & {}", 1_u32 << slot)
}

/// The two words of a slot of the block at `base`. An index that is an integer in any case is one check less.
pub(super) fn words_of(base: &str, slot: usize) -> (String, String) {
    let word = |number: usize| format!("w[({base} + {number}) | 0]");
    (word(2 * slot + 2), word(2 * slot + 3))
}
