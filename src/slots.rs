//! Slots: the decoded event as a flat array of numbers, before anybody makes objects of it.
//!
//! In: what the check found each field to be. Out: the values, one by one, on demand. Does not know: the rules.
//!
//! A record is a *block* at some index of the words. Its first two words say which fields there are, and which are null, as
//! bits; then come two words for each field: what it is, and where its text is. Words of a field that is not there say
//! nothing, and were perhaps never written. The JavaScript that builds objects reads the same words, so there is one decoder
//! for both languages, and a body costs no allocation for each value. A slot holds `a` in its first word, and a tag and
//! `high` in its second (`high << 4 | tag`).
//!
//! [`words`] lays them out, [`reader`] says in Rust what they say, and [`kept`] is what it gives for JSON. [`json`] writes JSON as
//! words, and [`forms`] such as was written before.
//!
//! Why it exists: to make an object for each value in one language, and again in the other, would take longer than all the
//! reading.

mod forms;
mod json;
mod kept;
mod reader;
mod words;

pub(crate) use json::Keep;
#[cfg(feature = "wasm")]
pub(crate) use json::{NAME_SHIFT, NAMED_BYTES_MAX};
pub use kept::{Extra, ExtraIter, Json};
pub(crate) use reader::{Slots, value_name};
pub(crate) use words::Words;

use crate::border;
use crate::source::Range;
use crate::tape::{Node, Tape};

/// What a slot holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub(crate) enum Tag {
    /// Nothing.
    Absent,
    /// Text without escapes: where it starts and ends.
    Text,
    /// A string with escapes: where it starts and ends, with its quotes.
    Escaped,
    /// A documented value: its index in the choice; where its text starts, if that is known.
    Choice,
    /// A number: where it starts and ends.
    Number,
    True,
    False,
    /// A block: its index.
    Record,
    /// A list: the index of its count, which the indices of its blocks follow.
    List,
    /// A JSON value: where it starts and ends.
    Json,
    /// A node that is not JSON as it stands.
    Recovered,
    /// Like `Text`; what it says is JSON.
    Embedded,
    /// Like `Escaped`; what it says is JSON.
    EmbeddedEscaped,
    /// The tag of a union whose type is given as `Unknown`.
    Unknown,
    /// The first entry of a list of members: `[next, key, key end and tag, value, value end and tag]`.
    Extra,
    /// JSON, or a string that holds JSON: where its words are. See [`json`].
    Values,
}

/// What an offset leaves of a word.
pub(crate) const TAG_BITS: u32 = (border::offset::MAX as u32).leading_zeros();
const TAG_MASK: u32 = (1 << TAG_BITS) - 1;

/// The two words of a slot.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Slot {
    pub(crate) a: u32,
    pub(crate) b: u32,
}

impl Slot {
    pub(crate) const ABSENT: Self = Self::new(Tag::Absent, 0, 0);

    pub(crate) const fn new(tag: Tag, a: u32, high: u32) -> Self {
        Self {
            a,
            b: high << TAG_BITS | tag as u32,
        }
    }
    pub(crate) const fn range(tag: Tag, range: Range) -> Self {
        Self::new(tag, range.start, range.end)
    }
    pub(crate) const fn is(self, tag: Tag) -> bool {
        self.b & TAG_MASK == tag as u32
    }
    pub(crate) const fn is_absent(self) -> bool {
        self.is(Tag::Absent)
    }
    pub(crate) const fn high(self) -> u32 {
        self.b >> TAG_BITS
    }
    /// Whether the words are a range of the text.
    pub(crate) const fn is_range(self) -> bool {
        const RANGES: u32 = 1 << Tag::Text as u32
            | 1 << Tag::Escaped as u32
            | 1 << Tag::Number as u32
            | 1 << Tag::Json as u32
            | 1 << Tag::Embedded as u32
            | 1 << Tag::EmbeddedEscaped as u32;
        RANGES >> (self.b & TAG_MASK) & 1 != 0
    }
    /// The same slot of another range.
    pub(crate) const fn over(self, range: Range) -> Self {
        Self {
            a: range.start,
            b: range.end << TAG_BITS | self.b & TAG_MASK,
        }
    }
    /// The same slot of a range that ends elsewhere: behind `to` what was behind `end`.
    pub(crate) const fn moved(self, end: u32, to: u32) -> Self {
        let by = to.wrapping_sub(end);
        Self {
            a: self.a.wrapping_add(by),
            b: self.b.wrapping_add(by << TAG_BITS),
        }
    }
    pub(crate) const fn as_range(self) -> Range {
        Range {
            start: self.a,
            end: self.high(),
        }
    }
    /// What is inside the quotes, if it is a string.
    pub(crate) const fn inside(self) -> Option<Range> {
        let Range { start, end } = self.as_range();
        match () {
            () if self.is(Tag::Text) => Some(self.as_range()),
            () if self.is(Tag::Escaped) => Some(Range {
                start: start + 1,
                end: end - 1,
            }),
            () => None,
        }
    }
    /// The slot of a string at the same place that has escapes where this one has none, or none where this one has some.
    pub(crate) const fn turned(self) -> Self {
        let Range { start, end } = self.as_range();
        if self.is(Tag::Text) {
            Self::new(Tag::Escaped, start - 1, end + 1)
        } else {
            Self::new(Tag::Text, start + 1, end - 1)
        }
    }
}

