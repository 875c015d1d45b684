//! `pkg/generated/reference.js`: what each record and field is, for people who look at a body.
//!
//! * In: the records, choices, kinds and events of the schema.
//! * Out: a JavaScript module with one object for each.
//! * Does not know: how a body is checked.
//! * Why: `parse` carries none of this; editors, debuggers and the reference page do.

use chatapps_webhook::kind::Kind;
use chatapps_webhook::schema::events::{CHOICES, EVENTS, RECORDS};
use chatapps_webhook::schema::{Field, Presence, Record, Type};

use super::layout::banner;
use super::words::quoted;

pub(super) fn text() -> String {
    let records: String = RECORDS.iter().map(|record| entry(record)).collect();
    let choices: String = CHOICES
        .iter()
        .map(|choice| {
            let values: Vec<String> = choice
                .values
                .iter()
                .map(|value| {
                    let aliases: Vec<String> = value.aliases.iter().map(|alias| quoted(alias)).collect();
                    format!(
                        "{{ name: {}, aliases: [{}], doc: {} }}",
                        quoted(value.name),
                        aliases.join(", "),
                        quoted(value.doc)
                    )
                })
                .collect();
            object(&[
                ("name", quoted(choice.name)),
                ("doc", quoted(choice.doc.trim())),
                ("values", format!("[\n      {},\n    ]", values.join(",\n      "))),
            ])
        })
        .collect();
    let kinds: String = Kind::ALL
        .iter()
        .map(|kind| {
            let law = kind.law();
            object(&[
                ("name", quoted(&kebab(*kind))),
                ("noun", quoted(law.noun)),
                ("form", quoted(law.form)),
                ("example", quoted(law.example)),
                ("sensitive", law.sensitive.to_string()),
            ])
        })
        .collect();
    let events: String = EVENTS
        .iter()
        .map(|event| {
            object(&[
                ("kind", quoted(event.kind_text)),
                ("label", quoted(event.label)),
                ("record", quoted(event.record.name)),
            ])
        })
        .collect();
    format!(
        "// {}\n\n/** Every record, by its number. */\nexport const records = [\n{records}];\n\n\
         /** Every set of documented spellings. */\nexport const choices = [\n{choices}];\n\n\
         /** Every kind of value. */\nexport const kinds = [\n{kinds}];\n\n\
         /** Every kind of event. */\nexport const events = [\n{events}];\n",
        banner("the schema law (src/schema/events.rs, src/kind.rs)")
    )
}

fn entry(record: &Record) -> String {
    let fields: Vec<String> = record.fields.iter().map(field).collect();
    object(&[
        ("name", quoted(record.name)),
        ("doc", quoted(record.doc.trim())),
        ("fields", format!("[\n      {},\n    ]", fields.join(",\n      "))),
    ])
}

fn field(field: &Field) -> String {
    let (kind, of) = match field.of {
        Type::Leaf(kind) => (kebab(kind), None),
        Type::Choice(choice) => ("choice".to_owned(), Some(choice.name)),
        Type::Record(record) => ("record".to_owned(), Some(record.name)),
        Type::List(record) => ("list".to_owned(), Some(record.name)),
    };
    let presence = match field.presence {
        Presence::Required => "required",
        Presence::Expected => "expected",
        Presence::Optional | Presence::Nullable => "optional",
    };
    let of = of.map_or(String::new(), |name| format!(", of: {}", quoted(name)));
    format!(
        "{{ name: {}, label: {}, kind: {}{of}, presence: {}, doc: {} }}",
        quoted(field.name),
        quoted(field.label),
        quoted(&kebab_text(&kind)),
        quoted(presence),
        quoted(field.doc.trim())
    )
}

fn object(members: &[(&str, String)]) -> String {
    let lines: String = members
        .iter()
        .map(|(name, value)| format!("    {name}: {value},\n"))
        .collect();
    format!("  {{\n{lines}  }},\n")
}

/// `PhoneNumber` as `phone-number`.
fn kebab(kind: Kind) -> String {
    kebab_text(&format!("{kind:?}"))
}

fn kebab_text(name: &str) -> String {
    let mut text = String::new();
    for (index, character) in name.chars().enumerate() {
        if character.is_ascii_uppercase() && index > 0 {
            text.push('-');
        }
        text.push(character.to_ascii_lowercase());
    }
    text
}
