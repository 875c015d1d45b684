//! The fields of a record: judged, once they were found.
//!
//! In: what was found of a record. Out: its slots, and whether the record can be given. Does not know: unions, single
//! values.
//!
//! Why it exists: whether a member is missing, null, of a wrong type or as it should be is the same question for every record.

use super::{Check, Demand, Found, Judged, Outcome, Strangers};
use crate::catalog::{Phrase, Severity, Word};
use crate::schema::{Field, Presence, Record, Type};
use crate::slots::{Slot, Tag};
use crate::tape::NodeType;

impl Check<'_, '_, '_> {
    /// An object that should be a record.
    pub(super) fn record(&mut self, record: &'static Record, object: u32, demand: Demand) -> Outcome {
        match record.union {
            Some(union) if union.subject.is_none() => self.self_told(record, union, object, demand),
            Some(union) => {
                let found = self.find(record, object, Strangers::Reported);
                self.sibling_told(union, found, demand)
            }
            None => {
                let found = self.find(record, object, Strangers::Reported);
                self.judge(found, demand)
            }
        }
    }

    /// Judges what was found of a record without a union.
    pub(super) fn judge(&mut self, mut found: Found, demand: Demand) -> Outcome {
        let complete = self.judge_fields(&mut found, u32::MAX, demand);
        self.finish(found, complete)
    }

    /// Judges those of some fields that are not judged yet; whether all that are required are there.
    pub(super) fn judge_fields(&mut self, found: &mut Found, fields: u32, demand: Demand) -> bool {
        let mut complete = true;
        // What a flat shape has laid out is among them: it is needed where it belongs.
        for index in Bits(found.due(found.record.needed) & fields) {
            let Some(field) = found.record.fields.get(index) else {
                break;
            };
            let slot = self.field(found, index, field, field.presence, demand);
            complete &= !slot.is_absent() || field.presence != Presence::Required;
            self.words.set(found.block, index, slot);
        }
        complete
    }

    /// Ends a record: what is left over goes under `extra`, and the rules may look.
    pub(super) fn finish(&mut self, found: Found, complete: bool) -> Outcome {
        if found.head != 0 {
            let extra = Slot::new(Tag::Extra, found.head, 0);
            self.words.set(found.block, found.record.extra_slot(), extra);
        }
        self.scratch.seen.push(found);
        Outcome {
            block: found.block,
            complete,
        }
    }

    /// Judges one field; absent if there is nothing to give.
    pub(super) fn field(
        &mut self,
        found: &mut Found,
        index: usize,
        field: &Field,
        presence: Presence,
        demand: Demand,
    ) -> Slot {
        let node = self.value_of(found, index);
        if let Type::Record(record) = field.of
            && let Some(place) = self
                .scratch
                .lifted
                .iter()
                .position(|lifted| lifted.record.id == record.id)
        {
            let lifted = self.scratch.lifted.swap_remove(place);
            return self.lifted(lifted, demand);
        }
        if node == 0 {
            self.missing(found, index, presence, demand);
            return Slot::ABSENT;
        }
        self.trace(node, found.record, index);
        match self.node(node).kind() {
            NodeType::Error => Slot::ABSENT,
            NodeType::Null => {
                self.null(found, index, presence, demand);
                Slot::ABSENT
            }
            _ => self.present(found, index, field, presence, demand),
        }
    }

    fn lifted(&mut self, found: Found, demand: Demand) -> Slot {
        let outcome = match found.record.union {
            Some(union) => self.sibling_told(union, found, demand),
            None => self.judge(found, demand),
        };
        Slot::new(Tag::Record, outcome.block, 0)
    }

    /// Judges a value that is there.
    #[inline]
    fn present(&mut self, found: &mut Found, index: usize, field: &Field, presence: Presence, demand: Demand) -> Slot {
        let node = self.value_of(found, index);
        let judged = match field.of {
            Type::Leaf(kind) => self.leaf(kind, node),
            Type::Choice(choice) => self.choice(choice, (found, index), node),
            Type::Record(record) => {
                let inner = if presence == Presence::Required {
                    demand
                } else {
                    Demand::Record
                };
                self.nested(record, node, inner)
            }
            Type::List(record) => self.list(record, node),
        };
        match judged {
            Judged::Slot(slot) => slot,
            Judged::Silent => {
                self.set_aside(found, index, presence);
                Slot::ABSENT
            }
            Judged::Mistyped(expected) => {
                self.mistyped(found, index, presence, demand, expected);
                Slot::ABSENT
            }
        }
    }

    /// An object where a record is due.
    fn nested(&mut self, record: &'static Record, node: u32, demand: Demand) -> Judged {
        if self.node(node).kind() != NodeType::Object {
            return Judged::Mistyped(Word::AnObject);
        }
        let outcome = self.record(record, node, demand);
        if outcome.complete || matches!(demand, Demand::Event) {
            return Judged::Slot(Slot::new(Tag::Record, outcome.block, 0));
        }
        self.take_back(node);
        Judged::Silent
    }

    fn list(&mut self, record: &'static Record, node: u32) -> Judged {
        if self.node(node).kind() != NodeType::Array {
            return Judged::Mistyped(Word::AnArray);
        }
        let mut blocks = Vec::new();
        for element in self.tape.elements(node) {
            match self.nested(record, element, Demand::Record) {
                Judged::Slot(slot) => {
                    blocks.push(slot.a);
                    continue;
                }
                Judged::Mistyped(expected) => {
                    self.report_mistyped(element, expected, Severity::Warning, Phrase::HelpKeptInExtra);
                }
                Judged::Silent => {}
            }
            // With one that is none the others are kept as they were sent.
            self.take_back(node);
            return Judged::Silent;
        }
        Judged::Slot(self.words.list(&blocks))
    }

    /// Keeps a value that could not be read as its field under `extra`, unless that costs more than the field.
    pub(super) fn set_aside(&mut self, found: &mut Found, index: usize, presence: Presence) {
        let node = self.value_of(found, index);
        if presence != Presence::Required && node != 0 {
            self.keep(found, node - 1);
        }
    }
}

/// The places of the bits of a set, the lowest first.
pub(super) struct Bits(pub(super) u32);

impl Iterator for Bits {
    type Item = usize;
    #[inline]
    fn next(&mut self) -> Option<usize> {
        if self.0 == 0 {
            return None;
        }
        let place = self.0.trailing_zeros() as usize;
        self.0 &= self.0 - 1;
        Some(place)
    }
}
