//! `src/event.rs`: the events as Rust types.
//!
//! * In: the records, unions and choices of the schema.
//! * Out: a struct for each record, an enum for each choice and each union, how each is read from slots, and how each is
//!   serialized: as the object that JavaScript gets.
//! * Does not know: how a slot is read (`src/slots.rs`).
//! * Why: a type written by hand beside the schema would drift from it.
//!
//! A union is a struct of what its values have in common, and an enum for the rest: at the member that depends on the
//! type (`Payload::content`), at a member `kind` where the record itself does (`Interactive::kind`), and at the type
//! alone where nothing depends on it (`OutboundContent::content_type`).

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use chatapps_webhook::kind::{JsonType, Kind};
use chatapps_webhook::schema::events::{EVENTS, RECORDS};
use chatapps_webhook::schema::{Arm, Choice, Event, Field, Record, Type, Union};

use super::builders::has_shape;
use super::law::{
    Subject, constant, embedded_name, event_of, fields_in, is_required, open_choices, record_of, shown, subject_of,
    subjects, tag_choice,
};
use super::layout::{banner, rust_doc};
use super::names::{pascal, rust_field, snake};

/// `checkout`: where the settings of rustfmt are.
pub(super) fn text(checkout: &Path) -> Result<String> {
    let mut code = head();
    code += &webhook_event();
    for event in &EVENTS {
        code += &root(event);
    }
    for record in RECORDS
        .iter()
        .filter(|record| event_of(record).is_none() && !is_subject(record))
    {
        code += &match form_of(record) {
            Form::Plain => plain(record),
            Form::Subject | Form::Type => told(record),
            Form::Own(union) => told(record) + &own_enum(record, union),
        };
    }
    for subject in subjects() {
        code += &content_enum(&subject);
        code += &subject
            .arms
            .iter()
            .map(|arm| arm_struct(&subject, arm))
            .collect::<String>();
    }
    code += &types_of_members()
        .iter()
        .map(|choice| choice_enum(choice))
        .collect::<String>();
    code += TAIL;
    formatted(&code, checkout)
}

fn head() -> String {
    format!(
        "// {}

//! The events, as Rust types.
//!
//! In: the slots of a checked body. Out: the event, borrowed from the body where no escape forces a copy; serialized, it
//! is the object that JavaScript gets. Does not know: JSON text, positions, diagnostics.
//!
//! A record is absent where a member that its type requires is absent: then there is no event.

use std::borrow::Cow;

use serde::ser::{{Serialize, SerializeMap, Serializer}};
use serde_json::{{Number, Value}};

use crate::schema::{{EventKind, Shape}};
use crate::slots::{{Extra, Json, Slots}};

",
        banner("the schema law (src/schema/events.rs)")
    )
}

const EXAMPLE: &str = r##"///
/// ```
/// use chatapps_webhook::event::{Content, WebhookEvent};
///
/// let body = r#"{
///   "namespace": "ChatApps",
///   "eventType": "inbound_message_received",
///   "payload": {
///     "umid": "9E09AC86-bd74-5465-851d-1eb5a5fdbb9a",
///     "subAccountId": "SubAccount-1",
///     "timestamp": "2026-07-01T10:15:00Z",
///     "type": "Text",
///     "content": { "text": "Hello" }
///   }
/// }"#;
/// let report = chatapps_webhook::parse(body);
/// let Some(WebhookEvent::InboundMessage(message)) = report.event else { panic!("{:?}", report.diagnostics) };
/// assert_eq!(message.key, "9e09ac86-bd74-5465-851d-1eb5a5fdbb9a");
/// match &message.payload.content {
///     Content::Text(content) => assert_eq!(content.text, "Hello"),
///     Content::Image(content) | Content::Video(content) => println!("fetch {} now: the link expires", content.url),
///     other => println!("{}", other.type_name()),
/// }
/// ```
"##;

const TAIL: &str = "
/// A member that may be absent: then its key is absent.
fn optional<M: SerializeMap, T: Serialize>(map: &mut M, name: &'static str, value: &Option<T>) -> Result<(), M::Error> {
    match value {
        Some(value) => map.serialize_entry(name, value),
        None => Ok(()),
    }
}

