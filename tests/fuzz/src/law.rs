//! The documented members, copied once more from 8x8's pages.
//!
//! In: a body and the path of a member. Out: what is documented of it. Does not know: the parser's own schema; that is the
//! point: a slip in one of the two is a difference. Only what the target `mutate` asks is here.

use super::tree::Tree;
use chatapps_webhook::Code;
use serde_json::Value;

/// Types of JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Json {
    Text,
    Number,
    Boolean,
    Object,
    Array,
}

/// What a member holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    Text,
    /// One of some texts.
    Choice,
    Number,
    Boolean,
    /// An object whose members are not documented.
    Open,
    Record(&'static [Row]),
    List(&'static [Row]),
    /// Of any type, or judged by rules of its own.
    Any,
}

/// What it costs when a member is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// The event.
    Event,
    /// A warning.
    Expected,
    /// The part that it belongs to, which is then given as it was sent.
    Part,
    Optional,
    /// Nothing, nor does null.
    Nullable,
}

/// A documented member: its name, what it holds, what it costs.
pub type Row = (&'static str, Of, Need);

/// What is documented of one member of one body.
#[derive(Clone, Copy, Debug)]
pub struct Member {
    pub of: Of,
    pub need: Need,
    /// Whether it tells what others are: what is said of those is then not known here.
    pub tells: bool,
}

/// The codes for members that do not fit each other. One change may bring them about.
pub const RULES: &[Code] = &[
    Code::UserNotIdentified,
    Code::ChannelUserIdMismatch,
    Code::MissingExpiration,
    Code::UnexpectedExpiration,
    Code::ExpiresBeforeSent,
    Code::UnexpectedErrorCode,
    Code::UnexpectedChannelData,
];

use Need::{Event, Expected, Nullable, Optional, Part};
use Of::{Any, Boolean, Choice, List, Number, Open, Record, Text};

const USER: &[Row] = &[
    ("msisdn", Text, Optional),
    ("channelUserId", Text, Optional),
    ("name", Text, Optional),
    ("username", Text, Optional),
];
const RECIPIENT: &[Row] = &[("channel", Choice, Expected), ("channelId", Text, Optional)];
const LOCATION: &[Row] = &[
    ("latitude", Number, Part),
    ("longitude", Number, Part),
    ("name", Text, Optional),
    ("address", Text, Optional),
];
const INTERACTIVE: &[Row] = &[
    ("type", Choice, Part),
    (
        "button_reply",
        Record(&[("id", Text, Part), ("title", Text, Part)]),
        Part,
    ),
    (
        "list_reply",
        Record(&[
            ("id", Text, Part),
            ("title", Text, Part),
            ("description", Text, Optional),
        ]),
        Part,
    ),
    ("nfmReply", Record(&[("responseJson", Text, Part)]), Part),
    (
        "callPermissionReply",
        Record(&[
            ("response", Choice, Part),
            ("isPermanent", Boolean, Optional),
            ("expirationTimestamp", Text, Optional),
            ("responseSource", Choice, Optional),
        ]),
        Part,
    ),
];
const CONTENT: &[Row] = &[
    ("text", Text, Optional),
    ("url", Text, Optional),
    ("payload", Text, Optional),
    ("location", Record(LOCATION), Optional),
    ("interactive", Record(INTERACTIVE), Optional),
];
const MESSAGE: &[Row] = &[
    ("umid", Text, Event),
    ("subAccountId", Text, Event),
    ("timestamp", Text, Event),
    ("user", Record(USER), Optional),
    ("recipient", Record(RECIPIENT), Expected),
    ("type", Choice, Event),
    ("content", Record(CONTENT), Event),
    ("replyToUmid", Text, Optional),
];
const EXTERNAL: &[Row] = &[
    ("umid", Text, Event),
    ("subAccountId", Text, Expected),
    ("timestamp", Text, Expected),
    ("channel", Choice, Expected),
    ("user", Record(USER), Optional),
    ("type", Choice, Event),
    ("content", Record(CONTENT), Event),
    ("replyToUmid", Text, Optional),
];
const STATUS: &[Row] = &[
    ("state", Choice, Event),
    ("detail", Choice, Optional),
    ("timestamp", Text, Event),
    ("errorCode", Number, Optional),
    ("errorMessage", Text, Optional),
];
const SENT_TEXT: &[Row] = &[("text", Text, Optional)];
const SENT_HEADER: &[Row] = &[
    ("type", Text, Optional),
    ("text", Text, Optional),
    (
        "media",
        Record(&[("url", Text, Optional), ("filename", Text, Optional)]),
        Optional,
    ),
];
const SENT_BUTTON: &[Row] = &[
    ("type", Choice, Optional),
    ("label", Text, Optional),
    ("value", Text, Nullable),
];
const SENT_ROW: &[Row] = &[
    ("id", Text, Optional),
    ("title", Text, Optional),
    ("description", Text, Optional),
];
const SENT_LIST: &[Row] = &[
    ("buttonLabel", Text, Optional),
    (
        "sections",
        List(&[("title", Text, Optional), ("rows", List(SENT_ROW), Optional)]),
        Optional,
    ),
];
const SENT_ACTIONS: &[Row] = &[
    ("buttons", List(SENT_BUTTON), Optional),
    (
        "cta",
        Record(&[("displayText", Text, Optional), ("url", Text, Optional)]),
        Optional,
    ),
    ("list", Record(SENT_LIST), Optional),
    (
        "flow",
        Record(&[
            ("flowId", Text, Optional),
            ("cta", Text, Optional),
            ("action", Text, Optional),
            ("screen", Text, Optional),
        ]),
        Optional,
    ),
];
const SENT_CARD: &[Row] = &[
    ("index", Number, Optional),
    ("header", Record(SENT_HEADER), Optional),
    ("body", Record(SENT_TEXT), Optional),
    ("actions", Record(SENT_ACTIONS), Optional),
];
const SENT: &[Row] = &[
    ("channel", Choice, Optional),
    ("contentType", Choice, Part),
    (
        "template",
        Record(&[
            ("name", Text, Optional),
            ("language", Text, Optional),
            ("category", Text, Optional),
        ]),
        Optional,
    ),
    ("header", Record(SENT_HEADER), Optional),
    ("body", Record(SENT_TEXT), Optional),
    ("footer", Record(SENT_TEXT), Optional),
    ("actions", Record(SENT_ACTIONS), Optional),
    ("cards", List(SENT_CARD), Optional),
    (
        "meta",
        Record(&[
            ("redacted", Boolean, Optional),
            ("redactionReason", Text, Optional),
            ("interactiveType", Choice, Optional),
        ]),
        Optional,
    ),
];
const RECEIPT: &[Row] = &[
    ("umid", Text, Event),
    ("subAccountId", Text, Expected),
    ("channel", Choice, Expected),
    ("user", Record(USER), Optional),
    ("status", Record(STATUS), Event),
    ("batchId", Text, Optional),
    ("clientMessageId", Text, Optional),
    ("clientBatchId", Text, Optional),
    (
        "whatsapp",
        Record(&[
            ("providerErrorCode", Text, Optional),
            ("pricingCategory", Text, Optional),
        ]),
        Optional,
    ),
    ("outboundContent", Record(SENT), Optional),
];
const PRICE: &[Row] = &[
    ("total", Number, Optional),
    ("perSms", Number, Optional),
    ("currency", Text, Optional),
];
const SMS: &[Row] = &[
    ("umid", Text, Event),
    ("subAccountId", Text, Expected),
    ("timestamp", Text, Expected),
    ("source", Text, Expected),
    ("destination", Text, Expected),
    ("body", Text, Event),
    ("encoding", Choice, Optional),
    ("smsCount", Number, Optional),
    ("price", Record(PRICE), Optional),
];
const SMS_RECEIPT: &[Row] = &[
    ("umid", Text, Event),
    ("subAccountId", Text, Expected),
    ("batchId", Text, Optional),
    ("clientMessageId", Text, Optional),
    ("clientBatchId", Text, Optional),
    ("source", Text, Expected),
    ("destination", Text, Expected),
    ("status", Record(STATUS), Event),
    ("price", Record(PRICE), Optional),
    ("smsCount", Number, Optional),
];
const MANAGEMENT: &[Row] = &[
    ("eventId", Text, Event),
    ("timestamp", Text, Expected),
    ("provider", Text, Expected),
    ("businessAccountId", Text, Optional),
    ("accountId", Text, Optional),
    ("eventType", Choice, Event),
    ("eventDetails", Open, Event),
];

/// The envelope around each payload.
macro_rules! envelope {
    ($payload:expr) => {
        &[
            ("version", Any, Optional),
            ("namespace", Any, Expected),
            ("eventType", Any, Expected),
            ("description", Text, Optional),
            ("payload", Record($payload), Event),
        ]
    };
}

/// Which members tell what others are.
const TELLING: &[&str] = &[
    "version",
    "namespace",
    "eventType",
    "eventDetails",
    "type",
    "contentType",
    "isPermanent",
];

fn text_at<'t>(body: &'t Tree, path: &[&str]) -> &'t str {
    let path: Vec<String> = path.iter().map(|step| (*step).to_owned()).collect();
    match body.at(&path) {
        Some(Tree::Leaf(Value::String(text))) => text,
        _ => "",
    }
}

