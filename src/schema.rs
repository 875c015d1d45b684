//! The schema law: what 8x8 sends, in declarations.
//!
//! In: nothing. Out: tables – event kinds, records, unions, choices – that the check reads, and from which the Rust and
//! TypeScript types, the JavaScript that builds objects, the JSON Schema, the reference and the masking are derived.
//! Does not know: text, positions, diagnostics.
//!
//! This file holds the words the law is written in; [`events`] holds the law itself.
//!
//! Why it exists: what is documented stands in one place and in one form, so that nothing that follows from it is written by
//! hand.

pub mod events;

use crate::catalog::{documented, read_by_name, written_by_name};
use crate::kind::Kind;
use crate::scan;

/// How much a member is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// Its record cannot be given without it.
    Required,
    /// Documented as always there, and the record is given without it: a warning.
    Expected,
    /// May be left out; an explicit null is remarked on.
    Optional,
    /// May be left out, and null is documented.
    Nullable,
}

impl Presence {
    /// 1 where its absence is worth a word.
    const fn is_needed(self) -> u32 {
        matches!(self, Self::Required | Self::Expected) as u32
    }
}

/// What the value of a field is.
#[derive(Clone, Copy)]
pub enum Type {
    /// A single value.
    Leaf(Kind),
    /// One of a set of documented spellings.
    Choice(&'static Choice),
    /// An object.
    Record(&'static Record),
    /// An array of objects.
    List(&'static Record),
}

/// A member of a record.
pub struct Field {
    /// The member's name on the wire and in the event.
    pub name: &'static str,
    /// Other spellings that occur and are read as this name.
    pub aliases: &'static [&'static str],
    /// Whether it has to be there.
    pub presence: Presence,
    /// What it holds.
    pub of: Type,
    /// What people call it.
    pub label: &'static str,
    /// What it means; sentences.
    pub doc: &'static str,
}

/// An object with documented members.
pub struct Record {
    /// Its place in [`events::RECORDS`].
    pub id: u8,
    /// The name of its type, in Rust and in TypeScript.
    pub name: &'static str,
    /// What it is; sentences.
    pub doc: &'static str,
    /// Its members in the order 8x8 sends them.
    pub fields: &'static [Field],
    /// The fields that are documented as always there, as bits.
    pub needed: u32,
    /// How its type depends on one of its members, if it does.
    pub union: Option<&'static Union>,
}

/// A record whose type is told by one of its members.
pub struct Union {
    /// The member that tells: an index into the record's fields, of a [`Type::Choice`].
    pub tag: usize,
    /// The member whose content depends on the tag; `None` when it is the record itself.
    pub subject: Option<usize>,
    /// One for each value of the choice that has a type of its own; the others are given as `Unknown`.
    pub arms: &'static [Arm],
}

/// What one value of the tag calls for, as bits of the fields of the subject (bit `n` is field `n`).
pub struct Arm {
    /// The name of the type of the subject (`TextContent`), or of the record itself (`ButtonReplyInteractive`).
    pub name: &'static str,
    /// What it is; sentences.
    pub doc: &'static str,
    /// The values of the tag: indices into its choice.
    pub values: &'static [u8],
    /// What the subject cannot be without.
    pub needs: u32,
    /// What may stand beside; everything else is `unexpected-content`.
    pub allows: u32,
    /// Whether the subject may be null, empty or absent.
    pub may_be_absent: bool,
}

/// A documented set of spellings.
pub struct Choice {
    /// Its place in [`events::CHOICES`].
    pub id: u8,
    /// The name of its type.
    pub name: &'static str,
    /// What it is; sentences.
    pub doc: &'static str,
    /// The values.
    pub values: &'static [Value],
    /// The code for a spelling that is not among them; the text is kept as sent.
    pub otherwise: Otherwise,
}

/// What becomes of a spelling that a choice does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Otherwise {
    /// The type becomes `Unknown`, with `unknown-message-type`.
    UnknownMessageType,
    /// The type becomes `Unknown`, with `unknown-interactive-type`.
    UnknownInteractiveType,
    /// It stays in place, with `unknown-value`.
    UnknownValue,
    /// It stays in place, without a word: the set grows as 8x8 grows.
    Open,
}

/// How far a message has come, from the least to the furthest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Progress {
    /// 8x8 has it, and has done nothing with it.
    Waiting,
    /// 8x8 has taken it.
    Accepted,
    /// It left 8x8.
    Sent,
    /// The operator has it: still on its way. No state says so by itself.
    AtOperator,
    /// The person's device has it.
    Delivered,
    /// It will not come: an end as well, and as far.
    Failed,
    /// The person has seen it.
    Read,
}

