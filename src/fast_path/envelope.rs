//! The envelope: which event a body is, and in which of its published shapes.
//!
//! In: the members around the payload. Out: the kind, what record the payload is, the shape – or nothing. Does not know: what is
//! in the payload.
//!
//! Why it exists: the record of the root is that of the event, and which one it is stands in the root. Nearly always it stands
//! there before the payload, so a body is read in one pass with a record that stands for all of them.

use super::{Reader, string_at, value_start};
use crate::kind::{Kind, approximate};
use crate::scan;
use crate::schema::events::{self, external, inbound, inbound_sms, management, receipt, sms_receipt};
use crate::schema::{EventKind, Field, Presence, Record, Shape, Type};
use crate::slots::{Keep, Slot, Tag, Words};
use crate::source::Range;

/// What is around the payload, which is the same for most events. What sort of payload it is the members before it tell;
/// until then this record stands for that of the payload.
pub(super) static ENVELOPE: Record = Record {
    id: events::INBOUND_MESSAGE.id,
    name: "",
    doc: "",
    fields: &[
        around(inbound::version, Type::Leaf(Kind::Version)),
        around(inbound::namespace, Type::Leaf(Kind::Token)),
        around(inbound::eventType, Type::Leaf(Kind::Token)),
        around(inbound::description, Type::Leaf(Kind::FreeText)),
        around(inbound::payload, Type::Record(&ENVELOPE)),
    ],
    needed: 0,
    union: None,
};

const fn around(field: inbound, of: Type) -> Field {
    let law = &events::INBOUND_MESSAGE.fields[field as usize];
    Field {
        name: law.name,
        aliases: law.aliases,
        presence: Presence::Optional,
        of,
        label: law.label,
        doc: law.doc,
    }
}

/// The event of a pair of names.
fn event_of(namespace: &[u8], event_type: &[u8]) -> Option<EventKind> {
    let is = |name: &str, text: &[u8]| scan::same(name.as_bytes(), text) || name.as_bytes().eq_ignore_ascii_case(text);
    // A flat shape is told by its type alone, whatever the namespace is.
    let is_flat = || events::FLAT_SHAPES.iter().any(|flat| is(flat.event_type, event_type));
    let row = events::RECOGNITIONS.iter().find(|row| {
        let is_any = row.event_type.is_empty();
        (is_any || is(row.event_type, event_type)) && is(row.namespace, namespace) && !(is_any && is_flat())
    });
    row.map(|row| row.kind)
}

/// Which event it is, wherever the members stand that tell it.
pub(super) fn recognise(text: &[u8], mut at: usize, words: &mut Words) -> Option<EventKind> {
    const NAMESPACE: &[u8] = ENVELOPE.fields[inbound::namespace as usize].name.as_bytes();
    const EVENT_TYPE: &[u8] = ENVELOPE.fields[inbound::eventType as usize].name.as_bytes();
    // No other event has this member, and none that has it, a type and details and no namespace is another one.
    const MANAGEMENT_ID: &[u8] = events::BUSINESS_MANAGEMENT.fields[management::eventId as usize]
        .name
        .as_bytes();
    let (mut namespace, mut event_type): (&[u8], &[u8]) = (b"", b"");
    while namespace.is_empty() || event_type.is_empty() {
        let name = string_at(text, &mut at)?;
        if name == MANAGEMENT_ID {
            return Some(EventKind::BusinessManagement);
        }
        match (name, value_start(text, &mut at)?) {
            (NAMESPACE, b'"') => namespace = string_at(text, &mut at)?,
            (EVENT_TYPE, b'"') => event_type = string_at(text, &mut at)?,
            _ => (_, at) = words.write_value(text, at, Keep::Range)?,
        }
        if scan::byte_behind_space(text, &mut at) != b',' {
            break;
        }
        at += 1;
    }
    event_of(namespace, event_type)
}

impl Reader<'_, '_> {
    /// What the payload is, by the members of the envelope that were seen before it.
    pub(super) fn payload_type(&mut self, envelope: u32, seen: u32) -> Option<Type> {
        const NAMES: [usize; 2] = [inbound::namespace as usize, inbound::eventType as usize];
        self.words.finish(envelope, seen);
        // With escapes it is told as if it were missing: the corridor finds out what it says.
        let names = NAMES.map(|index| {
            let slot = self.words.get(envelope, index);
            let range = if slot.is(Tag::Text) {
                slot.as_range()
            } else {
                Range::empty(0)
            };
            range.of(self.text)
        });
        let kind = event_of(names[0], names[1]).filter(|kind| self.wants(*kind))?;
        let root = kind.law().record;
        let payload = root.fields.get(inbound::payload as usize)?.of;
        self.kind = Some(kind);
        for (index, name) in NAMES.into_iter().zip(names) {
            if let Type::Choice(choice) = root.fields.get(index)?.of {
                let value = choice.canonical(name)?;
                let start = self.words.get(envelope, index).a;
                let slot = Slot::new(Tag::Choice, value as u32, start);
                self.words.set_next(envelope, index, slot);
            }
        }
        Some(payload)
    }

