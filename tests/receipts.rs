//! Receipts and the other events that come to the same URL: their keys, what versions and flat shapes are lifted into, what
//! is kept of what nobody knows, and what is masked.

mod common;

use chatapps_webhook::{Code, EventKind, Options, WebhookEvent, parse, parse_with, redact};
use common::{accept, assert_none};
use serde_json::{Value, json};

const UMID: &str = "9F4C9F74-71a9-8121-90aa-1920709c053c";

/// A receipt of Messaging Apps with this status.
fn receipt(status: &Value) -> Value {
    json!({
        "version": 9, "namespace": "ChatApps", "eventType": "outbound_message_status_changed",
        "payload": { "umid": UMID, "subAccountId": "Care", "channel": "whatsapp", "status": status }
    })
}

/// The same of an SMS.
fn sms_receipt(status: &Value) -> Value {
    json!({
        "namespace": "SMS", "eventType": "outbound_message_status_changed",
        "payload": {
            "umid": UMID, "subAccountId": "Care", "source": "Harbour", "destination": "+6580001401", "status": status
        }
    })
}

/// The event as JavaScript has it, and the codes in order of their names.
fn event_of(body: &Value) -> (Value, Vec<&'static str>) {
    let text = body.to_string();
    let report = parse(&text);
    assert!(report.is_ok(), "{:#?}", report.diagnostics);
    let mut codes: Vec<_> = report.diagnostics.iter().map(|found| found.code.as_str()).collect();
    codes.sort_unstable();
    (serde_json::to_value(&report.event).unwrap(), codes)
}

fn key_of(body: &Value) -> String {
    parse(&body.to_string()).key.unwrap().into_owned()
}

// ---- keys ----------------------------------------------------------------------------------------------------------

/// A body whose `umid` is an empty text.
fn nameless(mut body: Value, client_message_id: &str) -> Value {
    body["payload"]["umid"] = "".into();
    body["payload"]["clientMessageId"] = client_message_id.into();
    body
}

#[test]
fn receipts_whose_id_is_an_empty_text_stay_two() {
    let read = json!({ "state": "read", "timestamp": "2026-06-01T04:21:00.00Z" });
    let lacking = json!({ "timestamp": "2026-06-01T04:21:00.00Z" });
    for body in [receipt, sms_receipt] {
        let [one, two] = ["one", "two"].map(|id| key_of(&nameless(body(&read), id)));
        assert!(one.len() == 36 && one != two, "{one} {two}");
        assert_eq!(key_of(&nameless(body(&read), "one")), one);
        // The same in what is left of one that lacks its state.
        let lacking = nameless(body(&lacking), "one").to_string();
        let report = parse(&lacking);
        let key = report.key.unwrap();
        assert_eq!(key.len(), 36);
        assert_eq!(report.partial.unwrap()["key"], Value::from(key));
    }
}

#[test]
fn receipts_of_one_message_have_their_own_keys_and_repeats_the_same() {
    let statuses = [
        json!({ "state": "sent", "timestamp": "2026-06-01T04:20:40.91Z" }),
        json!({ "state": "delivered", "detail": "delivered_to_recipient", "timestamp": "2026-06-01T04:20:43.07Z" }),
        json!({ "state": "read", "timestamp": "2026-06-01T04:21:00.00Z" }),
    ];
    for body in [receipt, sms_receipt] {
        let keys: Vec<String> = statuses.iter().map(|status| key_of(&body(status))).collect();
        assert_eq!(
            keys,
            [
                "9f4c9f74-71a9-8121-90aa-1920709c053c:sent:2026-06-01T04:20:40.91Z",
                "9f4c9f74-71a9-8121-90aa-1920709c053c:delivered:2026-06-01T04:20:43.07Z",
                "9f4c9f74-71a9-8121-90aa-1920709c053c:read:2026-06-01T04:21:00.00Z",
            ]
        );
        for (status, key) in statuses.iter().zip(&keys) {
            let repeat = serde_json::to_string_pretty(&body(status)).unwrap();
            assert_eq!(parse(&repeat).key.as_deref(), Some(key.as_str()));
            let in_capitals = body(status).to_string().replace(UMID, &UMID.to_uppercase());
            assert_eq!(parse(&in_capitals).key.as_deref(), Some(key.as_str()));
        }
    }
}

