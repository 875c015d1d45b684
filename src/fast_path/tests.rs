//! The fast path gives what the corridor gives, or nothing: each body is read in both ways, in one byte for each UTF-16 code unit,
//! and by the templates of those before it.

use super::*;
use crate::corridor::{self, Wants, Workspace};
use crate::event::WebhookEvent;
use crate::slots::Slots;
use crate::source::utf16::{Utf16Walk, narrow, units_start};
use crate::source::{Range, Source};
use std::borrow::Cow;
use std::cell::RefCell;
use std::fs;
use std::path::{Path, PathBuf};

/// Of places that are all tried elsewhere, Miri tries one in so many: each step takes it ten thousand times as long.
const ONE_IN: usize = if cfg!(miri) { 300 } else { 1 };
/// And of the fixtures these.
const OF_MIRI: [&str; 4] = [
    "accept/inbound-v2-interactive-flow.json",
    "accept/management-whatsapp-preference.json",
    "accept/receipt-v9-content-button-null-value.json",
    "accept/voice-call-action.json",
];

/// Reads a body by templates, with memory of its own.
pub(super) fn read_by(
    templates: &mut Templates,
    text: &[u8],
    expect: Option<u32>,
    words: &mut Words,
) -> Option<Documented> {
    let memory = Memory {
        tape: &mut Tape::default(),
        decoded: &mut Vec::new(),
        templates,
    };
    read(text, expect, words, memory)
}

/// The files below a folder that hold a body.
fn bodies_below(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            bodies_below(&path, found);
        } else if path.extension().is_some_and(|end| end == "json" || end == "body") {
            found.push(path);
        }
    }
}

/// The bodies of `tests/fixtures`, each with its path. `of_miri`: those that Miri reads, which takes minutes only to list them all.
pub(crate) fn fixtures(of_miri: &[&str]) -> Vec<(PathBuf, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut found = Vec::new();
    if cfg!(miri) {
        found.extend(of_miri.iter().map(|path| folder.join(path)));
    } else {
        bodies_below(&folder, &mut found);
        assert!(found.len() > 500);
        found.sort();
    }
    let bodies = found.into_iter().map(|path| fs::read(&path).map(|body| (path, body)));
    bodies.collect::<Result<_, _>>().unwrap()
}

/// Those that are text, and not so long that to change them everywhere takes minutes.
fn texts() -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = fixtures(&OF_MIRI);
    found.retain(|(_, body)| body.len() < 4096 && core::str::from_utf8(body).is_ok());
    found
}

/// The event out of the slots.
fn event(words: &Words, kind: EventKind, block: u32, shape: Shape, text: &[u8]) -> serde_json::Value {
    let (tape, text) = (Tape::default(), Cow::Borrowed(text));
    let slots = Slots::new(words, &tape, &text, None);
    // A fingerprint takes another road.
    let key = slots.key(kind, block as usize).unwrap_or_default();
    serde_json::to_value(WebhookEvent::read(&slots, kind, block as usize, key, shape)).unwrap()
}

/// With one byte for each unit of UTF-16 a body is as documented exactly if it is with its characters, and the same is
/// found in the same places.
fn narrow_is_read_alike(body: &str, documented: Option<Documented>, words: &Words) {
    let count = body.encode_utf16().count();
    let mut narrowed = vec![0; units_start(count)];
    narrowed.extend(body.encode_utf16().flat_map(u16::to_le_bytes));
    narrow(&mut narrowed, count);
    narrowed.truncate(count);
    let mut found = Words::default();
    found.clear();
    let narrow = read_by(&mut Templates::default(), &narrowed, None, &mut found);
    let Some(narrow) = narrow else {
        // Names that are told apart by such letters alone may be the same then.
        assert!(documented.is_none() || !body.is_ascii(), "{body}");
        return;
    };
    let documented = documented.expect(body);
    assert_eq!(
        (narrow.kind, narrow.block),
        (documented.kind, documented.block),
        "{body}"
    );
    assert_eq!(
        (narrow.is_verbatim, narrow.has_nulls),
        (documented.is_verbatim, documented.has_nulls),
        "{body}"
    );
    assert_eq!(narrow.shape, documented.shape, "{body}");
    let mut walk = Utf16Walk::new(body.as_bytes());
    let mut expected = words.clone();
    expected.change_noted(|slot| {
        let Range { start, end } = slot.as_range();
        slot.over(Range {
            start: walk.to(start),
            end: walk.to(end),
        })
    });
    assert_same(&found, &expected, documented.kind.law().record, narrow.block, body);
}

