//! Nothing that was sent is lost: from the event of every accepted fixture the body is put together again, and is what
//! serde_json reads – but for what is listed here.

mod common;

use chatapps_webhook::{Code, Report, parse};
use common::oracle::oracle_text;
use common::{assert_none, faults};
use serde_json::{Map, Value};

/// What may differ between the body as sent and the one put together again.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lost {
    /// Null in an optional member is read as absent.
    Null,
    /// A spelling made canonical, of a value or of a member's name; the diagnostic `nonstandard-spelling` shows it.
    Spelling,
    /// A number in a string, read as a number: `stringified-number`.
    StringifiedNumber,
    /// A scalar that can only be meant one way, read as that: `type-mismatch`.
    ReadAs,
    /// The name of a member that is not there: `interactive-mismatch`, what is there counts.
    WrongName,
    /// Supplied where it was missing: `namespace` and `eventType` of an inbound message.
    Supplied,
}

const LOST: [Lost; 6] = [
    Lost::Null,
    Lost::Spelling,
    Lost::StringifiedNumber,
    Lost::ReadAs,
    Lost::WrongName,
    Lost::Supplied,
];

/// Puts the members of a record back: what is under `extra`, and the text of an unknown type.
fn record(record: &Map<String, Value>) -> Map<String, Value> {
    let mut sent = Map::new();
    let unknown_type = record.get("unknownType");
    for (name, value) in record {
        match (name.as_str(), value) {
            ("extra", Value::Object(extra)) => sent.extend(extra.clone()),
            ("unknownType", _) => {}
            ("type", _) if unknown_type.is_some() => {
                sent.insert(name.clone(), unknown_type.unwrap().clone());
            }
            // Under an unknown type content is the JSON as it was sent.
            ("content", _) if unknown_type.is_some() => {
                sent.insert(name.clone(), value.clone());
            }
            // What a Flow's answer says, beside the string that was sent.
            ("response", _) if record.contains_key("responseJson") => {}
            (_, Value::Object(inner)) => {
                sent.insert(name.clone(), Value::Object(self::record(inner)));
            }
            _ => {
                sent.insert(name.clone(), value.clone());
            }
        }
    }
    sent
}

/// The body that an inbound message was made of.
fn inbound(event: &Map<String, Value>) -> Value {
    let mut body = record(event);
    for ours in ["kind", "key", "shape"] {
        body.remove(ours);
    }
    if event["shape"] != "v1" {
        return Value::Object(body);
    }
    // The flat shape: what stands under `payload` stood at the root.
    body.remove("namespace");
    body["eventType"] = "inboundMessage".into();
    let Some(Value::Object(mut payload)) = body.remove("payload") else {
        panic!("no payload")
    };
    if let Some(Value::Object(mut recipient)) = payload.remove("recipient") {
        body.extend(recipient.remove("channel").map(|channel| ("channel".into(), channel)));
        if let Some(id) = recipient.remove("channelId") {
            recipient.insert("recipientId".into(), id);
        }
        if !recipient.is_empty() {
            payload.entry("recipient").or_insert(Value::Object(recipient));
        }
    }
    body.extend(payload);
    Value::Object(body)
}

struct Comparison<'r> {
    report: &'r Report<'r>,
    differences: Vec<String>,
}

