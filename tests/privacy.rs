//! Diagnostics are made for logs: nothing that they say repeats a value from a sensitive place, or a name that a person
//! may have chosen – shown with markers planted in every such place of every fixture, whole and broken.

mod common;

use chatapps_webhook::{Diagnostic, Options, Step, parse};
use common::markers::{MARKER, NUMBER, PLANTS, Plant, SAFE, plant};
use common::{Random, assert_none, faults, masking};
use serde_json::Value;

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
            plant(&mut sent, how, &[SAFE]);
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

/// Who answers a Flow may have chosen the names in the answers – wherever they stand, and whatever is wrong with them.
#[test]
fn no_diagnostic_names_an_answer_to_a_flow() {
    const ANSWERS: [&str; 4] = [
        r#"{"Zqxj": 1, "Zqxj": 2}"#,
        r#"{"Zqxj": {"Zqxj": True}}"#,
        r#"{"a": [{"Zqxj": "\ud83d"}]}"#,
        r#"[{"Zqxj": 1, "Zqxj": 2}]"#,
    ];
    let members = |name: &str, answers: &str| {
        ["responseJson", "response_json", "response"].map(|inner| format!(r#""{name}": {{"{inner}": {answers}}}"#))
    };
    let mut faults = Vec::new();
    for answers in ANSWERS {
        for member in members("nfmReply", answers)
            .into_iter()
            .chain(members("nfm_reply", answers))
        {
            let interactive = |rest: &str| format!(r#""content": {{"text": "x", "interactive": {{{rest}{member}}}}}"#);
            let contents = [
                format!(r#""type": "Text", {}"#, interactive(r#""type": "nfmReply", "#)),
                format!(r#""type": "Foo", {}"#, interactive("")),
                format!(r#""type": "None", {}"#, interactive(r#""type": "nfmReply", "#)),
                format!(r#""type": "Interactive", {}"#, interactive(r#""type": "nfmReply", "#)),
                format!(r#""type": "Interactive", {}"#, interactive(r#""type": "foo", "#)),
                format!(
                    r#""type": "Interactive", {}"#,
                    interactive(r#""type": "button_reply", "button_reply": {"id": "1", "title": "t"}, "#)
                ),
                format!(r#""type": "Interactive", "content": {{{member}}}"#),
                member.clone(),
            ];
            for content in contents {
                for event_type in ["inbound_message_received", "external_app_message", "another"] {
                    let body = format!(
                        r#"{{"namespace": "ChatApps", "eventType": "{event_type}", "payload": {{"umid": "u", {content}}}}}"#
                    );
                    faults.extend(leak(body.as_bytes()).map(|leak| format!("{body}: {leak}")));
                }
            }
        }
    }
    assert_none(&faults);
}

/// A text that has lost its middle runs from a value that may be shown into what a person wrote.
#[test]
fn none_does_where_the_middle_is_left_out() {
    const BODY: &str = r#"{"namespace":"ChatApps","eventType":"inbound_message_received","version":"3","payload":{"umid":"0e09ac86-bd74-4465-851d-1eb5a5fdbb9a","subAccountId":"Shop","timestamp":"2026-07-01T10:15:00Z","recipient":{"channel":"whatsapp","channelId":"5a1e77c0"},"type":"Interactive","content":{"interactive":{"type":"callPermissionReply","callPermissionReply":{"response":"accept","expirationTimestamp":"2026-07-02T10:15:00Z"}},"text":"see you at 5, Zqxj"}}}"#;
    let mut faults = Vec::new();
    let tails = [
        "\u{2026}",
        "...",
        "[truncated]",
        "[…]",
        "\u{FFFD}",
        " ",
        "=20260701&sig=",
        "\\u2026",
    ];
    for (place, _) in BODY.match_indices("\":\"") {
        for tail in tails {
            for end in ["see you at 5, Zqxj\"}}}", "Zqxj\"}}}"] {
                let body = format!("{}{tail}{end}", &BODY[..place + 5]);
                faults.extend(leak(body.as_bytes()).map(|leak| format!("{body}: {leak}")));
                faults.extend(masking::leak(body.as_bytes()).map(|leak| format!("{body}: masked {leak}")));
                faults.extend(masking::judge(body.as_bytes(), &Options::new()).map(|fault| format!("{body}: {fault}")));
            }
        }
    }
    assert_none(&faults);
}

/// What stands behind dots may be what is left of somebody's text.
#[test]
fn no_name_is_made_of_what_a_placeholder_left() {
    for dots in ["...", "....", "\u{2026}", "... 2 more items, "] {
        let body = format!(
            "{{\"namespace\":\"ChatApps\",\"eventType\":\"inbound_message_received\",\"payload\":{{\"type\":\"Text\", {dots} {NUMBER}: see you\"}}}}"
        );
        assert_eq!(leak(body.as_bytes()), None, "{body}");
        let masked = chatapps_webhook::redact(&body);
        assert!(!masked.contains(&NUMBER.to_string()), "{masked}");
    }
}