/// Sees that records have the same members in the same places. Where the text of a choice stands only a template asks.
fn assert_same(words: &Words, others: &Words, record: &Record, block: u32, body: &str) {
    for (index, field) in record.fields.iter().enumerate() {
        let [slot, other] = [words, others].map(|words| words.get(block, index));
        if slot.is(Tag::Choice) {
            assert_eq!((other.is(Tag::Choice), slot.a), (true, other.a), "{body}");
            continue;
        }
        assert_eq!(slot, other, "{} in {body}", field.name);
        assert_eq!(words.is_null(block, index), others.is_null(block, index), "{body}");
        match field.of {
            Type::Record(inner) if slot.is(Tag::Record) => assert_same(words, others, inner, slot.a, body),
            Type::List(inner) if slot.is(Tag::List) => {
                for at in 0..=words.word(slot.a) {
                    assert_eq!(words.word(slot.a + at), others.word(slot.a + at), "{body}");
                }
                for at in 1..=words.word(slot.a) {
                    assert_same(words, others, inner, words.word(slot.a + at), body);
                }
            }
            _ => {}
        }
    }
}

/// Reads a body by the templates of those before it, and then by that of its own, if it has one: what is found is the same.
fn templates_are_read_alike(body: &[u8], documented: Option<Documented>, words: &Words) {
    thread_local! {
        static TEMPLATES: RefCell<Templates> = RefCell::default();
    }
    TEMPLATES.with_borrow_mut(|templates| {
        templates.are_kept = true;
        for _ in 0..4 {
            let mut found = Words::default();
            found.notes = true;
            let read = read_by(templates, body, None, &mut found);
            let shown = String::from_utf8_lossy(body);
            assert_eq!(read.is_some(), documented.is_some(), "{shown}");
            let (Some(read), Some(documented)) = (read, documented) else {
                return;
            };
            assert_eq!(
                (read.kind, read.shape, read.block, read.is_verbatim, read.has_nulls),
                (
                    documented.kind,
                    documented.shape,
                    documented.block,
                    documented.is_verbatim,
                    documented.has_nulls
                ),
                "{shown}"
            );
            let record = documented.kind.law().record;
            assert_same(&found, words, record, documented.block, &shown);
            let [mut noted, mut others] = [found, words.clone()].map(|mut words| {
                let mut noted = Vec::new();
                words.change_noted(|slot| {
                    noted.push((slot.a, slot.b));
                    slot
                });
                noted
            });
            noted.sort_unstable();
            others.sort_unstable();
            assert_eq!(noted, others, "{shown}");
        }
    });
}

/// Reads a body in both ways: what is documented to the one has nothing remarkable to the other, and is the same event.
fn reads_alike(body: &[u8]) -> bool {
    let mut words = Words::default();
    words.clear();
    words.notes = true;
    let documented = read_by(&mut Templates::default(), body, None, &mut words);
    narrow_is_read_alike(core::str::from_utf8(body).unwrap(), documented, &words);
    templates_are_read_alike(body, documented, &words);
    let Some(documented) = documented else {
        return false;
    };
    let shown = String::from_utf8_lossy(body);
    let mut workspace = Workspace::default();
    let source = Source::new(body);
    let reading = corridor::examine(&source, &Wants::USUAL, &mut workspace, None);
    assert!(reading.is_ok() && reading.kept.findings.is_empty(), "{shown}");
    let checked = &reading.checked;
    assert_eq!(
        (Some(documented.kind), documented.shape),
        (checked.kind, checked.shape),
        "{shown}"
    );
    assert_eq!(
        event(&words, documented.kind, documented.block, documented.shape, body),
        event(&workspace.words, documented.kind, checked.block, checked.shape, body),
        "{shown}"
    );
    true
}

#[test]
fn every_fixture_is_read_alike_and_most_good_ones_are_fast() {
    let (mut good, mut fast) = (0, 0);
    for (path, body) in texts() {
        let is_fast = reads_alike(&body);
        if path.to_string_lossy().contains("accept") {
            (good, fast) = (good + 1, fast + usize::from(is_fast));
        }
    }
    assert!(cfg!(miri) || fast * 2 > good, "{fast} of {good}");
}