/// What the law has no name for: absent where there is nothing.
fn extra<M: SerializeMap>(map: &mut M, extra: &Extra<'_>) -> Result<(), M::Error> {
    if extra.is_empty() { Ok(()) } else { map.serialize_entry(\"extra\", extra) }
}
";

/// How a record becomes a type.
enum Form {
    /// A struct.
    Plain,
    /// A struct; one of its members is an enum.
    Subject,
    /// A struct of what is common, and an enum of its own.
    Own(&'static Union),
    /// A struct; its type is a choice like others.
    Type,
}

fn form_of(record: &Record) -> Form {
    match record.union {
        None => Form::Plain,
        Some(Union { subject: Some(_), .. }) => Form::Subject,
        Some(union) if union.arms.iter().all(|arm| arm.needs == 0) => Form::Type,
        Some(union) => Form::Own(union),
    }
}

/// Whether a record is given as the enum of a union, and not as itself.
fn is_subject(record: &Record) -> bool {
    subjects().iter().any(|subject| subject.record.id == record.id)
}

/// Whether the choice tells a union and is spelled as its enum.
fn types_of_members() -> Vec<&'static Choice> {
    let told_alone = RECORDS.iter().filter(|record| matches!(form_of(record), Form::Type));
    let tags = told_alone.map(|record| tag_choice(record, record.union.expect("it is told")));
    open_choices().into_iter().chain(tags).collect()
}

/// An optional record that holds others is boxed, so that what is rarely there takes little room in what holds it.
fn is_boxed(field: &Field, required: bool) -> bool {
    let holds_others = |record: &Record| record.fields.iter().any(|field| record_of(field).is_some());
    matches!(field.of, Type::Record(record) if !required && holds_others(record))
}

// ---- members -------------------------------------------------------------------------------------------------------

/// A member of a struct.
struct Member {
    doc: String,
    wire: &'static str,
    name: String,
    /// Without the `Option` of a member that is not required.
    of: String,
    required: bool,
    /// From `slots` and `block` to an `Option` of the type.
    read: String,
}

impl Member {
    fn declaration(&self) -> String {
        let Self { doc, name, of, .. } = self;
        let of = if self.required {
            of.clone()
        } else {
            format!("Option<{of}>")
        };
        format!("{}pub {name}: {of},\n", rust_doc(doc, 4))
    }
    fn initializer(&self) -> String {
        format!(
            "{}: {}{},\n",
            self.name,
            self.read,
            if self.required { "?" } else { "" }
        )
    }
    /// What makes serde's derived form the wire form.
    fn attributes(&self) -> String {
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
    fn entry(&self) -> String {
        let Self { wire, name, .. } = self;
        if self.required {
            format!("map.serialize_entry({wire:?}, &self.{name})?;\n")
        } else {
            format!("optional(&mut map, {wire:?}, &self.{name})?;\n")
        }
    }
}

/// As serde's `rename_all = "camelCase"` has it.
fn camel_case(snake: &str) -> String {
    let mut words = snake.split('_').map(str::to_owned);
    let first = words.next().unwrap_or_default();
    words.fold(first, |name, word| name + &word[..1].to_ascii_uppercase() + &word[1..])
}

/// The members that a field gives: itself, and the JSON in it.
fn members_of(record: &'static Record, slot: usize, required: bool) -> Vec<Member> {
    let field = &record.fields[slot];
    let own = Member {
        doc: field.doc.to_owned(),
        wire: field.name,
        name: rust_field(field.name),
        of: type_of(field, required),
        required,
        read: read_of(field, slot, required),
    };
    let embedded = embedded_name(field).map(|name| Member {
        doc: format!("The JSON in `{}`, where it is JSON.", field.name),
        wire: name,
        name: rust_field(name),
        of: "Json<'a>".to_owned(),
        required: false,
        read: format!("slots.embedded(block, {slot})"),
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

const EXTRA_DOC: &str =
    "What was sent here and has no name in the documentation, or another JSON type than documented.";

// ---- events --------------------------------------------------------------------------------------------------------

fn variant_of(event: &Event) -> String {
    pascal(event.kind_text)
}

fn webhook_event() -> String {
    let variants: String = EVENTS
        .iter()
        .map(|event| {
            format!(
                "{}{}({}<'a>),\n",
                rust_doc(event.record.doc, 4),
                variant_of(event),
                event.record.name
            )
        })
        .collect();
    let arms = |arm: &dyn Fn(&Event) -> String| -> String { EVENTS.iter().map(arm).collect() };
    let kinds = arms(&|event| format!("Self::{0}(_) => EventKind::{0},\n", variant_of(event)));
    let keys = arms(&|event| format!("Self::{}(event) => &event.key,\n", variant_of(event)));
    let reads = arms(&|event| {
        let (variant, record) = (variant_of(event), event.record.name);
        let shape = if has_shape(event) { ", shape" } else { "" };
        format!("EventKind::{variant} => Self::{variant}({record}::read(slots, block, key{shape})?),\n")
    });
    let serializers = arms(&|event| format!("Self::{}(event) => event.serialize(serializer),\n", variant_of(event)));
    format!(
        "/// An event, told apart by its kind.
{EXAMPLE}#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum WebhookEvent<'a> {{ {variants} }}

impl<'a> WebhookEvent<'a> {{
    /// Which kind of event it is.
    pub fn kind(&self) -> EventKind {{ match self {{ {kinds} }} }}
    /// What identifies this event among repeats: drop an event whose key you have seen.
    pub fn key(&self) -> &str {{ match self {{ {keys} }} }}
    pub(crate) fn read(
        slots: &Slots<'_, 'a>,
        kind: EventKind,
        block: usize,
        key: String,
        shape: Shape,
    ) -> Option<Self> {{
        Some(match kind {{ {reads} }})
    }}
}}

impl Serialize for WebhookEvent<'_> {{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {{
        match self {{ {serializers} }}
    }}
}}

"
    )
}

/// The struct of an event: its key, its shape, the members of its root, its body.
fn root(event: &Event) -> String {
    let record = event.record;
    let constants: Vec<(&Field, &str)> = record
        .fields
        .iter()
        .filter_map(|field| constant(record, field).map(|text| (field, text)))
        .collect();
    let members: Vec<Member> = shown(record)
        .into_iter()
        .filter(|(_, field)| constant(record, field).is_none())
        .flat_map(|(slot, field)| members_of(record, slot, is_required(field)))
        .collect();
    let shape = has_shape(event);
    let mut fields = format!("{}pub key: String,\n", rust_doc(&key_doc(event), 4));
    if shape {
        fields += "/// The published shape in which the body came.\npub shape: Shape,\n";
    }
    fields += &members.iter().map(Member::declaration).collect::<String>();
    fields += &format!("{}pub extra: Extra<'a>,\n", rust_doc(EXTRA_DOC, 4));
    let mut initializers = format!("key,\n{}", if shape { "shape,\n" } else { "" });
    initializers += &members.iter().map(Member::initializer).collect::<String>();
    initializers += &format!("extra: slots.extra(block, {}),\n", record.extra_slot());
    if event.keeps_body {
        fields += "/// The whole body.\npub body: Json<'a>,\n";
        initializers += "body: slots.body(),\n";
    }
    let name = record.name;
    format!(
        "{}#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct {name}<'a> {{ {fields} }}

impl<'a> {name}<'a> {{
    {}
    fn read(slots: &Slots<'_, 'a>, block: usize, key: String{}) -> Option<Self> {{
        Some(Self {{ {initializers} }})
    }}
}}

{}",
        rust_doc(record.doc, 0),
        constants
            .iter()
            .map(|(field, text)| root_constant(field, text))
            .collect::<String>(),
        if shape { ", shape: Shape" } else { "" },
        root_serialize(event, &members),
    )
}

fn root_constant(field: &Field, text: &str) -> String {
    let doc = rust_doc(&format!("The member `{}`. {}", field.name, field.doc), 4);
    format!(
        "{doc}pub const {}: &'static str = {text:?};\n",
        snake(field.name).to_uppercase()
    )
}

fn key_doc(event: &Event) -> String {
    let of = match event.key.len() {
        0 => "a hash of the body",
        1 => "its id, in lower case",
        _ => "the id in lower case, the state and its time",
    };
    format!("What identifies this event among repeats: {of}.")
}

fn root_serialize(event: &Event, members: &[Member]) -> String {
    let record = event.record;
    let mut entries = format!("map.serialize_entry(\"kind\", {:?})?;\n", event.kind_text);
    entries += "map.serialize_entry(\"key\", &self.key)?;\n";
    if has_shape(event) {
        entries += "map.serialize_entry(\"shape\", &self.shape)?;\n";
    }
    for (_, field) in shown(record) {
        match constant(record, field) {
            Some(_) => {
                let name = snake(field.name).to_uppercase();
                entries += &format!("map.serialize_entry({:?}, Self::{name})?;\n", field.name);
            }
            None => {
                let member = members.iter().find(|member| member.wire == field.name);
                entries += &member.expect("a field is a member").entry();
            }
        }
    }
    entries += "extra(&mut map, &self.extra)?;\n";
    if event.keeps_body {
        entries += "map.serialize_entry(\"body\", &self.body)?;\n";
    }
    serialize_map(record.name, &entries)
}

fn serialize_map(name: &str, entries: &str) -> String {
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

// ---- records -------------------------------------------------------------------------------------------------------

fn plain(record: &'static Record) -> String {
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
    let initializers: String = members.iter().map(Member::initializer).collect();
    format!(
        "{}#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(rename_all = \"camelCase\")]
#[non_exhaustive]
pub struct {name}<'a> {{
    {fields}{}    #[serde(skip_serializing_if = \"Extra::is_empty\")]
    pub extra: Extra<'a>,
}}

impl<'a> {name}<'a> {{
    fn read(slots: &Slots<'_, 'a>, block: usize) -> Option<Self> {{
        Some(Self {{ {initializers} extra: slots.extra(block, {extra_slot}) }})
    }}
}}

",
        rust_doc(doc, 0),
        rust_doc(EXTRA_DOC, 4),
    )
}

/// A record whose type is told by one of its members: what is common, and at one place the enum.
fn told(record: &'static Record) -> String {
    let union = record.union.expect("a member tells its type");
    let is_own_arm = |slot: usize| union.arms.iter().any(|arm| arm.needs >> slot & 1 == 1);
    let mut fields = String::new();
    let mut initializers = String::new();
    let mut entries = String::new();
    for (slot, field) in record.fields.iter().enumerate() {
        if union.subject == Some(slot) {
            let subject = subject_of(record).expect("the union has a subject");
            let told = told_subject(&subject, slot, record);
            fields += &told.declaration();
            initializers += &told.initializer();
            let name = rust_field(field.name);
            entries += &format!("if self.{name}.is_present() {{ {} }}\n", told.entry());
        } else if union.tag == slot {
            let (field_text, initializer, entry) = tag_member(record, union);
            fields += &field_text;
            initializers += &initializer;
            entries += &entry;
        } else if union.subject.is_some() || !is_own_arm(slot) {
            for member in members_of(record, slot, is_required(field)) {
                fields += &member.declaration();
                initializers += &member.initializer();
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
    {}
    fn read(slots: &Slots<'_, 'a>, block: usize) -> Option<Self> {{
        Some(Self {{ {initializers} extra: slots.extra(block, {}) }})
    }}
}}

{}",
        rust_doc(record.doc, 0),
        rust_doc(EXTRA_DOC, 4),
        type_name_method(record, union),
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
        "/// The text of `{wire}` in the event; `Unknown` where the type is not documented or lacks what it calls for.\npub fn type_name(&self) -> &str {{ {value} }}\n"
    )
}

// ---- unions --------------------------------------------------------------------------------------------------------

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

fn type_names(variants: &[Variant], pattern: &str) -> String {
    let known = variants
        .iter()
        .map(|variant| format!("Self::{}{pattern} => {:?},\n", variant.name, variant.wire));
    known
        .chain(["Self::Unknown { .. } => \"Unknown\",\n".to_owned()])
        .collect()
}

/// The enum at a subject: `Content::Text(TextContent)`.
fn content_enum(subject: &Subject) -> String {
    let Subject { record, tags, arms } = subject;
    let (name, variants) = (record.name, variants_of(tags, arms));
    let each = |line: &dyn Fn(&Variant) -> String| -> String { variants.iter().map(line).collect() };
    let declarations = each(&|Variant { name, doc, arm, .. }| {
        let of = if arm.may_be_absent {
            format!("Option<{}<'a>>", arm.name)
        } else {
            format!("{}<'a>", arm.name)
        };
        format!("{}{name}({of}),\n", rust_doc(doc, 4))
    });
    let reads = each(&|Variant { number, name, arm, .. }| {
        let of = arm.name;
        let read = if arm.may_be_absent {
            format!("inner.and_then(|block| {of}::read(slots, block))")
        } else {
            format!("{of}::read(slots, inner?)?")
        };
        format!("{number} => Self::{name}({read}),\n")
    });
    let serializers =
        each(&|Variant { name, .. }| format!("Self::{name}(content) => content.serialize(serializer),\n"));
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
        "{}#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum {name}<'a> {{
    {declarations}/// A type that is not documented, or one whose content lacks or breaks what the type calls for.
    Unknown {{
        /// The type as it was sent.
        unknown_type: Cow<'a, str>,
        /// The content as it was sent.
        content: Option<Json<'a>>,
    }},
}}

