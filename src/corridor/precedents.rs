//! Precedents: bodies that are judged as one before them was.
//!
//! In: a body. Out: the tape, the words and the findings that the check would leave of it, or nothing. Does not know: names,
//! records, what is remarkable – that was found when the precedent was read.
//!
//! What the tape and the check leave of a body follows from its text, and of most values – an id, a time, what somebody wrote –
//! it matters only whether they are what they should be. So a body that is the same but for such values has the same nodes,
//! words and findings, in places that have moved with the lengths of the values before them. A value that is wrong may be
//! another one that is wrong in the same way. Whatever else has been remarked on belongs to what must be the same – where it may
//! name a person, the body is not learned. How members bear on each other is not remembered: the rules judge anew.
//!
//! Why it exists: one sender writes its events by a program. If one of them is remarkable – of an older format, with a new
//! member, in another spelling –, nearly all of them are, and reading each as if it were the first takes three times as long.

pub(super) mod moves;
pub(super) mod values;

use super::Wants;
#[cfg(feature = "wasm")]
use super::rulings::{Ruling, Told};
#[cfg(feature = "wasm")]
use crate::border;
use crate::check::{Check, Checked, Scratch};
use crate::diagnostic::{Finding, Sink};
use crate::patterns::{Cut, Known, Pattern, Patterns, Sought};
#[cfg(feature = "wasm")]
use crate::patterns::{KNOWN_MAX, PLACE_BITS};
use crate::schema::EventKind;
use crate::slots::{Slot, Words};
use crate::source::Range;
use crate::tape::{Node, Tape};
use moves::{Behind, Moves, behind};
use values::{Other, Value, Values};

/// JavaScript keeps what was told of each in as many places.
#[cfg(feature = "wasm")]
const _: () = assert!(KNOWN_MAX == border::precedent::PLACES);

/// What is longer, or has more, is not learned.
const TEXT_BYTES_MAX: usize = 2560;
const NODES_MAX: usize = 256;
const WORDS_MAX: usize = 1024;
const FINDINGS_MAX: usize = 48;
/// How much speaks for it that the next body follows one: this at most.
const DUE_MAX: u32 = 4;
/// So much is what one that followed says for it; one that was expected to and did not takes 1.
const DUE_BY_ONE: u32 = 2;

/// A body that was read.
struct Precedent {
    values: Vec<Value>,
    nodes: Vec<(Node, Behind)>,
    words: Vec<u32>,
    /// The slots that are ranges, and where they are among the words.
    slots: Vec<(u32, Slot, Behind)>,
    findings: Vec<Finding>,
    scratch: Scratch,
    checked: Checked,
    /// What is said of who follows it, once it was told.
    #[cfg(feature = "wasm")]
    ruling: Option<Ruling>,
}

/// Whether a body was looked for already.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Search {
    #[default]
    Ahead,
    /// It follows the precedent that was followed last.
    Found,
    InVain,
}

/// The precedents of a reader.
#[derive(Default)]
pub(crate) struct Precedents {
    patterns: Patterns<Other, Precedent>,
    /// What the reader wanted when they were read: with other severities there would be other findings.
    wants: Wants,
    /// How much speaks for it that this body has one: see [`DUE_MAX`].
    due: u32,
    search: Search,
    /// The one that was learned last, until somebody asks.
    #[cfg(feature = "wasm")]
    newest: Option<u32>,
    /// How many were learned.
    #[cfg(feature = "wasm")]
    total: u32,
    /// In what the body is another one than the one it follows.
    moves: Moves,
}

impl Precedents {
    /// Whether a body follows one, where those before it have. Asked before all else.
    pub(crate) fn expects(&mut self, text: &[u8], wants: &Wants) -> bool {
        self.search = Search::Ahead;
        if self.due == 0 {
            return false;
        }
        if self.finds(text, wants) {
            self.search = Search::Found;
            return true;
        }
        self.due -= 1;
        false
    }

