//! The functions of events: each from the root of its record.
//!
//! * In: an event of the schema.
//! * Out: the function that builds it, and the one that builds its body, where the event is made of just what was sent.
//! * Does not know: how a key is put together.
//! * Why: an event has members that no record inside of it has: its kind, its shape, its key, its body.

use chatapps_webhook::schema::events::EVENTS;
use chatapps_webhook::schema::{Event, Presence, Record};

use super::super::law::{constant, shown};
use super::super::names::camel;
use super::super::words::quoted;
use super::keys::key_value;
use super::members::{Condition, Member, members_of};
use super::objects::{add_rest, assemble, complete, decode};
use super::slots::read_block;
use super::{Code, arguments_of, function_of, has_shape};

/// The function of an event's root.
pub(super) fn root(code: &mut Code, event: &Event) {
    let record = event.record;
    let fields: Vec<usize> = shown(record).iter().map(|(slot, _)| *slot).collect();
    code.doc(record.doc);
    code.line(&format!(
        "function {}({}) {{",
        function_of(record),
        arguments_of(event).join(", ")
    ));
    read_block(code);
    let mut members = vec![Member::always("kind", quoted(event.kind_text))];
    if has_shape(event) {
        members.push(Member::always("shape", "shapes[shape]".to_owned()));
    }
    for slot in fields {
        match constant(record, &record.fields[slot]) {
            Some(text) => members.push(Member::always(record.fields[slot].name, quoted(text))),
            None => members.extend(members_of(record, &[slot])),
        }
    }
    decode_root(code, &members);
    // The key may be read from what was built, so it is decoded last, and shown second.
    let key = Member {
        name: "key",
        condition: Some(Condition::Other("key !== undefined".to_owned())),
        value: key_value(event),
        usual: true,
    };
    code.line(&format!("  const key = {};", key.value));
    members.insert(1, key);
    if event.keeps_body {
        let whole = if may_be_verbatim(event) {
            let names: Vec<&str> = shown(record).iter().map(|(_, field)| field.name).collect();
            let names = by_wire_order(record, &names).join(", ");
            format!("body === undefined ? {}({names}) : body()", verbatim_function(record))
        } else {
            "body()".to_owned()
        };
        code.line(&format!("  body = {whole};"));
        members.push(Member::always("body", "body".to_owned()));
    }
    assemble(code, &members);
    add_rest(code, record);
    code.line("  return object;\n}\n");
}

/// The argument `shape` is a number, and its text is wanted: it cannot be a constant of its own name.
fn decode_root(code: &mut Code, members: &[Member]) {
    for member in members {
        if member.name == "shape" {
            code.line(&format!("  shape = {};", member.value));
        } else {
            decode(code, std::slice::from_ref(member));
        }
    }
}

/// Whether the module ever says of this event that it is the body: not of one that nothing is known of.
fn may_be_verbatim(event: &Event) -> bool {
    event.keeps_body && event.kind_text != "unknown"
}

/// Names of fields as the body has them.
fn by_wire_order<'n>(record: &Record, names: &[&'n str]) -> Vec<&'n str> {
    let place = |name: &&str| record.fields.iter().position(|field| field.name == *name);
    let mut sorted = names.to_vec();
    sorted.sort_by_key(place);
    sorted
}

/// The function that makes the body of such an event; events whose envelopes have the same members, and must have the same of
/// them, have one.
fn verbatim_function(record: &Record) -> String {
    let members = |record: &Record| -> Vec<_> {
        let fields = record.fields.iter();
        fields
            .map(|field| (field.name, field.presence == Presence::Optional))
            .collect()
    };
    let same = |other: &&Event| members(other.record) == members(record);
    let first = EVENTS.iter().filter(|event| may_be_verbatim(event)).find(same);
    format!("{}Body", camel(first.expect("the event itself is one").record.name))
}

fn names_of(record: &Record) -> Vec<&'static str> {
    record.fields.iter().map(|field| field.name).collect()
}

/// The bodies of events whose members are just those of the body.
pub(super) fn bodies(code: &mut Code) {
    let mut written = Vec::new();
    for record in EVENTS
        .iter()
        .filter(|event| may_be_verbatim(event))
        .map(|event| event.record)
    {
        let function = verbatim_function(record);
        if written.contains(&function) {
            continue;
        }
        let members: Vec<Member> = record
            .fields
            .iter()
            .map(|field| Member {
                name: field.name,
                condition: Some(Condition::Other(format!("{} !== undefined", field.name))),
                value: field.name.to_owned(),
                usual: field.presence != Presence::Optional,
            })
            .collect();
        code.doc(
            "The body of an event that is in every way as documented: made of the parts of the event, which say the same.",
        );
        code.line(&format!("function {function}({}) {{", names_of(record).join(", ")));
        code.line("  let object;");
        complete(code, &members, "  ");
        code.line("  return object;\n}\n");
        written.push(function);
    }
}
