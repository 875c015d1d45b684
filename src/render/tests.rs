//! Pictures of bodies, to the column.

use super::*;
use entry::Inside;

#[track_caller]
fn check(body: &str, options: RenderOptions, expected: &str) {
    assert_eq!(render(body, &crate::parse(body).diagnostics, options), expected);
}

#[test]
fn a_diagnostic_is_a_picture() {
    check(
        "{\n  \"a\": [1, 2\n}",
        RenderOptions::new().redact(false),
        concat!(
            "error[unexpected-character]: expected a comma or \"]\", found \"}\"\n",
            " --> line 3, column 1 at /a\n",
            "  |\n",
            "2 |   \"a\": [1, 2\n",
            "  |        - opened here\n",
            "3 | }\n",
            "  | ^\n",
            "  = help: Close with \"]\" what was opened.\n",
            "\n",
            "1 error\n",
        ),
    );
}

#[test]
fn marks_of_one_line_stand_below_it_and_lines_far_apart_are_parted() {
    check(
        "{\"a\": [",
        RenderOptions::new(),
        concat!(
            "error[unexpected-end]: the text ends inside an array\n",
            " --> line 1, column 8 at the root\n",
            "  |\n",
            "1 | {\"x\": [\n",
            "  |       - this array is not closed\n",
            "  |        ^\n",
            "  = help: Pass the whole body: this one was cut off.\n",
            "\n",
            "1 error\n",
        ),
    );
    let body = "{\n\"a\": 1,\n\n\n\"a\": 2}";
    let text = render(
        body,
        &crate::parse(body).diagnostics,
        RenderOptions::new().redact(false),
    );
    let picture = concat!(
        "2 | \"a\": 1,\n",
        "  | --- first here\n",
        "...\n",
        "5 | \"a\": 2}\n",
        "  | ^^^\n",
    );
    assert!(text.contains(picture), "{text}");
}

#[test]
fn a_diagnostic_is_a_line() {
    let report = crate::parse(r#"{"a\u001b\n": [1 2]}"#);
    let is_error = |diagnostic: &Diagnostic| diagnostic.code == crate::Code::MissingComma;
    let mut diagnostic = report.diagnostics.into_iter().find(is_error).unwrap();
    assert_eq!(
        diagnostic.to_string(),
        "error[missing-comma]: a comma is missing (line 1, column 17 at /a\\u001B\\u000A)"
    );
    diagnostic.span = None;
    diagnostic.pointer.clear();
    assert_eq!(
        diagnostic.to_string(),
        "error[missing-comma]: a comma is missing (the root)"
    );
}

#[test]
fn what_is_wrong_inside_a_string_is_told() {
    let entry = Entry {
        embedded: Some(Inside {
            pointer: "/x".repeat(100),
            code: "invalid-number".to_owned(),
        }),
        ..Entry::default()
    };
    let text = render_entries("{}", &[entry], RenderOptions::new());
    assert!(
        text.contains(" = note: invalid-number in the JSON of the string, at /x/x"),
        "{text}"
    );
    assert!(text.contains("/x…/x"), "{text}");
}

#[test]
fn nothing_acts_on_a_terminal() {
    let body = "{\"a\": \"\u{1b}[31m\u{202e}\"}";
    let text = render(
        body,
        &crate::parse(body).diagnostics,
        RenderOptions::new().redact(false),
    );
    assert!(!text.contains('\u{1b}') && !text.contains('\u{202e}'), "{text}");
    assert!(text.contains("\\u001B[31m\\u202E"), "{text}");
}

#[test]
fn long_lines_are_cut_around_the_place() {
    let body = format!(
        "{{\"a\": \"{}\", \"b\": tru, \"c\": \"{}\"}}",
        "x".repeat(500),
        "y".repeat(500)
    );
    let text = render(
        &body,
        &crate::parse(&body).diagnostics,
        RenderOptions::new().redact(false),
    );
    let lines: Vec<&str> = text.lines().collect();
    let at = lines.iter().position(|line| line.contains("column 516")).unwrap();
    let (line, marks) = (lines[at + 2], lines[at + 3]);
    assert!(line.contains("…") && line.chars().count() < 120, "{line}");
    let at = marks.chars().position(|character| character == '^').unwrap();
    assert_eq!(line.chars().skip(at).take(3).collect::<String>(), "tru");
}
