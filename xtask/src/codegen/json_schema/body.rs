//! The tolerant root: what a body has to have so that there is an event.
//!
//! * In: recognitions, flat shapes and the members that are required, from each event's root down.
//! * Out: for each event a condition that recognises it, and what follows.
//! * Does not know: the form of values; only whether a value has a JSON type that can be read.
//! * Why: exactly what `parse` says as an error of the codes `missing-field` and `type-mismatch`, and nothing more. A
//!   number or a boolean where a text is due is read as its text, so it is let pass here too.

use chatapps_webhook::kind::{JsonType, Kind};
use chatapps_webhook::schema::events::{FLAT_SHAPES, NAMESPACE, RECOGNITIONS};
use chatapps_webhook::schema::{
    Choice, Event, EventKind, Field, FlatShape, Presence, Recognition, Record, Type, Union, events::EVENTS,
};

use super::super::json::{Json, Object};
use super::super::law::{arm_of, record_of, tag_choice};
use super::{object, of_type, strict};

/// The definition of what can be read as a text.
const TEXT: &str = "ReadableAsText";

/// What the root refers to.
pub(super) fn definitions() -> Object {
    let doc = "A text. A number or a boolean can only be meant one way, and is read as its text.";
    let types = ["string", "number", "boolean"].map(of_type).to_vec();
    Object::new().with(TEXT, Object::new().with("description", doc).with("anyOf", types))
}

pub(super) fn root() -> Object {
    let mut rules: Vec<Json> = Vec::new();
    for row in RECOGNITIONS {
        rules.extend(rule(
            event_of(row.kind).label,
            recognised(row),
            members(event_of(row.kind).record),
        ));
    }
    let management = event_of(EventKind::BusinessManagement);
    rules.extend(rule(management.label, is_management(), members(management.record)));
    for flat in FLAT_SHAPES {
        let title = format!("{}, in the old flat form", event_of(flat.kind).label);
        rules.extend(rule(
            &title,
            object_with("eventType", spelled(&[flat.event_type])),
            flat_members(flat),
        ));
    }
    of_type("object").with("allOf", rules)
}

fn event_of(kind: EventKind) -> &'static Event {
    &EVENTS[kind as usize]
}

/// An event that can do without anything needs no rule.
fn rule(title: &str, condition: Object, members: Members) -> Option<Json> {
    if members.required.is_empty() && members.besides.is_none() {
        return None;
    }
    let then = Object::new()
        .with_some("properties", members.properties)
        .with_some("required", members.required);
    let then = match members.besides {
        Some(besides) => then.and(besides),
        None => then,
    };
    Some(
        Object::new()
            .with("title", title)
            .with("if", condition)
            .with("then", then)
            .into(),
    )
}

// ---- which event it is ---------------------------------------------------------------------------------------------

/// One of these texts, in whatever case.
fn spelled(texts: &[&str]) -> Object {
    let alternatives: Vec<String> = texts
        .iter()
        .map(|text| text.chars().map(in_any_case).collect())
        .collect();
    let pattern = match &alternatives[..] {
        [one] => format!("^{one}$"),
        several => format!("^({})$", several.join("|")),
    };
    of_type("string").with("pattern", pattern)
}

fn in_any_case(character: char) -> String {
    if character.is_ascii_alphabetic() {
        format!("[{}{}]", character.to_ascii_uppercase(), character.to_ascii_lowercase())
    } else {
        assert!(
            matches!(character, '_' | ' ' | '-') || character.is_ascii_digit(),
            "{character} means something in a pattern"
        );
        character.to_string()
    }
}

