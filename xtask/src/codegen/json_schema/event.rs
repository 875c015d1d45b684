//! `pkg/generated/event.schema.json`: JSON Schema 2020-12 of the event, of what `parse` gives.
//!
//! * In: events, records, unions and choices of the schema.
//! * Out: a root that takes any of the events, and a definition for each type that the declarations have.
//! * Does not know: the body.
//! * Why: who stores events, or hands them on to another language, describes them without writing the types again. It says
//!   what `pkg/index.d.ts` says; a test holds every event of the fixtures against it.

use chatapps_webhook::kind::Kind;
use chatapps_webhook::schema::events::{EVENTS, RECORDS};
use chatapps_webhook::schema::{Arm, Choice, Event, Field, Record, Type, Union};

use super::super::builders::has_shape;
use super::super::json::{Json, Object};
use super::super::law::{
    Subject, constant, embedded_name, event_of, fields_in, is_required, open_choices, shown, subjects, tag_choice,
};
use super::strict::reference;
use super::{object, of_type};

const ID: &str = "https://unpkg.com/chatapps-webhook/generated/event.schema.json";
/// The definition of any JSON.
const ANY: &str = "JsonValue";
/// The definition of `extra`.
const EXTRA: &str = "Extra";

pub(in super::super) fn text() -> String {
    Json::from(schema()).pretty()
}

pub(super) fn schema() -> Object {
    let kinds: Vec<Object> = EVENTS.iter().map(|event| reference(event.record.name)).collect();
    Object::new()
        .with("$schema", super::DRAFT)
        .with("$id", ID)
        .with("$comment", super::COMMENT)
        .with("title", "Event of an 8x8 Messaging Apps webhook")
        .with(
            "description",
            "What `parse` of chatapps-webhook gives, told apart by `kind`.",
        )
        .with("oneOf", kinds)
        .with("$defs", definitions())
}

fn definitions() -> Object {
    let mut definitions = Object::new();
    for event in &EVENTS {
        definitions.put(event.record.name, root(event));
    }
    let is_subject = |record: &Record| subjects().iter().any(|subject| subject.record.id == record.id);
    for record in RECORDS {
        if event_of(record).is_none() && !is_subject(record) {
            definitions.put(record.name, record_schema(record));
        }
    }
    for subject in subjects() {
        for arm in subject.arms {
            definitions.put(arm.name, described(arm.doc).and(content(&subject, arm)));
        }
    }
    for choice in open_choices() {
        definitions.put(choice.name, open(choice));
    }
    definitions
        .with(
            EXTRA,
            described("What was sent and is not documented, or not in this form.").and(of_type("object")),
        )
        .with(ANY, described("Any JSON."))
}

fn described(doc: &str) -> Object {
    Object::new().with("description", doc.trim())
}

/// An object that is being described.
#[derive(Default)]
struct Members {
    properties: Object,
    required: Vec<String>,
}

impl Members {
    fn put(&mut self, name: &str, schema: Object, is_required: bool) {
        self.properties.put(name, schema);
        if is_required {
            self.required.push(name.to_owned());
        }
    }
    fn field(&mut self, field: &Field, is_required: bool) {
        self.put(field.name, described(field.doc).and(value(field)), is_required);
        if let Some(name) = embedded_name(field) {
            self.put(name, reference(ANY), false);
        }
    }
    fn extra(mut self) -> Object {
        self.put("extra", reference(EXTRA), false);
        object(self.properties, self.required)
    }
}

fn root(event: &'static Event) -> Object {
    let mut members = Members::default();
    members.put("kind", Object::new().with("const", event.kind_text), true);
    members.put(
        "key",
        described("What identifies this event among repeats.").and(of_type("string")),
        true,
    );
    if has_shape(event) {
        members.put("shape", Object::new().with("enum", vec!["v1", "v2", "v3"]), true);
    }
    for (_, field) in shown(event.record) {
        match constant(event.record, field) {
            Some(text) => members.put(field.name, described(field.doc).with("const", text), true),
            None => members.field(field, is_required(field)),
        }
    }
    if event.keeps_body {
        members.put("body", described("The whole body.").and(reference(ANY)), true);
    }
    described(event.record.doc).and(members.extra())
}

