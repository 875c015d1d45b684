//! `pkg/generated/builders.js`: the JavaScript that builds the event from the slots the wasm module leaves.
//!
//! * In: the records, unions and choices of the schema.
//! * Out: one function for each record, straight down its members, with constants for everything the law knows.
//! * Does not know: how a slot is read (`pkg/src/slots.js`), and what is a diagnostic.
//! * Why: a loop over the schema at run time would cost more than everything else `parse` does. Each function makes one
//!   object literal where it can, because an object that grows member by member costs twice.

//!
//! An event begins in [`roots`], a record inside of it in [`records`], and its key in [`keys`]; all of them read [`members`],
//! of [`slots`], and make [`objects`] of them.

mod keys;
mod members;
mod objects;
mod records;
mod roots;
mod slots;

use chatapps_webhook::schema::events::{EVENTS, RECORDS};
use chatapps_webhook::schema::{Event, Record};

use super::law::{choice_of, constant, event_of, subjects};
use super::layout::{banner, js_doc};
use super::words::{constant_name, quoted};

pub(super) fn text() -> String {
    let mut code = Code::default();
    code.line(&format!("// {}", banner("the schema law (src/schema/events.rs)")));
    code.line("//");
    code.line("// A record is a block of words. The first of them says which members there are, as bits; from the third on there are");
    code.line("// two for each member, `a` and `b`. The low four bits of `b` tell what it is. Words of what is not there say nothing.");
    code.line("");
    imports(&mut code);
    entrances(&mut code);
    for event in &EVENTS {
        roots::root(&mut code, event);
    }
    for record in RECORDS.iter().filter(|record| event_of(record).is_none()) {
        records::plain(&mut code, record);
    }
    for subject in subjects() {
        records::by_type(&mut code, &subject);
    }
    for record in records::listed() {
        records::list(&mut code, record);
    }
    for event in &EVENTS {
        keys::key(&mut code, event);
    }
    roots::bodies(&mut code);
    objects::without_absent(&mut code);
    code.text
}

/// Lines of JavaScript.
#[derive(Default)]
struct Code {
    text: String,
}

impl Code {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }
    fn doc(&mut self, sentences: &str) {
        self.text.push_str(&js_doc(sentences, 0));
    }
}

fn imports(code: &mut Code) {
    code.line("import { Members } from \"../src/members.js\";");
    code.line("import {");
    for (name, alias) in [
        ("canonical", "canonicalId"),
        ("choice", "readChoice"),
        ("extra", "readExtra"),
        ("id", "keyId"),
        ("json", "readJson"),
        ("embedded", "readEmbedded"),
        ("kept", "readKept"),
        ("keptId", "readKeyId"),
        ("m", "memory"),
        ("number", "readNumber"),
        ("text", "readText"),
    ] {
        code.line(&format!("  {name} as {alias},"));
    }
    code.line("} from \"../src/slots.js\";");
    code.line("import {");
    let mut choices: Vec<String> = RECORDS
        .iter()
        .flat_map(|record| record.fields.iter().filter(|field| constant(record, field).is_none()))
        .filter_map(|field| choice_of(field).map(constant_name))
        .collect();
    choices.sort();
    choices.dedup();
    for choice in choices {
        code.line(&format!("  {choice} as {choice}Values,"));
    }
    code.line("} from \"./words.js\";");
    code.line("");
}

/// What the rest of the package calls.
fn entrances(code: &mut Code) {
    code.doc("The text of `kind` for each number of a kind.");
    let kinds: Vec<String> = EVENTS.iter().map(|event| quoted(event.kind_text)).collect();
    code.line(&format!(
        "export const eventKinds = [\n  {},\n];\n",
        kinds.join(",\n  ")
    ));
    code.doc("The published shapes of an inbound message, by their number.");
    code.line("const shapes = [\"\", \"v1\", \"v2\", \"v3\"];\n");
    code.doc(
        "The event whose root is the block at `at`. `shape` is the number of the shape; `hash` is the key of an event \
         that has no other, or undefined; `body` gives the whole JSON, and is called only for kinds that keep it. \
         Without `body` the members of the event are those of the body.",
    );
    code.line("export function buildEvent(kind, at, shape, hash, body) {");
    code.line("  switch (kind) {");
    for (number, event) in EVENTS.iter().enumerate() {
        let arguments = arguments_of(event).join(", ");
        let build = function_of(event.record);
        if number + 1 == EVENTS.len() {
            code.line(&format!("    default:\n      return {build}({arguments});"));
        } else {
            code.line(&format!("    case {number}:\n      return {build}({arguments});"));
        }
    }
    code.line("  }\n}\n");
    code.doc("What identifies the event among repeats, without building it; `hash` where nothing else does.");
    code.line("export function keyOf(kind, at, hash) {");
    code.line("  switch (kind) {");
    for (number, event) in EVENTS.iter().enumerate().filter(|(_, event)| !event.key.is_empty()) {
        code.line(&format!(
            "    case {number}:\n      return {}(at, hash);",
            keys::function(event)
        ));
    }
    code.line("    default:\n      return hash;\n  }\n}\n");
}

/// Of what [`entrances`] is given, what this event needs.
fn arguments_of(event: &Event) -> Vec<&'static str> {
    let mut arguments = vec!["at"];
    if has_shape(event) {
        arguments.push("shape");
    }
    arguments.push("hash");
    if event.keeps_body {
        arguments.push("body");
    }
    arguments
}

/// Only inbound messages come in shapes that the event makes one.
pub(super) fn has_shape(event: &Event) -> bool {
    event.kind_text == "inbound-message"
}

fn function_of(record: &Record) -> String {
    format!("build{}", record.name)
}

fn list_function_of(record: &Record) -> String {
    format!("build{}s", record.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_that_is_needed_stands_in_the_literal() {
        let text = text();
        assert!(text.contains("object = { text, url, payload };"), "{text}");
        assert!(text.contains("{ type: interactiveTypeValues[0], button_reply: buildButtonReply(w[(at + 4) | 0]) }"));
    }
}
