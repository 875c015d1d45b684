//! Keys: what identifies an event among repeats.
//!
//! * In: the paths that the schema names for a kind.
//! * Out: a function that reads the key from the slots alone, and the expression by which the builder of the event has it.
//! * Does not know: the other members of the event.
//! * Why: who drops repeats asks for the key before there is an event; and both ways have to give the same text.

use std::fmt::Write as _;

use chatapps_webhook::kind::Kind;
use chatapps_webhook::schema::events::EVENTS;
use chatapps_webhook::schema::{Event, Record, Type};

use super::super::law::record_of;
use super::super::names::camel;
use super::super::words::constant_name;
use super::Code;
use super::slots::{tag, words_of};

pub(super) fn function(event: &Event) -> String {
    format!("{}Key", camel(event.record.name))
}

/// The key: from the id that was read last, which is a copy that does not keep the body alive; else from the slots. Nobody
/// looks it up in what was built: objects of a dozen shapes make that slow.
pub(super) fn key_value(event: &Event) -> String {
    match event.key {
        [] => "hash".to_owned(),
        [path] if leaf_is_kept(event.record, path) => "keyId ? canonicalId(keyId) : hash".to_owned(),
        [path, ..] if leaf_is_kept(event.record, path) => format!("{}(at, hash, keyId)", function(event)),
        _ => format!("{}(at, hash)", function(event)),
    }
}

/// Whether a field is the id that the key of an event begins with.
pub(super) fn begins_key(record: &Record, slot: usize) -> bool {
    EVENTS.iter().any(|event| {
        let Some([way @ .., last]) = event.key.first() else {
            return false;
        };
        let holder = way
            .iter()
            .try_fold(event.record, |record, step| record_of(&record.fields[*step]));
        *last == slot && holder.is_some_and(|holder| holder.id == record.id) && leaf_is_kept(event.record, event.key[0])
    })
}

/// Whether the path ends at an id, which is copied, and compared without case.
fn leaf_is_kept(root: &'static Record, path: &[usize]) -> bool {
    let mut record = root;
    for (depth, slot) in path.iter().enumerate() {
        let field = &record.fields[*slot];
        if depth + 1 == path.len() {
            return matches!(field.of, Type::Leaf(Kind::Uuid));
        }
        record = record_of(field).expect("a path goes through objects");
    }
    false
}

/// The function of an event's key, from the slots alone.
pub(super) fn key(code: &mut Code, event: &Event) {
    if event.key.is_empty() {
        return;
    }
    let known = if event.key.len() > 1 {
        " `known`: the copy of its first part that the event has."
    } else {
        ""
    };
    code.doc(&format!("The key of this event: {}.{known}", key_words(event)));
    let known = if event.key.len() > 1 { ", known" } else { "" };
    code.line(&format!("function {}(at, hash{known}) {{", function(event)));
    code.line("  const w = memory;");
    let mut blocks: Vec<(&[usize], String)> = vec![(&[], "at".to_owned())];
    let mut parts = Vec::new();
    let mut words = String::new();
    for (number, path) in event.key.iter().enumerate() {
        let record = descend(&mut words, &mut blocks, event.record, path);
        let slot = path[path.len() - 1];
        let base = &blocks
            .iter()
            .find(|(of, _)| *of == &path[..path.len() - 1])
            .expect("it was descended to")
            .1;
        let (a, b) = (format!("a{number}"), format!("b{number}"));
        let (first, second) = words_of(base, slot);
        writeln!(words, "  if (!(w[{base}] & {})) return hash;", 1_u32 << slot).expect("a string");
        writeln!(words, "  const {a} = {first}, {b} = {second};").expect("a string");
        let copy = match number {
            0 if !known.is_empty() => format!("known ?? readKept({a}, {b})"),
            _ => format!("readKept({a}, {b})"),
        };
        parts.push(key_part(&record.fields[slot].of, &a, &b, &copy));
    }
    code.text.push_str(&words);
    // An id that is empty tells nothing from anything, whatever stands beside it.
    match parts.split_first() {
        Some((id, [])) => code.line(&format!("  return {id} || hash;\n}}\n")),
        Some((id, others)) => {
            code.line(&format!("  const id = {id};"));
            let others: String = others.iter().map(|part| format!(" + \":\" +\n    {part}")).collect();
            code.line(&format!("  return id ? id{others} : hash;\n}}\n"));
        }
        None => {}
    }
}

/// Goes down to the record that holds the end of the path; each block on the way gets a name, once.
fn descend(
    words: &mut String,
    blocks: &mut Vec<(&'static [usize], String)>,
    root: &'static Record,
    path: &'static [usize],
) -> &'static Record {
    let mut record = root;
    for depth in 0..path.len() - 1 {
        let field = &record.fields[path[depth]];
        let base = blocks
            .iter()
            .find(|(of, _)| *of == &path[..depth])
            .expect("the path so far")
            .1
            .clone();
        if !blocks.iter().any(|(of, _)| *of == &path[..=depth]) {
            let (slot, name) = (path[depth], field.name);
            let (a, b) = words_of(&base, slot);
            let bit = 1_u32 << slot;
            writeln!(
                words,
                "  if (!(w[{base}] & {bit}) || ({b} & 15) !== {}) return hash;",
                tag::RECORD
            )
            .expect("a string");
            writeln!(words, "  const {name} = {a};").expect("a string");
            blocks.push((&path[..=depth], name.to_owned()));
        }
        record = record_of(field).expect("a path goes through objects");
    }
    record
}

/// A part of a key, of a copy of its text, so that the key does not keep the body alive.
fn key_part(of: &Type, a: &str, b: &str, copy: &str) -> String {
    match of {
        Type::Leaf(Kind::Uuid) => format!("canonicalId({copy})"),
        Type::Choice(choice) => {
            format!(
                "(({b} & 15) === {} ? {}Values[{a}] : {copy})",
                tag::CHOICE,
                constant_name(choice)
            )
        }
        _ => copy.to_owned(),
    }
}

/// `payload.umid:payload.status.state`
fn key_words(event: &Event) -> String {
    let path_words = |path: &&'static [usize]| {
        let mut record = event.record;
        let mut names = Vec::new();
        for slot in *path {
            let field = &record.fields[*slot];
            names.push(field.name);
            record = record_of(field).unwrap_or(record);
        }
        format!("`{}`", names.join("."))
    };
    let parts: Vec<String> = event.key.iter().map(path_words).collect();
    parts.join(", ")
}
