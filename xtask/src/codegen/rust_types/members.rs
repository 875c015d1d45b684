//! Members: what a field gives the struct that it is in.
//!
//! * In: a field, and whether there is no value of the struct without it.
//! * Out: its declaration, how it is read from slots, and how it is written when the struct is serialized.
//! * Does not know: what else is in the struct.
//! * Why: the root of an event, a record and the content of a message have members alike.

use chatapps_webhook::kind::{JsonType, Kind};
use chatapps_webhook::schema::{Field, Record, Type};

use super::super::law::{embedded_name, record_of};
use super::super::layout::rust_doc;
use super::super::names::{rust_field, snake};

pub(super) const EXTRA_DOC: &str =
    "What was sent here and has no name in the documentation, or another JSON type than documented.";

/// A member of a struct.
pub(super) struct Member {
    pub(super) doc: String,
    pub(super) wire: &'static str,
    pub(super) name: String,
    /// Without the `Option` of a member that is not required.
    pub(super) of: String,
    pub(super) required: bool,
    /// From `slots` and `block` to an `Option` of the type.
    pub(super) read: String,
    /// Whether it is read before the struct is made: another member is made of it, or it of another.
    pub(super) is_bound: bool,
}

impl Member {
    pub(super) fn declaration(&self) -> String {
        format!(
            "{}pub {}: {},\n",
            rust_doc(&self.doc, 4),
            self.name,
            self.declared_type()
        )
    }
    fn declared_type(&self) -> String {
        if self.required {
            self.of.clone()
        } else {
            format!("Option<{}>", self.of)
        }
    }
    /// The member of a struct that borrows nothing, made of that of `self`.
    pub(super) fn owned(&self) -> String {
        let value = owned(&self.declared_type(), &format!("self.{}", self.name));
        format!("{}: {value},\n", self.name)
    }
    pub(super) fn initializer(&self) -> String {
        if self.is_bound {
            format!("{},\n", self.name)
        } else {
            format!("{}: {},\n", self.name, self.value())
        }
    }
    /// What stands before the struct is made.
    pub(super) fn binding(&self) -> String {
        if self.is_bound {
            format!("let {} = {};\n", self.name, self.value())
        } else {
            String::new()
        }
    }
    fn value(&self) -> String {
        format!("{}{}", self.read, if self.required { "?" } else { "" })
    }
    /// What makes serde's derived form the wire form.
    pub(super) fn attributes(&self) -> String {
        let mut attributes = Vec::new();
        if camel_case(&snake(self.wire)) != self.wire {
            attributes.push(format!("rename = {:?}", self.wire));
        }
        if !self.required {
            attributes.push("skip_serializing_if = \"Option::is_none\"".to_owned());
        }
        if attributes.is_empty() {
            String::new()
        } else {
            format!("#[serde({})]\n", attributes.join(", "))
        }
    }
    pub(super) fn entry(&self) -> String {
        let Self { wire, name, .. } = self;
        if self.required {
            format!("map.serialize_entry({wire:?}, &self.{name})?;\n")
        } else {
            format!("optional(&mut map, {wire:?}, &self.{name})?;\n")
        }
    }
}

/// The value of a type, with nothing borrowed.
pub(super) fn owned(of: &str, value: &str) -> String {
    let inside = |outer: &str| of.strip_prefix(outer)?.strip_suffix('>');
    if !of.contains("'a") {
        value.to_owned()
    } else if let Some(inner) = inside("Option<") {
        format!("{value}.map(|value| {})", owned(inner, "value"))
    } else if let Some(inner) = inside("Vec<") {
        format!("{value}.into_iter().map(|value| {}).collect()", owned(inner, "value"))
    } else if let Some(inner) = inside("Box<") {
        format!("Box::new({})", owned(inner, value))
    } else if of == "Cow<'a, str>" {
        format!("Cow::Owned({value}.into_owned())")
    } else {
        format!("{value}.into_owned()")
    }
}

/// The method that gives the same with nothing borrowed.
pub(super) fn into_owned(name: &str, body: &str) -> String {
    format!(
        "/// The same with nothing borrowed from the body: see [`WebhookEvent::into_owned`].
#[must_use]
pub fn into_owned(self) -> {name}<'static> {{ {body} }}
"
    )
}

