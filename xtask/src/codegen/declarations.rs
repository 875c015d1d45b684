//! `pkg/index.d.ts`: the package as TypeScript sees it.
//!
//! * In: codes of the catalog; records, unions and choices of the schema; a template with everything that is not derived.
//! * Out: declarations with the documentation of every member, for `import`, and the same for `require`.
//! * Does not know: the JavaScript behind them.
//! * Why: for most people this file is the documentation. Unions are spelled out, one interface for each value of the
//!   tag, so that a `switch` narrows and an editor shows a name.

use chatapps_webhook::catalog::Code;
use chatapps_webhook::schema::events::{EVENTS, RECORDS};
use chatapps_webhook::schema::{Arm, Choice, Event, Field, Record, Type, Union};

use super::builders::has_shape;
use super::law::{
    ENVELOPE, Subject, constant, embedded_name, event_of, fields_in, is_required, open_choices, shown, subject_of,
    subjects, tag_choice,
};
use super::layout::{banner, js_doc};
use super::names::pascal;
use super::words::quoted;

const TEMPLATE: &str = include_str!("declarations.template.d.ts");

pub(super) fn text() -> String {
    let all = Code::ALL.iter().map(|code| code.as_str());
    let tunable = Code::ALL
        .iter()
        .filter(|code| code.is_tunable())
        .map(|code| code.as_str());
    let text = TEMPLATE
        .replace("/*{codes}*/", &alternatives(all))
        .replace("/*{tunable codes}*/", &alternatives(tunable))
        .replace("/*{events}*/\n", &events());
    let banner = banner("the laws (src/catalog.rs, src/schema/events.rs) and a template");
    format!("// {banner}\n\n{text}")
}

fn alternatives<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    let texts: Vec<String> = texts.map(|text| format!("| {}", quoted(text))).collect();
    texts.join("\n  ")
}

fn events() -> String {
    let mut parts = vec![kinds(), webhook_event()];
    parts.extend(EVENTS.iter().map(root));
    for record in RECORDS
        .iter()
        .filter(|record| event_of(record).is_none() && !is_subject(record))
    {
        parts.push(match record.union {
            None => interface(record.name, record.doc, "", &fields_of(record)),
            Some(union) => told(record, union),
        });
    }
    for subject in subjects() {
        parts.push(contents(&subject));
        parts.extend(subject.arms.iter().map(|arm| content(&subject, arm)));
    }
    let tags = RECORDS
        .iter()
        .filter_map(|record| record.union.map(|union| tag_choice(record, union)));
    let mut tags: Vec<&Choice> = tags.collect();
    tags.dedup_by_key(|choice| choice.id);
    tags.sort_by_key(|choice| choice.id);
    tags.dedup_by_key(|choice| choice.id);
    parts.extend(tags.into_iter().map(|choice| choice_type(choice, false)));
    parts.extend(open_choices().into_iter().map(|choice| choice_type(choice, true)));
    parts.join("\n")
}

fn is_subject(record: &Record) -> bool {
    subjects().iter().any(|subject| subject.record.id == record.id)
}

fn kinds() -> String {
    let kinds = alternatives(EVENTS.iter().map(|event| event.kind_text));
    format!(
        "{}export type EventKind =\n  {kinds};\n\n{}export type EventOf<K extends EventKind> = Extract<WebhookEvent, {{ readonly kind: K }}>;\n\n{}export type Shape = \"v1\" | \"v2\" | \"v3\";\n",
        js_doc("What an event is. The set grows.", 0),
        js_doc(
            "The event of a kind, or of one of several: `EventOf<\"inbound-message\">`.",
            0
        ),
        js_doc(
            "The published shapes of an inbound message. The event is the same for all of them.",
            0
        ),
    )
}

fn webhook_event() -> String {
    let names: Vec<String> = EVENTS
        .iter()
        .map(|event| format!("  | {}", event.record.name))
        .collect();
    format!(
        "{}export type WebhookEvent =\n{};\n",
        js_doc("An event, told apart by `kind`.", 0),
        names.join("\n")
    )
}

