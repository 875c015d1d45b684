//! Which bodies follow a template, and that they are read as without one.

use super::*;
use crate::fast_path::tests::read_by;
use crate::patterns::BYTES_MAX;
use crate::schema::EventKind;
use std::fs;

/// Reads a body as the wasm module does; whether it followed a template, and whether it is as documented.
fn read(templates: &mut Templates, text: &[u8]) -> (bool, bool) {
    templates.are_kept = true;
    let mut words = Words::default();
    let documented = read_by(templates, text, None, &mut words);
    let has_followed = templates.patterns.has_followed();
    (has_followed, documented.is_some())
}

fn receipt(before_status: &str, timestamp: &str) -> String {
    format!(
        r#"{{"namespace":"ChatApps","eventType":"outbound_message_status_changed","version":9,"payload":{{"umid":"0e09ac86-bd74-4465-851d-1eb5a5fdbb9a","subAccountId":"S","channel":"sms",{before_status}"status":{{"state":"delivered","timestamp":"{timestamp}"}}}}}}"#
    )
}

#[test]
fn what_has_other_values_follows() {
    let mut templates = Templates::default();
    for (body, follows) in [
        (receipt("", "2026-07-01T10:15:00Z"), false),
        (receipt("", "2026-07-01T10:15:00Z"), true),
        (receipt("", "2026-07-01T10:15:00.123+02:00"), true),
        (receipt("", "2026-07-01T10:15:00Z").replace("sms", "viber"), true),
        (receipt("", "2026-07-01T10:15:00Z").replace("delivered", "read"), true),
        (
            receipt("", "2026-07-01T10:15:00Z").replace("\"S\"", "\"a \\n b\""),
            true,
        ),
        // Another member, and then the same again.
        (receipt(r#""clientMessageId":"m","#, "2026-07-01T10:15:00Z"), false),
        (receipt(r#""clientMessageId":"","#, "2026-07-01T10:15:00Z"), true),
        (receipt("", "2026-07-01T10:15:00Z"), true),
        // Other white space; a value that decides what the others mean.
        (receipt("", "2026-07-01T10:15:00Z").replace(":{", ": {"), false),
        (receipt("", "2026-07-01T10:15:00Z").replace("\"version\":9,", ""), false),
    ] {
        assert_eq!(read(&mut templates, body.as_bytes()), (follows, true), "{body}");
    }
    assert_eq!(templates.patterns.len(), 4);
}

#[test]
fn what_is_not_documented_follows_nothing() {
    let mut templates = Templates::default();
    let body = receipt("", "2026-07-01T10:15:00Z");
    read(&mut templates, body.as_bytes());
    for (what, other) in [
        ("2026-07-01T", "2026-07-41T"),
        ("0e09ac86", "0e09ac8x"),
        ("\"sms\"", "\"SMS\""),
        ("\"S\"", "5"),
        (":9,", ":8,"),
        ("ChatApps", "Chat"),
        ("}}}", "}}} x"),
        ("}}}", "}}"),
    ] {
        let changed = body.replacen(what, other, 1);
        assert_eq!(read(&mut templates, changed.as_bytes()), (false, false), "{changed}");
    }
    assert_eq!(templates.patterns.len(), 1);
}

/// Every fixture follows itself, and what has other digits in its values.
#[test]
fn fixtures_follow_themselves() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/accept");
    let mut count = 0;
    for entry in fs::read_dir(folder)
        .unwrap()
        .take(if cfg!(miri) { 2 } else { usize::MAX })
    {
        let body = fs::read(entry.unwrap().path()).unwrap();
        let Ok(body) = String::from_utf8(body) else { continue };
        let mut templates = Templates::default();
        let (_, is_documented) = read(&mut templates, body.as_bytes());
        if !is_documented || (templates.patterns.len() == 0) {
            continue;
        }
        let other = body
            .replace('7', "3")
            .replace("description\": \"", "description\": \"Another: ");
        for body in [&body, &other, &body] {
            let (follows, is_documented) = read(&mut templates, body.as_bytes());
            count += usize::from(follows);
            // A seven may stand in a date, or in what is sent twice.
            assert!(follows == is_documented && (follows || body == &other), "{body}");
        }
    }
    assert!(count > 300 || cfg!(miri), "{count}");
}

#[test]
fn what_members_have_to_do_with_each_other_is_judged_anew() {
    let mut templates = Templates::default();
    let body = r#"{"namespace":"ChatApps","eventType":"inbound_message_received","payload":{"umid":"0e09ac86-bd74-4465-851d-1eb5a5fdbb9a","subAccountId":"S","timestamp":"2026-07-01T10:15:00Z","user":{"msisdn":"+12025550123","channelUserId":"12025550123"},"recipient":{"channel":"whatsapp"},"type":"None"}}"#;
    assert_eq!(read(&mut templates, body.as_bytes()), (false, true));
    assert_eq!(read(&mut templates, body.as_bytes()), (true, true));
    let other = body.replace("\"12025550123", "\"12025550124");
    assert_eq!(read(&mut templates, other.as_bytes()), (true, false));
}

/// What one event has for a choice and another for a text is the same on the way to both.
#[test]
fn events_of_several_sorts_take_turns() {
    let mut templates = Templates::default();
    let inbound = r#"{"namespace":"ChatApps","eventType":"inbound_message_received","payload":{"umid":"0e09ac86-bd74-4465-851d-1eb5a5fdbb9a","subAccountId":"S","timestamp":"2026-07-01T10:15:00Z","user":{"msisdn":"+12025550123"},"recipient":{"channel":"whatsapp"},"type":"None"}}"#;
    let bodies = [
        inbound.to_owned(),
        receipt("", "2026-07-01T10:15:00Z"),
        inbound.replace("\"inbound_message_received\"", "\"external_app_message\""),
        r#"{"namespace":"VOICE","eventType":"CALL_STATUS","payload":{}}"#.to_owned(),
        r#"{"description":"d","namespace":"VOICE","eventType":"CALL_STATUS","payload":{}}"#.to_owned(),
    ];
    let sorts = bodies
        .iter()
        .filter(|body| read(&mut templates, body.as_bytes()).1)
        .count();
    assert_eq!(templates.patterns.len(), sorts);
    for _ in 0..3 {
        for body in &bodies {
            let (follows, is_documented) = read(&mut templates, body.as_bytes());
            assert_eq!(follows, is_documented, "{body}");
        }
    }
    assert_eq!(templates.patterns.len(), sorts);
    assert!(sorts > 3);
}

#[test]
fn what_is_not_expected_is_not_read() {
    let mut templates = Templates::default();
    let body = receipt("", "2026-07-01T10:15:00Z");
    for (expect, is_read) in [
        (None, true),
        (Some(1 << EventKind::DeliveryReceipt as u32), true),
        (Some(1 << EventKind::InboundMessage as u32), false),
    ] {
        templates.are_kept = true;
        let mut words = Words::default();
        let documented = read_by(&mut templates, body.as_bytes(), expect, &mut words);
        assert_eq!(documented.is_some(), is_read, "{expect:?}");
    }
}

/// Words of kept JSON may stand between the blocks of a template, so that what follows them has another place in each.
#[test]
fn what_goes_on_by_another_template_has_the_places_of_that_one() {
    let body = |error: &str, behind: &str| {
        let members = format!(r#""error":{error},"whatsapp":{{"pricingCategory":"p"}}{behind},"status""#);
        receipt("", "2026-07-01T10:15:00Z")
            .replace(r#""status""#, &members)
            .replace("sms", "whatsapp")
    };
    let read = |templates: &mut Templates, text: &str| {
        templates.are_kept = true;
        let mut words = Words::default();
        words.makes_values = true;
        let documented = read_by(templates, text.as_bytes(), None, &mut words).expect(text);
        let mut finder = Finder {
            text: text.as_bytes(),
            words: &words,
            found: Vec::new(),
        };
        finder.find(documented.kind.law().record, documented.block, &DECIDING);
        let mut found: Vec<_> = finder.found.iter().map(|(range, _)| (range.start, range.end)).collect();
        found.sort_unstable();
        found
    };
    let (one, other) = (body("{}", ""), body(r#"{"a":[1,2,3]}"#, r#","currency":"EUR""#));
    let mut templates = Templates::default();
    let ranges = [&one, &other].map(|text| read(&mut templates, text));
    for _ in 0..2 {
        assert_eq!([&one, &other].map(|text| read(&mut templates, text)), ranges);
    }
    assert_eq!(templates.patterns.len(), 2);
}

/// A body that looks otherwise than any other, by the white space before a brace.
fn looks(number: usize) -> String {
    receipt("", "2026-07-01T10:15:00Z").replace("}}}", &format!("}}{}}}}}", " ".repeat(number)))
}

/// What is not documented counts by itself, and not for long.
#[test]
fn where_nothing_is_documented_little_is_tried() {
    let mut templates = Templates::default();
    read(&mut templates, looks(0).as_bytes());
    for _ in 0..=STRANGE_MAX {
        read(&mut templates, b"{}");
    }
    assert_eq!(templates.patterns.misses(), 1);
    let followed = [(); 2].map(|()| read(&mut templates, looks(0).as_bytes()).0);
    assert_eq!(followed, [false, true]);
    // Documented, but new.
    for number in 1..4 {
        assert_eq!(templates.patterns.misses(), number - 1);
        read(&mut templates, looks(number as usize).as_bytes());
    }
}

#[test]
fn what_is_long_is_not_learned() {
    let mut templates = Templates::default();
    for (number, is_learned) in [(BYTES_MAX, false), (BYTES_MAX / 2, true)] {
        assert_eq!(read(&mut templates, looks(number).as_bytes()), (false, true));
        assert_eq!(templates.patterns.len() > 0, is_learned);
    }
}

/// What a template leaves has room where room was left for it.
#[test]
fn what_leaves_many_words_is_not_learned() {
    let body = |rows: usize| {
        let rows = vec!["{}"; rows].join(",");
        let content = format!(
            r#""outboundContent":{{"contentType":"interactive","actions":{{"list":{{"sections":[{{"rows":[{rows}]}}]}}}}}},"#
        );
        receipt(&content, "2026-07-01T10:15:00Z").replace("sms", "whatsapp")
    };
    let mut learned = Vec::new();
    for rows in 0..WORDS_MAX / 8 {
        let mut words = Words::default();
        let mut templates = Templates {
            are_kept: true,
            ..Templates::default()
        };
        assert!(read_by(&mut templates, body(rows).as_bytes(), None, &mut words).is_some());
        let is_learned = templates.patterns.len() > 0;
        assert_eq!(is_learned, words.as_slice().len() <= WORDS_MAX, "{rows}");
        assert_eq!(read(&mut templates, body(rows).as_bytes()), (is_learned, true));
        learned.push(is_learned);
    }
    assert!(learned.contains(&true) && learned.contains(&false));
}

/// What no value tells alone is asked of who follows as well: whether members agree, and whether the kind is wanted.
#[test]
fn who_follows_keeps_the_rules_and_is_wanted() {
    let mut templates = Templates::default();
    let body = receipt("", "2026-07-01T10:15:00Z").replace("}}}", ",\"errorCode\":1}}}");
    let failed = body.replace("delivered", "failed");
    assert_eq!(read(&mut templates, failed.as_bytes()), (false, true));
    assert_eq!(read(&mut templates, failed.as_bytes()), (true, true));
    assert_eq!(read(&mut templates, body.as_bytes()), (true, false));
    let bit = 1 << EventKind::DeliveryReceipt as u32;
    for (expect, is_wanted) in [(bit, true), (!bit, false)] {
        let mut words = Words::default();
        let documented = read_by(&mut templates, failed.as_bytes(), Some(expect), &mut words);
        assert_eq!(documented.is_some(), is_wanted);
    }
}

/// JSON that is kept as words stands where the body has it, and not where the body had it that was learned.
#[test]
fn json_that_is_kept_as_words_follows() {
    let mut templates = Templates {
        are_kept: true,
        ..Templates::default()
    };
    let mut words = Words::default();
    words.makes_values = true;
    for (description, json) in [
        ("d", r#"{"a":1}"#),
        ("another", r#"{"a":1}"#),
        ("d", r#"{"a":[1,"b"],"c":{}}"#),
        ("", "0"),
    ] {
        let body = format!(r#"{{"namespace":"VOICE","description":"{description}","payload":{json}}}"#);
        let documented = read_by(&mut templates, body.as_bytes(), None, &mut words).unwrap();
        let slot = words.get(documented.block, inbound::payload as usize);
        assert!(slot.is(Tag::Values), "{body}");
        assert_eq!(
            words.pair(slot.a).as_range().of(body.as_bytes()),
            json.as_bytes(),
            "{body}"
        );
    }
    assert_eq!(templates.patterns.len(), 1);
}

/// A body may have white space where the one that was learned had none.
#[test]
fn json_begins_behind_white_space() {
    let mut templates = Templates {
        are_kept: true,
        ..Templates::default()
    };
    for makes_values in [false, true] {
        for space in ["", " ", "\r\n\t", ""] {
            let mut words = Words::default();
            words.makes_values = makes_values;
            let body = format!(r#"{{"namespace":"VOICE","payload":{space}[1]}}"#);
            let documented = read_by(&mut templates, body.as_bytes(), None, &mut words).unwrap();
            let slot = words.get(documented.block, inbound::payload as usize);
            let json = if makes_values { words.pair(slot.a) } else { slot };
            assert_eq!(json.as_range().of(body.as_bytes()), b"[1]", "{body}");
        }
    }
}

/// How many steps two templates have in common, the second of them learned later.
#[test]
fn templates_are_alike_as_far_as_they_read_alike() {
    let receipt = |first: &str| {
        format!(
            r#"{{"payload":{{{first}"umid":"0e09ac86-bd74-4465-851d-1eb5a5fdbb9a","subAccountId":"S","channel":"sms","status":{{"state":"read","timestamp":"2026-07-01T10:15:00Z"}}}},"namespace":"ChatApps","eventType":"outbound_message_status_changed"}}"#
        )
    };
    let voice = |rest: &str| format!(r#"{{"payload":{{}},"namespace":"VOICE"{rest}}}"#);
    for (one, other, alike) in [
        (receipt(""), voice(""), 0),
        // Both are JSON, but not of the same place.
        (receipt(r#""error":{},"#), voice(""), 0),
        (
            receipt(r#""error":{},"#),
            receipt(r#""error":{},"batchId":"1e09ac86-bd74-4465-851d-1eb5a5fdbb9a","#),
            1,
        ),
        (voice(r#","eventType":"a""#), voice(r#","description":"a""#), 2),
        (voice(""), voice(" "), 2),
    ] {
        let mut templates = Templates::default();
        for body in [&one, &other] {
            assert_eq!(read(&mut templates, body.as_bytes()), (false, true), "{body}");
        }
        let found = [(0, 1), (1, 0)].map(|(of, with)| usize::from(templates.patterns.alike(of, with)));
        assert_eq!(found, [alike; 2], "{one} {other}");
    }
}

/// What is not there has no block, and the words where one would be are those of the header.
#[cfg(feature = "wasm")]
#[test]
fn what_is_not_there_is_not_looked_for_in_the_header() {
    let content = r#""outboundContent":{"contentType":"text"},"#;
    for body in [
        receipt("", "2026-07-01T10:15:00Z"),
        receipt(content, "2026-07-01T10:15:00Z").replace("sms", "whatsapp"),
    ] {
        let mut templates = Templates {
            are_kept: true,
            ..Templates::default()
        };
        let mut words = Words::default();
        words.clear();
        words.set_header(&[1; crate::slots::HEADER_WORDS]);
        for _ in 0..2 {
            assert!(read_by(&mut templates, body.as_bytes(), None, &mut words).is_some());
        }
        assert_eq!(
            (templates.patterns.len(), templates.patterns.misses()),
            (1, 0),
            "{body}"
        );
    }
}