/// The documented members of a body, by what it calls itself.
fn members_of(body: &Tree) -> Option<&'static [Row]> {
    Some(match (text_at(body, &["namespace"]), text_at(body, &["eventType"])) {
        ("ChatApps", "inbound_message_received") => envelope!(MESSAGE),
        ("ChatApps", "outbound_message_status_changed") => envelope!(RECEIPT),
        ("ChatApps", "external_app_message") => envelope!(EXTERNAL),
        ("SMS", "inbound_message_received") => envelope!(SMS),
        ("SMS", "outbound_message_status_changed") => envelope!(SMS_RECEIPT),
        ("", event_type) if !event_type.is_empty() && body.at(&["eventDetails".to_owned()]).is_some() => MANAGEMENT,
        _ => return None,
    })
}

/// What is documented of the member at a path; nothing where the body or the member is not.
pub fn member(body: &Tree, path: &[String]) -> Option<Member> {
    let mut rows = members_of(body)?;
    let mut steps = path.iter().peekable();
    while let Some(step) = steps.next() {
        let (name, of, need) = rows.iter().find(|(name, ..)| name == step)?;
        if steps.peek().is_none() {
            return Some(Member {
                of: *of,
                need: needed(body, path, *need)?,
                tells: TELLING.contains(name),
            });
        }
        rows = match of {
            Record(rows) => rows,
            List(rows) => {
                steps.next();
                // An element itself has no name, and is no member.
                steps.peek()?;
                rows
            }
            _ => return None,
        };
    }
    None
}

