//! `pkg/generated/catalog.js`: what each code means, for people; and its types.
//!
//! * In: the codes and their prose.
//! * Out: a JavaScript module with one object for each code, and declarations for `import` and for `require`.
//! * Does not know: how a code comes about.
//! * Why: `parse` carries none of this; who wants explanations imports them.

use chatapps_webhook::catalog::prose::Example;
use chatapps_webhook::catalog::{Code, Severity};

use super::layout::{WIDTH_MAX, banner, js_doc};
use super::words::quoted;

const LAW: &str = "the catalog law (src/catalog.rs, src/catalog/prose.rs)";
const TEMPLATE: &str = include_str!("catalog.template.d.ts");

pub(super) fn text() -> String {
    let entries: String = Code::ALL.iter().map(|code| entry(*code)).collect();
    let doc = js_doc("Every code, in the order of the reference.", 0);
    format!("// {}\n\n{doc}export const codes = [\n{entries}];\n", banner(LAW))
}

/// The ending of `index` is that of the file the declarations stand in.
pub(super) fn declarations(index: &str) -> String {
    format!(
        "// {}\n\n{}",
        banner("a template"),
        TEMPLATE.replace("/*{index}*/", index)
    )
}

fn entry(code: Code) -> String {
    let prose = code.prose();
    assert_eq!(
        prose.bad.options, prose.good.options,
        "{code}: both examples are parsed in the same way"
    );
    let severities: Vec<String> = code
        .severities()
        .iter()
        .map(|severity| quoted(severity.as_str()))
        .collect();
    let usual: Severity = code.severities()[0];
    let mut members = vec![
        ("code", quoted(code.as_str())),
        ("phase", quoted(code.phase().as_str())),
        ("severity", quoted(usual.as_str())),
        ("severities", format!("[{}]", severities.join(", "))),
        ("title", quoted(prose.title)),
        ("explanation", quoted(prose.explanation)),
    ];
    if let Some(options) = prose.bad.options {
        members.push(("options", options.to_owned()));
    }
    members.push(("bad", body(&prose.bad)));
    members.push(("good", body(&prose.good)));
    let lines: String = members
        .iter()
        .map(|(name, value)| format!("    {name}: {value},\n"))
        .collect();
    format!("  {{\n{lines}  }},\n")
}

/// A body as text, its lines one below the other; as bytes where it is not UTF-8.
fn body(example: &Example) -> String {
    let Ok(text) = std::str::from_utf8(example.body) else {
        return bytes(example.body);
    };
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    // Some examples are all about one long line.
    if lines.len() == 1 || text.len() <= WIDTH_MAX / 2 {
        return quoted(text);
    }
    let lines: Vec<String> = lines.iter().map(|line| quoted(line)).collect();
    lines.join(" +\n      ")
}

/// Each byte by the character of Latin-1 that has its number.
fn bytes(body: &[u8]) -> String {
    let latin1: String = body.iter().map(|byte| char::from(*byte)).collect();
    format!(
        "Uint8Array.from({}, (character) => character.charCodeAt(0))",
        quoted(&latin1)
    )
}
