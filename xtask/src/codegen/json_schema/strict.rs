//! The strict definitions: the body as it is documented.
//!
//! * In: kinds, records, unions and choices.
//! * Out: a definition for each event and published shape, each record, each content, each set of values, each form.
//! * Does not know: what `parse` forgives.
//! * Why: people generate types and documentation in other languages from them. Members that are not documented are let
//!   pass, because 8x8 adds some without notice; what is documented has its documented form.

use chatapps_webhook::kind::{JsonType, Kind};
use chatapps_webhook::schema::events::{EVENTS, FLAT_SHAPES, RECOGNITIONS, RECORDS};
use chatapps_webhook::schema::{
    Arm, Choice, Event, Field, FlatShape, Lift, Otherwise, Presence, Record, Type, Union, events::CHOICES,
};

use super::super::json::{Json, Object};
use super::super::law::{Subject, constant, event_of, fields_in, subject_of, subjects, tag_choice};
use super::{object, of_type};

pub(super) fn definitions() -> Object {
    let mut definitions = Object::new();
    for event in &EVENTS {
        for (name, schema) in roots(event) {
            definitions.put(&name, schema);
        }
    }
    for record in RECORDS
        .iter()
        .filter(|record| event_of(record).is_none() && !is_subject(record))
    {
        definitions.put(record.name, record_schema(record));
    }
    for subject in subjects() {
        for arm in subject.arms {
            let members = fields_in(subject.record, arm.needs | arm.allows);
            let fields = members.iter().map(|(slot, field)| (*field, arm.needs >> slot & 1 == 1));
            definitions.put(arm.name, described(arm.doc).and(members_schema(fields)));
        }
    }
    for choice in CHOICES.iter().filter(|choice| choice.values.len() > 1) {
        definitions.put(choice.name, choice_schema(choice));
    }
    for kind in Kind::ALL.iter().filter(|kind| has_form(**kind)) {
        definitions.put(&format!("{kind:?}"), kind_schema(*kind));
    }
    definitions
}

fn is_subject(record: &Record) -> bool {
    subjects().iter().any(|subject| subject.record.id == record.id)
}

fn described(doc: &str) -> Object {
    Object::new().with("description", doc.trim())
}

/// A definition, by its name.
pub(super) fn reference(name: &str) -> Object {
    Object::new().with("$ref", format!("#/$defs/{name}"))
}

// ---- events --------------------------------------------------------------------------------------------------------

/// The published shapes of an event. 8x8 counts the one without a number as the one before the first that has a number.
pub(super) fn roots(event: &'static Event) -> Vec<(String, Object)> {
    let name = event.record.name;
    let mut roots: Vec<(String, Object)> = Vec::new();
    let versions = event.versions.unwrap_or_default();
    for version in versions {
        roots.push((format!("{name}V{version}"), root(event, Some(*version))));
    }
    match versions.first() {
        Some(first) => roots.push((format!("{name}V{}", first - 1), root(event, None))),
        None => roots.push((name.to_owned(), root(event, None))),
    }
    let flat = FLAT_SHAPES
        .iter()
        .filter(|flat| EVENTS[flat.kind as usize].kind_text == event.kind_text);
    roots.extend(flat.map(|flat| (format!("{name}V{}", flat.version), flat_root(event, flat))));
    roots
}

fn root(event: &'static Event, version: Option<u32>) -> Object {
    let (mut properties, mut required) = (Object::new(), Vec::new());
    let counted = event.versions.is_some_and(|versions| !versions.is_empty());
    for field in event.record.fields {
        let is_version = matches!(field.of, Type::Leaf(Kind::Version));
        let schema = match (is_version, version, told_by(event, field)) {
            (true, Some(number), _) => described(field.doc).with("const", Json::Written(number.to_string())),
            (true, None, _) if counted => continue,
            (_, _, Some(text)) => described(field.doc).with("const", text),
            _ => member(field),
        };
        properties.put(field.name, schema);
        if is_always_there(field) || (is_version && version.is_some()) || told_by(event, field).is_some() {
            required.push(field.name.to_owned());
        }
    }
    let schema = described(event.record.doc).and(object(properties, required));
    if counted && version.is_none() {
        let any = Object::new().with("version", Json::Written("true".to_owned()));
        return schema.with(
            "not",
            Object::new().with("properties", any).with("required", vec!["version"]),
        );
    }
    schema
}