#[test]
fn a_receipt_has_one_key_in_every_shape_of_its_spelling() {
    let status = json!({ "state": "delivered", "timestamp": "2026-06-01T04:20:43.07Z" });
    let v9 = receipt(&status);
    let v4 = json!({
        "eventType": "outboundMessageDelivery", "version": 4, "channel": "whatsApp", "umid": UMID, "subAccountId": "Care",
        "status": "DELIVERED TO DEVICE", "timestamp": "2026-06-01T04:20:43.07Z"
    });
    assert_eq!(key_of(&v9), key_of(&v4));
}

#[test]
fn every_kind_has_a_key_of_its_own_kind() {
    let mut odd = Vec::new();
    for fixture in accept() {
        let report = parse_with(&fixture.body, &fixture.options);
        let body: Value = match serde_json::from_slice(&fixture.body) {
            Ok(Value::Object(body)) => body.into(),
            _ => continue,
        };
        let text = |pointer: &str| body.pointer(pointer).and_then(Value::as_str).map(str::to_lowercase);
        let umid = || text("/payload/umid").or_else(|| text("/umid"));
        let begins = match report.kind.unwrap() {
            EventKind::BusinessManagement => text("/eventId"),
            EventKind::Voice | EventKind::Unknown => continue,
            _ => umid(),
        };
        let key = report.key.unwrap_or_default();
        if !begins.is_some_and(|begins| key.starts_with(&begins)) {
            odd.push(format!("{}: {key}", fixture.name()));
        }
    }
    assert_none(&odd);
}

#[test]
fn what_tells_no_receipt_from_others_does_not_cost_it() {
    let mut body = receipt(&json!({ "state": "sent", "timestamp": "2026-06-01T04:20:40.91Z" }));
    let key = key_of(&body);
    body["payload"].as_object_mut().unwrap().remove("channel");
    body["payload"]["subAccountId"] = json!(["Care"]);
    let (event, found) = event_of(&body);
    assert_eq!(found, ["missing-field", "type-mismatch"]);
    assert_eq!(event["key"], key);
    assert_eq!(event["payload"]["extra"], json!({ "subAccountId": ["Care"] }));
}