impl<'a> {name}<'a> {{
    /// The text of the type in the event; `Unknown` for what has no type of its own.
    pub fn type_name(&self) -> &str {{
        match self {{ {} }}
    }}
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

impl Serialize for {name}<'_> {{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {{
        match self {{
            {serializers}Self::Unknown {{ content, .. }} => content.serialize(serializer),
        }}
    }}
}}

",
        rust_doc(record.doc, 0),
        type_names(&variants, "(_)"),
    )
}

fn arm_struct(subject: &Subject, arm: &Arm) -> String {
    let members = fields_in(subject.record, arm.needs | arm.allows)
        .into_iter()
        .flat_map(|(slot, _)| members_of(subject.record, slot, arm.needs >> slot & 1 == 1))
        .collect();
    plain_struct(arm.name, arm.doc, members, subject.record.extra_slot())
}

fn own_enum_name(record: &Record) -> String {
    format!("{}Kind", record.name)
}

/// The enum of a record that is its own subject: `InteractiveKind::ButtonReply(ButtonReply)`.
fn own_enum(record: &'static Record, union: &'static Union) -> String {
    let name = own_enum_name(record);
    let variants = variants_of(tag_choice(record, union), union.arms);
    let needed = |variant: &Variant| {
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
    };
    let each = |line: &dyn Fn(&Variant) -> String| -> String { variants.iter().map(line).collect() };
    let declarations = each(&|variant| {
        let (field, member) = needed(variant);
        format!("{}{}({}),\n", rust_doc(field.doc, 4), variant.name, member.of)
    });
    let reads = each(&|variant| {
        format!(
            "{} => Self::{}({}?),\n",
            variant.number,
            variant.name,
            needed(variant).1.read
        )
    });
    let entries = each(&|variant| {
        let wire = needed(variant).0.name;
        format!(
            "Self::{}(member) => map.serialize_entry({wire:?}, member),\n",
            variant.name
        )
    });
    let (tag, unknown) = (union.tag, record.unknown_type_slot());
    format!(
        "/// What [`{}`] is, with what that calls for.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum {name}<'a> {{
    {declarations}/// A type that is not documented, or that lacks what it calls for. What was sent beside it is in `extra`.
    Unknown {{
        /// The type as it was sent.
        unknown_type: Cow<'a, str>,
    }},
}}