/// A member of an interface: its documentation and its declaration.
struct Member {
    doc: String,
    text: String,
}

impl Member {
    fn new(doc: &str, name: &str, is_optional: bool, of: &str) -> Self {
        let mark = if is_optional { "?" } else { "" };
        Self {
            doc: doc.to_owned(),
            text: format!("readonly {name}{mark}: {of};"),
        }
    }
}

fn interface(name: &str, doc: &str, extends: &str, members: &[Member]) -> String {
    let members: String = members
        .iter()
        .map(|member| js_doc(&member.doc, 2) + "  " + &member.text + "\n")
        .collect();
    format!("{}export interface {name}{extends} {{\n{members}}}\n", js_doc(doc, 0))
}

/// The members that a field gives: itself, and the JSON in it.
fn members_of(field: &Field, required: bool) -> Vec<Member> {
    let own = Member::new(field.doc, field.name, !required, &type_of(field));
    let embedded = embedded_name(field).map(|name| {
        let doc = format!("The JSON in `{}`. Absent where that is not JSON.", field.name);
        Member::new(&doc, name, true, "JsonValue")
    });
    [own].into_iter().chain(embedded).collect()
}

fn type_of(field: &Field) -> String {
    match field.of {
        Type::Leaf(kind) => kind.law().typescript.to_owned(),
        Type::Choice(choice) => choice.name.to_owned(),
        Type::Record(record) => record.name.to_owned(),
        Type::List(record) => format!("readonly {}[]", record.name),
    }
}

fn extra(place: &str) -> Member {
    Member::new(
        &format!("What was sent {place} and is not documented, or not in this form."),
        "extra",
        true,
        "Extra",
    )
}

fn fields_of(record: &Record) -> Vec<Member> {
    let own = record
        .fields
        .iter()
        .flat_map(|field| members_of(field, is_required(field)));
    own.chain([extra("here")]).collect()
}

/// The interface of an event: its kind, its key, its shape, the members of its root, its body.
fn root(event: &Event) -> String {
    let record = event.record;
    let mut members = vec![
        Member::new("What tells the events apart.", "kind", false, &quoted(event.kind_text)),
        Member::new(key_doc(event), "key", false, "string"),
    ];
    if has_shape(event) {
        members.push(Member::new(
            "The published shape in which the body came.",
            "shape",
            false,
            "Shape",
        ));
    }
    for (_, field) in shown(record) {
        match constant(record, field) {
            Some(text) => members.push(Member::new(field.doc, field.name, false, &quoted(text))),
            None => members.extend(members_of(field, is_required(field))),
        }
    }
    members.extend(never_there(record));
    members.push(extra("beside these"));
    if event.keeps_body {
        members.push(Member::new(
            "The whole body. Parts of it may be the very objects that stand elsewhere in the event, where both say the same.",
            "body",
            false,
            "JsonValue",
        ));
    }
    interface(record.name, record.doc, "", &members)
}

/// What tells an event can be asked of all of them, also of those that never have it.
fn never_there(record: &Record) -> Vec<Member> {
    let is_absent = |name: &&&str| !record.fields.iter().any(|field| field.name == **name);
    let absent = ENVELOPE.iter().filter(is_absent);
    absent
        .map(|name| Member::new("This event has none.", name, true, "never"))
        .collect()
}

fn key_doc(event: &Event) -> &'static str {
    match event.key.len() {
        0 => "What identifies this event among repeats: a fingerprint of what the body says, not made against forgery.",
        1 => "What identifies this event among repeats: its id, in lower case.",
        _ => {
            "What identifies this event among repeats: the id in lower case, the state and its time, with colons between."
        }
    }
}