/// How many words an entry of `extra` takes.
pub(crate) const EXTRA_WORDS: usize = 5;

/// The words before the first block, for the door that hands them out.
pub(crate) const HEADER_WORDS: usize = 12;

/// The slot of a JSON value that is kept as it stands.
pub(crate) fn json_slot(tape: &Tape, node: u32) -> Slot {
    let value = tape.node(node);
    if value.is(Node::FAULTY) {
        Slot::new(Tag::Recovered, node, 0)
    } else {
        Slot::range(Tag::Json, value.range())
    }
}

/// The slot of a string or a name.
pub(crate) fn text_slot(tape: &Tape, node: u32) -> Slot {
    let value = tape.node(node);
    if value.is(Node::FAULTY) {
        return Slot::new(Tag::Recovered, node, 0);
    }
    if value.is(Node::ESCAPED) {
        Slot::range(Tag::Escaped, value.range())
    } else {
        Slot::range(Tag::Text, value.inner())
    }
}

/// Where JavaScript finds the name of a member, as three words: how it stands there, and from where to where – or, of a name
/// that is not JSON as it stands, its node, of which the module is asked. `convert`: from bytes to UTF-16 code units.
#[cfg(feature = "wasm")]
pub(crate) fn name_words(tape: &Tape, key: u32, convert: &dyn Fn(u32) -> u32) -> [u32; border::name::WORDS] {
    // The numbers are those of `readPath` in pkg/src/diagnostics.js and of `namesOf` in pkg/src/inspect.js; 0 is no name.
    const PLAIN: u32 = 1;
    const ESCAPED: u32 = 2;
    const FAULTY: u32 = 3;
    let node = tape.node(key);
    let words = |form, range: Range| [form, convert(range.start), convert(range.end)];
    match () {
        () if node.is(Node::FAULTY) => [FAULTY, key, 0],
        () if node.is(Node::ESCAPED) => words(ESCAPED, node.range()),
        () => words(PLAIN, node.inner()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slot_holds_a_tag_and_the_largest_offset() {
        let largest = border::offset::MAX as u32;
        let slot = Slot::new(Tag::Extra, 1, largest);
        assert!(slot.is(Tag::Extra) && !slot.is_absent());
        assert_eq!((slot.a, slot.high()), (1, largest));
        assert_eq!(slot.as_range(), Range { start: 1, end: largest });
        assert_eq!(Slot::new(Tag::Extra, 1, largest + 1).high(), 0);
    }

    #[test]
    fn what_is_kept_as_its_text_is_a_range() {
        for (tag, is_range) in [
            (Tag::Absent, false),
            (Tag::Text, true),
            (Tag::Escaped, true),
            (Tag::Choice, false),
            (Tag::Number, true),
            (Tag::True, false),
            (Tag::False, false),
            (Tag::Record, false),
            (Tag::List, false),
            (Tag::Json, true),
            (Tag::Recovered, false),
            (Tag::Embedded, true),
            (Tag::EmbeddedEscaped, true),
            (Tag::Unknown, false),
            (Tag::Extra, false),
            (Tag::Values, false),
        ] {
            for high in [0, 1, border::offset::MAX as u32] {
                assert_eq!(Slot::new(tag, 0, high).is_range(), is_range, "{tag:?} {high}");
            }
        }
    }
}
