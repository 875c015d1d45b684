//! Templates: bodies that differ from one that was read before in their values only.
//!
//! In: a body. Out: what the fast path would leave of it, or nothing. Does not know: names, presence, unions – they were judged
//! when the template was made.
//!
//! A template is what is between the values of a body – braces, names, white space, and the values that decide what the others
//! mean –, the words that were left of it, and for each value how it was judged and where its words are. A body that has the
//! same text between its values has the same members in the same places, so its values are judged, and its words are those of
//! the template but for theirs. Where a body leaves a template, it may go on by another one that was the same up to there.
//!
//! Why it exists: one sender writes its events by a program, so nearly all of them have come before, but for their values.
//! Finding each name among those that may stand there takes more than half of the time that reading takes.

use super::envelope::ENVELOPE;
use super::{Documented, Reader};
use crate::kind::Kind;
use crate::order;
use crate::patterns::{self, Cut, Known, Pattern, Patterns, Sought, Step};
use crate::scan;
use crate::schema::events::inbound;
use crate::schema::{Choice, Record, Type};
use crate::slots::{Slot, Tag, Words};
use crate::source::Range;

/// What leaves more words is not learned.
const WORDS_MAX: usize = 768;
/// How many bodies in a row may not be documented until most are not tried either.
const STRANGE_MAX: u32 = 8;

/// What tells an event and its shape. Everywhere the tag of a union tells what else may be there.
const DECIDING: [&str; 3] = [
    ENVELOPE.fields[inbound::version as usize].name,
    ENVELOPE.fields[inbound::namespace as usize].name,
    ENVELOPE.fields[inbound::eventType as usize].name,
];

/// How a value is read.
#[derive(Clone, Copy)]
enum Reading {
    String(Kind),
    Choice(&'static Choice),
    Other(Type),
    /// It must be the same, and belongs to what is between the others: its slot in the body that was learned, and where it ended.
    Same(Slot, u32),
}

/// A value of a template.
#[derive(Clone, Copy)]
struct Value {
    reading: Reading,
    /// Where its slot is among the words.
    place: u32,
}

impl patterns::Value for Value {
    type Read = Slot;

    /// Places, and what is the same, may be others: slots are set once all are read.
    fn sort(&self) -> usize {
        // No record and no choice has an address as low as these, or an odd one.
        match self.reading {
            Reading::Same(..) => 0,
            Reading::String(kind) => 2 * kind as usize + 1,
            Reading::Other(Type::Leaf(kind)) => 2 * kind as usize + 2,
            Reading::Choice(choice) | Reading::Other(Type::Choice(choice)) => core::ptr::from_ref(choice).addr(),
            Reading::Other(Type::Record(record)) => core::ptr::from_ref(record).addr(),
            Reading::Other(Type::List(record)) => core::ptr::from_ref(record).addr() + 1,
        }
    }
}

impl Value {
    /// Reads one that begins at `start`, and puts its slot; where it ends.
    #[inline]
    fn read(&self, reader: &mut Reader<'_, '_>, start: usize, place: &mut Slot) -> Option<usize> {
        let (slot, end) = match (self.reading, reader.text.get(start)) {
            // Its slot is made of where it ends.
            (Reading::Same(..), _) => (Slot::new(Tag::Absent, start as u32, 0), start),
            (Reading::String(kind), Some(b'"')) => reader.string(kind, start)?,
            (Reading::Choice(choice), Some(b'"')) => reader.choice(choice, start)?,
            (Reading::Other(of), Some(first)) => reader.other(of, *first, start)?,
            _ => return None,
        };
        *place = slot;
        Some(end)
    }
}

/// What a body leaves that follows a template, but for the slots of its values.
struct Left {
    words: Vec<u32>,
    documented: Documented,
}

/// The templates of a reader.
#[derive(Default)]
pub(crate) struct Templates {
    /// Whether any are learned: who reads one body needs none.
    pub(crate) are_kept: bool,
    patterns: Patterns<Value, Left>,
    /// How many bodies in a row were not documented.
    strange: u32,
}

impl Templates {
    /// Reads a body by a template it follows.
    pub(super) fn follow(&mut self, reader: &mut Reader<'_, '_>) -> Option<Documented> {
        let is_tried = if self.strange < STRANGE_MAX {
            self.patterns.tries()
        } else {
            self.patterns.tries_unlikely()
        };
        // Until it is known to be documented.
        self.strange = self.strange.saturating_add(1);
        if !is_tried {
            return None;
        }
        // What has words of its own to write does so behind those of any template.
        reader.words.leave(WORDS_MAX);
        let sought = Sought {
            text: reader.text,
            at: 0,
            is_whole: true,
        };
        self.patterns
            .find(sought, |value, start, place| value.read(reader, start, place))?;
        self.strange = 0;
        let known = self.patterns.last()?;
        let left = &known.meaning;
        reader.words.load(&left.words);
        for (step, read) in known.steps.iter().zip(self.patterns.read()) {
            let slot = match step.value.reading {
                Reading::Same(slot, end) if slot.is_range() => slot.moved(end, read.a),
                Reading::Same(slot, _) => slot,
                _ => *read,
            };
            reader.words.set_read(step.value.place, slot);
        }
        let documented = left.documented;
        let is_documented =
            reader.wants(documented.kind) && reader.keeps_rules(documented.kind, documented.shape, documented.block);
        is_documented.then_some(documented)
    }

