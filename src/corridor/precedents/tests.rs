//! Which bodies follow a precedent, that the same is said of them as of each alone, and that nothing is kept of a person.

use super::*;
use crate::catalog::Code;
use crate::corridor::Workspace;
use crate::fast_path::tests::fixtures;
use crate::patterns::{KNOWN_MAX, MISSES_MAX, TRIED_EVERY};
use crate::report::{Options, report};
use crate::source::Source;

/// The fixtures that are short enough to be learned.
fn bodies() -> Vec<Vec<u8>> {
    let found = fixtures(&["accept/inbound-v1-line-text.json", "accept/receipt-v4-queued.json"]);
    let bodies = found.into_iter().map(|(_, body)| body);
    bodies.filter(|body| body.len() < TEXT_BYTES_MAX).collect()
}

/// Reads a body with what is known of others; whether it followed one. What is said is what is said of it alone.
fn follows(workspace: &mut Workspace, body: &[u8], options: &Options) -> bool {
    let source = Source::new(body);
    let mut own = Workspace::default();
    let alone = report(&source, options, &mut own);
    let known = |workspace: &Workspace| {
        (
            workspace.precedents.patterns.learned(),
            workspace.precedents.patterns.len(),
        )
    };
    let (learned, before) = known(workspace);
    let shown = String::from_utf8_lossy(body);
    workspace.precedents.due = 1;
    assert_eq!(report(&source, options, workspace), alone, "{shown}");
    let nodes = |workspace: &Workspace| -> Vec<_> {
        let nodes = workspace.tape.nodes().iter();
        nodes
            .map(|node| (node.range(), node.next, node.is(Node::ESCAPED)))
            .collect()
    };
    // What is documented leaves none by itself.
    assert!(own.tape.is_empty() || nodes(workspace) == nodes(&own), "{shown}");
    known(workspace).0 == learned && workspace.precedents.due > 0 && before > 0
}

const RECEIPT: &str = r#"{"eventType":"outboundMessageDelivery","version":4,"umid":"0e09ac86-bd74-4465-851d-1eb5a5fdbb9a","subAccountId":"S","timestamp":"2026-07-01T10:15:00Z","user":{"msisdn":"+12025550123"},"mood":{"a":["b",1]},"status":"read","note":"n","channel":"WhatsApp"}"#;

