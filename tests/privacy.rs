//! Diagnostics are made for logs: nothing that they say repeats a value from a sensitive place, or a name that a person
//! may have chosen – shown with markers planted in every such place of every fixture, whole and broken.

mod common;

use chatapps_webhook::{Diagnostic, Step, parse};
use common::{Random, assert_none, faults};
use serde_json::{Map, Value};

/// Members whose values may be shown: what 8x8 or the account chose, no person.
const SAFE: &[&str] = &[
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

/// Members that are records: a name in one is not a person's, whatever stands there.
const RECORDS: &[&str] = &[
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
const MARKER: &str = "Zqxj";
const NUMBER: u64 = 731_908_264_517;

/// How a sensitive value is replaced.
#[derive(Clone, Copy, Debug)]
enum Plant {
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

const PLANTS: [Plant; 7] = [
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

/// Plants in every leaf that is not under a safe name.
fn plant(value: &mut Value, is_safe: bool, how: Plant) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                let is_record = matches!(how, Plant::Object) && RECORDS.contains(&name.as_str());
                plant(value, SAFE.contains(&name.as_str()) || is_record, how);
            }
        }
        Value::Array(elements) => elements.iter_mut().for_each(|element| plant(element, is_safe, how)),
        Value::String(_) | Value::Number(_) if !is_safe => *value = planted(value, how),
        _ => {}
    }
}

/// Everything that a diagnostic says.
fn said(found: &Diagnostic) -> Vec<String> {
    let mut said = vec![found.message.clone(), found.pointer.clone()];
    said.extend(found.help.clone());
    said.extend(found.labels.iter().map(|label| label.message.clone()));
    said.extend(found.edits.iter().map(|edit| edit.text.clone()));
    said.extend(found.embedded.as_ref().map(|embedded| embedded.pointer.clone()));
    said.extend(found.path.iter().map(|step| match step {
        Step::Member(name) => name.clone(),
        Step::Index(index) => index.to_string(),
    }));
    said
}

fn leak(body: &[u8]) -> Option<String> {
    let number = NUMBER.to_string();
    let report = parse(body);
    let leaks = |text: &String| text.contains(MARKER) || text.contains(&number);
    report.diagnostics.iter().find_map(|found| {
        let text = said(found).into_iter().find(leaks)?;
        Some(format!("{} says {text:?}", found.code))
    })
}

fn check_all(plants: &[Plant], bodies: impl Fn(&[u8], &mut dyn FnMut(&[u8])) + Sync) {
    let fixtures: Vec<_> = [common::accept(), common::codes()].into_iter().flatten().collect();
    assert_none(&faults(&fixtures, |fixture, faults| {
        let Ok(sent) = serde_json::from_slice::<Value>(&fixture.body) else {
            return;
        };
        if !sent.is_object() {
            return;
        }
        for how in plants.iter().copied() {
            let mut sent = sent.clone();
            plant(&mut sent, false, how);
            bodies(serde_json::to_string_pretty(&sent).unwrap().as_bytes(), &mut |body| {
                if let Some(leak) = leak(body) {
                    faults.push(format!("{} {how:?}: {leak}", fixture.name()));
                }
            });
        }
    }));
}

#[test]
fn no_diagnostic_repeats_what_a_person_wrote() {
    check_all(&PLANTS, |body, each| each(body));
}

#[test]
fn none_does_in_a_double_encoded_body() {
    check_all(&PLANTS, |body, each| {
        each(
            serde_json::to_string(&String::from_utf8_lossy(body))
                .unwrap()
                .as_bytes(),
        )
    });
}

#[test]
fn none_does_in_a_broken_body() {
    const PLACES: usize = 40;
    // In a body whose type was cut off nothing tells which objects stand where text should.
    let plants: Vec<Plant> = PLANTS.into_iter().filter(|how| !matches!(how, Plant::Object)).collect();
    check_all(&plants, |body, each| {
        let mut random = Random::new(body.len() as u64);
        for _ in 0..PLACES {
            let place = random.below(body.len());
            each(&body[..place]);
            each(&common::without(body, place));
            each(&[&body[..place], b"\"", &body[place..]].concat());
        }
    });
}
