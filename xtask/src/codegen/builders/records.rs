//! The functions of records inside of events, of the contents that depend on a type, and of lists.
//!
//! * In: a record, and what its union calls for.
//! * Out: its function; for the subject of a union one more for each arm, and one that chooses between them.
//! * Does not know: which members an object has in which case.
//! * Why: where the type is known, so are the members, and the object has a literal.

use chatapps_webhook::schema::events::RECORDS;
use chatapps_webhook::schema::{Arm, Field, Record, Type, Union};

use super::super::law::{Subject, fields_in, tag_choice};
use super::super::words::constant_name;
use super::members::{members_of, value_of};
use super::objects::{add_extra, add_rest, assemble, decode};
use super::slots::{has, read_block, tag, words_of};
use super::{Code, function_of, list_function_of};

/// The function of a record that is no root, and of each arm of its union.
pub(super) fn plain(code: &mut Code, record: &'static Record) {
    let all: Vec<usize> = (0..record.fields.len()).collect();
    code.doc(record.doc);
    code.line(&format!("function {}(at) {{", function_of(record)));
    read_block(code);
    own_arms(code, record);
    let members = members_of(record, &all);
    decode(code, &members);
    if has_own_arms(record) {
        // What is left for here is rare: an unknown type, something in `extra`, a part of a broken event.
        code.assign(
            "  const object = withoutAbsent(",
            &members.iter().collect::<Vec<_>>(),
            ");",
        );
    } else {
        assemble(code, &members);
    }
    add_rest(code, record);
    code.line("  return object;\n}\n");
}

/// The arms that call for one member of the record itself.
fn own_arms_of(record: &Record) -> Vec<&'static Arm> {
    match record.union {
        Some(Union {
            subject: None, arms, ..
        }) => arms.iter().filter(|arm| arm.needs.count_ones() == 1).collect(),
        _ => Vec::new(),
    }
}

fn has_own_arms(record: &Record) -> bool {
    !own_arms_of(record).is_empty()
}

/// A record that is its own subject: the literal of each arm, taken when nothing else is there.
fn own_arms(code: &mut Code, record: &'static Record) {
    let arms = own_arms_of(record);
    let Some(union) = record.union.filter(|_| !arms.is_empty()) else {
        return;
    };
    let tag = union.tag;
    let (tag_name, values) = (record.fields[tag].name, constant_name(tag_choice(record, union)));
    let (tag_a, tag_b) = words_of("at", tag);
    code.line(&format!(
        "  if ({} && ({tag_b} & 15) === {} && !({})) {{",
        has(tag),
        tag::CHOICE,
        has(record.extra_slot())
    ));
    code.line(&format!("    switch ({tag_a}) {{"));
    for arm in arms {
        let (slot, field) = fields_in(record, arm.needs)[0];
        for value in arm.values {
            let (name, value_read) = (field.name, value_of(record, slot));
            code.line(&format!("      case {value}:"));
            code.line(&format!(
                "        if ({}) return {{ {tag_name}: {values}Values[{value}], {name}: {value_read} }};",
                has(slot)
            ));
            code.line("        break;");
        }
    }
    code.line("    }\n  }");
}

pub(super) fn by_type_function(subject: &Subject) -> String {
    format!("build{}ByType", subject.record.name)
}

/// The subject of a union: by the sibling that tells its type, and as it was sent where that tells nothing.
pub(super) fn by_type(code: &mut Code, subject: &Subject) {
    let Subject { record, tags, arms } = subject;
    code.doc(&format!(
        "{} By the slot of its type; as it was sent where the type calls for something else.",
        record.doc
    ));
    code.line(&format!(
        "function {}(a, b, typeA, typeB) {{",
        by_type_function(subject)
    ));
    code.line(&format!("  if ((b & 15) !== {}) return readJson(a, b);", tag::RECORD));
    code.line(&format!(
        "  if ((typeB & 15) !== {}) return {}(a);",
        tag::CHOICE,
        function_of(record)
    ));
    code.line("  switch (typeA) {");
    for arm in arms.iter().filter(|arm| !is_whole(record, arm.needs | arm.allows)) {
        for value in arm.values {
            code.line(&format!(
                "    case {value}: // {}",
                tags.values[usize::from(*value)].name
            ));
        }
        code.line(&format!("      return build{}(a);", arm.name));
    }
    code.line(&format!("    default:\n      return {}(a);", function_of(record)));
    code.line("  }\n}\n");
    for arm in arms.iter().filter(|arm| !is_whole(record, arm.needs | arm.allows)) {
        let fields: Vec<usize> = fields_in(record, arm.needs | arm.allows)
            .iter()
            .map(|(slot, _)| *slot)
            .collect();
        let mut members = members_of(record, &fields);
        for (member, slot) in members.iter_mut().zip(&fields) {
            member.usual = arm.needs >> slot & 1 == 1;
        }
        code.doc(arm.doc);
        code.line(&format!("function build{}(at) {{", arm.name));
        read_block(code);
        decode(code, &members);
        assemble(code, &members);
        add_extra(code, record);
        code.line("  return object;\n}\n");
    }
}

/// Whether an arm calls for nothing and allows everything: the record as such.
fn is_whole(record: &Record, bits: u32) -> bool {
    bits.count_ones() as usize == record.fields.len()
}

/// The records that stand in lists.
pub(super) fn listed() -> Vec<&'static Record> {
    let is_listed = |record: &&&Record| {
        let holds = |field: &Field| matches!(field.of, Type::List(of) if of.id == record.id);
        RECORDS.iter().any(|outer| outer.fields.iter().any(holds))
    };
    RECORDS.iter().filter(is_listed).copied().collect()
}

pub(super) fn list(code: &mut Code, record: &Record) {
    code.doc(&format!(
        "A list: its length, and where the block of each element is. Of each: {}",
        record.doc
    ));
    code.line(&format!("function {}(at) {{", list_function_of(record)));
    code.line("  const list = [];");
    code.line("  const end = at + memory[at];");
    code.line(&format!(
        "  while (at < end) list.push({}(memory[++at]));",
        function_of(record)
    ));
    code.line("  return list;\n}\n");
}
