//! The structs of records inside of events, and of the contents that types call for.
//!
//! * In: a record; an arm of a union.
//! * Out: a struct of its members, how it is read, and how it is serialized.
//! * Does not know: the variants of an enum.
//! * Why: a record whose type is told by a member has one member for what depends on the type. Which one, and where it gets the
//!   type from, is decided here ([`Form`]).

use chatapps_webhook::schema::{Arm, Record, Union};

use super::super::law::{Subject, fields_in, is_required, subject_of, subjects, tag_choice};
use super::super::layout::rust_doc;
use super::super::names::rust_field;
use super::members::{EXTRA_DOC, Member, into_owned, members_of, serialize_map};
use super::unions::own_enum_name;

/// How a record becomes a type.
pub(super) enum Form {
    /// A struct.
    Plain,
    /// A struct; one of its members is an enum.
    Subject,
    /// A struct of what is common, and an enum of its own.
    Own(&'static Union),
    /// A struct; its type is a choice like others.
    Type,
}

pub(super) fn form_of(record: &Record) -> Form {
    match record.union {
        None => Form::Plain,
        Some(Union { subject: Some(_), .. }) => Form::Subject,
        Some(union) if union.arms.iter().all(|arm| arm.needs == 0) => Form::Type,
        Some(union) => Form::Own(union),
    }
}

/// Whether a record is given as the enum of a union, and not as itself.
pub(super) fn is_subject(record: &Record) -> bool {
    subjects().iter().any(|subject| subject.record.id == record.id)
}

pub(super) fn plain(record: &'static Record) -> String {
    let fields = record.fields.iter().enumerate();
    let members = fields
        .flat_map(|(slot, field)| members_of(record, slot, is_required(field)))
        .collect();
    plain_struct(record.name, record.doc, members, record.extra_slot())
}

/// A struct that serde writes as it is.
fn plain_struct(name: &str, doc: &str, members: Vec<Member>, extra_slot: usize) -> String {
    let declare = |member: &Member| {
        let declaration = member.declaration();
        let at = declaration.rfind("pub ").expect("a member is public");
        format!("{}{}{}", &declaration[..at], member.attributes(), &declaration[at..])
    };
    let fields: String = members.iter().map(declare).collect();
    let bindings: String = members.iter().map(Member::binding).collect();
    let initializers: String = members.iter().map(Member::initializer).collect();
    let owned: String = members.iter().map(Member::owned).collect();
    format!(
        "{}#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(rename_all = \"camelCase\")]
#[non_exhaustive]
pub struct {name}<'a> {{
    {fields}{}    #[serde(skip_serializing_if = \"Extra::is_empty\")]
    pub extra: Extra<'a>,
}}

impl<'a> {name}<'a> {{
    {}
    fn read(slots: &Slots<'_, 'a>, block: usize) -> Option<Self> {{
        {bindings}Some(Self {{ {initializers} extra: slots.extra(block, {extra_slot}) }})
    }}
}}

",
        rust_doc(doc, 0),
        rust_doc(EXTRA_DOC, 4),
        into_owned(name, &format!("{name} {{ {owned} extra: self.extra.into_owned() }}")),
    )
}

/// A record whose type is told by one of its members: what is common, and at one place the enum.
pub(super) fn told(record: &'static Record) -> String {
    let union = record.union.expect("a member tells its type");
    let is_own_arm = |slot: usize| union.arms.iter().any(|arm| arm.needs >> slot & 1 == 1);
    let mut fields = String::new();
    let mut initializers = String::new();
    let mut entries = String::new();
    let mut owned = String::new();
    for (slot, field) in record.fields.iter().enumerate() {
        if union.subject == Some(slot) {
            let subject = subject_of(record).expect("the union has a subject");
            let told = told_subject(&subject, slot, record);
            fields += &told.declaration();
            initializers += &told.initializer();
            owned += &told.owned();
            let name = rust_field(field.name);
            entries += &format!("if self.{name}.is_present() {{ {} }}\n", told.entry());
        } else if union.tag == slot {
            let (field_text, initializer, entry) = tag_member(record, union);
            owned += &tag_owned(record, union);
            fields += &field_text;
            initializers += &initializer;
            entries += &entry;
        } else if union.subject.is_some() || !is_own_arm(slot) {
            for member in members_of(record, slot, is_required(field)) {
                fields += &member.declaration();
                initializers += &member.initializer();
                owned += &member.owned();
                entries += &member.entry();
            }
        }
    }
    let name = record.name;
    format!(
        "{}#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct {name}<'a> {{
    {fields}{}
    pub extra: Extra<'a>,
}}