/// The text by which an event is recognised, where this member has it.
fn told_by(event: &Event, field: &Field) -> Option<&'static str> {
    if let Some(text) = constant(event.record, field) {
        return Some(text);
    }
    let row = RECOGNITIONS
        .iter()
        .find(|row| EVENTS[row.kind as usize].kind_text == event.kind_text)?;
    match field.name {
        "namespace" => Some(row.namespace),
        "eventType" => Some(row.event_type).filter(|text| !text.is_empty()),
        _ => None,
    }
}

/// The flat shape: each member where it is lifted from.
fn flat_root(event: &'static Event, flat: &'static FlatShape) -> Object {
    let (mut properties, mut required) = (Object::new(), Vec::new());
    let mut containers: Vec<&str> = Vec::new();
    for lift in flat.lifts {
        let field = &lift.to.0.fields[lift.to.1];
        let [name, rest @ ..] = lift.from else { continue };
        if !rest.is_empty() {
            if !containers.contains(name) {
                containers.push(name);
                properties.put(name, container(flat, name));
            }
            continue;
        }
        let is_number = matches!(field.of, Type::Leaf(Kind::Version));
        let schema = match *name {
            "eventType" => described(field.doc).with("const", flat.event_type),
            _ if is_number => described(field.doc).with("const", Json::Written(flat.version.to_string())),
            _ if is_told(lift) => described(field.doc),
            _ => member(field),
        };
        properties.put(name, schema);
        if *name == "eventType" || (field.presence == Presence::Required && !is_told(lift)) {
            required.push((*name).to_owned());
        }
    }
    described(event.record.doc)
        .and(object(properties, required))
        .and(flat_variants(flat))
}

/// Whether the content of this member depends on another.
fn is_told(lift: &Lift) -> bool {
    lift.to.0.union.is_some_and(|union| union.subject == Some(lift.to.1))
}

/// An object inside a flat body whose members are lifted.
fn container(flat: &'static FlatShape, name: &str) -> Object {
    let mut properties = Object::new();
    for lift in flat
        .lifts
        .iter()
        .filter(|lift| lift.from.len() > 1 && lift.from[0] == name)
    {
        properties.put(lift.from[1], member(&lift.to.0.fields[lift.to.1]));
    }
    object(properties, Vec::new())
}

/// The variants of what a flat body tells of by its type.
fn flat_variants(flat: &'static FlatShape) -> Object {
    let Some(lift) = flat.lifts.iter().find(|lift| is_told(lift)) else {
        return Object::new();
    };
    let union = lift.to.0.union.expect("the record has a union");
    let is_tag = |other: &&Lift| other.to.0.id == lift.to.0.id && other.to.1 == union.tag;
    let tag = flat
        .lifts
        .iter()
        .find(is_tag)
        .expect("the type is lifted with what it tells of");
    let subject = subject_of(lift.to.0).expect("the record has a subject");
    Object::new().with("oneOf", variants(&subject, tag.from[0], lift.from[0]))
}

// ---- records -------------------------------------------------------------------------------------------------------

fn record_schema(record: &'static Record) -> Object {
    let schema = described(record.doc);
    let Some(union) = record.union else {
        let fields = record.fields.iter().map(|field| (field, is_always_there(field)));
        return schema.and(members_schema(fields));
    };
    if let Some(subject) = subject_of(record) {
        let told = union.subject.expect("there is a subject");
        let own = record
            .fields
            .iter()
            .enumerate()
            .filter(|(slot, _)| *slot != told && *slot != union.tag);
        let common = members_schema(own.map(|(_, field)| (field, is_always_there(field))));
        let (tag, name) = (record.fields[union.tag].name, record.fields[told].name);
        return schema.and(common).with("oneOf", variants(&subject, tag, name));
    }
    if union.arms.iter().all(|arm| arm.needs == 0) {
        let fields = record.fields.iter().map(|field| (field, is_always_there(field)));
        return schema.and(members_schema(fields));
    }
    schema.and(of_type("object")).with("oneOf", own_variants(record, union))
}

fn members_schema<'a>(fields: impl Iterator<Item = (&'a Field, bool)>) -> Object {
    let (mut properties, mut required) = (Object::new(), Vec::new());
    for (field, is_required) in fields {
        properties.put(field.name, member(field));
        if is_required {
            required.push(field.name.to_owned());
        }
    }
    object(properties, required)
}

fn is_always_there(field: &Field) -> bool {
    matches!(field.presence, Presence::Required | Presence::Expected)
}