impl Progress {
    /// A number that is larger the further the message is. Of two receipts that are equally far the later one counts.
    #[must_use]
    pub const fn tier(self) -> u8 {
        match self {
            Self::Failed => Self::Delivered as u8,
            reached => reached as u8,
        }
    }
}

/// What is known of each value of a choice, in the order of its values. The names are for people, and for the compiler, which
/// refuses another order.
pub(crate) const fn by_value<T: Copy, const COUNT: usize>(choice: &Choice, named: [(&str, T); COUNT]) -> [T; COUNT] {
    assert!(COUNT == choice.values.len(), "one for each value");
    let mut known = [named[0].1; COUNT];
    let mut at = 0;
    while at < COUNT {
        assert!(
            is_same(named[at].0, choice.values[at].name),
            "in the order of the values"
        );
        known[at] = named[at].1;
        at += 1;
    }
    known
}

/// Whether 8x8 documents a member of this name, anywhere.
pub(crate) fn is_documented(name: &[u8]) -> bool {
    let lifts = |flat: &FlatShape| {
        flat.lifts
            .iter()
            .any(|lift| lift.from.iter().any(|from| from.as_bytes() == name))
    };
    events::RECORDS.iter().any(|record| record.has(name)) || events::FLAT_SHAPES.iter().any(lifts)
}

/// Whether 8x8 documents a member of this name in what may stand around a record.
pub(crate) fn is_documented_around(record: &Record, name: &[u8]) -> bool {
    let lifts = |flat: &FlatShape| {
        let is_it = |lift: &Lift| lift.from.first().is_some_and(|from| from.as_bytes() == name);
        flat.lifts.iter().any(is_it)
    };
    let mut outer = events::RECORDS.iter().filter(|outer| outer.has(name));
    outer.any(|outer| outer.holds(record)) || events::FLAT_SHAPES.iter().any(lifts)
}

/// A field, by the numbers of its record and of itself.
pub(crate) type FieldId = (u8, u8);

/// What a flat shape calls otherwise than the newer one, of what is needed: the field, and one that has the name which it has there.
/// It is the state of a message, whose name there is `status`. Made by the compiler, so that it weighs no more than its numbers.
pub(crate) static CALLED_IN_FLAT: [(FieldId, FieldId); 1] = called_in_flat();

const fn called_in_flat<const COUNT: usize>() -> [(FieldId, FieldId); COUNT] {
    let mut called = [((0, 0), (0, 0)); COUNT];
    let (mut count, mut shape) = (0, 0);
    while shape < events::FLAT_SHAPES.len() {
        let (lifts, mut at) = (events::FLAT_SHAPES[shape].lifts, 0);
        while at < lifts.len() {
            let Lift {
                from,
                to: (record, field),
            } = &lifts[at];
            let name = from[from.len() - 1];
            if record.needed >> *field & 1 != 0 && !is_same(name, record.fields[*field].name) {
                called[count] = ((record.id, *field as u8), field_called(name));
                count += 1;
            }
            at += 1;
        }
        shape += 1;
    }
    assert!(count == COUNT, "as many as the flat shapes call otherwise");
    called
}

/// A field of this name.
const fn field_called(name: &str) -> FieldId {
    let mut id = 0;
    while id < events::RECORDS.len() {
        let (record, mut field) = (events::RECORDS[id], 0);
        while field < record.fields.len() {
            if is_same(name, record.fields[field].name) {
                return (record.id, field as u8);
            }
            field += 1;
        }
        id += 1;
    }
    panic!("no field has the name that a flat shape has for a needed one")
}

/// Whether two names are the same, for the compiler: there is no `==` for it.
const fn is_same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let mut at = 0;
    while at < one.len() && at < other.len() && one[at] == other[at] {
        at += 1;
    }
    at == one.len() && at == other.len()
}

/// Whether below a member of this name stand the answers to a Flow: who wrote may have chosen the names in them.
#[inline(never)]
pub(crate) fn holds_answers(name: &[u8]) -> bool {
    let answers = events::INTERACTIVE.fields.get(events::interactive::nfmReply as usize);
    answers.is_some_and(|field| field.is_named(name))
}

/// One documented spelling.
pub struct Value {
    /// The canonical spelling.
    pub name: &'static str,
    /// Others that mean the same; case never matters.
    pub aliases: &'static [&'static str],
    /// What it means; a sentence.
    pub doc: &'static str,
}

