//! Markers, planted wherever a body may hold what a person wrote or what tells who they are.

use serde_json::{Map, Value};

/// Members whose values may be shown: what 8x8 or the account chose, no person.
pub const SAFE: &[&str] = &[
    "version",
    "namespace",
    "eventType",
    "umid",
    "subAccountId",
    "timestamp",
    "type",
    "channel",
    "channelId",
    "recipientId",
    "replyToUmid",
    "isPermanent",
    "expirationTimestamp",
    "response",
    "responseSource",
    // of receipts and other kinds
    "state",
    "detail",
    "contentType",
    "interactiveType",
    "encoding",
    "currency",
    "provider",
    "eventId",
    "batchId",
    "status",
];

/// Members whose values are shown in a masked body, beside the safe ones: numbers and ids of the account's own.
pub const SHOWN: &[&str] = &[
    "accountId",
    "businessAccountId",
    "category",
    "clientBatchId",
    "clientMessageId",
    "errorCode",
    "index",
    "language",
    "perSms",
    "pricingCategory",
    "providerErrorCode",
    "redacted",
    "smsCount",
    "total",
];

/// Members that are records: a name in one is not a person's, whatever stands there.
pub const RECORDS: &[&str] = &[
    "payload",
    "user",
    "recipient",
    "content",
    "location",
    "interactive",
    "button_reply",
    "list_reply",
    "nfmReply",
    "callPermissionReply",
    "whatsapp",
    "price",
    "outboundContent",
    "template",
    "header",
    "media",
    "body",
    "footer",
    "actions",
    "buttons",
    "cta",
    "list",
    "sections",
    "rows",
    "flow",
    "cards",
    "meta",
];

/// What is planted. Neither case nor masking of digits makes it anything else by chance.
pub const MARKER: &str = "Zqxj";
pub const NUMBER: u64 = 731_908_264_517;

/// How a sensitive value is replaced.
#[derive(Clone, Copy, Debug)]
pub enum Plant {
    /// The marker instead of it.
    Instead,
    /// The marker behind it, so that it keeps its form up to there.
    Behind,
    /// The marker before it.
    Before,
    /// A number.
    Number,
    /// An object with the marker as name and value, twice.
    Object,
    /// An array of it.
    Array,
    /// JSON in a string, with a fault behind the marker.
    Embedded,
}

pub const PLANTS: [Plant; 7] = [
    Plant::Instead,
    Plant::Behind,
    Plant::Before,
    Plant::Number,
    Plant::Object,
    Plant::Array,
    Plant::Embedded,
];

fn planted(value: &Value, plant: Plant) -> Value {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    match plant {
        Plant::Instead => MARKER.into(),
        Plant::Behind => format!("{text}{MARKER}").into(),
        Plant::Before => format!("{MARKER}{text}").into(),
        Plant::Number => NUMBER.into(),
        Plant::Object => Value::Object(Map::from_iter([
            (MARKER.to_owned(), Value::from(MARKER)),
            (MARKER.to_owned() + "2", NUMBER.into()),
        ])),
        Plant::Array => vec![Value::from(MARKER), NUMBER.into()].into(),
        Plant::Embedded => {
            format!("{{\"{MARKER}\": {{\"{MARKER}\": [1, {NUMBER}, {MARKER}]}}, '{MARKER}': 1,}}").into()
        }
    }
}

/// Plants in every leaf whose name is on none of the lists.
pub fn plant(value: &mut Value, how: Plant, safe: &[&[&str]]) {
    plant_by(value, &mut || Some(how), safe);
}

/// Plants in the leaves for which something is chosen, and whose names are on none of the lists.
pub fn plant_by(value: &mut Value, choose: &mut dyn FnMut() -> Option<Plant>, safe: &[&[&str]]) {
    plant_in(value, choose, safe, "");
}

fn plant_in(value: &mut Value, choose: &mut dyn FnMut() -> Option<Plant>, safe: &[&[&str]], name: &str) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                plant_in(value, choose, safe, name);
            }
        }
        Value::Array(elements) => {
            for element in elements {
                plant_in(element, choose, safe, name);
            }
        }
        Value::String(_) | Value::Number(_) if !safe.iter().any(|names| names.contains(&name)) => match choose() {
            Some(Plant::Object) if RECORDS.contains(&name) => {}
            Some(how) => *value = planted(value, how),
            None => {}
        },
        _ => {}
    }
}
