//! `pkg/generated/words.js`: the tables behind a diagnostic and behind the builders.
//!
//! * In: codes, phrases and words of the catalog; records and choices of the schema; how text of a body is shown.
//! * Out: a JavaScript module of constants, each table indexed by the number that the wasm module gives.
//! * Does not know: how the arguments of a sentence are found; that is written by hand.
//! * Why: the wasm module speaks in numbers, and carries none of these texts.

use chatapps_webhook::catalog::{Code, Phrase, Severity, Word};
use chatapps_webhook::schema::events::{CHOICES, PROGRESS, RECORDS, STATE};
use chatapps_webhook::schema::{Choice, Progress};
use chatapps_webhook::visible::{SHOWN_UNITS_MAX, is_acting};

use super::layout::{banner, js_doc};
use super::names::camel;

pub(super) fn text() -> String {
    let banner = banner("the laws (src/catalog.rs, src/schema/events.rs)");
    let tables = [
        codes(),
        severities(),
        phrases(),
        too_large(),
        words(),
        visible(),
        records(),
        choices(),
        progress(),
    ];
    format!("// {banner}\n\n{}", tables.join("\n"))
}

/// Names without a space in one string: smaller than a list of strings, and no slower.
fn names<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<&str> = names.collect();
    assert!(
        names.iter().all(|name| !name.contains(' ')),
        "names are split at spaces"
    );
    format!("\"{}\".split(\" \")", names.join(" "))
}

fn codes() -> String {
    let slugs = names(Code::ALL.iter().map(|code| code.as_str()));
    format!(
        "{}export const codes = {slugs};\n",
        js_doc("The code of each number.", 0)
    )
}

fn severities() -> String {
    let usual: String = Code::ALL
        .iter()
        .map(|code| (code.severities()[0] as u8).to_string())
        .collect();
    let tunable: String = Code::ALL
        .iter()
        .map(|code| if code.is_tunable() { '1' } else { '0' })
        .collect();
    let all = names(
        [Severity::Error, Severity::Warning, Severity::Info]
            .iter()
            .map(|severity| severity.as_str()),
    );
    format!(
        "{}export const severities = {all};\n\n{}export const usualSeverities = \"{usual}\";\n\n{}export const tunable = \"{tunable}\";\n",
        js_doc("The severity of each number.", 0),
        js_doc("One digit for each code: the number of the severity it usually has.", 0),
        js_doc("One digit for each code: 1 where its severity may be changed.", 0),
    )
}

fn phrases() -> String {
    let doc =
        "Every sentence: a text, or texts and numbers in turn, where a number stands for the argument of that place.";
    let lines: String = Phrase::ALL
        .iter()
        .map(|phrase| format!("  {},\n", sentence(phrase.template())))
        .collect();
    format!("{}export const phrases = [\n{lines}];\n", js_doc(doc, 0))
}

/// What JavaScript says without asking the module.
fn too_large() -> String {
    let [code, message, help] = [
        Code::BodyTooLarge as usize,
        Phrase::IsTooLarge as usize,
        Phrase::HelpTooLarge as usize,
    ];
    format!(
        "{}export const TOO_LARGE = {{ code: {code}, message: {message}, help: {help} }};\n",
        js_doc(
            "What is said of a body that is too long: its code and its sentences, by their numbers.",
            0
        ),
    )
}

/// A template cut at its places: `"expected {0}, found {1}"` gives `["expected ", 0, ", found ", 1]`.
fn sentence(template: &str) -> String {
    let pieces: Vec<&str> = template.split(['{', '}']).collect();
    if let [whole] = pieces[..] {
        return quoted(whole);
    }
    let mut cut: Vec<String> = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        if at % 2 == 0 {
            cut.push(quoted(piece));
        } else {
            assert!(
                matches!(*piece, "0" | "1" | "2"),
                "a brace in a template is a place: {template}"
            );
            cut.push((*piece).to_owned());
        }
    }
    // A text in front, even an empty one, keeps texts and places in turn; one behind need not be said.
    cut.pop_if(|last| last == "\"\"");
    format!("[{}]", cut.join(", "))
}

fn words() -> String {
    let lines: String = Word::ALL
        .iter()
        .map(|word| format!("  {},\n", quoted(word.text())))
        .collect();
    format!(
        "{}export const words = [\n{lines}];\n",
        js_doc("The words that arguments can be.", 0)
    )
}

