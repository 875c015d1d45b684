//! `WebhookEvent`, and the struct of each event.
//!
//! * In: the events of the schema.
//! * Out: the enum over all of them; a struct for each with what only an event has – its key, its shape, its body, and as
//!   constants what it was recognised by.
//! * Does not know: the records inside of events.
//! * Why: an event is read with more at hand than its slots, and says first what it is.

use chatapps_webhook::schema::events::EVENTS;
use chatapps_webhook::schema::{Event, Field};

use super::super::builders::has_shape;
use super::super::law::{constant, is_required, shown};
use super::super::layout::rust_doc;
use super::super::names::{pascal, snake};
use super::members::{EXTRA_DOC, Member, into_owned, members_of, serialize_map};

/// The example in the documentation of the enum.
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

/// The documentation of `WebhookEvent::kind`.
const KIND_DOC: &str = r##"/// Which kind of event it is.
///
/// ```
/// use chatapps_webhook::{EventKind, parse};
/// let event = parse(r#"{"some": "object"}"#).event.unwrap();
/// assert_eq!(event.kind(), EventKind::Unknown);
/// ```
"##;

/// The documentation of `WebhookEvent::key`.
const KEY_DOC: &str = r##"/// What identifies this event among repeats: drop an event whose key you have seen.
///
/// ```
/// use std::collections::HashSet;
/// let mut seen = HashSet::new();
/// let mut is_new = |body| seen.insert(chatapps_webhook::parse(body).event.unwrap().key().to_owned());
/// assert!(is_new(r#"{"some": "object"}"#));
/// assert!(!is_new(r#"{"some": "object"}"#));
/// ```
"##;

/// The documentation of `WebhookEvent::into_owned`.
const INTO_OWNED_DOC: &str = r##"/// The same event with nothing borrowed from the body: to keep it when the body is gone, or to hand it to another thread.
/// What was borrowed is copied.
///
/// ```
/// use chatapps_webhook::{EventKind, WebhookEvent, parse};
/// use std::sync::mpsc;
/// use std::thread;
///
/// let (sender, receiver) = mpsc::channel::<WebhookEvent<'static>>();
/// let worker = thread::spawn(move || receiver.iter().map(|event| event.kind()).collect::<Vec<_>>());
/// {
///     let body = String::from(r#"{"some": "object"}"#);
///     let event = parse(&body).event.expect("an object is an event");
///     sender.send(event.into_owned())?;
/// }
/// drop(sender);
/// assert_eq!(worker.join().expect("no event makes it panic"), [EventKind::Unknown]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
"##;

fn variant_of(event: &Event) -> String {
    pascal(event.kind_text)
}

pub(super) fn webhook_event() -> String {
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
    let owned = arms(&|event| {
        format!(
            "Self::{0}(event) => WebhookEvent::{0}(event.into_owned()),\n",
            variant_of(event)
        )
    });
    let serializers = arms(&|event| format!("Self::{}(event) => event.serialize(serializer),\n", variant_of(event)));
    format!(
        "/// An event, told apart by its kind.
{EXAMPLE}#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum WebhookEvent<'a> {{ {variants} }}

impl<'a> WebhookEvent<'a> {{
    {KIND_DOC}#[must_use]
    pub fn kind(&self) -> EventKind {{ match self {{ {kinds} }} }}
    {KEY_DOC}#[must_use]
    pub fn key(&self) -> &str {{ match self {{ {keys} }} }}
    {INTO_OWNED_DOC}#[must_use]
    pub fn into_owned(self) -> WebhookEvent<'static> {{ match self {{ {owned} }} }}
    pub(crate) fn read(
        slots: &Slots<'_, 'a>,
        kind: EventKind,
        block: usize,
        key: Cow<'a, str>,
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
pub(super) fn root(event: &Event) -> String {
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
    let mut fields = format!("{}pub key: Cow<'a, str>,\n", rust_doc(&key_doc(event), 4));
    if shape {
        fields += "/// The published shape in which the body came.\npub shape: Shape,\n";
    }
    fields += &members.iter().map(Member::declaration).collect::<String>();
    fields += &format!("{}pub extra: Extra<'a>,\n", rust_doc(EXTRA_DOC, 4));
    let mut initializers = format!("key,\n{}", if shape { "shape,\n" } else { "" });
    initializers += &members.iter().map(Member::initializer).collect::<String>();
    initializers += &format!("extra: slots.extra(block, {}),\n", record.extra_slot());
    let mut owned = format!(
        "key: Cow::Owned(self.key.into_owned()),\n{}",
        if shape { "shape: self.shape,\n" } else { "" }
    );
    owned += &members.iter().map(Member::owned).collect::<String>();
    owned += "extra: self.extra.into_owned(),\n";
    if event.keeps_body {
        owned += "body: self.body.into_owned(),\n";
        fields += "/// The whole body.\npub body: Json<'a>,\n";
        initializers += "body: slots.body(),\n";
    }
    let name = record.name;
    format!(
        "{}#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct {name}<'a> {{ {fields} }}

impl<'a> {name}<'a> {{
    {}{}
    fn read(slots: &Slots<'_, 'a>, block: usize, key: Cow<'a, str>{}) -> Option<Self> {{
        Some(Self {{ {initializers} }})
    }}
}}

{}",
        rust_doc(record.doc, 0),
        constants
            .iter()
            .map(|(field, text)| root_constant(field, text))
            .collect::<String>(),
        into_owned(name, &format!("{name} {{ {owned} }}")),
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
