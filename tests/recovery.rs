//! The recovery: one cause gives one diagnostic, at the exact text; and every edit mends what it is said to mend.

mod common;

use chatapps_webhook::{Code, Diagnostic, EventKind, Report, parse};
use common::edits::{Change, around, changed, changes, is_syntax_error, judge_edits, syntax_errors};
use common::{Fixture, assert_none, faults, text_of};
use serde::de::IgnoredAny;

/// Judges the edits of every diagnostic of some bodies made of each fixture.
fn judge_all(fixtures: &[Fixture], bodies: impl Fn(&[u8], &mut dyn FnMut(&[u8])) + Sync) -> Vec<String> {
    faults(fixtures, |fixture, faults| {
        bodies(&fixture.body, &mut |body| {
            let report = parse(body);
            for found in report.diagnostics.iter().filter(|found| !found.edits.is_empty()) {
                if let Some(fault) = judge_edits(body, &report, found) {
                    faults.push(format!("{}: {fault}", fixture.name()));
                }
            }
        });
    })
}

#[test]
fn every_edit_of_a_fixture_mends() {
    assert_none(&judge_all(&common::all(), |body, each| each(body)));
}

#[test]
fn every_edit_of_a_damaged_fixture_mends() {
    let fixtures: Vec<_> = [common::accept(), common::codes()].into_iter().flatten().collect();
    assert_none(&judge_all(&fixtures, |body, each| {
        for place in common::places(body) {
            each(&body[..place]);
            each(&common::without(body, place));
        }
    }));
}

/// All edits of all syntax errors together give JSON, where nothing is wrong that no edit mends.
#[test]
fn all_edits_together_give_json() {
    let mut mended = 0;
    let mut wrong = Vec::new();
    for fixture in common::codes() {
        let report = parse(&fixture.body);
        let errors: Vec<_> = report
            .diagnostics
            .iter()
            .filter(|found| is_syntax_error(found))
            .collect();
        let stopped = errors.len() >= chatapps_webhook::SYNTAX_ERRORS_MAX as usize;
        if errors.is_empty() || stopped || errors.iter().any(|found| found.edits.is_empty()) {
            continue;
        }
        let mut all: Vec<Change> = errors.iter().flat_map(|found| changes(found)).collect();
        all.sort_by_key(|(range, _)| (range.start, range.end));
        let text = text_of(&changed(&fixture.body, &all));
        match serde_json::from_str::<IgnoredAny>(text.trim_start_matches('\u{FEFF}')) {
            Ok(_) => mended += 1,
            Err(error) => wrong.push(format!("{}: {error}", fixture.name())),
        }
    }
    assert_none(&wrong);
    assert!(mended >= 50, "only {mended} fixtures were mended");
}

/// A byte less is one cause: the bodies of which a single quote, bracket, comma or colon is gone.
#[test]
fn a_missing_character_is_one_diagnostic() {
    const CHARACTERS: &[u8] = b"\",:{}[]";
    let fixtures: Vec<Fixture> = common::accept()
        .into_iter()
        .filter(|fixture| is_plain(&fixture.body))
        .collect();
    let mut single = 0;
    let mut several = Vec::new();
    for fixture in &fixtures {
        // Of brackets side by side any may be the one.
        let is_one_of_many = |place: usize| fixture.body[place] == b'[' && fixture.body[place + 1] == b'[';
        let cut = |place: &usize| CHARACTERS.contains(&fixture.body[*place]) && !is_one_of_many(*place);
        for place in common::places(&fixture.body).into_iter().filter(cut) {
            let body = common::without(&fixture.body, place);
            match syntax_errors(&parse(&body)) {
                0 | 1 => single += 1,
                count => several.push(format!(
                    "{} without {place}: {count} in {}",
                    fixture.name(),
                    around(&body, place)
                )),
            }
        }
    }
    // What is left are bodies that can be read in more than one way.
    let of = single + several.len();
    assert!(
        several.len() * 250 < of,
        "{} of {of}:\n{}",
        several.len(),
        several.join("\n")
    );
}

/// So is a backslash less in a string that holds JSON.
#[test]
fn a_missing_backslash_is_one_diagnostic() {
    let (mut single, mut several) = (0, Vec::new());
    for fixture in common::accept() {
        let body = &fixture.body;
        let holds_json = |start: usize| body[start..].starts_with(b"{\\\"");
        let Some(start) = (2..body.len()).find(|at| body[at - 1] == b'"' && holds_json(*at)) else {
            continue;
        };
        let end = start
            + body[start..]
                .iter()
                .position(|byte| *byte == b'\n')
                .unwrap_or(body.len() - start);
        for place in (start..end.min(body.len() - 1)).filter(|at| body[*at..].starts_with(b"\\\"")) {
            // A quote in what the JSON says has three, and less make it no JSON inside.
            if body[place - 1] == b'\\' {
                continue;
            }
            let body = common::without(body, place);
            let report = parse(&body);
            let errors: Vec<Code> = report
                .diagnostics
                .iter()
                .filter(|found| is_syntax_error(found))
                .map(|found| found.code)
                .collect();
            match errors[..] {
                [Code::UnescapedQuote] => single += 1,
                _ => several.push(format!("{} without {place}: {errors:?}", fixture.name())),
            }
        }
    }
    assert_none(&several);
    assert!(single > 60, "only {single} backslashes were taken away");
}

/// Without escapes: behind a missing quote those are read as what they are not.
fn is_plain(body: &[u8]) -> bool {
    !body.contains(&b'\\')
}

