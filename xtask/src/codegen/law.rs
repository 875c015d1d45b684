//! Questions to the schema law that several outputs ask.
//!
//! * In: records, fields and unions.
//! * Out: what follows from them.
//! * Does not know: any output.
//! * Why: what follows from the law follows the same way in Rust, in JavaScript and in TypeScript.

use chatapps_webhook::kind::Kind;
use chatapps_webhook::schema::events::{CHOICES, EVENTS, RECORDS};
use chatapps_webhook::schema::{Arm, Choice, Event, Field, Presence, Record, Type, Union};

/// The member that stands beside an embedded JSON and holds what is in it: `responseJson` has `response`.
pub(super) fn embedded_name(field: &Field) -> Option<&'static str> {
    match field.of {
        Type::Leaf(Kind::EmbeddedJson) => {
            Some(field.name.strip_suffix("Json").expect("embedded JSON is named `…Json`"))
        }
        _ => None,
    }
}

/// The event that has this record as its root.
pub(super) fn event_of(record: &Record) -> Option<&'static Event> {
    EVENTS.iter().find(|event| event.record.id == record.id)
}

/// The text of a member that can hold nothing else: a root's choice of one value, by which the event was recognised.
pub(super) fn constant(record: &Record, field: &Field) -> Option<&'static str> {
    match field.of {
        Type::Choice(Choice { values: [only], .. }) if event_of(record).is_some() => Some(only.name),
        _ => None,
    }
}

/// The members of a root by which an event is told.
pub(super) const ENVELOPE: [&str; 3] = ["namespace", "eventType", "version"];

/// The fields in the order in which the event shows them, each with its slot: in a root, what tells the event is first.
pub(super) fn shown(record: &'static Record) -> Vec<(usize, &'static Field)> {
    let mut fields: Vec<_> = record.fields.iter().enumerate().collect();
    if event_of(record).is_some() {
        fields.sort_by_key(|(_, field)| {
            ENVELOPE
                .iter()
                .position(|name| *name == field.name)
                .unwrap_or(ENVELOPE.len())
        });
    }
    fields
}

/// Whether a record without this member is only ever part of a `partial`.
pub(super) fn is_required(field: &Field) -> bool {
    field.presence == Presence::Required
}

/// Whether records lack this member only where something is wrong. Flat shapes have no namespace.
pub(super) fn is_usual(field: &Field) -> bool {
    is_required(field) || field.presence == Presence::Expected && !ENVELOPE.contains(&field.name)
}

/// The choice that a field is of.
pub(super) fn choice_of(field: &Field) -> Option<&'static Choice> {
    match field.of {
        Type::Choice(choice) => Some(choice),
        _ => None,
    }
}

/// The record that a field is of, alone or in a list.
pub(super) fn record_of(field: &Field) -> Option<&'static Record> {
    match field.of {
        Type::Record(record) | Type::List(record) => Some(record),
        _ => None,
    }
}

/// The choice that tells the type of a union.
pub(super) fn tag_choice(record: &Record, union: &Union) -> &'static Choice {
    choice_of(&record.fields[union.tag]).expect("a tag is a choice")
}

/// The arm of a value of the tag.
pub(super) fn arm_of(union: &Union, value: usize) -> Option<&'static Arm> {
    union
        .arms
        .iter()
        .find(|arm| arm.values.iter().any(|own| usize::from(*own) == value))
}

/// The fields that some bits of an arm stand for, each with its slot.
pub(super) fn fields_in(record: &'static Record, bits: u32) -> Vec<(usize, &'static Field)> {
    record
        .fields
        .iter()
        .enumerate()
        .filter(|(slot, _)| bits >> slot & 1 == 1)
        .collect()
}

/// A member whose content depends on a sibling.
pub(super) struct Subject {
    /// The record it is read as, before its type is known.
    pub(super) record: &'static Record,
    /// The choice of the sibling.
    pub(super) tags: &'static Choice,
    /// What the values of the sibling call for.
    pub(super) arms: &'static [Arm],
}

/// The subject of a record's union.
pub(super) fn subject_of(record: &Record) -> Option<Subject> {
    let union = record.union?;
    let inner = record_of(&record.fields[union.subject?]).expect("a subject is an object");
    Some(Subject {
        record: inner,
        tags: tag_choice(record, union),
        arms: union.arms,
    })
}

/// Every subject, once, by its record. Records that share a subject share its arms.
pub(super) fn subjects() -> Vec<Subject> {
    let mut subjects: Vec<Subject> = Vec::new();
    for subject in RECORDS.iter().filter_map(|record| subject_of(record)) {
        match subjects.iter().find(|other| other.record.id == subject.record.id) {
            Some(other) => assert!(
                same_arms(other.arms, subject.arms),
                "{}: one set of arms",
                subject.record.name
            ),
            None => subjects.push(subject),
        }
    }
    subjects
}

fn same_arms(one: &[Arm], other: &[Arm]) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| one.name == other.name)
}

/// The choices that are types of members: not the constants, and not the tags, which are told by the union.
pub(super) fn open_choices() -> Vec<&'static Choice> {
    let tags: Vec<u8> = RECORDS
        .iter()
        .filter_map(|record| record.union.map(|union| tag_choice(record, union).id))
        .collect();
    let is_open = |choice: &&&Choice| choice.values.len() > 1 && !tags.contains(&choice.id);
    CHOICES.iter().filter(is_open).copied().collect()
}