impl<'a> {name}<'a> {{
    {}{}
    fn read(slots: &Slots<'_, 'a>, block: usize) -> Option<Self> {{
        Some(Self {{ {initializers} extra: slots.extra(block, {}) }})
    }}
}}

{}",
        rust_doc(record.doc, 0),
        rust_doc(EXTRA_DOC, 4),
        type_name_method(record, union),
        into_owned(name, &format!("{name} {{ {owned} extra: self.extra.into_owned() }}")),
        record.extra_slot(),
        serialize_map(name, &format!("{entries}extra(&mut map, &self.extra)?;\n")),
    )
}

/// The member whose type depends on the tag.
fn told_subject(subject: &Subject, slot: usize, record: &Record) -> Member {
    let field = &record.fields[slot];
    let (tag, unknown) = (record.union.expect("there is a union").tag, record.unknown_type_slot());
    Member {
        doc: format!("{} Its variant is the type.", field.doc),
        wire: field.name,
        name: rust_field(field.name),
        of: format!("{}<'a>", subject.record.name),
        required: true,
        read: format!(
            "{}::read(slots, block, [{tag}, {slot}, {unknown}])",
            subject.record.name
        ),
        is_bound: false,
    }
}

/// The place of the tag in the struct: nothing where a subject tells it, the enum of the record, or a choice.
fn tag_member(record: &Record, union: &Union) -> (String, String, String) {
    let field = &record.fields[union.tag];
    let wire = field.name;
    match form_of(record) {
        Form::Own(_) => (
            format!(
                "/// What it is, with what that calls for.\npub kind: {}<'a>,\n",
                own_enum_name(record)
            ),
            format!("kind: {}::read(slots, block)?,\n", own_enum_name(record)),
            format!("map.serialize_entry({wire:?}, self.kind.type_name())?;\nself.kind.serialize_into(&mut map)?;\n"),
        ),
        Form::Type => {
            let (name, of) = (rust_field(wire), tag_choice(record, union).name);
            let (tag, unknown) = (union.tag, record.unknown_type_slot());
            (
                format!("{}pub {name}: {of}<'a>,\n", rust_doc(field.doc, 4)),
                format!(
                    "{name}: if slots.is_unknown(block, {tag}) {{ {of}::Other(slots.text(block, {unknown})?) }} \
                     else {{ {of}::from_slot(slots.choice(block, {tag})?) }},\n"
                ),
                format!(
                    "map.serialize_entry({wire:?}, self.type_name())?;\n\
                     if let {of}::Other(text) = &self.{name} {{ map.serialize_entry(\"unknownType\", text)?; }}\n"
                ),
            )
        }
        Form::Plain | Form::Subject => (
            String::new(),
            String::new(),
            format!(
                "map.serialize_entry({wire:?}, self.type_name())?;\n\
                 optional(&mut map, \"unknownType\", &self.{}.unknown_type())?;\n",
                rust_field(record.fields[union.subject.expect("the subject tells it")].name)
            ),
        ),
    }
}

/// The same place where nothing is borrowed.
fn tag_owned(record: &Record, union: &Union) -> String {
    let name = match form_of(record) {
        Form::Own(_) => "kind".to_owned(),
        Form::Type => rust_field(record.fields[union.tag].name),
        Form::Plain | Form::Subject => return String::new(),
    };
    format!("{name}: self.{name}.into_owned(),\n")
}

fn type_name_method(record: &Record, union: &Union) -> String {
    let wire = record.fields[union.tag].name;
    let value = match form_of(record) {
        Form::Own(_) => "self.kind.type_name()".to_owned(),
        Form::Type => {
            let (name, of) = (rust_field(wire), tag_choice(record, union).name);
            format!("match &self.{name} {{ {of}::Other(_) => \"Unknown\", known => known.as_str() }}")
        }
        Form::Plain | Form::Subject => {
            let field = &record.fields[union.subject.expect("the subject tells it")];
            format!("self.{}.type_name()", rust_field(field.name))
        }
    };
    format!(
        "/// The text of `{wire}` in the event; `Unknown` where the type is not documented or lacks what it calls for.\n#[must_use]\npub fn type_name(&self) -> &str {{ {value} }}\n"
    )
}

/// The struct of what an arm calls for and allows.
pub(super) fn arm_struct(subject: &Subject, arm: &Arm) -> String {
    let members = fields_in(subject.record, arm.needs | arm.allows)
        .into_iter()
        .flat_map(|(slot, _)| members_of(subject.record, slot, arm.needs >> slot & 1 == 1))
        .collect();
    plain_struct(arm.name, arm.doc, members, subject.record.extra_slot())
}