    /// Notes that a body has followed one.
    fn has_followed(&mut self) {
        self.due = DUE_MAX.min(self.due + DUE_BY_ONE);
    }

    /// Leaves of a body what its precedent has; nothing where it follows none.
    #[inline(never)]
    pub(super) fn follow(
        &mut self,
        text: &[u8],
        wants: &Wants,
        tape: &mut Tape,
        words: &mut Words,
        scratch: &mut Scratch,
        sink: &mut Sink<'_>,
    ) -> Option<Checked> {
        self.seek(text, wants);
        if core::mem::take(&mut self.search) != Search::Found {
            return None;
        }
        self.has_followed();
        let precedent = &self.patterns.last()?.meaning;
        precedent.give(&self.moves, tape, words, sink);
        scratch.load(&precedent.scratch);
        Some(precedent.checked)
    }

    /// Looks for the one that a body follows, unless that was done.
    pub(crate) fn seek(&mut self, text: &[u8], wants: &Wants) {
        if self.search != Search::Ahead {
            return;
        }
        self.search = Search::InVain;
        if !self.patterns.tries() {
            return;
        }
        if self.wants != *wants {
            self.patterns.clear();
            self.wants = wants.clone();
        }
        if self.finds(text, wants) {
            self.search = Search::Found;
        } else {
            self.patterns.has_missed();
        }
    }

    /// Whether a body follows any precedent.
    #[inline(never)]
    fn finds(&mut self, text: &[u8], wants: &Wants) -> bool {
        if text.len() > wants.bytes_max || self.wants != *wants {
            return false;
        }
        let sought = Sought {
            text,
            at: 0,
            is_whole: true,
        };
        if self
            .patterns
            .find(sought, |other, start, place| other.read(text, start, place))
            .is_none()
        {
            return false;
        }
        if let Some(known) = self.patterns.last() {
            self.moves.set(&known.meaning.values, self.patterns.read());
        }
        true
    }

    /// Learns a body that follows none, as the check has left it.
    pub(super) fn learn(&mut self, check: &mut Check<'_, '_, '_>, checked: Checked) {
        let Check { text, tape, words, .. } = check;
        let is_short = text.len() <= TEXT_BYTES_MAX
            && tape.nodes().len() <= NODES_MAX
            && words.as_slice().len() <= WORDS_MAX
            && check.sink.findings().len() <= FINDINGS_MAX;
        let Some(kind) = checked.kind.filter(|_| is_short && !tape.faulty) else {
            return;
        };
        if self
            .patterns
            .may_learn([kind as u32, tape.len(), words.as_slice().len() as u32])
            && let Some((pattern, known)) = Precedent::of(check, checked)
        {
            let place = self.patterns.learn(pattern, known);
            #[cfg(feature = "wasm")]
            {
                self.total = self.total.wrapping_add(1);
                self.newest = Some(self.total << PLACE_BITS | place as u32);
            }
            #[cfg(not(feature = "wasm"))]
            let _ = place;
        }
    }
}

#[cfg(feature = "wasm")]
impl Precedents {
    /// The number of the precedent that this body has become, if it has: no other has it. To be asked once, behind each body.
    pub(crate) fn newest(&mut self) -> Option<u32> {
        self.newest.take()
    }

    /// Keeps what was told of a precedent, if a place in who follows it is the same in any encoding but for the values before;
    /// whether it is.
    pub(crate) fn rule(&mut self, number: u32, mut told: Told<'_>) -> bool {
        let Some((pattern, precedent)) = self.patterns.at(number as usize % KNOWN_MAX) else {
            return false;
        };
        // What a rule was told in escapes stands elsewhere in what has none.
        let mut asked = told.asked.iter().flat_map(|asked| asked.nodes);
        if !pattern.is_ascii() || asked.any(|node| told.tape.node(node).is(Node::ESCAPED)) {
            return false;
        }
        precedent.ruling = Some(Ruling::of(&mut told, &precedent.values));
        true
    }

