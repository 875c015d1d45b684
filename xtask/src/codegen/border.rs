//! `pkg/generated/border.js`: the numbers by which the package and the wasm modules understand each other.
//!
//! * In: the border of the crate.
//! * Out: a JavaScript module of constants, each by itself, so that a bundler writes the number in place of its name.
//! * Does not know: who reads them.
//! * Why: a number that stands on both sides of the border would be changed on one of them only.

use chatapps_webhook::border::{NUMBERS, Number};

use super::layout::{banner, js_doc};

pub(super) fn text() -> String {
    let constants: Vec<String> = NUMBERS.iter().map(constant).collect();
    format!("// {}\n\n{}", banner("src/border.rs"), constants.join("\n"))
}

/// `span` has `WORDS`: `SPAN_WORDS`.
fn constant(number: &Number) -> String {
    let Number {
        group,
        name,
        doc,
        value,
    } = number;
    format!(
        "{}export const {}_{name} = {value};\n",
        js_doc(doc, 0),
        group.to_uppercase()
    )
}
