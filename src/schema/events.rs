//! The law itself: every event, record, union and choice that 8x8 documents for the URL of inbound messages.
//!
//! In: 8x8's pages, as people read them. Out: the tables. Does not know: who reads them.
//!
//! Why it exists: when 8x8 changes a page, this is the only file to change by hand.
//!
//! The names and their meaning are those of 8x8's pages "Inbound Messaging Apps message", "Delivery receipts for
//! Messaging Apps", "Inbound SMS", "Delivery receipts for outbound SMS" and "WhatsApp business management" (read up to
//! July 2026); what those leave open is answered in docs/reading.md.

use super::EventKind::*;
use super::Type::{Choice as OneOf, Leaf, List, Record as Object};
use super::{
    Arm, Choice, Event, Field, FlatShape, Lift, Otherwise, Presence, Progress, Recognition, Record, Union, Value,
};
use super::{bits, by_value, documented, record, wire_name};
use crate::kind::Kind::*;

const fn value(name: &'static str, doc: &'static str) -> Value {
    Value {
        name,
        aliases: &[],
        doc: documented(doc),
    }
}

const fn value_or(name: &'static str, aliases: &'static [&'static str], doc: &'static str) -> Value {
    Value {
        name,
        aliases,
        doc: documented(doc),
    }
}

// ---- choices -------------------------------------------------------------------------------------------------------

/// What a body of this family calls itself.
pub static NAMESPACE: Choice = Choice {
    id: 0,
    name: documented("ChatAppsNamespace"),
    doc: documented("What the events of Messaging Apps call themselves."),
    values: &[value_or(
        "ChatApps",
        &["Messaging Apps", "Chat Apps"],
        "Messaging Apps.",
    )],
    otherwise: Otherwise::Open,
};

/// The event type of an inbound message.
pub static INBOUND_EVENT_TYPE: Choice = Choice {
    id: 1,
    name: documented("InboundEventType"),
    doc: documented("The event type of an inbound message."),
    values: &[value("inbound_message_received", "A message came in.")],
    otherwise: Otherwise::Open,
};

/// The channels.
pub static CHANNEL: Choice = Choice {
    id: 2,
    name: documented("Channel"),
    doc: documented("The messaging app. An open set: 8x8 adds channels."),
    values: &[
        value("whatsapp", "WhatsApp."),
        value("viber", "Viber."),
        value("line", "LINE."),
        value_or("rcs", &["GoogleRCS"], "RCS, the successor of SMS on Android."),
        value("sms", "SMS."),
        value_or("messenger", &["Facebook"], "Facebook Messenger."),
        value("wechat", "WeChat."),
        value("zalo", "Zalo."),
        value("kakaotalk", "KakaoTalk."),
        value("instagram", "Instagram."),
        value("telegram", "Telegram."),
    ],
    otherwise: Otherwise::UnknownValue,
};

/// The types of messages.
pub static MESSAGE_TYPE: Choice = Choice {
    id: 3,
    name: documented("MessageType"),
    doc: documented("What sort of message it is."),
    values: &[
        value("None", "Nothing that the other types describe."),
        value("Text", "Text."),
        value("Audio", "A sound file or a voice message."),
        value("Video", "A film."),
        value("Image", "A picture."),
        value("Location", "A place."),
        value_or("File", &["Document"], "Any other file."),
        value("Carousel", "Cards side by side."),
        value("List", "A list to choose from."),
        value("Buttons", "Buttons to choose from."),
        value("Template", "A prepared message."),
        value(
            "Interactive",
            "An answer to something interactive: a button, a list, a Flow, a call permission.",
        ),
    ],
    otherwise: Otherwise::UnknownMessageType,
};

/// The types of interactive answers. The mixed spelling is the documented one.
pub static INTERACTIVE_TYPE: Choice = Choice {
    id: 4,
    name: documented("InteractiveType"),
    doc: documented("What the person answered to."),
    values: &[
        value_or("button_reply", &["buttonReply"], "A button."),
        value_or("list_reply", &["listReply"], "A list."),
        value_or("nfmReply", &["nfm_reply"], "A WhatsApp Flow (native Flow message)."),
        value_or(
            "callPermissionReply",
            &["call_permission_reply"],
            "The question whether you may call.",
        ),
    ],
    otherwise: Otherwise::UnknownInteractiveType,
};

/// What a person answered to the question whether you may call.
pub static CALL_RESPONSE: Choice = Choice {
    id: 5,
    name: documented("CallPermissionResponse"),
    doc: documented("Whether the person lets you call."),
    values: &[value("accept", "You may call."), value("reject", "You may not call.")],
    otherwise: Otherwise::UnknownValue,
};

/// Who gave a call permission.
pub static RESPONSE_SOURCE: Choice = Choice {
    id: 6,
    name: documented("ResponseSource"),
    doc: documented("How the call permission came about."),
    values: &[
        value("user_action", "The person answered the question."),
        value(
            "automatic",
            "WhatsApp gave it, for instance because the person called you.",
        ),
    ],
    otherwise: Otherwise::UnknownValue,
};

/// How far an outbound message has come.
pub static STATE: Choice = Choice {
    id: 7,
    name: documented("MessageState"),
    doc: documented("How far the message has come."),
    values: &[
        value("queued", "Waiting at 8x8."),
        value("accepted", "Taken by 8x8."),
        value("rejected", "Not taken: it will not be sent."),
        value("sent", "On its way to the channel."),
        value_or("delivered", &["DELIVERED TO DEVICE"], "On the person's device."),
        value("undelivered", "It could not be delivered."),
        value("failed", "It could not be sent."),
        value("read", "Seen by the person."),
    ],
    otherwise: Otherwise::UnknownValue,
};

/// How far the message is in each state. What is `delivered` may be so to the operator only, which the finer state says.
pub static PROGRESS: [Progress; 8] = by_value(
    &STATE,
    [
        ("queued", Progress::Waiting),
        ("accepted", Progress::Accepted),
        ("rejected", Progress::Failed),
        ("sent", Progress::Sent),
        ("delivered", Progress::Delivered),
        ("undelivered", Progress::Failed),
        ("failed", Progress::Failed),
        ("read", Progress::Read),
    ],
);

/// The finer state of an outbound message.
pub static STATE_DETAIL: Choice = Choice {
    id: 8,
    name: documented("MessageStateDetail"),
    doc: documented("The finer state of the message. An open set."),
    values: &[
        value("delivered_to_operator", "The operator has it."),
        value("delivered_to_recipient", "The person's device has it."),
        value("rejected_by_operator", "The operator did not take it."),
        value("undelivered_to_recipient", "The person's device did not get it."),
    ],
    otherwise: Otherwise::UnknownValue,
};

/// The types of what you sent.
pub static OUTBOUND_TYPE: Choice = Choice {
    id: 9,
    name: documented("OutboundContentType"),
    doc: documented("What sort of message you sent."),
    values: &[
        value("text", "Text."),
        value("media", "A file."),
        value("location", "A place."),
        value("template", "A template."),
        value("template_auth", "A template with a one-time password."),
        value("carousel", "Cards side by side."),
        value("interactive", "Buttons, a list, a link or a Flow."),
    ],
    otherwise: Otherwise::UnknownMessageType,
};

/// The types of buttons.
pub static BUTTON_TYPE: Choice = Choice {
    id: 10,
    name: documented("OutboundButtonType"),
    doc: documented("What the button does."),
    values: &[
        value("url", "Opens a link."),
        value("quick_reply", "Answers."),
        value("copy_code", "Copies a code."),
        value("phone", "Calls."),
        value("flow", "Opens a Flow."),
    ],
    otherwise: Otherwise::UnknownValue,
};

/// How an SMS was encoded.
pub static SMS_ENCODING: Choice = Choice {
    id: 11,
    name: documented("SmsEncoding"),
    doc: documented("How the text was encoded on the way."),
    values: &[
        value("GSM7", "7-bit characters of GSM 03.38."),
        value("UCS2", "16-bit characters."),
    ],
    otherwise: Otherwise::UnknownValue,
};

/// The news of a WhatsApp business account.
pub static MANAGEMENT_TYPE: Choice = Choice {
    id: 12,
    name: documented("ManagementEventType"),
    doc: documented("What happened to the account. An open set."),
    values: &[
        value("template_status_update", "A template was approved, rejected, paused."),
        value("template_category_update", "A template changed its category."),
        value("template_quality_update", "A template changed its quality."),
        value(
            "phone_number_quality_update",
            "A phone number changed its quality or its limit.",
        ),
        value("account_update", "The account changed."),
        value(
            "whatsapp_automatic_events",
            "WhatsApp noticed something in a conversation.",
        ),
        // 8x8's page on business-scoped user ids names the last three by Meta's words in one table and by these in another.
        value_or(
            "whatsapp_user_id_update",
            &["user_id_update"],
            "A person has a new business-scoped user id (BSUID).",
        ),
        value_or("whatsapp_contact", &["contacts"], "A person shared a contact."),
        value_or(
            "whatsapp_preference",
            &["user_preferences"],
            "A person changed what they want to receive.",
        ),
    ],
    otherwise: Otherwise::UnknownValue,
};

/// What an outbound interactive message asks for.
pub static META_INTERACTIVE_TYPE: Choice = Choice {
    id: 13,
    name: documented("OutboundInteractiveType"),
    doc: documented("What the interactive message offers."),
    values: &[
        value("button", "Buttons."),
        value("list", "A list."),
        value("cta_url", "A link."),
        value("flow", "A Flow."),
    ],
    otherwise: Otherwise::UnknownValue,
};

/// Every choice, by its id.
pub static CHOICES: &[&Choice] = &[
    &NAMESPACE,
    &INBOUND_EVENT_TYPE,
    &CHANNEL,
    &MESSAGE_TYPE,
    &INTERACTIVE_TYPE,
    &CALL_RESPONSE,
    &RESPONSE_SOURCE,
    &STATE,
    &STATE_DETAIL,
    &OUTBOUND_TYPE,
    &BUTTON_TYPE,
    &SMS_ENCODING,
    &MANAGEMENT_TYPE,
    &META_INTERACTIVE_TYPE,
];

// ---- inbound messages ----------------------------------------------------------------------------------------------

record! {
    /// A message from a person to one of your channels: the same for all published shapes of the body.
    0 INBOUND_MESSAGE = "InboundMessage", fields inbound;
    /// The number of the format as it was sent: 3 in v3, 1 in v1, absent in v2.
    version: Optional Leaf(Version) => "Format version";
    /// `ChatApps`. Supplied where the body is v1, which has none.
    namespace: Expected OneOf(&NAMESPACE) => "Namespace";
    /// `inbound_message_received`. Supplied where the body is v1, which has another name for it.
    eventType: Expected OneOf(&INBOUND_EVENT_TYPE) => "Event type";
    /// A sentence for people. Never rely on it.
    description: Optional Leaf(FreeText) => "Description";
    /// The message.
    payload: Required Object(&PAYLOAD) => "Message";
}

record! {
    /// The message itself. Its `type` tells what `content` holds.
    1 PAYLOAD = "Payload", fields payload, union &PAYLOAD_UNION;
    /// The unique id of the message. The key for dropping repeated deliveries (compare it without case).
    umid: Required Leaf(Uuid) => "Message id";
    /// The sub-account that owns the channel.
    subAccountId: Required Leaf(Token) => "Sub-account";
    /// When the message was received, ISO 8601 in UTC, as it was sent.
    timestamp: Required Leaf(Timestamp) => "Received";
    /// Who wrote it.
    user: Optional Object(&USER) => "Sender";
    /// Which of your channels it came to. Absent in two official samples.
    recipient: Expected Object(&RECIPIENT) => "Recipient";
    /// What sort of message it is.
    r#type: Required OneOf(&MESSAGE_TYPE) => "Message type";
    /// What the message says; its members depend on `type`.
    content: Required Object(&CONTENT) => "Content";
    /// The id of the message this one answers. It may be one of yours.
    replyToUmid: Optional Leaf(Uuid) => "Reply to";
}

record! {
    /// Who wrote the message or, where you sent it, whom it went to, as far as the channel tells. Any of the members may be absent, also all of them.
    2 USER = "User", fields user;
    /// Phone number in E.164 form. Always there in v2; in v3, and in v9 of receipts, absent where the channel has none (LINE) and for WhatsApp users known only by username.
    msisdn: Optional Leaf(PhoneNumber) => "Phone number";
    /// The person's id in the channel. v2, and v8 of receipts: the digits of the phone number. v3, and v9 of receipts: on WhatsApp the business-scoped user id (BSUID), on LINE the LINE user id, elsewhere absent.
    channelUserId: Optional Leaf(UserId) => "Channel user id";
    /// The person's name in the channel; on WhatsApp the profile name.
    name: Optional Leaf(UserId) => "Name";
    /// The person's WhatsApp username: opaque text, since v3.
    username: Optional Leaf(UserId) => "Username";
}

record! {
    /// Which of your channels the message came to.
    3 RECIPIENT = "Recipient", fields recipient;
    /// The messaging app.
    channel: Expected OneOf(&CHANNEL) => "Channel";
    /// The id of your channel: usually a UUID, documented as text.
    channelId: Optional Leaf(Token) => "Channel id";
}

record! {
    /// What a message says.
    4 CONTENT = "Content", fields content;
    /// The text, or the caption of a file. May be empty.
    text: Optional Leaf(FreeText) => "Text";
    /// A link to the file. It opens for whoever has it and expires after 24 hours: fetch the file, treat the link as a secret.
    url: Optional Leaf(Url) => "File";
    /// What you attached to the button or quick reply that was pressed.
    payload: Optional Leaf(FreeText) => "Button payload";
    /// A place.
    location: Optional Object(&LOCATION) => "Location";
    /// An answer to something interactive.
    interactive: Optional Object(&INTERACTIVE) => "Interactive answer";
}

static PAYLOAD_UNION: Union = Union {
    tag: payload::r#type as usize,
    subject: Some(payload::content as usize),
    arms: CONTENT_ARMS,
};

/// What each message type calls for; the same for messages of both directions.
static CONTENT_ARMS: &[Arm] = &[
    Arm {
        name: documented("TextContent"),
        doc: documented("The content of a text message."),
        values: &[1],
        needs: bits!(content: text),
        allows: bits!(content: payload, url),
        may_be_absent: false,
    },
    Arm {
        name: documented("MediaContent"),
        doc: documented("The content of a message with a file: the link, perhaps a caption."),
        values: &[2, 3, 4, 6],
        needs: bits!(content: url),
        allows: bits!(content: text, payload),
        may_be_absent: false,
    },
    Arm {
        name: documented("LocationContent"),
        doc: documented("The content of a message with a place."),
        values: &[5],
        needs: bits!(content: location),
        allows: bits!(content: text, payload),
        may_be_absent: false,
    },
    Arm {
        name: documented("InteractiveContent"),
        doc: documented("The content of an answer to something interactive."),
        values: &[11],
        needs: bits!(content: interactive),
        allows: bits!(content: text, payload),
        may_be_absent: false,
    },
    Arm {
        name: documented("OpenContent"),
        doc: documented(
            "The content of a message whose type 8x8 names without saying what it holds: anything, or nothing.",
        ),
        values: &[0, 7, 8, 9, 10],
        needs: 0,
        allows: bits!(content: text, url, payload, location, interactive),
        may_be_absent: true,
    },
];

record! {
    /// A place.
    5 LOCATION = "Location", fields location;
    /// Degrees north, −90 to 90.
    latitude: Required Leaf(Latitude) => "Latitude";
    /// Degrees east, −180 to 180.
    longitude: Required Leaf(Longitude) => "Longitude";
    /// What the place is called.
    name: Optional Leaf(FreeText) => "Place name";
    /// Where the place is, in words.
    address: Optional Leaf(FreeText) => "Address";
}

record! {
    /// An answer to something interactive. Its `type` tells which member is there.
    6 INTERACTIVE = "Interactive", fields interactive, union &INTERACTIVE_UNION;
    /// The name of the member that is there.
    r#type: Required OneOf(&INTERACTIVE_TYPE) => "Interactive type";
    /// The button that was pressed.
    button_reply: Optional Object(&BUTTON_REPLY) => "Button" or ["buttonReply"];
    /// The row that was chosen.
    list_reply: Optional Object(&LIST_REPLY) => "List row" or ["listReply"];
    /// The answers to a WhatsApp Flow.
    nfmReply: Optional Object(&NFM_REPLY) => "Flow answers" or ["nfm_reply"];
    /// The answer to the question whether you may call.
    callPermissionReply: Optional Object(&CALL_PERMISSION_REPLY) => "Call permission" or ["call_permission_reply"];
}

static INTERACTIVE_UNION: Union = Union {
    tag: interactive::r#type as usize,
    subject: None,
    arms: &[
        Arm {
            name: documented("ButtonReplyInteractive"),
            doc: documented("A person pressed a button."),
            values: &[0],
            needs: bits!(interactive: button_reply),
            allows: 0,
            may_be_absent: false,
        },
        Arm {
            name: documented("ListReplyInteractive"),
            doc: documented("A person chose a row of a list."),
            values: &[1],
            needs: bits!(interactive: list_reply),
            allows: 0,
            may_be_absent: false,
        },
        Arm {
            name: documented("NfmReplyInteractive"),
            doc: documented("A person completed a WhatsApp Flow."),
            values: &[2],
            needs: bits!(interactive: nfmReply),
            allows: 0,
            may_be_absent: false,
        },
        Arm {
            name: documented("CallPermissionReplyInteractive"),
            doc: documented("A person answered whether you may call."),
            values: &[3],
            needs: bits!(interactive: callPermissionReply),
            allows: 0,
            may_be_absent: false,
        },
    ],
};

record! {
    /// A button that was pressed.
    7 BUTTON_REPLY = "ButtonReply", fields button_reply;
    /// The id you gave the button.
    id: Required Leaf(FreeText) => "Button id";
    /// What stood on the button.
    title: Required Leaf(FreeText) => "Button title";
}

record! {
    /// A row of a list that was chosen.
    8 LIST_REPLY = "ListReply", fields list_reply;
    /// The id you gave the row.
    id: Required Leaf(FreeText) => "Row id";
    /// What stood in the row.
    title: Required Leaf(FreeText) => "Row title";
    /// What stood below.
    description: Optional Leaf(FreeText) => "Row description";
}

record! {
    /// The answers to a WhatsApp Flow.
    9 NFM_REPLY = "NfmReply", fields nfm_reply;
    /// The answers as they were sent: a string that holds JSON. `response` holds the JSON itself, where it is JSON.
    responseJson: Required Leaf(EmbeddedJson) => "Flow answers";
}

record! {
    /// The answer to the question whether you may call.
    10 CALL_PERMISSION_REPLY = "CallPermissionReply", fields call_permission_reply;
    /// Whether the person lets you call.
    response: Required OneOf(&CALL_RESPONSE) => "Answer";
    /// Whether the permission has no end.
    isPermanent: Optional Leaf(Boolean) => "Permanent";
    /// When the permission ends, ISO 8601 in UTC; only with an accept that is not permanent.
    expirationTimestamp: Optional Leaf(Timestamp) => "Expires";
    /// How the permission came about.
    responseSource: Optional OneOf(&RESPONSE_SOURCE) => "Source";
}

// ---- delivery receipts ---------------------------------------------------------------------------------------------

record! {
    /// News of a message you sent. Several share one `umid`, and they arrive in any order.
    11 DELIVERY_RECEIPT = "DeliveryReceipt", fields receipt;
    /// The number of the format as it was sent: 9 in v9, absent in v8, 4 in the old flat one.
    version: Optional Leaf(Version) => "Format version";
    /// `ChatApps`, as it was sent; absent in the old flat one.
    namespace: Expected Leaf(Token) => "Namespace";
    /// `outbound_message_status_changed`, or `outboundMessageDelivery` in the old flat one.
    eventType: Expected Leaf(Token) => "Event type";
    /// A sentence for people. Never rely on it.
    description: Optional Leaf(FreeText) => "Description";
    /// The news.
    payload: Required Object(&RECEIPT_PAYLOAD) => "Receipt";
}

record! {
    /// What became of a message you sent.
    12 RECEIPT_PAYLOAD = "ReceiptPayload", fields receipt_payload;
    /// The id of the message you sent.
    umid: Required Leaf(Uuid) => "Message id";
    /// The sub-account that sent it.
    subAccountId: Expected Leaf(Token) => "Sub-account";
    /// The messaging app.
    channel: Expected OneOf(&CHANNEL) => "Channel";
    /// Whom it went to.
    user: Optional Object(&USER) => "Receiver";
    /// What became of it.
    status: Required Object(&STATUS) => "Status";
    /// The id of the batch it was sent in.
    batchId: Optional Leaf(Uuid) => "Batch id";
    /// The id you gave the message.
    clientMessageId: Optional Leaf(Token) => "Your message id";
    /// The id you gave the batch.
    clientBatchId: Optional Leaf(Token) => "Your batch id";
    /// What WhatsApp says of it.
    whatsapp: Optional Object(&WHATSAPP_INFO) => "WhatsApp";
    /// What you sent; since v9.
    outboundContent: Optional Object(&OUTBOUND_CONTENT) => "What you sent";
    /// What went wrong; only in the old flat receipt.
    error: Optional Leaf(Json) => "Error";
    /// What it cost; only in the old flat receipt.
    price: Optional Leaf(Json) => "Price";
    /// The currency of the price; only in the old flat receipt.
    currency: Optional Leaf(Token) => "Currency";
}

record! {
    /// What became of a message you sent, and when.
    13 STATUS = "Status", fields status;
    /// How far the message has come.
    state: Required OneOf(&STATE) => "State";
    /// The finer state.
    detail: Optional OneOf(&STATE_DETAIL) => "Detail";
    /// When that was, ISO 8601 in UTC.
    timestamp: Required Leaf(Timestamp) => "Since";
    /// 8x8's number for what went wrong.
    errorCode: Optional Leaf(Number) => "Error code";
    /// What went wrong, in words.
    errorMessage: Optional Leaf(FreeText) => "Error message";
}

record! {
    /// What WhatsApp says of a message you sent.
    14 WHATSAPP_INFO = "WhatsAppInfo", fields whatsapp_info;
    /// Meta's own number for what went wrong.
    providerErrorCode: Optional Leaf(Token) => "Meta's error code";
    /// What Meta charges for it as.
    pricingCategory: Optional Leaf(Token) => "Pricing category";
}

// All of what follows is what you sent, names of templates and Flows included: only the choices, which say what sort of thing
// something is, are declared safe.

record! {
    /// What you sent, as the receipt repeats it. All of it is as sensitive as the message.
    15 OUTBOUND_CONTENT = "OutboundContent", fields outbound_content, union &OUTBOUND_UNION;
    /// The messaging app.
    channel: Optional OneOf(&CHANNEL) => "Channel";
    /// What sort of message it was.
    contentType: Required OneOf(&OUTBOUND_TYPE) => "Content type";
    /// The template it was made from.
    template: Optional Object(&TEMPLATE_REFERENCE) => "Template";
    /// What stood above.
    header: Optional Object(&OUTBOUND_HEADER) => "Header";
    /// What it said.
    body: Optional Object(&OUTBOUND_TEXT) => "Body";
    /// What stood below.
    footer: Optional Object(&OUTBOUND_TEXT) => "Footer";
    /// What the person could do with it.
    actions: Optional Object(&OUTBOUND_ACTIONS) => "Actions";
    /// Its cards, side by side.
    cards: Optional List(&OUTBOUND_CARD) => "Cards";
    /// What 8x8 notes about it.
    meta: Optional Object(&OUTBOUND_META) => "Notes";
}

const OUTBOUND_REST: u32 =
    bits!(outbound_content: channel, contentType, template, header, body, footer, actions, cards, meta);

const fn outbound_arm(name: &'static str, doc: &'static str, values: &'static [u8]) -> Arm {
    Arm {
        name: documented(name),
        doc: documented(doc),
        values,
        needs: 0,
        allows: OUTBOUND_REST,
        may_be_absent: false,
    }
}

static OUTBOUND_UNION: Union = Union {
    tag: outbound_content::contentType as usize,
    subject: None,
    arms: &[
        outbound_arm("OutboundTextContent", "You sent text.", &[0]),
        outbound_arm("OutboundMediaContent", "You sent a file.", &[1]),
        outbound_arm("OutboundLocationContent", "You sent a place.", &[2]),
        outbound_arm("OutboundTemplateContent", "You sent a template.", &[3, 4]),
        outbound_arm("OutboundCarouselContent", "You sent cards.", &[5]),
        outbound_arm("OutboundInteractiveContent", "You sent something interactive.", &[6]),
    ],
};

record! {
    /// The template a message was made from.
    16 TEMPLATE_REFERENCE = "TemplateReference", fields template_reference;
    /// Its name.
    name: Optional Leaf(FreeText) => "Template name";
    /// Its language.
    language: Optional Leaf(FreeText) => "Template language";
    /// Its category.
    category: Optional Leaf(FreeText) => "Template category";
}

record! {
    /// What stood above a message you sent.
    17 OUTBOUND_HEADER = "OutboundHeader", fields outbound_header;
    /// What sort of header it was.
    r#type: Optional Leaf(FreeText) => "Header type";
    /// Its text.
    text: Optional Leaf(FreeText) => "Header text";
    /// Its file.
    media: Optional Object(&OUTBOUND_MEDIA) => "Header file";
    /// Its place.
    location: Optional Object(&OUTBOUND_LOCATION) => "Header place";
}

record! {
    /// A file you sent.
    18 OUTBOUND_MEDIA = "OutboundMedia", fields outbound_media;
    /// Where it is.
    url: Optional Leaf(Url) => "File";
    /// What it is called.
    filename: Optional Leaf(FreeText) => "File name";
}

record! {
    /// A place you sent.
    19 OUTBOUND_LOCATION = "OutboundLocation", fields outbound_location;
    /// Degrees north.
    latitude: Optional Leaf(Latitude) => "Latitude";
    /// Degrees east.
    longitude: Optional Leaf(Longitude) => "Longitude";
    /// What the place is called.
    name: Optional Leaf(FreeText) => "Place name";
    /// Where the place is, in words.
    address: Optional Leaf(FreeText) => "Address";
}

record! {
    /// Text you sent.
    20 OUTBOUND_TEXT = "OutboundText", fields outbound_text;
    /// The text.
    text: Optional Leaf(FreeText) => "Text";
}

record! {
    /// What the person could do with a message you sent.
    21 OUTBOUND_ACTIONS = "OutboundActions", fields outbound_actions;
    /// Its buttons.
    buttons: Optional List(&OUTBOUND_BUTTON) => "Buttons";
    /// Its link.
    cta: Optional Object(&OUTBOUND_CTA) => "Link";
    /// Its list.
    list: Optional Object(&OUTBOUND_LIST) => "List";
    /// Its Flow.
    flow: Optional Object(&OUTBOUND_FLOW) => "Flow";
}

record! {
    /// A button you sent.
    22 OUTBOUND_BUTTON = "OutboundButton", fields outbound_button;
    /// What it does.
    r#type: Optional OneOf(&BUTTON_TYPE) => "Button type";
    /// What stands on it.
    label: Optional Leaf(FreeText) => "Button label";
    /// Where it leads, or what it answers.
    value: Nullable Leaf(FreeText) => "Button value";
}

record! {
    /// A link you sent.
    23 OUTBOUND_CTA = "OutboundCta", fields outbound_cta;
    /// What stands on it.
    displayText: Optional Leaf(FreeText) => "Link text";
    /// Where it leads.
    url: Optional Leaf(Url) => "Link";
}

record! {
    /// A list you sent.
    24 OUTBOUND_LIST = "OutboundList", fields outbound_list;
    /// What stands on the button that opens it.
    buttonLabel: Optional Leaf(FreeText) => "List button";
    /// Its sections.
    sections: Optional List(&OUTBOUND_SECTION) => "Sections";
}

record! {
    /// A section of a list you sent.
    25 OUTBOUND_SECTION = "OutboundSection", fields outbound_section;
    /// What stands above.
    title: Optional Leaf(FreeText) => "Section title";
    /// Its rows.
    rows: Optional List(&OUTBOUND_ROW) => "Rows";
}

record! {
    /// A row of a list you sent.
    26 OUTBOUND_ROW = "OutboundRow", fields outbound_row;
    /// The id you gave it.
    id: Optional Leaf(FreeText) => "Row id";
    /// What stands in it.
    title: Optional Leaf(FreeText) => "Row title";
    /// What stands below.
    description: Optional Leaf(FreeText) => "Row description";
}

record! {
    /// A Flow you sent.
    27 OUTBOUND_FLOW = "OutboundFlow", fields outbound_flow;
    /// Its id.
    flowId: Optional Leaf(FreeText) => "Flow id";
    /// What stands on the button that opens it.
    cta: Optional Leaf(FreeText) => "Flow button";
    /// What it begins with.
    action: Optional Leaf(FreeText) => "Flow action";
    /// The screen it begins with.
    screen: Optional Leaf(FreeText) => "Flow screen";
}

record! {
    /// One of several cards you sent.
    28 OUTBOUND_CARD = "OutboundCard", fields outbound_card;
    /// Its place among them, from 0.
    index: Optional Leaf(Number) => "Card";
    /// What stands above.
    header: Optional Object(&OUTBOUND_HEADER) => "Header";
    /// What it says.
    body: Optional Object(&OUTBOUND_TEXT) => "Body";
    /// What the person can do with it.
    actions: Optional Object(&OUTBOUND_ACTIONS) => "Actions";
}

record! {
    /// What 8x8 notes about a message you sent.
    29 OUTBOUND_META = "OutboundMeta", fields outbound_meta;
    /// Whether parts were left out.
    redacted: Optional Leaf(Boolean) => "Redacted";
    /// Why parts were left out.
    redactionReason: Optional Leaf(FreeText) => "Why redacted";
    /// What it offers.
    interactiveType: Optional OneOf(&META_INTERACTIVE_TYPE) => "Interactive type";
}

// ---- the echo of the WhatsApp Business app -------------------------------------------------------------------------

record! {
    /// The echo of what a colleague sent from the WhatsApp Business app. It looks inbound and is outbound.
    30 EXTERNAL_APP_MESSAGE = "ExternalAppMessage", fields external;
    /// The number of the format as it was sent.
    version: Optional Leaf(Version) => "Format version";
    /// `ChatApps`, as it was sent.
    namespace: Expected Leaf(Token) => "Namespace";
    /// `external_app_message`, as it was sent.
    eventType: Expected Leaf(Token) => "Event type";
    /// A sentence for people. Never rely on it.
    description: Optional Leaf(FreeText) => "Description";
    /// The message.
    payload: Required Object(&EXTERNAL_PAYLOAD) => "Message";
}

record! {
    /// A message that a colleague sent. Its `type` tells what `content` holds.
    31 EXTERNAL_PAYLOAD = "ExternalPayload", fields external_payload, union &EXTERNAL_UNION;
    /// The unique id of the message.
    umid: Required Leaf(Uuid) => "Message id";
    /// The sub-account that owns the channel.
    subAccountId: Expected Leaf(Token) => "Sub-account";
    /// When the message was sent, ISO 8601 in UTC.
    timestamp: Expected Leaf(Timestamp) => "Sent";
    /// The messaging app.
    channel: Expected OneOf(&CHANNEL) => "Channel";
    /// Whom it went to.
    user: Optional Object(&USER) => "Receiver";
    /// What sort of message it is.
    r#type: Required OneOf(&MESSAGE_TYPE) => "Message type";
    /// What the message says; its members depend on `type`.
    content: Required Object(&CONTENT) => "Content";
    /// The id of the message this one answers.
    replyToUmid: Optional Leaf(Uuid) => "Reply to";
}

static EXTERNAL_UNION: Union = Union {
    tag: external_payload::r#type as usize,
    subject: Some(external_payload::content as usize),
    arms: CONTENT_ARMS,
};

// ---- SMS -----------------------------------------------------------------------------------------------------------

record! {
    /// A text message (SMS) from a person.
    32 INBOUND_SMS = "InboundSms", fields inbound_sms;
    /// The number of the format as it was sent.
    version: Optional Leaf(Version) => "Format version";
    /// `SMS`, as it was sent.
    namespace: Expected Leaf(Token) => "Namespace";
    /// `inbound_message_received`, as it was sent.
    eventType: Expected Leaf(Token) => "Event type";
    /// A sentence for people. Never rely on it.
    description: Optional Leaf(FreeText) => "Description";
    /// The message.
    payload: Required Object(&INBOUND_SMS_PAYLOAD) => "Message";
}

record! {
    /// A text message (SMS) itself.
    33 INBOUND_SMS_PAYLOAD = "InboundSmsPayload", fields inbound_sms_payload;
    /// The unique id of the message.
    umid: Required Leaf(Uuid) => "Message id";
    /// The sub-account that owns the number.
    subAccountId: Expected Leaf(Token) => "Sub-account";
    /// When it was received, ISO 8601 in UTC.
    timestamp: Expected Leaf(Timestamp) => "Received";
    /// Who sent it.
    source: Expected Leaf(SmsAddress) => "From";
    /// Your number.
    destination: Expected Leaf(SmsAddress) => "To";
    /// The text.
    body: Required Leaf(FreeText) => "Text";
    /// How it was encoded.
    encoding: Optional OneOf(&SMS_ENCODING) => "Encoding";
    /// How many parts it took.
    smsCount: Optional Leaf(Number) => "Parts";
    /// What it cost.
    price: Optional Object(&SMS_PRICE) => "Price";
}

record! {
    /// What an SMS cost.
    34 SMS_PRICE = "SmsPrice", fields sms_price;
    /// All parts together.
    total: Optional Leaf(Number) => "Total";
    /// One part.
    perSms: Optional Leaf(Number) => "Per part";
    /// The currency, ISO 4217.
    currency: Optional Leaf(Token) => "Currency";
}

record! {
    /// News of an SMS you sent.
    35 SMS_DELIVERY_RECEIPT = "SmsDeliveryReceipt", fields sms_receipt;
    /// The number of the format as it was sent.
    version: Optional Leaf(Version) => "Format version";
    /// `SMS`, as it was sent.
    namespace: Expected Leaf(Token) => "Namespace";
    /// `outbound_message_status_changed`, as it was sent.
    eventType: Expected Leaf(Token) => "Event type";
    /// A sentence for people. Never rely on it.
    description: Optional Leaf(FreeText) => "Description";
    /// The news.
    payload: Required Object(&SMS_RECEIPT_PAYLOAD) => "Receipt";
}

record! {
    /// What became of an SMS you sent.
    36 SMS_RECEIPT_PAYLOAD = "SmsReceiptPayload", fields sms_receipt_payload;
    /// The id of the message you sent.
    umid: Required Leaf(Uuid) => "Message id";
    /// The id of the batch it was sent in.
    batchId: Optional Leaf(Uuid) => "Batch id";
    /// The id you gave the message.
    clientMessageId: Optional Leaf(Token) => "Your message id";
    /// The id you gave the batch.
    clientBatchId: Optional Leaf(Token) => "Your batch id";
    /// The sub-account that sent it.
    subAccountId: Expected Leaf(Token) => "Sub-account";
    /// Your number or name.
    source: Expected Leaf(SmsAddress) => "From";
    /// Whom it went to.
    destination: Expected Leaf(SmsAddress) => "To";
    /// What became of it.
    status: Required Object(&STATUS) => "Status";
    /// What it cost.
    price: Optional Object(&SMS_PRICE) => "Price";
    /// How many parts it took.
    smsCount: Optional Leaf(Number) => "Parts";
}

// ---- everything else -----------------------------------------------------------------------------------------------

record! {
    /// News of a WhatsApp business account, its templates and its users.
    37 BUSINESS_MANAGEMENT = "BusinessManagement", fields management;
    /// The number of the format as it was sent.
    version: Optional Leaf(Version) => "Format version";
    /// The unique id of the event.
    eventId: Required Leaf(Uuid) => "Event id";
    /// When it happened, ISO 8601 in UTC.
    timestamp: Expected Leaf(Timestamp) => "When";
    /// Whose platform it is about.
    provider: Expected Leaf(Token) => "Provider";
    /// The business account at the provider.
    businessAccountId: Optional Leaf(Token) => "Business account";
    /// Your 8x8 account.
    accountId: Optional Leaf(Token) => "Account";
    /// What happened.
    eventType: Required OneOf(&MANAGEMENT_TYPE) => "Event type";
    /// The news itself, kept as JSON: its members depend on `eventType`.
    eventDetails: Required Leaf(JsonObject) => "Details";
}

record! {
    /// An event of 8x8 Voice.
    38 VOICE_EVENT = "VoiceEvent", fields voice;
    /// The number of the format as it was sent.
    version: Optional Leaf(Version) => "Format version";
    /// `VOICE`, as it was sent.
    namespace: Expected Leaf(Token) => "Namespace";
    /// What happened.
    eventType: Optional Leaf(Token) => "Event type";
    /// A sentence for people. Never rely on it.
    description: Optional Leaf(FreeText) => "Description";
    /// The news itself, kept as JSON.
    payload: Optional Leaf(Json) => "Payload";
}

record! {
    /// An object that is no published 8x8 event. The whole of it is in `body`.
    39 UNKNOWN_EVENT = "UnknownEvent", fields unknown_event;
    /// As it was sent.
    version: Nullable Leaf(Version) => "Format version";
    /// As it was sent.
    namespace: Nullable Leaf(Token) => "Namespace";
    /// As it was sent.
    eventType: Nullable Leaf(Token) => "Event type";
}

/// Every record, by its id.
pub static RECORDS: &[&Record] = &[
    &INBOUND_MESSAGE,
    &PAYLOAD,
    &USER,
    &RECIPIENT,
    &CONTENT,
    &LOCATION,
    &INTERACTIVE,
    &BUTTON_REPLY,
    &LIST_REPLY,
    &NFM_REPLY,
    &CALL_PERMISSION_REPLY,
    &DELIVERY_RECEIPT,
    &RECEIPT_PAYLOAD,
    &STATUS,
    &WHATSAPP_INFO,
    &OUTBOUND_CONTENT,
    &TEMPLATE_REFERENCE,
    &OUTBOUND_HEADER,
    &OUTBOUND_MEDIA,
    &OUTBOUND_LOCATION,
    &OUTBOUND_TEXT,
    &OUTBOUND_ACTIONS,
    &OUTBOUND_BUTTON,
    &OUTBOUND_CTA,
    &OUTBOUND_LIST,
    &OUTBOUND_SECTION,
    &OUTBOUND_ROW,
    &OUTBOUND_FLOW,
    &OUTBOUND_CARD,
    &OUTBOUND_META,
    &EXTERNAL_APP_MESSAGE,
    &EXTERNAL_PAYLOAD,
    &INBOUND_SMS,
    &INBOUND_SMS_PAYLOAD,
    &SMS_PRICE,
    &SMS_DELIVERY_RECEIPT,
    &SMS_RECEIPT_PAYLOAD,
    &BUSINESS_MANAGEMENT,
    &VOICE_EVENT,
    &UNKNOWN_EVENT,
];

/// Every event, in the order of [`super::EventKind`].
pub static EVENTS: [Event; 8] = [
    Event {
        kind_text: "inbound-message",
        label: documented("Inbound message"),
        record: &INBOUND_MESSAGE,
        keeps_body: false,
        versions: Some(&[3]),
        key: &[&[inbound::payload as usize, payload::umid as usize]],
    },
    Event {
        kind_text: "delivery-receipt",
        label: documented("Delivery receipt"),
        record: &DELIVERY_RECEIPT,
        keeps_body: true,
        versions: Some(&[9]),
        key: &[
            &[receipt::payload as usize, receipt_payload::umid as usize],
            &[
                receipt::payload as usize,
                receipt_payload::status as usize,
                status::state as usize,
            ],
            &[
                receipt::payload as usize,
                receipt_payload::status as usize,
                status::timestamp as usize,
            ],
        ],
    },
    Event {
        kind_text: "external-app-message",
        label: documented("Message sent from the WhatsApp Business app"),
        record: &EXTERNAL_APP_MESSAGE,
        keeps_body: true,
        versions: Some(&[]),
        key: &[&[external::payload as usize, external_payload::umid as usize]],
    },
    Event {
        kind_text: "inbound-sms",
        label: documented("Inbound SMS"),
        record: &INBOUND_SMS,
        keeps_body: true,
        versions: Some(&[]),
        key: &[&[inbound_sms::payload as usize, inbound_sms_payload::umid as usize]],
    },
    Event {
        kind_text: "sms-delivery-receipt",
        label: documented("SMS delivery receipt"),
        record: &SMS_DELIVERY_RECEIPT,
        keeps_body: true,
        versions: Some(&[]),
        key: &[
            &[sms_receipt::payload as usize, sms_receipt_payload::umid as usize],
            &[
                sms_receipt::payload as usize,
                sms_receipt_payload::status as usize,
                status::state as usize,
            ],
            &[
                sms_receipt::payload as usize,
                sms_receipt_payload::status as usize,
                status::timestamp as usize,
            ],
        ],
    },
    Event {
        kind_text: "business-management",
        label: documented("WhatsApp business account event"),
        record: &BUSINESS_MANAGEMENT,
        keeps_body: true,
        versions: Some(&[]),
        key: &[&[management::eventId as usize]],
    },
    Event {
        kind_text: "voice",
        label: documented("Voice event"),
        record: &VOICE_EVENT,
        keeps_body: true,
        versions: None,
        key: &[],
    },
    Event {
        kind_text: "unknown",
        label: documented("Unknown event"),
        record: &UNKNOWN_EVENT,
        keeps_body: true,
        versions: None,
        key: &[],
    },
];

/// Which event a body is, by the two members that say so. Where one of them is missing, the last that is told counts.
pub static RECOGNITIONS: &[Recognition] = &[
    Recognition {
        namespace: "ChatApps",
        event_type: "inbound_message_received",
        kind: InboundMessage,
        told_by: &[],
    },
    Recognition {
        namespace: "ChatApps",
        event_type: "outbound_message_status_changed",
        kind: DeliveryReceipt,
        told_by: &["status"],
    },
    Recognition {
        namespace: "ChatApps",
        event_type: "external_app_message",
        kind: ExternalAppMessage,
        told_by: &["channel", "content"],
    },
    Recognition {
        namespace: "SMS",
        event_type: "inbound_message_received",
        kind: InboundSms,
        told_by: &["source"],
    },
    Recognition {
        namespace: "SMS",
        event_type: "outbound_message_status_changed",
        kind: SmsDeliveryReceipt,
        told_by: &["source", "status"],
    },
    Recognition {
        namespace: "VOICE",
        event_type: "",
        kind: Voice,
        told_by: &[],
    },
];

/// The flat shapes that are still published.
pub static FLAT_SHAPES: &[FlatShape] = &[
    FlatShape {
        event_type: "inboundMessage",
        kind: InboundMessage,
        version: 1,
        lifts: &[
            Lift {
                from: &["version"],
                to: (&INBOUND_MESSAGE, inbound::version as usize),
            },
            Lift {
                from: &["eventType"],
                to: (&INBOUND_MESSAGE, inbound::eventType as usize),
            },
            Lift {
                from: &["channel"],
                to: (&RECIPIENT, recipient::channel as usize),
            },
            Lift {
                from: &["recipient", "recipientId"],
                to: (&RECIPIENT, recipient::channelId as usize),
            },
            Lift {
                from: &["user"],
                to: (&PAYLOAD, payload::user as usize),
            },
            Lift {
                from: &["umid"],
                to: (&PAYLOAD, payload::umid as usize),
            },
            Lift {
                from: &["subAccountId"],
                to: (&PAYLOAD, payload::subAccountId as usize),
            },
            Lift {
                from: &["timestamp"],
                to: (&PAYLOAD, payload::timestamp as usize),
            },
            Lift {
                from: &["type"],
                to: (&PAYLOAD, payload::r#type as usize),
            },
            Lift {
                from: &["content"],
                to: (&PAYLOAD, payload::content as usize),
            },
            Lift {
                from: &["replyToUmid"],
                to: (&PAYLOAD, payload::replyToUmid as usize),
            },
        ],
    },
    FlatShape {
        event_type: "outboundMessageDelivery",
        kind: DeliveryReceipt,
        version: 4,
        lifts: &[
            Lift {
                from: &["version"],
                to: (&DELIVERY_RECEIPT, receipt::version as usize),
            },
            Lift {
                from: &["eventType"],
                to: (&DELIVERY_RECEIPT, receipt::eventType as usize),
            },
            Lift {
                from: &["channel"],
                to: (&RECEIPT_PAYLOAD, receipt_payload::channel as usize),
            },
            Lift {
                from: &["user"],
                to: (&RECEIPT_PAYLOAD, receipt_payload::user as usize),
            },
            Lift {
                from: &["umid"],
                to: (&RECEIPT_PAYLOAD, receipt_payload::umid as usize),
            },
            Lift {
                from: &["status"],
                to: (&STATUS, status::state as usize),
            },
            Lift {
                from: &["timestamp"],
                to: (&STATUS, status::timestamp as usize),
            },
            Lift {
                from: &["subAccountId"],
                to: (&RECEIPT_PAYLOAD, receipt_payload::subAccountId as usize),
            },
            Lift {
                from: &["clientMessageId"],
                to: (&RECEIPT_PAYLOAD, receipt_payload::clientMessageId as usize),
            },
            Lift {
                from: &["clientBatchId"],
                to: (&RECEIPT_PAYLOAD, receipt_payload::clientBatchId as usize),
            },
            Lift {
                from: &["error"],
                to: (&RECEIPT_PAYLOAD, receipt_payload::error as usize),
            },
            Lift {
                from: &["price"],
                to: (&RECEIPT_PAYLOAD, receipt_payload::price as usize),
            },
            Lift {
                from: &["currency"],
                to: (&RECEIPT_PAYLOAD, receipt_payload::currency as usize),
            },
        ],
    },
];
