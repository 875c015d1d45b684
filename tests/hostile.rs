//! Hostile input: bodies made to be slow, deep or loud cost time in proportion to their length, give a bounded number of
//! diagnostics, and never a panic.

mod common;
#[allow(unreachable_pub)]
#[path = "fuzz/src/terminal.rs"]
mod terminal;

use allocation_counter::{AllocationInfo, measure};
use chatapps_webhook::{
    BODY_BYTES_MAX, DIAGNOSTICS_MAX, EDITS_MAX, Options, RenderOptions, Report, parse, parse_with, render,
};
use common::Random;
use cpu_time::ThreadTime;
use std::time::Duration;
use terminal::acting;

/// How much longer the second of two bodies is.
const LENGTHS: usize = 32;
/// So much longer a body may ask for so many times the memory, and as often. This is the same in every run.
const MEMORY_GROWTH_MAX: u64 = 2 * LENGTHS as u64;
/// Below this much memory, and so many requests for it, nothing can be said of growth.
const MEMORY_LEAST: u64 = 64 << 10;
const REQUESTS_LEAST: u64 = 64;
/// So much longer a body may cost so many times the time of the processor: fresh memory costs more than used memory, and
/// those who share the machine cost something too. Quadratic work would cost a thousand times as much.
const GROWTH_MAX: f64 = 16.0 * LENGTHS as f64;
/// Below this nothing can be said of growth.
const MEASURABLE: Duration = Duration::from_millis(4);

const INBOUND: &str = r#"{"namespace":"ChatApps","eventType":"inbound_message_received","payload":{"umid":"0e09ac86-bd74-4465-851d-1eb5a5fdbb9a","subAccountId":"S","timestamp":"2026-07-01T10:15:00Z","user":{"msisdn":"+12025550123"},"recipient":{"channel":"whatsapp"},"#;

fn read(body: &[u8]) -> Report<'_> {
    let options = Options::new().bytes_max(64 * BODY_BYTES_MAX);
    let report = parse_with(body, &options);
    assert!(report.diagnostics.len() <= DIAGNOSTICS_MAX);
    assert!(report.omitted == 0 || report.diagnostics.len() == DIAGNOSTICS_MAX);
    for found in &report.diagnostics {
        assert!(found.edits.len() <= EDITS_MAX);
        assert!(found.message.len() < 1000 && found.help.as_ref().is_none_or(|help| help.len() < 1000));
    }
    report
}

/// The least time of a few readings.
fn time(body: &[u8]) -> Duration {
    let once = || {
        // Of this thread alone: what others do meanwhile is not counted.
        let start = ThreadTime::now();
        drop(read(body));
        start.elapsed()
    };
    let first = once();
    if first > Duration::from_millis(300) {
        first
    } else {
        first.min(once()).min(once())
    }
}

/// Compares the memory that two lengths of the same have asked for.
#[track_caller]
fn asks_evenly(what: &str, short: AllocationInfo, long: AllocationInfo) {
    let bytes = short.bytes_total.max(MEMORY_LEAST) * MEMORY_GROWTH_MAX;
    let requests = short.count_total.max(REQUESTS_LEAST) * MEMORY_GROWTH_MAX;
    assert!(
        long.bytes_total <= bytes && long.count_total <= requests,
        "{what}: {LENGTHS} times the length\n{short:?}\n{long:?}"
    );
}

/// Reads bodies of two lengths and compares the memory and the times. A busy machine can spoil a measurement, not all of several.
fn grows_evenly(what: &str, bytes: usize, body: impl Fn(usize) -> Vec<u8>) {
    const ATTEMPTS: usize = 4;
    let (short, long) = (body(bytes / LENGTHS), body(bytes));
    let memory = |body: &[u8]| measure(|| drop(read(body)));
    asks_evenly(what, memory(&short), memory(&long));
    let mut seen = Vec::new();
    for _ in 0..ATTEMPTS {
        let (small, large) = (time(&short).max(MEASURABLE / LENGTHS as u32), time(&long));
        if large < MEASURABLE || large.as_secs_f64() < GROWTH_MAX * small.as_secs_f64() {
            return;
        }
        seen.push((small, large));
    }
    panic!("{what}: {LENGTHS} times the length, and the times {seen:?}");
}

fn repeated(part: &'static [u8]) -> impl Fn(usize) -> Vec<u8> {
    move |bytes| part.repeat(bytes / part.len())
}