impl Choice {
    /// The index of the value that is spelled just like this.
    #[inline]
    pub(crate) fn canonical(&self, text: &[u8]) -> Option<usize> {
        self.values
            .iter()
            .position(|value| scan::same(value.name.as_bytes(), text))
    }

    /// The index of the value with this text, and whether the text is the canonical spelling.
    pub(crate) fn find(&self, text: &[u8]) -> Option<(usize, bool)> {
        if let Some(index) = self.canonical(text) {
            return Some((index, true));
        }
        let same = |name: &str| name.as_bytes().eq_ignore_ascii_case(text);
        let index = self
            .values
            .iter()
            .position(|value| same(value.name) || value.aliases.iter().any(|name| same(name)));
        index.map(|index| (index, false))
    }
}

impl Field {
    /// Whether this is its name, or one that means the same.
    pub(crate) fn is_named(&self, name: &[u8]) -> bool {
        self.name.as_bytes() == name || self.aliases.iter().any(|alias| alias.as_bytes() == name)
    }
}

impl Record {
    /// Whether 8x8 documents a member of this name in it.
    #[inline(never)]
    pub(crate) fn has(&self, name: &[u8]) -> bool {
        self.fields.iter().any(|field| field.is_named(name))
    }

    /// Whether another record may stand inside of it.
    fn holds(&self, other: &Record) -> bool {
        self.fields.iter().any(|field| match field.of {
            Type::Record(inner) | Type::List(inner) => inner.id == other.id || inner.holds(other),
            _ => false,
        })
    }

    /// The number of 2-word slots a block of this record takes: its fields, the `unknownType` of a union, `extra`.
    pub const fn slots(&self) -> usize {
        self.fields.len() + self.union.is_some() as usize + 1
    }
    /// The slot of `unknownType`; only a union has it.
    pub const fn unknown_type_slot(&self) -> usize {
        self.fields.len()
    }
    /// The slot of `extra`.
    pub const fn extra_slot(&self) -> usize {
        self.slots() - 1
    }
}

/// The kinds of events. The order is the order of `events::EVENTS`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
#[non_exhaustive]
pub enum EventKind {
    /// A message from a person to one of your channels.
    InboundMessage,
    /// News of a message you sent.
    DeliveryReceipt,
    /// The echo of what a colleague sent from the WhatsApp Business app: outbound.
    ExternalAppMessage,
    /// A text message (SMS) from a person.
    InboundSms,
    /// News of an SMS you sent.
    SmsDeliveryReceipt,
    /// News of a WhatsApp business account, its templates and its users.
    BusinessManagement,
    /// An event of 8x8 Voice.
    Voice,
    /// Not a published 8x8 event.
    Unknown,
}

impl EventKind {
    /// Every kind.
    pub const ALL: &[Self] = &[
        Self::InboundMessage,
        Self::DeliveryReceipt,
        Self::ExternalAppMessage,
        Self::InboundSms,
        Self::SmsDeliveryReceipt,
        Self::BusinessManagement,
        Self::Voice,
        Self::Unknown,
    ];

    /// The text of `kind` in an event.
    ///
    /// ```
    /// assert_eq!(chatapps_webhook::EventKind::InboundMessage.as_str(), "inbound-message");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.law().kind_text
    }

    pub(crate) const fn law(self) -> &'static Event {
        &events::EVENTS[self as usize]
    }
}

written_by_name! {
    /// As [`EventKind::as_str`].
    ///
    /// ```
    /// assert_eq!(format!("{:>7}", chatapps_webhook::EventKind::Voice), "  voice");
    /// ```
    EventKind
}

read_by_name! {
    /// From its name, as it is written and serialized: so settings can say which kinds are expected.
    ///
    /// ```
    /// use chatapps_webhook::{EventKind, Options};
    /// assert_eq!("inbound-sms".parse(), Ok(EventKind::InboundSms));
    /// let kinds: Vec<EventKind> = serde_json::from_str(r#"["inbound-message", "delivery-receipt"]"#)?;
    /// let options = Options::new().expect(kinds);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    EventKind, Self::ALL, "the name of an event kind"
}

/// The published shapes of an inbound message. The event is the same for all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Shape {
    /// Flat, with `eventType` `inboundMessage`: old, and still published for LINE.
    V1,
    /// With a `payload`, without a `version`.
    V2,
    /// With a `payload` and `"version": 3`.
    V3,
}