/// A record whose type is told by one of its members: what is common, one interface for each type, and their union.
fn told(record: &'static Record, union: &'static Union) -> String {
    let common = format!("{}Common", record.name);
    let members: Vec<Member> = common_fields(record, union)
        .flat_map(|field| members_of(field, is_required(field)))
        .chain([extra("here")])
        .collect();
    let variants = variants_of(record, union);
    let doc = format!("What every `{}` has, whatever its type.", record.name);
    let mut parts = vec![interface(&common, &doc, "", &members)];
    let extends = format!(" extends {common}");
    parts.extend(
        variants
            .iter()
            .map(|variant| interface(&variant.name, &variant.doc, &extends, &variant.members)),
    );
    let names: Vec<String> = variants.iter().map(|variant| format!("  | {}", variant.name)).collect();
    parts.push(format!(
        "{}export type {} =\n{};\n",
        js_doc(record.doc, 0),
        record.name,
        names.join("\n")
    ));
    if union.subject.is_some() {
        parts.push(of_type(record, union));
    }
    parts.join("\n")
}

/// The fields of a record whose type is told that are not those of one type.
fn common_fields(record: &'static Record, union: &'static Union) -> impl Iterator<Item = &'static Field> {
    let is_of_arm = |slot: usize| union.subject.is_none() && union.arms.iter().any(|arm| arm.needs >> slot & 1 == 1);
    let is_common = move |slot: usize| slot != union.tag && union.subject != Some(slot) && !is_of_arm(slot);
    let fields = record.fields.iter().enumerate();
    fields.filter_map(move |(slot, field)| is_common(slot).then_some(field))
}

/// `PayloadOf<"Text">`
fn of_type(record: &Record, union: &Union) -> String {
    let (name, tag) = (record.name, record.fields[union.tag].name);
    format!(
        "{}export type {name}Of<T extends {name}[{}]> = Extract<{name}, {{ readonly {tag}: T }}>;\n",
        js_doc(
            &format!("The `{name}` of a type, or of one of several: `{name}Of<\"Text\">`."),
            0
        ),
        quoted(tag),
    )
}

/// One member of a union.
struct Variant {
    name: String,
    doc: String,
    members: Vec<Member>,
}

fn variants_of(record: &'static Record, union: &'static Union) -> Vec<Variant> {
    let mut variants = match subject_of(record) {
        Some(subject) => with_subject(record, union, &subject),
        None => union.arms.iter().map(|arm| own_arm(record, union, arm)).collect(),
    };
    variants.push(unknown(record, union));
    variants
}

/// One for each value of the tag: `TextPayload`, `AudioPayload`.
fn with_subject(record: &Record, union: &Union, subject: &Subject) -> Vec<Variant> {
    let (tag, field) = (
        &record.fields[union.tag],
        &record.fields[union.subject.expect("there is a subject")],
    );
    let mut variants = Vec::new();
    for (number, value) in subject.tags.values.iter().enumerate() {
        let own = |arm: &&Arm| arm.values.iter().any(|own| usize::from(*own) == number);
        let Some(arm) = subject.arms.iter().find(own) else {
            continue;
        };
        variants.push(Variant {
            name: named_for(record, &pascal(value.name)),
            doc: format!("`{}` is `{}`: {}", tag.name, value.name, lower(value.doc)),
            members: vec![
                Member::new(tag.doc, tag.name, false, &quoted(value.name)),
                Member::new(arm.doc, field.name, arm.may_be_absent, arm.name),
            ],
        });
    }
    variants
}

/// A sentence as it goes on behind a colon.
fn lower(sentence: &str) -> String {
    sentence[..1].to_lowercase() + &sentence[1..]
}

/// `Payload` becomes `TextPayload`, `ExternalPayload` becomes `ExternalTextPayload`.
fn named_for(record: &Record, value: &str) -> String {
    let noun = record
        .name
        .rfind(|letter: char| letter.is_ascii_uppercase())
        .unwrap_or(0);
    format!("{}{value}{}", &record.name[..noun], &record.name[noun..])
}

