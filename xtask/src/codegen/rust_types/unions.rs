//! The enums of unions.
//!
//! * In: a subject with the arms of its union, or a record that is its own subject.
//! * Out: an enum with a variant for each value of the tag and one for all others, how it is read, and how it is serialized.
//! * Does not know: the struct of a variant.
//! * Why: whoever matches on the type of a message has its content at hand.

use chatapps_webhook::schema::{Arm, Choice, Field, Record, Union};

use super::super::law::{Subject, fields_in, tag_choice};
use super::super::layout::rust_doc;
use super::super::names::pascal;
use super::members::{Member, into_owned, members_of, owned};

/// One value of a tag, with its arm.
struct Variant {
    number: usize,
    wire: &'static str,
    name: String,
    doc: &'static str,
    arm: &'static Arm,
}

fn variants_of(tags: &'static Choice, arms: &'static [Arm]) -> Vec<Variant> {
    let mut variants: Vec<Variant> = Vec::new();
    for (number, value) in tags.values.iter().enumerate() {
        let own = |arm: &&Arm| arm.values.iter().any(|own| usize::from(*own) == number);
        let Some(arm) = arms.iter().find(own) else { continue };
        variants.push(Variant {
            number,
            wire: value.name,
            name: pascal(value.name),
            doc: value.doc,
            arm,
        });
    }
    variants
}

/// The lines of all variants.
fn each(variants: &[Variant], line: &dyn Fn(&Variant) -> String) -> String {
    variants.iter().map(line).collect()
}

fn type_names(variants: &[Variant], pattern: &str) -> String {
    let known = variants
        .iter()
        .map(|variant| format!("Self::{}{pattern} => {:?},\n", variant.name, variant.wire));
    known
        .chain(["Self::Unknown { .. } => \"Unknown\",\n".to_owned()])
        .collect()
}

/// The enum at a subject: `Content::Text(TextContent)`.
pub(super) fn content_enum(subject: &Subject) -> String {
    let Subject { record, tags, arms } = subject;
    let variants = variants_of(tags, arms);
    content_declaration(record, &variants) + &content_methods(record, &variants) + &content_serialize(record, &variants)
}

/// The type of what a variant of the enum at a subject holds.
fn content_type(arm: &Arm) -> String {
    if arm.may_be_absent {
        format!("Option<{}<'a>>", arm.name)
    } else {
        format!("{}<'a>", arm.name)
    }
}

fn content_owned(record: &Record, variants: &[Variant]) -> String {
    let of = record.name;
    let arms = each(variants, &|Variant { name, arm, .. }| {
        let content = owned(&content_type(arm), "content");
        format!("Self::{name}(content) => {of}::{name}({content}),\n")
    });
    let (unknown_type, content) = (
        owned("Cow<'a, str>", "unknown_type"),
        owned("Option<Json<'a>>", "content"),
    );
    let unknown = format!(
        "Self::Unknown {{ unknown_type, content }} => \
         {of}::Unknown {{ unknown_type: {unknown_type}, content: {content} }},\n"
    );
    into_owned(of, &format!("match self {{ {arms}{unknown} }}"))
}

fn content_declaration(record: &Record, variants: &[Variant]) -> String {
    let declarations = each(variants, &|Variant { name, doc, arm, .. }| {
        format!("{}{name}({}),\n", rust_doc(doc, 4), content_type(arm))
    });
    format!(
        "{}#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum {}<'a> {{
    {declarations}/// A type that is not documented, or one whose content lacks or breaks what the type calls for.
    Unknown {{
        /// The type as it was sent.
        unknown_type: Cow<'a, str>,
        /// The content as it was sent.
        content: Option<Json<'a>>,
    }},
}}

",
        rust_doc(record.doc, 0),
        record.name,
    )
}

fn content_methods(record: &Record, variants: &[Variant]) -> String {
    let reads = each(variants, &|Variant { number, name, arm, .. }| {
        let of = arm.name;
        let read = if arm.may_be_absent {
            format!("inner.and_then(|block| {of}::read(slots, block))")
        } else {
            format!("{of}::read(slots, inner?)?")
        };
        format!("{number} => Self::{name}({read}),\n")
    });
    let absent: Vec<String> = variants
        .iter()
        .filter(|variant| variant.arm.may_be_absent)
        .map(|variant| format!("Self::{}(content)", variant.name))
        .collect();
    let presence = match &absent[..] {
        [] => String::new(),
        absent => format!("{} => content.is_some(),\n", absent.join(" | ")),
    };
    format!(
        "impl<'a> {}<'a> {{
    /// The text of the type in the event; `Unknown` for what has no type of its own.
    #[must_use]
    pub fn type_name(&self) -> &str {{
        match self {{ {} }}
    }}
    {}
    fn unknown_type(&self) -> Option<&str> {{
        match self {{
            Self::Unknown {{ unknown_type, .. }} => Some(unknown_type),
            _ => None,
        }}
    }}
    fn is_present(&self) -> bool {{
        match self {{
            {presence}Self::Unknown {{ content, .. }} => content.is_some(),
            _ => true,
        }}
    }}
    /// The slots are those of the type, of the subject and of the type that is not known.
    fn read(slots: &Slots<'_, 'a>, block: usize, [tag, subject, unknown]: [usize; 3]) -> Option<Self> {{
        if slots.is_unknown(block, tag) {{
            let unknown_type = slots.text(block, unknown)?;
            return Some(Self::Unknown {{ unknown_type, content: slots.json(block, subject) }});
        }}
        let inner = slots.record(block, subject);
        Some(match slots.choice(block, tag)?.ok()? {{ {reads} _ => return None }})
    }}
}}