/// One schema for each arm: the types, and what they call for.
fn variants(subject: &Subject, tag: &str, name: &str) -> Vec<Object> {
    let variant = |arm: &Arm| {
        let content = reference(arm.name);
        let properties = Object::new().with(tag, one_of(subject.tags, arm));
        let (properties, required) = if arm.may_be_absent {
            (properties.with(name, or_null(content)), vec![tag])
        } else {
            (properties.with(name, content), vec![tag, name])
        };
        Object::new().with("properties", properties).with("required", required)
    };
    subject.arms.iter().map(variant).collect()
}

fn own_variants(record: &'static Record, union: &'static Union) -> Vec<Object> {
    let tag = &record.fields[union.tag];
    let variant = |arm: &Arm| {
        let (mut properties, mut required) = (Object::new(), vec![tag.name.to_owned()]);
        properties.put(tag.name, one_of(tag_choice(record, union), arm));
        for (_, field) in fields_in(record, arm.needs) {
            properties.put(field.name, member(field));
            required.push(field.name.to_owned());
        }
        described(arm.doc)
            .with("properties", properties)
            .with("required", required)
    };
    union.arms.iter().map(variant).collect()
}

/// The values of an arm, in their canonical spelling.
fn one_of(choice: &Choice, arm: &Arm) -> Object {
    let values: Vec<&str> = arm
        .values
        .iter()
        .map(|value| choice.values[usize::from(*value)].name)
        .collect();
    match values[..] {
        [only] => Object::new().with("const", only),
        _ => Object::new().with("enum", values),
    }
}

/// A member with what it means.
fn member(field: &Field) -> Object {
    let schema = value(field);
    let described = described(field.doc);
    if field.presence == Presence::Nullable && !matches!(field.of, Type::Leaf(Kind::Json)) {
        return described.and(or_null(schema));
    }
    described.and(schema)
}

fn or_null(schema: Object) -> Object {
    Object::new().with("anyOf", vec![schema, of_type("null")])
}

fn value(field: &Field) -> Object {
    match field.of {
        Type::Leaf(kind) if has_form(kind) => reference(&format!("{kind:?}")),
        Type::Leaf(kind) => match kind.law().json_type {
            Some(JsonType::String) => of_type("string"),
            Some(JsonType::Number) => of_type("number"),
            Some(JsonType::Boolean) => of_type("boolean"),
            Some(JsonType::Object) => of_type("object"),
            Some(JsonType::Array) => of_type("array"),
            None => Object::new(),
        },
        Type::Choice(choice) => reference(choice.name),
        Type::Record(record) => reference(record.name),
        Type::List(record) => of_type("array").with("items", reference(record.name)),
    }
}

// ---- values --------------------------------------------------------------------------------------------------------

/// The documented values; and any text where the set is open.
fn choice_schema(choice: &Choice) -> Object {
    let values: Vec<&str> = choice.values.iter().map(|value| value.name).collect();
    let meanings: Vec<String> = choice
        .values
        .iter()
        .map(|value| format!("`{}`: {}", value.name, value.doc))
        .collect();
    let schema = described(&format!("{} {}", choice.doc.trim(), meanings.join(" ")));
    let values = Object::new().with("enum", values);
    match choice.otherwise {
        Otherwise::UnknownMessageType | Otherwise::UnknownInteractiveType => schema.and(values),
        Otherwise::UnknownValue | Otherwise::Open => schema.with("anyOf", vec![values, of_type("string")]),
    }
}

/// Whether a kind says more than its JSON type.
fn has_form(kind: Kind) -> bool {
    let plain = [
        r#"{"type":"string"}"#,
        r#"{"type":"number"}"#,
        r#"{"type":"boolean"}"#,
        r#"{"type":"object"}"#,
        "true",
    ];
    !plain.contains(&kind.law().json_schema)
}

fn kind_schema(kind: Kind) -> Object {
    let law = kind.law();
    let examples = Json::Array(vec![Json::Written(law.example.to_owned())]);
    described(law.form)
        .with("examples", examples)
        .and(Object::written(law.json_schema))
}

#[cfg(test)]
mod tests {
    use chatapps_webhook::EventKind;

    use super::*;

    #[test]
    fn shapes_are_named_by_their_versions() {
        let names = |kind: EventKind| -> Vec<String> {
            roots(&EVENTS[kind as usize])
                .into_iter()
                .map(|(name, _)| name)
                .collect()
        };
        assert_eq!(
            names(EventKind::InboundMessage),
            ["InboundMessageV3", "InboundMessageV2", "InboundMessageV1"]
        );
        assert_eq!(
            names(EventKind::DeliveryReceipt),
            ["DeliveryReceiptV9", "DeliveryReceiptV8", "DeliveryReceiptV4"]
        );
        assert_eq!(names(EventKind::InboundSms), ["InboundSms"]);
    }
}