/// An arm of a record that is its own subject: `ButtonReplyInteractive`.
fn own_arm(record: &'static Record, union: &Union, arm: &Arm) -> Variant {
    let tag = &record.fields[union.tag];
    let values = &tag_choice(record, union).values;
    let texts: Vec<String> = arm
        .values
        .iter()
        .map(|value| quoted(values[usize::from(*value)].name))
        .collect();
    let mut members = vec![Member::new(tag.doc, tag.name, false, &texts.join(" | "))];
    for (_, field) in fields_in(record, arm.needs) {
        members.extend(members_of(field, true));
    }
    Variant {
        name: arm.name.to_owned(),
        doc: arm.doc.to_owned(),
        members,
    }
}

/// What has no type of its own.
fn unknown(record: &'static Record, union: &'static Union) -> Variant {
    let tag = &record.fields[union.tag];
    let mut members = vec![
        Member::new(
            "A type that is not documented, or that lacks what it calls for.",
            tag.name,
            false,
            "\"Unknown\"",
        ),
        Member::new("The type as it was sent.", "unknownType", false, "string"),
    ];
    let mut doc = format!(
        "One whose `{}` is not documented, or that lacks what it calls for. What was sent beside it is in `extra`.",
        tag.name
    );
    if let Some(subject) = union.subject {
        let name = record.fields[subject].name;
        let sent = format!("The `{name}` as it was sent.");
        members.push(Member::new(&sent, name, true, "JsonValue"));
        doc = format!(
            "One whose `{}` is not documented, or whose `{name}` lacks or breaks what the type calls for.",
            tag.name
        );
    } else {
        // All that stands beside a type that is not known is kept as it was sent.
        let kept = common_fields(record, union);
        members.extend(kept.map(|field| Member::new("Here it is in `extra`.", field.name, true, "never")));
    }
    Variant {
        name: named_for(record, "Unknown"),
        doc,
        members,
    }
}

/// The union of the types of a subject: `Content`.
fn contents(subject: &Subject) -> String {
    let names: Vec<String> = subject.arms.iter().map(|arm| format!("  | {}", arm.name)).collect();
    let name = subject.record.name;
    format!(
        "{}export type {name} =\n{};\n",
        js_doc(subject.record.doc, 0),
        names.join("\n")
    )
}

fn content(subject: &Subject, arm: &Arm) -> String {
    let fields = fields_in(subject.record, arm.needs | arm.allows);
    let own = fields
        .iter()
        .flat_map(|(slot, field)| members_of(field, arm.needs >> slot & 1 == 1));
    let members: Vec<Member> = own.chain([extra("here")]).collect();
    interface(arm.name, arm.doc, "", &members)
}

/// The values, each with what it means; an open set takes any other text too.
fn choice_type(choice: &Choice, is_open: bool) -> String {
    let width = choice.values.iter().map(|value| value.name.len()).max().unwrap_or(0) + 2;
    let last = choice.values.len() - 1;
    let line = |(number, value): (usize, &chatapps_webhook::schema::Value)| {
        let end = if !is_open && number == last { ";" } else { "" };
        let text = quoted(value.name) + end;
        format!("  | {text:width$} // {}\n", value.doc, width = width + 1)
    };
    let values: String = choice.values.iter().enumerate().map(line).collect();
    let open = if is_open { "  | (string & {});\n" } else { "" };
    format!("{}export type {} =\n{values}{open}", js_doc(choice.doc, 0), choice.name)
}

#[cfg(test)]
mod tests {
    use super::super::law::choice_of;
    use super::*;

    #[test]
    fn unions_are_named_for_their_values() {
        let text = text();
        for name in [
            "TextPayload",
            "ExternalTextPayload",
            "UnknownInteractive",
            "OutboundUnknownContent",
        ] {
            assert!(text.contains(&format!("export interface {name} extends ")), "{name}");
        }
        assert!(!text.contains("/*{"), "every place of the template is filled");
    }

    #[test]
    fn a_choice_of_a_field_is_declared() {
        let text = text();
        for record in RECORDS {
            for choice in record
                .fields
                .iter()
                .filter(|field| constant(record, field).is_none())
                .filter_map(choice_of)
            {
                assert!(
                    text.contains(&format!("export type {} =", choice.name)),
                    "{}",
                    choice.name
                );
            }
        }
    }
}
