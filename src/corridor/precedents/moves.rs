//! Moves: where things stand in a body that follows another one.
//!
//! In: the values of a precedent, and where those end that stand in their places. Out: by how much a place or a range has moved.
//! Does not know: what stands there.
//!
//! Why it exists: between the values nothing is another, so all places behind a value move by the same, and for each place it
//! is enough to know how many values end before it.

use super::values::{Read, Value};
#[cfg(feature = "wasm")]
use crate::scan;
use crate::source::Range;

/// How many values end at or before each end of a range.
pub(in crate::corridor) type Behind = [u32; 2];

/// How many values end at or before a place.
pub(in crate::corridor) fn values_before(values: &[Value], at: u32) -> u32 {
    values.partition_point(|value| value.range.end <= at) as u32
}

pub(in crate::corridor) fn behind(values: &[Value], range: Range) -> Behind {
    [range.start, range.end].map(|at| values_before(values, at))
}

/// In what a body that follows is another one than its precedent.
#[derive(Default)]
pub(in crate::corridor) struct Moves {
    /// By how much places have moved behind so many values.
    by: Vec<u32>,
    /// The values that have escapes where those of the precedent have none, or none where those have some.
    pub(in crate::corridor) turned: Vec<u32>,
}

impl Moves {
    /// Those of a body whose values were read in place of others.
    pub(super) fn set(&mut self, values: &[Value], read: &[Read]) {
        self.by.clear();
        self.by.push(0);
        self.turned.clear();
        for (number, (value, read)) in values.iter().zip(read).enumerate() {
            self.by.push(read.end.wrapping_sub(value.range.end));
            if read.is_escaped != value.is_escaped {
                self.turned.push(number as u32);
            }
        }
    }

    pub(in crate::corridor) fn by(&self, behind: u32) -> u32 {
        self.by.get(behind as usize).copied().unwrap_or_default()
    }

    pub(in crate::corridor) fn range(&self, range: Range, behind: Behind) -> Range {
        Range {
            start: range.start.wrapping_add(self.by(behind[0])),
            end: range.end.wrapping_add(self.by(behind[1])),
        }
    }
}

#[cfg(feature = "wasm")]
impl Moves {
    /// Makes of moves in bytes of UTF-8 such in UTF-16 code units, where only the values have characters beyond ASCII.
    pub(super) fn count_units(&mut self, text: &[u8], values: &[Value]) {
        let mut surplus = 0_u32;
        let mut start = 0;
        for (value, shift) in values.iter().zip(self.by.iter_mut().skip(1)) {
            let end = value.range.end.wrapping_add(*shift);
            // What is between values is ASCII, so it does not matter where they begin.
            surplus += end - start - scan::utf16_length(Range { start, end }.of(text));
            *shift = shift.wrapping_sub(surplus);
            start = end;
        }
    }
}