/// What of a body may stand in a sentence, and how much.
fn visible() -> String {
    format!(
        "{}export const SHOWN_UNITS_MAX = {SHOWN_UNITS_MAX};\n\n{}export const ACTING =\n  /[{}]/g;\n",
        js_doc(
            "The most UTF-16 code units of the body's own text that a sentence shows.",
            0
        ),
        js_doc(
            "Characters that act on a terminal or a log instead of being seen. Each is one UTF-16 code unit.",
            0
        ),
        acting_ranges()
    )
}

/// The ranges of a character class, as JavaScript writes them in a regular expression.
fn acting_ranges() -> String {
    let acting = |unit: &u16| char::from_u32(u32::from(*unit)).is_some_and(is_acting);
    let escaped = |unit: u16| match unit {
        0..=0xff => format!("\\x{unit:02x}"),
        _ => format!("\\u{unit:04x}"),
    };
    let units: Vec<u16> = (0..=u16::MAX).filter(acting).collect();
    let ranges = units.chunk_by(|unit, next| *next == unit + 1);
    let written = ranges.map(|range| match *range {
        [first, .., last] => format!("{}-{}", escaped(first), escaped(last)),
        _ => escaped(range[0]),
    });
    written.collect()
}

fn records() -> String {
    let fields: Vec<String> = RECORDS
        .iter()
        .map(|record| {
            record
                .fields
                .iter()
                .map(|field| field.name)
                .collect::<Vec<_>>()
                .join(" ")
        })
        .collect();
    let doc = "The names of the members of each record, by the numbers of both.";
    let split = "\n  .split(\"|\")\n  .map((names) => names.split(\" \"))";
    format!(
        "{}export const fieldNames = \"{}\"{split};\n",
        js_doc(doc, 0),
        fields.join("|")
    )
}

fn choices() -> String {
    let tables: String = CHOICES.iter().map(|choice| table(choice)).collect();
    let names: Vec<String> = CHOICES.iter().map(|choice| constant_name(choice)).collect();
    let doc = js_doc("Every set of values, by its number.", 0);
    format!(
        "{tables}\n{doc}export const choices = [\n  {},\n];\n",
        names.join(",\n  ")
    )
}

/// How far a message is, by the text of its state.
fn progress() -> String {
    let states = || STATE.values.iter().zip(&PROGRESS);
    let tiers: Vec<String> = states()
        .map(|(state, progress)| format!("{}: {}", state.name, progress.tier()))
        .collect();
    let failures: Vec<String> = states()
        .filter(|(_, progress)| **progress == Progress::Failed)
        .map(|(state, _)| quoted(state.name))
        .collect();
    format!(
        "{}export const tiers = {{\n  {},\n}};\n\n{}export const TIER_AT_OPERATOR = {};\n\n{}export const failures = [{}];\n",
        js_doc(
            "How far a message is in each state; of two that are equally far the later one counts.",
            0
        ),
        tiers.join(",\n  "),
        js_doc("The same of what is delivered to the operator only.", 0),
        Progress::AtOperator.tier(),
        js_doc("The states in which a message will not come.", 0),
        failures.join(", "),
    )
}

fn table(choice: &Choice) -> String {
    let values: Vec<String> = choice.values.iter().map(|value| quoted(value.name)).collect();
    let line = format!("export const {} = [{}];\n", constant_name(choice), values.join(", "));
    let laid_out = if line.len() <= 120 {
        line
    } else {
        format!(
            "export const {} = [\n  {},\n];\n",
            constant_name(choice),
            values.join(",\n  ")
        )
    };
    format!("{}{laid_out}", js_doc(choice.doc, 0))
}

/// The name of the table of a choice.
pub(super) fn constant_name(choice: &Choice) -> String {
    camel(choice.name)
}

/// A JavaScript string.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            '\n' => quoted.push_str("\\n"),
            _ if is_unseen(character) => quoted.push_str(&format!("\\u{:04x}", u32::from(character))),
            _ => quoted.push(character),
        }
    }
    quoted.push('"');
    quoted
}

/// Whether a reader of the source could not tell that it is there: controls, and marks that change what is shown.
fn is_unseen(character: char) -> bool {
    character.is_control() || matches!(character, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_character_beyond_one_unit_acts() {
        assert!(('\u{10000}'..=char::MAX).all(|character| !is_acting(character)));
    }

    #[test]
    fn templates_are_cut_at_their_places() {
        assert_eq!(sentence("as it is"), r#""as it is""#);
        assert_eq!(
            sentence("expected {0}, found {1}"),
            r#"["expected ", 0, ", found ", 1]"#
        );
        assert_eq!(sentence(r#""{1}""#), r#"["\"", 1, "\""]"#);
        assert_eq!(sentence("{2}"), r#"["", 2]"#);
    }
}
