//! Rulings: the words that JavaScript got of a precedent, to be given of a body that follows it.
//!
//! In: a precedent as it was told, or by how much places have moved since. Out: words. Does not know: how anything was found.
//!
//! Of what is said of a body nothing changes in one that follows, but for places. JavaScript keeps what it was told of the
//! precedent, and is told spans. A rule asks of values; where one gets another answer, the ruling does not hold.
//!
//! Why it exists: to find out once more which lines and which members a place is behind, and to write the same sentences,
//! takes twice as long as to read the body.

use super::precedents::{Behind, Moves, Value, behind};
use crate::check::Asked;
use crate::plain;
use crate::schema::Record;
use crate::slots::{HEADER_WORDS, NAMED_BYTES_MAX, Slot, Tag, Words, name_start};
use crate::source::{Range, Span};
use crate::tape::{NodeType, Tape};

/// What was told of a precedent. All places are in bytes of its text.
pub(crate) struct Told<'t> {
    pub(crate) text: &'t [u8],
    pub(crate) tape: &'t Tape,
    /// Its words as far as they are to be given again, and with which header.
    pub(crate) words: &'t mut Words,
    pub(crate) end: usize,
    pub(crate) head: &'t [u32; HEADER_WORDS],
    /// Its record, and the root's block.
    pub(crate) root: (&'static Record, u32),
    /// Its body as words, if it is kept so.
    pub(crate) body: &'t BodyWords,
    /// The spans of its diagnostics, in the order in which they are told.
    pub(crate) spans: &'t [Span],
    pub(crate) asked: &'t [Asked],
}

/// A question, and the two texts it is asked of.
struct Condition {
    asked: Asked,
    texts: [(Range, Behind); 2],
}

/// What is said of bodies that follow a precedent.
pub(super) struct Ruling {
    words: Vec<u32>,
    /// The slots that are ranges, and where they are among the words.
    slots: Vec<(u32, Slot, Behind)>,
    /// The names in a body that is kept as words.
    names: Vec<(u32, u32)>,
    /// Where the diagnostics are.
    spans: Vec<[Place; 2]>,
    conditions: Vec<Condition>,
}

/// A place in the text.
struct Place {
    at: u32,
    line: u32,
    /// Where its line begins.
    line_start: u32,
    /// How many values are before the place, and before its line.
    behind: Behind,
}

impl Place {
    fn of(text: &[u8], (at, line): (u32, u32), values: &[Value]) -> Self {
        let before = Range { start: 0, end: at }.of(text);
        let line_start = before
            .iter()
            .rposition(|byte| matches!(byte, b'\n' | b'\r'))
            .map_or(0, |end| end as u32 + 1);
        let behind = behind(
            values,
            Range {
                start: at,
                end: line_start,
            },
        );
        Self {
            at,
            line,
            line_start,
            behind,
        }
    }

    /// Where it is now: the place, its line and its column.
    fn moved(&self, moves: Moves<'_>) -> [u32; 3] {
        let [place, line] = self.behind.map(|behind| moves.by(behind));
        let at = self.at.wrapping_add(place);
        [
            at,
            self.line,
            at.wrapping_sub(self.line_start.wrapping_add(line)).wrapping_add(1),
        ]
    }
}

impl Ruling {
    /// A ruling out of what was told of a body with these values, and no character beyond ASCII between them.
    pub(super) fn of(told: Told<'_>, values: &[Value]) -> Self {
        let Told {
            text,
            tape,
            words,
            end,
            head,
            root: (record, block),
            body,
            spans,
            asked,
        } = told;
        let mut slots = Vec::new();
        words.change_ranges(record, block, &mut |at, slot, _| {
            slots.push((at, slot, behind(values, slot.as_range())));
            slot
        });
        for at in &body.ranges {
            let slot = words.pair(*at);
            slots.push((*at, slot, behind(values, slot.as_range())));
        }
        let name = |(at, start): &(u32, u32)| (*at, behind(values, Range::empty(*start as usize))[0]);
        let span = |span: &Span| {
            let places = [(span.byte_start, span.line), (span.byte_end, span.end_line)];
            places.map(|place| Place::of(text, place, values))
        };
        let condition = |asked: &Asked| Condition {
            asked: *asked,
            texts: asked.nodes.map(|node| {
                let inside = tape.node(node).inner();
                // Of what is no string no text was asked.
                let is_string = tape.node(node).kind() == NodeType::String;
                let inside = if is_string { inside } else { Range::empty(0) };
                (inside, behind(values, inside))
            }),
        };
        let given = words.as_slice().get(HEADER_WORDS..end).unwrap_or_default();
        Self {
            words: [head, given].concat(),
            names: body.names.iter().map(name).collect(),
            spans: spans.iter().map(span).collect(),
            conditions: asked.iter().map(condition).collect(),
            slots,
        }
    }

    /// Whether it holds for a body that follows.
    pub(super) fn holds(&self, text: &[u8], moves: Moves<'_>) -> bool {
        text.len() < NAMED_BYTES_MAX
            && self.conditions.iter().all(|Condition { asked, texts }| {
                let [one, other] = texts.map(|(range, behind)| moves.range(range, behind).of(text));
                (asked.question)(one, other) == asked.answer
            })
    }

    /// Gives its words of a body that follows, the header's included; the spans of the diagnostics behind them.
    pub(super) fn give(&self, moves: Moves<'_>, words: &mut Words) {
        words.leave(self.words.len());
        words.load(&self.words);
        for (at, slot, behind) in &self.slots {
            words.set_pair(*at, slot.over(moves.range(slot.as_range(), *behind)));
        }
        for (at, behind) in &self.names {
            words.move_name(*at, moves.by(*behind));
        }
        for span in &self.spans {
            let [[start, line, column], [end, end_line, end_column]] = span.each_ref().map(|place| place.moved(moves));
            words.push(&[start, end, line, column, end_line, end_column]);
        }
    }
}

/// The whole body as words, and which of them are places.
#[derive(Default)]
pub(crate) struct BodyWords {
    /// The slot, if it could be written.
    pub(crate) slot: Option<Slot>,
    ranges: Vec<u32>,
    names: Vec<(u32, u32)>,
}

impl BodyWords {
    /// Writes a text that is one value with white space around it.
    pub(crate) fn write(text: &[u8], words: &mut Words) -> Self {
        words.makes_values = true;
        let whole = Slot::range(Tag::Json, Range::new(0, text.len()));
        let mut values = words.values(whole, true);
        let is_value = plain::value_end(text, 0, &mut values).is_some();
        let slot = values.finish(text.len()).filter(|_| is_value);
        let mut body = Self {
            slot,
            ..Self::default()
        };
        if let Some(slot) = slot {
            // The first slot is what the whole would be as a range.
            body.note(&mut (slot.a + 2), words);
        }
        body
    }

    /// Notes the places in the value whose slot is at `at`; behind it.
    ///
    /// Recursion here follows the input no deeper than [`plain::value_end`] does.
    fn note(&mut self, at: &mut u32, words: &Words) {
        let slot = words.pair(*at);
        if slot.is_range() {
            self.ranges.push(*at);
        }
        *at += 2;
        let is_object = slot.is(Tag::Record);
        let parts = if is_object || slot.is(Tag::List) { slot.a } else { 0 };
        for _ in 0..parts {
            if is_object {
                self.names.push((*at, name_start(words.pair(*at))));
                *at += 2;
            }
            self.note(at, words);
        }
    }
}