/// Something around many parts, numbered.
fn members(
    before: &'static str,
    part: impl Fn(usize) -> String + 'static,
    behind: &'static str,
) -> impl Fn(usize) -> Vec<u8> {
    move |bytes| {
        let mut body = before.as_bytes().to_vec();
        for number in 0.. {
            if body.len() >= bytes {
                break;
            }
            body.extend_from_slice(part(number).as_bytes());
        }
        body.extend_from_slice(behind.as_bytes());
        body
    }
}

const MEGABYTE: usize = 1 << 20;

/// What the recovery has a room for, and what it has none for.
const PARTS: &[&[u8]] = &[
    b"[",
    b"]",
    b"{",
    b"{\"a\":",
    b"\"",
    b"\\",
    b"\\u",
    b"\\ud83d",
    b"\"\n",
    b"\n\"",
    b",",
    b":",
    b"'",
    b"'\n",
    b"\"{\\\"",
    b"a(\"b",
    b"u\"a",
    b",{",
    b"/*",
    b"//",
    b"/",
    b"#",
    b"#\n",
    b"<A",
    b"<A>",
    b"...",
    b"..",
    b"<",
    b"-",
    b"0",
    b"1e",
    b"t",
    b"true",
    b"True ",
    b"a",
    b"a:",
    b"\xFF",
    b"\x00",
    b"\r",
    b"\r\n",
    b" ",
    b"\xE2\x80\x9C",
    b"\xE2\x80\x98",
    b"\xE2\x80\x9C\xE2\x80\x9D",
    b"\xEF\xBB\xBF",
    b"\xF0\x9F\x98\x80",
    b"[1,",
    b"[{",
    b"[}",
    b"{]",
    b"{\"a:",
    b"\"a\":",
    b"\"a\",",
    b"{a\"",
    b"[\"\\",
    b"{'a':",
    b"= ",
    b"{}",
    b"'a' + ",
    b"\"a\" + ",
    b"' ' ' + ",
    b"'a'=>",
    b"\xC2\xA0 ",
    b"[Object]",
    b"\\_",
    b"\"a\xE2\x80\x9D,",
    b"\xEF\xBC\x9A",
    b"\xEF\xBC\x8C",
    b"1,2",
    b"{...}",
    b"\x1B[0m",
];

#[test]
fn ten_megabytes_of_anything() {
    for part in PARTS {
        for before in [
            &b""[..],
            b"{\"a\":",
            b"[",
            b"{\"a\":\"",
            b"{",
            b"{\"a\"",
            b"{\"a\":1",
            b"[\"",
        ] {
            let body = [before, &part.repeat(MEGABYTE / 4 / part.len())].concat();
            drop(read(&body));
        }
        let what = format!("{:?}", String::from_utf8_lossy(part));
        grows_evenly(&what, 2 * MEGABYTE, repeated(part));
    }
    for part in [&b"["[..], b"{\"a\":", b"\"", b"\\", b"'", b"<A", b"/*"] {
        let body = part.repeat(BODY_BYTES_MAX / part.len());
        assert!(!parse(&body).is_ok());
    }
}

/// What one part leaves behind another one may have to look through again.
#[test]
fn two_parts_in_turn() {
    const BYTES: usize = 128 << 10;
    for one in PARTS {
        for other in PARTS {
            for before in [&b""[..], b"{\"a\":"] {
                let both = [*one, *other].concat();
                let body = |bytes: usize| [before, &both.repeat(bytes / both.len())].concat();
                let sample = body(BYTES);
                let start = ThreadTime::now();
                drop(read(&sample));
                if start.elapsed() > MEASURABLE {
                    let what = String::from_utf8_lossy(&sample[..both.len() + before.len()]).into_owned();
                    grows_evenly(&what, BYTES, body);
                }
            }
        }
    }
}

/// Each diagnostic says where it is, and a name in front of all of them may be most of the body.
#[test]
fn long_names_are_not_repeated() {
    const NAME_BYTES: usize = MEGABYTE;
    let many = format!("{}\"a\":1", "\"a\":1,".repeat(150));
    for letter in ["x", "/", "~", "\\n", "\\ud800", "\u{e9}"] {
        let name = letter.repeat(NAME_BYTES / letter.len());
        for body in [
            format!("{{\"{name}\":{{{many}}}}}"),
            format!("{{\"a\":{{\"{name}\":{{\"b\":{{\"{name}\":{{{many}}}}}}}}}}}"),
            format!("{{\"{name}\":[{}1]}}", "01,".repeat(19)),
            format!("{INBOUND}\"type\":\"Text\",\"content\":{{\"text\":\"\",\"{name}\":{{{many}}}}}}}}}"),
        ] {
            let asked = measure(|| drop(read(body.as_bytes())));
            assert!(
                asked.bytes_max <= 32 * body.len() as u64,
                "{letter:?} in {} bytes: {asked:?}",
                body.len()
            );
        }
    }
}