",
        record.name,
        type_names(variants, "(_)"),
        content_owned(record, variants),
    )
}

fn content_serialize(record: &Record, variants: &[Variant]) -> String {
    let serializers = each(variants, &|Variant { name, .. }| {
        format!("Self::{name}(content) => content.serialize(serializer),\n")
    });
    format!(
        "impl Serialize for {}<'_> {{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {{
        match self {{
            {serializers}Self::Unknown {{ content, .. }} => content.serialize(serializer),
        }}
    }}
}}

",
        record.name
    )
}

pub(super) fn own_enum_name(record: &Record) -> String {
    format!("{}Kind", record.name)
}

/// The enum of a record that is its own subject: `InteractiveKind::ButtonReply(ButtonReply)`.
pub(super) fn own_enum(record: &'static Record, union: &'static Union) -> String {
    let variants = variants_of(tag_choice(record, union), union.arms);
    own_declaration(record, &variants) + &own_methods(record, union, &variants)
}

/// The one member that a variant calls for, with its field.
fn needed(record: &'static Record, variant: &Variant) -> (&'static Field, Member) {
    assert_eq!(
        variant.arm.needs.count_ones(),
        1,
        "{}: an arm calls for one member",
        variant.arm.name
    );
    let (slot, field) = fields_in(record, variant.arm.needs)[0];
    members_of(record, slot, true)
        .into_iter()
        .next()
        .map(|member| (field, member))
        .expect("a field is a member")
}

fn own_declaration(record: &'static Record, variants: &[Variant]) -> String {
    let declarations = each(variants, &|variant| {
        let (field, member) = needed(record, variant);
        format!("{}{}({}),\n", rust_doc(field.doc, 4), variant.name, member.of)
    });
    format!(
        "/// What [`{}`] is, with what that calls for.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum {}<'a> {{
    {declarations}/// A type that is not documented, or that lacks what it calls for. What was sent beside it is in `extra`.
    Unknown {{
        /// The type as it was sent.
        unknown_type: Cow<'a, str>,
    }},
}}

",
        record.name,
        own_enum_name(record),
    )
}

fn own_methods(record: &'static Record, union: &Union, variants: &[Variant]) -> String {
    let reads = each(variants, &|variant| {
        format!(
            "{} => Self::{}({}?),\n",
            variant.number,
            variant.name,
            needed(record, variant).1.read
        )
    });
    let entries = each(variants, &|variant| {
        let wire = needed(record, variant).0.name;
        format!(
            "Self::{}(member) => map.serialize_entry({wire:?}, member),\n",
            variant.name
        )
    });
    let (tag, unknown) = (union.tag, record.unknown_type_slot());
    format!(
        "impl<'a> {}<'a> {{
    /// The text of the type in the event; `Unknown` for what has no type of its own.
    #[must_use]
    pub fn type_name(&self) -> &str {{
        match self {{ {} }}
    }}
    {}
    fn read(slots: &Slots<'_, 'a>, block: usize) -> Option<Self> {{
        if slots.is_unknown(block, {tag}) {{
            return Some(Self::Unknown {{ unknown_type: slots.text(block, {unknown})? }});
        }}
        Some(match slots.choice(block, {tag})?.ok()? {{ {reads} _ => return None }})
    }}
    fn serialize_into<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {{
        match self {{
            {entries}Self::Unknown {{ unknown_type }} => map.serialize_entry(\"unknownType\", unknown_type),
        }}
    }}
}}

",
        own_enum_name(record),
        type_names(variants, "(_)"),
        own_owned(record, variants),
    )
}

fn own_owned(record: &'static Record, variants: &[Variant]) -> String {
    let of = own_enum_name(record);
    let arms = each(variants, &|variant| {
        let name = &variant.name;
        let member = owned(&needed(record, variant).1.of, "member");
        format!("Self::{name}(member) => {of}::{name}({member}),\n")
    });
    let unknown_type = owned("Cow<'a, str>", "unknown_type");
    let unknown = format!("Self::Unknown {{ unknown_type }} => {of}::Unknown {{ unknown_type: {unknown_type} }},\n");
    into_owned(&of, &format!("match self {{ {arms}{unknown} }}"))
}
