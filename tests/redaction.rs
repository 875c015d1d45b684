//! Redaction: the masked body has the lengths, the codes and the positions of the body, and nothing that a person wrote.

mod common;

use chatapps_webhook::{Options, redact};
use common::markers::{PLANTS, SAFE, SHOWN, plant};
use common::masking::{judge, leak};
use common::{Fixture, Random, assert_none, faults};
use serde_json::Value;

fn judge_all(fixtures: &[Fixture], bodies: impl Fn(&[u8], &mut dyn FnMut(String, &[u8])) + Sync) {
    assert_none(&faults(fixtures, |fixture, faults| {
        bodies(&fixture.body, &mut |what, body| {
            if let Some(fault) = judge(body, &fixture.options) {
                faults.push(format!("{} {what}: {fault}", fixture.name()));
            }
        });
    }));
}

#[test]
fn every_masked_fixture_is_judged_as_the_fixture() {
    judge_all(&common::all(), |body, each| each("whole".into(), body));
}

/// Of two equal names both are told, also where the schema knows one of the two only.
#[test]
fn a_sign_that_stands_twice_stays_two() {
    for body in [
        r#"{"eventType":"a","eventType":"b"}"#,
        r#"{"namespace":"a","b":{"namespace":"c"},"n\u0061mespace":"d"}"#,
        r#"{"version":1,"eventType":"a","version":2}"#,
    ] {
        let fault = judge(body.as_bytes(), &Options::new());
        assert_eq!(fault, None, "{body}");
        let codes: Vec<_> = chatapps_webhook::parse(&redact(body))
            .diagnostics
            .iter()
            .map(|found| found.code)
            .collect();
        assert!(
            codes.contains(&chatapps_webhook::Code::DuplicateKey),
            "{}",
            redact(body)
        );
    }
}

#[test]
fn every_masked_truncation_is() {
    const STEP: usize = 7;
    judge_all(&common::all(), |body, each| {
        for place in common::places(body).into_iter().step_by(STEP) {
            each(format!("cut at {place}"), &body[..place]);
        }
    });
}

#[test]
fn every_masked_deletion_is() {
    const PLACES: usize = 12;
    judge_all(&common::all(), |body, each| {
        let mut random = Random::new(body.len() as u64);
        for _ in 0..PLACES.min(body.len()) {
            let place = random.below(body.len());
            each(format!("without {place}"), &common::without(body, place));
        }
    });
}

/// Plants in every fixture, and looks for what is left in what `bodies` makes of it.
fn seek(bodies: impl Fn(&[u8], &mut dyn FnMut(String, &[u8])) + Sync) {
    let fixtures: Vec<_> = [common::accept(), common::codes()].into_iter().flatten().collect();
    assert_none(&faults(&fixtures, |fixture, faults| {
        let Ok(sent) = serde_json::from_slice::<Value>(&fixture.body) else {
            return;
        };
        if !sent.is_object() {
            return;
        }
        for how in PLANTS {
            let mut sent = sent.clone();
            plant(&mut sent, how, &[SAFE, SHOWN]);
            let body = serde_json::to_vec_pretty(&sent).unwrap();
            bodies(&body, &mut |what, body| {
                if let Some(leak) = leak(body) {
                    faults.push(format!("{} {how:?} {what}: {leak:?}", fixture.name()));
                }
            });
        }
    }));
}

#[test]
fn nothing_that_was_planted_survives() {
    seek(|body, each| {
        each("whole".into(), body);
        let text = String::from_utf8_lossy(body);
        each("encoded twice".into(), serde_json::to_string(&text).unwrap().as_bytes());
        each("in single quotes".into(), text.replace('"', "'").as_bytes());
        each("in an array".into(), format!("[{text}]").as_bytes());
        each("not JSON".into(), format!("body: {text}").as_bytes());
    });
}

#[test]
fn nor_in_a_broken_body() {
    const PLACES: usize = 6;
    seek(|body, each| {
        let mut random = Random::new(body.len() as u64);
        for _ in 0..PLACES {
            let place = random.below(body.len());
            each(format!("cut at {place}"), &body[..place]);
            each(format!("without {place}"), &common::without(body, place));
            let quoted = [&body[..place], b"\"", &body[place..]].concat();
            each(format!("with a quote at {place}"), &quoted);
        }
    });
}

