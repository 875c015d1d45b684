//! Flat shapes: bodies of an older form, laid out as the records of the newer one.
//!
//! In: the root of a body that has a flat shape. Out: its event, of records whose members stood in no object of their own. Does
//! not know: how a member is judged, which is the same as in the newer shape.
//!
//! Why it exists: 8x8 still publishes two of them, and whoever handles an event should not have to know in which form it came.

use super::{Check, Demand, Found, Outcome, Strangers};
use crate::catalog::{Phrase, Severity, Word};
use crate::schema::{FlatShape, Lift, Record, Type};
use crate::tape::{self, NodeType};

impl Check<'_, '_, '_> {
    /// Lays the members of a flat body out as the records of the newer shape, and judges those.
    #[inline(never)]
    pub(super) fn flat(&mut self, flat: &'static FlatShape) -> Outcome {
        let root = flat.kind.law().record;
        let mut records: Vec<Found> = Vec::new();
        let mut strangers: Vec<u32> = Vec::new();
        let mut containers: Vec<u32> = Vec::new();
        for key in self.tape.members(0) {
            let name = tape::name(self.text, self.tape, key);
            match flat.lifts.iter().find(|lift| begins_with(lift, &name)) {
                None => strangers.push(key),
                Some(lift) if lift.from.len() == 1 => self.lift(&mut records, lift, key),
                Some(lift) => {
                    self.trace(key, lift.to.0, lift.to.1);
                    self.place_container(&mut containers, key);
                }
            }
        }
        for key in containers {
            if !self.lift_container(flat, &mut records, key) {
                strangers.push(key);
            }
        }
        let envelope = self.envelope(root);
        for lift in flat.lifts {
            let mut found = self.take_or_new(&mut records, lift.to.0);
            found.without = without(flat, lift.to.0, envelope.is_some());
            records.push(found);
        }
        self.keep_strangers(flat, &mut records, &strangers);
        self.sink.forget_unknown(&mut |key| Some(key) == envelope);
        let found = self.take_or_new(&mut records, root);
        self.scratch.lifted = records;
        self.judge(found, Demand::Event)
    }

    /// The envelope of the newer form, where one stands in a flat body around what should stand in the root.
    fn envelope(&mut self, root: &'static Record) -> Option<u32> {
        let field = root
            .fields
            .iter()
            .position(|field| matches!(field.of, Type::Record(_)))?;
        let name = root.fields.get(field)?.name.as_bytes();
        let umid_in = |object: u32| self.member(object, &mut |_, other| other == b"umid");
        let key = self.member(0, &mut |_, other| other == name)?;
        let umid = umid_in(key + 1).filter(|_| umid_in(0).is_none())?;
        // Both names tell what it is, also of a masked body.
        self.trace(key, root, field);
        self.trace(umid, root, field);
        Some(key)
    }

    /// Keeps the members of a flat body that go nowhere: in its payload, where the newer shape would have them.
    #[inline(never)]
    fn keep_strangers(&mut self, flat: &'static FlatShape, records: &mut Vec<Found>, strangers: &[u32]) {
        let root = flat.kind.law().record;
        let payload = root.fields.iter().find_map(|field| match field.of {
            Type::Record(record) => Some(record),
            _ => None,
        });
        for key in strangers.iter().copied() {
            let mut found = self.take_or_new(records, payload.unwrap_or(root));
            let name = tape::name(self.text, self.tape, key);
            // A name that is lifted is known, and what stands there is no object: that has been said.
            if flat.lifts.iter().any(|lift| begins_with(lift, &name)) {
                self.keep(&mut found, key);
            } else {
                self.unknown_member(&mut found, key, Strangers::Reported);
            }
            records.push(found);
        }
        self.report_repeated_strangers(strangers);
    }

    /// Notes an object inside a flat body; the last of two counts.
    fn place_container(&mut self, containers: &mut Vec<u32>, key: u32) {
        let name = tape::name(self.text, self.tape, key);
        let first = containers
            .iter_mut()
            .find(|first| tape::name(self.text, self.tape, **first) == name);
        match first {
            Some(first) => {
                self.sink.push(tape::duplicate(self.tape, *first, key));
                *first = key;
            }
            None => containers.push(key),
        }
    }

    /// Puts the value of a member where its lift says.
    fn lift(&mut self, records: &mut Vec<Found>, lift: &'static Lift, key: u32) {
        let (record, field) = lift.to;
        self.trace(key, record, field);
        let mut found = self.take_or_new(records, record);
        self.place(&mut found, field, key, self.node(key + 1));
        records.push(found);
    }

    /// What was found of a record so far, taken out of the list; nothing yet if it is not there. Its members stand in the root.
    #[inline(never)]
    fn take_or_new(&mut self, records: &mut Vec<Found>, record: &'static Record) -> Found {
        match records.iter().position(|found| found.record.id == record.id) {
            Some(place) => records.swap_remove(place),
            None => self.found(record, 0),
        }
    }

    /// Lifts the members of an object inside a flat body; false if it is none.
    #[inline(never)]
    fn lift_container(&mut self, flat: &'static FlatShape, records: &mut Vec<Found>, key: u32) -> bool {
        let value = self.node(key + 1);
        let name = tape::name(self.text, self.tape, key);
        let Some(first) = flat.lifts.iter().find(|lift| begins_with(lift, &name)) else {
            return false;
        };
        match value.kind() {
            NodeType::Object => {}
            NodeType::Null => {
                self.report_null(key + 1, self.written(key));
                return true;
            }
            NodeType::Error => return true,
            _ => {
                self.report_mistyped(key + 1, Word::AnObject, Severity::Warning, Phrase::HelpKeptInExtra);
                return false;
            }
        }
        let mut strangers: Vec<u32> = Vec::new();
        for inner in self.tape.members(key + 1) {
            let inner_name = tape::name(self.text, self.tape, inner);
            let lift = flat
                .lifts
                .iter()
                .filter(|lift| begins_with(lift, &name))
                .find(|lift| lift.from.get(1).is_some_and(|from| from.as_bytes() == &*inner_name));
            match lift {
                Some(lift) => self.lift(records, lift, inner),
                None => {
                    strangers.push(inner);
                    let mut found = self.take_or_new(records, first.to.0);
                    self.unknown_member(&mut found, inner, Strangers::Reported);
                    records.push(found);
                }
            }
        }
        self.report_repeated_strangers(&strangers);
        true
    }
}

/// Whether a lift is of a member of the root with this name, or of one inside of it.
fn begins_with(lift: &Lift, name: &[u8]) -> bool {
    lift.from.first().is_some_and(|from| from.as_bytes() == name)
}

/// The fields of a record that a flat shape does not have; in an envelope, all but the id, which is called missing for what stands
/// in there.
fn without(flat: &FlatShape, record: &Record, is_enveloped: bool) -> u32 {
    let has = |index: usize| {
        flat.lifts
            .iter()
            .filter(|lift| !is_enveloped || *lift.from == ["umid"])
            .any(|lift| lift.to.0.id == record.id && lift.to.1 == index)
    };
    (0..record.fields.len())
        .filter(|index| !has(*index))
        .fold(0, |bits, index| bits | 1 << index)
}