impl Shape {
    /// `"v1"`, `"v2"` or `"v3"`.
    ///
    /// ```
    /// assert_eq!(chatapps_webhook::Shape::V1.as_str(), "v1");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::V1 => "v1",
            Self::V2 => "v2",
            Self::V3 => "v3",
        }
    }
}

written_by_name! {
    /// As [`Shape::as_str`].
    ///
    /// ```
    /// assert_eq!(chatapps_webhook::Shape::V3.to_string(), "v3");
    /// ```
    Shape
}

read_by_name! {
    /// From its name, as it is written and serialized.
    ///
    /// ```
    /// use chatapps_webhook::Shape;
    /// assert_eq!("v2".parse(), Ok(Shape::V2));
    /// assert_eq!(serde_json::from_str::<Shape>(r#""v2""#)?, Shape::V2);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    Shape, [Self::V1, Self::V2, Self::V3], "\"v1\", \"v2\" or \"v3\""
}

/// A kind of event: how its body is laid out and what tells it apart.
pub struct Event {
    /// The text of `kind`.
    pub kind_text: &'static str,
    /// What people call it.
    pub label: &'static str,
    /// The root object.
    pub record: &'static Record,
    /// Whether the event keeps the whole body as JSON.
    pub keeps_body: bool,
    /// The published numbers in `version`; a body without one is always published. None: what of it is published is not known.
    pub versions: Option<&'static [u32]>,
    /// The members whose texts, joined by colons, are the key; each a path of field indices from the root. None: a hash.
    pub key: &'static [&'static [usize]],
}

/// A published pair of `namespace` and `eventType`.
pub struct Recognition {
    /// The namespace, in its canonical spelling.
    pub namespace: &'static str,
    /// The event type; empty: every event type of this namespace.
    pub event_type: &'static str,
    /// What it is.
    pub kind: EventKind,
    /// The members of its payload that tell it from the events before it where one of the two is missing.
    pub told_by: &'static [&'static str],
}

/// An older, flat shape of an event, lifted into the newer one.
pub struct FlatShape {
    /// The `eventType` that tells it.
    pub event_type: &'static str,
    /// The event it is.
    pub kind: EventKind,
    /// Its number in `version`, when it sends one.
    pub version: u32,
    /// Where its members go.
    pub lifts: &'static [Lift],
}

/// Where one member of a flat shape goes.
pub struct Lift {
    /// The path in the body.
    pub from: &'static [&'static str],
    /// The record it goes to, and the field there.
    pub to: (&'static Record, usize),
}