#[test]
fn a_receipt_that_is_withheld_keeps_the_key_it_can_have() {
    let body = receipt(&json!({ "state": "sent", "timestamp": "2026-06-01T04:20:40.91Z" }));
    let key = key_of(&body);
    let text = body.to_string().replace(r#""version":9"#, r#""version":9,"#);
    let report = parse(&text);
    assert!(!report.is_ok());
    assert_eq!(report.kind, Some(EventKind::DeliveryReceipt));
    assert_eq!(report.key.as_deref(), Some(&*key));
    assert_eq!(report.partial.unwrap()["payload"]["status"]["state"], "sent");
}

// ---- shapes --------------------------------------------------------------------------------------------------------

#[test]
fn the_flat_receipt_is_lifted_into_the_shape_of_the_others() {
    let (event, found) = event_of(&json!({
        "eventType": "outboundMessageDelivery", "channel": "whatsApp", "user": { "msisdn": "+6580001207" }, "umid": UMID,
        "status": "READ", "subAccountId": "Care", "clientMessageId": "c-1", "clientBatchId": null,
        "timestamp": "2026-06-23T18:54:42.55Z", "error": null, "price": 0.02, "currency": "SGD", "version": 4, "parts": 2
    }));
    assert_eq!(event["kind"], "delivery-receipt");
    assert_eq!(event["version"], 4);
    assert_eq!(event["eventType"], "outboundMessageDelivery");
    assert_eq!(
        event["payload"],
        json!({
            "umid": UMID, "subAccountId": "Care", "channel": "whatsapp", "user": { "msisdn": "+6580001207" },
            "status": { "state": "read", "timestamp": "2026-06-23T18:54:42.55Z" },
            "clientMessageId": "c-1", "price": 0.02, "currency": "SGD", "extra": { "parts": 2 }
        })
    );
    assert_eq!(event["body"]["status"], "READ");
    assert_eq!(
        found,
        [
            "legacy-format",
            "nonstandard-spelling",
            "nonstandard-spelling",
            "null-value",
            "null-value",
            "unknown-field",
        ]
    );
}

#[test]
fn only_in_v8_is_the_plus_of_a_user_id_a_spelling() {
    let with_id = |version: Option<u32>, id: &str| {
        let mut body = receipt(&json!({ "state": "sent", "timestamp": "2026-06-01T04:20:40.91Z" }));
        match version {
            Some(version) => body["version"] = version.into(),
            None => drop(body.as_object_mut().unwrap().remove("version")),
        }
        body["payload"]["user"] = json!({ "channelUserId": id });
        let (event, found) = event_of(&body);
        (
            event["payload"]["user"]["channelUserId"].as_str().unwrap().to_owned(),
            found,
        )
    };
    assert_eq!(
        with_id(None, "+12025550112"),
        ("12025550112".into(), vec!["nonstandard-spelling"])
    );
    assert_eq!(with_id(None, "12025550112"), ("12025550112".into(), vec![]));
    assert_eq!(with_id(Some(9), "+12025550112"), ("+12025550112".into(), vec![]));
    for other in ["+", "+1 202", "US.13490077125530019426", ""] {
        assert_eq!(with_id(None, other), (other.into(), vec![]));
    }
}

// ---- what nobody knows ---------------------------------------------------------------------------------------------

#[test]
fn what_is_not_documented_is_kept() {
    let mut body = receipt(&json!({
        "state": "archived", "detail": "by_pigeon", "timestamp": "2026-06-01T04:20:40.91Z", "weather": "fair"
    }));
    body["payload"]["outboundContent"] = json!({ "contentType": "hologram", "body": { "text": "Look" }, "depth": 3 });
    let (event, found) = event_of(&body);
    assert_eq!(event["payload"]["status"]["state"], "archived");
    assert_eq!(event["payload"]["status"]["detail"], "by_pigeon");
    assert_eq!(event["payload"]["status"]["extra"], json!({ "weather": "fair" }));
    assert_eq!(
        event["payload"]["outboundContent"],
        json!({ "contentType": "Unknown", "unknownType": "hologram", "extra": { "body": { "text": "Look" }, "depth": 3 } })
    );
    assert_eq!(
        found,
        [
            "unknown-field",
            "unknown-message-type",
            "unknown-value",
            "unknown-value"
        ]
    );
}

#[test]
fn odd_content_never_costs_the_receipt() {
    for (odd, pointer, kept) in [
        (json!([]), "/extra/outboundContent", json!([])),
        (json!("text"), "/extra/outboundContent", json!("text")),
        (json!({}), "/extra/outboundContent", json!({})),
        (json!({ "contentType": 5 }), "/outboundContent/unknownType", json!("5")),
        (
            json!({ "contentType": "carousel", "cards": [null] }),
            "/outboundContent/extra/cards",
            json!([null]),
        ),
    ] {
        let mut body = receipt(&json!({ "state": "queued", "timestamp": "2026-06-01T04:20:40.91Z" }));
        body["payload"]["outboundContent"] = odd;
        let (event, _) = event_of(&body);
        assert_eq!(event["payload"].pointer(pointer), Some(&kept), "{event}");
    }
}

#[test]
fn the_null_of_a_button_is_documented() {
    let mut body = receipt(&json!({ "state": "queued", "timestamp": "2026-06-01T04:20:40.91Z" }));
    body["payload"]["outboundContent"] = json!({
        "contentType": "interactive",
        "actions": { "buttons": [{ "type": "quick_reply", "label": "Yes", "value": null }] }
    });
    let (event, found) = event_of(&body);
    assert_eq!(found, [""; 0]);
    assert_eq!(
        event["payload"]["outboundContent"]["actions"]["buttons"],
        json!([{ "type": "quick_reply", "label": "Yes" }])
    );
}

#[test]
fn management_events_are_told_by_their_type_and_kept_whatever_it_is() {
    for (sent, given, remarks) in [
        ("whatsapp_contact", "whatsapp_contact", vec![]),
        ("contacts", "whatsapp_contact", vec!["nonstandard-spelling"]),
        (
            "user_id_update",
            "whatsapp_user_id_update",
            vec!["nonstandard-spelling"],
        ),
        ("user_preferences", "whatsapp_preference", vec!["nonstandard-spelling"]),
        (
            "phone_number_name_update",
            "phone_number_name_update",
            vec!["unknown-value"],
        ),
    ] {
        let details = json!({ "rawEvent": { "value": { "a": [1, null] } } });
        let (event, found) = event_of(&json!({
            "eventId": "9917FD42-0cec-46e4-ae12-b48000ec5d95", "timestamp": "2026-01-22T22:51:55.00Z", "provider": "WhatsApp",
            "eventType": sent, "eventDetails": details
        }));
        assert_eq!(event["kind"], "business-management");
        assert_eq!(event["key"], "9917fd42-0cec-46e4-ae12-b48000ec5d95");
        assert_eq!(event["eventType"], given);
        assert_eq!(event["eventDetails"], details);
        assert_eq!(found, remarks, "{sent}");
    }
}

#[test]
fn the_namespace_tells_an_sms_from_a_message() {
    let status = json!({ "state": "sent", "timestamp": "2026-06-01T04:20:40.91Z" });
    let kind = |body: &Value| parse(&body.to_string()).kind;
    assert_eq!(kind(&receipt(&status)), Some(EventKind::DeliveryReceipt));
    assert_eq!(kind(&sms_receipt(&status)), Some(EventKind::SmsDeliveryReceipt));
    let mut bare = receipt(&status);
    bare.as_object_mut().unwrap().remove("namespace");
    let (event, found) = event_of(&bare);
    assert_eq!(event["kind"], "delivery-receipt");
    assert_eq!(event.get("namespace"), None);
    assert_eq!(found, ["missing-field"]);
}

#[test]
fn either_of_namespace_and_event_type_may_be_missing() {
    let mut faults = Vec::new();
    let mut seen = std::collections::BTreeSet::new();
    for fixture in accept() {
        let Ok(body) = serde_json::from_slice::<Value>(&fixture.body) else {
            continue;
        };
        let Some(whole) = parse(&body.to_string()).kind else {
            continue;
        };
        // Every event of voice is told by its namespace, and by nothing else.
        let is_of_one = matches!(whole, EventKind::Voice | EventKind::Unknown);
        if is_of_one || !["namespace", "eventType"].iter().all(|sign| body.get(sign).is_some()) {
            continue;
        }
        for sign in ["namespace", "eventType"] {
            let mut bare = body.clone();
            bare.as_object_mut().unwrap().remove(sign);
            let bare = bare.to_string();
            let report = parse(&bare);
            let is_said = report.diagnostics.iter().any(|found| found.code == Code::MissingField);
            if !report.is_ok() || report.kind != Some(whole) || !is_said {
                faults.push(format!("{} without {sign}: {:?}", fixture.name(), report.kind));
            }
            seen.insert((whole.as_str(), sign));
        }
    }
    assert_none(&faults);
    assert_eq!(seen.len(), 10, "{seen:#?}");
}

#[test]
fn a_version_is_remarked_on_where_none_is_published() {
    let status = json!({ "state": "sent", "timestamp": "2026-06-01T04:20:40.91Z" });
    let mut body = sms_receipt(&status);
    assert_eq!(event_of(&body).1, [""; 0]);
    for version in [json!(9), json!("3")] {
        body["version"] = version.clone();
        let (event, found) = event_of(&body);
        assert_eq!(found, ["unknown-version"]);
        assert_eq!(event["version"], version);
    }
    // Of events that are known by their namespace alone nothing is published that could be compared with.
    let voice = json!({ "namespace": "VOICE", "eventType": "CALL_STATUS", "version": 4, "payload": {} });
    assert_eq!(event_of(&voice).1, [""; 0]);
}

#[test]
fn an_echo_is_read_like_a_message_that_came_in() {
    let body = json!({
        "namespace": "ChatApps", "eventType": "external_app_message",
        "payload": {
            "umid": UMID, "subAccountId": "Care", "timestamp": "2026-06-26T09:15:15.417Z", "channel": "whatsapp",
            "type": "image", "content": { "url": "https://files.example.com/b.jpg", "text": "Our new boat" }
        }
    });
    let text = body.to_string();
    let report = parse(&text);
    let Some(WebhookEvent::ExternalAppMessage(_)) = report.event else {
        panic!("{:#?}", report.diagnostics)
    };
    let (event, found) = event_of(&body);
    assert_eq!(event["payload"]["type"], "Image");
    assert_eq!(event["payload"]["content"], body["payload"]["content"]);
    assert_eq!(found, ["nonstandard-spelling"]);
}

#[test]
fn strict_readers_hear_of_contradictions_as_errors() {
    let body = receipt(&json!({ "state": "read", "timestamp": "2026-06-01T04:20:40.91Z", "errorCode": 7 })).to_string();
    assert!(parse(&body).is_ok());
    let report = parse_with(&body, &Options::new().strict(true));
    assert!(!report.is_ok());
    assert_eq!(report.diagnostics[0].code, Code::UnexpectedErrorCode);
}

// ---- masking -------------------------------------------------------------------------------------------------------

#[test]
fn what_you_sent_and_whom_it_concerns_is_masked() {
    let mut sent = receipt(&json!({
        "state": "undelivered", "timestamp": "2026-06-01T04:20:40.91Z", "errorCode": 7, "errorMessage": "Secret"
    }));
    sent["payload"]["user"] = json!({ "msisdn": "+2222", "channelUserId": "US.Secret" });
    sent["payload"]["outboundContent"] = json!({
        "channel": "whatsapp", "contentType": "template",
        "template": { "name": "Secret", "language": "Secret", "category": "Secret" },
        "header": { "type": "Secret", "text": "Secret", "media": { "url": "https://Secret.example", "filename": "Secret" } },
        "body": { "text": "Secret" }, "footer": { "text": "Secret" },
        "actions": {
            "buttons": [{ "type": "url", "label": "Secret", "value": "Secret" }], "cta": { "displayText": "Secret", "url": "https://Secret" },
            "list": { "buttonLabel": "Secret", "sections": [{ "title": "Secret", "rows": [{ "id": "Secret", "title": "Secret" }] }] },
            "flow": { "flowId": "Secret", "cta": "Secret", "action": "Secret", "screen": "Secret" }
        },
        "cards": [{ "index": 0, "body": { "text": "Secret" } }], "meta": { "redacted": true, "redactionReason": "Secret" }
    });
    let sms = json!({
        "namespace": "SMS", "eventType": "inbound_message_received",
        "payload": {
            "umid": UMID, "subAccountId": "Care", "timestamp": "2026-01-01T00:36:48.417Z", "source": "Secret",
            "destination": "2222", "body": "Secret"
        }
    });
    let shared = json!({
        "eventId": UMID, "timestamp": "2026-01-01T00:36:48.417Z", "provider": "WhatsApp", "eventType": "whatsapp_contact",
        "eventDetails": { "rawEvent": { "value": { "messages": [{ "contacts": [{ "name": "Secret", "Secret": 2222 }] }] } } }
    });
    for body in [
        sent,
        sms,
        shared,
        sms_receipt(&json!({ "state": "sent", "errorMessage": "Secret" })),
    ] {
        let text = body
            .to_string()
            .replace("+6580001401", "+2222")
            .replace("Harbour", "Secret");
        let masked = redact(&text);
        assert_eq!(masked.len(), text.len());
        assert!(!masked.contains("Secret") && !masked.contains("2222"), "{masked}");
        assert!(masked.contains(UMID), "{masked}");
    }
}