fn record_schema(record: &'static Record) -> Object {
    let schema = described(record.doc);
    let Some(union) = record.union else {
        return schema.and(all(record.fields.iter().map(|field| (field, is_required(field)))));
    };
    let is_common = |slot: usize| {
        slot != union.tag
            && union.subject != Some(slot)
            && (union.subject.is_some() || !union.arms.iter().any(|arm| arm.needs >> slot & 1 == 1))
    };
    let common = record.fields.iter().enumerate().filter(|(slot, _)| is_common(*slot));
    schema
        .and(all(common.map(|(_, field)| (field, is_required(field)))))
        .with("oneOf", variants(record, union))
}

fn all<'a>(fields: impl Iterator<Item = (&'a Field, bool)>) -> Object {
    let mut members = Members::default();
    for (field, is_required) in fields {
        members.field(field, is_required);
    }
    members.extra()
}

fn variants(record: &'static Record, union: &'static Union) -> Vec<Object> {
    let tag = record.fields[union.tag].name;
    let told = union.subject.map(|slot| record.fields[slot].name);
    let values = tag_choice(record, union).values;
    let mut variants = Vec::new();
    for arm in union.arms {
        let names: Vec<&str> = arm
            .values
            .iter()
            .map(|value| values[usize::from(*value)].name)
            .collect();
        let mut members = Members::default();
        members.put(tag, Object::new().with("enum", names), true);
        match told {
            Some(name) => members.put(name, reference(arm.name), !arm.may_be_absent),
            None => fields_in(record, arm.needs)
                .iter()
                .for_each(|(_, field)| members.field(field, true)),
        }
        variants.push(described(arm.doc).and(object(members.properties, members.required)));
    }
    variants.push(unknown(tag, told));
    variants
}

/// What has no type of its own.
fn unknown(tag: &str, told: Option<&str>) -> Object {
    let mut members = Members::default();
    members.put(tag, Object::new().with("const", "Unknown"), true);
    members.put(
        "unknownType",
        described("The type as it was sent.").and(of_type("string")),
        true,
    );
    if let Some(name) = told {
        members.put(name, reference(ANY), false);
    }
    described("A type that is not documented, or that lacks what it calls for.")
        .and(object(members.properties, members.required))
}

fn content(subject: &Subject, arm: &Arm) -> Object {
    let fields = fields_in(subject.record, arm.needs | arm.allows);
    all(fields.iter().map(|(slot, field)| (*field, arm.needs >> slot & 1 == 1)))
}

fn value(field: &Field) -> Object {
    match field.of {
        Type::Leaf(kind) => leaf(kind),
        Type::Choice(choice) if open_choices().iter().any(|open| open.id == choice.id) => reference(choice.name),
        Type::Choice(_) => of_type("string"),
        Type::Record(record) => reference(record.name),
        Type::List(record) => of_type("array").with("items", reference(record.name)),
    }
}

/// As the declarations have it.
fn leaf(kind: Kind) -> Object {
    match kind.law().typescript {
        name @ ("string" | "number" | "boolean") => of_type(name),
        "number | string" => Object::new().with("type", vec!["number", "string"]),
        "JsonValue" => reference(ANY),
        _ => of_type("object"),
    }
}

/// The documented values, and any other text.
fn open(choice: &Choice) -> Object {
    let values: Vec<&str> = choice.values.iter().map(|value| value.name).collect();
    described(choice.doc).with("anyOf", vec![Object::new().with("enum", values), of_type("string")])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reference_has_a_definition() {
        let text = text();
        for piece in text.split("\"#/$defs/").skip(1) {
            let name = piece.split('"').next().expect("a text ends");
            assert!(text.contains(&format!("\n    \"{name}\": ")), "{name}");
        }
    }
}