#[test]
fn many_members() {
    let small = MEGABYTE;
    grows_evenly(
        "one key, many times",
        small,
        members("{", |_| "\"a\":1,".into(), "\"b\":1}"),
    );
    grows_evenly(
        "one known key",
        small,
        members("{", |_| "\"namespace\":\"ChatApps\",".into(), "\"b\":1}"),
    );
    grows_evenly(
        "different keys",
        small,
        members("{", |number| format!("\"k{number}\":1,"), "\"b\":1}"),
    );
    grows_evenly(
        "different keys with escapes",
        small,
        members("{", |number| format!("\"\\u006b{number}\":1,"), "\"b\":1}"),
    );
    grows_evenly(
        "unknown fields of a message",
        small,
        members(INBOUND, |number| format!("\"k{number}\":1,"), "\"type\":\"None\"}}"),
    );
    grows_evenly(
        "nearly known fields",
        small,
        members(
            INBOUND,
            |number| format!("\"timestam{number}\":1,"),
            "\"type\":\"None\"}}",
        ),
    );
    grows_evenly(
        "one unknown field",
        small,
        members(INBOUND, |_| "\"a\":1,".into(), "\"type\":\"None\"}}"),
    );
    grows_evenly(
        "one known field",
        small,
        members(INBOUND, |_| "\"type\":\"Text\",".into(), "\"type\":\"None\"}}"),
    );
    grows_evenly(
        "aliases",
        small,
        members(
            INBOUND,
            |_| {
                "\"type\":\"Interactive\",\"content\":{\"interactive\":{\"type\":\"nfm_reply\",\"nfm_reply\":{}}},"
                    .into()
            },
            "\"type\":\"None\"}}",
        ),
    );
    grows_evenly("objects", small, members("[", |_| "{\"a\":1,\"a\":1},".into(), "1]"));
    grows_evenly(
        "objects in a message",
        small,
        members(
            INBOUND,
            |number| format!("\"k{number}\":{{\"a\":1,\"a\":2}},"),
            "\"type\":\"None\"}}",
        ),
    );
    grows_evenly(
        "text of another type",
        small,
        members(INBOUND, |_| "\"umid\":{\"a\":[]},".into(), "\"type\":\"None\"}}"),
    );
    grows_evenly(
        "v1",
        small,
        members(
            "{\"eventType\":\"inboundMessage\",",
            |number| format!("\"k{number}\":1,"),
            "\"type\":\"None\"}",
        ),
    );
    grows_evenly(
        "v1 recipients",
        small,
        members(
            "{\"eventType\":\"inboundMessage\",",
            |number| format!("\"recipient\":{{\"recipientId\":\"{number}\",\"x\":1}},"),
            "\"type\":\"None\"}",
        ),
    );
    grows_evenly(
        "a list of cards",
        small,
        members(
            "{\"namespace\":\"ChatApps\",\"eventType\":\"outbound_message_status_changed\",\"version\":9,\"payload\":{\"outboundContent\":{\"cards\":[",
            |number| format!("{{\"index\":{number},\"x\":1}},"),
            "{}]}}}",
        ),
    );
}