/// What a member costs in this body: that of some depends on the type of the message. Nothing where it is not known.
fn needed(body: &Tree, path: &[String], need: Need) -> Option<Need> {
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    let calls_for = match text_at(body, &["payload", "type"]) {
        "Text" => "text",
        "Image" | "Video" | "Audio" | "File" => "url",
        "Location" => "location",
        "Interactive" => "interactive",
        _ => "",
    };
    match path[..] {
        // What tells the event: one of the two missing, an inbound message is still known, others may not be.
        ["namespace" | "eventType"] if members_of(body) != Some(envelope!(MESSAGE)) => None,
        ["eventDetails"] => None,
        ["payload", "content"] if calls_for.is_empty() => None,
        ["payload", "content", name] if name == calls_for => Some(Part),
        _ => Some(need),
    }
}

impl Of {
    /// Whether a value of another type is read as what it is meant to be; nothing where it is of no other type.
    pub fn takes(self, json: Json) -> Option<bool> {
        let is_scalar = matches!(json, Json::Number | Json::Boolean);
        match self {
            Any => None,
            Text | Choice if json == Json::Text => None,
            Text | Choice => Some(is_scalar),
            Number => (json != Json::Number).then_some(false),
            Boolean => (json != Json::Boolean).then_some(false),
            Open | Record(_) => (json != Json::Object).then_some(false),
            List(_) => (json != Json::Array).then_some(false),
        }
    }
}
