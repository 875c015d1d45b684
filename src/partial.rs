//! What could be read of an event that is withheld.
//!
//! In: the slots of a reading, perhaps with required ones absent. Out: JSON in the shape of the event. Does not know: which
//! errors there were. Written from the schema's tables, so that it holds for every kind.
//!
//! Why it exists: who has a body that is broken wants to see what of it was understood, and perhaps to save that.

use crate::corridor::Reading;
use crate::kind::{JsonType, Kind};
use crate::schema::{EventKind, Record, Type};
use crate::slots::{Slots, Words, value_name};
use crate::tape::Tape;
use serde_json::{Map, Value};

/// What could be read: the event with what there is of it, or the JSON where no event could be told. Nothing if nothing
/// could be read.
pub(crate) fn value(reading: &Reading<'_>, tape: &Tape, words: &Words, key: Option<&str>) -> Option<Value> {
    if tape.is_empty() || reading.text.is_empty() {
        return None;
    }
    let Some(kind) = reading.checked.kind else {
        return Some(crate::value::of_node(&reading.text, tape, 0));
    };
    let slots = Slots::new(words, tape, &reading.text, None);
    Some(Value::Object(event(&slots, kind, reading, key)))
}

fn event(slots: &Slots<'_, '_>, kind: EventKind, reading: &Reading<'_>, key: Option<&str>) -> Map<String, Value> {
    let law = kind.law();
    let mut event = Map::new();
    event.insert("kind".into(), kind.as_str().into());
    if let Some(key) = key {
        event.insert("key".into(), key.into());
    }
    let mut members = record(slots, law.record, reading.checked.block as usize);
    if kind == EventKind::InboundMessage {
        event.insert("shape".into(), reading.checked.shape.as_str().into());
        members.insert("namespace".into(), "ChatApps".into());
        members.insert("eventType".into(), "inbound_message_received".into());
    }
    event.append(&mut members);
    if law.keeps_body {
        event.insert("body".into(), slots.body().to_value());
    }
    event
}

/// Recursion here follows the schema, whose depth is fixed, and not the input.
fn record(slots: &Slots<'_, '_>, law: &'static Record, block: usize) -> Map<String, Value> {
    let mut members = Map::new();
    for (index, field) in law.fields.iter().enumerate() {
        if slots.is_unknown(block, index) {
            members.insert(field.name.into(), "Unknown".into());
            continue;
        }
        let value = match field.of {
            Type::Leaf(kind) => leaf(slots, kind, block, index),
            Type::Choice(choice) => slots.choice(block, index).map(|value| match value {
                Ok(value) => value_name(choice, value).into(),
                Err(text) => text.into_owned().into(),
            }),
            Type::Record(inner) => match slots.record(block, index) {
                Some(inner_block) => Some(Value::Object(record(slots, inner, inner_block))),
                None => slots.json(block, index).map(|json| json.to_value()),
            },
            Type::List(inner) => slots.list(block, index).map(|blocks| {
                blocks
                    .into_iter()
                    .map(|block| Value::Object(record(slots, inner, block)))
                    .collect()
            }),
        };
        if let Some(value) = value {
            members.insert(field.name.into(), value);
        }
        if let Some(response) = slots.embedded(block, index, slots.text(block, index).as_ref()) {
            members.insert("response".into(), response.to_value());
        }
    }
    if law.union.is_some()
        && let Some(text) = slots.text(block, law.unknown_type_slot())
    {
        members.insert("unknownType".into(), text.into_owned().into());
    }
    let extra = slots.extra(block, law.extra_slot());
    if !extra.is_empty() {
        let extra = extra.iter().map(|(name, value)| (name.to_owned(), value.to_value()));
        members.insert("extra".into(), Value::Object(extra.collect()));
    }
    members
}

fn leaf(slots: &Slots<'_, '_>, kind: Kind, block: usize, index: usize) -> Option<Value> {
    match kind.law().json_type {
        Some(JsonType::Number) => slots.number(block, index).map(Value::Number),
        Some(JsonType::Boolean) => slots.boolean(block, index).map(Value::Bool),
        Some(JsonType::String) => slots.text(block, index).map(|text| text.into_owned().into()),
        _ => slots.json(block, index).map(|json| json.to_value()),
    }
}