#[test]
fn long_words() {
    let size = 4 * MEGABYTE;
    grows_evenly("a long key", size, members("{\"", |_| "name".into(), "\":1}"));
    grows_evenly("a long key twice", size, |bytes| {
        let key = "k".repeat(bytes / 2);
        format!("{{\"{key}\":1,\"{key}\":2}}").into_bytes()
    });
    grows_evenly("long keys alike", size, |bytes| {
        let key = "k".repeat(bytes / 64);
        let members: Vec<String> = (0..64).map(|number| format!("\"{key}{number}\":1")).collect();
        format!("{{{}}}", members.join(",")).into_bytes()
    });
    grows_evenly("broken escapes", size, members("{\"a\":\"", |_| "\\x".into(), "\"}"));
    grows_evenly("escapes", size, members("{\"a\":\"", |_| "\\u00e9".into(), "\"}"));
    grows_evenly("half pairs", size, members("{\"a\":\"", |_| "\\ud83d".into(), "\"}"));
    grows_evenly("a long number", size, members("{\"a\":", |_| "1234567890".into(), "}"));
    grows_evenly(
        "a long exponent",
        size,
        members("{\"a\":1e", |_| "1234567890".into(), "}"),
    );
    grows_evenly(
        "a long latitude",
        size,
        members(
            "{\"namespace\":\"ChatApps\",\"eventType\":\"inbound_message_received\",\"payload\":{\"type\":\"Location\",\"content\":{\"location\":{\"latitude\":",
            |_| "1234567890".into(),
            "}}}}",
        ),
    );
    grows_evenly("a bare word", size, members("{\"a\":", |_| "word".into(), "}"));
    grows_evenly("a trail", size, members("{}", |_| " more".into(), ""));
    grows_evenly("bad bytes", size / 4, |bytes| {
        [b"{\"a\":\"", &b"x\xFF".repeat(bytes / 2)[..], b"\"}"].concat()
    });
    grows_evenly("lines", size, members("{\"a\":[", |_| "\n\r\n1,".into(), "1]}"));
    for field in ["umid", "timestamp", "type", "subAccountId", "replyToUmid", "content"] {
        let before: &'static str = Box::leak(format!("{INBOUND}\"{field}\":\"").into_boxed_str());
        grows_evenly(field, size, members(before, |_| "0123-+.\\u0041".into(), "\"}}"));
    }
    for path in ["user\":{\"msisdn", "content\":{\"url", "recipient\":{\"channel"] {
        let before: &'static str = Box::leak(format!("{INBOUND}\"type\":\"Image\",\"{path}\":\"").into_boxed_str());
        grows_evenly(path, size, members(before, |_| "http://a b".into(), "\"}}}"));
    }
}

#[test]
fn embedded_json() {
    const FLOW: &str = r#"{"namespace":"ChatApps","eventType":"inbound_message_received","payload":{"type":"Interactive","content":{"interactive":{"type":"nfmReply","nfmReply":{"responseJson":""#;
    let size = 2 * MEGABYTE;
    for part in [
        "[",
        "{\\\"a\\\":",
        "\\\"",
        "\\\\",
        "[1,",
        "\\\"a\\\":1,",
        "'",
        "\\u005b",
        "a\\n",
    ] {
        grows_evenly(part, size, members(FLOW, |_| part.to_owned(), "\"}}}}}"));
        grows_evenly(part, size, members("\"{", |_| part.to_owned(), "\""));
    }
}

#[test]
fn random_bytes() {
    const ALPHABET: &[u8] = b"{}[]\",:'\\/*#<>.0123456789-+eEtruefalsn \n\r\t\xE2\x80\x9C\x98\xFF\x00A_";
    let mut random = Random::new(8);
    for round in 0..3000 {
        let length = random.below(1 + round / 4);
        let any: Vec<u8> = (0..length).map(|_| random.next() as u8).collect();
        drop(read(&any));
        let likely: Vec<u8> = (0..length).map(|_| ALPHABET[random.below(ALPHABET.len())]).collect();
        drop(read(&likely));
        drop(read(&[b"{\"a\":", &likely[..]].concat()));
    }
    grows_evenly("noise", MEGABYTE, |bytes| {
        let mut random = Random::new(9);
        (0..bytes).map(|_| ALPHABET[random.below(ALPHABET.len())]).collect()
    });
}

#[test]
fn the_rest_is_counted() {
    let unknown = members(INBOUND, |number| format!("\"k{number}\":1,"), "\"type\":\"None\"}}")(MEGABYTE / 4);
    let report = read(&unknown);
    let count = unknown.windows(3).filter(|window| window.starts_with(b"\"k")).count();
    assert_eq!(report.diagnostics.len() + report.omitted as usize, count);
    // Errors are kept first.
    let broken = [&unknown[..unknown.len() - 1], b",}"].concat();
    let report = read(&broken);
    assert!(
        report
            .diagnostics
            .iter()
            .any(|found| found.code.as_str() == "trailing-comma")
    );
    assert_eq!(report.diagnostics.len(), DIAGNOSTICS_MAX);
}

/// A million of what a body has a few of.
#[test]
fn a_million_members() {
    const COUNT: usize = 1_000_000;
    let same = [b"{", &b"\"a\":1,".repeat(COUNT - 1)[..], b"\"a\":1}"].concat();
    let report = read(&same);
    let said = report.diagnostics.len() + report.omitted as usize;
    assert_eq!(said, COUNT, "all but one are repeats, and the event is unknown");
    let members: Vec<String> = (0..COUNT).map(|number| format!("\"k{number}\":1")).collect();
    let different = format!("{INBOUND}\"type\":\"None\",{}}}}}", members.join(","));
    let report = read(different.as_bytes());
    assert_eq!(
        report.diagnostics.len() + report.omitted as usize,
        COUNT,
        "each of them is unknown"
    );
    assert!(report.is_ok());
}