/// What the fast path is there for. What it leaves to the check would be read alike, and only the time would tell.
#[test]
fn what_is_documented_is_read_fast() {
    const ID: &str = "0e09ac86-bd74-4465-851d-1eb5a5fdbb9a";
    const AT: &str = "2026-07-01T10:15:00Z";
    let inbound = |members: &str| {
        format!(
            r#"{{"namespace":"ChatApps","eventType":"inbound_message_received","payload":{{"umid":"{ID}","subAccountId":"S","timestamp":"{AT}","recipient":{{"channel":"whatsapp"}},{members}}}}}"#
        )
    };
    let user = r#""user":{"msisdn":"+12025550123"}"#;
    let reply = |kind: &str, reply: &str| {
        inbound(&format!(
            r#"{user},"type":"Interactive","content":{{"interactive":{{"type":"{kind}","{kind}":{reply}}}}}"#
        ))
    };
    let receipt = |members: &str| {
        format!(
            r#"{{"namespace":"ChatApps","eventType":"outbound_message_status_changed","payload":{{"umid":"{ID}","subAccountId":"S","channel":"whatsapp","status":{{"state":"delivered","timestamp":"{AT}"}}{members}}}}}"#
        )
    };
    // What tells the event, behind its payload.
    let behind = |body: &str| {
        let (names, payload) = body.split_once(r#","payload":"#).unwrap();
        let payload = payload.strip_suffix('}').unwrap();
        format!(r#"{{"payload":{payload},{}}}"#, names.strip_prefix('{').unwrap())
    };
    let cards = |cards: &str| {
        receipt(&format!(
            r#","outboundContent":{{"contentType":"carousel","cards":{cards}}}"#
        ))
    };
    let bodies = [
        inbound(&format!(r#"{user},"type":"None""#)),
        // Other members first, in another order.
        inbound(&format!(r#"{user},"type":"None""#)).replacen('{', r#"{"version":3,"description":"d","#, 1),
        inbound(&format!(r#""type":"None",{user}"#)),
        behind(&inbound(&format!(r#"{user},"type":"None""#))),
        behind(&receipt("")),
        behind(&receipt("")).replace("ChatApps", "chatapps"),
        format!(
            r#"{{"timestamp":"{AT}","eventType":"account_update","eventId":"{ID}","provider":"WhatsApp","eventDetails":{{}}}}"#
        ),
        r#"{"namespace":"VOICE","payload":{}}"#.to_owned(),
        r#"{"description":"d","payload":{"eventType":["a"]},"namespace":"voice"}"#.to_owned(),
        inbound(r#""user":{"channelUserId":"1"},"type":"None""#),
        inbound(&format!(r#"{user},"type":"None","content":null"#)),
        inbound(&format!(r#"{user},"type":"Text","content":{{"text":"a\nb"}}"#)),
        inbound(r#""user":{"msisdn":"\u002b12025550123"},"type":"None""#),
        inbound(&format!(
            r#"{user},"replyToUmid":"\u0030e09ac86-bd74-4465-851d-1eb5a5fdbb9a","type":"None""#
        )),
        inbound(&format!(
            r#"{user},"type":"Location","content":{{"location":{{"latitude":1.5,"longitude":-2}}}}"#
        )),
        reply("nfmReply", r#"{"responseJson":"{}"}"#),
        reply("nfmReply", r#"{"responseJson":"{\"a\":[1]}"}"#),
        reply("list_reply", r#"{"id":"1","title":"One"}"#),
        reply("callPermissionReply", r#"{"response":"reject"}"#),
        reply("callPermissionReply", r#"{"response":"accept","isPermanent":true}"#),
        reply(
            "callPermissionReply",
            r#"{"response":"accept","isPermanent":false,"expirationTimestamp":"2026-07-01T10:15:00Z"}"#,
        ),
        receipt(""),
        receipt(r#","user":{"channelUserId":"1"}"#),
        receipt("").replacen('{', r#"{"version":9,"#, 1),
        receipt("").replace("\":", "\" :"),
        cards("[]"),
        cards(r#"[{"index":0}]"#),
        cards(r#"[{"index":0}, {"index":1}]"#),
        cards(r#"[{"index":0,"actions":{"buttons":[{"type":"quick_reply","label":"Yes","value":null}]}}]"#),
    ];
    let slow: Vec<&String> = bodies.iter().filter(|body| !reads_alike(body.as_bytes())).collect();
    assert!(slow.is_empty(), "{slow:#?}");
}

/// What is null where no null is documented, and a version that is not published, are left to the check.
#[test]
fn what_is_nearly_documented_is_not_read_fast() {
    let body = r#"{"namespace":"ChatApps","eventType":"outbound_message_status_changed","version":9,"payload":{"umid":"0e09ac86-bd74-4465-851d-1eb5a5fdbb9a","subAccountId":"S","channel":"sms","batchId":"1e09ac86-bd74-4465-851d-1eb5a5fdbb9a","status":{"state":"delivered","timestamp":"2026-07-01T10:15:00Z"}}}"#;
    assert!(reads_alike(body.as_bytes()));
    for (what, other) in [
        ("\"S\"", "null"),
        ("\"1e09ac86-bd74-4465-851d-1eb5a5fdbb9a\"", "null"),
        (":9", ":8"),
        (":9", ":10"),
        (":9", ":null"),
        // No colon.
        ("\"channel\":", "\"channel\";"),
        ("\"channel\":", "\"channel\" ;"),
    ] {
        let changed = body.replacen(what, other, 1);
        assert!(!reads_alike(changed.as_bytes()), "{changed}");
    }
}

#[test]
fn without_a_byte_or_with_another_it_is_read_alike() {
    const OTHERS: &[u8] = b"\"\\{}[]:,0aA -\n\x01\x7F<";
    let mut count = 0;
    for (number, (path, body)) in texts().into_iter().enumerate() {
        let step = if path.to_string_lossy().contains("accept") {
            3
        } else {
            17
        };
        for at in (number % step..body.len()).step_by(step * ONE_IN) {
            let mut shorter = body.clone();
            shorter.remove(at);
            let mut other = body.clone();
            other[at] = OTHERS[(at + number) % OTHERS.len()];
            for changed in [shorter, other] {
                if core::str::from_utf8(&changed).is_ok() {
                    count += usize::from(reads_alike(&changed));
                }
            }
        }
    }
    assert!(cfg!(miri) || count > 1000, "{count}");
}

#[test]
fn members_that_stand_twice_are_left_to_others() {
    for (_, body) in texts()
        .into_iter()
        .filter(|(path, _)| path.to_string_lossy().contains("accept"))
    {
        let text = String::from_utf8(body).unwrap();
        for (place, _) in text.match_indices(",\n").step_by(2 * ONE_IN) {
            let line = text[..place].rsplit('\n').next().unwrap_or_default();
            let repeated = format!("{},\n{line}{}", &text[..place], &text[place..]);
            reads_alike(repeated.as_bytes());
        }
    }
}

#[test]
fn nesting_is_counted_from_the_root() {
    for depth in (1..140).step_by(ONE_IN) {
        let (open, close) = ("[".repeat(depth), "]".repeat(depth));
        let body = format!(
            r#"{{"eventId":"0e09ac86-bd74-4465-851d-1eb5a5fdbb9a","timestamp":"2026-07-01T10:15:00Z","provider":"WHATSAPP",
            "eventType":"whatsapp_preference","eventDetails":{{"a":{open}{close}}}}}"#
        );
        assert!(reads_alike(body.as_bytes()) || depth > 12, "{depth}");
    }
}

/// Every documented member in turn with a value of another sort, null among them.
#[test]
fn members_of_another_sort_are_read_alike() {
    let others = [
        "null",
        "true",
        "0",
        "\"x\"",
        "[]",
        "{}",
        "[{}]",
        "{\"a\":1}",
        "\"\"",
        "-1e999",
    ];
    let mut count = 0;
    for (number, (_, body)) in texts().into_iter().enumerate() {
        let text = String::from_utf8(body).unwrap();
        for (place, _) in text.match_indices("\": ").step_by(ONE_IN) {
            let start = place + 3;
            let rest = &text[start..];
            let end = start + rest.find([',', '\n', '}']).unwrap_or(rest.len());
            let other = others[(place + number) % others.len()];
            count += usize::from(reads_alike(
                format!("{}{other}{}", &text[..start], &text[end..]).as_bytes(),
            ));
        }
    }
    assert!(count > 50 || cfg!(miri), "{count}");
}

/// Numbers as JavaScript has them.
fn with_doubles(value: serde_json::Value) -> serde_json::Value {
    use serde_json::Value;
    match value {
        Value::Number(number) => Value::from(number.as_f64().unwrap()),
        Value::Array(elements) => elements.into_iter().map(with_doubles).collect(),
        Value::Object(members) => {
            let members = members.into_iter().map(|(name, value)| (name, with_doubles(value)));
            Value::Object(members.collect())
        }
        other => other,
    }
}

#[test]
fn what_is_verbatim_is_the_body_without_what_the_event_adds() {
    let mut count = 0;
    for (_, body) in texts() {
        let mut words = Words::default();
        words.clear();
        let Some(documented) = read_by(&mut Templates::default(), &body, None, &mut words) else {
            continue;
        };
        if !documented.is_verbatim || documented.has_nulls {
            continue;
        }
        let mut built = event(&words, documented.kind, documented.block, documented.shape, &body);
        let members = built.as_object_mut().unwrap();
        for added in ["kind", "key", "shape", "body"] {
            members.remove(added);
        }
        let sent = serde_json::from_slice(&body).unwrap();
        assert_eq!(with_doubles(built), with_doubles(sent));
        count += 1;
    }
    assert!(count > 20 || cfg!(miri), "{count}");
}