/// The spellings of a choice that mean one of these values.
fn spellings(choice: &'static Choice, wanted: impl Fn(usize) -> bool) -> Vec<&'static str> {
    let values = choice.values.iter().enumerate().filter(|(number, _)| wanted(*number));
    values
        .flat_map(|(_, value)| [value.name].into_iter().chain(value.aliases.iter().copied()))
        .collect()
}

fn spelled_namespace(row: &Recognition) -> Object {
    if is_of_messaging_apps(row) {
        spelled(&spellings(&NAMESPACE, |_| true))
    } else {
        spelled(&[row.namespace])
    }
}

fn is_of_messaging_apps(row: &Recognition) -> bool {
    NAMESPACE.values.iter().any(|value| value.name == row.namespace)
}

/// A member that is there, and how it is.
fn object_with(name: &str, schema: Object) -> Object {
    object_of(Object::new().with(name, schema), &[name])
}

fn object_of(properties: Object, required: &[&str]) -> Object {
    Object::new()
        .with("properties", properties)
        .with("required", required.to_vec())
}

/// Null counts as absent.
fn absent() -> Object {
    of_type("null")
}

fn present() -> Object {
    Object::new().with("not", absent())
}

/// The pair of namespace and event type, or one of the two and what the payload has.
fn recognised(row: &'static Recognition) -> Object {
    let (namespace, event_type) = (spelled_namespace(row), spelled(&[row.event_type]));
    if row.event_type.is_empty() {
        return object_with("namespace", namespace);
    }
    let pair = Object::new()
        .with("namespace", namespace.clone())
        .with("eventType", event_type.clone());
    let without_namespace = Object::new()
        .with("namespace", absent())
        .with("eventType", event_type)
        .with("eventDetails", absent());
    let without_type = Object::new().with("namespace", namespace).with("eventType", absent());
    let ways = vec![
        object_of(pair, &["namespace", "eventType"]),
        object_of(without_namespace, &["eventType"]).and(told_apart(row, |other| other.event_type == row.event_type)),
        object_of(without_type, &["namespace"]).and(told_apart(row, |other| other.namespace == row.namespace)),
    ];
    Object::new().with("anyOf", ways)
}

/// What tells an event from the others of those that fit: the last that is told counts, and the first where none is.
fn told_apart(row: &'static Recognition, fits: impl Fn(&Recognition) -> bool) -> Object {
    let mut rows = RECOGNITIONS.iter().filter(|other| fits(other));
    let is_first = rows.next().is_some_and(|first| first.kind == row.kind);
    let later = rows.skip_while(|other| !is_first && other.kind != row.kind);
    let later = later
        .filter(|other| other.kind != row.kind)
        .map(|other| in_payload(other.told_by));
    let mut all: Vec<Object> = later.map(|other| Object::new().with("not", other)).collect();
    if !is_first {
        all.push(in_payload(row.told_by));
    }
    Object::new().with_some("allOf", all)
}

/// A payload that has these members.
fn in_payload(names: &[&str]) -> Object {
    object_with("payload", of_type("object").with("required", names.to_vec()))
}

/// No namespace, and details.
fn is_management() -> Object {
    let flat: Vec<&str> = FLAT_SHAPES.iter().map(|flat| flat.event_type).collect();
    let event_type = Object::new().with("not", Object::new().with("anyOf", vec![absent(), spelled(&flat)]));
    let properties = Object::new()
        .with("namespace", absent())
        .with("eventType", event_type)
        .with("eventDetails", present());
    object_of(properties, &["eventType", "eventDetails"])
}

// ---- what it has to have -------------------------------------------------------------------------------------------

/// The members that an event cannot be given without.
#[derive(Default)]
struct Members {
    properties: Object,
    required: Vec<String>,
    /// What depends on the type.
    besides: Option<Object>,
}

impl Members {
    fn need(&mut self, name: &str, schema: Object) {
        self.properties.put(name, schema);
        self.required.push(name.to_owned());
    }
}

fn members(record: &'static Record) -> Members {
    let mut members = Members::default();
    for (slot, field) in record.fields.iter().enumerate() {
        if record.union.is_some_and(|union| union.subject == Some(slot)) {
            members.besides = record
                .union
                .map(|union| told(record, union, field.name, record.fields[union.tag].name));
        } else if field.presence == Presence::Required {
            members.need(field.name, usable(field));
        }
    }
    members
}

/// A value that can be read as this field.
fn usable(field: &Field) -> Object {
    match field.of {
        Type::Choice(_) => strict::reference(TEXT),
        Type::Leaf(kind) => usable_leaf(kind),
        Type::List(_) => of_type("array"),
        Type::Record(record) => {
            let Members {
                properties,
                required,
                besides,
            } = members(record);
            object(properties, required).and(besides.unwrap_or_default())
        }
    }
}

fn usable_leaf(kind: Kind) -> Object {
    match kind.law().json_type {
        Some(JsonType::String) => strict::reference(TEXT),
        Some(JsonType::Object) => of_type("object"),
        other => unreachable!("an event that cannot be given without a {kind:?} ({other:?})"),
    }
}

/// The member whose content depends on the type: it is an object. Where the type is not known, or calls for nothing, it
/// may be absent.
fn told(record: &Record, union: &Union, subject: &str, tag: &str) -> Object {
    let choice = tag_choice(record, union);
    let calls_for_it = |value: usize| arm_of(union, value).is_some_and(|arm| !arm.may_be_absent);
    let properties = |schema: Object| Object::new().with("properties", Object::new().with(subject, schema));
    Object::new()
        .with("if", object_with(tag, spelled(&spellings(choice, calls_for_it))))
        .with("then", properties(of_type("object")).with("required", vec![subject]))
        .with(
            "else",
            properties(Object::new().with("anyOf", vec![of_type("object"), of_type("null")])),
        )
}

/// The members of a flat body that become required ones of the records they are lifted to.
fn flat_members(flat: &FlatShape) -> Members {
    let mut members = Members::default();
    let reached = reached(event_of(flat.kind).record);
    for lift in flat.lifts {
        let (record, slot) = lift.to;
        let ([name], true) = (lift.from, reached.contains(&record.id)) else {
            continue;
        };
        let union = record.union.filter(|union| union.subject == Some(slot));
        if let Some(union) = union {
            let is_tag =
                |other: &&chatapps_webhook::schema::Lift| other.to.0.id == record.id && other.to.1 == union.tag;
            let tag = flat
                .lifts
                .iter()
                .find(is_tag)
                .expect("the type is lifted with what it tells of");
            members.besides = Some(told(record, union, name, tag.from[0]));
        } else if record.fields[slot].presence == Presence::Required {
            members.need(name, usable(&record.fields[slot]));
        }
    }
    members
}

/// The records that an event cannot be without, by their ids.
fn reached(root: &'static Record) -> Vec<u8> {
    let inner = root
        .fields
        .iter()
        .filter(|field| field.presence == Presence::Required)
        .filter_map(record_of);
    [root.id].into_iter().chain(inner.flat_map(reached)).collect()
}