    /// Learns a body that was read without.
    pub(super) fn learn(&mut self, text: &[u8], words: &Words, documented: Documented) {
        self.strange = 0;
        self.patterns.has_missed();
        let count = words.as_slice().len();
        if self.patterns.may_learn([documented.kind as u32, 0, count as u32])
            && count <= WORDS_MAX
            && let Some((pattern, steps)) = pattern_of(text, words, documented)
        {
            let words = words.as_slice().to_vec();
            let meaning = Left { words, documented };
            self.patterns.learn(pattern, Known { steps, meaning });
        }
    }
}

/// The pattern of a body, and its values; nothing where it is too long.
fn pattern_of(text: &[u8], words: &Words, documented: Documented) -> Option<(Pattern, Vec<Step<Value>>)> {
    let mut finder = Finder {
        text,
        words,
        found: Vec::new(),
    };
    finder.find(documented.kind.law().record, documented.block, &DECIDING);
    let found = finder.found;
    let mut order: Vec<u32> = (0..found.len() as u32).collect();
    order::sort(&mut order, &|one, other| {
        let start = |at: usize| found.get(at).map(|(range, _)| range.start);
        start(one).cmp(&start(other))
    });
    let mut cut = Cut::new(text, 0);
    for place in order {
        let (range, value) = found.get(place as usize)?;
        let range = match value.reading {
            Reading::Same(..) => Range::empty(range.end as usize),
            _ => *range,
        };
        cut.value(range, *value);
    }
    cut.end(text.len() as u32)
}

/// Finds the values of a body.
struct Finder<'t> {
    text: &'t [u8],
    words: &'t Words,
    /// With their quotes.
    found: Vec<(Range, Value)>,
}

impl Finder<'_> {
    /// Finds the values of a record, of which some decide what else may be there: those of these names, and the tag of a union.
    /// Recursion follows the schema.
    fn find(&mut self, record: &'static Record, block: u32, deciding: &[&str]) {
        for (index, field) in record.fields.iter().enumerate() {
            let slot = self.words.get(block, index);
            let place = Words::place(block, index);
            let decides = deciding.contains(&field.name) || record.union.is_some_and(|union| union.tag == index);
            match field.of {
                Type::Record(inner) if slot.is(Tag::Record) => self.find(inner, slot.a, &[]),
                Type::List(inner) if slot.is(Tag::List) => {
                    for at in 1..=self.words.word(slot.a) {
                        self.find(inner, self.words.word(slot.a + at), &[]);
                    }
                }
                of => self.found.extend(self.value(of, slot, place, decides)),
            }
        }
    }

    /// One value; nothing for what has no slot of its own, or always the same.
    fn value(&self, of: Type, slot: Slot, place: u32, decides: bool) -> Option<(Range, Value)> {
        let range = match () {
            () if slot.is(Tag::Choice) => {
                let start = slot.high() as usize;
                Range::new(start, scan::string_stop(self.text, start))
            }
            () if slot.is(Tag::Values) => self.words.pair(slot.a).as_range(),
            () if slot.is_range() => slot.as_range(),
            () => return None,
        };
        let is_inside = slot.is(Tag::Choice) || slot.is(Tag::Text) || slot.is(Tag::Embedded);
        let quote = u32::from(is_inside);
        let range = Range {
            start: range.start - quote,
            end: range.end + quote,
        };
        let reading = match of {
            _ if decides => Reading::Same(slot, range.end),
            Type::Leaf(kind) if kind.is_string() => Reading::String(kind),
            Type::Choice(choice) => Reading::Choice(choice),
            of => Reading::Other(of),
        };
        Some((range, Value { reading, place }))
    }
}

#[cfg(test)]
mod tests;