/// What is not UTF-8 becomes three bytes for one: the limit is that of the body, as it was sent.
#[test]
fn the_limit_counts_what_was_sent() {
    let body = [0xFF_u8; 9];
    let codes = |bytes_max: usize| -> Vec<_> {
        let report = parse_with(&body, &Options::new().bytes_max(bytes_max));
        report.diagnostics.iter().map(|found| found.code).collect()
    };
    assert!(!codes(9).contains(&chatapps_webhook::Code::BodyTooLarge));
    assert!(codes(8).contains(&chatapps_webhook::Code::BodyTooLarge));
}

/// Each double quote inside single ones wants an edit of its own; so many that nobody would look at them are left out.
#[test]
fn edits_are_all_or_none() {
    let quoted = |count: usize| format!("{{'a': '{}'}}", "\"".repeat(count));
    // The quotes at both ends are edits as well.
    for (count, edits) in [(0, 2), (EDITS_MAX - 2, EDITS_MAX), (EDITS_MAX - 1, 0), (MEGABYTE, 0)] {
        let body = quoted(count);
        let report = read(body.as_bytes());
        let found = report.diagnostics.last().map(|found| found.edits.len());
        assert_eq!(found, Some(edits), "{count} quotes");
    }
    // So do odd spaces, of which one diagnostic tells.
    let spaced = |count: usize| format!("[0{}]", ",\u{A0}0".repeat(count));
    for (count, edits) in [(1, 1), (EDITS_MAX, EDITS_MAX), (EDITS_MAX + 1, 0), (4 * EDITS_MAX, 0)] {
        let body = spaced(count);
        let report = read(body.as_bytes());
        let found = report
            .diagnostics
            .iter()
            .find(|found| found.code == chatapps_webhook::Code::UnexpectedCharacter);
        assert_eq!(found.map(|found| found.edits.len()), Some(edits), "{count} spaces");
    }
}

/// A body is often a single line. What is shown of it is a little, and costs little more.
#[test]
fn long_lines_are_rendered() {
    let line = |bytes: usize| members(INBOUND, |number| format!("\"k{number}\":1,"), "\"type\":\"None\"}}")(bytes);
    let work = |body: &[u8]| {
        let diagnostics = read(body).diagnostics;
        assert_eq!(diagnostics.len(), DIAGNOSTICS_MAX);
        measure(|| assert!(render(body, &diagnostics, RenderOptions::new().redact(false)).len() < 100_000))
    };
    let (short, long) = (line(MEGABYTE / LENGTHS), line(MEGABYTE));
    let (small, large) = (work(&short), work(&long));
    asks_evenly("rendering", small, large);
    // Beside a copy of the text nothing grows with the line.
    let copies = (long.len() - short.len()) as u64 * 2;
    assert!(large.bytes_total <= small.bytes_total + copies, "{small:?}\n{large:?}");
}

/// What acts on a terminal, or turns text around, wherever a body can hold it.
#[test]
fn nothing_in_a_body_acts() {
    let escapes = [
        "\x1b[31m",
        "\x1b]0;title\x07",
        "\x1b[2J",
        "\u{9b}31m",
        "\r",
        "\x08",
        "\x7f",
    ];
    let marks = [
        "\u{202e}", "\u{2066}", "\u{2069}", "\u{200f}", "\u{61c}", "\u{2028}", "\u{2029}", "\u{85}", "\u{feff}",
    ];
    let bodies = [
        "{\"a\": \"@\"",
        "{\"@\": 1, \"@\": 2}",
        "{\"namespace\": \"ChatApps\", \"eventType\": \"@\"}",
        "{\"namespace\": \"ChatApps\", \"eventType\": \"inbound_message_received\", \"payload\": {\"type\": \"@\", \"@\": 1}}",
        "{\"a\": @}",
        "@",
        "{} @",
        "{\"@",
    ];
    for acts in escapes.into_iter().chain(marks) {
        for body in bodies {
            let body = body.replace('@', acts);
            for (color, masked) in [(false, false), (false, true), (true, false), (true, true)] {
                let text = render(
                    &body,
                    &read(body.as_bytes()).diagnostics,
                    RenderOptions::new().color(color).redact(masked),
                );
                assert_eq!(acting(&text, color), None, "{body:?} gives {text:?}");
            }
        }
    }
}
