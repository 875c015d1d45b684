//! The event as derived structs, and serde_json into them.
//!
//! * In: the text of a body.
//! * Out: an event, or nothing where the body does not fit the types.
//! * Does not know: who wants it – the door to JavaScript and the native benchmark both do.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Two passes over the text, the first of which looks only for what tells the kinds apart: faster than
/// `#[serde(untagged)]`, which copies the whole body before it looks.
pub(crate) fn read(body: &str) -> Option<Event> {
    let tags: Tags = serde_json::from_str(body).ok()?;
    let event = match (tags.namespace.as_deref(), tags.event_type.as_deref()) {
        (Some("ChatApps"), Some("inbound_message_received")) => Event::Inbound(serde_json::from_str(body).ok()?),
        (None, Some("inboundMessage")) => Event::InboundV1(serde_json::from_str(body).ok()?),
        _ => Event::Other(serde_json::from_str(body).ok()?),
    };
    Some(event.with_flow_answers())
}

/// An inbound message in the usual shape, where the caller knows that it is one: a single pass.
#[allow(dead_code, reason = "for the native benchmark")]
pub(crate) fn read_inbound(body: &str) -> Option<Event> {
    let event: Box<Inbound> = serde_json::from_str(body).ok()?;
    Some(Event::Inbound(event).with_flow_answers())
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Tags {
    namespace: Option<String>,
    event_type: Option<String>,
}

#[derive(Serialize)]
#[serde(untagged)]
pub(crate) enum Event {
    Inbound(Box<Inbound>),
    InboundV1(Box<InboundV1>),
    /// The siblings, untyped as in the package, and what nobody knows.
    Other(Value),
}

impl Event {
    /// The answers of a WhatsApp Flow are JSON inside a string.
    fn with_flow_answers(mut self) -> Self {
        let content = match &mut self {
            Self::Inbound(event) => event.payload.content.as_mut(),
            Self::InboundV1(event) => event.content.as_mut(),
            Self::Other(_) => None,
        };
        let reply = content
            .and_then(|content| content.interactive.as_mut())
            .and_then(|part| part.nfm_reply.as_mut());
        if let Some(reply) = reply {
            reply.response = serde_json::from_str(&reply.response_json).ok();
        }
        self
    }
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Inbound {
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<f64>,
    namespace: String,
    event_type: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    payload: Payload,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Payload {
    umid: String,
    sub_account_id: String,
    timestamp: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    user: Option<User>,
    #[serde(skip_serializing_if = "Option::is_none")]
    recipient: Option<Recipient>,
    #[serde(rename = "type")]
    message_type: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    content: Option<Content>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reply_to_umid: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct InboundV1 {
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<f64>,
    event_type: String,
    channel: String,
    umid: String,
    sub_account_id: String,
    timestamp: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    user: Option<User>,
    #[serde(skip_serializing_if = "Option::is_none")]
    recipient: Option<RecipientV1>,
    #[serde(rename = "type")]
    message_type: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    content: Option<Content>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct User {
    #[serde(skip_serializing_if = "Option::is_none")]
    msisdn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    channel_user_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    username: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Recipient {
    #[serde(skip_serializing_if = "Option::is_none")]
    channel: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    channel_id: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct RecipientV1 {
    #[serde(skip_serializing_if = "Option::is_none")]
    recipient_id: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct Content {
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    payload: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    location: Option<Location>,
    #[serde(skip_serializing_if = "Option::is_none")]
    interactive: Option<Interactive>,
}

#[derive(Serialize, Deserialize)]
struct Location {
    latitude: f64,
    longitude: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<String>,
}

/// The wire spells two of the members in one way and two in another.
#[derive(Serialize, Deserialize)]
struct Interactive {
    #[serde(rename = "type")]
    interactive_type: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    button_reply: Option<Reply>,
    #[serde(skip_serializing_if = "Option::is_none")]
    list_reply: Option<Reply>,
    #[serde(rename = "nfmReply", skip_serializing_if = "Option::is_none")]
    nfm_reply: Option<NfmReply>,
    #[serde(rename = "callPermissionReply", skip_serializing_if = "Option::is_none")]
    call_permission_reply: Option<CallPermissionReply>,
}

#[derive(Serialize, Deserialize)]
struct Reply {
    id: String,
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct NfmReply {
    response_json: String,
    #[serde(skip_deserializing, skip_serializing_if = "Option::is_none")]
    response: Option<Value>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct CallPermissionReply {
    response: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    is_permanent: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expiration_timestamp: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    response_source: Option<String>,
}
