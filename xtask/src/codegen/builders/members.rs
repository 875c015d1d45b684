//! Members: what a field gives the object that is built.
//!
//! * In: the fields of a record.
//! * Out: the name of each member, what is true where it is there, and the expression that reads it.
//! * Does not know: in what order members are read, and what is made of them.
//! * Why: a record, the root of an event and the content of a message read a field in the same way.

use chatapps_webhook::kind::{JsonType, Kind};
use chatapps_webhook::schema::{Record, Type};

use super::super::law::{embedded_name, is_usual, subject_of};
use super::super::words::constant_name;
use super::slots::{has, tag, words_of};
use super::{function_of, keys, list_function_of, records};

/// What has to be true for a member to be there.
#[derive(PartialEq, Eq)]
pub(super) enum Condition {
    /// The block has this slot.
    Has(usize),
    /// Anything else that JavaScript can say.
    Other(String),
}

impl Condition {
    pub(super) fn text(&self) -> String {
        match self {
            Self::Has(slot) => has(*slot),
            Self::Other(text) => text.clone(),
        }
    }
}

/// A member of an object that is built.
pub(super) struct Member {
    pub(super) name: &'static str,
    /// What is true where the member is there; `None` where it always is.
    pub(super) condition: Option<Condition>,
    /// What it is, where it is there.
    pub(super) value: String,
    /// Whether nearly every object has it: one that lacks it may take longer.
    pub(super) usual: bool,
}

impl Member {
    pub(super) fn always(name: &'static str, value: String) -> Self {
        Self {
            name,
            condition: None,
            value,
            usual: true,
        }
    }
    /// A text that is always the same needs no name of its own.
    pub(super) fn is_literal(&self) -> bool {
        self.condition.is_none() && self.value.starts_with('"')
    }
    /// How it stands in an object literal.
    pub(super) fn in_literal(&self) -> String {
        if self.is_literal() {
            format!("{}: {}", self.name, self.value)
        } else {
            self.name.to_owned()
        }
    }
    /// What is true where it is there.
    pub(super) fn present(&self) -> String {
        self.condition
            .as_ref()
            .expect("what may be absent has a condition")
            .text()
    }
}

/// How the slot of a field becomes the value of a member.
pub(super) fn value_of(record: &Record, slot: usize) -> String {
    let field = &record.fields[slot];
    let (a, b) = words_of("at", slot);
    if record.union.is_some_and(|union| union.subject == Some(slot)) {
        let subject = subject_of(record).expect("the union has a subject");
        let tag = record.union.expect("there is a union").tag;
        let (tag_a, tag_b) = words_of("at", tag);
        let function = records::by_type_function(&subject);
        return format!("{function}({a}, {b}, {tag_a}, {} ? {tag_b} : 0)", has(tag));
    }
    match field.of {
        Type::Leaf(_) if keys::begins_key(record, slot) => format!("readKeyId({a}, {b})"),
        Type::Leaf(kind) => leaf_of(kind, &a, &b),
        Type::Choice(choice) if record.union.is_some_and(|union| union.tag == slot) => {
            format!(
                "({b} & 15) === {} ? {}Values[{a}] : \"Unknown\"",
                tag::CHOICE,
                constant_name(choice)
            )
        }
        Type::Choice(choice) => format!("readChoice({}Values, {a}, {b})", constant_name(choice)),
        Type::Record(inner) => format!("{}({a})", function_of(inner)),
        Type::List(inner) => format!("{}({a})", list_function_of(inner)),
    }
}

fn leaf_of(kind: Kind, a: &str, b: &str) -> String {
    let law = kind.law();
    match law.json_type {
        Some(JsonType::String) if law.kept => format!("readKept({a}, {b})"),
        Some(JsonType::String) => format!("readText({a}, {b})"),
        Some(JsonType::Number) => format!("readNumber({a}, {b})"),
        Some(JsonType::Boolean) => format!("({b} & 15) === {}", tag::TRUE),
        None | Some(JsonType::Object | JsonType::Array) => format!("readJson({a}, {b})"),
    }
}

/// The members that a record's own fields give.
pub(super) fn members_of(record: &'static Record, fields: &[usize]) -> Vec<Member> {
    let mut members = Vec::new();
    for &slot in fields {
        let field = &record.fields[slot];
        members.push(Member {
            name: field.name,
            condition: Some(Condition::Has(slot)),
            value: value_of(record, slot),
            usual: is_usual(field),
        });
        if let Some(name) = embedded_name(field) {
            let (a, b) = words_of("at", slot);
            members.push(Member {
                name,
                condition: Some(Condition::Other(format!(
                    "({} && ({b} & 15) >= {})",
                    has(slot),
                    tag::EMBEDDED
                ))),
                value: format!("readEmbedded({}, {a}, {b})", field.name),
                usual: false,
            });
        }
    }
    members
}