#[test]
fn what_is_the_same_but_for_its_values_follows() {
    let mut workspace = Workspace::default();
    let options = Options::new();
    for (what, other, does) in [
        ("", "", false),
        ("", "", true),
        ("0e09ac86", "1E09AC86", true),
        ("\"S\"", "\"Ünder\"", true),
        ("10:15:00Z", "10:15:00.125+02:00", true),
        ("[\"b\",1]", "[\"a longer text\",-1.5e9]", true),
        ("\"n\"", "\"a note\"", true),
        ("\"n\"", "1", false),
        // Escapes, where any text is good: in a member that has a field, in one that has none, and in what is kept.
        ("\"S\"", r#""\u0053""#, true),
        ("\"n\"", r#""a note\n\ud83d\ude00 \"quoted\"""#, true),
        ("\"b\"", r#""\\""#, true),
        ("0e09ac86", r"\u0030e09ac86", false),
        // Another one of those that are documented.
        ("\"read\"", "\"sent\"", false),
        // Another value that is remarked on, one that would be, and one that is empty.
        ("WhatsApp", "whatsApp", false),
        ("0e09ac86", "0e09ac8x", false),
        ("\"S\"", "\"\"", false),
        ("\"b\"", "\"\"", false),
        // Other text between them.
        ("mood", "mode", false),
        (":{", ": {", false),
        ("outboundMessageDelivery", "outboundmessagedelivery", false),
        ("p\"}", "p\" }", false),
    ] {
        let body = RECEIPT.replacen(what, other, 1);
        assert_eq!(follows(&mut workspace, body.as_bytes(), &options), does, "{body}");
        assert!(follows(&mut workspace, body.as_bytes(), &options), "{body}");
    }
}

/// A program that writes a member in a wrong way does so each time.
#[test]
fn what_is_wrong_in_the_same_way_follows() {
    const PIN: &str = r#"{"namespace":"ChatApps","eventType":"inbound_message_received","payload":{"umid":"0e09ac86-bd74-4465-851d-1eb5a5fdbb9a","subAccountId":"S","timestamp":"2026-07-01T10:15:00Z","user":{"msisdn":"+12025550123"},"recipient":{"channel":"whatsapp"},"type":"Location","content":{"location":{"latitude":1.5,"longitude":2.5}}}}"#;
    let far = |letter: &str| format!("0e09ac86-{}", letter.repeat(300));
    for (body, value, one, others) in [
        // Masked, with the fault in the same place, and elsewhere.
        (
            RECEIPT,
            "+12025550123",
            "+1202555****",
            &[("+1303666****", true), ("+130366*****", false), ("+13036660123", false)][..],
        ),
        (
            RECEIPT,
            "2026-07-01T10:15:00Z",
            "2026-07-01 10:15:00Z",
            &[("2025-06-02 11:16:01Z", true), ("2025-06-02T11:16:01", false)],
        ),
        (RECEIPT, "0e09ac86", "0e09ac8", &[("1e19ac8", true), ("1e19ac-", true)]),
        (
            RECEIPT,
            "0e09ac86-bd74-4465-851d-1eb5a5fdbb9a",
            &far("x"),
            &[(&far("x"), true), (&far("y"), true)],
        ),
        // Where the fault ends, the text does, or goes on.
        (
            RECEIPT,
            "+12025550123",
            "+1202555012*",
            &[("+1303666123*", true), ("+1202555012*4", false)],
        ),
        (
            RECEIPT,
            "+12025550123",
            "+1202555012*4",
            &[("+1303666123*567", true), ("+1202555012*", false)],
        ),
        // A number in place of a string, and a string in place of a number.
        (
            RECEIPT,
            "\"+12025550123\"",
            "12025550123",
            &[("13036660123", true), ("130366601234", true), ("-1.5e3", true)],
        ),
        (
            PIN,
            "1.5",
            "\"1.5\"",
            &[
                ("\"-2.25\"", true),
                ("\"1.5e1\"", true),
                ("\"here\"", false),
                ("\"\"", false),
                ("2.5", false),
            ],
        ),
        (PIN, "1.5", "91.5", &[("92.5", true), ("-92.5", true), ("90", false)]),
    ] {
        for (other, does) in others {
            let mut workspace = Workspace::default();
            let options = Options::new();
            let [one, other] = [one, other].map(|said| body.replacen(value, said, 1));
            assert!(!follows(&mut workspace, one.as_bytes(), &options), "{one}");
            assert!(follows(&mut workspace, one.as_bytes(), &options), "{one}");
            assert_eq!(
                follows(&mut workspace, other.as_bytes(), &options),
                *does,
                "{one}\n{other}"
            );
        }
    }
}

/// What nobody judges may be anything; where the type is documented, somebody has.
#[test]
fn content_follows_where_its_type_is_unknown() {
    const REACTION: &str = r#"{"namespace":"ChatApps","eventType":"inbound_message_received","payload":{"umid":"0e09ac86-bd74-4465-851d-1eb5a5fdbb9a","subAccountId":"S","timestamp":"2026-07-01T10:15:00Z","user":{"msisdn":"+12025550123"},"recipient":{"channel":"whatsapp"},"type":"Reaction","content":{"emoji":"👍","url":"https://example.com/"}}}"#;
    let options = Options::new();
    for (kind, does) in [("Reaction", true), ("Location", false)] {
        let mut workspace = Workspace::default();
        let body = REACTION.replace("Reaction", kind);
        assert!(!follows(&mut workspace, body.as_bytes(), &options), "{body}");
        for (what, other) in [("👍", "😂😂"), ("👍", "ok"), ("https://example.com/", "here")] {
            let other = body.replacen(what, other, 1);
            assert_eq!(follows(&mut workspace, other.as_bytes(), &options), does, "{other}");
            // What is judged would have to be the same, and may name a person: it is not kept.
            assert_eq!(follows(&mut workspace, other.as_bytes(), &options), does, "{other}");
        }
    }
}

/// Fixtures follow themselves, whatever was read before, and say what they say alone.
#[test]
fn fixtures_follow_themselves() {
    let (mut workspace, options) = (Workspace::default(), Options::new());
    let mut count = 0;
    for body in bodies() {
        let mut other = body.clone();
        for byte in &mut other {
            *byte = if *byte == b'7' { b'3' } else { *byte };
        }
        for body in [&body, &body, &other, &body] {
            workspace.precedents.patterns.try_next();
            count += usize::from(follows(&mut workspace, body, &options));
        }
    }
    assert!(count > 600 || cfg!(miri), "{count}");
}

/// What is one byte away from a precedent is never taken for it where that byte counts.
#[test]
fn what_is_nearly_the_same_is_said_what_is_said_of_it_alone() {
    const BYTES: &[u8] = b"\"\\{}[],: 0x-\n\xC3";
    let (mut workspace, options) = (Workspace::default(), Options::new());
    let (mut count, mut turn) = (0, 0_usize);
    for body in bodies() {
        workspace.precedents = Precedents::default();
        follows(&mut workspace, &body, &options);
        for at in 0..body.len() {
            turn += 1;
            if turn % if cfg!(miri) { 500 } else { 5 } != 0 {
                continue;
            }
            let mut changed = body.clone();
            match turn % 3 {
                0 => _ = changed.remove(at),
                1 => changed[at] = BYTES[turn % BYTES.len()],
                _ => changed.insert(at, BYTES[turn % BYTES.len()]),
            }
            // Only the first one is known.
            workspace.precedents.patterns.keep_first();
            count += usize::from(follows(&mut workspace, &changed, &options));
        }
    }
    assert!(count > 1000 || cfg!(miri), "{count}");
}

#[test]
fn what_holds_an_event_does_not_follow_what_holds_none() {
    let (mut workspace, options) = (Workspace::default(), Options::new());
    for (log, does) in [
        ("a", false),
        ("a\\n", true),
        (r#"{\"eventType\":\"a\"}"#, false),
        ("{eventType}", false),
        ("{a}", true),
    ] {
        let body = format!(r#"{{"log":"{log}","n":1}}"#);
        assert_eq!(follows(&mut workspace, body.as_bytes(), &options), does, "{body}");
    }
}

#[test]
fn who_wants_other_things_is_told_others() {
    let mut workspace = Workspace::default();
    let usual = Options::new();
    for options in [&usual, &usual.clone().strict(true), &usual] {
        assert!(!follows(&mut workspace, RECEIPT.as_bytes(), options));
        assert!(follows(&mut workspace, RECEIPT.as_bytes(), options));
    }
    let short = usual.bytes_max(RECEIPT.len());
    follows(&mut workspace, RECEIPT.as_bytes(), &short);
    assert!(follows(&mut workspace, RECEIPT.as_bytes(), &short));
    let longer = RECEIPT.replace("\"S\"", "\"SS\"");
    assert!(!follows(&mut workspace, longer.as_bytes(), &short));
}

/// Bodies of many looks, by the white space at their end.
fn looks(number: usize) -> String {
    RECEIPT.replace("p\"}", &format!("p\"{}}}", " ".repeat(number)))
}

/// As long as most follow, whether they were expected to or not.
#[test]
fn what_is_new_is_learned_however_many_there_were() {
    let (mut workspace, options) = (Workspace::default(), Options::new());
    for number in 0..4 * KNOWN_MAX {
        // Each looks otherwise than the one before.
        let body = looks(number).replace("\"mood\"", ["\"a\":1,\"mood\"", "\"mood\""][number % 2]);
        let reads = [(); 4].map(|()| follows(&mut workspace, body.as_bytes(), &options));
        assert_eq!(reads, [false, number < KNOWN_MAX, true, true], "{number}");
    }
}

/// Where few follow, few are tried; what is broken follows none, and what is not tried is not learned.
#[test]
fn where_few_follow_few_are_tried() {
    let (mut workspace, options) = (Workspace::default(), Options::new());
    for number in 0..MISSES_MAX as usize {
        assert_eq!(workspace.precedents.patterns.misses(), number as u32);
        let body = looks(number);
        let body = if number % 2 == 0 { &body } else { &body[1..] };
        assert!(!follows(&mut workspace, body.as_bytes(), &options));
    }
    let known = workspace.precedents.patterns.len();
    assert_eq!(known, MISSES_MAX as usize / 2);
    workspace.precedents.due = 0;
    let tries = (1..=TRIED_EVERY).find(|_| {
        // Whether it was expected is another question.
        _ = report(&Source::new(looks(0).as_bytes()), &options, &mut workspace);
        workspace.precedents.due > 0
    });
    assert!(tries.is_some_and(|tries| tries > 1), "{tries:?}");
    assert_eq!(workspace.precedents.patterns.len(), known);
}

/// What is documented goes another way, and the next one comes back from there.
#[test]
fn remarkable_bodies_and_others_take_turns() {
    let (mut workspace, options) = (Workspace::default(), Options::new());
    workspace.templates.are_kept = true;
    let good = r#"{"namespace":"VOICE","eventType":"CALL_STATUS","payload":{}}"#;
    for round in 0..4 {
        assert_eq!(follows(&mut workspace, RECEIPT.as_bytes(), &options), round > 0);
        assert!(!follows(&mut workspace, good.as_bytes(), &options));
        assert!(workspace.precedents.due == 0 && workspace.precedents.patterns.len() == 1);
    }
    follows(&mut workspace, RECEIPT.as_bytes(), &options);
    assert!(workspace.precedents.expects(RECEIPT.as_bytes(), &Wants::USUAL));
    assert!(!workspace.precedents.expects(good.as_bytes(), &Wants::USUAL));
}

/// Where bodies have followed one, the next one is expected to follow any of them, and is not read in vain.
#[test]
fn where_most_follow_any_may_be_next() {
    let (mut workspace, options) = (Workspace::default(), Options::new());
    let bodies = [0, 1, 2].map(looks);
    for body in bodies.iter().chain(&bodies) {
        follows(&mut workspace, body.as_bytes(), &options);
    }
    workspace.precedents.due = 0;
    for due in [DUE_BY_ONE, DUE_MAX, DUE_MAX] {
        _ = report(&Source::new(bodies[2].as_bytes()), &options, &mut workspace);
        assert_eq!(workspace.precedents.due, due);
    }
    let Workspace { precedents, .. } = &mut workspace;
    let mut expects = |due: u32, body: &str| {
        precedents.due = due;
        let follows = precedents.expects(body.as_bytes(), &Wants::USUAL);
        (follows, precedents.due)
    };
    assert_eq!(expects(0, &bodies[2]), (false, 0));
    for due in 1..=DUE_MAX {
        for body in &bodies {
            assert_eq!(expects(due, body), (true, due));
        }
        assert_eq!(expects(due, &looks(9)), (false, due - 1));
    }
}

#[test]
fn what_is_long_is_not_learned() {
    let (mut workspace, options) = (Workspace::default(), Options::new());
    let members =
        |count: usize, member: &str| RECEIPT.replace("\"mood\"", &format!("{}\"mood\"", member.repeat(count)));
    let lists = |count: usize| RECEIPT.replace("[\"b\",1]", &format!("[{}1]", "{},".repeat(count)));
    let room = TEXT_BYTES_MAX - RECEIPT.len();
    let nodes = NODES_MAX - 25;
    for (body, is_learned) in [
        (looks(room), true),
        (looks(room + 1), false),
        (lists(nodes - 8), true),
        (lists(nodes + 8), false),
        // All but one stand there again, and the last is not documented.
        (members(FINDINGS_MAX - 4, "\"a\":1,"), true),
        (members(FINDINGS_MAX + 4, "\"a\":1,"), false),
    ] {
        workspace.precedents = Precedents::default();
        follows(&mut workspace, body.as_bytes(), &options);
        assert_eq!(workspace.precedents.patterns.len() > 0, is_learned, "{body}");
    }
}

/// What nobody wants to hear of is still another thing.
#[test]
fn what_is_silenced_is_no_more_the_same() {
    let mut workspace = Workspace::default();
    let options = Options::new().severity(Code::InvalidUuid, None);
    for (id, does) in [
        ("0e09ac8x", false),
        ("0e09ac8y", true),
        ("0e09acxx", false),
        ("0e09ac86", false),
    ] {
        let body = RECEIPT.replace("0e09ac86", id);
        assert_eq!(follows(&mut workspace, body.as_bytes(), &options), does, "{id}");
    }
}

#[test]
fn what_people_wrote_is_not_kept() {
    let mut workspace = Workspace::default();
    follows(&mut workspace, RECEIPT.as_bytes(), &Options::new());
    let text = core::str::from_utf8(workspace.precedents.patterns.text(0)).unwrap();
    let expected = r#"{"eventType":"outboundMessageDelivery","version":4,"umid":"","subAccountId":"","timestamp":"","user":{"msisdn":""},"mood":{"a":["",]},"status":"read","note":"","channel":"WhatsApp"}"#;
    assert_eq!(text, expected);
}

/// What was remarked on must be the same in whatever follows, and would be kept with the text.
#[test]
fn what_may_name_a_person_is_not_learned() {
    const FLOW: &str = r#"{"namespace":"ChatApps","eventType":"inbound_message_received","payload":{"umid":"0e09ac86-bd74-4465-851d-1eb5a5fdbb9a","subAccountId":"S","timestamp":"2026-07-01T10:15:00Z","user":{"msisdn":"+12025550123"},"recipient":{"channel":"whatsapp"},"type":"Interactive","content":{"interactive":{"type":"nfmReply","nfmReply":{"responseJson":"{}"}}}}}"#;
    const IMAGE: &str = r#"{"namespace":"ChatApps","eventType":"inbound_message_received","payload":{"umid":"0e09ac86-bd74-4465-851d-1eb5a5fdbb9a","subAccountId":"S","timestamp":"2026-07-01T10:15:00Z","user":{"msisdn":"+12025550123","name":"N"},"recipient":{"channel":"whatsapp"},"type":"Image","content":{"url":"https://example.com/","text":"T"},"mood":"m"}}"#;
    for (body, what, secret) in [
        (RECEIPT, "\"+12025550123\"", "\"secret\""),
        (RECEIPT, "\"+12025550123\"", "70770077"),
        (RECEIPT, "{\"msisdn\":\"+12025550123\"}", "\"secret\""),
        (RECEIPT, "{\"msisdn\":\"+12025550123\"}", "[\"secret\",70770077]"),
        (RECEIPT, "\"n\"", "\"secret\\ud83d\""),
        (RECEIPT, "\"b\"", "\"secret\\ud83d\""),
        (RECEIPT, "\"n\"", "\"n\",\"note\":\"secret\""),
        (RECEIPT, "\"n\"", "\"secret\",\"note\":\"n\""),
        (FLOW, "\"{}\"", "\"[secret\""),
        (FLOW, "\"{}\"", "{\"a\":\"secret\"}"),
        (IMAGE, "https://example.com/", "secret"),
        (IMAGE, "\"N\"", "{\"first\":\"secret\"}"),
        ("{\"channel\":\"c\",\"a\":\"b\"}", "\"c\"", "\"secret\\ud83d\""),
        (IMAGE, "\"T\"", "\"secret\\ud83d\""),
        (IMAGE, "\"m\"", "\"secret\\ud83d\""),
        (IMAGE, "Image\"", "Location\",\"text\":\"secret\""),
    ] {
        let body = body.replacen(what, secret, 1);
        let mut workspace = Workspace::default();
        for _ in 0..2 {
            follows(&mut workspace, body.as_bytes(), &Options::new());
        }
        let patterns = &workspace.precedents.patterns;
        let kept = (0..patterns.len()).map(|place| String::from_utf8_lossy(patterns.text(place)));
        for text in kept {
            assert!(!text.contains("secret") && !text.contains("70770077"), "{body}\n{text}");
        }
    }
}

/// What members have to do with each other is not remembered.
#[test]
fn rules_judge_anew() {
    let body = r#"{"namespace":"ChatApps","eventType":"inbound_message_received","payload":{"umid":"0e09ac86-bd74-4465-851d-1eb5a5fdbb9a","subAccountId":"S","timestamp":"2026-07-01T10:15:00Z","user":{"msisdn":"+12025550123","channelUserId":"12025550123"},"recipient":{"channel":"whatsapp"},"type":"none"}}"#;
    let mut workspace = Workspace::default();
    let options = Options::new();
    for (id, does) in [
        ("12025550123", false),
        ("12025550123", true),
        ("12025550124", true),
        ("US.1", true),
    ] {
        let body = body.replace("\"12025550123\"", &format!("\"{id}\""));
        assert_eq!(follows(&mut workspace, body.as_bytes(), &options), does, "{body}");
    }
}