/// What stands in place of one of a set is shown, unless it may be somebody's number.
#[test]
fn no_number_is_shown_where_a_channel_should_be() {
    let body = |channel: &str| {
        format!(
            r#"{{"namespace":"ChatApps","eventType":"inbound_message_received","payload":{{"recipient":{{"channel":{channel}}}}}}}"#
        )
    };
    for (channel, masked) in [
        (r#""threads""#, r#""threads""#),
        (r#""rcs2""#, r#""rcs2""#),
        (r#""+4915199887766""#, r#""+1111111111111""#),
        (r#""whatsapp:+4915199887766""#, r#""xxxxxxxx:+1111111111111""#),
        (r#""\u002b4915199887766""#, r#""\u002b1111111111111""#),
        ("4915199887766", "1111111111111"),
    ] {
        assert_eq!(redact(&body(channel)), body(masked));
        let said = chatapps_webhook::parse(&body(channel)).diagnostics;
        assert!(
            said.iter().all(|found| !found.message.contains("99887766")),
            "{said:#?}"
        );
    }
}

/// A bare word in place of a number or a boolean is one as well.
#[test]
fn no_bare_word_is_shown_where_something_else_should_be() {
    let sms = |total: &str| {
        format!(
            r#"{{"namespace":"SMS","eventType":"inbound_message_received","payload":{{"price":{{"total":{total},"currency":"USD"}}}}}}"#
        )
    };
    for (total, masked) in [
        ("Zebulon", "Xxxxxxx"),
        ("https://x.example/Zebulon?sig=q", "xxxxx://x.xxxxxxx/Xxxxxxx?xxx=x"),
        ("None", "None"),
        ("NaN", "NaN"),
        ("+1.5", "+1.1"),
    ] {
        assert_eq!(redact(&sms(total)), sms(masked));
        assert_eq!(judge(sms(total).as_bytes(), &Options::new()), None, "{total}");
    }
    let permission = |word: &str| {
        format!(
            r#"{{"namespace":"ChatApps","eventType":"inbound_message_received","payload":{{"type":"Interactive","content":{{"interactive":{{"type":"callPermissionReply","callPermissionReply":{{"isPermanent":{word}}}}}}}}}}}"#
        )
    };
    assert_eq!(redact(&permission("Zebulon")), permission("Xxxxxxx"));
    assert_eq!(redact(&permission("True")), permission("True"));
}

/// In any text at all: words and numbers of a text that is no body.
#[test]
fn nothing_of_a_text_that_is_no_body_survives() {
    for text in [
        "Zqxj called 731908264517",
        "<html>Zqxj 731908264517</html>",
        "name=Zqxj&phone=731908264517",
        "{Zqxj: 731908264517, 'Zqxj': Zqxj, \"a\": <Zqxj>, /* Zqxj */ }",
        "\"Zqxj 731908264517\"",
        "731908264517",
        "[\"Zqxj\", 731908264517, Zqxj",
        "{\"Zqxj\": {\"Zqxj\": \"Zqxj\\u005aqxj\\n\"",
        "“Zqxj” Zqxj",
        "\u{feff}{\"a\": \"Zqxj\"}",
    ] {
        assert_eq!(leak(text.as_bytes()), None, "{text}");
        assert_eq!(redact(text).len(), text.len());
    }
}

/// A string with a wrong quote may reach over what stands behind it, and is then more than the safe value it stands for.
#[test]
fn what_a_safe_value_has_swallowed_is_masked() {
    for quote in ["'", "\u{2018}", "\u{201C}"] {
        for end in ["", "'", "\u{201D}"] {
            let body = format!(
                r#"{{"namespace":"ChatApps","eventType":"inbound_message_received","payload":{{"timestamp":{quote}"2026-07-01T10:15:00Z","type":"Text","user":{{"name":"Zqxj{end}"}},"content":{{"text":"Zqxj"}}}}}}"#
            );
            assert_eq!(leak(body.as_bytes()), None, "{body}");
            let single = body.replace('"', "'").replace("'2026", "\"2026");
            assert_eq!(leak(single.as_bytes()), None, "{single}");
        }
    }
}

/// Two wrong quotes make a sound string of what stands between them.
/// What is declared a number is safe, whatever it is; a text in its place is not.
#[test]
fn a_text_where_a_number_should_be_is_masked() {
    let body = |code: &str| {
        format!(
            r#"{{"namespace":"ChatApps","eventType":"outbound_message_status_changed","version":9,"payload":{{"status":{{"state":"failed","errorCode":{code}}}}}}}"#
        )
    };
    for (code, masked) in [
        ("1304", "1304"),
        (r#""1304""#, r#""1304""#),
        (r#""ask Ann, 12""#, r#""xxx Xxx, 11""#),
    ] {
        assert_eq!(redact(&body(code)), body(masked));
    }
}

#[test]
fn what_stands_between_two_wrong_quotes_is_masked() {
    let body = "{'eventType':'inbound_message_received','namespace':\"'ChatApps','payload':{'content':{'text':'Zqxj'},\
        'subAccountId':'Harbourlight_Care\"','type':'Text','user':{'name':'Zqxj'}}}";
    assert_eq!(leak(body.as_bytes()), None, "{}", redact(body));
}

/// What is no value may come to stand between two quotes when the quotes are told anew: its escapes are still escapes then.
#[test]
fn escapes_stay_escapes_where_nothing_can_be_read() {
    for word in ["t\\rue", "\\rue", "ab\\u0041", "f\\u00zz"] {
        let body = format!("{{\n  \"    \"polluted\": {word}\n  }},\n  \"constructor\": \"text\"}}");
        assert_eq!(judge(body.as_bytes(), &Options::new()), None, "{}", redact(&body));
    }
}

/// Some senders write a slash as an escape, and any other character may be one.
#[test]
fn the_scheme_of_a_link_is_shown_as_it_is_spelled() {
    for (scheme, masked) in [
        ("https:\\/\\/", "https:\\/\\/"),
        ("https:/\\/", "https:/\\/"),
        ("\\u0068TTP://", "\\u0068TTP://"),
        ("ftp:\\/\\/", "xxx:\\/\\/"),
    ] {
        let link = |scheme: &str, host: &str| {
            format!(
                r#"{{"namespace":"ChatApps","eventType":"inbound_message_received","payload":{{"type":"Image","content":{{"url":"{scheme}{host}"}}}}}}"#
            )
        };
        let body = link(scheme, "zqxj.example\\/Zqxj");
        assert_eq!(redact(&body), link(masked, "xxxx.xxxxxxx\\/Xxxx"));
        assert_eq!(judge(body.as_bytes(), &Options::new()), None, "{}", redact(&body));
    }
}

/// Where the value that tells the event cannot be read, its name is still what says so.
#[test]
fn an_event_that_cannot_be_told_stays_one() {
    for value in ["outboundMessageDelivery'", "", "<TYPE>"] {
        let body =
            format!(r#"{{"channel":"whatsapp","eventType":{value},"status":"queued","user":{{"name":"Zqxj"}}}}"#);
        assert_eq!(judge(body.as_bytes(), &Options::new()), None, "{}", redact(&body));
        assert_eq!(leak(body.as_bytes()), None, "{}", redact(&body));
    }
}

/// Also where a slip elsewhere keeps anything from being said of it.
#[test]
fn the_names_of_an_envelope_around_an_old_message_stay() {
    let body = |version: &str| {
        let payload = r#"{"umid":"3f0c1a52-7d1e-4b62-9a4c-5b0e8d2f6a11","user":{"name":"Dana"}}"#;
        format!(r#"{{"eventType":"inboundMessage","payload":{payload},"{version}":1}}"#)
    };
    for version in ["version", "ve\0rsion", "ve\nrsion"] {
        let body = body(version);
        let masked = redact(&body);
        assert_eq!(judge(body.as_bytes(), &Options::new()), None, "{masked}");
        assert!(
            masked.contains(r#""payload":{"umid":"#) && !masked.contains("Dana"),
            "{masked}"
        );
    }
}