/// As serde's `rename_all = "camelCase"` has it.
fn camel_case(snake: &str) -> String {
    let mut words = snake.split('_').map(str::to_owned);
    let first = words.next().unwrap_or_default();
    words.fold(first, |name, word| name + &word[..1].to_ascii_uppercase() + &word[1..])
}

/// A member that has been read, as an `Option` of a reference.
fn as_option(member: &Member) -> String {
    let Member { name, required, .. } = member;
    if *required {
        format!("Some(&{name})")
    } else {
        format!("{name}.as_ref()")
    }
}

/// The members that a field gives: itself, and the JSON in it.
pub(super) fn members_of(record: &'static Record, slot: usize, required: bool) -> Vec<Member> {
    let field = &record.fields[slot];
    let embedded = embedded_name(field);
    let own = Member {
        doc: field.doc.to_owned(),
        wire: field.name,
        name: rust_field(field.name),
        of: type_of(field, required),
        required,
        read: read_of(field, slot, required),
        is_bound: embedded.is_some(),
    };
    let embedded = embedded.map(|name| Member {
        doc: format!("The JSON in `{}`, where it is JSON.", field.name),
        wire: name,
        name: rust_field(name),
        of: "Json<'a>".to_owned(),
        required: false,
        read: format!("slots.embedded(block, {slot}, {})", as_option(&own)),
        is_bound: true,
    });
    [own].into_iter().chain(embedded).collect()
}

fn type_of(field: &Field, required: bool) -> String {
    match field.of {
        Type::Leaf(kind) => leaf_type(kind).to_owned(),
        Type::Choice(choice) => format!("{}<'a>", choice.name),
        Type::Record(record) if is_boxed(field, required) => format!("Box<{}<'a>>", record.name),
        Type::Record(record) => format!("{}<'a>", record.name),
        Type::List(record) => format!("Vec<{}<'a>>", record.name),
    }
}

fn leaf_type(kind: Kind) -> &'static str {
    match (kind, kind.law().json_type) {
        (Kind::Version, _) => "Value",
        (Kind::Latitude | Kind::Longitude, _) => "f64",
        (_, Some(JsonType::String)) => "Cow<'a, str>",
        (_, Some(JsonType::Number)) => "Number",
        (_, Some(JsonType::Boolean)) => "bool",
        _ => "Json<'a>",
    }
}

fn read_of(field: &Field, slot: usize, required: bool) -> String {
    match field.of {
        Type::Leaf(Kind::Version) => format!("slots.json(block, {slot}).map(|json| json.to_value())"),
        Type::Leaf(kind) => {
            let reader = match leaf_type(kind) {
                "f64" => "decimal",
                "Cow<'a, str>" => "text",
                "Number" => "number",
                "bool" => "boolean",
                _ => "json",
            };
            format!("slots.{reader}(block, {slot})")
        }
        Type::Choice(choice) => format!("slots.choice(block, {slot}).map({}::from_slot)", choice.name),
        Type::Record(record) => {
            let boxed = if is_boxed(field, required) {
                ".map(Box::new)"
            } else {
                ""
            };
            format!(
                "slots.record(block, {slot}).and_then(|block| {}::read(slots, block)){boxed}",
                record.name
            )
        }
        Type::List(record) => format!(
            "slots.list(block, {slot}).map(|blocks| \
             blocks.into_iter().filter_map(|block| {}::read(slots, block)).collect())",
            record.name
        ),
    }
}

/// An optional record that holds others is boxed, so that what is rarely there takes little room in what holds it.
fn is_boxed(field: &Field, required: bool) -> bool {
    let holds_others = |record: &Record| record.fields.iter().any(|field| record_of(field).is_some());
    matches!(field.of, Type::Record(record) if !required && holds_others(record))
}

/// Serialized with a line for each member.
pub(super) fn serialize_map(name: &str, entries: &str) -> String {
    format!(
        "impl Serialize for {name}<'_> {{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {{
        let mut map = serializer.serialize_map(None)?;
        {entries}map.end()
    }}
}}

"
    )
}

#[cfg(test)]
mod tests {
    use chatapps_webhook::schema::events::RECORDS;

    use super::*;

    #[test]
    fn members_that_serde_would_misspell_are_named() {
        let misspelled: Vec<&str> = RECORDS
            .iter()
            .flat_map(|record| record.fields)
            .map(|field| field.name)
            .filter(|name| camel_case(&snake(name)) != *name)
            .collect();
        assert_eq!(misspelled, ["button_reply", "list_reply"]);
    }
}
