//! Rulings: the words that JavaScript got of a precedent, to be given of a body that follows it.
//!
//! In: a precedent as it was told, or by how much places have moved since. Out: words. Does not know: how anything was found.
//!
//! Of what is said of a body nothing changes in one that follows, but for places. JavaScript keeps what it was told of the
//! precedent, and is told spans. A rule asks of values; where one gets another answer, the ruling does not hold.
//!
//! Why it exists: to find out once more which lines and which members a place is behind, and to write the same sentences,
//! takes twice as long as to read the body.

use super::precedents::moves::{Behind, Moves, behind, values_before};
use super::precedents::values::Value;
use crate::check::Asked;
use crate::schema::Record;
use crate::slots::{HEADER_WORDS, Keep, NAME_SHIFT, NAMED_BYTES_MAX, Slot, TAG_BITS, Words};
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

/// A word that says where something is.
struct Patch {
    at: u32,
    /// By how many bits the place is shifted in it.
    shift: u32,
    /// How many values are before the place – and before what it is counted from, which is mostly the beginning of the text.
    behind: Behind,
}

/// What is said of bodies that follow a precedent.
pub(super) struct Ruling {
    words: Vec<u32>,
    patches: Vec<Patch>,
    /// Where the slots are of values that are strings, and of which value each is.
    strings: Vec<(u32, u32)>,
    conditions: Vec<Condition>,
}

impl Ruling {
    /// A ruling out of what was told of a body with these values, and no character beyond ASCII between them.
    pub(super) fn of(told: &mut Told<'_>, values: &[Value]) -> Self {
        let conditions = told
            .asked
            .iter()
            .map(|asked| condition(asked, told.tape, values))
            .collect();
        let mut ruling = Self {
            words: told.head.to_vec(),
            patches: Vec::new(),
            strings: Vec::new(),
            conditions,
        };
        let given = told.words.as_slice().get(HEADER_WORDS..told.end);
        ruling.words.extend_from_slice(given.unwrap_or_default());
        let (record, block) = told.root;
        told.words.change_ranges(record, block, &mut |at, slot, _| {
            ruling.patch_slot(at, slot, values);
            slot
        });
        for at in &told.body.ranges {
            ruling.patch_slot(*at, told.words.pair(*at), values);
        }
        for (at, start) in &told.body.names {
            ruling.patch(at + 1, NAME_SHIFT, [*start, 0], values);
        }
        for span in told.spans {
            ruling.push_span(told.text, span, values);
        }
        ruling
    }

    fn patch(&mut self, at: u32, shift: u32, places: [u32; 2], values: &[Value]) {
        let behind = places.map(|place| values_before(values, place));
        if behind != [0, 0] {
            self.patches.push(Patch { at, shift, behind });
        }
    }

    fn patch_slot(&mut self, at: u32, slot: Slot, values: &[Value]) {
        let Range { start, end } = slot.as_range();
        self.patch(at, 0, [start, 0], values);
        self.patch(at + 1, TAG_BITS, [end, 0], values);
        if let Some(inside) = slot.inside()
            && let Some(value) = values.iter().position(|value| value.range == inside)
        {
            self.strings.push((at, value as u32));
        }
    }

    /// A span, in bytes here as all places are.
    fn push_span(&mut self, text: &[u8], span: &Span, values: &[Value]) {
        let (start, end) = (span.byte_start, span.byte_end);
        let [line, end_line] = [start, end].map(|at| line_start(text, at));
        let place = self.words.len() as u32;
        let columns = [start - line + 1, end - end_line + 1];
        self.words
            .extend_from_slice(&[start, end, span.line, columns[0], span.end_line, columns[1]]);
        self.patch(place, 0, [start, 0], values);
        self.patch(place + 1, 0, [end, 0], values);
        self.patch(place + 3, 0, [start, line], values);
        self.patch(place + 5, 0, [end, end_line], values);
    }

    /// Whether it holds for a body that follows.
    pub(super) fn holds(&self, text: &[u8], moves: &Moves) -> bool {
        text.len() < NAMED_BYTES_MAX
            && self.conditions.iter().all(|Condition { asked, texts }| {
                let [one, other] = texts.map(|(range, behind)| moves.range(range, behind).of(text));
                let has_escapes = one.contains(&b'\\') || other.contains(&b'\\');
                !has_escapes && (asked.question)(one, other) == asked.answer
            })
    }

    /// Gives its words of a body that follows, the header's included.
    pub(super) fn give(&self, moves: &Moves, words: &mut Words) {
        words.leave(self.words.len());
        words.load(&self.words);
        for Patch { at, shift, behind } in &self.patches {
            let [by, from] = behind.map(|behind| moves.by(behind));
            words.add(*at, by.wrapping_sub(from) << shift);
        }
        for turned in &moves.turned {
            for (at, _) in self.strings.iter().filter(|(_, value)| value == turned) {
                words.set_pair(*at, words.pair(*at).turned());
            }
        }
    }
}

/// Where the line begins that a place is on.
fn line_start(text: &[u8], at: u32) -> u32 {
    let before = Range { start: 0, end: at }.of(text);
    let end = before.iter().rposition(|byte| matches!(byte, b'\n' | b'\r'));
    end.map_or(0, |end| end as u32 + 1)
}

/// What was asked, and where the texts are.
fn condition(asked: &Asked, tape: &Tape, values: &[Value]) -> Condition {
    let text = |node: u32| {
        let node = tape.node(node);
        // Of what is no string no text was asked.
        let is_string = node.kind() == NodeType::String;
        let inside = if is_string { node.inner() } else { Range::empty(0) };
        (inside, behind(values, inside))
    };
    Condition {
        asked: *asked,
        texts: asked.nodes.map(text),
    }
}

/// The whole body as words, and which of them are places.
#[derive(Default)]
pub(crate) struct BodyWords {
    /// Where its words begin, if it could be written.
    pub(crate) start: Option<u32>,
    ranges: Vec<u32>,
    names: Vec<(u32, u32)>,
}

impl BodyWords {
    /// Writes a text that is one value with white space around it.
    pub(crate) fn write(text: &[u8], words: &mut Words) -> Self {
        words.makes_values = true;
        let written = words.write_value(text, 0, Keep::Words);
        let mut body = Self {
            start: written.and_then(|(start, _)| start),
            ..Self::default()
        };
        if let Some(start) = body.start {
            // In front of it is room for what it would be as a range.
            words.each_of_value(start + 2, &mut |at, slot, is_name| {
                if is_name {
                    body.names.push((at, slot.b >> NAME_SHIFT));
                } else if slot.is_range() {
                    body.ranges.push(at);
                }
            });
        }
        body
    }
}