    /// The published shape; nothing for a version that is not published.
    pub(super) fn shape(&self, kind: EventKind, root: u32) -> Option<Shape> {
        let Some(versions) = kind.law().versions else {
            return Some(Shape::V2);
        };
        const VERSION: usize = inbound::version as usize;
        const OTHERS: [usize; 5] = [
            receipt::version as usize,
            external::version as usize,
            inbound_sms::version as usize,
            sms_receipt::version as usize,
            management::version as usize,
        ];
        const { assert!(matches!(OTHERS, [VERSION, VERSION, VERSION, VERSION, VERSION])) };
        let slot = self.words.get(root, VERSION);
        if slot.is_absent() {
            return Some(Shape::V2);
        }
        let text = slot.as_range().of(self.text);
        let is_published = |version: &u32| match text {
            [digit] => u32::from(*digit) == u32::from(b'0') + version,
            _ => f64::from(*version) == approximate(text),
        };
        versions.iter().any(is_published).then_some(Shape::V3)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fast_path::Needs;
    use crate::scan::Indent;
    use crate::schema::Recognition;
    use crate::tape::Tape;

    #[test]
    fn the_envelope_is_that_of_each_event_it_may_turn_out_to_be() {
        let is_alike = |one: Type, other: Type| match (one, other) {
            (Type::Leaf(one), Type::Leaf(other)) => one == other,
            // The names of an event are texts until it is known which ones are documented for it.
            (Type::Leaf(one), Type::Choice(_)) => one == Kind::Token,
            (Type::Record(one), Type::Record(_) | Type::Leaf(Kind::Json)) => core::ptr::eq(one, &ENVELOPE),
            _ => false,
        };
        let mut count = 0;
        for row in events::RECOGNITIONS {
            let root = row.kind.law().record;
            assert_eq!(root.slots(), ENVELOPE.slots(), "{}", root.name);
            for (field, stand_in) in root.fields.iter().zip(ENVELOPE.fields) {
                assert_eq!(field.name, stand_in.name, "{}", root.name);
                assert!(is_alike(stand_in.of, field.of), "{} {}", root.name, field.name);
                count += 1;
            }
        }
        assert_eq!(count, 30);
    }

    /// An event is looked for beforehand only where its envelope does not tell it: either way it is read alike.
    #[test]
    fn most_events_are_told_by_their_envelope() {
        let told = |text: &str, expect: Option<u32>| {
            let (mut words, mut tape, mut decoded) = (Words::default(), Tape::default(), Vec::new());
            words.clear();
            let mut reader = Reader {
                text: text.as_bytes(),
                words: &mut words,
                tape: &mut tape,
                decoded: &mut decoded,
                expect,
                kind: None,
                is_verbatim: true,
                has_nulls: false,
            };
            reader.record(&ENVELOPE, 1, &Indent::default(), Needs::OfRecord);
            reader.kind
        };
        for row in events::RECOGNITIONS {
            let Recognition {
                namespace,
                event_type,
                kind,
                ..
            } = row;
            let body = format!(r#"{{"namespace":"{namespace}","eventType":"{event_type}","payload":{{"#);
            assert_eq!(told(&body, None), Some(*kind), "{body}");
            assert_eq!(told(&body, Some(1 << *kind as u32)), Some(*kind), "{body}");
            assert_eq!(told(&body, Some(!(1 << *kind as u32))), None, "{body}");
            let lower = body.replacen(namespace, &namespace.to_lowercase(), 1);
            assert_eq!(told(&lower, None), Some(*kind), "{lower}");
            // Nothing is told by one half, or by another half.
            for (half, other) in [(*namespace, "Chat"), (*event_type, "inbound")] {
                if !half.is_empty() {
                    assert_eq!(told(&body.replacen(half, other, 1), None), None, "{body} {other}");
                }
            }
        }
        for flat in events::FLAT_SHAPES {
            let body = format!(
                r#"{{"namespace":"VOICE","eventType":"{}","payload":{{"#,
                flat.event_type
            );
            assert_eq!(told(&body, None), None, "{body}");
        }
        let late = r#"{"namespace":"ChatApps","payload":{},"eventType":"inbound_message_received"}"#;
        assert_eq!(told(late, None), None);
    }
}