    /// Gives the words of a body that was found to follow, where there is a ruling and it holds; its kind, and the root's block.
    /// `is_utf8`: a character beyond ASCII has more bytes than it has units.
    pub(crate) fn give(&mut self, text: &[u8], is_utf8: bool, words: &mut Words) -> Option<(EventKind, u32)> {
        if self.search != Search::Found {
            return None;
        }
        let precedent = &self.patterns.last()?.meaning;
        let ruling = precedent.ruling.as_ref()?;
        if !ruling.holds(text, &self.moves) {
            return None;
        }
        if is_utf8 {
            self.moves.count_units(text, &precedent.values);
        }
        ruling.give(&self.moves, words);
        let given = (precedent.checked.kind?, precedent.checked.block);
        self.forget();
        self.has_followed();
        Some(given)
    }

    /// Forgets which one this body follows: it is written in another way now, or was given.
    pub(crate) fn forget(&mut self) {
        self.search = Search::Ahead;
    }
}

impl Precedent {
    #[cold]
    fn of(check: &mut Check<'_, '_, '_>, checked: Checked) -> Option<(Pattern, Known<Other, Self>)> {
        let Check {
            text,
            tape,
            words,
            sink,
            scratch,
            ..
        } = check;
        let findings = sink.findings();
        let mut slots = Vec::new();
        let mut leaves = Vec::new();
        if let Some(kind) = checked.kind {
            words.change_ranges(kind.law().record, checked.block, &mut |at, slot, field| {
                slots.push((at, slot, Behind::default()));
                leaves.push((slot, field));
                slot
            });
        }
        let found = Values {
            text,
            tape,
            findings,
            leaves,
            is_unknown: checked.kind == Some(EventKind::Unknown),
        }
        .find()?;
        let mut cut = Cut::new(text, 0);
        for (value, other) in &found {
            cut.value(value.range, *other);
        }
        let (pattern, steps) = cut.end(text.len() as u32)?;
        let values: Vec<Value> = found.iter().map(|(value, _)| *value).collect();
        for (_, slot, place) in &mut slots {
            *place = behind(&values, slot.as_range());
        }
        let nodes = tape.nodes().iter().map(|node| (*node, behind(&values, node.range())));
        let mut own_scratch = Scratch::default();
        own_scratch.load(scratch);
        let meaning = Self {
            nodes: nodes.collect(),
            words: words.as_slice().to_vec(),
            slots,
            findings: findings.to_vec(),
            scratch: own_scratch,
            checked,
            values,
            #[cfg(feature = "wasm")]
            ruling: None,
        };
        Some((pattern, Known { steps, meaning }))
    }

    /// Gives a body that follows what this one left.
    #[inline(never)]
    fn give(&self, moves: &Moves, tape: &mut Tape, words: &mut Words, sink: &mut Sink<'_>) {
        let turned = moves
            .turned
            .iter()
            .filter_map(|number| self.values.get(*number as usize));
        tape.load(self.nodes.iter().map(|(node, behind)| {
            let Range { start, end } = moves.range(node.range(), *behind);
            let mut node = *node;
            (node.start, node.end) = (start, end);
            node
        }));
        for value in turned.clone() {
            tape.turn(value.node);
        }
        words.leave(self.words.len());
        words.load(&self.words);
        for (at, slot, behind) in &self.slots {
            let moved = slot.over(moves.range(slot.as_range(), *behind));
            let is_turned = turned.clone().any(|value| slot.inside() == Some(value.range));
            words.set_pair(*at, if is_turned { moved.turned() } else { moved });
        }
        for finding in &self.findings {
            let finding = finding.clone();
            sink.push(finding.moved(|range| moves.range(range, behind(&self.values, range))));
        }
    }
}

#[cfg(test)]
mod tests;