impl<'a> {name}<'a> {{
    /// The text of the type in the event; `Unknown` for what has no type of its own.
    pub fn type_name(&self) -> &str {{
        match self {{ {} }}
    }}
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
        record.name,
        type_names(&variants, "(_)"),
    )
}

// ---- choices -------------------------------------------------------------------------------------------------------

fn choice_enum(choice: &Choice) -> String {
    let name = choice.name;
    let each = |line: &dyn Fn(usize, &str, &str, &str) -> String| -> String {
        let values = choice.values.iter().enumerate();
        values
            .map(|(number, value)| line(number, &pascal(value.name), value.name, value.doc))
            .collect()
    };
    let last = choice.values.len() - 1;
    let declarations = each(&|_, variant, _, doc| format!("{}{variant},\n", rust_doc(doc, 4)));
    let texts = each(&|_, variant, text, _| format!("Self::{variant} => {text:?},\n"));
    let reads = each(&|number, variant, _, _| {
        // The check gives no number that is not in the table.
        let number = if number == last {
            "_".to_owned()
        } else {
            number.to_string()
        };
        format!("Ok({number}) => Self::{variant},\n")
    });
    format!(
        "{}#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum {name}<'a> {{
    {declarations}/// Another one, as it was sent.
    Other(Cow<'a, str>),
}}

impl<'a> {name}<'a> {{
    /// The text: the documented spelling, or what was sent.
    pub fn as_str(&self) -> &str {{
        match self {{
            {texts}Self::Other(text) => text,
        }}
    }}
    fn from_slot(choice: Result<usize, Cow<'a, str>>) -> Self {{
        match choice {{
            {reads}Err(text) => Self::Other(text),
        }}
    }}
}}

impl Serialize for {name}<'_> {{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {{
        serializer.serialize_str(self.as_str())
    }}
}}

",
        rust_doc(choice.doc, 0)
    )
}

/// The same text as rustfmt lays it out with the settings of the project.
fn formatted(code: &str, checkout: &Path) -> Result<String> {
    let mut rustfmt = Command::new("rustfmt")
        .args(["--edition", "2024", "--config-path"])
        .arg(checkout)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("cannot start rustfmt: `rustup component add rustfmt` installs it")?;
    rustfmt
        .stdin
        .take()
        .context("rustfmt was given an input")?
        .write_all(code.as_bytes())?;
    let output = rustfmt.wait_with_output()?;
    ensure!(
        output.status.success(),
        "rustfmt does not take what was generated for src/event.rs"
    );
    Ok(String::from_utf8(output.stdout)?)
}

#[cfg(test)]
mod tests {
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

    #[test]
    fn a_choice_that_tells_a_type_alone_is_a_type_of_its_own() {
        assert!(
            types_of_members()
                .iter()
                .any(|choice| choice.name == "OutboundContentType")
        );
    }
}