/// Small broken texts, and every syntax error that is said of them: its code and the text it covers.
const ONE_CAUSE: &[(&str, &[(&str, &str)])] = &[
    // commas
    ("{\"a\":1,}", &[("trailing-comma", ",")]),
    ("[1,]", &[("trailing-comma", ",")]),
    ("[1 , \n ]", &[("trailing-comma", ",")]),
    ("{\"a\":1 \"b\":2}", &[("missing-comma", "")]),
    ("[1 2]", &[("missing-comma", "")]),
    ("[{}{}]", &[("missing-comma", "")]),
    ("{\"a\":{}\r\n\"b\":2}", &[("missing-comma", "")]),
    ("{\"a\":1,,\"b\":2}", &[("unexpected-character", ",")]),
    ("[1,,2]", &[("unexpected-character", ",")]),
    ("[,1]", &[("unexpected-character", ",")]),
    ("{,\"a\":1}", &[("unexpected-character", ",")]),
    ("{\"a\":1;\"b\":2}", &[("unexpected-character", ";")]),
    ("[\"a\"-1]", &[("missing-comma", "")]),
    ("[\"a\"+]", &[("unexpected-character", "+")]),
    (
        "[\"a\"\u{2018}b\u{2019}]",
        &[("missing-comma", ""), ("smart-quotes", "\u{2018}b\u{2019}")],
    ),
    ("[\"a\"\u{2026}]", &[("missing-comma", ""), ("placeholder", "\u{2026}")]),
    (">,0", &[("unexpected-character", ">"), ("unexpected-character", ",")]),
    ("[1;2]", &[("unexpected-character", ";")]),
    ("{\"a\":,\"b\":2}", &[("unexpected-character", ",")]),
    ("{\"a\":}", &[("unexpected-character", "}")]),
    // colons
    ("{\"a\"':1}", &[("unexpected-character", "'")]),
    ("{\"a\"\":1}", &[("unexpected-character", "\"")]),
    ("{\"a\" 1}", &[("missing-colon", "")]),
    ("{\"a\" \"b\"}", &[("missing-colon", "")]),
    ("{\"a\"=1}", &[("unexpected-character", "=")]),
    ("{\"a\"=>1}", &[("unexpected-character", "=>")]),
    ("{\"a\"::1}", &[("unexpected-character", ":")]),
    ("{\"a\"}", &[("unexpected-character", "}")]),
    ("{\"a\",\"b\":1}", &[("unexpected-character", ",")]),
    ("{:1}", &[("unexpected-character", ":")]),
    (":", &[("unexpected-character", ":"), ("unexpected-end", "")]),
    (
        "{\"a\"@}",
        &[("unexpected-character", "@"), ("unexpected-character", "}")],
    ),
    ("{\"a\":{\"b\":\"c\"}:,\"d\":1}", &[("unexpected-character", ":")]),
    (
        "{\"a\":{\"b\":\"c\"} : \"d\":1}",
        &[("unexpected-character", ":"), ("missing-comma", "")],
    ),
    ("{\"a\":[\"c\"]:}", &[("unexpected-character", ":")]),
    // brackets
    ("[1}", &[("unexpected-character", "}")]),
    ("{\"a\":1]", &[("unexpected-character", "]")]),
    ("{]", &[("unexpected-character", "]")]),
    ("]", &[("unexpected-character", "]")]),
    ("{\"a\":[1}", &[("unexpected-character", "}")]),
    ("{\"a\":[1}}", &[("unexpected-character", "}"), ("trailing-text", "}")]),
    ("[{\"a\":1]", &[("unexpected-character", "]")]),
    ("{\"a\":[{\"b\":1],\"c\":2}", &[("unexpected-character", "]")]),
    (
        "{\"a\":[{\"b\":1,{\"b\":2},{\"b\":3}]}",
        &[("unexpected-character", "{")],
    ),
    (
        "{\"a\":{\"b\":1},{\"b\":2},{\"b\":3}],\"c\":4}",
        &[("unexpected-character", "{")],
    ),
    (
        "{\"a\":0,\"b\":\"c\",\"d\",\"e\"],\"f\":1}",
        &[("unexpected-character", "\"")],
    ),
    (
        "{\"a\":[\"c\"],\"d\"]}",
        &[("unexpected-character", "]"), ("unexpected-character", "]")],
    ),
    ("{\"a\":1],\"b\":{\"c\":2}}", &[("unexpected-character", "]")]),
    ("{\"a\":[{\"b\":1],\"c\":2}],\"d\":3}", &[("unexpected-character", "]")]),
    ("{\"a\":{\"b\":1],\"c\":[2]},\"d\":3}", &[("unexpected-character", "]")]),
    (
        "{\"a\":{\"b\":1]]}",
        &[("unexpected-character", "]"), ("unexpected-character", "]")],
    ),
    ("{\"a\":{\"b\":1},\"c\":2]", &[("unexpected-character", "]")]),
    ("{\"a\":{\"b\":1}", &[("unexpected-end", "")]),
    ("{\"a\":1}}", &[("trailing-text", "}")]),
    ("{\"a\":\"b\":1}}", &[("unexpected-character", ":")]),
    ("{\"a\":1, {\"b\":2}}", &[("unexpected-character", "{")]),
    ("\"a\":1,\"b\":{}}", &[("unexpected-character", "\"")]),
    ("\"a\":1", &[("trailing-text", ":1")]),
    ("{\"a\":[\"b\":1]}", &[("unexpected-character", "[")]),
    ("{\"a\":[\"b\":1,\"c\":[2]],\"d\":3}", &[("unexpected-character", "[")]),
    ("{\"a\":[\"b\":1},\"c\":2}", &[("unexpected-character", "[")]),
    (
        "{\"a\":[\"b\":1,]}",
        &[("unexpected-character", "["), ("trailing-comma", ",")],
    ),
    ("{\"a\":[\"b\",\"c\":2}", &[("unexpected-character", "[")]),
    ("{\"a\":[1,\"c\":2}", &[("unexpected-character", "[")]),
    ("{\"a\":[\"b\",\"c\":]}", &[("unexpected-character", ":")]),
    ("{\"a\":[\"b\":1}]}", &[("unexpected-character", ":")]),
    ("{\"a\":[1,\"b\":1}]}", &[("unexpected-character", ":")]),
    ("{[\"a\":1}", &[("unexpected-character", "[")]),
    ("{{\"a\":1}", &[("unexpected-character", "{")]),
    // quotes: one too many in a name
    ("{\"a\"b\":1}", &[("unescaped-quote", "\"")]),
    ("{\"\"a\":1}", &[("unescaped-quote", "\"")]),
    // quotes: other ones
    ("{'a':1}", &[("single-quoted-string", "'a'")]),
    (
        "{'a':'b'}",
        &[("single-quoted-string", "'a'"), ("single-quoted-string", "'b'")],
    ),
    ("{\"a\":'it\\'s'}", &[("single-quoted-string", "'it\\'s'")]),
    ("{\"a\":'it's so'}", &[("single-quoted-string", "'it's so'")]),
    ("{\"a\":'say \"hi\"'}", &[("single-quoted-string", "'say \"hi\"'")]),
    ("{\u{201C}a\u{201D}:1}", &[("smart-quotes", "\u{201C}a\u{201D}")]),
    ("{\"a\":\u{201C}b\u{201D}}", &[("smart-quotes", "\u{201C}b\u{201D}")]),
    (
        "{\"a\":\u{2018}it\u{2019}s\u{2019}}",
        &[("smart-quotes", "\u{2018}it\u{2019}s\u{2019}")],
    ),
    (
        "{\"a\":\u{201C}say \u{201E}hi\u{201D} now\u{201D}}",
        &[("smart-quotes", "\u{201C}say \u{201E}hi\u{201D} now\u{201D}")],
    ),
    ("{\"a\":\u{201C}b\"}", &[("smart-quotes", "\u{201C}b\"")]),
    (
        "[\u{2018}a\u{201D}, b\u{2019}]",
        &[("smart-quotes", "\u{2018}a\u{201D}, b\u{2019}")],
    ),
    // – and those of another sort inside of them, before what may stand behind a string
    ("[\u{201C}a', b\u{201D}]", &[("smart-quotes", "\u{201C}a', b\u{201D}")]),
    (
        "[\u{2018}a\", b\u{2019}]",
        &[("smart-quotes", "\u{2018}a\", b\u{2019}")],
    ),
    ("['a\", b']", &[("single-quoted-string", "'a\", b'")]),
    ("['ab\u{2019}, c']", &[("single-quoted-string", "'ab\u{2019}, c'")]),
    ("['a\\', b']", &[("single-quoted-string", "'a\\', b'")]),
    ("['\u{E9}a']", &[("single-quoted-string", "'\u{E9}a'")]),
    (
        "['a\\\u{1}b']",
        &[
            ("single-quoted-string", "'a\\\u{1}b'"),
            ("invalid-escape", "\\"),
            ("control-character", "\u{1}"),
        ],
    ),
    // a line that ends right before the closing quote
    ("{\"a\n\":1}", &[("control-character", "\n")]),
    ("{\"a\":\"b\n\"}", &[("control-character", "\n")]),
    ("{\"a\":\"b\r\n \",\"c\":1}", &[("control-character", "\r\n")]),
    ("[\"a\n\" ]", &[("control-character", "\n")]),
    // – and lines that end inside of foreign quotes
    (
        "['a\r\nb']",
        &[("single-quoted-string", "'a\r\nb'"), ("control-character", "\r\n")],
    ),
    (
        "['a\t\nb']",
        &[
            ("single-quoted-string", "'a\t\nb'"),
            ("control-character", "\t"),
            ("control-character", "\n"),
        ],
    ),
    (
        "[\u{201C}a\nb\u{201D}]",
        &[
            ("unterminated-string", "\u{201C}a"),
            ("missing-comma", ""),
            ("unknown-literal", "b\u{201D}"),
        ],
    ),
    ("['\n]", &[("unterminated-string", "'")]),
    ("'\n]", &[("unterminated-string", "'"), ("trailing-text", "]")]),
    (
        "[1,\u{2018} \n1]",
        &[("unterminated-string", "\u{2018}"), ("missing-comma", "")],
    ),
    // quotes: missing ones
    ("{a:1}", &[("unquoted-key", "a")]),
    ("{a.b-c:1}", &[("unquoted-key", "a.b-c")]),
    ("{a\":1}", &[("unquoted-key", "a\"")]),
    (
        "{a\";",
        &[("unquoted-key", "a"), ("missing-colon", ""), ("unexpected-end", "")],
    ),
    ("{\"a:1}", &[("unexpected-end", "")]),
    ("{\"a: \"b\"}", &[("unterminated-string", "\"a")]),
    ("{\"a : \"b\"}", &[("unterminated-string", "\"a")]),
    ("{\"a:{\"b\":1}}", &[("unterminated-string", "\"a")]),
    ("{\"a:1,\"b\":2}", &[("unterminated-string", "\"a")]),
    ("{\"a: {\n\"b\":1}}", &[("unterminated-string", "\"a")]),
    ("{\"a: [\n1]}", &[("unterminated-string", "\"a")]),
    ("{\"a\":b\"}", &[("unknown-literal", "b\"")]),
    ("{\"a\":12 b\",\"c\":1}", &[("unknown-literal", "12 b\"")]),
    ("{\"a\":12\",\"c\":1}", &[("unknown-literal", "12\"")]),
    ("{\"a\":true\",\"c\":1}", &[("unknown-literal", "true\"")]),
    ("{\"a\":\"b,\"c\":1}", &[("unterminated-string", "\"b,")]),
    ("{\"a\":{\"x\":\"b},\"c\":1}", &[("unterminated-string", "\"b}")]),
    ("[\"a,\"b\",\"c\"]", &[("unterminated-string", "\"a,")]),
    ("{\"a\":\"b,\n\"c\":1}", &[("unterminated-string", "\"b,")]),
    ("{\"a\":\"b\n}", &[("unterminated-string", "\"b")]),
    (
        "{\"a\n\"b\":1}",
        &[
            ("unterminated-string", "\"a"),
            ("missing-colon", ""),
            ("unexpected-character", "\"b\""),
        ],
    ),
    (
        "{\"a\":\"b\n\":1}",
        &[
            ("unterminated-string", "\"b"),
            ("missing-comma", ""),
            ("unexpected-end", ""),
        ],
    ),
    ("{\"a\":\"b\r\n}", &[("unterminated-string", "\"b")]),
    ("[\"a\n]", &[("unterminated-string", "\"a")]),
    ("\"a\n]", &[("unterminated-string", "\"a"), ("trailing-text", "]")]),
    ("{\"a\":\"b:c\n}", &[("unterminated-string", "\"b:c")]),
    (
        "{\"a:\\n{\"b\":1}",
        &[
            ("missing-colon", ""),
            ("unknown-literal", "b"),
            ("missing-comma", ""),
            ("unexpected-end", ""),
        ],
    ),
    ("[\"a,\"b,\"c\"]", &[("unescaped-quote", "\"")]),
    // in pieces
    (
        "{\"a\":'b\\n' +\n  'c' +\n \"d\"}",
        &[("single-quoted-string", "'b\\n' +\n  'c' +\n \"d\"")],
    ),
    ("{\"a\":'b '\n  'c'}", &[("single-quoted-string", "'b '\n  'c'")]),
    (
        "{\"a\":\"b\\n\" +\n  'c',\"d\":1}",
        &[("unexpected-character", "\"b\\n\" +\n  'c'")],
    ),
    (
        "{'a':'b'\n 'c':1}",
        &[
            ("single-quoted-string", "'a'"),
            ("single-quoted-string", "'b'"),
            ("missing-comma", ""),
            ("single-quoted-string", "'c'"),
        ],
    ),
    // with a letter of Python before the quotes
    (
        "{u'a':b'c'}",
        &[("single-quoted-string", "u'a'"), ("single-quoted-string", "b'c'")],
    ),
    // with an arrow for a colon
    (
        "{'a' => 3, \"b\" => [1]}",
        &[
            ("single-quoted-string", "'a'"),
            ("unexpected-character", "=>"),
            ("unexpected-character", "=>"),
        ],
    ),
    // each quote is doubled
    (
        "\"{\"\"a\"\":\"\"b\"\"}\"",
        &[("not-json", "\"{\"\"a\"\":\"\"b\"\"}\"")],
    ),
    // closed by a quote of another sort
    ("{\"a\":\"b\u{201D},\"c\":1}", &[("smart-quotes", "\"b\u{201D}")]),
    ("{\"a\":\"b\u{201C}\n}", &[("smart-quotes", "\"b\u{201C}")]),
    ("{\"a\":[\"b\u{201D}]}", &[("smart-quotes", "\"b\u{201D}")]),
    ("{\"a\u{201D}:\"b\"}", &[("smart-quotes", "\"a\u{201D}")]),
    (
        "{\"a\":\"it's b\u{201D},\"c\":1}",
        &[("smart-quotes", "\"it's b\u{201D}")],
    ),
    ("{\"a\":\"it's b\u{201D}}", &[("smart-quotes", "\"it's b\u{201D}")]),
    ("{\"a\":\"it's b'}", &[("unexpected-end", "")]),
    (
        "{\"a\":\"'\u{E9}t\u{E9}\u{201D}}",
        &[("smart-quotes", "\"'\u{E9}t\u{E9}\u{201D}")],
    ),
    // strings: what other languages put before them
    ("{\"a\":u\"it's\"}", &[("unexpected-character", "u")]),
    ("{u\"it's\":1}", &[("unexpected-character", "u")]),
    ("{\"a\":u\"}", &[("unknown-literal", "u\"")]),
    ("{u\":1}", &[("unquoted-key", "u\"")]),
    ("{\"a\":\"b',\"c\":1}", &[("single-quoted-string", "\"b'")]),
    ("{\"a':\"b\"}", &[("single-quoted-string", "\"a'")]),
    (
        "{\"a\":\"say \u{201C}b\u{201D},\"c\":1}",
        &[("unterminated-string", "\"say \u{201C}b\u{201D},")],
    ),
    // quotes without a backslash
    ("{\"a\":\"b \"c\" d\"}", &[("unescaped-quote", "\"")]),
    ("{\"a\":\"b \"c\", d\", \"e\":1}", &[("unescaped-quote", "\"")]),
    ("{\"a\":\"b \"c\"}", &[("unescaped-quote", "\"")]),
    ("{\"a\":\"b\"\",\"c\":1}", &[("unescaped-quote", "\"")]),
    ("{\"a\":\"\"b\",\"c\":1}", &[("unescaped-quote", "\"")]),
    ("{\"a\":\"<a href=\"https://x.y\">\"}", &[("unescaped-quote", "\"")]),
    (
        "{\"a\":\"{\"b\":\"c\",\"d\":[\"e\"]}\",\"f\":1}",
        &[("unescaped-quote", "\"")],
    ),
    ("[\"a \"b\" c\", \"d\"]", &[("unescaped-quote", "\"")]),
    ("{\"a\":\"b\" c:\"d\"}", &[("missing-comma", ""), ("unquoted-key", "c")]),
    ("{\"a\":\"b\" /* \"c\" */}", &[("comment", "/* \"c\" */")]),
    ("[\"a\" \"b\"]", &[("missing-comma", "")]),
    ("[\"a\" 1, \"b\"]", &[("missing-comma", "")]),
    ("{\"a\":\"b\" true, \"c\":\"d\"}", &[("unexpected-character", "t")]),
    ("{\"a\":{\"b\":1} x}", &[("unexpected-character", "x")]),
    ("[\"a\"\"b\"]", &[("missing-comma", "")]),
    ("{\"a\":\"b\" \"c\":\"d\"}", &[("missing-comma", "")]),
    ("{\"a\":\"b\"\"c\":\"d\"}", &[("missing-comma", "")]),
    ("{\"a\":\"<a href=\"//x.y\">\"}", &[("unescaped-quote", "\"")]),
    ("{\"a\":\"b \"c\\\"}} d\", \"e\":1}", &[("unescaped-quote", "\"")]),
    ("{\"a\":\"b \"c\"} d\"}", &[("unescaped-quote", "\"")]),
    ("{\"a\":\"b \"c\": d\"}", &[("unescaped-quote", "\"")]),
    ("{\"a\":\"b \"c\": d\",\"e\":1}", &[("unescaped-quote", "\"")]),
    // quotes: one that has lost its backslash in a string that holds JSON
    (r#"{"a":"{\"b": \"c\",\"d\":2}"}"#, &[("unescaped-quote", "\"")]),
    (r#"{"a":"{\"b\": \"c",\"d\":2}","e":1}"#, &[("unescaped-quote", "\"")]),
    (
        r#"{"a":{"b":"{\"c\":{\"d\":\"e"},\"f\":[1]}","g":1}}"#,
        &[("unescaped-quote", "\"")],
    ),
    (
        r#"{"a":"{\"b\":[{\"c\":\"d"},{\"e\":1}]}"}"#,
        &[("unescaped-quote", "\"")],
    ),
    (r#"{"a":"{hi","b":1]"#, &[("unexpected-character", "]")]),
    (
        "{\"a\":\"b\" // \"c\",\n\"d\":1}",
        &[("missing-comma", ""), ("comment", "// \"c\",")],
    ),
    (
        "{\"a\":\"b \"c\nd\"}",
        &[
            ("missing-comma", ""),
            ("unquoted-key", "c"),
            ("missing-colon", ""),
            ("unknown-literal", "d\""),
        ],
    ),
    (
        "{\"a\":\"{\"b\":\n\"c\"}\"}",
        &[("missing-comma", ""), ("unquoted-key", "b\""), ("trailing-text", "\"}")],
    ),
    // colons too many
    ("{\"a\":\"b\":1,\"c\":2}", &[("unexpected-character", "\"b\"")]),
    ("{\"a\":\"b\":\"c\",\"d\":2}", &[("unexpected-character", "\"b\"")]),
    ("{\"a\":\"b\":{\"c\":1}}", &[("unexpected-character", "\"b\"")]),
    ("{\"a\":\"4b\":1,\"c\":2}", &[("unexpected-character", ":")]),
    ("{:\"a\":1}", &[("unexpected-character", ":")]),
    // single quotes that a double one closes
    ("{\"a\":'b\",\"c\":1}", &[("single-quoted-string", "'b\"")]),
    // text that begins like a number, placeholders of templates
    ("[2026-07-01T10:15:00Z]", &[("invalid-number", "2026-07-01T10:15:00Z")]),
    ("[+12025550134]", &[("invalid-number", "+12025550134")]),
    ("{\"a\":${b.c},\"d\":1}", &[("placeholder", "${b.c}")]),
    ("{\"a\":{{b.c}},\"d\":1}", &[("placeholder", "{{b.c}}")]),
    ("{\"a\":\"b,\"c\",\"d\":1}", &[("unescaped-quote", "\"")]),
    ("{\"a\":'b\n}", &[("unterminated-string", "'b")]),
    // line breaks and other control characters
    ("{\"a\":\"b\nc\"}", &[("control-character", "\n")]),
    ("{\"a\":\"b\r\nc\"}", &[("control-character", "\r\n")]),
    ("{\"a\nb\":1}", &[("control-character", "\n")]),
    ("[\"a: b\nc\"]", &[("control-character", "\n")]),
    ("{\"a\":\"b\tc\"}", &[("control-character", "\t")]),
    (
        "{\"a\":\"b\u{0}\u{1}\"}",
        &[("control-character", "\u{0}"), ("control-character", "\u{1}")],
    ),
    // escapes
    ("[\"\\x41\"]", &[("invalid-escape", "\\x")]),
    ("[\"\\u12\"]", &[("invalid-escape", "\\u12")]),
    ("[\"\\u12G4\"]", &[("invalid-escape", "\\u12G4")]),
    ("[\"\\u{1F600}\"]", &[("invalid-escape", "\\u")]),
    ("[\"\\'\"]", &[("invalid-escape", "\\'")]),
    ("[\"\\ \"]", &[("invalid-escape", "\\ ")]),
    ("[\"\\u\"]", &[("invalid-escape", "\\u")]),
    ("[\"\\u12x", &[("invalid-escape", "\\u12x"), ("unexpected-end", "")]),
    (
        "[\"C:\\Users\\Dana\"]",
        &[("invalid-escape", "\\U"), ("invalid-escape", "\\D")],
    ),
    // literals
    ("[True]", &[("unknown-literal", "True")]),
    (
        "[None,undefined]",
        &[("unknown-literal", "None"), ("unknown-literal", "undefined")],
    ),
    (
        "[NaN,-Infinity]",
        &[("unknown-literal", "NaN"), ("unknown-literal", "-Infinity")],
    ),
    ("[tru]", &[("unknown-literal", "tru")]),
    ("[truely]", &[("unknown-literal", "truely")]),
    ("{\"a\":Hello you}", &[("unknown-literal", "Hello you")]),
    ("{\"a\":Id(\"b:c\"),\"d\":1}", &[("unknown-literal", "Id(\"b:c\")")]),
    ("{\"a\":new Date( \"b\" )}", &[("unknown-literal", "new Date( \"b\" )")]),
    ("{\"a\":Id('b')}", &[("unknown-literal", "Id('b')")]),
    ("{\"a\":tru", &[("unexpected-end", "")]),
    ("tru", &[("unknown-literal", "tru")]),
    ("[nul", &[("unexpected-end", "")]),
    // numbers
    ("[01]", &[("invalid-number", "01")]),
    ("[+1]", &[("invalid-number", "+1")]),
    ("[.5]", &[("invalid-number", ".5")]),
    ("[1.]", &[("invalid-number", "1.")]),
    ("[1e]", &[("invalid-number", "1e")]),
    ("[0x1F]", &[("invalid-number", "0x1F")]),
    ("[1.2.3]", &[("invalid-number", "1.2.3")]),
    ("[-]", &[("invalid-number", "-")]),
    ("[1_000]", &[("invalid-number", "1_000")]),
    // comments
    ("// a\n{}", &[("comment", "// a")]),
    ("/* a */{}", &[("comment", "/* a */")]),
    ("{/* a */}", &[("comment", "/* a */")]),
    ("{\"a\"/* a */:1}", &[("comment", "/* a */")]),
    ("{\"a\":/* a */1}", &[("comment", "/* a */")]),
    ("{\"a\":1/* a */}", &[("comment", "/* a */")]),
    ("{\"a\":1,/* a */\"b\":2}", &[("comment", "/* a */")]),
    ("{\"a\":1// a\r\n,\"b\":2}", &[("comment", "// a")]),
    ("[# a\n1]", &[("comment", "# a")]),
    ("[1,/* a */]", &[("trailing-comma", ","), ("comment", "/* a */")]),
    ("{\"a\":[1,}", &[("trailing-comma", ","), ("unexpected-character", "}")]),
    ("{}// a", &[("comment", "// a")]),
    ("{\"a\": # b\n1}", &[("comment", "# b")]),
    ("{\"a\": #### ,\n\"b\":1}", &[("unknown-literal", "####")]),
    ("{\"a\":#b#,\"c\":{\"d\":1}}", &[("unknown-literal", "#b#")]),
    ("{\"a\": ###\n}", &[("unknown-literal", "###")]),
    ("{\"a\"://b.c/d,\"e\":1}", &[("unknown-literal", "//b.c/d")]),
    (
        "{\"a\":<https://b.c/d\">https://b.c/d</a>,\"e\":1}",
        &[("unknown-literal", "<https://b.c/d\">https://b.c/d</a>")],
    ),
    ("{\"a\":1 # b,\"c\":[2]}", &[("unexpected-character", "#")]),
    ("{\"a\":&#34;b&#34;}", &[("unknown-literal", "&#34;b&#34;")]),
    ("{}/* a */ b", &[("comment", "/* a */"), ("trailing-text", "b")]),
    // placeholders
    ("{\"a\":<A_VALUE>}", &[("placeholder", "<A_VALUE>")]),
    ("{<A_NAME>:1,\"b\":2}", &[("placeholder", "<A_NAME>")]),
    ("{${name} : 1}", &[("placeholder", "${name}")]),
    ("{<!-- a -->\"b\":1}", &[("comment", "<!-- a -->")]),
    ("<!-- a -->\n{\"b\":1}", &[("comment", "<!-- a -->")]),
    (
        "{\"a\":https://b.c:80/d?e=f,\"g\":1}",
        &[("unknown-literal", "https://b.c:80/d?e=f")],
    ),
    ("{\"a\":https://b.c \n}", &[("unknown-literal", "https://b.c")]),
    ("{\"a\":\u{FEFF}1}", &[("unexpected-character", "\u{FEFF}")]),
    (
        "{\n\u{A0} \u{A0}\"a\"\u{A0}:\u{200B}1\u{A0},\n\u{A0}\"b\":[\u{A0}]}",
        &[("unexpected-character", "\u{A0}")],
    ),
    ("{\"a\":...}", &[("placeholder", "...")]),
    ("{\"a\":1,...}", &[("placeholder", "...")]),
    ("{...}", &[("placeholder", "...")]),
    ("[...]", &[("placeholder", "...")]),
    ("[1,\u{2026}]", &[("placeholder", "\u{2026}")]),
    ("{\"a\":1,...,\"b\":2}", &[("placeholder", "...")]),
    ("[1,\n ... 98 more items]", &[("placeholder", "... 98 more items")]),
    (
        "[\"b\"... 1 more character]",
        &[("placeholder", "... 1 more character")],
    ),
    ("{\"a\":[Object],\"b\":[ 1 ]}", &[("placeholder", "[Object]")]),
    (
        "[[Array], [Array]]",
        &[("placeholder", "[Array]"), ("placeholder", "[Array]")],
    ),
    (
        "{\"a\":{...},\"b\":[...]}",
        &[("placeholder", "..."), ("placeholder", "...")],
    ),
    // behind the root
    ("{} {}", &[("trailing-text", "{}")]),
    ("{}\n{}\n", &[("trailing-text", "{}")]),
    ("{},", &[("trailing-text", ",")]),
    ("{} x \u{1F600}", &[("trailing-text", "x \u{1F600}")]),
    // the text ends
    ("{", &[("unexpected-end", "")]),
    ("[", &[("unexpected-end", "")]),
    ("[1,", &[("unexpected-end", "")]),
    ("[[[[", &[("unexpected-end", "")]),
    ("{\"a", &[("unexpected-end", "")]),
    ("{\"a\"", &[("unexpected-end", "")]),
    ("{\"a\":", &[("unexpected-end", "")]),
    ("{\"a\":\"b", &[("unexpected-end", "")]),
    ("{\"a\":\"b\\", &[("unexpected-end", "")]),
    ("{\"a\":\"b\\u00", &[("unexpected-end", "")]),
    ("{\"a\":1", &[("unexpected-end", "")]),
    ("{\"a\":-", &[("unexpected-end", "")]),
    ("{\"a\":1.", &[("unexpected-end", "")]),
    ("{\"a\":1,", &[("unexpected-end", "")]),
    ("{\"a\":{\"b\":[{", &[("unexpected-end", "")]),
    ("{\"a\":'b", &[("unexpected-end", "")]),
    ("{\"a\":\u{201C}b", &[("unexpected-end", "")]),
    // other characters
    ("{\"a\":@}", &[("unexpected-character", "@")]),
    ("{\"a\": @\n}", &[("unexpected-character", "@")]),
    ("{\"a\":`b`\n}", &[("unexpected-character", "`")]),
    ("{\"a\":\u{AB}b\u{BB}\r\n}", &[("unexpected-character", "\u{AB}")]),
    ("{\"a\":@ @ ,\"b\":1}", &[("unexpected-character", "@")]),
    ("[@\n]", &[("unexpected-character", "@")]),
    ("[1,@]", &[("unexpected-character", "@")]),
    ("[1, @\n]", &[("unexpected-character", "@")]),
    ("[@b]", &[("unexpected-character", "@")]),
    ("[@,1]", &[("unexpected-character", "@")]),
    ("{\"a\":1 ?}", &[("unexpected-character", "?")]),
    ("{\"a\":\u{1F600}}", &[("unexpected-character", "\u{1F600}")]),
    ("{\u{A0}\"a\":1}", &[("unexpected-character", "\u{A0}")]),
    ("{\"a\":\u{200B}1}", &[("unexpected-character", "\u{200B}")]),
    ("[1\u{FF0C}2]", &[("unexpected-character", "\u{FF0C}")]),
];

#[test]
fn one_cause_is_one_diagnostic() {
    let mut wrong = Vec::new();
    for (text, expected) in ONE_CAUSE {
        let report = parse(*text);
        let errors = report.diagnostics.iter().filter(|found| is_syntax_error(found));
        let came: Vec<(&str, &str)> = errors
            .map(|found| (found.code.as_str(), &text[found.span.unwrap().bytes()]))
            .collect();
        if came != *expected {
            wrong.push(format!("{text:?}\n  wanted {expected:?}\n  came   {came:?}"));
        }
    }
    assert_none(&wrong);
}

/// What a string with a mistake in it was meant to say is a guess, and nothing follows from it.
#[test]
fn nothing_follows_from_a_guess() {
    let body = |from: &str, to: &str| {
        let good = r#"{"namespace":"ChatApps","eventType":"inbound_message_received","payload":{
            "umid":"0e09ac86-bd74-4465-851d-1eb5a5fdbb9a","subAccountId":"s","timestamp":"2026-07-01T10:15:00Z",
            "user":{"msisdn":"+12025550123","channelUserId":"12025550123"},
            "recipient":{"channel":"whatsapp","channelId":"c"},"type":"Text","content":{"text":"hi"}}}"#;
        assert!(good.contains(from), "{from}");
        good.replace(from, to)
    };
    for (from, to, code, has_key) in [
        (r#""0e09ac"#, r#""0e09"ac"#, Code::UnescapedQuote, false),
        (r#""0e09ac"#, r#""0e09\ac"#, Code::InvalidEscape, false),
        (
            r#""0e09ac86-bd74-4465-851d-1eb5a5fdbb9a""#,
            r#"'0e09\qc86-bd74-4465-851d-1eb5a5fdbb9a'"#,
            Code::SingleQuotedString,
            false,
        ),
        (r#""umid""#, r#""um\id""#, Code::InvalidEscape, false),
        (r#""12025550123""#, r#""1"2025550123""#, Code::UnescapedQuote, true),
        (r#""+12025550123""#, r#""+1\20255501""#, Code::InvalidEscape, true),
        (r#""Text""#, r#""Te"xt""#, Code::UnescapedQuote, true),
        (r#""ChatApps""#, r#""\ChatApps""#, Code::InvalidEscape, false),
        (r#""2026-07"#, "\"\t2026-07", Code::ControlCharacter, true),
    ] {
        let text = body(from, to);
        let report = parse(&text);
        let codes: Vec<Code> = report.diagnostics.iter().map(|found| found.code).collect();
        let is_syntax = |code: &Code| code.phase() == chatapps_webhook::Phase::Json;
        assert!(codes.contains(&code) && codes.iter().all(is_syntax), "{to}: {codes:?}");
        assert_eq!(report.key.is_some(), has_key, "{to}");
    }
}

/// A quote that is right already is not put there once more.
#[test]
fn a_closing_quote_that_is_right_stays() {
    for text in [r#"{"a":'b","c":1}"#, "{\"a\":\u{201C}b\",\"c\":1}"] {
        let report = parse(text);
        let edits: Vec<usize> = report
            .diagnostics
            .iter()
            .filter(|found| is_syntax_error(found))
            .map(|found| found.edits.len())
            .collect();
        assert_eq!(edits, [1], "{text}");
    }
}

/// What follows a line tells whether a string ends with it, unless that is far away: no text is looked through again and again.
#[test]
fn the_recovery_does_not_look_far_ahead() {
    for (spaces, expected) in [
        (200, &[Code::UnterminatedString][..]),
        (300, &[Code::ControlCharacter, Code::UnexpectedEnd]),
    ] {
        let text = format!("[\"a\n{}]", " ".repeat(spaces));
        let report = parse(&text);
        let errors = report.diagnostics.iter().filter(|found| is_syntax_error(found));
        let codes: Vec<Code> = errors.map(|found| found.code).collect();
        assert_eq!(codes, expected, "{spaces}");
    }
}

/// Whatever is wrong with a small text, the edits mend it, or leave the next fault to be seen.
#[test]
fn edits_of_small_texts_mend() {
    let mut wrong = Vec::new();
    for (text, _) in ONE_CAUSE {
        let report = parse(*text);
        for found in report.diagnostics.iter().filter(|found| !found.edits.is_empty()) {
            wrong.extend(judge_edits(text.as_bytes(), &report, found).map(|fault| format!("{text:?}: {fault}")));
        }
    }
    assert_none(&wrong);
}

/// What the edits make of small texts: not just any JSON, but what was meant; and nothing where nobody knows.
#[test]
fn edits_say_what_was_meant() {
    let mut wrong = Vec::new();
    for (text, mended) in [
        (
            "[True,False,None,NULL,undefined,NaN]",
            "[true,false,null,null,null,null]",
        ),
        ("[+1]", "[1]"),
        ("[.5,-.5,1.]", "[0.5,-0.5,1.0]"),
        ("[-2.,1.2.]", "[-2.0,1.2.]"),
        ("[1}", "[1]"),
        ("{\"a\":{\"b\":[1}}", "{\"a\":{\"b\":[1]}}"),
        ("[{\"a\":1]", "[{\"a\":1}]"),
        ("[{\"a\":[1]", "[{\"a\":[1]"),
        ("[+01]", "[+01]"),
        ("[+1.]", "[+1.]"),
        ("[+x]", "[+x]"),
        ("[01,-007]", "[01,-007]"),
        ("[.x]", "[.x]"),
        ("[\"a\rb\"]", "[\"a\\rb\"]"),
        ("[\"a\r\nb\"]", "[\"a\\r\\nb\"]"),
        ("[\"a\nb\"]", "[\"a\\nb\"]"),
        ("[\"\t\u{8}\u{C}\u{1}\u{0}\"]", "[\"\\t\\b\\f\\u0001\\u0000\"]"),
        ("['a\\qb']", "[\"a\\\\qb\"]"),
        ("[\"a\\x41b\"]", "[\"a\\u0041b\"]"),
        ("{\"a\":https://b.c/d}", "{\"a\":\"https://b.c/d\"}"),
        ("{\"a\":[\"b\":1]}", "{\"a\":{\"b\":1}}"),
        ("{\"a\":[\"b\":1}}", "{\"a\":{\"b\":1}}"),
        ("{\"a\":[\"b\",\"c\":2}", "{\"a\":\"b\",\"c\":2}"),
        ("{[\"a\":1}", "{\"a\":1}"),
        ("\"a\":1}", "{\"a\":1}"),
        ("{\"a\"b\":1}", "{\"ab\":1}"),
        ("{\"\"a\":1}", "{\"a\":1}"),
        ("{\"a\"\":1}", "{\"a\":1}"),
        ("[\\\"a\\\"]", "[\"a\"]"),
        ("[+12025550134]", "[\"+12025550134\"]"),
        (
            "[b085dd8c-9a4c-4851-965d-1eb5a5fdbb9a]",
            "[\"b085dd8c-9a4c-4851-965d-1eb5a5fdbb9a\"]",
        ),
        ("[room 5,shop]", "[room 5,shop]"),
        ("{u'a':b'c'}", "{\"a\":\"c\"}"),
        ("{'a'=>'b'}", "{\"a\":\"b\"}"),
        (
            "{\n\u{A0} \u{A0}\"a\"\u{A0}:\u{200B}1\u{A0},\n\u{A0}\"b\":[\u{A0}]}",
            "{\n\"a\":1,\n\"b\":[]}",
        ),
        ("[2026-07-01T10:15:00Z]", "[\"2026-07-01T10:15:00Z\"]"),
        (
            "[0e09ac86-9a4c-4851-965d-1eb5a5fdbb9a]",
            "[\"0e09ac86-9a4c-4851-965d-1eb5a5fdbb9a\"]",
        ),
        ("{\"a\":\"b \"c\" d\"}", "{\"a\":\"b \\\"c\\\" d\"}"),
        ("{\"a\":\"\"b\"\",\"c\":1}", "{\"a\":\"b\",\"c\":1}"),
        ("{\"a\":\"\"b\"}", "{\"a\":\"b\"}"),
        ("{\"a\":\"b\"\"}", "{\"a\":\"b\"}"),
        ("{\"a\":\"\"b\" c\"}", "{\"a\":\"\\\"b\\\" c\"}"),
        ("{\"\"a\"\":1}", "{\"a\":1}"),
        ("{\"a\nb\":1}", "{\"ab\":1}"),
        ("{\"a\r\n  b\":1}", "{\"ab\":1}"),
        ("[\"a\\_b\\*\"]", "[\"a_b*\"]"),
        ("{\"a\":'b\",\"c\":1}", "{\"a\":\"b\",\"c\":1}"),
        ("{\"a\":\"b',\"c\":1}", "{\"a\":\"b\",\"c\":1}"),
        ("['b\"\\n' +\n 'it\\'s' +\n \"d\"]", "[\"b\\\"\\nit'sd\"]"),
        ("{\"a\":'b'\n 'c'}", "{\"a\":\"bc\"}"),
        ("['b'\n 'c']", "[\"b\",\n \"c\"]"),
        ("[\"b\" + 'c']", "[\"bc\"]"),
        ("{\"a\u{2019}:\"b\u{201D}}", "{\"a\":\"b\"}"),
        ("[\"it\\'s\"]", "[\"it's\"]"),
        ("['a\tb']", "[\"a\\tb\"]"),
        ("['a\\\u{1}b']", "[\"a\\\\\\u0001b\"]"),
        ("['it\u{2019}s']", "[\"it\u{2019}s\"]"),
        ("[\u{2018}it's\u{2019}]", "[\"it's\"]"),
        ("[\u{201C}a'b\u{201D}]", "[\"a'b\"]"),
        ("['a\"b']", "[\"a\\\"b\"]"),
        ("[1,\u{2018}\"a\u{2019}]", "[1,\"\\\"a\"]"),
    ] {
        let report = parse(text);
        let errors = report.diagnostics.iter().filter(|found| is_syntax_error(found));
        let mut all: Vec<Change> = errors.flat_map(changes).collect();
        all.sort_by_key(|(range, _)| (range.start, range.end));
        let came = text_of(&changed(text.as_bytes(), &all));
        if came != mended {
            wrong.push(format!("{text:?}\n  wanted {mended:?}\n  came   {came:?}"));
        }
    }
    assert_none(&wrong);
}

/// A line break in an id, a time or a choice is of who printed the body; in text it may be the person's.
#[test]
fn lines_are_joined_where_there_is_one_only() {
    let body = r#"{"namespace":"ChatApps","eventType":"inbound_message_received","payload":{"umid":"0e09ac86-~bd74-4465-851d-1eb5a5fdbb9a","subAccountId":"S~1","timestamp":"2026-~07-01T10:15:00Z","user":{"msisdn":"+12025~550123"},"recipient":{"channel":"what~sapp"},"type":"Text","content":{"text":"a~b"}}}"#;
    for ends in ["\n", "\r\n"] {
        let broken = body.replace('~', ends);
        let report = parse(&broken);
        let mut all: Vec<Change> = report.diagnostics.iter().flat_map(changes).collect();
        all.sort_by_key(|(range, _)| (range.start, range.end));
        let came = text_of(&changed(broken.as_bytes(), &all));
        let escaped = ends.escape_default().to_string();
        assert_eq!(came, body.replace("a~b", &format!("a{escaped}b")).replace('~', ""));
    }
}

/// A text that ends within an escape, or within a character, says what stands whole before.
#[test]
fn a_cut_string_has_no_piece_of_a_character() {
    for cut in ["\\", "\\u", "\\ud8", "\\ud83d", "\\ud83d\\", "\\ud83d\\ude0"] {
        for before in ["Hi", "Hi\\\\", "\\u00e9"] {
            let whole: serde_json::Value = serde_json::from_str(&format!("\"{before}\"")).unwrap();
            let report = parse(&format!("{{\"a\":\"{before}{cut}")).partial.unwrap();
            assert_eq!(report["a"], whole, "{before}{cut}");
        }
    }
    let report = parse(b"{\"a\":\"Hi\xF0\x9F");
    assert_eq!(report.partial.unwrap()["a"], "Hi");
    assert_eq!(report.diagnostics[0].code, Code::UnexpectedEnd);
    let syntax = |found: &&Diagnostic| found.code != Code::UnknownEvent;
    assert_eq!(report.diagnostics.iter().filter(syntax).count(), 1);
    let outer = parse("\"{\\\"a\\\":\\\"b\\\",\\");
    assert_eq!(syntax_errors(&outer), 1);
    assert_eq!(parse("\"{\\\"a\\\":\\\"b\\").partial.unwrap()["a"], "b");
}

/// What a message calls a character: never a letter or a digit of what may be somebody's text.
#[test]
fn characters_are_called_by_their_sort() {
    for (character, name) in [
        ('@', "\"@\""),
        ('\0', "a control character"),
        ('\u{1F}', "a control character"),
        ('\u{7F}', "a control character"),
        ('\u{A0}', "a space that JSON does not know"),
        ('\u{200B}', "a space that JSON does not know"),
        ('\u{2028}', "a space that JSON does not know"),
        ('\u{3000}', "a space that JSON does not know"),
        ('\u{85}', "another character"),
        ('\u{2212}', "another character"),
        ('\u{301C}', "another character"),
        ('é', "another character"),
    ] {
        let text = format!("[{character}]");
        let message = format!("expected a value, found {name}");
        let report = parse(&text);
        let is_said = report.diagnostics.iter().any(|found| found.message == message);
        assert!(is_said, "{message}: {:?}", report.diagnostics);
    }
}

/// Foreign words are named with what they are in JSON.
#[test]
fn literals_are_named() {
    for (text, message, help) in [
        ("[True]", "`True` is not a JSON value", "true"),
        ("[FALSE]", "`FALSE` is not a JSON value", "false"),
        ("[nil]", "`nil` is not a JSON value", "null"),
    ] {
        let report = parse(text);
        let found = report.diagnostics.iter().find(|found| found.message == message);
        let said = found.and_then(|found| found.help.as_deref()).unwrap_or_default();
        assert!(said.contains(help), "{text}: {:?}", report.diagnostics);
    }
}

/// The bracket or the quote that something belongs to is shown, and nothing beside it.
#[test]
fn what_is_open_is_shown() {
    for (text, label) in [
        ("{", "{"),
        ("[1", "["),
        ("{\"a\":[1}", "["),
        ("[{\"a\":1]", "{"),
        ("[\"a", "\""),
        ("['a", "'"),
        ("[\u{201C}a", "\u{201C}"),
    ] {
        let report = parse(text);
        let errors = report.diagnostics.iter().filter(|found| is_syntax_error(found));
        let labels: Vec<&str> = errors
            .flat_map(|found| &found.labels)
            .map(|label| &text[label.span.bytes()])
            .collect();
        assert_eq!(labels, [label], "{text}");
    }
}

/// What a text says in spite of its errors.
#[test]
fn what_could_be_read_is_given() {
    for (text, read) in [
        ("[b\", 1]", r#"["b",1]"#),
        ("[1 -x]", "[1]"),
        ("[{]", "[{}]"),
        ("{:1}", r#"{"":1}"#),
        (r#"{"a":"\u0062":1}}"#, r#"{"a":{"b":1}}"#),
        (r#"{"a":"\u0062":1}"#, r#"{"a":"b"}"#),
        (r#"{"a":"4b":"c"}"#, r#"{"a":"4b"}"#),
        (r#"{"a":"b":"c"}"#, r#"{"b":"c"}"#),
        (r#"{"a":["b":1,"c":[2]],"d":3}"#, r#"{"a":{"b":1,"c":[2]},"d":3}"#),
        (r#"{"a":["b","c":2}"#, r#"{"a":"b","c":2}"#),
        (r#""a":1}"#, r#"{"a":1}"#),
        (r#"{<A>:1,"b":2}"#, r#"{"<A>":1,"b":2}"#),
        (r#"{"a":"say "hi" to"}"#, r#"{"a":"say \"hi\" to"}"#),
        (r#"{"a":"{"b": ["c"]}", "d":1}"#, r#"{"a":"{\"b\": [\"c\"]}","d":1}"#),
        (r#"{"a":'b", "c":"d"}"#, r#"{"a":"b","c":"d"}"#),
        (r#"{"a":"b', "c":"d"}"#, r#"{"a":"b","c":"d"}"#),
        ("{\"a\":'b' +\n'c','d':'e'}", r#"{"d":"e"}"#),
        ("[1, ... 98 more items]", "[1]"),
        ("[[Object], 1]", "[1]"),
        ("{\"a\":\u{A0}[1,\u{A0}{\"b\":\u{A0}2}]}", r#"{"a":[1,{"b":2}]}"#),
        ("{'a' => 3, \"b\" => [1]}", r#"{"a":3,"b":[1]}"#),
        (r#"{"a”:"b”, "c":"d”}"#, r#"{"a":"b","c":"d"}"#),
        ("[12 # a\n,1]", "[12,1]"),
        ("[\"a\n]", r#"["a"]"#),
        ("{\"a\":'b\n}", r#"{"a":"b"}"#),
    ] {
        let partial = parse(text).partial.unwrap_or_default();
        let read: serde_json::Value = serde_json::from_str(read).unwrap();
        assert_eq!(partial.get("body").unwrap_or(&partial), &read, "{text}");
    }
}

/// A receipt that is sound, and its key.
const RECEIPT: &str = r#"{"namespace":"ChatApps","eventType":"outbound_message_status_changed","payload":{"umid":"2b1e044d-6fce-4a11-8962-b39900a755c1","subAccountId":"Sub-1","channel":"whatsapp","status":{"state":"delivered","timestamp":"2026-01-22T22:51:55.00Z"}}}"#;
const RECEIPT_KEY: &str = "2b1e044d-6fce-4a11-8962-b39900a755c1:delivered:2026-01-22T22:51:55.00Z";
/// What its key is made of, with quotes.
const IDENTIFYING: [&str; 3] = [
    r#""2b1e044d-6fce-4a11-8962-b39900a755c1""#,
    r#""delivered""#,
    r#""2026-01-22T22:51:55.00Z""#,
];

/// A value that the syntax breaks in, or directly behind, identifies nothing, and is not judged: one diagnostic says what is wrong.
#[test]
fn what_is_broken_makes_no_key() {
    assert_eq!(parse(RECEIPT).event.unwrap().key(), RECEIPT_KEY);
    let mut bodies = vec![
        RECEIPT.replace(r#"22T22:51"#, r#"22" 22:51"#),
        RECEIPT.replace(r#""2b1e044d-6fce-4a11-8962-b39900a755c1","#, ""),
    ];
    for value in IDENTIFYING {
        let inside = value.trim_matches('"');
        let around = [r#"\"_""#, r#"\"_\""#, r#"'"_""#];
        bodies.extend(around.map(|broken| RECEIPT.replace(value, &broken.replace('_', inside))));
        bodies.push(RECEIPT.replace(value, &format!("{value}@")));
        let start = RECEIPT.find(value).unwrap();
        bodies.extend((0..inside.len()).map(|place| {
            let (before, behind) = RECEIPT.split_at(start + 1 + place);
            format!("{before}\"{behind}")
        }));
    }
    bodies.extend(IDENTIFYING.map(|value| RECEIPT.replace(value, &(value.trim_end_matches('"').to_owned() + ";"))));
    for value in &IDENTIFYING[..2] {
        let closed_nowhere = value.trim_end_matches('"').to_owned() + r#"\""#;
        bodies.push(RECEIPT.replace(value, &closed_nowhere));
    }
    let wrong: Vec<String> = bodies.into_iter().filter_map(|body| broken(&body)).collect();
    assert_none(&wrong);
}

/// What is wrong with the report of a receipt that has one fault, in what its key is made of.
fn broken(body: &str) -> Option<String> {
    let report = parse(body);
    let codes: Vec<&str> = report.diagnostics.iter().map(|found| found.code.as_str()).collect();
    let is_told = report.kind == Some(EventKind::DeliveryReceipt) && report.key.is_none();
    (!is_told || codes.len() != 1).then(|| format!("{:?} {codes:?} of {body}", report.key))
}

/// A value that stands complete before what is plainly the next member identifies the event, whatever is wrong with the commas.
#[test]
fn what_stands_complete_makes_a_key() {
    let id = IDENTIFYING[0];
    for behind in ["", " ", "\n", ";", " // a\n", ", // a\n", ",,"] {
        let body = RECEIPT.replace(&format!("{id},"), &format!("{id}{behind}"));
        let report = parse(&body);
        assert_eq!(report.key.as_deref(), Some(RECEIPT_KEY), "{body}");
        assert_eq!(syntax_errors(&report), report.diagnostics.len(), "{body}");
    }
    let time = IDENTIFYING[2];
    for behind in [",", "]"] {
        let body = RECEIPT.replace(&format!("{time}}}"), &format!("{time}{behind}}}"));
        assert_eq!(parse(&body).key.as_deref(), Some(RECEIPT_KEY), "{body}");
    }
}

/// A character too few or too many: the key is that of the event, or there is none, but never that of another one.
#[test]
fn no_slip_makes_the_key_of_another_event() {
    const SLIPS: [&str; 5] = ["\"", ",", ":", "{", "\\"];
    assert_none(&faults(&common::accept(), |fixture, faults| {
        let report = parse(&fixture.body);
        let Some(key) = report.key.filter(|_| report.kind != Some(EventKind::Unknown)) else {
            return;
        };
        for place in common::places(&fixture.body) {
            let (before, behind) = fixture.body.split_at(place);
            let slips = SLIPS.iter().map(|slip| [before, slip.as_bytes(), behind].concat());
            let other = [before, b";", behind.get(1..).unwrap_or_default()].concat();
            for body in slips.chain([common::without(&fixture.body, place), other]) {
                let slipped = parse(&body);
                let has_other = slipped.key.as_ref().is_some_and(|other| *other != key);
                if has_other && syntax_errors(&slipped) > 0 {
                    faults.push(format!(
                        "{}: {:?}: {}",
                        fixture.name(),
                        slipped.key,
                        around(&body, place)
                    ));
                }
            }
        }
    }));
}

/// Where a member may have been swallowed, nothing is said of what the body is or lacks.
#[test]
fn what_may_have_been_swallowed_is_not_said_to_be_missing() {
    let body = r#"{"namespace":"ChatApps","eventType":"inbound_message_received","payload":{}}"#;
    for (text, expected) in [
        ("{,}".to_owned(), &["unexpected-character"][..]),
        ("{a}".to_owned(), &["unquoted-key", "unexpected-character"]),
        (body.to_owned() + "}", &["trailing-text"]),
        (body.to_owned() + ",", &["trailing-text"]),
        (
            body.replace("\"payload", "}\"payload"),
            &["trailing-comma", "trailing-text"],
        ),
        (body.replace(",\"payload", "} payload"), &["trailing-text"]),
    ] {
        let report = parse(&text);
        let codes: Vec<&str> = report.diagnostics.iter().map(|found| found.code.as_str()).collect();
        assert_eq!(codes, expected, "{text}");
    }
}

/// What a log or a protocol puts before an event is one thing that is wrong; the event behind it is read.
#[test]
fn an_event_is_read_behind_what_stands_before_it() {
    let body = r#"{"namespace":"ChatApps","eventType":"inbound_message_received","payload":{"umid":"0e09ac86-bd74-4465-851d-1eb5a5fdbb9a","subAccountId":"S","timestamp":"2026-07-01T10:15:00Z","user":{"msisdn":"+12025550123"},"recipient":{"channel":"whatsapp"},"type":"Text","content":{"text":"Hi"}}}"#;
    let alone = parse(body);
    for lead in [
        "2026-07-01T10:15:00Z INFO ",
        "1 ",
        "[INFO] ",
        "[2026-07-01 10:15:00] local.INFO: ",
        "2026-07-01T10:15:00Z stdout F ",
        "1e8\r\n",
        "+",
        "- ",
    ] {
        let text = format!("\u{FEFF}{lead}{body}");
        let report = parse(&text);
        let [mark, found] = &report.diagnostics[..] else {
            panic!("{lead:?}: {:?}", report.diagnostics)
        };
        assert_eq!((mark.code, found.code), (Code::ByteOrderMark, Code::LeadingText));
        assert_eq!(&text[found.span.unwrap().bytes()], lead.trim_end());
        assert_eq!(
            changed(text.as_bytes(), &changes(found)),
            format!("\u{FEFF}{body}").as_bytes()
        );
        assert!(
            report.event.is_none() && report.kind == alone.kind && report.key == alone.key,
            "{lead:?}"
        );
        assert_eq!(
            report.partial,
            alone.event.as_ref().map(|event| serde_json::to_value(event).unwrap())
        );
    }
}

/// The same of any object behind what cannot be JSON; what can be is a text of its own.
#[test]
fn an_object_is_read_behind_what_can_be_no_json() {
    let body = r#"{"traceId":"x","object":"page","entry":[{"id":"1"}]}"#;
    for lead in [
        "2026-07-01T10:15:00Z ",
        "2026-07-01 10:15:00 ",
        "[2026-07-01 10:15:00] ",
        "[INFO] ",
        "12b\r\n",
        "\u{1B}[32m",
        ")]}',\n",
        "```json\n",
    ] {
        let (codes, partial) = codes_and_partial(&format!("{lead}{body}"));
        assert_eq!(codes, ["leading-text", "unknown-event"], "{lead:?}");
        let read: serde_json::Value = serde_json::from_str(body).unwrap();
        assert_eq!(partial.unwrap()["body"], read, "{lead:?}");
    }
    for first in ["1 ", "[1, 2] ", "[true] ", "2e8\n", "[\"INFO\"] "] {
        let (codes, _) = codes_and_partial(&format!("{first}{body}"));
        assert!(codes.iter().any(|code| code == "trailing-text"), "{first:?}: {codes:?}");
    }
}

/// The codes of a text, and what could be read of it.
fn codes_and_partial(text: &str) -> (Vec<String>, Option<serde_json::Value>) {
    let report = parse(text);
    let codes = report.diagnostics.iter().map(|found| found.code.as_str().to_owned());
    (codes.collect(), report.partial)
}

/// A byte more or less in a body, or another value: what is said of it beside the syntax, without what was said before.
fn what_follows(usual: &Report<'_>, body: &[u8]) -> Option<String> {
    let follows = |code: Code| {
        matches!(
            code,
            Code::MissingField
                | Code::UnknownField
                | Code::NullValue
                | Code::IncompleteContent
                | Code::UserNotIdentified
                | Code::InteractiveMismatch
                | Code::MissingExpiration
                | Code::UnexpectedExpiration
                | Code::UnknownEvent
                | Code::UnknownVersion
        )
    };
    let text_of = |body: &[u8], found: &Diagnostic| body.get(found.span.unwrap().bytes()).map(<[u8]>::to_vec);
    let before = |found: &Diagnostic| usual.diagnostics.iter().any(|before| before.code == found.code);
    let report = parse(body);
    let found = report
        .diagnostics
        .iter()
        .find(|found| follows(found.code) && !before(found))?;
    Some(format!(
        "{} of {:?}",
        found.code.as_str(),
        text_of(body, found).map(|text| common::text_of(&text))
    ))
}

/// The places of a body that are not inside of a string.
fn between_strings(body: &[u8]) -> Vec<usize> {
    let mut is_inside = false;
    let mut places = Vec::new();
    for (place, byte) in body.iter().enumerate() {
        match byte {
            b'"' => is_inside = !is_inside,
            _ if !is_inside => places.push(place),
            _ => {}
        }
    }
    places
}

/// Where a brace is missing, members stand in another object; nothing is said to be missing in theirs, nor of them where they are.
#[test]
fn nothing_follows_from_a_missing_or_stray_brace() {
    // The payload of a call has members of no documented name, which are strange anywhere else.
    let fixtures: Vec<Fixture> = common::accept()
        .into_iter()
        .filter(|fixture| is_plain(&fixture.body) && parse(&fixture.body).kind != Some(EventKind::Voice))
        .collect();
    let wrong = faults(&fixtures, |fixture, faults| {
        let usual = parse(&fixture.body);
        for place in between_strings(&fixture.body) {
            if fixture.body[place] != b'}' {
                continue;
            }
            let stray = [&fixture.body[..place], b"}", &fixture.body[place..]].concat();
            for body in [common::without(&fixture.body, place), stray] {
                if let Some(said) = what_follows(&usual, &body) {
                    faults.push(format!("{} at {place}: {said}", fixture.name()));
                }
            }
        }
    });
    assert_none(&wrong);
}

/// A word of another language is there, and what was meant by it is not known.
#[test]
fn nothing_follows_from_a_foreign_literal() {
    let fixtures: Vec<Fixture> = common::accept()
        .into_iter()
        .filter(|fixture| is_plain(&fixture.body))
        .collect();
    let wrong = faults(&fixtures, |fixture, faults| {
        let usual = parse(&fixture.body);
        for colon in between_strings(&fixture.body) {
            let start = colon
                + 1
                + fixture.body[colon + 1..]
                    .iter()
                    .take_while(|byte| **byte == b' ')
                    .count();
            if fixture.body[colon] != b':' || fixture.body[start] != b'"' {
                continue;
            }
            let Some(length) = fixture.body[start + 1..].iter().position(|byte| *byte == b'"') else {
                continue;
            };
            for word in ["None", "undefined", "NaN", "True", "False"] {
                let body = [
                    &fixture.body[..start],
                    word.as_bytes(),
                    &fixture.body[start + length + 2..],
                ]
                .concat();
                if let Some(said) = what_follows(&usual, &body) {
                    faults.push(format!("{} at {start}: {said}", fixture.name()));
                }
            }
        }
    });
    assert_none(&wrong);
}

/// Behind a broken string, what looks like a name may be a piece of somebody's text.
#[test]
fn no_pointer_has_a_doubtful_name() {
    for (text, pointers) in [
        ("{{", &["", ""][..]),
        (r#"{"a":"Hi "Dana":tru}"#, &["", "", ""]),
        (r#"{"a":01,"b":nul}"#, &["/a", "/b"]),
        (r#"{"a":[1,],"b":nul}"#, &["/a", "/b"]),
    ] {
        let report = parse(text);
        let errors = report.diagnostics.iter().filter(|found| is_syntax_error(found));
        let came: Vec<&str> = errors.map(|found| found.pointer.as_str()).collect();
        assert_eq!(came, pointers, "{text}");
    }
}

/// What is nested too deep is passed over with its strings, whatever stands in them.
#[test]
fn strings_are_passed_over_where_it_is_too_deep() {
    let deep = |inside: &str, close: usize| "[".repeat(130) + inside + &"]".repeat(close);
    let codes = |text: &str| -> Vec<Code> {
        let report = parse(text);
        let errors = report.diagnostics.iter().filter(|found| is_syntax_error(found));
        errors.map(|found| found.code).collect()
    };
    for inside in [
        "",
        r#""]""#,
        r#""[""#,
        r#""a","]""#,
        r#""\"]""#,
        r#""\\""#,
        r#""\q]""#,
        "\"\n\"",
        "\"\n]\"",
        "\"\\\n\"",
    ] {
        assert_eq!(codes(&deep(inside, 130)), [Code::TooDeep], "{inside}");
    }
    let open = deep("", 0);
    assert_eq!(parse(&open).diagnostics.last().unwrap().pointer, "/0".repeat(128));
    for (inside, close) in [("", 0), ("\"]", 130), ("\"\\", 0), ("\"\\u12", 0)] {
        assert_eq!(
            codes(&deep(inside, close)),
            [Code::TooDeep, Code::UnexpectedEnd],
            "{inside}"
        );
    }
}

/// A brace that is missing where no more may be open is not thought of: there would be no room for what it opens.
#[test]
fn what_is_too_deep_is_not_opened_by_the_recovery() {
    for depth in [126, 127, 128] {
        let body = "{\"a\":".repeat(depth) + "\"b\":1";
        let report = parse(&body);
        let errors = report.diagnostics.iter().filter(|found| is_syntax_error(found));
        let codes: Vec<Code> = errors.map(|found| found.code).collect();
        assert_eq!(codes, [Code::UnexpectedCharacter, Code::UnexpectedEnd], "{depth}");
    }
}

#[test]
fn reading_stops_after_so_many_errors() {
    let max = chatapps_webhook::SYNTAX_ERRORS_MAX as usize;
    for (count, stops) in [(max - 1, false), (max, true), (max + 1, true), (1000, true)] {
        let body = format!("{{\"a\":[{}], \"z\": 1,}}", "True,".repeat(count) + "1");
        let report = parse(&body);
        let expected = if stops { max } else { count + 1 };
        assert_eq!(syntax_errors(&report), expected, "{count}");
    }
}

/// Behind as many faults as are reported, a string in other quotes is not looked through any more.
#[test]
fn a_string_is_quoted_again_as_far_as_it_is_read() {
    let max = chatapps_webhook::SYNTAX_ERRORS_MAX as usize;
    for (faults, edits) in [(max - 1, 3), (max, 2)] {
        let text = format!("'{}\"\\q'", "\\q".repeat(faults));
        let report = parse(&text);
        assert_eq!(report.diagnostics[0].edits.len(), edits, "{text}");
    }
}

/// Where reading stops inside of a string, the string is what was read of it.
#[test]
fn reading_may_stop_inside_of_a_string() {
    let lines = "\n".repeat(30) + "x";
    let read = "\n".repeat(chatapps_webhook::SYNTAX_ERRORS_MAX as usize);
    for text in [format!("{{\"a\":\"{lines}\"}}"), format!("{{\"a\":\"{lines}")] {
        let report = parse(&text);
        assert_eq!(report.partial.unwrap()["a"], read, "{text}");
    }
    let root = format!("\"{lines}");
    let found = parse(&root).diagnostics;
    assert!(
        found.iter().all(|found| found.code == Code::ControlCharacter),
        "{found:?}"
    );
    let name = format!("{{\"{lines}\":1}}");
    assert_eq!(parse(&name).partial.unwrap(), serde_json::json!({}));
}

/// Nothing is called missing that a syntax error may have swallowed.
#[test]
fn a_truncated_body_lacks_nothing() {
    let checked = |code: Code| {
        matches!(
            code,
            Code::MissingField | Code::IncompleteContent | Code::UserNotIdentified
        )
    };
    let mut wrong = Vec::new();
    for fixture in common::accept() {
        let usual = parse(&fixture.body);
        let usual: Vec<_> = usual
            .diagnostics
            .iter()
            .filter(|found| checked(found.code))
            .map(|found| &found.pointer)
            .collect();
        for place in common::places(&fixture.body) {
            let report = parse(&fixture.body[..place]);
            let ends = report
                .diagnostics
                .iter()
                .filter(|found| found.code == Code::UnexpectedEnd)
                .count();
            let lacking = report
                .diagnostics
                .iter()
                .find(|found| checked(found.code) && !usual.contains(&&found.pointer));
            if ends > 1 || lacking.is_some() {
                wrong.push(format!("{} cut at {place}: {ends} ends, {lacking:?}", fixture.name()));
            }
        }
    }
    assert_none(&wrong);
}