/// Declares a record: its static, an enum of its field indices, and its documentation.
macro_rules! record {
    (
        $(#[doc = $doc:literal])*
        $id:literal $STATIC:ident = $name:literal, fields $index:ident $(, union $union:expr)? ;
        $(
            $(#[doc = $field_doc:literal])*
            $field:ident: $presence:ident $of:expr => $label:literal $(or $aliases:expr)?;
        )*
    ) => {
        $(#[doc = $doc])*
        pub static $STATIC: Record = Record {
            id: $id,
            name: documented($name),
            doc: documented(concat!($($doc),*)),
            fields: &[$(Field {
                name: wire_name(stringify!($field)),
                aliases: record!(@aliases $($aliases)?),
                presence: Presence::$presence,
                of: $of,
                label: documented($label),
                doc: documented(concat!($($field_doc),*)),
            }),*],
            needed: 0 $(| Presence::$presence.is_needed() << $index::$field as u32)*,
            union: record!(@union $($union)?),
        };
        #[doc = concat!("The indices of the fields of [`", stringify!($STATIC), "`].")]
        #[allow(non_camel_case_types, missing_docs, clippy::upper_case_acronyms, dead_code)]
        pub enum $index { $($field),* }
    };
    (@aliases) => { &[] };
    (@aliases $aliases:expr) => { &$aliases };
    (@union) => { None };
    (@union $union:expr) => { Some($union) };
}
use record;

/// A raw identifier's name without its `r#`.
const fn wire_name(identifier: &'static str) -> &'static str {
    match identifier.as_bytes() {
        [b'r', b'#', ..] => identifier.split_at(2).1,
        _ => identifier,
    }
}

/// The bits of some fields of one record: `bits!(content: text, url)`.
macro_rules! bits {
    ($index:ident: $($field:ident),*) => { 0 $(| 1_u32 << ($index::$field as u32))* };
}
use bits;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_places() {
        for (place, record) in events::RECORDS.iter().enumerate() {
            assert_eq!(usize::from(record.id), place, "{}", record.name);
            assert!(
                record.fields.len() <= 30,
                "the bits of an arm, and the table of the check"
            );
        }
        for (place, choice) in events::CHOICES.iter().enumerate() {
            assert_eq!(usize::from(choice.id), place, "{}", choice.name);
        }
        for (place, kind) in EventKind::ALL.iter().enumerate() {
            assert_eq!(*kind as usize, place);
        }
    }

    #[test]
    fn kinds_and_shapes_are_written_as_in_an_event() {
        for kind in EventKind::ALL {
            assert_eq!(kind.to_string(), kind.as_str());
            let written = serde_json::to_value(kind).unwrap();
            assert_eq!(written, kind.as_str());
            assert_eq!(serde_json::from_value::<EventKind>(written).unwrap(), *kind);
            assert_eq!(kind.as_str().parse(), Ok(*kind));
        }
        for shape in [Shape::V1, Shape::V2, Shape::V3] {
            assert_eq!(serde_json::to_value(shape).unwrap(), shape.to_string());
            assert_eq!(shape.as_str().parse(), Ok(shape));
        }
        assert_eq!(
            "V1".parse::<Shape>().unwrap_err().to_string(),
            "expected \"v1\", \"v2\" or \"v3\""
        );
        assert!(serde_json::from_str::<EventKind>("\"inbound\"").is_err());
    }

    #[test]
    fn every_record_and_choice_is_listed() {
        fn visit(record: &'static Record, seen: &mut Vec<u8>) {
            if seen.contains(&record.id) {
                return;
            }
            seen.push(record.id);
            assert!(core::ptr::eq(events::RECORDS[usize::from(record.id)], record));
            for field in record.fields {
                match field.of {
                    Type::Record(inner) | Type::List(inner) => visit(inner, seen),
                    Type::Choice(choice) => {
                        assert!(core::ptr::eq(events::CHOICES[usize::from(choice.id)], choice));
                    }
                    Type::Leaf(_) => {}
                }
            }
        }
        let mut seen = Vec::new();
        events::EVENTS.iter().for_each(|event| visit(event.record, &mut seen));
        assert_eq!(seen.len(), events::RECORDS.len());
    }

    /// The check lays out what is needed, whether there is a member or not.
    #[test]
    fn what_a_flat_shape_lays_out_is_needed_where_it_belongs() {
        for flat in events::FLAT_SHAPES {
            let root = flat.kind.law().record;
            let records: Vec<&Record> = flat.lifts.iter().map(|lift| lift.to.0).collect();
            for record in records.iter().filter(|record| record.id != root.id) {
                let holds = |owner: &&&Record| {
                    let fields = owner.fields.iter().enumerate();
                    fields
                        .filter(|(index, _)| owner.needed >> index & 1 != 0)
                        .any(|(_, field)| matches!(field.of, Type::Record(inner) if inner.id == record.id))
                };
                assert!(records.iter().any(|owner| holds(&owner)), "{}", record.name);
            }
        }
    }

    /// What is said to be missing is said by the name that the flat shape has for it.
    #[test]
    fn what_is_needed_and_called_otherwise_in_a_flat_shape_is_the_state() {
        let name_of = |(record, field): FieldId| events::RECORDS[usize::from(record)].fields[usize::from(field)].name;
        let otherwise = CALLED_IN_FLAT.map(|(own, called)| (name_of(own), name_of(called)));
        assert_eq!(otherwise, [("state", "status")]);
    }

    #[test]
    fn tags_are_choices_and_arms_name_their_values() {
        for record in events::RECORDS {
            let Some(union) = record.union else { continue };
            let Type::Choice(choice) = record.fields[union.tag].of else {
                panic!("{}: no choice", record.name)
            };
            let mut values: Vec<u8> = union.arms.iter().flat_map(|arm| arm.values).copied().collect();
            values.sort_unstable();
            let all: Vec<u8> = (0..choice.values.len() as u8).collect();
            assert_eq!(values, all, "{}: each value has one arm", record.name);
        }
    }

    #[test]
    #[cfg(feature = "codegen")]
    fn everything_is_documented() {
        for record in events::RECORDS {
            assert!(record.doc.trim().ends_with('.'), "{}", record.name);
            for field in record.fields {
                assert!(field.doc.trim().ends_with('.'), "{}.{}", record.name, field.name);
                assert!(!field.label.is_empty());
            }
        }
    }
}