impl Comparison<'_> {
    fn is_said(&self, code: Code, pointer: &str) -> bool {
        self.report
            .diagnostics
            .iter()
            .any(|found| found.code == code && found.pointer == pointer)
    }

    fn compare(&mut self, sent: &Value, back: &Value, pointer: &str) {
        let is_excused = |lost: Lost, code: Code| LOST.contains(&lost) && self.is_said(code, pointer);
        match (sent, back) {
            (Value::Object(sent), Value::Object(back)) => self.members(sent, back, pointer),
            (Value::Array(sent), Value::Array(back)) if sent.len() == back.len() => {
                for (index, (sent, back)) in sent.iter().zip(back).enumerate() {
                    self.compare(sent, back, &format!("{pointer}/{index}"));
                }
            }
            (Value::Number(sent), Value::Number(back)) if sent.as_f64() == back.as_f64() => {}
            _ if sent == back => {}
            (Value::String(_), Value::String(_)) if is_excused(Lost::Spelling, Code::NonstandardSpelling) => {}
            (Value::String(_), Value::String(_)) if is_excused(Lost::WrongName, Code::InteractiveMismatch) => {}
            (Value::String(sent), Value::Number(back))
                if is_excused(Lost::StringifiedNumber, Code::StringifiedNumber) =>
            {
                if sent.parse::<f64>().ok() != back.as_f64() {
                    self.differences.push(format!("{pointer}: {sent} became {back}"));
                }
            }
            // Both say the same text.
            _ if is_excused(Lost::ReadAs, Code::TypeMismatch) && text(sent) == text(back) => {}
            (Value::String(sent), Value::Bool(back))
                if is_excused(Lost::ReadAs, Code::TypeMismatch) && sent.eq_ignore_ascii_case(&back.to_string()) => {}
            _ => self.differences.push(format!("{pointer}: {sent} became {back}")),
        }
    }

    fn members(&mut self, sent: &Map<String, Value>, back: &Map<String, Value>, pointer: &str) {
        let mut accounted = Vec::new();
        for (name, value) in sent {
            let inner = format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1"));
            let renamed = || back.keys().find(|other| !sent.contains_key(*other));
            let place = match back.contains_key(name) {
                true => Some(name),
                false if self.is_said(Code::NonstandardSpelling, &inner) => renamed(),
                false => None,
            };
            match place {
                Some(place) => {
                    accounted.push(place);
                    self.compare(value, &back[place], &inner);
                }
                None if value.is_null() && LOST.contains(&Lost::Null) => {}
                None => self.differences.push(format!("{inner}: {value} is lost")),
            }
        }
        let supplied = |name: &str| pointer.is_empty() && ["namespace", "eventType"].contains(&name);
        for (name, value) in back {
            let is_supplied = supplied(name) && LOST.contains(&Lost::Supplied);
            if !accounted.contains(&name) && !is_supplied {
                self.differences.push(format!("{pointer}/{name}: {value} was not sent"));
            }
        }
    }
}

/// The text of a scalar.
fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

#[test]
fn the_body_can_be_put_together_again() {
    let mut kinds = std::collections::BTreeSet::new();
    let fixtures: Vec<_> = [common::accept(), common::codes()].into_iter().flatten().collect();
    for fixture in &fixtures {
        kinds.extend(parse(&fixture.body).event.map(|event| event.kind().as_str()));
    }
    assert_eq!(kinds.len(), chatapps_webhook::EventKind::ALL.len(), "{kinds:?}");
    assert_none(&faults(&fixtures, |fixture, faults| {
        let report = parse(&fixture.body);
        if !report.is_ok() {
            return;
        }
        // A number beyond a double has no value.
        let Ok(sent) = serde_json::from_str::<Value>(&oracle_text(&fixture.body)) else {
            return;
        };
        let event = serde_json::to_value(&report).unwrap()["event"].take();
        let back = if event["kind"] == "inbound-message" {
            inbound(event.as_object().unwrap())
        } else {
            event["body"].clone()
        };
        let mut comparison = Comparison {
            report: &report,
            differences: Vec::new(),
        };
        comparison.compare(&sent, &back, "");
        faults.extend(
            comparison
                .differences
                .into_iter()
                .map(|difference| format!("{}: {difference}", fixture.name())),
        );
    }));
}

/// What a Flow's answer says is what serde_json reads in the string.
#[test]
fn flow_answers_are_read() {
    let mut count = 0;
    for fixture in common::accept() {
        let event = serde_json::to_value(parse(&fixture.body)).unwrap();
        let reply = &event["event"]["payload"]["content"]["interactive"]["nfmReply"];
        if let Some(json) = reply["responseJson"].as_str() {
            let said = serde_json::from_str::<Value>(json).ok();
            assert_eq!(reply.get("response"), said.as_ref(), "{}", fixture.name());
            count += 1;
        }
    }
    assert!(count >= 5);
}
